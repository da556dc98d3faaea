//! Sections that are kept for oneself, when something of the card comes that was not written here.

use super::said_again;
use crate::{NodeError, author::Author, cards::kept::Kept};
use automerge::Automerge;
use otagai_core::{
    card::{Card, Section},
    document::Header,
    places::{self, Place, Value, Word},
};
use otagai_store::{Asked, OwnBatch};
use std::collections::BTreeMap;

/// Brings card and own values into line, section by section: what the place of a section says is true of both.
pub(super) fn settle(
    author: &Author,
    header: &Header,
    document: &mut Automerge,
    asked: &Asked<'_>,
    mut kept: Kept,
    words: &mut BTreeMap<Place, Word>,
    batch: &mut OwnBatch,
) -> Result<(), NodeError> {
    let before = kept.clone();
    for section in Section::ALL {
        let says = places::all(document);
        let place = section.kept_place();
        let is_kept = says
            .get(&place)
            .is_some_and(|standing| standing.value == Section::kept_value());
        if !is_kept {
            // It was shown by somebody who knew what was kept.
            if kept.sections.remove(&section).is_some() {
                kept.card.take_section(section, &Card::default());
            }
            continue;
        }
        if !kept.sections.contains_key(&section) {
            // It was hidden elsewhere, and what it said lies there: what is known here stays here.
            kept.card.take_section(section, asked.before);
            kept.keep(section);
        }
        let loose: Vec<(Place, Value)> = says
            .into_iter()
            .filter(|(place, standing)| {
                Section::of_place(place) == Some(section) && !standing.value.is_empty()
            })
            .map(|(place, standing)| (place, standing.value))
            .collect();
        if loose.is_empty() {
            continue;
        }
        // What was never heard of here is kept as well; of the rest it was said here what is true of it.
        let unheard = loose.iter().filter(|(place, _)| !words.contains_key(place));
        kept.card = kept.card.with_places(unheard)?;
        let Some(hidden) = words.get(&place).cloned() else {
            continue;
        };
        let nothing = |(place, _): (Place, Value)| {
            let word = Word::new(Value::Nothing, hidden.original);
            (place, word)
        };
        let said = loose.into_iter().map(nothing).collect();
        let gone = said_again(author, header, document, hidden.original, said, batch)?;
        words.extend(gone);
    }
    if kept != before {
        batch.own.push(kept.put()?);
    }
    Ok(())
}
