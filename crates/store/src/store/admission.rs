//! A batch comes in: checked, stored and derived in one transaction.

use super::{Store, derived, held::Held, items, refused, sealed_documents};
use crate::error::StoreError;
use otagai_core::{
    circle_set::{Intake, Refusal},
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

    /// [`Store::admit`] of what this device wrote itself: where it would lie beyond a limit on numbers, or push
    /// out something that is held, nothing of it is stored.
    ///
    /// # Errors
    /// [`StoreError::BeyondLimit`], or what [`Store::admit`] says; everything is then as it was.
    pub fn admit_own(&mut self, circle: CircleId, batch: &[Item]) -> Result<Admitted, StoreError> {
        let held = self.take(circle)?;
        let encryption = self.encryption.clone();
        let transaction = self.transaction()?;
        let (held, admitted) = admit(&transaction, held, batch, encryption.as_ref())?;
        if is_beyond_limits(&admitted.intake) {
            return Err(StoreError::BeyondLimit);
        }
        transaction.commit()?;
        self.held.insert(circle, held);
        Ok(admitted)
    }
}

/// True when something of a batch, or something held for its sake, lies beyond a limit on numbers.
fn is_beyond_limits(intake: &Intake) -> bool {
    let is_refused = |refused: &(ItemKind, Refusal)| refused.1 == Refusal::Limit;
    intake.beyond > 0 || !intake.outdone.is_empty() || intake.refused.iter().any(is_refused)
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
    // Somebody wrote beyond a limit and others' things went with it: rare, and worked out from the start.
    if !intake.outdone.is_empty() {
        people.extend(held.roster.members.keys());
        (held, _) = derived::rebuild(connection, circle)?;
        people.extend(held.roster.members.keys());
    }
    let admitted = Admitted {
        digest: held.digest,
        intake,
        people,
    };
    Ok((held, admitted))
}
