//! A batch comes in: checked, stored and derived in one transaction.

use super::{Store, derived, held::Held, items, refused};
use crate::error::StoreError;
use otagai_core::{
    circle_set::Intake,
    id::{CircleId, PersonId},
    item::{Item, ItemKind},
    roster::Roster,
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
        let transaction = self.transaction()?;
        let (held, admitted) = admit(&transaction, held, batch)?;
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
) -> Result<(Held, Admitted), StoreError> {
    let circle = held.set.circle();
    let intake = held.set.admit(batch);
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
        let standing = intake
            .stored
            .iter()
            .any(|stored| matches!(stored.item.kind, ItemKind::Record | ItemKind::Statement));
        if standing {
            held.roster = Roster::of(&held.set);
        }
        held.digest = held.set.digest();
        let touched = derived::Touched {
            standing,
            // A new certificate changes no stored document: seals are stored after the certificate of
            // their device, never before.
            documents: intake.stored.iter().filter_map(|s| s.document).collect(),
        };
        people = derived::refresh(connection, &held, &touched)?;
    }
    let admitted = Admitted {
        digest: held.digest,
        intake,
        people,
    };
    Ok((held, admitted))
}
