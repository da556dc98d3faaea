//! Items: everything that is stored and relayed, as it travels.

use crate::{
    codec::{self, CodecError},
    id::{DocumentId, ItemId},
    limits,
};
use minicbor::{Decode, Encode};

/// The kind of an item. Items of one batch travel in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum ItemKind {
    /// A root-signed [`crate::record::Record`].
    #[n(0)]
    Record,
    /// A [`crate::statement::Statement`].
    #[n(1)]
    Statement,
    /// A content-addressed list, named by the hash of its bytes.
    #[n(2)]
    List,
    /// A [`crate::document::Opening`].
    #[n(3)]
    Opening,
    /// An uncompressed automerge change chunk of the document in front of it.
    #[n(4)]
    Change,
    /// A [`crate::seal::Seal`].
    #[n(5)]
    Seal,
    /// A [`crate::chunk::Chunk`].
    #[n(6)]
    Chunk,
    /// A [`crate::chunk::Grant`].
    #[n(7)]
    Grant,
}

impl ItemKind {
    /// All of them, in their order.
    pub const ALL: [Self; 8] = [
        Self::Record,
        Self::Statement,
        Self::List,
        Self::Opening,
        Self::Change,
        Self::Seal,
        Self::Chunk,
        Self::Grant,
    ];

    /// The number of a kind, as on the wire.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The kind behind a number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// One item as it travels: not checked yet.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Item {
    /// What it is.
    #[n(0)]
    pub kind: ItemKind,
    /// The document, for a change only: a change does not name it.
    #[n(1)]
    pub document: Option<DocumentId>,
    /// Its bytes.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

impl Item {
    /// An item of a kind that names its own document.
    pub fn new(kind: ItemKind, bytes: Vec<u8>) -> Self {
        Self {
            kind,
            document: None,
            bytes,
        }
    }

    /// A change of a document.
    pub fn change(document: DocumentId, bytes: Vec<u8>) -> Self {
        Self {
            kind: ItemKind::Change,
            document: Some(document),
            bytes,
        }
    }

    /// The travelling form.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads the travelling form.
    ///
    /// # Errors
    /// [`CodecError`] when too long, malformed or not canonical.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CodecError> {
        codec::decode(bytes, limits::ITEM_BYTES)
    }
}

/// The name of a change as an item: a change of the same bytes in another document is another item.
pub fn change_item_id(document: DocumentId, hash: automerge::ChangeHash) -> ItemId {
    let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 change item id");
    hasher.update(document.as_bytes());
    hasher.update(&hash.0);
    ItemId::from_bytes(*hasher.finalize().as_bytes())
}

/// The name of a content-addressed list.
pub fn list_item_id(bytes: &[u8]) -> ItemId {
    ItemId::from_bytes(blake3::derive_key("otagai 2026 list item id", bytes))
}

/// The name of an opening: its document, so that two devices of one author open the same document once.
pub fn opening_item_id(document: DocumentId) -> ItemId {
    ItemId::from_bytes(blake3::derive_key(
        "otagai 2026 opening item id",
        document.as_bytes(),
    ))
}

/// A digest over a set of items; the same for the same set, whatever the order of arrival.
pub fn digest<'a>(sorted: impl IntoIterator<Item = &'a ItemId>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 digest of a set of items");
    for id in sorted {
        hasher.update(id.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_kind_is_the_one_that_travels() {
        for kind in ItemKind::ALL {
            assert_eq!(codec::encode(&kind), [kind.number()], "{kind:?}");
            assert_eq!(ItemKind::of_number(kind.number()), Some(kind), "read back");
        }
        assert_eq!(ItemKind::of_number(8), None, "of a later version");
    }
}
