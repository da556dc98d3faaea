//! Where the keys are kept: the key chain of the operating system, or a folder opened by a passphrase; or nowhere,
//! where they are handed in and published.

use crate::{NodeError, OpeningRefusal, powers::Powers, random};
use minicbor::{Decode, Encode};
use otagai_core::{codec, keys::DeviceKeys, phrase::RecoveryEntropy};
use otagai_store::{
    ENTRY_FILE, PassphraseSeeds, atomic,
    sealed_keys::{self, SealedKeysError},
};
use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Name under which the key chain lists our entries.
const SERVICE: &str = "jp.otagai.desktop";
/// File in the data folder that names its entry in the key chain.
pub(crate) const FOLDER_ID: &str = ENTRY_FILE;
/// File in the folder of keys.
const SEALED_KEYS: &str = "keys.sealed";
/// Bytes allowed for the encoded secrets.
const SECRETS_BYTES: usize = 8 * 1024;

/// Everything that opens this installation.
#[derive(Clone, Encode, Decode, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
#[cbor(array)]
pub struct Secrets {
    /// The keys of this device.
    #[n(0)]
    pub keys: DeviceKeys,
    /// Behind the recovery words, until they are printed.
    #[cbor(n(1), with = "minicbor::bytes")]
    entropy: Option<[u8; 32]>,
    /// Opens the device slot of the database's key file.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub file_slot: [u8; 32],
    /// Seals these keys into copies; follows from the recovery words and is kept once they are erased.
    #[cbor(n(3), with = "minicbor::bytes")]
    copy_key: Option<[u8; 32]>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(***)")
    }
}

impl Secrets {
    /// Secrets of a new installation.
    pub fn new(keys: DeviceKeys, entropy: &RecoveryEntropy) -> Self {
        Self {
            keys,
            entropy: Some(*entropy.as_bytes()),
            file_slot: random::bytes(),
            copy_key: None,
        }
    }

    /// Secrets that are none: of somebody in the sample, the same in every copy of this program.
    pub(crate) fn published(keys: DeviceKeys, file_slot: [u8; 32]) -> Self {
        Self {
            keys,
            entropy: None,
            file_slot,
            copy_key: None,
        }
    }

    /// The recovery words' entropy, if it is still here.
    pub fn entropy(&self) -> Option<RecoveryEntropy> {
        self.entropy.map(RecoveryEntropy::new)
    }

    /// Forgets the recovery words. They still open the copies that are made from now on.
    pub fn erase_entropy(&mut self) {
        self.copy_key = self.copy_key();
        self.entropy.zeroize();
        self.entropy = None;
    }

    /// Seals these keys into copies, so that the recovery words open them; none where the words were erased by
    /// a version that kept nothing of them.
    pub(crate) fn copy_key(&self) -> Option<[u8; 32]> {
        self.copy_key
            .or_else(|| self.entropy().map(|entropy| entropy.copy_key()))
    }

    /// These keys as they lie in a copy: without the words.
    pub(crate) fn to_copy(&self) -> Zeroizing<Vec<u8>> {
        let mut bare = self.clone();
        bare.erase_entropy();
        Zeroizing::new(codec::encode(&bare))
    }

    /// Reads keys that were kept or copied.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, NodeError> {
        let unknown = || OpeningRefusal::Keys("their form is unknown".to_owned());
        Ok(codec::decode(bytes, SECRETS_BYTES).map_err(|_malformed| unknown())?)
    }
}

/// Where the keys are kept.
#[derive(Clone)]
pub enum Vault {
    /// The key chain of the operating system; the entry is named by a file in the data folder.
    KeyChain {
        /// The data folder.
        data: PathBuf,
    },
    /// A folder of its own, opened by a passphrase.
    Folder {
        /// The data folder.
        data: PathBuf,
        /// The folder of keys.
        dir: PathBuf,
        /// The passphrase.
        passphrase: Zeroizing<String>,
    },
    /// Nowhere: the data folder is the sample's, whose keys are published and handed in.
    Published(Box<Secrets>),
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyChain { .. } => f.write_str("Vault(key chain)"),
            Self::Folder { .. } => f.write_str("Vault(folder, ***)"),
            Self::Published(_) => f.write_str("Vault(published)"),
        }
    }
}

