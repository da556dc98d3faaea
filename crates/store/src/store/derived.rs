//! Derived tables: kept up to date with each batch, dropped and rebuilt when their form changes.

use super::{
    Store, about, cards, changes::Changes, circles, held::Held, items, members, papers, search,
    sightings, table::Table, touched::Touched,
};
use crate::error::StoreError;
use otagai_core::{id::CircleId, item, vouch::standing::PAPERS};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params, types::Value};

/// Goes up with every change of how cards, rosters and charters are read. What else makes rows useless (other columns,
/// another kind of paper) is seen without it: see [`form`].
const VERSION: u32 = 7;

/// Every derived table, in the order in which they are brought up to date: one may look at the rows, and at the changes,
/// of those before it.
pub(super) const TABLES: [&Table; 6] = [
    &members::TABLE,
    &sightings::TABLE,
    &cards::TABLE,
    &search::TABLE,
    &about::TABLE,
    &papers::TABLE,
];

/// Digests after a rebuild: what is held, and what was worked out from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RebuildDigests {
    /// Over the names of all items.
    pub stored: [u8; 32],
    /// Over the rows worked out from them.
    pub derived: [u8; 32],
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
        let (held, _changes) = rebuild(&transaction, circle)?;
        let digests = RebuildDigests {
            stored: item::digest(&items::ids(&transaction, circle)?),
            derived: digest(&transaction, circle)?,
        };
        transaction.commit()?;
        self.held.insert(circle, held);
        Ok(digests)
    }
}

/// Brings the rows up to date; tells what reads differently now.
pub(super) fn refresh(
    connection: &Connection,
    held: &mut Held,
    touched: &Touched,
) -> Result<Changes, StoreError> {
    let mut changes = Changes::default();
    for table in TABLES {
        (table.refresh)(connection, held, touched, &mut changes)?;
    }
    Ok(changes)
}

/// Makes the derived tables if they are not there or of another form. Only then are circles read.
pub(super) fn keep_current(connection: &mut Connection) -> Result<(), StoreError> {
    let form = form();
    if found(connection)? == Some(Value::Blob(form.to_vec())) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "DROP TABLE IF EXISTS derived;
         CREATE TABLE derived (version BLOB NOT NULL PRIMARY KEY) STRICT;",
    )?;
    for table in TABLES {
        transaction.execute_batch(&format!("DROP TABLE IF EXISTS {}", table.name))?;
        transaction.execute_batch(table.create)?;
    }
    transaction.execute("INSERT INTO derived (version) VALUES (?1)", params![form])?;
    for circle in circles::all(&transaction)? {
        rebuild(&transaction, circle)?;
    }
    transaction.commit()?;
    Ok(())
}

/// What the rows depend on beside the items: their columns, how they are read, and which kinds of papers this version
/// knows.
fn form() -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 form of derived rows");
    hasher.update(&VERSION.to_le_bytes());
    for table in TABLES {
        hasher.update(table.create.as_bytes()).update(b"|");
        hasher.update(table.rows.as_bytes()).update(b"|");
    }
    for paper in PAPERS {
        hasher.update(paper.kind.name().as_bytes()).update(b"|");
        hasher.update(&paper.form.to_le_bytes());
    }
    *hasher.finalize().as_bytes()
}

fn found(connection: &Connection) -> Result<Option<Value>, StoreError> {
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

/// Works out all rows of a circle from its items; tells what there is now.
pub(super) fn rebuild(
    connection: &Connection,
    circle: CircleId,
) -> Result<(Held, Changes), StoreError> {
    for table in TABLES {
        let delete = format!("DELETE FROM {} WHERE circle = ?1", table.name);
        connection.execute(&delete, params![circle.as_bytes()])?;
    }
    let mut held = Held::read(connection, circle)?;
    let touched = Touched {
        standing: true,
        documents: held.set.documents().map(|(id, _)| *id).collect(),
        papers: true,
        taken_back: false,
    };
    let changes = refresh(connection, &mut held, &touched)?;
    Ok((held, changes))
}

fn digest(connection: &Connection, circle: CircleId) -> Result<[u8; 32], StoreError> {
    let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 digest of derived rows");
    for table in TABLES {
        let mut statement = connection.prepare_cached(table.rows)?;
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
