//! A copy takes the place of the data.
//!
//! In this order: the copy is unpacked beside the data and looked through page by page; a copy of the present data
//! is made; the data are closed; the files change places, which goes on at the next start if the program ends in
//! the middle ([`otagai_store::staging`]); the new data are opened. Until the files change places nothing has
//! happened to the present data, and whatever is refused is refused before.
//!
//! **Which keys.** On the computer that made the copy its keys are still kept, under the name that the copy gives,
//! and nothing else is needed. Elsewhere the 24 words open the copy and the device's keys in it; these go into a
//! new entry beside what is kept there.
//!
//! **The device goes on.** What comes back is the same device with its own key, not a second one. A copy that is
//! restored on another computer is a move: the old one must not be used any more. If it is all the same, nothing
//! breaks: no two runs share an actor, so what both write in a card merges, and what was said last on each stands or is
//! told ([`crate::words`]); a number in the chain of statements that
//! both used is a fork, and both statements count; only the network knows one of the two at a time. So a device
//! may write at once after a restore. It does not wait until it has met somebody: the numbers that it uses again
//! are no fault, and the statements it no longer knows come back with the next meeting.

use crate::{
    CopyRefusal, NodeError, OpeningRefusal,
    backups::{Backups, CopyKind, CopySource, KeptCopy},
    blocking::blocking,
    home::{Home, PROGRAM},
    node::{FolderState, Node},
    powers::Power,
    sample,
    vault::{Secrets, Vault},
};
use otagai_core::{Millis, phrase::RecoveryEntropy};
use otagai_store::{
    CopyError, CopyHead, DatabaseKey, Folder, KeyFileError, OpenError,
    staging::{self, Replaced, Staging},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// How long a restore waits for what is still using the data.
const LET_GO: Duration = Duration::from_secs(20);

/// What opens a copy here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// Keys that are kept on this computer.
    Here,
    /// The 24 words.
    Words,
    /// Nothing: it opens on the computer that made it.
    Elsewhere,
}

/// What a copy says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyLook {
    /// When it was made, ms since 1970-01-01 UTC.
    pub made_at: Millis,
    /// What opens it here.
    pub opens: Opens,
}

/// Keys that open a copy.
struct Fitting {
    key: DatabaseKey,
    /// Where the keys are kept from now on, if that is not where the data folder says.
    entry: Option<String>,
    /// Keys out of the copy, which are not kept anywhere yet.
    new: Option<Secrets>,
}

impl Node {
    /// Looks at a copy without opening it.
    ///
    /// # Errors
    /// [`NodeError`] when it is none, or cannot be read.
    pub async fn look_at_copy(&self, source: CopySource) -> Result<CopyLook, NodeError> {
        let (backups, vault) = (Arc::clone(&self.backups), self.vault.clone());
        blocking(move || {
            let head = CopyHead::read(&backups.path_of(&source)?)?;
            let opens = match fitting(&vault, &head, None) {
                Ok(_) => Opens::Here,
                Err(NodeError::Copies(CopyRefusal::NeedsWords)) => Opens::Words,
                Err(_) => Opens::Elsewhere,
            };
            Ok(CopyLook {
                made_at: head.made_at(),
                opens,
            })
        })
        .await
    }

    /// Makes a copy in the data folder now.
    ///
    /// # Errors
    /// [`NodeError::NotReady`] before the first start, or what is wrong with data or disk.
    pub async fn copy_now(&self) -> Result<KeptCopy, NodeError> {
        let backups = Arc::clone(&self.backups);
        self.with_home(move |_held| backups.make(CopyKind::Daily))
            .await
    }

    /// Saves a copy to a file that the member chose; one that is there is replaced. Gives its size in bytes.
    ///
    /// # Errors
    /// As for [`Node::copy_now`].
    pub async fn save_copy(&self, to: PathBuf) -> Result<u64, NodeError> {
        let backups = Arc::clone(&self.backups);
        self.with_home(move |_held| backups.save(&to)).await
    }

