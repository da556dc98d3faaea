//! Signing what the member at this computer says.

use crate::{NodeError, clock::Clock, random};
use automerge::Automerge;
use otagai_core::{
    Millis,
    change::{RawChange, actor_prefix},
    cut::Tip,
    deed::WritingDevice,
    document::{Header, Opening},
    gate,
    id::{CircleId, DeviceId, PersonId},
    item::{Item, ItemKind},
    keys::DeviceKeys,
    places::{self, PlacedValue},
    seal::Seal,
    signed::{Signed, Verified},
    statement::{ChainEnd, Statement, StatementBody, compose},
};
use std::sync::OnceLock;

/// The author at this computer: keys, and an actor that is new in every run of the program.
#[derive(Debug)]
pub struct Author {
    keys: DeviceKeys,
    /// Says when a change was made.
    clock: Clock,
    /// Minted at the first write, so that a run that only reads leaves no actor behind.
    actor: OnceLock<[u8; 24]>,
}

impl Author {
    /// The author with these keys, whose changes are as old as this clock says.
    pub fn new(keys: DeviceKeys, clock: Clock) -> Self {
        Self {
            keys,
            clock,
            actor: OnceLock::new(),
        }
    }

    /// The person.
    pub fn person(&self) -> PersonId {
        self.keys.person()
    }

    /// This device.
    pub fn device(&self) -> DeviceId {
        self.keys.device()
    }

    /// The device, for a deed that is done at this moment, ms since 1970-01-01 UTC.
    pub(crate) fn writing_device(&self, now: Millis) -> WritingDevice<'_> {
        WritingDevice {
            keys: &self.keys,
            actor: self.actor(),
            now,
        }
    }

    /// The keys.
    pub fn keys(&self) -> &DeviceKeys {
        &self.keys
    }

    /// The two root-signed records, as items.
    pub fn records(&self) -> Vec<Item> {
        self.keys
            .records()
            .iter()
            .map(|bytes| Item::new(ItemKind::Record, bytes.to_vec()))
            .collect()
    }

    /// Signs a statement.
    ///
    /// # Errors
    /// [`NodeError::Sign`] if the key is not ours.
    pub fn say(
        &self,
        circle: CircleId,
        end: &ChainEnd,
        seen: &[otagai_core::id::StatementId],
        body: &StatementBody,
    ) -> Result<(Verified<Statement>, Item), NodeError> {
        let said = compose(circle, self.person(), self.device(), end, seen, body);
        let signed = Verified::sign(said, &self.keys.signing_key())?;
        let item = Item::new(ItemKind::Statement, signed.to_bytes());
        Ok((signed, item))
    }

    /// Opens a document of our own.
    ///
    /// # Errors
    /// [`NodeError::Sign`] if the key is not ours.
    pub fn open(&self, header: &Header) -> Result<Item, NodeError> {
        let opening = Opening {
            header: header.clone(),
            device: self.device(),
        };
        let signed = Verified::sign(opening, &self.keys.signing_key())?;
        Ok(Item::new(ItemKind::Opening, signed.to_bytes()))
    }

    /// One edit of a document of our own: the change and its seal, or nothing when nothing changes.
    ///
    /// # Errors
    /// [`NodeError::Edit`] when the document does not take it.
    pub fn edit(
        &self,
        header: &Header,
        document: &mut Automerge,
        write: impl FnOnce(
            &mut automerge::transaction::Transaction<'_>,
        ) -> Result<(), automerge::AutomergeError>,
    ) -> Result<Option<Edit>, NodeError> {
        let Some(change) = self.change(document, write)? else {
            return Ok(None);
        };
        self.sealed(header, change).map(Some)
    }

    /// Writes again what was first said in another change: no new word, which the change says.
    ///
    /// # Errors
    /// [`NodeError::Edit`] when the document does not take it.
    pub(crate) fn edit_again(
        &self,
        header: &Header,
        document: &mut Automerge,
        original: Tip,
        write: impl FnOnce(
            &mut automerge::transaction::Transaction<'_>,
        ) -> Result<(), automerge::AutomergeError>,
    ) -> Result<Option<Edit>, NodeError> {
        let message = Some(places::again(original));
        let edited = gate::edit_with(document, self.actor(), self.seconds(), message, write)?;
        edited.map(|change| self.sealed(header, change)).transpose()
    }

    /// True for what was written in this run of the program.
    pub(crate) fn wrote(&self, standing: &PlacedValue) -> bool {
        standing.is_by(&self.actor())
    }

    /// A change with its seal.
    fn sealed(&self, header: &Header, change: RawChange) -> Result<Edit, NodeError> {
        let id = header.id();
        let seal = Seal {
            circle: header.circle,
            document: id,
            device: self.device(),
            tip: change.hash.into(),
        };
        let signed = Verified::sign(seal, &self.keys.signing_key())?;
        let items = vec![
            Item::change(id, change.bytes.clone()),
            Item::new(ItemKind::Seal, signed.to_bytes()),
        ];
        Ok(Edit { change, items })
    }

    /// One edit as one change, not yet sealed or stored.
    pub(crate) fn change(
        &self,
        document: &mut Automerge,
        write: impl FnOnce(
            &mut automerge::transaction::Transaction<'_>,
        ) -> Result<(), automerge::AutomergeError>,
    ) -> Result<Option<RawChange>, NodeError> {
        Ok(gate::edit(document, self.actor(), self.seconds(), write)?)
    }

    fn seconds(&self) -> i64 {
        i64::try_from(self.clock.now() / 1_000).unwrap_or(0)
    }

    fn actor(&self) -> [u8; 24] {
        *self.actor.get_or_init(|| {
            let mut actor: [u8; 24] = random::bytes();
            for (to, from) in actor.iter_mut().zip(actor_prefix(&self.device())) {
                *to = from;
            }
            actor
        })
    }
}

/// One edit, ready to be stored and relayed.
#[derive(Debug)]
pub struct Edit {
    /// The change.
    pub change: RawChange,
    /// The change and its seal.
    pub items: Vec<Item>,
}

/// Reads a statement out of an item that passed our own checks.
///
/// # Errors
/// [`NodeError::OwnItemRefused`] when it is none.
pub fn read_statement(item: &Item) -> Result<Verified<Statement>, NodeError> {
    Signed::from_bytes(&item.bytes, otagai_core::limits::STATEMENT_BYTES)
        .ok()
        .and_then(|signed| signed.verify().ok())
        .ok_or(NodeError::OwnItemRefused)
}
