//! What never leaves this device: seeds of invitations, the names they were meant for.
//!
//! Put a value here *before* admitting the statement that needs it: after a power cut in between, a seed
//! without its invitation does no harm. What has to be there together with items goes into one
//! [`OwnBatch`](super::OwnBatch).

use super::Store;
use crate::error::StoreError;
use otagai_core::id::CircleId;
use rusqlite::{Connection, OptionalExtension, params};
use std::fmt;

/// Bytes of one value.
const VALUE_BYTES: usize = 64 * 1024;

/// A change of a value of this device, written together with what it belongs to.
#[derive(Clone, PartialEq, Eq)]
pub enum OwnWrite {
    /// Puts a value in place of what was under this key.
    Put {
        /// The kind.
        kind: &'static str,
        /// Its key.
        key: Vec<u8>,
        /// The value.
        value: Vec<u8>,
    },
    /// Takes a value away, if there is one.
    Remove {
        /// The kind.
        kind: &'static str,
        /// Its key.
        key: Vec<u8>,
    },
}

impl fmt::Debug for OwnWrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnWrite(***)")
    }
}

/// A value of this device.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnRow {
    /// Its key.
    pub key: Vec<u8>,
    /// The value.
    pub value: Vec<u8>,
}

/// A value of this device that is to be put.
#[derive(Clone, Copy)]
pub struct OwnValue<'a> {
    /// Its kind.
    pub kind: &'a str,
    /// Its key.
    pub key: &'a [u8],
    /// The value.
    pub value: &'a [u8],
}

impl fmt::Debug for OwnValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnValue(***)")
    }
}

// Values are secrets as often as not.
impl fmt::Debug for OwnRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnRow(***)")
    }
}

impl Store {
    /// Puts a value in place of what was under this key; `circle` is none for what belongs to no circle.
    ///
    /// # Errors
    /// [`StoreError::TooLong`] above 64 KiB, or what the file says.
    pub fn own_put(
        &mut self,
        circle: Option<CircleId>,
        kind: &str,
        key: &[u8],
        value: &[u8],
    ) -> Result<(), StoreError> {
        put(&self.connection, circle, &OwnValue { kind, key, value })
    }

    /// The value under a key.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn own_get(
        &self,
        circle: Option<CircleId>,
        kind: &str,
        key: &[u8],
    ) -> Result<Option<Vec<u8>>, StoreError> {
        get(&self.connection, circle, kind, key)
    }

    /// All values of a kind, by key.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn own_list(
        &self,
        circle: Option<CircleId>,
        kind: &str,
    ) -> Result<Vec<OwnRow>, StoreError> {
        list(&self.connection, circle, kind)
    }

    /// Takes a value away. True when there was one.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be written.
    pub fn own_remove(
        &mut self,
        circle: Option<CircleId>,
        kind: &str,
        key: &[u8],
    ) -> Result<bool, StoreError> {
        remove(&self.connection, circle, kind, key)
    }
}

pub(super) fn put(
    connection: &Connection,
    circle: Option<CircleId>,
    put: &OwnValue<'_>,
) -> Result<(), StoreError> {
    let OwnValue { kind, key, value } = *put;
    if key.len().saturating_add(value.len()) > VALUE_BYTES {
        return Err(StoreError::TooLong);
    }
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO own (scope, kind, key, value) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![scope(circle.as_ref()), kind, key, value])?;
    Ok(())
}

pub(super) fn get(
    connection: &Connection,
    circle: Option<CircleId>,
    kind: &str,
    key: &[u8],
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT value FROM own WHERE scope = ?1 AND kind = ?2 AND key = ?3")?
        .query_row(params![scope(circle.as_ref()), kind, key], |row| row.get(0))
        .optional()?)
}

pub(super) fn list(
    connection: &Connection,
    circle: Option<CircleId>,
    kind: &str,
) -> Result<Vec<OwnRow>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT key, value FROM own WHERE scope = ?1 AND kind = ?2 ORDER BY key")?;
    let rows = statement.query_map(params![scope(circle.as_ref()), kind], |row| {
        Ok(OwnRow {
            key: row.get(0)?,
            value: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn remove(
    connection: &Connection,
    circle: Option<CircleId>,
    kind: &str,
    key: &[u8],
) -> Result<bool, StoreError> {
    let removed = connection
        .prepare_cached("DELETE FROM own WHERE scope = ?1 AND kind = ?2 AND key = ?3")?
        .execute(params![scope(circle.as_ref()), kind, key])?;
    Ok(removed > 0)
}

/// Writes what belongs to one user action, inside the caller's transaction.
pub(super) fn write(
    connection: &Connection,
    circle: CircleId,
    writes: &[OwnWrite],
) -> Result<(), StoreError> {
    for one in writes {
        match one {
            OwnWrite::Put { kind, key, value } => {
                let value = OwnValue { kind, key, value };
                put(connection, Some(circle), &value)?;
            }
            OwnWrite::Remove { kind, key } => {
                remove(connection, Some(circle), kind, key)?;
            }
        }
    }
    Ok(())
}

/// The column for a circle, or for none.
fn scope(circle: Option<&CircleId>) -> &[u8] {
    circle.map_or(&[], |circle| circle.as_bytes())
}
