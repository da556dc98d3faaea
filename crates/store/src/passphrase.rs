//! From a passphrase to a key: argon2id, with its cost and salt kept beside what it opens.

use argon2::{Algorithm, Argon2, Params, Version};
use minicbor::{Decode, Encode};
use otagai_core::text;
use zeroize::Zeroizing;

/// Characters of a passphrase at most.
const PASSPHRASE_CHARS: usize = 1_024;
/// Memory that a file may ask for at most, KiB: a damaged or planted file must not stop the machine.
const MEMORY_KIB_MAX: u32 = 1024 * 1024;
/// Passes and lanes that a file may ask for at most.
const PASSES_MAX: u32 = 32;

/// Random bytes for one use of a passphrase: new ones each time.
#[derive(Debug, Clone)]
pub struct PassphraseSeeds {
    /// For argon2id.
    pub salt: [u8; 16],
    /// For the cipher.
    pub nonce: [u8; 24],
}

/// How a passphrase becomes a key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(crate) struct Stretching {
    #[n(0)]
    memory_kib: u32,
    #[n(1)]
    passes: u32,
    #[n(2)]
    lanes: u32,
    #[cbor(n(3), with = "minicbor::bytes")]
    salt: [u8; 16],
}

/// Why a passphrase became no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StretchError {
    /// The passphrase is empty or longer than [`PASSPHRASE_CHARS`].
    Unfit,
    /// The file asks for a cost that no version of ours writes.
    Cost,
}

impl Stretching {
    /// The cost of today: 19 MiB, two passes (OWASP's first choice for argon2id), about 30 ms.
    pub(crate) fn new(salt: [u8; 16]) -> Self {
        Self {
            memory_kib: 19 * 1024,
            passes: 2,
            lanes: 1,
            salt,
        }
    }

    /// The key behind a passphrase. Spelled in one way first: the same letters typed on another system are
    /// often other bytes.
    pub(crate) fn key(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, StretchError> {
        let spelled = Zeroizing::new(text::spelling(passphrase));
        let typed = text::required(&spelled, PASSPHRASE_CHARS)
            .map(Zeroizing::new)
            .map_err(|_detail| StretchError::Unfit)?;
        if self.memory_kib > MEMORY_KIB_MAX || self.passes > PASSES_MAX || self.lanes > PASSES_MAX {
            return Err(StretchError::Cost);
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|_detail| StretchError::Cost)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(typed.as_bytes(), &self.salt, key.as_mut_slice())
            .map_err(|_detail| StretchError::Cost)?;
        Ok(key)
    }
}
