//! Copies of a device's data: one a day in the data folder, and those that a member saves elsewhere.
//!
//! A copy is one file ([`otagai_store::copy`]). Copies of the data folder lie in `backups/` in it, where the program
//! that damages the data is not likely to reach and a failing disk is: who wants to be safe from that saves one
//! elsewhere. Each has the device's keys inside, sealed for the recovery words, so that any of them can move to
//! another computer.
//!
//! They are made beside the running program over a connection of their own: nobody who saves something waits for
//! a copy. What goes wrong is remembered for [`Backups::status`] and hinders nothing.
//!
//! The sample has no copies: its keys are public, and it can be made again.

mod daily;
mod name;
mod source;

pub(crate) use daily::Keeper;
pub use name::{CopyKind, CopyName, CopyNameError};
pub use source::CopySource;

use crate::{
    CopyRefusal, NodeError, clock::Clock, home::Home, powers::Power, random, vault::Vault,
};
use name::superfluous;
use otagai_core::{Millis, date::Day};
use otagai_store::{
    CopyError, CopyHead, KeyFile, OpenError, atomic,
    copy::{self, CopyKeys, CopyParts},
};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Bytes that stay free on the disk: a copy is not what fills it.
const RESERVE: u64 = 256 * 1024 * 1024;
/// The folder of copies, in the data folder.
const PLACE: &str = "backups";
/// File in it that is there while a copy is made.
const SCRATCH: &str = "making.db";

/// A copy in the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptCopy {
    /// Its name.
    pub name: CopyName,
    /// When it was made, ms since 1970-01-01 UTC.
    pub made_at: Millis,
    /// Its size.
    pub bytes: u64,
}

/// The last copy came to nothing.
#[derive(Debug, Clone)]
pub struct CopyFailure {
    /// When, ms since 1970-01-01 UTC.
    pub at: Millis,
    /// Why.
    pub error: Arc<NodeError>,
}

/// How it stands with the copies of a device.
#[derive(Debug, Clone)]
pub struct CopyStatus {
    /// What there is, the newest first.
    pub kept: Vec<KeptCopy>,
    /// Why the last copy of this run of the program came to nothing; none when it was made.
    pub failure: Option<CopyFailure>,
}

/// The copies of a data folder. Everything here blocks: call it from a thread that may wait.
#[derive(Debug)]
pub struct Backups {
    data: PathBuf,
    vault: Vault,
    clock: Clock,
    /// One is made at a time.
    making: Mutex<()>,
    failure: Mutex<Option<CopyFailure>>,
    /// Tells how many bytes are free where a path lies.
    room: fn(&Path) -> io::Result<u64>,
}

impl Backups {
    /// The copies of a data folder.
    pub(crate) fn of(data: &Path, vault: &Vault, clock: &Clock) -> Self {
        Self {
            data: data.to_owned(),
            vault: vault.clone(),
            clock: clock.clone(),
            making: Mutex::new(()),
            failure: Mutex::new(None),
            room: |path| fs4::available_space(path),
        }
    }

    /// What there is, and whether the last copy was made.
    ///
    /// # Errors
    /// [`CopyRefusal::Copy`] when the folder cannot be read.
    pub fn status(&self) -> Result<CopyStatus, NodeError> {
        let mut kept = Vec::new();
        for name in self.names()? {
            match self.look(name) {
                Ok(found) => kept.push(found),
                Err(error) => tracing::warn!(%name, %error, "a copy cannot be read"),
            }
        }
        kept.sort_by_key(|kept| std::cmp::Reverse((kept.made_at, kept.name)));
        Ok(CopyStatus {
            kept,
            failure: self.last_failure(),
        })
    }

    /// The file of a copy.
    ///
    /// # Errors
    /// [`CopyRefusal::Unknown`] when there is none of that name in the data folder.
    pub(crate) fn path_of(&self, source: &CopySource) -> Result<PathBuf, NodeError> {
        match source {
            CopySource::File(file) => Ok(file.clone()),
            CopySource::Kept(name) => {
                let file = self.place().join(name.file());
                file.is_file()
                    .then_some(file)
                    .ok_or_else(|| CopyRefusal::Unknown.into())
            }
        }
    }

    /// Makes the copy of the day if it was not made yet, and there is something to copy. A failure waits an hour.
    pub(crate) fn make_due(&self, home: &Home) -> Result<(), NodeError> {
        let now = self.clock.now();
        let waits = self.last_failure().is_some_and(|failure| {
            (failure.at..failure.at.saturating_add(3_600_000)).contains(&now)
        });
        let first = CopyName {
            kind: CopyKind::Daily,
            day: self.clock.day(),
            number: 1,
        };
        let is_made = self
            .names()?
            .iter()
            .any(|name| (name.kind, name.day) == (first.kind, first.day));
        if waits || is_made || !home.powers().has(Power::Copy) || home.store().circles()?.is_empty()
        {
            return Ok(());
        }
        self.make(CopyKind::Daily).map(|_made| ())
    }

