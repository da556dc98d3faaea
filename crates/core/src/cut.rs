//! Cuts: what of a device's or a person's past still counts after a loss or a removal.
//!
//! The form belongs to the first version; nothing makes or applies a cut yet.

use crate::{
    codec::{self, CodecError},
    id::{DeviceId, DocumentId, ItemId, StatementId},
    limits,
};
use automerge::ChangeHash;
use minicbor::{Decode, Encode};

/// Up to where the signer accepts what one or more devices wrote.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Cut {
    /// Per device the last accepted statement; a device that is not named has none.
    #[n(0)]
    pub statements: Vec<LastStatement>,
    /// The [`DocumentTips`] list, by its item id; a document it does not name is void.
    #[n(1)]
    pub documents: ItemId,
}

/// The last accepted statement of a device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct LastStatement {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// Its last statement that stands.
    #[n(1)]
    pub statement: StatementId,
}

/// Per document the last accepted tips; an item of its own, named by the hash of its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct DocumentTips {
    /// Sorted by document.
    #[n(0)]
    pub documents: Vec<Tips>,
}

/// The accepted tips of one document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Tips {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// Hashes of the accepted tips: changes, or chunks of a `sealed` document.
    #[n(1)]
    pub tips: Vec<Tip>,
}

/// A change hash or a chunk id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct Tip(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl From<ChangeHash> for Tip {
    fn from(hash: ChangeHash) -> Self {
        Self(hash.0)
    }
}

impl DocumentTips {
    /// The bytes that travel and are hashed.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads a list.
    ///
    /// # Errors
    /// [`CodecError`] when too long, malformed or not canonical.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CodecError> {
        codec::decode(bytes, limits::LIST_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_tips_reads_back_what_it_writes() {
        let list = DocumentTips {
            documents: vec![Tips {
                document: DocumentId::from_bytes([1; 32]),
                tips: vec![Tip([2; 32])],
            }],
        };
        assert_eq!(
            DocumentTips::from_bytes(&list.to_bytes()),
            Ok(list),
            "there and back"
        );
    }
}
