//! Circles and their secrets.

use super::{Admitted, OwnValue, Store, addresses, admission, held::Held, own};
use crate::error::StoreError;
use otagai_core::{
    Millis, codec,
    id::{CircleId, DeviceId},
    item::Item,
    limits,
    secret::CircleSecret,
};
use rusqlite::{Connection, OptionalExtension, params};
use zeroize::Zeroizing;

/// Bytes of all secrets of a circle; one is about 40.
const SECRETS_BYTES: usize = 64 * 1024;

/// A circle that this device has come into.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// The circle.
    pub circle: CircleId,
    /// Its secrets.
    pub secrets: &'a [CircleSecret],
    /// Its first items, its genesis among them.
    pub items: &'a [Item],
    /// What belongs to this device and this circle.
    pub own: &'a [OwnValue<'a>],
    /// Where devices of the circle are: device, address, and when that was known, ms.
    pub addresses: &'a [(DeviceId, String, Millis)],
}

impl Store {
    /// The circles of this device, by id.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn circles(&self) -> Result<Vec<CircleId>, StoreError> {
        all(&self.connection)
    }

    /// Takes up a circle with its secrets and first items, among them its genesis, in one transaction. A
    /// circle that is held already keeps what it has: doing this twice is as good as once.
    ///
    /// # Errors
    /// [`StoreError::NoGenesis`], [`StoreError::TooManyCircles`], or what the file says.
    pub fn add_circle(
        &mut self,
        circle: CircleId,
        secrets: &[CircleSecret],
        items: &[Item],
    ) -> Result<Admitted, StoreError> {
        self.take_up(&Arrival {
            circle,
            secrets,
            items,
            own: &[],
            addresses: &[],
        })
    }

    /// [`Store::add_circle`] with what this device has to remember of how it came in: all of it, or nothing.
    ///
    /// # Errors
    /// As for [`Store::add_circle`], [`Store::own_put`] and [`Store::saw_address`].
    pub fn take_up(&mut self, arrival: &Arrival<'_>) -> Result<Admitted, StoreError> {
        let Arrival {
            circle,
            secrets,
            items,
            own,
            addresses,
        } = *arrival;
        let held = match self.take(circle) {
            Err(StoreError::UnknownCircle(_)) => Held::new(circle),
            other => other?,
        };
        let encryption = self.encryption.clone();
        let transaction = self.transaction()?;
        if all(&transaction)?.len() >= limits::CIRCLES && !is_held(&transaction, circle)? {
            return Err(StoreError::TooManyCircles);
        }
        transaction
            .prepare_cached(
                "INSERT INTO circles (circle, secrets) VALUES (?1, ?2) ON CONFLICT (circle) DO NOTHING",
            )?
            .execute(params![circle.as_bytes(), codec::encode(&Vec::<CircleSecret>::new())])?;
        merge_secrets(&transaction, circle, secrets)?;
        let (held, admitted) = admission::admit(&transaction, held, items, encryption.as_ref())?;
        // Without its genesis a circle has no members, and nobody who could bring it would be let in.
        if held.roster.members.is_empty() {
            return Err(StoreError::NoGenesis);
        }
        for value in own {
            own::put(&transaction, Some(circle), value)?;
        }
        for (device, address, at) in addresses {
            addresses::saw(&transaction, *device, address, *at)?;
        }
        transaction.commit()?;
        self.held.insert(circle, held);
        Ok(admitted)
    }

    /// The secrets of a circle, newest first.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn secrets(&self, circle: CircleId) -> Result<Vec<CircleSecret>, StoreError> {
        secrets(&self.connection, circle)
    }

    /// Adds secrets to those of a circle. True when one of them was new.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn add_secrets(
        &mut self,
        circle: CircleId,
        secrets: &[CircleSecret],
    ) -> Result<bool, StoreError> {
        let transaction = self.transaction()?;
        let new = merge_secrets(&transaction, circle, secrets)?;
        transaction.commit()?;
        Ok(new)
    }
}

pub(super) fn all(connection: &Connection) -> Result<Vec<CircleId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT circle FROM circles ORDER BY circle")?;
    let rows = statement.query_map([], |row| row.get(0).map(CircleId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn is_held(connection: &Connection, circle: CircleId) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM circles WHERE circle = ?1")?;
    Ok(statement.exists(params![circle.as_bytes()])?)
}

fn secrets(connection: &Connection, circle: CircleId) -> Result<Vec<CircleSecret>, StoreError> {
    let bytes: Vec<u8> = connection
        .prepare_cached("SELECT secrets FROM circles WHERE circle = ?1")?
        .query_row(params![circle.as_bytes()], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::UnknownCircle(circle))?;
    codec::decode(&Zeroizing::new(bytes), SECRETS_BYTES).map_err(|_detail| StoreError::Damaged)
}

fn merge_secrets(
    connection: &Connection,
    circle: CircleId,
    more: &[CircleSecret],
) -> Result<bool, StoreError> {
    let mut kept = secrets(connection, circle)?;
    let before = kept.len();
    for secret in more {
        if !kept.contains(secret) {
            kept.push(secret.clone());
        }
    }
    if kept.len() == before {
        return Ok(false);
    }
    kept.sort_by_key(CircleSecret::precedence);
    let bytes = Zeroizing::new(codec::encode(&kept));
    if bytes.len() > SECRETS_BYTES {
        return Err(StoreError::TooLong);
    }
    connection
        .prepare_cached("UPDATE circles SET secrets = ?2 WHERE circle = ?1")?
        .execute(params![circle.as_bytes(), bytes.as_slice()])?;
    Ok(true)
}
