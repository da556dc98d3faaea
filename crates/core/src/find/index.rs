//! The words of all cards of a circle, and on whose cards they stand.

use super::{
    asked::{Asked, Form},
    entry::{CardTerm, Entry, Field},
    lexicon::Term,
    reason::Heard,
};
use crate::{
    date::Day,
    id::PersonId,
    sighting::{LicenceKey, Sighting},
    text,
};
use std::{cmp::Reverse, collections::BTreeMap};

/// What is searched of all cards of a circle, in memory.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) people: Vec<(PersonId, Entry)>,
    words: Vec<Word>,
    /// The place of each word by its compared form.
    by_folded: BTreeMap<String, usize>,
    sightings: BTreeMap<(PersonId, LicenceKey), Vec<(Day, PersonId)>>,
}

/// A word or line that stands on at least one card.
#[derive(Debug)]
struct Word {
    form: Form,
    uses: Vec<Use>,
}

/// Where a word stands: the place of the person, and of the term on their card.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    pub(super) person: usize,
    pub(super) term: usize,
}

impl Index {
    /// The index of these cards, and of who saw which originals.
    pub fn new(
        entries: impl IntoIterator<Item = (PersonId, Entry)>,
        sightings: impl IntoIterator<Item = Sighting>,
    ) -> Self {
        let mut index = Self {
            people: entries.into_iter().collect(),
            ..Self::default()
        };
        for (person, (_, entry)) in index.people.iter().enumerate() {
            for (term, found) in entry.terms.iter().enumerate() {
                let at = if let Some(at) = index.by_folded.get(&found.folded) {
                    *at
                } else {
                    index.words.push(Word {
                        form: Form::new(&found.folded, found.field.is_a_thing()),
                        uses: Vec::new(),
                    });
                    index
                        .by_folded
                        .insert(found.folded.clone(), index.words.len() - 1);
                    index.words.len() - 1
                };
                if let Some(word) = index.words.get_mut(at) {
                    word.uses.push(Use { person, term });
                }
            }
        }
        for sighting in sightings {
            let of = (sighting.person, sighting.licence);
            let seen = index.sightings.entry(of).or_default();
            seen.push((sighting.on, sighting.witness));
        }
        for seen in index.sightings.values_mut() {
            seen.sort_by_key(|(on, witness)| (Reverse(*on), *witness));
        }
        index
    }

    /// Everybody whose card is in it.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody's card is in it.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Who saw the original of a licence, the latest first.
    pub(super) fn seen_by(&self, person: PersonId, licence: &str) -> Vec<PersonId> {
        let seen = self.sightings.get(&(person, LicenceKey::of(licence)));
        seen.into_iter()
            .flatten()
            .map(|(_, witness)| *witness)
            .collect()
    }

    /// Where a word stands, and how it was heard. A typing error is forgiven where nothing else fits.
    pub(super) fn look_up(&self, word: &str) -> Vec<(Use, Heard)> {
        let asked = Asked::new(word);
        let mut found = self.uses_of(|form| asked.hears(form));
        if let Some(name) = text::bare(word).filter(|_| found.is_empty()) {
            // 千葉さん is somebody, and not whoever works in 千葉.
            let asked = Asked::new(name);
            found = self.uses_of(|form| asked.hears(form));
            found.retain(|(used, _)| self.is_in(*used, Field::Name));
        }
        if !found.is_empty() {
            return found;
        }
        match asked.nearly() {
            Some(nearly) => self.uses_of(|form| nearly.hears(form).then_some(Heard::Near)),
            None => found,
        }
    }

    /// Whether a word stands on somebody's card as it is, or as a part.
    pub(super) fn stands(&self, word: &str) -> bool {
        let asked = Asked::new(word);
        self.words
            .iter()
            .any(|word| asked.hears(&word.form).is_some())
    }

    /// Where a licence stands. One of the starter vocabulary is that one and no other: 看護師 is not 准看護師.
    pub(super) fn look_up_licence(&self, licence: &str) -> Vec<(Use, Heard)> {
        let asked = Asked::new(licence);
        let known = asked.term.is_some_and(Term::is_licence);
        let mut found = self.uses_of(|form| match asked.hears(form) {
            Some(Heard::Part) if known => None,
            heard => heard,
        });
        found.retain(|(used, _)| self.is_in(*used, Field::Licence));
        found
    }

    fn is_in(&self, used: Use, field: Field) -> bool {
        self.term(used).is_some_and(|term| term.field == field)
    }

    fn uses_of(&self, hears: impl Fn(&Form) -> Option<Heard>) -> Vec<(Use, Heard)> {
        let mut found = Vec::new();
        for word in &self.words {
            if let Some(heard) = hears(&word.form) {
                found.extend(word.uses.iter().map(|used| (*used, heard)));
            }
        }
        found
    }

    /// The term of a use.
    pub(super) fn term(&self, used: Use) -> Option<&CardTerm> {
        self.people.get(used.person)?.1.terms.get(used.term)
    }

    /// Whether what stands on a card may begin with these two characters.
    pub(super) fn may_begin(&self, first: char, second: char) -> bool {
        super::begins(&self.by_folded, &String::from_iter([first, second]))
    }

    /// Whether somebody's name begins so.
    pub(super) fn names_begin(&self, folded: &str) -> bool {
        let from = (
            std::ops::Bound::Included(folded),
            std::ops::Bound::Unbounded,
        );
        let words = self.by_folded.range::<str, _>(from);
        let mut words = words.take_while(|(word, _)| word.starts_with(folded));
        words.any(|(word, _)| self.fields_of(word).contains(&Field::Name))
    }

    /// Whether this, in compared form, stands on somebody's card just so.
    pub(super) fn has(&self, folded: &str) -> bool {
        self.by_folded.contains_key(folded)
    }

    /// Whether this, in compared form, is one thing on somebody's card.
    pub(super) fn is_a_thing(&self, folded: &str) -> bool {
        !self.fields_of(folded).is_empty()
    }

    /// Whether a word in compared form is one thing on somebody's card, and in which fields.
    pub(super) fn fields_of(&self, folded: &str) -> Vec<Field> {
        let word = self
            .by_folded
            .get(folded)
            .and_then(|at| self.words.get(*at));
        let uses = word.into_iter().flat_map(|word| &word.uses);
        let fields = uses.filter_map(|used| self.term(*used).map(|term| term.field));
        fields.filter(|field| field.is_a_thing()).collect()
    }
}