impl Vault {
    /// What may be done in the data folder that these keys open.
    pub(crate) fn powers(&self) -> Powers {
        match self {
            Self::KeyChain { .. } | Self::Folder { .. } => Powers::OWN,
            Self::Published(_) => Powers::SAMPLE,
        }
    }

    /// Chooses the place of a member's own keys: the folder where one is named, else the key chain.
    ///
    /// # Errors
    /// [`OpeningRefusal::NoPassphrase`] when a folder is named and the passphrase file cannot be read or is empty.
    pub fn choose(
        data: &Path,
        keys: Option<&Path>,
        passphrase_file: Option<&Path>,
    ) -> Result<Self, NodeError> {
        let Some(dir) = keys else {
            return Ok(Self::KeyChain {
                data: data.to_owned(),
            });
        };
        let file = passphrase_file.ok_or(OpeningRefusal::NoPassphrase)?;
        let text = fs::read_to_string(file)
            .map(Zeroizing::new)
            .map_err(|error| {
                tracing::debug!(%error, "the file of the passphrase was not read");
                OpeningRefusal::NoPassphrase
            })?;
        let passphrase = Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned());
        if passphrase.is_empty() {
            return Err(OpeningRefusal::NoPassphrase.into());
        }
        Ok(Self::Folder {
            data: data.to_owned(),
            dir: dir.to_owned(),
            passphrase,
        })
    }

    /// The secrets, or none where none were saved yet. Blocks: ask from a thread that may wait.
    ///
    /// # Errors
    /// [`NodeError`] when there is no place to look, or what is there does not open.
    pub fn load(&self) -> Result<Option<Secrets>, NodeError> {
        self.load_from(self.entry().as_deref())
    }

    /// Name of the entry that the data folder names; none where it names none.
    pub(crate) fn entry(&self) -> Option<String> {
        let data = match self {
            Self::KeyChain { data } | Self::Folder { data, .. } => data,
            Self::Published(_) => return None,
        };
        let name = fs::read_to_string(data.join(FOLDER_ID)).ok()?;
        let name = name.trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// The secrets in an entry that need not be the one that the data folder names. Blocks.
    ///
    /// # Errors
    /// As for [`Vault::load`].
    pub(crate) fn load_from(&self, entry: Option<&str>) -> Result<Option<Secrets>, NodeError> {
        let bytes = match self {
            Self::Published(secrets) => return Ok(Some(secrets.as_ref().clone())),
            Self::Folder {
                dir, passphrase, ..
            } => {
                let file = sealed_file(dir, entry);
                if !file.exists() {
                    return Ok(None);
                }
                sealed_keys::open(&file, passphrase)?
            }
            Self::KeyChain { .. } => {
                let Some(entry) = entry else {
                    // Without an entry name nothing was saved; still tell early that there is no key chain.
                    probe()?;
                    return Ok(None);
                };
                match chain_entry(entry)?.get_secret() {
                    Ok(bytes) => Zeroizing::new(bytes),
                    Err(keyring::Error::NoEntry) => return Ok(None),
                    Err(error) => return Err(chain_error(&error)),
                }
            }
        };
        Secrets::from_bytes(&bytes).map(Some)
    }

    /// Keeps the secrets of somebody new, in a place that is empty. Blocks.
    ///
    /// # Errors
    /// [`OpeningRefusal::KeysThere`] where keys are kept already: they may open something, and stay. [`NodeError`] when
    /// there is no place, or it cannot be written. In the sample's folder nobody else begins:
    /// [`NodeError::AlreadySetUp`].
    pub fn create(&self, secrets: &Secrets) -> Result<(), NodeError> {
        let bytes = Zeroizing::new(codec::encode(secrets));
        match self {
            Self::Published(_) => Err(NodeError::AlreadySetUp),
            Self::Folder { dir, .. } => {
                let file = sealed_file(dir, self.entry().as_deref());
                self.seal_new(&file, &bytes)
            }
            Self::KeyChain { data } => {
                probe()?;
                // Named already when a first start was cut off before anything was kept under it.
                let name = if let Some(name) = self.entry() {
                    name
                } else {
                    let name = new_name();
                    atomic::write_new(&data.join(FOLDER_ID), name.as_bytes())
                        .map_err(SealedKeysError::Io)?;
                    name
                };
                chain_create(&name, &bytes)
            }
        }
    }

    /// Keeps what changed of the secrets that are kept. Blocks.
    ///
    /// # Errors
    /// [`OpeningRefusal::KeysThere`] where others than those of this device are kept, [`NodeError::NotReady`] where none
    /// are, or as for [`Vault::create`].
    pub fn update(&self, secrets: &Secrets) -> Result<(), NodeError> {
        let kept = self.load()?.ok_or(NodeError::NotReady)?;
        if kept.keys != secrets.keys || kept.file_slot != secrets.file_slot {
            return Err(OpeningRefusal::KeysThere.into());
        }
        let (bytes, entry) = (Zeroizing::new(codec::encode(secrets)), self.entry());
        match self {
            Self::Published(_) => Err(NodeError::AlreadySetUp),
            Self::Folder {
                dir, passphrase, ..
            } => {
                let file = sealed_file(dir, entry.as_deref());
                Ok(sealed_keys::seal(&file, passphrase, &seeds(), &bytes)?)
            }
            Self::KeyChain { .. } => chain_entry(entry.as_deref().unwrap_or_default())?
                .set_secret(&bytes)
                .map_err(|error| chain_error(&error)),
        }
    }

    /// Keeps the secrets in a new entry, beside those that are there, and gives its name. The data folder does
    /// not name it yet. Blocks.
    ///
    /// # Errors
    /// As for [`Vault::create`].
    pub(crate) fn save_anew(&self, secrets: &Secrets) -> Result<String, NodeError> {
        let (bytes, name) = (Zeroizing::new(codec::encode(secrets)), new_name());
        match self {
            Self::Published(_) => return Err(NodeError::AlreadySetUp),
            Self::Folder { dir, .. } => self.seal_new(&named_file(dir, &name), &bytes)?,
            Self::KeyChain { .. } => {
                probe()?;
                chain_create(&name, &bytes)?;
            }
        }
        Ok(name)
    }

    fn seal_new(&self, file: &Path, bytes: &[u8]) -> Result<(), NodeError> {
        let Self::Folder {
            dir, passphrase, ..
        } = self
        else {
            return Err(OpeningRefusal::NoKeyChain.into());
        };
        atomic::make_folder(dir).map_err(SealedKeysError::Io)?;
        match sealed_keys::seal_new(file, passphrase, &seeds(), bytes) {
            Err(SealedKeysError::Io(error)) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(OpeningRefusal::KeysThere.into())
            }
            sealed => Ok(sealed?),
        }
    }
}