    /// Makes a copy in the data folder now, and removes those that became superfluous. The caller holds the data
    /// folder, open or not.
    ///
    /// # Errors
    /// [`NodeError`] says what is wrong with data or disk; it is remembered for [`Backups::status`].
    pub(crate) fn make(&self, kind: CopyKind) -> Result<KeptCopy, NodeError> {
        let _one = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let made = self.make_alone(kind);
        let made = made.map_err(Arc::new);
        let failure = made.as_ref().err().map(|error| {
            tracing::warn!(%error, "no copy was made");
            CopyFailure {
                at: self.clock.now(),
                error: Arc::clone(error),
            }
        });
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = failure;
        made.map_err(NodeError::Shared)
    }

    /// Saves a copy to a file that a member chose; one that is there is replaced. The caller holds the data folder.
    ///
    /// # Errors
    /// [`NodeError`] says what is wrong with data or disk.
    pub(crate) fn save(&self, to: &Path) -> Result<u64, NodeError> {
        let _one = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        self.write(to)
    }

    fn make_alone(&self, kind: CopyKind) -> Result<KeptCopy, NodeError> {
        let (names, day) = (self.names()?, self.clock.day());
        let name = CopyName::next(kind, day, &names);
        let made_at = self.clock.now();
        let bytes = self.write(&self.place().join(name.file()))?;
        if let Err(error) = self.tidy(day) {
            tracing::warn!(%error, "old copies are still there");
        }
        Ok(KeptCopy {
            name,
            made_at,
            bytes,
        })
    }

    fn write(&self, to: &Path) -> Result<u64, NodeError> {
        self.vault.powers().need(Power::Copy)?;
        let place = self.place();
        atomic::make_folder(&place).map_err(CopyError::Io)?;
        self.is_room()?;
        let secrets = self.vault.load()?.ok_or(NodeError::NotReady)?;
        let key = KeyFile::read_in(&self.data)?.open_device(&secrets.file_slot)?;
        let (wrapping, plain) = (secrets.copy_key(), secrets.to_copy());
        let parts = CopyParts {
            made_at: self.clock.now(),
            entry: self.vault.entry(),
            keys: wrapping.as_ref().map(|wrapping| CopyKeys {
                wrapping,
                nonce: random::bytes(),
                plain: &plain,
            }),
        };
        copy::write(&self.data, &key, parts, to, &place.join(SCRATCH))
            .map_err(|error| no_room(error).into())
    }

    /// The database is there twice for a while. What is not known hinders nothing.
    fn is_room(&self) -> Result<(), NodeError> {
        let size = |name| fs::metadata(self.data.join(name)).map_or(0, |meta| meta.len());
        let twice = size("otagai.db")
            .saturating_add(size("otagai.db-wal"))
            .saturating_mul(2);
        let free = (self.room)(&self.data).unwrap_or(u64::MAX);
        if free < twice.saturating_add(RESERVE) {
            return Err(CopyRefusal::NoRoom.into());
        }
        Ok(())
    }

    /// Removes what is superfluous, and what a killed program left half made.
    fn tidy(&self, today: Day) -> io::Result<()> {
        let place = self.place();
        for entry in fs::read_dir(&place)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "new") {
                fs::remove_file(path)?;
            }
        }
        for name in superfluous(&self.names_there()?, today) {
            fs::remove_file(place.join(name.file()))?;
        }
        Ok(())
    }

    fn names(&self) -> Result<BTreeSet<CopyName>, NodeError> {
        Ok(self.names_there().map_err(CopyError::Io)?)
    }

    fn names_there(&self) -> io::Result<BTreeSet<CopyName>> {
        let entries = match fs::read_dir(self.place()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
            entries => entries?,
        };
        let mut names = BTreeSet::new();
        for entry in entries {
            names.extend(entry?.file_name().to_str().and_then(CopyName::of_file));
        }
        Ok(names)
    }

    fn look(&self, name: CopyName) -> Result<KeptCopy, CopyError> {
        let file = self.place().join(name.file());
        let made_at = CopyHead::read(&file)?.made_at();
        let bytes = fs::metadata(&file)?.len();
        Ok(KeptCopy {
            name,
            made_at,
            bytes,
        })
    }

    fn last_failure(&self) -> Option<CopyFailure> {
        let failure = self.failure.lock();
        failure.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn place(&self) -> PathBuf {
        self.data.join(PLACE)
    }
}

/// A full disk is told in words of its own: nothing that the member did was lost.
fn no_room(error: CopyError) -> CopyRefusal {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    match error {
        CopyError::Open(OpenError::DiskFull) => CopyRefusal::NoRoom,
        CopyError::Io(error) if matches!(error.kind(), StorageFull | QuotaExceeded) => {
            CopyRefusal::NoRoom
        }
        other => other.into(),
    }
}

#[cfg(test)]
mod tests;
