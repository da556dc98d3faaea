//! Derived tables: kept up to date with each batch, dropped and rebuilt when their form changes.

use super::{Store, about, cards, circles, held::Held, items, members, search, sightings, work};
use crate::error::StoreError;
use otagai_core::{
    id::{CircleId, DocumentId, PersonId},
    item,
};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::collections::BTreeSet;

/// Goes up with every change of `derived.sql` and of how cards, rosters and charters are read: all derived
/// tables are then rebuilt when the store is opened.
const VERSION: u32 = 6;

/// Digests after a rebuild: what is held, and what was worked out from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RebuildDigests {
    /// Over the names of all items.
    pub stored: [u8; 32],
    /// Over the rows worked out from them.
    pub derived: [u8; 32],
}

/// What a batch touched.
pub(super) struct Touched {
    /// True when records or statements came.
    pub(super) standing: bool,
    /// Documents of which something came.
    pub(super) documents: BTreeSet<DocumentId>,
    /// True when something came that jobs and vouches are worked out from.
    pub(super) work: bool,
    /// True when words were taken back.
    pub(super) taken_back: bool,
}

impl Store {
    /// A digest over what was worked out for a circle; equal sets of items give equal digests.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn derived_digest(&self, circle: CircleId) -> Result<[u8; 32], StoreError> {
        digest(&self.connection, circle)
    }

    /// Drops what was worked out for a circle and works it out again from its items.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`]; everything is then as it was.
    pub fn rebuild(&mut self, circle: CircleId) -> Result<RebuildDigests, StoreError> {
        self.held.remove(&circle);
        let transaction = self.transaction()?;
        let (held, digests) = rebuild(&transaction, circle)?;
        transaction.commit()?;
        self.held.insert(circle, held);
        Ok(digests)
    }
}

/// Brings the rows up to date; tells whose card or standing reads differently now.
pub(super) fn refresh(
    connection: &Connection,
    held: &mut Held,
    touched: &Touched,
) -> Result<BTreeSet<PersonId>, StoreError> {
    let mut people = BTreeSet::new();
    if touched.standing {
        people.extend(members::refresh(
            connection,
            held.set.circle(),
            &held.roster,
        )?);
        people.extend(sightings::refresh(connection, held)?);
    }
    for document in &touched.documents {
        people.extend(cards::refresh(connection, &held.set, *document)?);
    }
    about::refresh(connection, held, touched)?;
    if touched.work {
        people.extend(work::refresh(connection, held, touched.taken_back)?);
    }
    Ok(people)
}

/// Makes the derived tables if they are not there or of another form. Only then are circles read.
pub(super) fn keep_current(connection: &mut Connection) -> Result<(), StoreError> {
    if found(connection)? == Some(VERSION) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "DROP TABLE IF EXISTS derived;
         DROP TABLE IF EXISTS members;
         DROP TABLE IF EXISTS cards;
         DROP TABLE IF EXISTS search;
         DROP TABLE IF EXISTS about;
         DROP TABLE IF EXISTS jobs;
         DROP TABLE IF EXISTS vouches;
         DROP TABLE IF EXISTS answers;
         DROP TABLE IF EXISTS sightings;",
    )?;
    transaction.execute_batch(include_str!("derived.sql"))?;
    transaction.execute(
        "INSERT INTO derived (version) VALUES (?1)",
        params![VERSION],
    )?;
    for circle in circles::all(&transaction)? {
        rebuild(&transaction, circle)?;
    }
    transaction.commit()?;
    Ok(())
}

fn found(connection: &Connection) -> Result<Option<u32>, StoreError> {
    let there = connection
        .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'derived'")?
        .exists([])?;
    if !there {
        return Ok(None);
    }
    Ok(connection
        .query_row("SELECT version FROM derived", [], |row| row.get(0))
        .optional()?)
}

pub(super) fn rebuild(
    connection: &Connection,
    circle: CircleId,
) -> Result<(Held, RebuildDigests), StoreError> {
    for drop in [
        "DELETE FROM members WHERE circle = ?1",
        "DELETE FROM cards WHERE circle = ?1",
        "DELETE FROM search WHERE circle = ?1",
        "DELETE FROM about WHERE circle = ?1",
        "DELETE FROM jobs WHERE circle = ?1",
        "DELETE FROM vouches WHERE circle = ?1",
        "DELETE FROM answers WHERE circle = ?1",
        "DELETE FROM sightings WHERE circle = ?1",
    ] {
        connection.execute(drop, params![circle.as_bytes()])?;
    }
    let mut held = Held::read(connection, circle)?;
    let touched = Touched {
        standing: true,
        documents: held.set.documents().map(|(id, _)| *id).collect(),
        work: true,
        taken_back: false,
    };
    refresh(connection, &mut held, &touched)?;
    let digests = RebuildDigests {
        stored: item::digest(&items::ids(connection, circle)?),
        derived: digest(connection, circle)?,
    };
    Ok((held, digests))
}

fn digest(connection: &Connection, circle: CircleId) -> Result<[u8; 32], StoreError> {
    let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 digest of derived rows");
    for select in [
        members::ROWS,
        cards::ROWS,
        search::ROWS,
        about::ROWS,
        work::JOBS,
        work::VOUCHES,
        work::ANSWERS,
        sightings::ROWS,
    ] {
        let mut statement = connection.prepare_cached(select)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params![circle.as_bytes()])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                hash(&mut hasher, row.get_ref(column)?);
            }
        }
        hasher.update(b"|");
    }
    Ok(*hasher.finalize().as_bytes())
}

/// Type, length, content: no two rows run into each other.
fn hash(hasher: &mut blake3::Hasher, value: rusqlite::types::ValueRef<'_>) {
    use rusqlite::types::ValueRef;
    let (kind, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => {
            hasher.update(&[1]);
            hasher.update(&number.to_le_bytes());
            return;
        }
        // No column of ours; hashed as it is all the same.
        ValueRef::Real(number) => {
            hasher.update(&[2]);
            hasher.update(&number.to_le_bytes());
            return;
        }
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    hasher.update(&[kind]);
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}
