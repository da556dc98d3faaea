//! Addresses: where devices were last seen, in whatever form the network writes them.

use super::{
    Store,
    columns::{from_column, to_column},
};
use crate::error::StoreError;
use otagai_core::{Millis, id::DeviceId};
use rusqlite::{Connection, params};

/// Bytes of one address.
const ADDRESS_BYTES: usize = 256;
/// Addresses remembered of one device.
const PER_DEVICE: i64 = 8;
/// Addresses remembered of all devices.
const IN_ALL: i64 = 4_000;

/// Where a device was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressRow {
    /// The address.
    pub address: String,
    /// When it last worked or was heard of.
    pub seen: Millis,
}

impl Store {
    /// Notes an address of a device. Those seen longest ago make room.
    ///
    /// # Errors
    /// [`StoreError::TooLong`] above 256 bytes, or what the file says.
    pub fn saw_address(
        &mut self,
        device: DeviceId,
        address: &str,
        at: Millis,
    ) -> Result<(), StoreError> {
        let transaction = self.transaction()?;
        saw(&transaction, device, address, at)?;
        transaction.commit()?;
        Ok(())
    }

    /// Devices of which an address is known, by id. Does not read any circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn known_devices(&self) -> Result<Vec<DeviceId>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT device FROM addresses ORDER BY device")?;
        let rows = statement.query_map([], |row| row.get::<_, [u8; 32]>(0))?;
        rows.map(|row| Ok(DeviceId::from_bytes(row?))).collect()
    }

    /// Addresses of a device, the last one seen first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn addresses(&self, device: DeviceId) -> Result<Vec<AddressRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT address, seen_ms FROM addresses WHERE device = ?1
             ORDER BY seen_ms DESC, address",
        )?;
        let rows = statement.query_map(params![device.as_bytes()], |row| {
            Ok(AddressRow {
                address: row.get(0)?,
                seen: from_column(row.get(1)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Runs inside the caller's transaction.
pub(super) fn saw(
    connection: &Connection,
    device: DeviceId,
    address: &str,
    at: Millis,
) -> Result<(), StoreError> {
    if address.len() > ADDRESS_BYTES {
        return Err(StoreError::TooLong);
    }
    connection
        .prepare_cached(
            "INSERT INTO addresses (device, address, seen_ms) VALUES (?1, ?2, ?3)
             ON CONFLICT (device, address)
             DO UPDATE SET seen_ms = max(seen_ms, excluded.seen_ms)",
        )?
        .execute(params![device.as_bytes(), address, to_column(at)])?;
    connection
        .prepare_cached(
            "DELETE FROM addresses WHERE device = ?1 AND address IN (
               SELECT address FROM addresses WHERE device = ?1
               ORDER BY seen_ms DESC, address LIMIT -1 OFFSET ?2)",
        )?
        .execute(params![device.as_bytes(), PER_DEVICE])?;
    connection
        .prepare_cached(
            "DELETE FROM addresses WHERE (device, address) IN (
               SELECT device, address FROM addresses
               ORDER BY seen_ms DESC, device, address LIMIT -1 OFFSET ?1)",
        )?
        .execute(params![IN_ALL])?;
    Ok(())
}
