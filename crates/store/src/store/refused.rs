//! Refused items: counted by kind and reason, so that a fault elsewhere can be found; not kept.

use super::Store;
use crate::error::StoreError;
use otagai_core::{circle_set::ItemRefusal, id::CircleId, item::ItemKind};
use rusqlite::{Connection, params};

/// Rows kept in all; the oldest go first.
const ROWS: i64 = 500;

/// How often items of a kind were refused for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// What came.
    pub kind: ItemKind,
    /// Why it was not taken.
    pub reason: String,
    /// How often.
    pub count: u64,
}

impl Store {
    /// What came in for a circle and was refused, the first reason first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn refused(&self, circle: CircleId) -> Result<Vec<RefusedRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, reason, count FROM refused WHERE circle = ?1 ORDER BY seq",
        )?;
        let rows = statement.query_map(params![circle.as_bytes()], |row| {
            let count: i64 = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?, count))
        })?;
        rows.map(|row| {
            let (kind, reason, count) = row?;
            Ok(RefusedRow {
                kind: ItemKind::of_number(kind).ok_or(StoreError::Damaged)?,
                reason,
                count: u64::try_from(count).unwrap_or(0),
            })
        })
        .collect()
    }
}

/// Counts what a batch had refused.
pub(super) fn count(
    connection: &Connection,
    circle: CircleId,
    refused: &[(ItemKind, ItemRefusal)],
) -> Result<(), StoreError> {
    if refused.is_empty() {
        return Ok(());
    }
    for (kind, refusal) in refused {
        connection
            .prepare_cached(
                "INSERT INTO refused (circle, kind, reason, count) VALUES (?1, ?2, ?3, 1)
                 ON CONFLICT (circle, kind, reason) DO UPDATE SET count = count + 1",
            )?
            .execute(params![
                circle.as_bytes(),
                kind.number(),
                refusal.to_string()
            ])?;
    }
    connection
        .prepare_cached(
            "DELETE FROM refused WHERE seq IN (
               SELECT seq FROM refused ORDER BY seq DESC LIMIT -1 OFFSET ?1)",
        )?
        .execute(params![ROWS])?;
    Ok(())
}
