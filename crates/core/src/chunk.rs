//! Chunks and grants: what everybody stores and relays of a document that only some may read.
//!
//! A chunk is one encrypted change with its inner seal; a grant is the document's key wrapped to one
//! device. Both are opaque here; [`crate::sealed`] writes and opens them.

use crate::{
    id::{CircleId, DeviceId, DocumentId, ItemId},
    limits,
    signed::{Content, Verified},
};
use minicbor::{Decode, Encode};

/// One encrypted change.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Chunk {
    /// The circle.
    #[n(0)]
    pub circle: CircleId,
    /// The `sealed` document.
    #[n(1)]
    pub document: DocumentId,
    /// The device of the author that signs.
    #[n(2)]
    pub device: DeviceId,
    /// The chunks that this one follows, sorted.
    #[n(3)]
    pub previous: Vec<ItemId>,
    /// Nonce of XChaCha20-Poly1305.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub nonce: [u8; 24],
    /// The change and its inner seal, encrypted.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub ciphertext: Vec<u8>,
}

impl Content for Chunk {
    const TAG: &'static str = "otagai/chunk/1";
    const LIMIT: usize = limits::CHUNK_BYTES + 1024;

    fn issuer(&self) -> &[u8; 32] {
        self.device.as_bytes()
    }
}

impl Verified<Chunk> {
    /// Its name as a stored item.
    pub fn item_id(&self) -> ItemId {
        ItemId::from_bytes(self.hash())
    }
}

/// The key of a `sealed` document, wrapped to one unnamed device (HPKE, RFC 9180).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Grant {
    /// The circle.
    #[n(0)]
    pub circle: CircleId,
    /// The `sealed` document.
    #[n(1)]
    pub document: DocumentId,
    /// The device of the author that signs.
    #[n(2)]
    pub device: DeviceId,
    /// The encapsulated key and the wrapped key, together.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub wrapped: Vec<u8>,
}

impl Content for Grant {
    const TAG: &'static str = "otagai/grant/1";
    const LIMIT: usize = limits::GRANT_BYTES;

    fn issuer(&self) -> &[u8; 32] {
        self.device.as_bytes()
    }
}

impl Verified<Grant> {
    /// Its name as a stored item.
    pub fn item_id(&self) -> ItemId {
        ItemId::from_bytes(self.hash())
    }
}
