//! The file that holds the database key, wrapped in slots: whoever opens one slot opens the data.
//!
//! *device*: the wrapping key lives in the operating system's key chain or in `keys.sealed`. *phrase*: it
//! follows from the 24 words. *passphrase*: it is stretched from what the member types.

mod wire;

use crate::{
    atomic,
    cipher::{self, Shut},
    folder::{self, Folder},
    frame::{self, EnvelopeError},
    passphrase::{PassphraseSeeds, StretchError, Stretching},
};
use std::{fmt, io, path::Path};
use wire::{KeyFileWire, KeySlot, SlotKind};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The key of the database: 32 random bytes, never stored as they are.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct DatabaseKey([u8; 32]);

impl fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseKey(***)")
    }
}

impl DatabaseKey {
    /// Takes 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Follows from the key and says nothing about it.
    fn check(&self) -> [u8; 16] {
        let full = blake3::derive_key("otagai 2026 check of the database key", &self.0);
        *full.first_chunk().unwrap_or(&[0; 16])
    }
}

otagai_core::refusals! {
    /// Why the key file gave no key, or took none.
    #[derive(Debug, thiserror::Error)]
    pub enum KeyFileError {
        /// There is no key file in the folder.
        #[error("the folder has no key file")]
        Missing = "keyFileMissing";
        /// The wrapping key, the words or the passphrase are not those of this file.
        #[error("the key is not the one of this file")]
        WrongKey = "keyWrong";
        /// The file has no slot of this kind: no passphrase was set.
        #[error("the key file has no slot of this kind")]
        NoSlot = "internal";
        /// The passphrase is empty or too long.
        #[error("the passphrase is empty or too long")]
        UnfitPassphrase = "internal";
        /// Bytes of the file are not as they were written.
        #[error("the key file is damaged")]
        Damaged = "dataDamaged";
        /// A newer version of the program wrote it.
        #[error("the key file was written by a newer version")]
        Newer = "dataNewer";
        /// The file system said something else.
        #[error("the key file could not be read or written: {0}")]
        Io(#[source] io::Error) by crate::file_system::of_disk;
    }
}

impl From<Shut> for KeyFileError {
    fn from(shut: Shut) -> Self {
        match shut {
            Shut::WrongKey => Self::WrongKey,
            Shut::Damaged => Self::Damaged,
        }
    }
}

impl From<StretchError> for KeyFileError {
    fn from(error: StretchError) -> Self {
        match error {
            StretchError::Unfit => Self::UnfitPassphrase,
            StretchError::Cost => Self::Damaged,
        }
    }
}

/// The wrapped database key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFile {
    wire: KeyFileWire,
}

const NAME: [u8; 8] = *b"otagai-k";
const VERSION: u8 = 1;

impl KeyFile {
    /// A key file without slots.
    pub fn new(key: &DatabaseKey) -> Self {
        Self {
            wire: KeyFileWire {
                check: key.check(),
                slots: Vec::new(),
            },
        }
    }

    /// Reads the key file of a folder.
    ///
    /// # Errors
    /// [`KeyFileError`] tells a missing, a damaged and a newer file apart.
    pub fn read(folder: &Folder) -> Result<Self, KeyFileError> {
        Self::read_in(folder.path())
    }