    /// Puts a copy in the place of the data, after a copy of these was made, and opens it. `words` are needed for
    /// a copy of another computer.
    ///
    /// # Errors
    /// [`NodeError`]; the data are then as they were, except after [`OpeningRefusal::Open`] and its like at the very
    /// end, where the copy is in place and does not open.
    pub async fn restore(
        &self,
        source: CopySource,
        words: Option<RecoveryEntropy>,
    ) -> Result<(), NodeError> {
        let _one = self.restoring.lock().await;
        self.vault.powers().need(Power::Copy)?;
        let (backups, vault) = (Arc::clone(&self.backups), self.vault.clone());
        let data = self.config.data.clone();
        let (staging, entry) = blocking(move || {
            let file = backups.path_of(&source)?;
            unpack(&file, &data, &vault, words.as_ref())
        })
        .await?;
        let was_online = self.running_network().await.is_some();
        self.offline().await;
        let replaced = self.replace(staging, entry).await;
        if was_online && let Err(error) = self.network().await {
            tracing::warn!(%error, "the network did not start again");
        }
        replaced
    }

    /// Closes the data, puts a copy of them by, lets the files change places, and opens what is there then.
    async fn replace(&self, staging: Staging, entry: Option<String>) -> Result<(), NodeError> {
        let (folder, were_open) = self.close().await?;
        let (backups, vault) = (Arc::clone(&self.backups), self.vault.clone());
        let (config, events) = (self.config.clone(), self.events.clone());
        let (changed, state) = blocking(move || {
            let changed = change(&backups, staging, entry.as_deref(), &folder, were_open);
            // Whatever happened: what is in place now is opened.
            Ok((changed, FolderState::of(folder, &vault, &config, events)))
        })
        .await?;
        let opened = match state {
            Ok(state) => {
                let fault = state.fault();
                *self.state() = state;
                fault.map_or(Ok(()), Err)
            }
            Err(error) => Err(error),
        };
        changed.and(opened)
    }

    /// Closes the data, as soon as everybody has let go of them; true when there were any that open. From here on
    /// nobody writes anything that a copy made now would lack.
    async fn close(&self) -> Result<(Folder, bool), NodeError> {
        let before = std::mem::replace(&mut *self.state(), FolderState::Between);
        let were_open = matches!(before, FolderState::Owned(_));
        match before {
            FolderState::Empty(folder) | FolderState::Shut(folder, _) => {
                return Ok((folder, false));
            }
            FolderState::Between => {}
            FolderState::Owned(home) => {
                let (mut gone, still) = (home.gone(), Arc::downgrade(&home));
                drop(home);
                let waited =
                    tokio::time::timeout(LET_GO, async { while gone.changed().await.is_ok() {} });
                if waited.await.is_err()
                    && let Some(home) = still.upgrade()
                {
                    *self.state() = FolderState::Owned(home);
                    return Err(CopyRefusal::Busy.into());
                }
            }
        }
        Ok((Folder::lock(&self.config.data, PROGRAM)?, were_open))
    }
}

/// Makes a copy of the data of a folder and puts the unpacked one in their place. Data that do not open are
/// kept as they are.
fn change(
    backups: &Backups,
    staging: Staging,
    entry: Option<&str>,
    folder: &Folder,
    were_open: bool,
) -> Result<(), NodeError> {
    let replaced = match were_open.then(|| backups.make(CopyKind::Before)) {
        Some(Ok(_)) => Replaced::Go,
        Some(Err(error)) if !is_damage(&error) => return Err(error),
        Some(Err(_)) | None => Replaced::Stay,
    };
    staging.decide(entry, replaced).map_err(CopyError::Io)?;
    staging::finish(folder).map_err(CopyError::Io)?;
    Ok(())
}

