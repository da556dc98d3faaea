//! Keys: one purpose each. None of them is printed, and none leaves the device that made it.

use crate::{
    id::{DeviceId, PersonId},
    record::{CredentialCertificate, DeviceCertificate, Record},
    signed::{Verified, VerifyError},
};
use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};
use std::fmt;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Opens what is encrypted to a device (X25519, RFC 7748).
pub use x25519_dalek::StaticSecret as EncryptionSecret;

/// Everything secret that one installation holds for its person, apart from the recovery phrase.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(array)]
pub struct DeviceKeys {
    #[cbor(n(0), with = "minicbor::bytes")]
    device: [u8; 32],
    #[cbor(n(1), with = "minicbor::bytes")]
    encryption: [u8; 32],
    #[cbor(n(2), with = "minicbor::bytes")]
    credential: [u8; 32],
    /// The person that this device speaks for.
    #[zeroize(skip)]
    #[n(3)]
    person: PersonId,
    /// Root-signed: this device speaks for the person.
    #[zeroize(skip)]
    #[cbor(n(4), with = "minicbor::bytes")]
    device_record: Vec<u8>,
    /// Root-signed: this credential key is the person's.
    #[zeroize(skip)]
    #[cbor(n(5), with = "minicbor::bytes")]
    credential_record: Vec<u8>,
}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKeys(of {}, ***)", self.person.brief())
    }
}

/// Random bytes for a new device, one array a key.
pub struct DeviceSeeds {
    /// For the device key.
    pub device: [u8; 32],
    /// For the device encryption key.
    pub encryption: [u8; 32],
    /// For the credential key.
    pub credential: [u8; 32],
}

/// The root key behind 32 bytes of recovery entropy.
pub fn root_key(entropy: &[u8; 32]) -> SigningKey {
    SigningKey::from_bytes(&blake3::derive_key("otagai 2026 root key", entropy))
}

impl DeviceKeys {
    /// Makes the keys of a new device and has them certified by the person's root.
    ///
    /// # Errors
    /// [`VerifyError`] only if the root cannot sign for itself.
    pub fn certified_by(root: &SigningKey, seeds: &DeviceSeeds) -> Result<Self, VerifyError> {
        let person = PersonId::from_bytes(root.verifying_key().to_bytes());
        let certificate = DeviceCertificate {
            device: DeviceId::from_bytes(
                SigningKey::from_bytes(&seeds.device)
                    .verifying_key()
                    .to_bytes(),
            ),
            encryption_key: PublicKey::from(&StaticSecret::from(seeds.encryption)).to_bytes(),
        };
        let credential = CredentialCertificate {
            credential_key: SigningKey::from_bytes(&seeds.credential)
                .verifying_key()
                .to_bytes(),
        };
        Ok(Self {
            device: seeds.device,
            encryption: seeds.encryption,
            credential: seeds.credential,
            person,
            device_record: Verified::sign(Record::device(person, &certificate), root)?.to_bytes(),
            credential_record: Verified::sign(Record::credential(person, &credential), root)?
                .to_bytes(),
        })
    }

    /// The person.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// This device.
    pub fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.signing_key().verifying_key().to_bytes())
    }

    /// Signs statements and seals, and is the identity of the network connection.
    pub fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.device)
    }

    /// Opens what is encrypted to this device.
    pub fn encryption_key(&self) -> StaticSecret {
        StaticSecret::from(self.encryption)
    }

    /// Signs the portable form of vouches.
    pub fn credential_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.credential)
    }

    /// The two root-signed records, as they are copied into each circle.
    pub fn records(&self) -> [&[u8]; 2] {
        [&self.device_record, &self.credential_record]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{codec, limits, signed::Signed};

    #[test]
    fn a_new_device_is_certified_by_its_person() {
        let root = root_key(&[1; 32]);
        let seeds = DeviceSeeds {
            device: [2; 32],
            encryption: [3; 32],
            credential: [4; 32],
        };
        let keys = DeviceKeys::certified_by(&root, &seeds).unwrap();
        let record: Verified<Record> =
            Signed::from_bytes(keys.records()[0], limits::STATEMENT_BYTES)
                .unwrap()
                .verify()
                .unwrap();
        assert_eq!(record.content().person, keys.person(), "signed by the root");
        assert_eq!(
            record.certified_device().unwrap().device,
            keys.device(),
            "names the device"
        );
        let sealed = codec::encode(&keys);
        assert_eq!(
            codec::decode::<DeviceKeys>(&sealed, 4096).unwrap(),
            keys,
            "kept and read back"
        );
        assert!(
            !format!("{keys:?}").contains("02, 02"),
            "debug output hides the keys"
        );
    }
}
