//! Circles and their secrets.

use super::Store;
use crate::error::StoreError;
use otagai_core::{codec, id::CircleId, limits, secret::CircleSecret};
use rusqlite::{Connection, OptionalExtension, params};
use zeroize::Zeroizing;

/// Bytes of all secrets of a circle; one is about 40.
const SECRETS_BYTES: usize = 64 * 1024;

impl Store {
    /// The circles of this device, by id.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn circles(&self) -> Result<Vec<CircleId>, StoreError> {
        all(&self.connection)
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

/// Notes that this device is in a circle, with secrets of it. One that is held already keeps what it has.
pub(super) fn add(
    connection: &Connection,
    circle: CircleId,
    secrets: &[CircleSecret],
) -> Result<(), StoreError> {
    if all(connection)?.len() >= limits::CIRCLES && !is_held(connection, circle)? {
        return Err(StoreError::TooManyCircles);
    }
    connection
        .prepare_cached(
            "INSERT INTO circles (circle, secrets) VALUES (?1, ?2) ON CONFLICT (circle) DO NOTHING",
        )?
        .execute(params![
            circle.as_bytes(),
            codec::encode(&Vec::<CircleSecret>::new())
        ])?;
    merge_secrets(connection, circle, secrets)?;
    Ok(())
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
