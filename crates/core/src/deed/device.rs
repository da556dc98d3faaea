//! The device that deeds are written with: everything it signs for its person is signed here.

use super::WriteDeedError;
use crate::{
    Millis,
    change::RawChange,
    document::{Header, Opening},
    gate,
    id::{CircleId, StatementId},
    item::{Item, ItemKind},
    keys::DeviceKeys,
    seal::Seal,
    signed::{Verified, VerifyError},
    statement::{ChainEnd, StatementBody, compose},
};
use automerge::{Automerge, AutomergeError, transaction::Transaction};

/// The device that a deed is written with.
#[derive(Debug, Clone, Copy)]
pub struct WritingDevice<'a> {
    /// Its keys.
    pub keys: &'a DeviceKeys,
    /// Who writes changes: the device's prefix, and fresh in this run of the program.
    pub actor: [u8; 24],
    /// The moment by its clock, ms since 1970-01-01 UTC.
    pub now: Millis,
}

/// One edit of an open document, ready to be stored and relayed.
#[derive(Debug, Clone)]
pub struct WrittenEdit {
    /// The change.
    pub change: RawChange,
    /// The change and its seal.
    pub items: Vec<Item>,
}

impl WritingDevice<'_> {
    /// The two root-signed records.
    pub fn records(&self) -> impl Iterator<Item = Item> {
        let records = self.keys.records().into_iter();
        records.map(|bytes| Item::new(ItemKind::Record, bytes.to_vec()))
    }

    /// Opens a document of its person.
    ///
    /// # Errors
    /// [`VerifyError`] if the device does not sign for itself.
    pub fn open(&self, header: &Header) -> Result<Item, VerifyError> {
        let opening = Opening {
            header: header.clone(),
            device: self.keys.device(),
        };
        let signed = Verified::sign(opening, &self.keys.signing_key())?;
        Ok(Item::new(ItemKind::Opening, signed.to_bytes()))
    }

    /// Signs a statement for a place in its chain.
    ///
    /// # Errors
    /// [`VerifyError`] if the device does not sign for itself.
    pub fn say(
        &self,
        circle: CircleId,
        end: &ChainEnd,
        seen: &[StatementId],
        body: &StatementBody,
    ) -> Result<(StatementId, Item), VerifyError> {
        let (person, device) = (self.keys.person(), self.keys.device());
        let said = compose(circle, person, device, end, seen, body);
        let signed = Verified::sign(said, &self.keys.signing_key())?;
        let item = Item::new(ItemKind::Statement, signed.to_bytes());
        Ok((signed.id(), item))
    }

    /// One edit of an open document of its person, as a change with its seal; none when nothing changes. A `message`
    /// stands in the change.
    ///
    /// # Errors
    /// [`WriteDeedError::Edit`] when the document does not take it.
    pub fn edit(
        &self,
        header: &Header,
        document: &mut Automerge,
        message: Option<String>,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Result<Option<WrittenEdit>, WriteDeedError> {
        let change = gate::edit_with(document, self.actor, self.seconds(), message, write)?;
        let Some(change) = change else {
            return Ok(None);
        };
        let id = header.id();
        let seal = Seal {
            circle: header.circle,
            document: id,
            device: self.keys.device(),
            tip: change.hash.into(),
        };
        let signed = Verified::sign(seal, &self.keys.signing_key())?;
        let items = vec![
            Item::change(id, change.bytes.clone()),
            Item::new(ItemKind::Seal, signed.to_bytes()),
        ];
        Ok(Some(WrittenEdit { change, items }))
    }

    /// One edit as one change, not yet sealed; none when nothing changes.
    pub(super) fn change(
        &self,
        document: &mut Automerge,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Result<Option<RawChange>, WriteDeedError> {
        Ok(gate::edit(document, self.actor, self.seconds(), write)?)
    }

    /// What changes say of the moment, s since 1970-01-01 UTC.
    fn seconds(&self) -> i64 {
        i64::try_from(self.now / 1_000).unwrap_or(0)
    }
}
