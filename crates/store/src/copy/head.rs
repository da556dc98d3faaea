//! What stands before the database in a copy.

use super::{CopyError, CopyParts};
use crate::{
    cipher::{self, Sealed, Shut},
    frame,
    key_file::{KeyFile, KeyFileError},
    spare::Spare,
};
use minicbor::{Decode, Encode};
use otagai_core::{Millis, codec};
use std::{fmt, fs::File, io::Read, path::Path};
use zeroize::Zeroizing;

const NAME: [u8; 8] = *b"otagai-c";
const VERSION: u8 = 1;
/// Name, version, checksum and length.
const BEFORE_HEAD: u64 = 8 + 1 + 16 + 4;
/// Bound into the sealed keys.
pub(crate) const PURPOSE: &[u8] = b"otagai/copy-keys/1";

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct CopyHeadWire {
    #[n(0)]
    made_at: Millis,
    #[n(1)]
    entry: Option<String>,
    #[cbor(n(2), with = "minicbor::bytes")]
    key_file: Vec<u8>,
    #[n(3)]
    keys: Option<Sealed>,
    #[n(4)]
    database: Database,
}

/// The database that follows the head.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(crate) struct Database {
    /// Bytes.
    #[n(0)]
    pub(crate) len: u64,
    /// BLAKE3 of them.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) hash: [u8; 32],
}

/// The device's keys, to be sealed into a copy.
pub struct CopyKeys<'a> {
    /// Follows from the words.
    pub wrapping: &'a [u8; 32],
    /// New for each copy.
    pub nonce: [u8; 24],
    /// The keys.
    pub plain: &'a [u8],
}

impl fmt::Debug for CopyKeys<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CopyKeys(***)")
    }
}

/// What a copy says of itself before anything of it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyHead {
    wire: CopyHeadWire,
    key_file: KeyFile,
    /// Bytes before the database.
    before: u64,
}

impl CopyHead {
    pub(super) fn new(key_file: &KeyFile, parts: CopyParts<'_>, database: Database) -> Self {
        let keys = parts
            .keys
            .map(|keys| cipher::seal(keys.wrapping, keys.nonce, PURPOSE, keys.plain));
        Self {
            wire: CopyHeadWire {
                made_at: parts.made_at,
                entry: parts.entry,
                key_file: key_file.to_bytes(),
                keys,
                database,
            },
            key_file: key_file.clone(),
            before: 0,
        }
    }

    /// Reads the head of a copy. That the database is whole is seen when it is unpacked.
    ///
    /// # Errors
    /// [`CopyError`] tells another file, a damaged, a cut off and a newer copy apart.
    pub fn read(file: &Path) -> Result<Self, CopyError> {
        let mut file = File::open(file)?;
        let head = Self::from_reader(&mut file)?;
        let len = file.metadata()?.len();
        if head.before.checked_add(head.wire.database.len) == Some(len) {
            Ok(head)
        } else {
            Err(CopyError::Damaged)
        }
    }

    /// When it was made, ms since 1970-01-01 UTC by the clock of the computer that made it.
    pub fn made_at(&self) -> Millis {
        self.wire.made_at
    }

    /// Name of the entry where the computer that made it keeps the keys: 32 hexadecimal digits.
    pub fn entry(&self) -> Option<&str> {
        let entry = self.wire.entry.as_deref()?;
        let is_name = entry.len() == 32 && entry.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_name.then_some(entry)
    }

    /// The slots that hold the database key.
    pub fn key_file(&self) -> &KeyFile {
        &self.key_file
    }

    /// True when the device's keys are inside, sealed for the words.
    pub fn has_keys(&self) -> bool {
        self.wire.keys.is_some()
    }

    /// The device's keys, with the key that follows from the words.
    ///
    /// # Errors
    /// [`KeyFileError::NoSlot`] without keys, [`KeyFileError::WrongKey`], [`KeyFileError::Damaged`].
    pub fn open_keys(&self, wrapping: &[u8; 32]) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
        let sealed = self.wire.keys.as_ref().ok_or(KeyFileError::NoSlot)?;
        sealed.open(wrapping, PURPOSE).map_err(|shut| match shut {
            Shut::WrongKey => KeyFileError::WrongKey,
            Shut::Damaged => KeyFileError::Damaged,
        })
    }

    /// The keys that lie in the copy, as the data folder has them beside its data.
    pub fn spare(&self) -> Spare {
        Spare::of_parts(
            self.entry().map(str::to_owned),
            self.key_file.clone(),
            self.wire.keys.clone(),
        )
    }

    /// Where the database begins, bytes from the beginning of the file.
    pub(crate) fn before(&self) -> u64 {
        self.before
    }

    /// The database that follows.
    pub(crate) fn database(&self) -> &Database {
        &self.wire.database
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let content = codec::encode(&self.wire);
        let mut bytes = NAME.to_vec();
        bytes.push(VERSION);
        bytes.extend_from_slice(&frame::checksum(NAME, VERSION, &content));
        // A key file is at most 64 KiB, in fact some 600 bytes; what does not fit would not be read back.
        let len = u32::try_from(content.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&len.to_be_bytes());
        bytes.extend_from_slice(&content);
        bytes
    }

    /// Takes no more than the longest head, whatever the bytes say.
    pub(super) fn from_reader(reader: &mut impl Read) -> Result<Self, CopyError> {
        if take::<8>(reader, CopyError::NotACopy)? != NAME {
            return Err(CopyError::NotACopy);
        }
        let [version] = take::<1>(reader, CopyError::Damaged)?;
        let sum = take::<16>(reader, CopyError::Damaged)?;
        let len = u32::from_be_bytes(take::<4>(reader, CopyError::Damaged)?);
        let bytes = usize::try_from(len).map_err(|_huge| CopyError::Damaged)?;
        if bytes > frame::FILE_BYTES {
            return Err(CopyError::Damaged);
        }
        let mut content = Vec::new();
        reader.take(len.into()).read_to_end(&mut content)?;
        if content.len() != bytes || sum != frame::checksum(NAME, version, &content) {
            return Err(CopyError::Damaged);
        }
        if version > VERSION {
            return Err(CopyError::Newer);
        }
        let wire: CopyHeadWire =
            codec::decode(&content, frame::FILE_BYTES).map_err(|_detail| CopyError::Damaged)?;
        Ok(Self {
            key_file: KeyFile::from_bytes(&wire.key_file)?,
            before: BEFORE_HEAD.saturating_add(len.into()),
            wire,
        })
    }
}

fn take<const N: usize>(reader: &mut impl Read, short: CopyError) -> Result<[u8; N], CopyError> {
    let mut bytes = [0; N];
    match reader.read_exact(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Err(short),
        Err(error) => Err(error.into()),
    }
}
