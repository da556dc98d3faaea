//! The data folder: one process at a time.
//!
//! The lock is the operating system's and ends with the process, however it ends. Who holds it is written in
//! a file beside it, because on Windows a locked file cannot be read.

use crate::atomic;
use std::{
    fmt,
    fs::{File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Name of the database in its folder.
pub(crate) const DATABASE: &str = "otagai.db";
/// What `SQLite` keeps beside an open database.
pub(crate) const BESIDE: [&str; 2] = ["otagai.db-wal", "otagai.db-shm"];
/// Name of the file with the wrapped database key.
pub(crate) const KEY_FILE: &str = "keyfile";
/// Name of the folder of copies, in a data folder.
pub(crate) const COPIES: &str = "backups";
/// Name of the file with the spare keys ([`crate::Spare`]).
pub(crate) const SPARE_FILE: &str = "spare.keys";
/// Bytes of a path that `SQLite` takes, its end included.
const PATH_BYTES: usize = 512;
/// The longest path of a database within a data folder.
const LONGEST: &str = "restore.ready/otagai.db";
/// Name of the file in a data folder that names where its keys are kept.
pub const ENTRY_FILE: &str = "folder.id";

/// A data folder that this process holds.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Locked as long as it is open.
    _lock: File,
}

/// Who holds a data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Number of the process.
    pub pid: u32,
    /// Name of the program, as it gave it.
    pub program: String,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (process {})", self.program, self.pid)
    }
}

otagai_core::refusals! {
    /// Why a data folder could not be taken.
    #[derive(Debug, thiserror::Error)]
    pub enum FolderError {
        /// Another process has it; who, if it could be read.
        #[error("the data folder is in use by {}", match .0 { Some(holder) => holder.to_string(), None => "another program".to_owned() })]
        Taken(Option<Holder>) = "dataInUse",
            ja "おたがいが、このパソコンですでに開いています。開いているほうの画面をお使いください。見つからないときは、パソコンを一度つけ直してください。",
            en "Otagai is already open on this computer. Please use that window; if you cannot find it, restart the computer.";
        /// The path is longer than the database takes, or than this system does.
        #[error("the path of the data folder is too long")]
        TooLong = "pathTooLong";
        /// The folder cannot be written to.
        #[error("the data folder cannot be written to: {0}")]
        ReadOnly(#[source] io::Error) = "readOnly";
        /// The file system said something else.
        #[error("the data folder could not be opened: {0}")]
        Io(#[source] io::Error) by crate::file_system::of_disk;
    }
}

impl From<io::Error> for FolderError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(error)
            }
            io::ErrorKind::InvalidFilename => Self::TooLong,
            _ => Self::Io(error),
        }
    }
}

impl Folder {
    /// Takes a folder, which is made if it is not there; `program` is told to whoever comes second.
    ///
    /// # Errors
    /// [`FolderError`] says who has it, or what the file system says.
    pub fn lock(path: &Path, program: &str) -> Result<Self, FolderError> {
        if is_too_long(path)? {
            return Err(FolderError::TooLong);
        }
        atomic::make_folder(path)?;
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path.join("otagai.lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FolderError::Taken(holder(path))),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let me = format!("{} {program}\n", std::process::id());
        let noted = atomic::private()
            .open(holder_path(path))
            .and_then(|mut file| file.write_all(me.as_bytes()));
        match noted {
            Ok(()) => {}
            // Only a courtesy to whoever comes second: a full disk is still read.
            Err(error) if is_full(&error) => {
                tracing::warn!(%error, "who has the folder is not noted");
            }
            Err(error) => return Err(error.into()),
        }
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// The file with the wrapped database key.
    pub fn key_file(&self) -> PathBuf {
        self.path.join(KEY_FILE)
    }

    /// Notes that keys and a database are about to be made here, and whose. Until [`Folder::finish`], a database
    /// without a table is the beginning that was cut off; without the note it would be a file that lost everything.
    ///
    /// # Errors
    /// [`FolderError`] when it cannot be written.
    pub fn begin(&self, whose: &str) -> Result<(), FolderError> {
        Ok(atomic::write(&self.beginning(), whose.as_bytes())?)
    }

    /// What [`Folder::begin`] noted, until [`Folder::finish`].
    pub fn begun_by(&self) -> Option<String> {
        std::fs::read_to_string(self.beginning()).ok()
    }

    /// True where copies, or data that did not open, are kept in the folder.
    pub fn has_copies(&self) -> bool {
        let kept = |entry: io::Result<std::fs::DirEntry>| {
            let name = entry.ok()?.file_name();
            let name = name.to_str()?;
            (name.ends_with(".otagai-copy") || name.starts_with("unread-")).then_some(())
        };
        let entries = std::fs::read_dir(self.path.join(COPIES));
        entries.is_ok_and(|mut entries| entries.any(|entry| kept(entry).is_some()))
    }

    /// The file with the spare keys.
    pub fn spare(&self) -> PathBuf {
        self.path.join(SPARE_FILE)
    }

    /// The file that names where the keys are kept.
    pub fn entry_file(&self) -> PathBuf {
        self.path.join(ENTRY_FILE)
    }

    /// Notes that the database is whole.
    ///
    /// # Errors
    /// [`FolderError`] when the note cannot be taken away.
    pub fn finish(&self) -> Result<(), FolderError> {
        match std::fs::remove_file(self.beginning()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn beginning(&self) -> PathBuf {
        self.path.join("otagai.begun")
    }
}

/// True where a database in the folder would have a path that `SQLite` refuses.
fn is_too_long(path: &Path) -> io::Result<bool> {
    // A folder that is there may be a link to a longer one.
    let full = match std::fs::canonicalize(path) {
        Ok(full) => full,
        Err(_not_there) => std::path::absolute(path)?,
    };
    Ok(cfg!(unix) && full.join(LONGEST).as_os_str().len() >= PATH_BYTES)
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

fn holder_path(folder: &Path) -> PathBuf {
    folder.join("otagai.holder")
}

fn holder(folder: &Path) -> Option<Holder> {
    let written = std::fs::read_to_string(holder_path(folder)).ok()?;
    let (pid, program) = written.trim_end().split_once(' ')?;
    Some(Holder {
        pid: pid.parse().ok()?,
        program: otagai_core::text::shown(program, 100),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_to_open_a_folder_is_told_who_has_it() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("data");
        let first = Folder::lock(&path, "otagai node").unwrap();
        let Err(FolderError::Taken(Some(holder))) = Folder::lock(&path, "otagai") else {
            panic!("it is taken");
        };
        assert_eq!(
            (holder.pid, holder.program.as_str()),
            (std::process::id(), "otagai node"),
            "the first one's number and name"
        );
        drop(first);
        assert!(Folder::lock(&path, "otagai").is_ok(), "free again");
    }
}
