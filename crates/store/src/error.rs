//! What can go wrong with the file, as far as somebody can do something about it.

use crate::{CopyError, FolderError, KeyFileError, sealed_keys::SealedKeysError};
use otagai_core::{id::CircleId, refusal::Wording};
use rusqlite::ErrorCode;

/// What is said by errors of this crate.
pub fn wordings() -> impl Iterator<Item = &'static Wording> {
    let tables = [
        OpenError::WORDINGS,
        StoreError::WORDINGS,
        FolderError::WORDINGS,
        SealedKeysError::WORDINGS,
        KeyFileError::WORDINGS,
        CopyError::WORDINGS,
    ];
    tables.into_iter().flatten()
}

otagai_core::refusals! {
    /// Why a store could not be made or opened.
    #[derive(Debug, thiserror::Error)]
    pub enum OpenError {
        /// There is a database in the folder already.
        #[error("there is a database in this folder already")]
        Exists = "internal";
        /// There is no database in the folder.
        #[error("there is no database in this folder")]
        Missing = "internal";
        /// The key is not the one of this database.
        #[error("the key is not the one of this database")]
        WrongKey = "keyWrong";
        /// The key is right, the bytes are not as they were written.
        #[error("the database is damaged")]
        Damaged = "dataDamaged";
        /// A newer version of the program wrote it.
        #[error("the database was written by a newer version (form {found}, known up to {known})")]
        Newer {
            /// Number of its form.
            found: u32,
            /// The newest form that this version knows.
            known: u32,
        } = "dataNewer";
        /// No room on the disk.
        #[error("there is no room on the disk")]
        DiskFull = "diskFull";
        /// The file or its folder cannot be written to.
        #[error("the database cannot be written to")]
        ReadOnly = "readOnly";
        /// This program was built with an `SQLite` that cannot encrypt.
        #[error("this program cannot encrypt the database")]
        NoEncryption = "internal";
        /// Something else.
        #[error(transparent)]
        Store(StoreError) of 0;
    }
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

otagai_core::refusals! {
    /// Why the store did not do what it was asked. Nothing of it was done.
    #[derive(Debug, thiserror::Error)]
    pub enum StoreError {
        /// The store does not hold this circle.
        #[error("the circle {} is not held", .0.brief())]
        UnknownCircle(CircleId) = "unknownCircle";
        /// The items of a new circle do not hold its genesis.
        #[error("the genesis of the circle is missing")]
        NoGenesis = "internal";
        /// More circles than `limits::CIRCLES`.
        #[error("no more circles fit on one device")]
        TooManyCircles = "internal";
        /// What this device wrote lies beyond a limit of the protocol on numbers.
        #[error("a limit of the protocol on numbers is reached")]
        BeyondLimit = "writtenTooMuch";
        /// A value of this device is longer than its place.
        #[error("the value is too long")]
        TooLong = "tooLong";
        /// The file does not hold what was written to it.
        #[error("the database is damaged")]
        Damaged = "dataDamaged";
        /// No room on the disk.
        #[error("there is no room on the disk")]
        DiskFull = "diskFull";
        /// The file cannot be written to.
        #[error("the database cannot be written to")]
        ReadOnly = "readOnly";
        /// Something else that `SQLite` said.
        #[error("the database: {0}")]
        Sqlite(#[source] rusqlite::Error) = "internal";
    }
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
