//! Putting what a copy holds in the place of a folder's data, so that it may be killed at any moment.
//!
//! ```text
//! restore.new/     the copy, unpacked and looked through; thrown away when the program ends here
//! restore.ready/   renamed from it: decided. Whoever opens the folder next goes on from here
//! restore.old/     what was there before, file by file
//! ```
//!
//! As long as a file is in `restore.ready`, the one of its name in the folder is the old one: so every step can
//! be taken again, and after the last one the new files are in place. The old ones are thrown away in the end where
//! a copy of them was made before, and otherwise kept as `backups/unread-N`: data that did not open are no
//! less somebody's data.

mod finish;

pub use finish::{finish, set_aside};

use crate::{
    Store, atomic, connection,
    copy::{self, CopyError, CopyHead},
    error::OpenError,
    folder::{DATABASE, ENTRY_FILE, KEY_FILE},
    key_file::DatabaseKey,
    migration,
};
use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

const NEW: &str = "restore.new";
const READY: &str = "restore.ready";
const OLD: &str = "restore.old";
/// Among the files: the old ones are kept.
const KEEP: &str = "keep";

/// A copy that is unpacked beside a folder's data and has replaced nothing yet.
#[derive(Debug)]
pub struct Staging {
    data: PathBuf,
    is_decided: bool,
}

/// What becomes of the files that are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// There is a copy of them, or they were nobody's: they go.
    Go,
    /// There is no copy of them: they stay in a folder of their own.
    Stay,
}

impl Staging {
    /// Unpacks a copy beside the data of a folder, which this program holds.
    ///
    /// # Errors
    /// [`CopyError`] says what is wrong with the file or the disk.
    pub fn unpack(copy: &Path, data: &Path) -> Result<(Self, CopyHead), CopyError> {
        let head = CopyHead::read(copy)?;
        let staging = Self {
            data: data.to_owned(),
            is_decided: false,
        };
        let place = staging.place();
        remove_all(&place)?;
        fs::create_dir(&place)?;
        let mut from = File::open(copy)?;
        from.seek(SeekFrom::Start(head.before()))?;
        let mut from = from.take(head.database().len);
        let mut to = atomic::private().open(place.join(DATABASE))?;
        let mut hasher = blake3::Hasher::new();
        copy::pour(&mut from, |bytes| {
            hasher.update(bytes);
            to.write_all(bytes)
        })?;
        if hasher.finalize() != head.database().hash {
            return Err(CopyError::Damaged);
        }
        to.sync_all()?;
        atomic::write(&place.join(KEY_FILE), &head.key_file().to_bytes())?;
        Ok((staging, head))
    }

    /// Looks through the whole database and opens it, in the newest form. It must be closed again before
    /// [`Staging::decide`].
    ///
    /// # Errors
    /// [`OpenError`], as for any database.
    pub fn open(&self, key: &DatabaseKey) -> Result<Store, OpenError> {
        let connection = connection::checked(&self.place().join(DATABASE), key)?;
        if migration::found(&connection)? == 0 {
            return Err(OpenError::Damaged);
        }
        Store::staged(connection)
    }

    /// From here on the copy takes the place of the data, now by [`finish`] or when the folder is opened next.
    /// `entry` is the name of the entry where the keys are kept from now on, if it is another one. The data must
    /// be closed.
    ///
    /// # Errors
    /// What the file system says; nothing was replaced then.
    pub fn decide(mut self, entry: Option<&str>, replaced: Replaced) -> io::Result<()> {
        let place = self.place();
        if let Some(entry) = entry {
            atomic::write(&place.join(ENTRY_FILE), entry.as_bytes())?;
        }
        if replaced == Replaced::Stay {
            atomic::write(&place.join(KEEP), b"")?;
        }
        File::options()
            .write(true)
            .open(place.join(DATABASE))?
            .sync_all()?;
        atomic::sync_folder(&place)?;
        fs::rename(&place, self.data.join(READY))?;
        self.is_decided = true;
        atomic::sync_folder(&self.data)
    }

    fn place(&self) -> PathBuf {
        self.data.join(NEW)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.is_decided
            && let Err(error) = remove_all(&self.place())
        {
            tracing::warn!(%error, "an unpacked copy is still there; the next start removes it");
        }
    }
}

fn remove_all(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
