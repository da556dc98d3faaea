//! Settings of this device: short texts by name.

use super::Store;
use crate::error::StoreError;
use rusqlite::{OptionalExtension, params};

/// Bytes of one setting.
const SETTING_BYTES: usize = 64 * 1024;

impl Store {
    /// A setting; none when it was never put.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
            .query_row(params![key], |row| row.get(0))
            .optional()?)
    }

    /// Puts a setting in place of what it was.
    ///
    /// # Errors
    /// [`StoreError::TooLong`] above 64 KiB, or what the file says.
    pub fn put_setting(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        if key.len().saturating_add(value.len()) > SETTING_BYTES {
            return Err(StoreError::TooLong);
        }
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)")?
            .execute(params![key, value])?;
        Ok(())
    }

    /// All settings whose names begin with `prefix`, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn settings_under(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let mut all = self.connection.prepare_cached(
            "SELECT key, value FROM settings WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
        )?;
        let found = all.query_map(params![prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Forgets a setting; nothing happens where it was never put.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be written.
    pub fn forget_setting(&mut self, key: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM settings WHERE key = ?1")?
            .execute(params![key])?;
        Ok(())
    }
}
