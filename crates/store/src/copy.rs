//! A copy: everything that a device keeps, as it stood at one moment, in one file.
//!
//! Daily copies, the copy that is made before something is replaced, and the one that a member saves on a stick
//! are all of this one form:
//!
//! ```text
//! "otagai-c"  8 bytes     name of the form
//! version     1 byte      1
//! checksum    16 bytes    of name, version and head
//! length      4 bytes     of the head, big-endian, at most 64 KiB
//! head        …           canonical CBOR: when it was made, the key file, where the keys are kept, the
//!                         device's keys sealed for the words, length and BLAKE3 of the database
//! database    …           one SQLite file, encrypted with the database key
//! ```
//!
//! Nothing in it is plain but the moment at which it was made and the random name of a key chain entry. The
//! database is written by `VACUUM INTO` over a connection of its own: one consistent state, while others go on
//! writing. Photos are in the database.
//!
//! **What opens it.** The key file inside has the slots it always has. The *device* slot opens with what is kept
//! in the key chain (or in the folder of keys) of the computer on which it was made. Elsewhere the 24 words open
//! the *phrase* slot, and the device's keys with it: these lie in the head, sealed with a key that follows from the
//! words ([`otagai_core::phrase::RecoveryEntropy::copy_key`]). So file and words together are the device, and
//! whoever has both must not let two of it run.

mod head;

pub(crate) use head::PURPOSE;
pub use head::{CopyHead, CopyKeys};

use crate::{
    atomic, connection,
    error::OpenError,
    file_system::of_disk,
    folder,
    key_file::{DatabaseKey, KeyFile, KeyFileError},
    migration,
};
use head::Database;
use otagai_core::{
    Millis,
    refusal::{Wording, named},
};
use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Seek, Write},
    path::Path,
};

/// Bytes that go from file to file at once.
const STEP: usize = 64 * 1024;

otagai_core::refusals! {
    /// Why a copy was not made or not read. What was there before is as it was.
    #[derive(Debug, thiserror::Error)]
    pub enum CopyError {
        /// The file is something else.
        #[error("the file is not a copy")]
        NotACopy = "copyUnreadable",
            ja "このファイルは、おたがいの写しではありません。データはそのままです。別のファイルを選んでください。",
            en "This file is not a copy made by Otagai. Your data is untouched; choose another file.";
        /// Bytes of the file are not as they were written, or some are missing.
        #[error("the copy is damaged")]
        Damaged = "copyDamaged",
            ja "この写しは途中で切れているか、壊れています。データはそのままです。ほかの写しを選んでください。",
            en "This copy is cut off or damaged. Your data is untouched; choose another copy.";
        /// A newer version of the program wrote it.
        #[error("the copy was written by a newer version")]
        Newer = "dataNewer";
        /// The key file of the data, or of the copy.
        #[error(transparent)]
        KeyFile(#[from] KeyFileError) of 0;
        /// The database of the data, or of the copy.
        #[error(transparent)]
        Open(#[from] OpenError) of 0;
        /// The file system said something.
        #[error("the copy could not be read or written: {0}")]
        Io(#[source] io::Error) by of_place;
    }
}

fn of_place(error: &io::Error) -> &'static Wording {
    const UNKNOWN: &Wording = named(&[], "copyUnknown");
    const READ_ONLY: &Wording = named(&[], "readOnly");
    match error.kind() {
        io::ErrorKind::NotFound => UNKNOWN,
        io::ErrorKind::PermissionDenied => READ_ONLY,
        _ => of_disk(error),
    }
}

impl From<io::Error> for CopyError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<rusqlite::Error> for CopyError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Open(error.into())
    }
}

/// What goes into a copy beside the database.
#[derive(Debug)]
pub struct CopyParts<'a> {
    /// When it is made, ms since 1970-01-01 UTC.
    pub made_at: Millis,
    /// Name of the entry where this computer keeps the keys, if it has one.
    pub entry: Option<String>,
    /// The device's keys for another computer; none where there is no key to seal them with.
    pub keys: Option<CopyKeys<'a>>,
}

/// Makes a copy of a data folder and puts it at `to`: the whole copy, or what was there before. `key` is the
/// key of the folder's database. `scratch` is the path of a file that may be there for a while, on a disk with
/// room for the database. Gives the size in bytes.
///
/// The copy is looked through before it counts. Others may write to the database meanwhile.
///
/// # Errors
/// [`CopyError`] says what is wrong with data or disk.
pub fn write(
    data: &Path,
    key: &DatabaseKey,
    parts: CopyParts<'_>,
    to: &Path,
    scratch: &Path,
) -> Result<u64, CopyError> {
    let key_file = KeyFile::read_in(data)?;
    if !key_file.is_of(key) {
        return Err(KeyFileError::WrongKey.into());
    }
    remove(scratch)?;
    let written = vacuum(data, key, scratch)
        .and_then(|()| pack(scratch, &key_file, parts, to).map_err(CopyError::from));
    let removed = remove(scratch);
    let bytes = written?;
    removed?;
    Ok(bytes)
}

/// One consistent state of the database, in a file of its own.
fn vacuum(data: &Path, key: &DatabaseKey, to: &Path) -> Result<(), CopyError> {
    // Made here, so that only its owner may read it.
    drop(atomic::private().open(to)?);
    let from = connection::existing(&data.join(folder::DATABASE), key)?;
    let path = to.to_str().ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::InvalidInput,
            "the folder has no name in Unicode",
        )
    })?;
    from.execute("VACUUM INTO ?1", [path])?;
    drop(from);
    let copy = connection::checked(to, key)?;
    if migration::found(&copy)? == 0 {
        return Err(OpenError::Damaged.into());
    }
    drop(copy);
    // Opened for writing: Windows flushes no other.
    fs::OpenOptions::new().write(true).open(to)?.sync_all()?;
    Ok(())
}

/// Head and database, in one file.
fn pack(database: &Path, key_file: &KeyFile, parts: CopyParts<'_>, to: &Path) -> io::Result<u64> {
    let mut from = BufReader::with_capacity(STEP, File::open(database)?);
    let (mut hasher, mut len) = (blake3::Hasher::new(), 0_u64);
    pour(&mut from, |bytes| {
        len = len.saturating_add(bytes.len() as u64);
        hasher.update(bytes);
        Ok(())
    })?;
    from.rewind()?;
    let database = Database {
        len,
        hash: *hasher.finalize().as_bytes(),
    };
    let head = CopyHead::new(key_file, parts, database).to_bytes();
    let beside = to.with_added_extension("new");
    let outcome = pack_into(&beside, &head, &mut from).and_then(|()| fs::rename(&beside, to));
    if outcome.is_err() {
        // Half a copy is none, and takes room on a disk that may have none left.
        drop(fs::remove_file(&beside));
    }
    outcome?;
    atomic::sync_folder_of(to)?;
    Ok((head.len() as u64).saturating_add(len))
}

fn pack_into(file: &Path, head: &[u8], database: &mut impl Read) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(STEP, atomic::private().open(file)?);
    out.write_all(head)?;
    pour(database, |bytes| out.write_all(bytes))?;
    out.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()
}

/// Hands over everything that is read, piece by piece.
pub(crate) fn pour(
    from: &mut impl Read,
    mut take: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut piece = vec![0; STEP];
    loop {
        let read = match from.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read == 0 {
            return Ok(());
        }
        take(piece.get(..read).unwrap_or_default())?;
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
