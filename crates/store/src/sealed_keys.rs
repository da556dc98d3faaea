//! `keys.sealed`: what a key chain would hold, for machines that have none; opened with a passphrase.

use crate::{
    atomic,
    cipher::{self, Sealed, Shut},
    file_system::of_full_disk,
    frame::{self, EnvelopeError},
    passphrase::{PassphraseSeeds, StretchError, Stretching},
};
use minicbor::{Decode, Encode};
use otagai_core::{
    codec,
    refusal::{Wording, named},
};
use std::{io, path::Path};
use zeroize::Zeroizing;

/// Name of the file in its folder.
pub const FILE_NAME: &str = "keys.sealed";

const NAME: [u8; 8] = *b"otagai-s";
const VERSION: u8 = 1;
const PURPOSE: &[u8] = b"otagai/sealed-keys/1";

#[derive(Encode, Decode)]
#[cbor(array)]
struct SealedKeysWire {
    #[n(0)]
    stretching: Stretching,
    #[n(1)]
    sealed: Sealed,
}

otagai_core::refusals! {
    /// Why sealed keys were not opened or written.
    #[derive(Debug, thiserror::Error)]
    pub enum SealedKeysError {
        /// There is no such file.
        #[error("there are no sealed keys")]
        Missing = "keysMissing";
        /// The passphrase is another one.
        #[error("the passphrase is not the one of these keys")]
        WrongPassphrase = "passphraseWrong",
            ja "パスワードが違います。大文字と小文字、全角と半角を確かめて、もう一度入れてください。",
            en "The password does not match. Please check capitals and width, and enter it again.";
        /// The passphrase is empty or too long.
        #[error("the passphrase is empty or too long")]
        UnfitPassphrase = "passphraseWrong";
        /// More bytes than such a file holds.
        #[error("more bytes than a file of sealed keys holds")]
        TooLong = "keychainLocked";
        /// Bytes of the file are not as they were written.
        #[error("the sealed keys are damaged")]
        Damaged = "dataDamaged";
        /// A newer version of the program wrote them.
        #[error("the sealed keys were written by a newer version")]
        Newer = "dataNewer";
        /// The file system said something else.
        #[error("the sealed keys could not be read or written: {0}")]
        Io(#[source] io::Error) by locked_or_full;
    }
}

fn locked_or_full(error: &io::Error) -> &'static Wording {
    const LOCKED: &Wording = named(&[], "keychainLocked");
    of_full_disk(error).unwrap_or(LOCKED)
}

impl From<StretchError> for SealedKeysError {
    fn from(error: StretchError) -> Self {
        match error {
            StretchError::Unfit => Self::UnfitPassphrase,
            StretchError::Cost => Self::Damaged,
        }
    }
}

/// Seals bytes with a passphrase and writes them to `path`; the old or the new file is there, whatever
/// happens. Takes about 30 ms and 19 MiB.
///
/// # Errors
/// [`SealedKeysError::UnfitPassphrase`], [`SealedKeysError::TooLong`] or [`SealedKeysError::Io`].
pub fn seal(
    path: &Path,
    passphrase: &str,
    seeds: &PassphraseSeeds,
    plain: &[u8],
) -> Result<(), SealedKeysError> {
    let bytes = sealed(passphrase, seeds, plain)?;
    atomic::write(path, &bytes).map_err(SealedKeysError::Io)
}

/// [`seal`] into a file that is not there yet.
///
/// # Errors
/// As for [`seal`]; [`SealedKeysError::Io`] with [`io::ErrorKind::AlreadyExists`] where there is one, which stays.
pub fn seal_new(
    path: &Path,
    passphrase: &str,
    seeds: &PassphraseSeeds,
    plain: &[u8],
) -> Result<(), SealedKeysError> {
    let bytes = sealed(passphrase, seeds, plain)?;
    atomic::write_new(path, &bytes).map_err(SealedKeysError::Io)
}

fn sealed(
    passphrase: &str,
    seeds: &PassphraseSeeds,
    plain: &[u8],
) -> Result<Vec<u8>, SealedKeysError> {
    if plain.len() > frame::FILE_BYTES / 2 {
        return Err(SealedKeysError::TooLong);
    }
    let stretching = Stretching::new(seeds.salt);
    let key = stretching.key(passphrase)?;
    let wire = SealedKeysWire {
        sealed: cipher::seal(&key, seeds.nonce, PURPOSE, plain),
        stretching,
    };
    Ok(frame::wrap(NAME, VERSION, &codec::encode(&wire)))
}

/// Opens the bytes at `path` with a passphrase.
///
/// # Errors
/// [`SealedKeysError`] tells a wrong passphrase, a damaged, a newer and a missing file apart.
pub fn open(path: &Path, passphrase: &str) -> Result<Zeroizing<Vec<u8>>, SealedKeysError> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => SealedKeysError::Missing,
        _ => SealedKeysError::Io(error),
    })?;
    let content = frame::unwrap(NAME, VERSION, &bytes).map_err(|error| match error {
        EnvelopeError::Damaged => SealedKeysError::Damaged,
        EnvelopeError::Newer => SealedKeysError::Newer,
    })?;
    let wire: SealedKeysWire =
        codec::decode(content, frame::FILE_BYTES).map_err(|_detail| SealedKeysError::Damaged)?;
    let key = wire.stretching.key(passphrase)?;
    wire.sealed.open(&key, PURPOSE).map_err(|shut| match shut {
        Shut::WrongKey => SealedKeysError::WrongPassphrase,
        Shut::Damaged => SealedKeysError::Damaged,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEDS: PassphraseSeeds = PassphraseSeeds {
        salt: [1; 16],
        nonce: [2; 24],
    };

    #[test]
    fn only_the_passphrase_opens_and_damage_is_told_from_a_wrong_one() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join(FILE_NAME);
        assert!(
            matches!(open(&path, "a"), Err(SealedKeysError::Missing)),
            "nothing there"
        );
        seal(&path, "合言葉は山", &SEEDS, b"device keys").unwrap();
        assert_eq!(
            open(&path, "合言葉は山").unwrap().as_slice(),
            b"device keys",
            "as sealed"
        );
        assert!(
            matches!(
                open(&path, "合言葉は川"),
                Err(SealedKeysError::WrongPassphrase)
            ),
            "another passphrase"
        );
        assert!(
            matches!(open(&path, "  "), Err(SealedKeysError::UnfitPassphrase)),
            "nothing typed"
        );
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        assert!(
            matches!(open(&path, "合言葉は山"), Err(SealedKeysError::Damaged)),
            "one bit"
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join(FILE_NAME);
        seal(&path, "a", &SEEDS, b"x").unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else");
    }
}
