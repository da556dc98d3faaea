//! Forms of the file, in order. A form that was released never changes; a new one is added at the end.

use crate::error::OpenError;
use rusqlite::{Connection, TransactionBehavior};

/// The forms, from the first; the number of a form is its place, from 1.
const FORMS: [&str; 4] = [
    include_str!("../migrations/0001.sql"),
    include_str!("../migrations/0002.sql"),
    include_str!("../migrations/0003.sql"),
    include_str!("../migrations/0004.sql"),
];

/// The newest form that this version knows.
pub(crate) fn known() -> u32 {
    u32::try_from(FORMS.len()).unwrap_or(u32::MAX)
}

/// The form of a file; 0 when nothing was written yet.
pub(crate) fn found(connection: &Connection) -> Result<u32, OpenError> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    u32::try_from(version).map_err(|_negative| OpenError::Damaged)
}

/// Brings the file to the newest form, or refuses one that a newer version wrote.
pub(crate) fn run(connection: &mut Connection) -> Result<(), OpenError> {
    let (found, known) = (found(connection)?, known());
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    for (form, number) in FORMS.iter().zip(1_u32..) {
        if number <= found {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(form)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}
