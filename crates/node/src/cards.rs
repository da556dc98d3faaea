//! The own card: what the circle sees of it, and what only its owner does.
//!
//! A section that is kept for oneself is not in the document that the circle holds: it lies in this device's own
//! values ([`OwnCard`]), and the document says that it is kept. Both change in one transaction; where something lies in
//! both all the same, what the circle has counts, so that nobody is told of something as hidden that others can read.

mod contact_ways;
pub(crate) mod kept;

use self::kept::{Kept, OWN_CARD};
use crate::{NodeError, NodeEvent, deeds::about::DeedAbout, home::Home, photo, words};
use otagai_core::{
    base,
    card::{self, Card, CardEdit, Section},
    deed,
    document::{Header, Kind},
    id::{CircleId, PersonId, PhotoId},
    item::Item,
    places::{self, Value},
};
use otagai_store::{OwnBatch, OwnWrite, Store};
use std::collections::BTreeSet;

/// The own card as its owner sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnCard {
    /// With what only the owner sees.
    pub card: Card,
    /// The sections that only the owner sees.
    pub hidden: BTreeSet<Section>,
}

impl Home {
    /// The own card, with what only its owner sees.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn own_card(&self, circle: CircleId) -> Result<OwnCard, NodeError> {
        let store = self.store();
        let shown = shown(&store, circle, self.person())?;
        Ok(with_kept(shown, &kept(&store, circle)?))
    }

    /// Stores one edit of the own card; on disk before this returns. An edit of a section that is kept for oneself
    /// stays on this device.
    ///
    /// # Errors
    /// [`NodeError`] when the edit is not taken or could not be stored.
    pub fn edit_card(&self, circle: CircleId, edit: &CardEdit) -> Result<(), NodeError> {
        self.edit_with_photo(circle, edit, None)
    }

    fn edit_with_photo(
        &self,
        circle: CircleId,
        edit: &CardEdit,
        photo: Option<Vec<u8>>,
    ) -> Result<(), NodeError> {
        let mut store = self.store();
        let mut kept = kept(&store, circle)?;
        let hidden = with_kept(shown(&store, circle, self.person())?, &kept).hidden;
        if let Some(section) = edit.section()
            && hidden.contains(&section)
        {
            kept.card = kept.card.edited(edit)?;
            kept.keep(section);
            let own = vec![kept.put()?];
            return self.write_own(&mut store, circle, Vec::new(), own, None);
        }
        let today = self.clock().today();
        let is_new = self.write_card(&mut store, circle, Vec::new(), photo, |transaction| {
            card::write_on(transaction, edit, &today)
        })?;
        if is_new {
            return Ok(());
        }
        // It stands there already, and yet was said now: what was forgotten since must not take its place. Nothing is
        // forgotten within a run of the program.
        let Some(opened) = store.card_document(circle, self.person())? else {
            return Ok(());
        };
        let document = &opened.materialised.document;
        let places = card::places_of(document, edit)?;
        let mut said = places::all(document);
        said.retain(|place, standing| places.contains(place) && !self.author.wrote(standing));
        self.write_card(&mut store, circle, Vec::new(), None, |transaction| {
            let mut said = said.iter();
            said.try_for_each(|(place, said)| places::put(transaction, place, &said.value))
        })?;
        Ok(())
    }

    /// Says who may see a section of the own card: nobody else, or everybody in the circle. What others have
    /// received before stays in the history on their computers.
    ///
    /// # Errors
    /// [`NodeError`] when it could not be stored.
    pub fn show_section(
        &self,
        circle: CircleId,
        section: Section,
        only_me: bool,
    ) -> Result<(), NodeError> {
        let mut store = self.store();
        let mut kept = kept(&store, circle)?;
        let shown = shown(&store, circle, self.person())?;
        let hidden = with_kept(shown.clone(), &kept).hidden.contains(&section);
        if hidden == only_me {
            return Ok(());
        }
        let (edits, says) = if only_me {
            kept.card.take_section(section, &shown);
            kept.keep(section);
            (shown.removals_of(section), Section::kept_value())
        } else {
            let edits = kept.card.edits_of(section);
            kept.card.take_section(section, &Card::default());
            let mark = kept.sections.remove(&section).unwrap_or_default();
            (edits, Value::Text(mark))
        };
        let today = self.clock().today();
        // Card and own value in one transaction: it is never in both, nor in neither.
        let own = vec![kept.put()?];
        self.write_card(&mut store, circle, own, None, |transaction| {
            places::put(transaction, &section.kept_place(), &says)?;
            edits
                .iter()
                .try_for_each(|edit| card::write(transaction, edit))?;
            if edits.is_empty() {
                Ok(())
            } else {
                card::write_day(transaction, &today)
            }
        })?;
        Ok(())
    }

    /// States that one saw the original of somebody's licence today, or takes that back.
    ///
    /// # Errors
    /// [`deed::SeeLicenceRefusal`].
    pub fn see_licence(
        &self,
        circle: CircleId,
        person: PersonId,
        licence: &str,
        seen: bool,
    ) -> Result<(), NodeError> {
        let card = shown(&self.store(), circle, person)?;
        self.do_deed(circle, &DeedAbout::nothing(), |here| {
            deed::see_licence(here, person, &card, licence, seen)
        })?;
        Ok(())
    }

    /// Writes into what the circle sees, as one change; with it, in one transaction, what was said, other values of
    /// this device, and a photo. False where the card says all of it already.
    pub(crate) fn write_card(
        &self,
        store: &mut Store,
        circle: CircleId,
        mut own: Vec<OwnWrite>,
        photo: Option<Vec<u8>>,
        write: impl FnOnce(
            &mut automerge::transaction::Transaction<'_>,
        ) -> Result<(), automerge::AutomergeError>,
    ) -> Result<bool, NodeError> {
        let header = Header::single(circle, self.person(), Kind::Card);
        let (mut document, mut items) = match store.card_document(circle, self.person())? {
            Some(opened) => (opened.materialised.document, Vec::new()),
            None => (base::document(), vec![self.author.open(&header)?]),
        };
        match self.author.edit(&header, &mut document, write)? {
            Some(edit) => {
                items.extend(edit.items);
                own.extend(words::said(&document, edit.change.hash));
            }
            None => items.clear(),
        }
        let is_new = !items.is_empty();
        self.write_own(store, circle, items, own, photo)?;
        Ok(is_new)
    }

    fn write_own(
        &self,
        store: &mut Store,
        circle: CircleId,
        items: Vec<Item>,
        own: Vec<OwnWrite>,
        photo: Option<Vec<u8>>,
    ) -> Result<(), NodeError> {
        self.admit_batch(store, circle, &OwnBatch { items, own, photo })?;
        Ok(())
    }

    /// Makes a file the photo of the own card, or takes the photo away; on disk before this returns.
    ///
    /// # Errors
    /// [`NodeError::Photo`] when the file is no picture that can be read.
    pub fn set_photo(&self, circle: CircleId, file: Option<&[u8]>) -> Result<(), NodeError> {
        let bytes = file.map(photo::prepare).transpose()?;
        let photo = bytes.as_deref().map(PhotoId::of);
        // The file and its name in one transaction: what no card names may be forgotten at any time.
        self.edit_with_photo(circle, &CardEdit::Photo(photo), bytes)?;
        if let Some(photo) = photo {
            self.emit(NodeEvent::PhotoCame { circle, photo });
        }
        Ok(())
    }
}

/// What the circle sees of a card.
fn shown(store: &Store, circle: CircleId, person: PersonId) -> Result<Card, NodeError> {
    let row = store.card(circle, person)?;
    Ok(row.map(|row| row.card).unwrap_or_default())
}

fn kept(store: &Store, circle: CircleId) -> Result<Kept, NodeError> {
    Kept::of(store.own_get(Some(circle), OWN_CARD, b"")?)
}

/// The card with the sections of which the circle has nothing.
fn with_kept(mut card: Card, kept: &Kept) -> OwnCard {
    let mut hidden = BTreeSet::new();
    for section in kept.sections.keys() {
        if card.edits_of(*section).is_empty() {
            card.take_section(*section, &kept.card);
            hidden.insert(*section);
        }
    }
    OwnCard { card, hidden }
}
