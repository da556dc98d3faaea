//! The own card: what the circle sees of it, and what only its owner does.
//!
//! A section that is kept for oneself is not in the document that the circle holds: it lies in this device's own
//! values ([`OwnCard`]). Where a power cut left it in both, what the circle has counts, so that nobody is told of
//! something as hidden that others can read.

mod contact_ways;

use crate::{NodeError, NodeEvent, home::Home, photo};
use minicbor::{Decode, Encode};
use otagai_core::{
    base,
    card::{self, Card, CardEdit, Section},
    codec,
    document::{Header, Kind},
    id::{CircleId, PersonId},
    sighting::LicenceKey,
    statement::{Sighted, StatementBody},
};
use otagai_store::{Store, StoreError};
use std::collections::BTreeSet;

/// Kind of the device's own value that holds hidden sections.
const OWN_CARD: &str = "card";
/// Bytes of that value at most.
const OWN_CARD_BYTES: usize = 64 * 1024;

/// What of the own card is not in the circle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Kept {
    /// The sections.
    sections: BTreeSet<Section>,
    /// What they say; the other sections are empty.
    card: Card,
}

/// The same as it lies in the file.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Written {
    #[n(0)]
    sections: BTreeSet<Section>,
    /// [`Card::to_kept`].
    #[cbor(n(1), with = "minicbor::bytes")]
    card: Vec<u8>,
}

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
        let mut store = self.store();
        let mut kept = kept(&store, circle)?;
        let hidden = with_kept(shown(&store, circle, self.person())?, &kept).hidden;
        match edit.section() {
            Some(section) if hidden.contains(&section) => {
                kept.card = kept.card.edited(edit)?;
                put_kept(&mut store, circle, &kept)
            }
            _ => self.edit_shown(&mut store, circle, std::slice::from_ref(edit)),
        }
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
        if only_me {
            // Kept first: a power cut in between leaves it with the circle as well, never nowhere.
            kept.card.take_section(section, &shown);
            kept.sections.insert(section);
            put_kept(&mut store, circle, &kept)?;
            self.edit_shown(&mut store, circle, &shown.removals_of(section))
        } else {
            self.edit_shown(&mut store, circle, &kept.card.edits_of(section))?;
            kept.card.take_section(section, &Card::default());
            kept.sections.remove(&section);
            put_kept(&mut store, circle, &kept)
        }
    }

    /// States that one saw the original of somebody's licence today, or takes that back.
    ///
    /// # Errors
    /// [`NodeError::UnknownPerson`], [`NodeError::OwnLicence`] for one's own, [`NodeError::UnknownLicence`] where the
    /// card has none of this name.
    pub fn see_licence(
        &self,
        circle: CircleId,
        person: PersonId,
        licence: &str,
        seen: bool,
    ) -> Result<(), NodeError> {
        if person == self.person() {
            return Err(NodeError::OwnLicence);
        }
        let store = self.store();
        if !store
            .members(circle)?
            .iter()
            .any(|row| row.person == person)
        {
            return Err(NodeError::UnknownPerson);
        }
        let card = shown(&store, circle, person)?;
        if !card
            .licences
            .iter()
            .any(|held| LicenceKey::of(&held.name) == LicenceKey::of(licence))
        {
            return Err(NodeError::UnknownLicence);
        }
        drop(store);
        let body = StatementBody::Sighted(Sighted {
            person,
            licence: *LicenceKey::of(licence).as_bytes(),
            day: self.clock().day().since_epoch().unwrap_or_default(),
            stands: seen,
        });
        self.say_next(circle, &body)?;
        Ok(())
    }

    /// Stores edits of what the circle sees, as one change.
    fn edit_shown(
        &self,
        store: &mut Store,
        circle: CircleId,
        edits: &[CardEdit],
    ) -> Result<(), NodeError> {
        let header = Header::single(circle, self.person(), Kind::Card);
        let (mut document, mut items) = match store.card_document(circle, self.person())? {
            Some(opened) => (opened.materialised.document, Vec::new()),
            None => (base::document(), vec![self.author.open(&header)?]),
        };
        let today = self.clock().today();
        let Some(edit) = self.author.edit(&header, &mut document, |transaction| {
            edits
                .iter()
                .try_for_each(|edit| card::write_on(transaction, edit, &today))
        })?
        else {
            return Ok(());
        };
        items.extend(edit.items);
        self.admit_own(store, circle, &items)?;
        Ok(())
    }

    /// Makes a file the photo of the own card, or takes the photo away; on disk before this returns.
    ///
    /// # Errors
    /// [`NodeError::Photo`] when the file is no picture that can be read.
    pub fn set_photo(&self, circle: CircleId, file: Option<&[u8]>) -> Result<(), NodeError> {
        let photo = match file {
            Some(file) => Some(self.store().put_photo(circle, &photo::prepare(file)?)?),
            None => None,
        };
        self.edit_card(circle, &CardEdit::Photo(photo))?;
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
    let Some(bytes) = store.own_get(Some(circle), OWN_CARD, b"")? else {
        return Ok(Kept::default());
    };
    // Never taken for empty: the next edit would write over what is only here.
    let damaged = || NodeError::from(StoreError::Damaged);
    let written: Written = codec::decode(&bytes, OWN_CARD_BYTES).map_err(|_detail| damaged())?;
    Ok(Kept {
        sections: written.sections,
        card: Card::of_kept(&written.card).map_err(|_detail| damaged())?,
    })
}

fn put_kept(store: &mut Store, circle: CircleId, kept: &Kept) -> Result<(), NodeError> {
    let written = Written {
        sections: kept.sections.clone(),
        card: kept.card.to_kept()?,
    };
    store.own_put(Some(circle), OWN_CARD, b"", &codec::encode(&written))?;
    Ok(())
}

/// The card with the sections of which the circle has nothing.
fn with_kept(mut card: Card, kept: &Kept) -> OwnCard {
    let mut hidden = BTreeSet::new();
    for section in &kept.sections {
        if card.edits_of(*section).is_empty() {
            card.take_section(*section, &kept.card);
            hidden.insert(*section);
        }
    }
    OwnCard { card, hidden }
}
