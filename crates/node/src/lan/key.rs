//! The key that members share for finding each other.

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::KeyInit;
use zeroize::Zeroizing;

/// A key that the members of a circle share, for finding each other on a local network.
///
/// Derived by the caller for this purpose alone.
#[derive(Clone, PartialEq, Eq)]
pub struct LanKey {
    bytes: Zeroizing<[u8; 32]>,
    announces: bool,
}

impl LanKey {
    /// The present key of a circle: announced with and understood.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self {
            bytes: Zeroizing::new(bytes),
            announces: true,
        }
    }

    /// An earlier key of a circle: understood, because a member may know no newer one, and never
    /// announced with, because whoever was removed knows it too.
    pub fn past(bytes: [u8; 32]) -> Self {
        Self {
            announces: false,
            ..Self::new(bytes)
        }
    }

    /// Whether it is announced with.
    pub(super) fn announces(&self) -> bool {
        self.announces
    }

    /// What seals and opens with it.
    pub(super) fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.bytes).into())
    }
}

impl std::fmt::Debug for LanKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LanKey")
    }
}
