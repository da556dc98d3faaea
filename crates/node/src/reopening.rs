//! Data that are whole and do not open, because their keys are gone: the 24 words open them, or a file of keys.
//!
//! Both bring the keys of the device, which go into a new entry beside whatever is kept, and the key file back where
//! it is missing. What was there under these names and does not fit is put aside, never written over. Then the
//! folder is opened as at any start.

use crate::{
    CopyRefusal, NodeError, OpeningRefusal,
    blocking::blocking,
    node::{FolderState, Node},
    opening,
    powers::Power,
    vault::{Secrets, Vault},
};
use otagai_core::phrase::RecoveryEntropy;
use otagai_store::{
    CopyError, DatabaseKey, Folder, KeyFile, KeyFileError, Spare, Store, atomic,
    sealed_keys::{self, SealedKeysError},
};
use std::{
    fmt,
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// What opens the data again.
pub enum Reopener {
    /// The 24 words.
    Words(RecoveryEntropy),
    /// A file of sealed keys, as a folder of keys holds it.
    Keys {
        /// The file.
        file: PathBuf,
        /// What opens it; empty: the passphrase of the folder of keys that is used here.
        passphrase: Zeroizing<String>,
    },
}

impl fmt::Debug for Reopener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Words(_) => "Reopener(words, ***)",
            Self::Keys { .. } => "Reopener(keys, ***)",
        })
    }
}

impl Node {
    /// Opens data that are shut.
    ///
    /// # Errors
    /// [`OpeningRefusal::NotShut`] where they are open or there are none, [`CopyRefusal::WordsWrong`],
    /// [`OpeningRefusal::NoSpare`] where there is nothing for the words, or why the keys do not open the data; everything
    /// is then as it was.
    pub async fn reopen(&self, with: Reopener) -> Result<(), NodeError> {
        let _one = self.restoring.lock().await;
        let before = std::mem::replace(&mut *self.state(), FolderState::Between);
        let FolderState::Shut(folder, why) = before else {
            *self.state() = before;
            return Err(OpeningRefusal::NotShut.into());
        };
        let (vault, config) = (self.vault.clone(), self.config.clone());
        let events = self.events.clone();
        let (unlocked, state) = blocking(move || {
            Ok(match unlock(&folder, &vault, &with) {
                Ok(()) => (Ok(()), FolderState::of(folder, &vault, &config, events)),
                Err(error) => (Err(error), Ok(FolderState::Shut(folder, why))),
            })
        })
        .await?;
        let state = state?;
        let fault = state.fault();
        *self.state() = state;
        unlocked?;
        fault.map_or(Ok(()), Err)
    }
}

/// Puts the keys where the next opening finds them.
fn unlock(folder: &Folder, vault: &Vault, with: &Reopener) -> Result<(), NodeError> {
    vault.powers().need(Power::Copy)?;
    if !folder.database().exists() {
        return Err(OpeningRefusal::DataMissing.into());
    }
    let spares = opening::spares(folder.path());
    let (secrets, key_file) = match with {
        Reopener::Words(words) => of_words(folder, &spares, words)?,
        Reopener::Keys { file, passphrase } => {
            let secrets = of_file(vault, file, passphrase)?;
            let key_file = fitting(folder, &spares, &secrets).ok_or(KeyFileError::WrongKey)?;
            (secrets, key_file)
        }
    };
    if KeyFile::read(folder).is_ok_and(|there| there == key_file) {
        tracing::debug!("the key file is there");
    } else {
        atomic::put_aside(&folder.key_file()).map_err(CopyError::Io)?;
        key_file.write_new(folder)?;
    }
    let kept = vault.load();
    if kept.is_ok_and(|kept| kept.is_some_and(|kept| kept.file_slot == secrets.file_slot)) {
        return Ok(());
    }
    let entry = vault.save_anew(&secrets)?;
    // The keys first: a name that leads nowhere would be one more thing that is missing.
    atomic::put_aside(&folder.entry_file()).map_err(CopyError::Io)?;
    atomic::write_new(&folder.entry_file(), entry.as_bytes()).map_err(CopyError::Io)?;
    Ok(())
}

/// The keys of the device as the words bring them.
fn of_words(
    folder: &Folder,
    spares: &[Spare],
    words: &RecoveryEntropy,
) -> Result<(Secrets, KeyFile), NodeError> {
    if !spares.iter().any(Spare::has_keys) {
        return Err(OpeningRefusal::NoSpare.into());
    }
    let opened = spares.iter().filter_map(|spare| {
        let bytes = spare.open_keys(&words.copy_key()).ok()?;
        let secrets = Secrets::from_bytes(&bytes).ok()?;
        (secrets.keys.person() == words.person()).then_some(secrets)
    });
    let mut is_opened = false;
    for secrets in opened {
        is_opened = true;
        if let Some(key_file) = fitting(folder, spares, &secrets) {
            return Ok((secrets, key_file));
        }
    }
    Err(if is_opened {
        KeyFileError::WrongKey.into()
    } else {
        CopyRefusal::WordsWrong.into()
    })
}

/// The keys of the device out of a file.
fn of_file(vault: &Vault, file: &Path, passphrase: &str) -> Result<Secrets, NodeError> {
    let passphrase = match (passphrase, vault) {
        ("", Vault::Folder { passphrase, .. }) => passphrase.as_str(),
        ("", _) => return Err(SealedKeysError::WrongPassphrase.into()),
        (typed, _) => typed,
    };
    Secrets::from_bytes(&sealed_keys::open(file, passphrase)?)
}

/// The key file that these keys open and whose key opens the database: the one of the folder, or one that lies
/// beside the data or in a copy.
fn fitting(folder: &Folder, spares: &[Spare], secrets: &Secrets) -> Option<KeyFile> {
    let own = KeyFile::read(folder).ok();
    let all = own
        .into_iter()
        .chain(spares.iter().map(|spare| spare.key_file().clone()));
    let opens = |key: &DatabaseKey| Store::fits(folder, key);
    let mut opened = all.filter_map(|file| {
        let key = file.open_device(&secrets.file_slot).ok()?;
        Some((file, key))
    });
    let first = opened.next()?;
    // A damaged database fits no key: then the first that opens is as good as any, and the damage is said.
    let mut fits = std::iter::once(first.clone()).chain(opened);
    let found = fits.find(|(_, key)| opens(key)).unwrap_or(first);
    Some(found.0)
}
