//! Documents for some only: what everybody stores and relays, and only its readers can read.
//!
//! The header shows the author, that there is a key, and that there are readers, not who they are: both are
//! bound by hashes. The true kind, the salt and the readers ([`Inner`]) travel inside the first chunk. A
//! chunk is one change with its seal, encrypted ([`ChunkWriter`], [`open_chunk`]); a grant is the key, wrapped
//! to one unnamed device ([`wrap_key`], [`unwrap_key`]). Whoever holds the key takes the change through the
//! same gate as any other.
//!
//! Keys, salts, nonces and the randomness of a grant are arguments.

mod chunks;
mod document;
mod grants;
mod key;
mod merge;

pub use chunks::{ChunkOpenError, ChunkWriter, Opened, SealError, open_chunk};
pub use document::SealedDocument;
pub use grants::{UnwrapError, WrapError, grant, unwrap_key, wrap_key};
pub use key::SealedKey;
pub use merge::merged;

use crate::{
    document::{Header, Kind, SealedHeader},
    id::{CircleId, PersonId},
};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Readers of one sealed document at most: their names fit into a statement.
pub const READERS: usize = 64;

/// Who may read, behind a salt: the hash in the header tells nothing to whoever tries out names.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Readers {
    /// 32 random bytes.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub salt: [u8; 32],
    /// The persons, sorted.
    #[n(1)]
    pub persons: Vec<PersonId>,
}

impl Readers {
    /// Brings the persons into order.
    pub fn new(salt: [u8; 32], persons: impl IntoIterator<Item = PersonId>) -> Self {
        let persons: BTreeSet<PersonId> = persons.into_iter().collect();
        Self {
            salt,
            persons: persons.into_iter().collect(),
        }
    }

    /// What a header says about them.
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 sealed readers");
        hasher.update(&self.salt);
        for person in &self.persons {
            hasher.update(person.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }

    /// True when the person is one of them.
    pub fn contain(&self, person: PersonId) -> bool {
        self.persons.binary_search(&person).is_ok()
    }

    /// True when these are the readers that the header binds.
    pub fn are_of(&self, header: &Header) -> bool {
        self.persons.len() <= READERS
            && self.persons.is_sorted_by(|one, next| one < next)
            && header
                .sealed
                .as_ref()
                .is_some_and(|sealed| sealed.readers_hash == self.hash())
    }
}

/// What the header of a sealed document does not show; carried inside its first chunk.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Inner {
    /// The circle, as in the header.
    #[n(0)]
    pub circle: CircleId,
    /// The author, as in the header.
    #[n(1)]
    pub author: PersonId,
    /// What it truly is: a [`Kind`] name, or one of a later version.
    #[n(2)]
    pub kind: String,
    /// Who may read.
    #[n(3)]
    pub readers: Readers,
}

impl Inner {
    /// The header that shows nothing of this.
    pub fn header(&self, key: &SealedKey, nonce: [u8; 16]) -> Header {
        Header {
            version: 1,
            circle: self.circle,
            author: self.author,
            kind: Kind::Sealed.name().to_owned(),
            nonce,
            epoch: 0,
            sealed: Some(SealedHeader {
                key_hash: key.hash(),
                readers_hash: self.readers.hash(),
            }),
        }
    }

    /// True for a document of this kind.
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == kind.name()
    }

    /// True when the header binds this, and the author can read what they wrote.
    fn is_of(&self, header: &Header) -> bool {
        self.circle == header.circle
            && self.author == header.author
            && !self.is(Kind::Sealed)
            && self.kind.len() <= crate::document::KIND_BYTES
            && self.readers.contain(self.author)
            && self.readers.are_of(header)
    }
}

#[cfg(test)]
mod tests;
