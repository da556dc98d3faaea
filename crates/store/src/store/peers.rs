//! Peers: which devices were met, and when.

use super::Store;
use crate::error::StoreError;
use otagai_core::{
    Millis,
    id::{CircleId, DeviceId, PersonId},
};
use rusqlite::params;

/// Devices remembered of one circle; those not met for longest go first.
const PEERS: i64 = 1_000;

/// A device that was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerRow {
    /// The device.
    pub device: DeviceId,
    /// Whose it was then.
    pub person: PersonId,
    /// When a meeting last came to its end.
    pub last_met: Millis,
}

impl Store {
    /// Notes that a meeting with a device came to its end.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be written.
    pub fn met(
        &mut self,
        circle: CircleId,
        device: DeviceId,
        person: PersonId,
        at: Millis,
    ) -> Result<(), StoreError> {
        let transaction = self.transaction()?;
        transaction
            .prepare_cached(
                "INSERT INTO peers (circle, device, person, last_met_ms) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (circle, device) DO UPDATE SET person = excluded.person,
                   last_met_ms = max(last_met_ms, excluded.last_met_ms)",
            )?
            .execute(params![
                circle.as_bytes(),
                device.as_bytes(),
                person.as_bytes(),
                to_column(at)
            ])?;
        transaction
            .prepare_cached(
                "DELETE FROM peers WHERE circle = ?1 AND device IN (
                   SELECT device FROM peers WHERE circle = ?1
                   ORDER BY last_met_ms DESC, device LIMIT -1 OFFSET ?2)",
            )?
            .execute(params![circle.as_bytes(), PEERS])?;
        transaction.commit()?;
        Ok(())
    }

    /// Devices that were met in a circle, the last one first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn peers(&self, circle: CircleId) -> Result<Vec<PeerRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT device, person, last_met_ms FROM peers WHERE circle = ?1
             ORDER BY last_met_ms DESC, device",
        )?;
        let rows = statement.query_map(params![circle.as_bytes()], |row| {
            Ok(PeerRow {
                device: DeviceId::from_bytes(row.get(0)?),
                person: PersonId::from_bytes(row.get(1)?),
                last_met: from_column(row.get(2)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A moment as a column; `SQLite`'s numbers are signed.
pub(super) fn to_column(at: Millis) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

/// Reads [`to_column`] back.
pub(super) fn from_column(at: i64) -> Millis {
    Millis::try_from(at).unwrap_or(0)
}
