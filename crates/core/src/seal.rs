//! Seals: a device's signature over the tip of the changes it wrote in a document.

use crate::{
    cut::Tip,
    id::{CircleId, DeviceId, DocumentId, ItemId},
    signed::{Content, Verified},
};
use minicbor::{Decode, Encode};

/// A device vouches for the changes that it wrote up to a tip.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Seal {
    /// The circle, so that a seal is worth nothing elsewhere.
    #[n(0)]
    pub circle: CircleId,
    /// The document, likewise.
    #[n(1)]
    pub document: DocumentId,
    /// The device that wrote and signs.
    #[n(2)]
    pub device: DeviceId,
    /// Hash of the sealed change.
    #[n(3)]
    pub tip: Tip,
}

impl Content for Seal {
    const TAG: &'static str = "otagai/seal/1";
    const LIMIT: usize = 256;

    fn issuer(&self) -> &[u8; 32] {
        self.device.as_bytes()
    }
}

impl Verified<Seal> {
    /// Its name as a stored item.
    pub fn item_id(&self) -> ItemId {
        ItemId::from_bytes(self.hash())
    }
}
