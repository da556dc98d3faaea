//! One connection to the encrypted file, set up the same way each time.

use crate::{
    error::{OpenError, StoreError},
    folder::Folder,
    key_file::{DatabaseKey, KeyFile},
};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use std::{path::Path, time::Duration};
use zeroize::Zeroizing;

/// How long a statement waits for another connection: a backup program, an inspecting developer.
const BUSY: Duration = Duration::from_secs(5);

/// On macOS `fsync` leaves bytes in the disk's own memory, where a power cut takes them; these ask the disk to write
/// them down. Elsewhere they change nothing.
const TO_THE_PLATE: &str = "PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;";

/// Whether other connections may open the database beside this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OtherConnections {
    Others,
    Nobody,
}

/// Opens the database of a folder; it is made when it is not there.
///
/// Connections know of each other by a file of some 32 KiB beside the database. On a full disk there is no room for
/// it: then this connection is alone, so that what is there can at least be read.
pub(crate) fn open(folder: &Folder, key: &DatabaseKey) -> Result<Connection, OpenError> {
    match open_with(folder, key, OtherConnections::Others) {
        Err(error) if is_for_want_of_room(&error) => {
            tracing::warn!(%error, "opening alone");
            open_with(folder, key, OtherConnections::Nobody).map_err(|_alone| error)
        }
        opened => opened,
    }
}

fn is_for_want_of_room(error: &OpenError) -> bool {
    match error {
        OpenError::DiskFull => true,
        OpenError::Store(StoreError::Sqlite(error)) => {
            error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure)
        }
        _ => false,
    }
}

fn open_with(
    folder: &Folder,
    key: &DatabaseKey,
    beside: OtherConnections,
) -> Result<Connection, OpenError> {
    let connection = raw(&folder.database())?;
    unlock(&connection, key)?;
    if beside == OtherConnections::Nobody {
        connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE")?;
    }
    match read_first_page(&connection) {
        Ok(()) => {}
        // SQLCipher says the same of a wrong key and of a damaged first page. The key file knows more.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            let is_right = KeyFile::read(folder).is_ok_and(|file| file.is_of(key));
            return Err(if is_right {
                OpenError::Damaged
            } else {
                OpenError::WrongKey
            });
        }
        Err(error) => return Err(error.into()),
    }
    if connection.is_readonly("main")? {
        return Err(OpenError::ReadOnly);
    }
    set_up(&connection)?;
    Ok(connection)
}

/// Opens a database that is there, wherever it lies, and looks at every page of it: one byte that is not as it
/// was written, or a form that this version does not know, and it is refused.
pub(crate) fn checked(path: &Path, key: &DatabaseKey) -> Result<Connection, OpenError> {
    let connection = existing(path, key)?;
    let first = connection
        .prepare("PRAGMA cipher_integrity_check")?
        .query_row([], |row| row.get::<_, String>(0))
        .optional()?;
    if let Some(fault) = first {
        tracing::warn!(fault, "a page of a copy is damaged");
        return Err(OpenError::Damaged);
    }
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        tracing::warn!(said, "a copy is damaged");
        return Err(OpenError::Damaged);
    }
    Ok(connection)
}

/// Opens a database that is there, wherever it lies, for a short while. A wrong key and a damaged first page
/// are both [`OpenError::Damaged`]: the key was found right before.
pub(crate) fn existing(path: &Path, key: &DatabaseKey) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    unlock(&connection, key)?;
    connection.busy_timeout(BUSY)?;
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;")?;
    connection.execute_batch(TO_THE_PLATE)?;
    read_first_page(&connection)?;
    Ok(connection)
}

/// Opens a database that lives in memory and nowhere else.
pub(crate) fn temporary() -> Result<Connection, OpenError> {
    let connection = Connection::open_in_memory()?;
    set_up(&connection)?;
    Ok(connection)
}

fn raw(path: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| {
        if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) {
            OpenError::ReadOnly
        } else {
            error.into()
        }
    })
}

/// Gives `SQLCipher` the 32 bytes as they are: they are random, no stretching is needed.
fn unlock(connection: &Connection, key: &DatabaseKey) -> Result<(), OpenError> {
    // It would write to the standard error output what we return as errors.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    let digits = Zeroizing::new(data_encoding::HEXLOWER.encode(key.as_bytes()));
    let statement = Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", *digits));
    connection.execute_batch(&statement)?;
    // A plain SQLite ignores the key in silence and would write plain text.
    let version: Result<String, _> =
        connection.query_row("PRAGMA cipher_version", [], |row| row.get(0));
    match version {
        Ok(_) => Ok(()),
        Err(rusqlite::Error::QueryReturnedNoRows) => Err(OpenError::NoEncryption),
        Err(error) => Err(error.into()),
    }
}

fn read_first_page(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_row| Ok(()))
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.execute_batch(TO_THE_PLATE)?;
    // FULL: what the member was told is saved is saved, power cut or not. MEMORY: no plain text in
    // temporary files.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA journal_size_limit = 16777216;",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of a pragma that is a number.
    fn pragma(connection: &Connection, name: &str) -> i64 {
        let asked = connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0));
        asked.unwrap()
    }

    #[test]
    fn every_connection_asks_the_disk_to_write_down_what_it_was_given() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::lock(place.path(), "test").unwrap();
        let key = DatabaseKey::new([7; 32]);
        let running = open(&folder, &key).unwrap();
        running.execute_batch("CREATE TABLE one (two)").unwrap();
        let beside = existing(&folder.database(), &key).unwrap();
        for (connection, which) in [(&running, "running"), (&beside, "beside it")] {
            for name in ["fullfsync", "checkpoint_fullfsync"] {
                assert_eq!(pragma(connection, name), 1, "{name}, {which}");
            }
        }
        assert_eq!(pragma(&running, "synchronous"), 2, "FULL");
    }
}
