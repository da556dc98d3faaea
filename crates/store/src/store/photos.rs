//! Photos: files that cards name by their hash. They travel after everything else, and only while a card
//! names them.

use super::{Store, cards, own};
use crate::error::StoreError;
use otagai_core::{
    id::{CircleId, PhotoId},
    limits,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Kind of a device's own values that are ids of photos which stay though no card names them now.
pub const PHOTO_MEANT: &str = "photoMeant";

impl Store {
    /// Keeps a photo, and forgets those that no card names any more. The caller has looked into the file.
    ///
    /// # Errors
    /// [`StoreError::TooLong`] above [`limits::PHOTO_BYTES`], or what the file says.
    pub fn put_photo(&mut self, circle: CircleId, bytes: &[u8]) -> Result<PhotoId, StoreError> {
        let transaction = self.transaction()?;
        let id = put(&transaction, circle, bytes)?;
        transaction.commit()?;
        Ok(id)
    }

    /// The file of a photo; none when it is not held (yet).
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn photo(&self, circle: CircleId, id: PhotoId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT bytes FROM photos WHERE circle = ?1 AND id = ?2")?
            .query_row(params![circle.as_bytes(), id.as_bytes()], |row| row.get(0))
            .optional()?)
    }

    /// Photos that cards name and that are not held, sorted.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn missing_photos(&self, circle: CircleId) -> Result<Vec<PhotoId>, StoreError> {
        let held = ids(&self.connection, circle)?;
        let named = named(&self.connection, circle)?;
        Ok(named.difference(&held).copied().collect())
    }
}

/// Keeps a photo, and forgets those that nobody names any more, inside the caller's transaction.
pub(super) fn put(
    connection: &Connection,
    circle: CircleId,
    bytes: &[u8],
) -> Result<PhotoId, StoreError> {
    if bytes.len() > limits::PHOTO_BYTES {
        return Err(StoreError::TooLong);
    }
    let id = PhotoId::of(bytes);
    let named = named(connection, circle)?;
    let meant = own::list(connection, Some(circle), PHOTO_MEANT)?;
    let is_meant = |id: &PhotoId| meant.iter().any(|row| row.value == id.as_bytes());
    for kept in ids(connection, circle)? {
        if !named.contains(&kept) && !is_meant(&kept) {
            connection
                .prepare_cached("DELETE FROM photos WHERE circle = ?1 AND id = ?2")?
                .execute(params![circle.as_bytes(), kept.as_bytes()])?;
        }
    }
    connection
        .prepare_cached(
            "INSERT INTO photos (circle, id, bytes) VALUES (?1, ?2, ?3)
             ON CONFLICT (circle, id) DO NOTHING",
        )?
        .execute(params![circle.as_bytes(), id.as_bytes(), bytes])?;
    Ok(id)
}

/// Photos that cards name now.
fn named(connection: &Connection, circle: CircleId) -> Result<BTreeSet<PhotoId>, StoreError> {
    let rows = cards::all(connection, circle)?;
    Ok(rows.into_iter().filter_map(|row| row.card.photo).collect())
}

fn ids(connection: &Connection, circle: CircleId) -> Result<BTreeSet<PhotoId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM photos WHERE circle = ?1")?;
    let rows = statement.query_map(params![circle.as_bytes()], |row| {
        row.get(0).map(PhotoId::from_bytes)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