fn seeds() -> PassphraseSeeds {
    PassphraseSeeds {
        salt: random::bytes(),
        nonce: random::bytes(),
    }
}

/// Keeps something under a name of the key chain under which there is nothing.
fn chain_create(name: &str, bytes: &[u8]) -> Result<(), NodeError> {
    let entry = chain_entry(name)?;
    match entry.get_secret() {
        Err(keyring::Error::NoEntry) => {}
        Ok(_) => return Err(OpeningRefusal::KeysThere.into()),
        Err(error) => return Err(chain_error(&error)),
    }
    entry.set_secret(bytes).map_err(|error| chain_error(&error))
}

/// The file of sealed keys that an entry's name stands for: one of that name where there is one, else the only
/// one that most folders of keys have.
fn sealed_file(dir: &Path, entry: Option<&str>) -> PathBuf {
    entry
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .map(|name| named_file(dir, name))
        .filter(|file| file.exists())
        .unwrap_or_else(|| dir.join(SEALED_KEYS))
}

fn named_file(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!("keys-{name}.sealed"))
}

fn chain_entry(name: &str) -> Result<keyring::Entry, NodeError> {
    keyring::Entry::new(SERVICE, name).map_err(|error| chain_error(&error))
}

fn new_name() -> String {
    data_encoding::HEXLOWER.encode(&random::bytes::<16>())
}

/// Asks the key chain for something that is not there: tells whether it answers at all.
fn probe() -> Result<(), NodeError> {
    let entry = keyring::Entry::new(SERVICE, "probe").map_err(|error| chain_error(&error))?;
    match entry.get_secret() {
        Ok(_) | Err(keyring::Error::NoEntry) => Ok(()),
        Err(error) => Err(chain_error(&error)),
    }
}

fn chain_error(error: &keyring::Error) -> NodeError {
    match error {
        keyring::Error::NoDefaultStore | keyring::Error::PlatformFailure(_) => {
            OpeningRefusal::NoKeyChain.into()
        }
        other => OpeningRefusal::Keys(other.to_string()).into(),
    }
}

#[cfg(test)]
mod tests;