/// Unpacks a copy, opens it and looks through it; what it needs from now on to be opened is kept.
fn unpack(
    file: &Path,
    data: &Path,
    vault: &Vault,
    words: Option<&RecoveryEntropy>,
) -> Result<(Staging, Option<String>), NodeError> {
    let (staging, head) = Staging::unpack(file, data).map_err(of_copy)?;
    let fitting = fitting(vault, &head, words)?;
    let store = staging
        .open(&fitting.key)
        .map_err(|error| of_copy(CopyError::Open(error)))?;
    if sample::is_sample(&store)? {
        return Err(CopyRefusal::OfSample.into());
    }
    if !Home::is_owned(&store)? {
        return Err(CopyError::NotACopy.into());
    }
    for circle in store.circles()? {
        store.digest(circle)?;
    }
    drop(store);
    let entry = match fitting.new {
        Some(secrets) => Some(vault.save_anew(&secrets)?),
        None => fitting.entry,
    };
    Ok((staging, entry))
}

/// The keys that open a copy: what is kept here under the name that the data folder gives, under the name that
/// the copy gives, or what the words bring.
fn fitting(
    vault: &Vault,
    head: &CopyHead,
    words: Option<&RecoveryEntropy>,
) -> Result<Fitting, NodeError> {
    let here = vault.entry();
    for entry in [here.as_deref(), head.entry()] {
        let secrets = match vault.load_from(entry) {
            Ok(Some(secrets)) => secrets,
            Ok(None) => continue,
            Err(error) => {
                tracing::debug!(%error, "keys that are kept here do not open");
                continue;
            }
        };
        if let Ok(key) = head.key_file().open_device(&secrets.file_slot) {
            let is_other = entry != here.as_deref();
            return Ok(Fitting {
                key,
                // Without a name: the one file of keys that most folders of keys have.
                entry: is_other.then(|| entry.unwrap_or_default().to_owned()),
                new: None,
            });
        }
    }
    let Some(words) = words else {
        return Err(if head.has_keys() {
            CopyRefusal::NeedsWords.into()
        } else {
            CopyRefusal::Elsewhere.into()
        });
    };
    let key = head
        .key_file()
        .open_phrase(&words.file_key())
        .map_err(of_words)?;
    let secrets = head.open_keys(&words.copy_key()).map_err(of_words)?;
    let secrets = Secrets::from_bytes(&secrets)?;
    if secrets.keys.person() != words.person() {
        return Err(CopyRefusal::WordsWrong.into());
    }
    if head.key_file().open_device(&secrets.file_slot)? != key {
        return Err(CopyError::Damaged.into());
    }
    Ok(Fitting {
        key,
        entry: None,
        new: Some(secrets),
    })
}

fn of_words(error: KeyFileError) -> NodeError {
    match error {
        KeyFileError::WrongKey => CopyRefusal::WordsWrong.into(),
        KeyFileError::NoSlot => CopyRefusal::Elsewhere.into(),
        other => of_copy(other.into()),
    }
}

/// What is wrong is wrong with the copy, not with the data.
fn of_copy(error: CopyError) -> NodeError {
    match error {
        CopyError::Open(OpenError::Damaged | OpenError::WrongKey)
        | CopyError::KeyFile(KeyFileError::Damaged) => CopyError::Damaged.into(),
        other => other.into(),
    }
}

fn is_damage(error: &NodeError) -> bool {
    match error {
        NodeError::Shared(error) => is_damage(error),
        NodeError::Opening(OpeningRefusal::Open(error))
        | NodeError::Copies(CopyRefusal::Copy(CopyError::Open(error))) => {
            matches!(error, OpenError::Damaged | OpenError::WrongKey)
        }
        NodeError::Store(error) => matches!(error, otagai_store::StoreError::Damaged),
        NodeError::Opening(OpeningRefusal::KeyFile(_))
        | NodeError::Copies(CopyRefusal::Copy(CopyError::KeyFile(_))) => true,
        _ => false,
    }
}