    /// Reads the key file of a folder that need not be held: who only reads finds the old or the new file.
    ///
    /// # Errors
    /// [`KeyFileError`] tells a missing, a damaged and a newer file apart.
    pub fn read_in(folder: &Path) -> Result<Self, KeyFileError> {
        match std::fs::read(folder.join(folder::KEY_FILE)) {
            Ok(bytes) => Self::from_bytes(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(KeyFileError::Missing),
            Err(error) => Err(KeyFileError::Io(error)),
        }
    }

    /// Writes the key file of a folder: the old or the new one is there, whatever happens.
    ///
    /// # Errors
    /// [`KeyFileError::Io`].
    pub fn write(&self, folder: &Folder) -> Result<(), KeyFileError> {
        atomic::write(&folder.key_file(), &self.to_bytes()).map_err(KeyFileError::Io)
    }

    /// Writes the key file of a folder that has none.
    ///
    /// # Errors
    /// [`KeyFileError::Io`], with [`io::ErrorKind::AlreadyExists`] where there is one: it stays as it is.
    pub fn write_new(&self, folder: &Folder) -> Result<(), KeyFileError> {
        atomic::write_new(&folder.key_file(), &self.to_bytes()).map_err(KeyFileError::Io)
    }

    /// True when it is the file of this key.
    pub fn is_of(&self, key: &DatabaseKey) -> bool {
        self.wire.check == key.check()
    }

    /// True when both hold the same key.
    pub(crate) fn is_same_key(&self, other: &Self) -> bool {
        self.wire.check == other.wire.check
    }

    /// True when a passphrase was set.
    pub fn has_passphrase(&self) -> bool {
        self.slot(SlotKind::Passphrase).is_ok()
    }

    /// Wraps the key for this device; `wrapping` is kept in the key chain. A slot there was is replaced.
    ///
    /// # Errors
    /// [`KeyFileError::WrongKey`] when `key` is another file's.
    pub fn put_device(
        &mut self,
        key: &DatabaseKey,
        wrapping: &[u8; 32],
        nonce: [u8; 24],
    ) -> Result<(), KeyFileError> {
        self.put(SlotKind::Device, key, wrapping, nonce, None)
    }

    /// Wraps the key for the 24 words; `wrapping` is `RecoveryEntropy::file_key`.
    ///
    /// # Errors
    /// [`KeyFileError::WrongKey`] when `key` is another file's.
    pub fn put_phrase(
        &mut self,
        key: &DatabaseKey,
        wrapping: &[u8; 32],
        nonce: [u8; 24],
    ) -> Result<(), KeyFileError> {
        self.put(SlotKind::Phrase, key, wrapping, nonce, None)
    }

    /// Wraps the key for a passphrase. Takes about 30 ms and 19 MiB.
    ///
    /// # Errors
    /// [`KeyFileError::WrongKey`] when `key` is another file's, [`KeyFileError::UnfitPassphrase`].
    pub fn put_passphrase(
        &mut self,
        key: &DatabaseKey,
        passphrase: &str,
        seeds: &PassphraseSeeds,
    ) -> Result<(), KeyFileError> {
        let stretching = Stretching::new(seeds.salt);
        let wrapping = stretching.key(passphrase)?;
        self.put(
            SlotKind::Passphrase,
            key,
            &wrapping,
            seeds.nonce,
            Some(stretching),
        )
    }

    /// Takes the passphrase away. The device and the words still open the data.
    pub fn remove_passphrase(&mut self) {
        self.wire
            .slots
            .retain(|slot| slot.kind != SlotKind::Passphrase.number());
    }

    /// The database key, with the wrapping key of this device.
    ///
    /// # Errors
    /// [`KeyFileError`] tells a wrong key from a damaged file.
    pub fn open_device(&self, wrapping: &[u8; 32]) -> Result<DatabaseKey, KeyFileError> {
        self.open(SlotKind::Device, wrapping)
    }

    /// The database key, with the key that follows from the 24 words.
    ///
    /// # Errors
    /// [`KeyFileError`] tells wrong words from a damaged file.
    pub fn open_phrase(&self, wrapping: &[u8; 32]) -> Result<DatabaseKey, KeyFileError> {
        self.open(SlotKind::Phrase, wrapping)
    }

    /// The database key, with the passphrase. Takes about 30 ms and 19 MiB.
    ///
    /// # Errors
    /// [`KeyFileError`] tells a wrong passphrase from a damaged file.
    pub fn open_passphrase(&self, passphrase: &str) -> Result<DatabaseKey, KeyFileError> {
        let slot = self.slot(SlotKind::Passphrase)?;
        let stretching = slot.stretching.as_ref().ok_or(KeyFileError::Damaged)?;
        self.open(SlotKind::Passphrase, &*stretching.key(passphrase)?)
    }

    fn put(
        &mut self,
        kind: SlotKind,
        key: &DatabaseKey,
        wrapping: &[u8; 32],
        nonce: [u8; 24],
        stretching: Option<Stretching>,
    ) -> Result<(), KeyFileError> {
        if !self.is_of(key) {
            return Err(KeyFileError::WrongKey);
        }
        self.wire.slots.retain(|slot| slot.kind != kind.number());
        self.wire.slots.push(KeySlot {
            kind: kind.number(),
            stretching,
            sealed: cipher::seal(wrapping, nonce, kind.purpose(), key.as_bytes()),
        });
        self.wire.slots.sort_by_key(|slot| slot.kind);
        Ok(())
    }

    fn open(&self, kind: SlotKind, wrapping: &[u8; 32]) -> Result<DatabaseKey, KeyFileError> {
        let opened = self.slot(kind)?.sealed.open(wrapping, kind.purpose())?;
        let key = <[u8; 32]>::try_from(opened.as_slice())
            .map(DatabaseKey)
            .map_err(|_other_length| KeyFileError::Damaged)?;
        if self.is_of(&key) {
            Ok(key)
        } else {
            Err(KeyFileError::Damaged)
        }
    }

    fn slot(&self, kind: SlotKind) -> Result<&KeySlot, KeyFileError> {
        self.wire
            .slots
            .iter()
            .find(|slot| slot.kind == kind.number())
            .ok_or(KeyFileError::NoSlot)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        frame::wrap(NAME, VERSION, &otagai_core::codec::encode(&self.wire))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, KeyFileError> {
        let content = frame::unwrap(NAME, VERSION, bytes).map_err(|error| match error {
            EnvelopeError::Damaged => KeyFileError::Damaged,
            EnvelopeError::Newer => KeyFileError::Newer,
        })?;
        otagai_core::codec::decode(content, frame::FILE_BYTES)
            .map(|wire| Self { wire })
            .map_err(|_detail| KeyFileError::Damaged)
    }
}

#[cfg(test)]
mod tests;
