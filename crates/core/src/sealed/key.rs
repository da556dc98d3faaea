//! The key of one sealed document.

use crate::document::Header;
use minicbor::{Decode, Encode};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Opens one sealed document, for good: whoever has it once cannot be made to forget it.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(transparent)]
pub struct SealedKey(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl fmt::Debug for SealedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedKey(***)")
    }
}

impl SealedKey {
    /// A key from 32 random bytes, or as a statement publishes it.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes: for a statement that publishes the key, and for one's own encrypted file.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What a header says about it. The cipher binds no key to a ciphertext; this does.
    pub fn hash(&self) -> [u8; 32] {
        blake3::derive_key("otagai 2026 sealed key hash", &self.0)
    }

    /// True when this is the key that the header binds.
    pub fn opens(&self, header: &Header) -> bool {
        header
            .sealed
            .as_ref()
            .is_some_and(|sealed| sealed.key_hash == self.hash())
    }

    /// The key of the cipher, so that no key serves two purposes.
    pub(super) fn cipher_key(&self) -> zeroize::Zeroizing<[u8; 32]> {
        zeroize::Zeroizing::new(blake3::derive_key("otagai 2026 chunk cipher", &self.0))
    }
}
