//! Where the keys are kept: the key chain of the operating system, or a folder opened by a passphrase. Those of
//! the sample are published and kept nowhere.

use crate::{NodeError, random, sample};
use minicbor::{Decode, Encode};
use otagai_core::{codec, keys::DeviceKeys, phrase::RecoveryEntropy};
use otagai_sample::MemberId;
use otagai_store::{PassphraseSeeds, sealed_keys};
use std::{
    fmt, fs,
    path::{Path, PathBuf},
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Name under which the key chain lists our entries.
const SERVICE: &str = "jp.otagai.desktop";
/// File in the data folder that names its entry in the key chain.
pub(crate) const FOLDER_ID: &str = "folder.id";
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
        }
    }

    /// Secrets that are none: of somebody in the sample, the same in every copy of this program.
    pub(crate) fn published(keys: DeviceKeys, file_slot: [u8; 32]) -> Self {
        Self {
            keys,
            entropy: None,
            file_slot,
        }
    }

    /// The recovery words' entropy, if it is still here.
    pub fn entropy(&self) -> Option<RecoveryEntropy> {
        self.entropy.map(RecoveryEntropy::new)
    }

    /// Forgets the recovery words.
    pub fn erase_entropy(&mut self) {
        self.entropy.zeroize();
        self.entropy = None;
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
        /// The folder.
        dir: PathBuf,
        /// The passphrase.
        passphrase: Zeroizing<String>,
    },
    /// Nowhere: the data folder is the sample's, whose keys follow from who is in it ([`crate::sample`]).
    Sample {
        /// As whom the sample is opened.
        member: MemberId,
    },
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyChain { .. } => f.write_str("Vault(key chain)"),
            Self::Folder { .. } => f.write_str("Vault(folder, ***)"),
            Self::Sample { member } => write!(f, "Vault(sample, {member})"),
        }
    }
}

impl Vault {
    /// Chooses the place: the sample's where the data folder says that it is the sample's, then the folder
    /// where one is named, else the key chain.
    ///
    /// # Errors
    /// [`NodeError::Passphrase`] when a folder is named and the passphrase file cannot be read.
    pub fn choose(
        data: &Path,
        keys: Option<&Path>,
        passphrase_file: Option<&Path>,
    ) -> Result<Self, NodeError> {
        if let Some(member) = sample::member_of(data) {
            return Ok(Self::Sample { member });
        }
        let Some(dir) = keys else {
            return Ok(Self::KeyChain {
                data: data.to_owned(),
            });
        };
        let file = passphrase_file.ok_or(NodeError::Passphrase)?;
        let text = fs::read_to_string(file).map_err(|_unreadable| NodeError::Passphrase)?;
        let passphrase = Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned());
        if passphrase.is_empty() {
            return Err(NodeError::Passphrase);
        }
        Ok(Self::Folder {
            dir: dir.to_owned(),
            passphrase,
        })
    }

    /// The secrets, or none where none were saved yet. Blocks: ask from a thread that may wait.
    ///
    /// # Errors
    /// [`NodeError`] when there is no place to look, or what is there does not open.
    pub fn load(&self) -> Result<Option<Secrets>, NodeError> {
        let bytes = match self {
            Self::Sample { member } => return sample::secrets(member).map(Some),
            Self::Folder { dir, passphrase } => {
                let file = dir.join(SEALED_KEYS);
                if !file.exists() {
                    return Ok(None);
                }
                sealed_keys::open(&file, passphrase)?
            }
            Self::KeyChain { data } => {
                let Some(entry) = entry(data)? else {
                    // Without an entry name nothing was saved; still tell early that there is no key chain.
                    probe()?;
                    return Ok(None);
                };
                match entry.get_secret() {
                    Ok(bytes) => Zeroizing::new(bytes),
                    Err(keyring::Error::NoEntry) => return Ok(None),
                    Err(error) => return Err(chain_error(&error)),
                }
            }
        };
        codec::decode(&bytes, SECRETS_BYTES)
            .map(Some)
            .map_err(|_malformed| NodeError::Keys("their form is unknown".to_owned()))
    }

    /// Saves the secrets. Blocks.
    ///
    /// # Errors
    /// [`NodeError`] when there is no place, or it cannot be written. In the sample's folder nobody else begins:
    /// [`NodeError::AlreadySetUp`].
    pub fn save(&self, secrets: &Secrets) -> Result<(), NodeError> {
        let bytes = Zeroizing::new(codec::encode(secrets));
        match self {
            Self::Sample { .. } => Err(NodeError::AlreadySetUp),
            Self::Folder { dir, passphrase } => {
                fs::create_dir_all(dir).map_err(|error| NodeError::Keys(error.to_string()))?;
                let seeds = PassphraseSeeds {
                    salt: random::bytes(),
                    nonce: random::bytes(),
                };
                Ok(sealed_keys::seal(
                    &dir.join(SEALED_KEYS),
                    passphrase,
                    &seeds,
                    &bytes,
                )?)
            }
            Self::KeyChain { data } => {
                probe()?;
                let entry = match entry(data)? {
                    Some(entry) => entry,
                    None => new_entry(data)?,
                };
                entry
                    .set_secret(&bytes)
                    .map_err(|error| chain_error(&error))
            }
        }
    }
}

/// The entry that the data folder names, if it names one.
fn entry(data: &Path) -> Result<Option<keyring::Entry>, NodeError> {
    let Ok(id) = fs::read_to_string(data.join(FOLDER_ID)) else {
        return Ok(None);
    };
    keyring::Entry::new(SERVICE, id.trim())
        .map(Some)
        .map_err(|error| chain_error(&error))
}

fn new_entry(data: &Path) -> Result<keyring::Entry, NodeError> {
    let id = data_encoding::HEXLOWER.encode(&random::bytes::<16>());
    fs::write(data.join(FOLDER_ID), &id).map_err(|error| NodeError::Keys(error.to_string()))?;
    keyring::Entry::new(SERVICE, &id).map_err(|error| chain_error(&error))
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
            NodeError::NoKeyChain
        }
        other => NodeError::Keys(other.to_string()),
    }
}
