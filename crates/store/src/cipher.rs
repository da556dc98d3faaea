//! XChaCha20-Poly1305 with a check value that tells a wrong key from damaged bytes.

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

/// Bytes that only a key opens.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(crate) struct Sealed {
    /// Follows from the key. It lets nobody guess faster: the tag of the ciphertext tells the same.
    #[cbor(n(0), with = "minicbor::bytes")]
    check: [u8; 16],
    #[cbor(n(1), with = "minicbor::bytes")]
    nonce: [u8; 24],
    #[cbor(n(2), with = "minicbor::bytes")]
    ciphertext: Vec<u8>,
}

/// Why sealed bytes were not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shut {
    WrongKey,
    Damaged,
}

/// Seals bytes for one purpose; `nonce` must be new for each use of a key.
pub(crate) fn seal(key: &[u8; 32], nonce: [u8; 24], purpose: &[u8], plain: &[u8]) -> Sealed {
    let payload = Payload {
        msg: plain,
        aad: purpose,
    };
    let sealed = XChaCha20Poly1305::new(&(*key).into()).encrypt(&XNonce::from(nonce), payload);
    match sealed {
        Ok(ciphertext) => Sealed {
            check: check(key),
            nonce,
            ciphertext,
        },
        // The cipher refuses more than 256 GiB only.
        Err(never) => unreachable!("sealing in memory: {never}"),
    }
}

impl Sealed {
    /// Opens what was sealed with this key for this purpose.
    pub(crate) fn open(&self, key: &[u8; 32], purpose: &[u8]) -> Result<Zeroizing<Vec<u8>>, Shut> {
        if check(key) != self.check {
            return Err(Shut::WrongKey);
        }
        let payload = Payload {
            msg: &self.ciphertext,
            aad: purpose,
        };
        XChaCha20Poly1305::new(&(*key).into())
            .decrypt(&XNonce::from(self.nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_detail| Shut::Damaged)
    }
}

fn check(key: &[u8; 32]) -> [u8; 16] {
    let full = blake3::derive_key("otagai 2026 check of a wrapping key", key);
    *full.first_chunk().unwrap_or(&[0; 16])
}
