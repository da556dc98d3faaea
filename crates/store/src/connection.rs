//! One connection to the encrypted file, set up the same way each time.

use crate::{
    error::OpenError,
    folder::Folder,
    key_file::{DatabaseKey, KeyFile},
};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use std::{path::Path, time::Duration};
use zeroize::Zeroizing;

/// How long a statement waits for another connection: a backup program, an inspecting developer.
const BUSY: Duration = Duration::from_secs(5);

/// Opens the database of a folder; it is made when it is not there.
pub(crate) fn open(folder: &Folder, key: &DatabaseKey) -> Result<Connection, OpenError> {
    let connection = raw(&folder.database())?;
    unlock(&connection, key)?;
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
