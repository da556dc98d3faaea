//! Root-signed records: which device and which credential key speak for a person.
//!
//! They name no circle, carry no number, and are copied into each circle the person joins.

use crate::{
    codec::{self, CodecError},
    id::{DeviceId, ItemId, PersonId},
    limits,
    signed::{Content, Verified},
};
use minicbor::{Decode, Encode};

/// What a root key signed, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Record {
    /// Version of this form; 1.
    #[n(0)]
    pub version: u8,
    /// Which [`RecordBody`]; unknown numbers are kept and relayed.
    #[n(1)]
    pub kind: u16,
    /// Whose root signed.
    #[n(2)]
    pub person: PersonId,
    /// The encoded body.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub body: Vec<u8>,
}

/// The known bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordBody {
    /// A device speaks for the person.
    Device(DeviceCertificate),
    /// A key signs the portable form of the person's vouches, and nothing else.
    Credential(CredentialCertificate),
    /// A kind of a later version.
    Unknown,
}

/// A device speaks for a person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct DeviceCertificate {
    /// The device; also its `EndpointId`.
    #[n(0)]
    pub device: DeviceId,
    /// X25519 key (RFC 7748) for what is encrypted to this device.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub encryption_key: [u8; 32],
}

/// A credential key of a person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct CredentialCertificate {
    /// Ed25519 key, shown outside as a `did:key`.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub credential_key: [u8; 32],
}

const DEVICE: u16 = 1;
const CREDENTIAL: u16 = 2;

impl Content for Record {
    const TAG: &'static str = "otagai/record/1";
    const LIMIT: usize = limits::STATEMENT_BYTES;

    fn issuer(&self) -> &[u8; 32] {
        self.person.as_bytes()
    }
}

impl Record {
    /// A record that certifies a device.
    pub fn device(person: PersonId, certificate: &DeviceCertificate) -> Self {
        Self {
            version: 1,
            kind: DEVICE,
            person,
            body: codec::encode(certificate),
        }
    }

    /// A record that certifies a credential key.
    pub fn credential(person: PersonId, certificate: &CredentialCertificate) -> Self {
        Self {
            version: 1,
            kind: CREDENTIAL,
            person,
            body: codec::encode(certificate),
        }
    }

    /// The body, by its kind.
    ///
    /// # Errors
    /// [`CodecError`] when a known kind holds something else.
    pub fn body(&self) -> Result<RecordBody, CodecError> {
        let limit = limits::STATEMENT_BYTES;
        Ok(match (self.version, self.kind) {
            (1, DEVICE) => RecordBody::Device(codec::decode(&self.body, limit)?),
            (1, CREDENTIAL) => RecordBody::Credential(codec::decode(&self.body, limit)?),
            _ => RecordBody::Unknown,
        })
    }
}

impl Verified<Record> {
    /// Name of the record as a stored item.
    pub fn item_id(&self) -> ItemId {
        ItemId::from_bytes(self.hash())
    }

    /// The device that this record certifies, if it is such a record.
    pub fn certified_device(&self) -> Option<DeviceCertificate> {
        match self.content().body() {
            Ok(RecordBody::Device(certificate)) => Some(certificate),
            _ => None,
        }
    }
    /// The credential key that this record certifies, if it is such a record.
    pub fn certified_credential_key(&self) -> Option<[u8; 32]> {
        match self.content().body() {
            Ok(RecordBody::Credential(certificate)) => Some(certificate.credential_key),
            _ => None,
        }
    }
}
