//! `spare.keys`: the keys of a data folder once more, beside its data and sealed for the 24 words.
//!
//! A key chain can lose its entry, a folder of keys can be mistyped or gone with a stick, and the key file can be
//! deleted; the data are whole all the while. With this file the words open them: it holds the key file, and the
//! device's keys sealed with a key that follows from the words. It is what stands in the head of every copy
//! ([`crate::copy`]), so it tells nobody more than a copy does: without the words, or the device's own keys, it
//! opens nothing.

use crate::{
    atomic,
    cipher::{self, Sealed, Shut},
    copy::{CopyKeys, PURPOSE},
    folder::{Folder, SPARE_FILE},
    frame::{self, EnvelopeError},
    key_file::{KeyFile, KeyFileError},
};
use minicbor::{Decode, Encode};
use otagai_core::codec;
use std::{io, path::Path};
use zeroize::Zeroizing;

const NAME: [u8; 8] = *b"otagai-r";
const VERSION: u8 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct SpareWire {
    #[n(0)]
    entry: Option<String>,
    #[cbor(n(1), with = "minicbor::bytes")]
    key_file: Vec<u8>,
    #[n(2)]
    keys: Option<Sealed>,
}

/// The keys of a data folder once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spare {
    entry: Option<String>,
    key_file: KeyFile,
    keys: Option<Sealed>,
}

impl Spare {
    /// Puts them together. `entry` is the name of the entry where this computer keeps the keys, if it has one.
    pub fn new(entry: Option<String>, key_file: KeyFile, keys: Option<CopyKeys<'_>>) -> Self {
        let keys = keys.map(|keys| cipher::seal(keys.wrapping, keys.nonce, PURPOSE, keys.plain));
        Self::of_parts(entry, key_file, keys)
    }

    pub(crate) fn of_parts(entry: Option<String>, key_file: KeyFile, keys: Option<Sealed>) -> Self {
        Self {
            entry,
            key_file,
            keys,
        }
    }

    /// Reads those of a folder.
    ///
    /// # Errors
    /// [`KeyFileError`] tells a missing, a damaged and a newer file apart.
    pub fn read_in(folder: &Path) -> Result<Self, KeyFileError> {
        let bytes = match std::fs::read(folder.join(SPARE_FILE)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeyFileError::Missing);
            }
            Err(error) => return Err(KeyFileError::Io(error)),
        };
        let content = frame::unwrap(NAME, VERSION, &bytes).map_err(|error| match error {
            EnvelopeError::Damaged => KeyFileError::Damaged,
            EnvelopeError::Newer => KeyFileError::Newer,
        })?;
        let wire: SpareWire =
            codec::decode(content, frame::FILE_BYTES).map_err(|_detail| KeyFileError::Damaged)?;
        Ok(Self {
            entry: wire.entry,
            key_file: KeyFile::from_bytes(&wire.key_file)?,
            keys: wire.keys,
        })
    }

    /// Writes them beside the data. What a folder had there of other keys is put aside: it may open something.
    ///
    /// # Errors
    /// [`KeyFileError::Io`].
    pub fn write(&self, folder: &Folder) -> Result<(), KeyFileError> {
        let is_of_the_same = |there: Self| {
            there.key_file.is_same_key(&self.key_file) && there.has_keys() <= self.has_keys()
        };
        let bytes = frame::wrap(
            NAME,
            VERSION,
            &codec::encode(&SpareWire {
                entry: self.entry.clone(),
                key_file: self.key_file.to_bytes(),
                keys: self.keys.clone(),
            }),
        );
        let written = if Self::read_in(folder.path()).is_ok_and(is_of_the_same) {
            atomic::write(&folder.spare(), &bytes)
        } else {
            atomic::put_aside(&folder.spare())
                .and_then(|_aside| atomic::write_new(&folder.spare(), &bytes))
        };
        written.map_err(KeyFileError::Io)
    }

    /// Name of the entry where the computer keeps the keys.
    pub fn entry(&self) -> Option<&str> {
        self.entry.as_deref()
    }

    /// The slots that hold the database key.
    pub fn key_file(&self) -> &KeyFile {
        &self.key_file
    }

    /// True when the device's keys are inside, sealed for the words.
    pub fn has_keys(&self) -> bool {
        self.keys.is_some()
    }

    /// The device's keys, with the key that follows from the words.
    ///
    /// # Errors
    /// [`KeyFileError::NoSlot`] without keys, [`KeyFileError::WrongKey`], [`KeyFileError::Damaged`].
    pub fn open_keys(&self, wrapping: &[u8; 32]) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
        let sealed = self.keys.as_ref().ok_or(KeyFileError::NoSlot)?;
        sealed.open(wrapping, PURPOSE).map_err(|shut| match shut {
            Shut::WrongKey => KeyFileError::WrongKey,
            Shut::Damaged => KeyFileError::Damaged,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_file::DatabaseKey;

    fn spare(number: u8, plain: &[u8]) -> Spare {
        let key = DatabaseKey::new([number; 32]);
        let mut key_file = KeyFile::new(&key);
        key_file.put_device(&key, &[1; 32], [2; 24]).unwrap();
        let keys = CopyKeys {
            wrapping: &[3; 32],
            nonce: [4; 24],
            plain,
        };
        Spare::new(Some("entry".to_owned()), key_file, Some(keys))
    }

    #[test]
    fn the_words_alone_open_what_lies_beside_the_data() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::lock(place.path(), "test").unwrap();
        let missing = Spare::read_in(place.path());
        assert!(matches!(missing, Err(KeyFileError::Missing)), "{missing:?}");
        let written = spare(7, b"device keys");
        written.write(&folder).unwrap();
        let read = Spare::read_in(place.path()).unwrap();
        assert_eq!(read, written, "as it was written");
        assert_eq!(
            read.open_keys(&[3; 32]).unwrap().as_slice(),
            b"device keys",
            "with the words"
        );
        let other = read.open_keys(&[9; 32]);
        assert!(matches!(other, Err(KeyFileError::WrongKey)), "{other:?}");
        let bytes = std::fs::read(folder.spare()).unwrap();
        let shows = |plain: &[u8]| bytes.windows(plain.len()).any(|seen| seen == plain);
        assert!(
            !shows(b"device keys") && !shows(&[7; 32]),
            "nothing is plain"
        );
    }

    #[test]
    fn those_of_other_data_are_put_aside_and_not_written_over() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::lock(place.path(), "test").unwrap();
        spare(7, b"first").write(&folder).unwrap();
        spare(7, b"second").write(&folder).unwrap();
        spare(8, b"third").write(&folder).unwrap();
        let aside = place.path().join("spare.keys.aside-1");
        std::fs::rename(aside, folder.spare()).unwrap();
        let kept = Spare::read_in(place.path()).unwrap();
        assert_eq!(
            kept.open_keys(&[3; 32]).unwrap().as_slice(),
            b"second",
            "the newest of the first data"
        );
        std::fs::write(folder.spare(), b"anything").unwrap();
        let damaged = Spare::read_in(place.path());
        assert!(matches!(damaged, Err(KeyFileError::Damaged)), "{damaged:?}");
    }
}
