//! A batch comes in: checked, stored and derived in one transaction.

use super::{
    Changes, OpenedDocument, OwnRow, OwnValue, OwnWrite, Store, cards, derived, documents,
    held::Held, items, own, papers, photos, refused, sealed_documents, touched::Touched,
};
use crate::error::StoreError;
use otagai_core::{
    card::Card,
    circle_set::{Intake, ItemRefusal},
    document::{Header, Kind},
    id::{CircleId, DocumentId, PersonId},
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
    /// What reads differently now.
    pub changes: Changes,
    /// Whose card or standing reads differently now, and whom the papers are about: [`Changes::people`].
    pub people: BTreeSet<PersonId>,
    /// The digest over everything held now.
    pub digest: [u8; 32],
}

/// What a device writes in one user action: items for everybody, and what of it never leaves.
#[derive(Debug, Default)]
pub struct OwnBatch {
    /// For everybody.
    pub items: Vec<Item>,
    /// Values of the device.
    pub own: Vec<OwnWrite>,
    /// A photo that one of the items names; at most [`otagai_core::limits::PHOTO_BYTES`].
    pub photo: Option<Vec<u8>>,
}

impl OwnBatch {
    /// The values that are put, as a circle that is new on the device takes them.
    pub fn values(&self) -> Vec<OwnValue<'_>> {
        let puts = self.own.iter().filter_map(|write| match write {
            OwnWrite::Put { kind, key, value } => Some(OwnValue { kind, key, value }),
            OwnWrite::Remove { .. } => None,
        });
        puts.collect()
    }
}

/// What a device looks at when somebody brought something of its own member's card.
#[derive(Debug)]
pub struct Asked<'a> {
    connection: &'a Connection,
    held: &'a Held,
    document: DocumentId,
    /// What the card said before.
    pub before: &'a Card,
}

impl Asked<'_> {
    /// The card as it is now.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn document(&self) -> Result<Option<OpenedDocument>, StoreError> {
        documents::open(self.connection, &self.held.set, self.document)
    }

    /// All values of this device of a kind, by key.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn own_list(&self, kind: &str) -> Result<Vec<OwnRow>, StoreError> {
        own::list(self.connection, Some(self.held.set.circle()), kind)
    }

    /// The value of this device under a key.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn own_get(&self, kind: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        own::get(self.connection, Some(self.held.set.circle()), kind, key)
    }
}

