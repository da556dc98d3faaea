//! What can go wrong with the file, as far as somebody can do something about it.

use otagai_core::id::CircleId;
use rusqlite::ErrorCode;

/// Why a store could not be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is a database in the folder already.
    #[error("there is a database in this folder already")]
    Exists,
    /// There is no database in the folder.
    #[error("there is no database in this folder")]
    Missing,
    /// The key is not the one of this database.
    #[error("the key is not the one of this database")]
    WrongKey,
    /// The key is right, the bytes are not as they were written.
    #[error("the database is damaged")]
    Damaged,
    /// A newer version of the program wrote it.
    #[error("the database was written by a newer version (form {found}, known up to {known})")]
    Newer {
        /// Number of its form.
        found: u32,
        /// The newest form that this version knows.
        known: u32,
    },
    /// No room on the disk.
    #[error("there is no room on the disk")]
    DiskFull,
    /// The file or its folder cannot be written to.
    #[error("the database cannot be written to")]
    ReadOnly,
    /// This program was built with an `SQLite` that cannot encrypt.
    #[error("this program cannot encrypt the database")]
    NoEncryption,
    /// Something else.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Damaged => Self::Damaged,
            StoreError::DiskFull => Self::DiskFull,
            StoreError::ReadOnly => Self::ReadOnly,
            other => Self::Store(other),
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

/// Why the store did not do what it was asked. Nothing of it was done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The store does not hold this circle.
    #[error("the circle {} is not held", .0.brief())]
    UnknownCircle(CircleId),
    /// The items of a new circle do not hold its genesis.
    #[error("the genesis of the circle is missing")]
    NoGenesis,
    /// More circles than `limits::CIRCLES`.
    #[error("no more circles fit on one device")]
    TooManyCircles,
    /// What this device wrote lies beyond a limit of the protocol on numbers.
    #[error("a limit of the protocol on numbers is reached")]
    BeyondLimit,
    /// A value of this device is longer than its place.
    #[error("the value is too long")]
    TooLong,
    /// The file does not hold what was written to it.
    #[error("the database is damaged")]
    Damaged,
    /// No room on the disk.
    #[error("there is no room on the disk")]
    DiskFull,
    /// The file cannot be written to.
    #[error("the database cannot be written to")]
    ReadOnly,
    /// Something else that `SQLite` said.
    #[error("the database: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error;
        // A column that holds another type or length than we write.
        if matches!(
            error,
            Error::FromSqlConversionFailure(..)
                | Error::InvalidColumnType(..)
                | Error::IntegralValueOutOfRange(..)
        ) {
            return Self::Damaged;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            _ => Self::Sqlite(error),
        }
    }
}
