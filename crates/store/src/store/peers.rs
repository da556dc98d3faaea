//! Peers: which devices were met, when, and what they held then.

use super::{
    Store,
    columns::{from_column, to_column},
    delivery,
};
use crate::error::StoreError;
use otagai_core::{
    Millis,
    id::{CircleId, DeviceId, ItemId, PersonId},
};
use rusqlite::{OptionalExtension, TransactionBehavior, params};
use std::collections::BTreeSet;

/// Devices remembered of one circle; those not met for longest go first.
const PEERS: i64 = 1_000;

/// Items that are told before anything is compared.
const TOLD_FIRST: u16 = 1_024;

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
    /// Notes that a meeting with a device came to its end, where both held what has this digest. Gives those
    /// whose items the device is now known to hold and was not known to hold before.
    ///
    /// Where more was stored here since, nobody knows yet whether the device has it: then only the time is
    /// noted, and the meeting that goes on will come to its end again.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn met(
        &mut self,
        circle: CircleId,
        device: DeviceId,
        person: PersonId,
        digest: &[u8; 32],
        at: Millis,
    ) -> Result<BTreeSet<PersonId>, StoreError> {
        let held = Self::load(&self.connection, &mut self.held, circle)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = transaction
            .prepare_cached("SELECT held_seq FROM peers WHERE circle = ?1 AND device = ?2")?
            .query_row(params![circle.as_bytes(), device.as_bytes()], |row| {
                row.get(0).map(from_column)
            })
            .optional()?
            .unwrap_or(0);
        let now = if held.digest == *digest {
            delivery::newest(&transaction)?
        } else {
            before
        };
        let authors = if before == 0 && now > 0 {
            held.roster.members.keys().copied().collect()
        } else {
            delivery::authors(&transaction, &held.set, before, now)?
        };
        transaction
            .prepare_cached(
                "INSERT INTO peers (circle, device, person, last_met_ms, held_seq)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (circle, device) DO UPDATE SET person = excluded.person,
                   last_met_ms = max(last_met_ms, excluded.last_met_ms),
                   held_seq = max(held_seq, excluded.held_seq)",
            )?
            .execute(params![
                circle.as_bytes(),
                device.as_bytes(),
                person.as_bytes(),
                to_column(at),
                to_column(now)
            ])?;
        transaction
            .prepare_cached(
                "DELETE FROM peers WHERE circle = ?1 AND device IN (
                   SELECT device FROM peers WHERE circle = ?1
                   ORDER BY last_met_ms DESC, device LIMIT -1 OFFSET ?2)",
            )?
            .execute(params![circle.as_bytes(), PEERS])?;
        transaction.commit()?;
        Ok(authors)
    }

    /// Items stored since a device was last known to hold everything, in order of arrival. None where it never
    /// was, or where they are more than 1,024: then comparing everything is not dearer than telling them.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn since_met(
        &self,
        circle: CircleId,
        device: DeviceId,
    ) -> Result<Option<Vec<ItemId>>, StoreError> {
        self.since_met_up_to(circle, device, TOLD_FIRST)
    }

    /// [`Store::since_met`], none where they are more than `most`.
    pub(super) fn since_met_up_to(
        &self,
        circle: CircleId,
        device: DeviceId,
        most: u16,
    ) -> Result<Option<Vec<ItemId>>, StoreError> {
        let held: Option<i64> = self
            .connection
            .prepare_cached("SELECT held_seq FROM peers WHERE circle = ?1 AND device = ?2")?
            .query_row(params![circle.as_bytes(), device.as_bytes()], |row| {
                row.get(0)
            })
            .optional()?;
        let Some(held) = held.filter(|seq| *seq > 0) else {
            return Ok(None);
        };
        // By the table itself: its newest rows are few, whatever the circle.
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM items NOT INDEXED WHERE seq > ?2 AND circle = ?1 ORDER BY seq LIMIT ?3",
        )?;
        let wanted = params![circle.as_bytes(), held, u32::from(most) + 1];
        let rows = statement.query_map(wanted, |row| row.get(0).map(ItemId::from_bytes))?;
        let since: Vec<ItemId> = rows.collect::<Result<_, _>>()?;
        Ok((since.len() <= usize::from(most)).then_some(since))
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