impl Store {
    /// [`Store::admit`] by the device of a person. Where something of that person's card is among what is stored, the
    /// device is asked, and what it answers is stored in the same transaction: no power cut leaves the one without
    /// the other. Gives what became of the batch, and of the answer.
    ///
    /// # Errors
    /// What the device says, or [`StoreError`]; everything is then as it was.
    pub fn admit_asking<E: From<StoreError>>(
        &mut self,
        circle: CircleId,
        person: PersonId,
        batch: &[Item],
        answer: impl FnOnce(&Asked<'_>) -> Result<OwnBatch, E>,
    ) -> Result<(Admitted, Option<Admitted>), E> {
        let document = Header::single(circle, person, Kind::Card).id();
        let held = self.take(circle)?;
        self.in_circle(held, |connection, held, encryption| {
            let before = cards::one(connection, circle, person)?
                .map(|row| row.card)
                .unwrap_or_default();
            let (held, admitted) = admit(connection, held, batch, encryption)?;
            let mut stored = admitted.intake.stored.iter();
            if !stored.any(|stored| stored.document == Some(document)) {
                return Ok((held, (admitted, None)));
            }
            let batch = answer(&Asked {
                connection,
                held: &held,
                document,
                before: &before,
            })?;
            let (held, answered) = write(connection, held, &batch, encryption)?;
            let answered = (!batch.items.is_empty()).then_some(answered);
            Ok((held, (admitted, answered)))
        })
    }

    /// Checks a batch and stores what passes, in one transaction.
    ///
    /// # Errors
    /// [`StoreError`]; nothing of the batch is then stored.
    pub fn admit(&mut self, circle: CircleId, batch: &[Item]) -> Result<Admitted, StoreError> {
        let held = self.take(circle)?;
        self.in_circle(held, |connection, held, encryption| {
            admit(connection, held, batch, encryption)
        })
    }

    /// [`Store::admit`] of what this device wrote itself: where it would lie beyond a limit on numbers, or push
    /// out something that is held, nothing of it is stored.
    ///
    /// # Errors
    /// [`StoreError::BeyondLimit`], or what [`Store::admit`] says; everything is then as it was.
    pub fn admit_own(&mut self, circle: CircleId, batch: &[Item]) -> Result<Admitted, StoreError> {
        self.write_own(
            circle,
            &OwnBatch {
                items: batch.to_vec(),
                ..OwnBatch::default()
            },
        )
    }

    /// [`Store::admit_own`] together with values of this device, and with a photo: one transaction.
    ///
    /// # Errors
    /// As for [`Store::admit_own`], and [`StoreError::TooLong`].
    pub fn write_own(
        &mut self,
        circle: CircleId,
        batch: &OwnBatch,
    ) -> Result<Admitted, StoreError> {
        let held = self.take(circle)?;
        self.in_circle(held, |connection, held, encryption| {
            write(connection, held, batch, encryption)
        })
    }

    /// Does something with what is held of a circle in one transaction. Memory follows only what the file took: whoever
    /// fails leaves the circle to be read anew.
    pub(super) fn in_circle<T, E: From<StoreError>>(
        &mut self,
        held: Held,
        act: impl FnOnce(&Connection, Held, Option<&EncryptionSecret>) -> Result<(Held, T), E>,
    ) -> Result<T, E> {
        let encryption = self.encryption.clone();
        let transaction = self.transaction()?;
        let (held, done) = act(&transaction, held, encryption.as_ref())?;
        transaction.commit().map_err(StoreError::from)?;
        self.held.insert(held.set.circle(), held);
        Ok(done)
    }
}

/// What this device wrote, inside the caller's transaction.
fn write(
    connection: &Connection,
    held: Held,
    batch: &OwnBatch,
    encryption: Option<&EncryptionSecret>,
) -> Result<(Held, Admitted), StoreError> {
    let circle = held.set.circle();
    let (held, admitted) = admit(connection, held, &batch.items, encryption)?;
    if is_beyond_limits(&admitted.intake) {
        return Err(StoreError::BeyondLimit);
    }
    own::write(connection, circle, &batch.own)?;
    // After the items: what is not named is forgotten when a photo comes.
    if let Some(photo) = &batch.photo {
        photos::put(connection, circle, photo)?;
    }
    Ok((held, admitted))
}

/// True when something of a batch, or something held for its sake, lies beyond a limit on numbers.
fn is_beyond_limits(intake: &Intake) -> bool {
    let is_refused = |refused: &(ItemKind, ItemRefusal)| refused.1 == ItemRefusal::Limit;
    intake.beyond > 0 || !intake.outdone.is_empty() || intake.refused.iter().any(is_refused)
}

/// All that is there, as what may be gone afterwards.
fn everything(connection: &Connection, held: &Held) -> Result<Changes, StoreError> {
    let members: BTreeSet<PersonId> = held.roster.members.keys().copied().collect();
    Ok(Changes {
        cards: members.clone(),
        names: members.clone(),
        sightings: members.clone(),
        members,
        papers: papers::all(connection, held.set.circle())?,
        about: true,
    })
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
    let mut changes = Changes::default();
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
        let touched = Touched {
            standing,
            // A new certificate changes no stored document: seals are stored after the certificate of
            // their device, never before.
            documents: intake.stored.iter().filter_map(|s| s.document).collect(),
            papers: standing || came(&[ItemKind::Chunk, ItemKind::Grant]),
            taken_back,
        };
        changes = derived::refresh(connection, &mut held, &touched)?;
    }
    // Somebody wrote beyond a limit and others' things went with it: rare, and worked out from the start.
    if !intake.outdone.is_empty() {
        changes.extend(everything(connection, &held)?);
        let rebuilt;
        (held, rebuilt) = derived::rebuild(connection, circle)?;
        changes.extend(rebuilt);
    }
    let admitted = Admitted {
        digest: held.digest,
        intake,
        people: changes.people(),
        changes,
    };
    Ok((held, admitted))
}
