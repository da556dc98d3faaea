//! A batch comes in: checked, stored and derived in one transaction.

use super::{Store, derived, held::Held, items, refused, sealed_documents};
use crate::error::StoreError;
use otagai_core::{
    circle_set::Intake,
    id::{CircleId, PersonId},
    item::{Item, ItemKind},
    keys::EncryptionSecret,
    roster::Roster,
    vouch::standing::dropped,
};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// What became of a batch.
#[derive(Debug, Clone)]
pub struct Admitted {
    /// Which items are new, replaced, refused, or must wait.
    pub intake: Intake,
    /// Whose card or standing reads differently now.
    pub people: BTreeSet<PersonId>,
    /// The digest over everything held now.
    pub digest: [u8; 32],
}

impl Store {
    /// Checks a batch and stores what passes, in one transaction.
    ///
    /// # Errors
    /// [`StoreError`]; nothing of the batch is then stored.
    pub fn admit(&mut self, circle: CircleId, batch: &[Item]) -> Result<Admitted, StoreError> {
        let held = self.take(circle)?;
        let encryption = self.encryption.clone();
        let transaction = self.transaction()?;
        let (held, admitted) = admit(&transaction, held, batch, encryption.as_ref())?;
        transaction.commit()?;
        self.held.insert(circle, held);
        Ok(admitted)
    }
}

/// Runs inside the caller's transaction; the caller drops what is held when anything fails.
pub(super) fn admit(
    connection: &Connection,
    mut held: Held,
    batch: &[Item],
    encryption: Option<&EncryptionSecret>,
) -> Result<(Held, Admitted), StoreError> {
    let circle = held.set.circle();
    let mut intake = held.set.admit(batch);
    for stored in &intake.stored {
        items::insert(connection, circle, stored)?;
    }
    // A seal may come and be replaced in one batch: deleting is second.
    for id in &intake.removed {
        items::delete(connection, circle, *id)?;
    }
    refused::count(connection, circle, &intake.refused)?;
    let mut people = BTreeSet::new();
    if !intake.stored.is_empty() {
        let came = |kinds: &[ItemKind]| {
            let mut stored = intake.stored.iter();
            stored.any(|stored| kinds.contains(&stored.item.kind))
        };
        let standing = came(&[ItemKind::Record, ItemKind::Statement]);
        if standing {
            held.roster = Roster::of(&held.set);
        }
        if let Some(secret) = encryption {
            sealed_documents::take_grants(connection, &held, &intake.stored, secret)?;
        }
        let mut taken_back = false;
        // A withdrawal may come before what it withdraws.
        if standing || came(&[ItemKind::Opening]) {
            let dropped = dropped(&held.set, &held.roster).into_keys();
            let gone = sealed_documents::drop_words(connection, &mut held, dropped)?;
            taken_back = !gone.is_empty();
            intake.removed.extend(gone);
        }
        held.digest = held.set.digest();
        let touched = derived::Touched {
            standing,
            // A new certificate changes no stored document: seals are stored after the certificate of
            // their device, never before.
            documents: intake.stored.iter().filter_map(|s| s.document).collect(),
            work: standing || came(&[ItemKind::Chunk, ItemKind::Grant]),
            taken_back,
        };
        people = derived::refresh(connection, &mut held, &touched)?;
    }
    let admitted = Admitted {
        digest: held.digest,
        intake,
        people,
    };
    Ok((held, admitted))
}
