//! The content of the key file.

use crate::{cipher::Sealed, passphrase::Stretching};
use minicbor::{Decode, Encode};

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct KeyFileWire {
    /// Follows from the database key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(super) check: [u8; 16],
    /// By kind; one of a kind. Kinds of a later version are kept.
    #[n(1)]
    pub(super) slots: Vec<KeySlot>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct KeySlot {
    #[n(0)]
    pub(super) kind: u8,
    /// For a passphrase only.
    #[n(1)]
    pub(super) stretching: Option<Stretching>,
    /// The database key.
    #[n(2)]
    pub(super) sealed: Sealed,
}

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SlotKind {
    Device,
    Passphrase,
    Phrase,
}

impl SlotKind {
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::Device => 1,
            Self::Passphrase => 2,
            Self::Phrase => 3,
        }
    }

    /// Bound into the ciphertext: a slot cannot be passed off as one of another kind.
    pub(super) const fn purpose(self) -> &'static [u8] {
        match self {
            Self::Device => b"otagai/key-file/device/1",
            Self::Passphrase => b"otagai/key-file/passphrase/1",
            Self::Phrase => b"otagai/key-file/phrase/1",
        }
    }
}
