//! Grants: the key of a document, wrapped to one unnamed device.
//!
//! HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. The author's device
//! signs the grant; the grant does not say whom it is for, so a device tries each.

use super::SealedKey;
use crate::{
    chunk::Grant,
    document::Header,
    id::{CircleId, DeviceId, DocumentId},
    signed::{Verified, VerifyError},
};
use ed25519_dalek::SigningKey;
use hpke::{
    Deserializable, OpModeR, OpModeS, Serializable,
    aead::ChaCha20Poly1305,
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
    rand_core::{TryCryptoRng, TryRng},
};
use std::convert::Infallible;
use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

type Kem = X25519HkdfSha256;

/// Bytes of the encapsulated key, which come first.
const ENCAPSULATED: usize = 32;
/// Bytes of a wrapped key: encapsulated key, key, tag.
const WRAPPED: usize = ENCAPSULATED + 32 + 16;
/// Says what is wrapped.
const TAG: &[u8] = b"otagai/grant-key/1\0";

/// Why a key was not wrapped.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WrapError {
    /// The recipient's encryption key is not a usable X25519 key.
    #[error("the recipient's key is not a usable one")]
    BadRecipient,
    /// The device does not sign for itself.
    #[error(transparent)]
    Sign(#[from] VerifyError),
}

/// Why a grant gave no key.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum UnwrapError {
    /// It is about another document than the header.
    #[error("the grant is about another document")]
    OtherDocument,
    /// It has not the length of a wrapped key.
    #[error("the grant has not the length of a wrapped key")]
    Malformed,
    /// Wrapped to another device, or changed on the way: the two look the same.
    #[error("the grant is not for this device")]
    NotForUs,
    /// It gives a key, but not the one that the header binds.
    #[error("the key in the grant is not that of the document")]
    WrongKey,
}

/// Wraps a key to one device. `randomness` is 32 random bytes, used for nothing else.
///
/// # Errors
/// [`WrapError::BadRecipient`] when nothing can be encrypted to that key.
pub fn wrap_key(
    key: &SealedKey,
    circle: CircleId,
    document: DocumentId,
    recipient: &[u8; 32],
    randomness: &[u8; 32],
) -> Result<Vec<u8>, WrapError> {
    let public = <Kem as hpke::Kem>::PublicKey::from_bytes(recipient)
        .map_err(|_detail| WrapError::BadRecipient)?;
    let info = info(circle, document);
    let mut ephemeral = Ephemeral::new(randomness, &info, recipient);
    let (encapsulated, wrapped) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &public,
            &info,
            key.as_bytes(),
            &[],
            &mut ephemeral,
        )
        .map_err(|_detail| WrapError::BadRecipient)?;
    let mut bytes = encapsulated.to_bytes().to_vec();
    bytes.extend_from_slice(&wrapped);
    Ok(bytes)
}

/// Wraps a key to one device and signs the grant with a device of the author.
///
/// # Errors
/// [`WrapError`] when nothing can be encrypted to that key.
pub fn grant(
    device: &SigningKey,
    header: &Header,
    key: &SealedKey,
    recipient: &[u8; 32],
    randomness: &[u8; 32],
) -> Result<Verified<Grant>, WrapError> {
    let document = header.id();
    let grant = Grant {
        circle: header.circle,
        document,
        device: DeviceId::from_bytes(device.verifying_key().to_bytes()),
        wrapped: wrap_key(key, header.circle, document, recipient, randomness)?,
    };
    Ok(Verified::sign(grant, device)?)
}

/// Takes the key out of a grant with this device's encryption key.
///
/// # Errors
/// [`UnwrapError`]; [`UnwrapError::NotForUs`] is the common case.
pub fn unwrap_key(
    header: &Header,
    grant: &Grant,
    secret: &StaticSecret,
) -> Result<SealedKey, UnwrapError> {
    if grant.circle != header.circle || grant.document != header.id() {
        return Err(UnwrapError::OtherDocument);
    }
    if grant.wrapped.len() != WRAPPED {
        return Err(UnwrapError::Malformed);
    }
    let (encapsulated, wrapped) = grant
        .wrapped
        .split_at_checked(ENCAPSULATED)
        .ok_or(UnwrapError::Malformed)?;
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated)
        .map_err(|_detail| UnwrapError::Malformed)?;
    let private = <Kem as hpke::Kem>::PrivateKey::from_bytes(secret.as_bytes())
        .map_err(|_detail| UnwrapError::NotForUs)?;
    let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        &info(grant.circle, grant.document),
        wrapped,
        &[],
    )
    .map_err(|_detail| UnwrapError::NotForUs)?;
    let opened = Zeroizing::new(opened);
    let bytes =
        <[u8; 32]>::try_from(opened.as_slice()).map_err(|_length| UnwrapError::Malformed)?;
    let key = SealedKey::from_bytes(bytes);
    if key.opens(header) {
        Ok(key)
    } else {
        Err(UnwrapError::WrongKey)
    }
}

fn info(circle: CircleId, document: DocumentId) -> Vec<u8> {
    let mut info = TAG.to_vec();
    info.extend_from_slice(circle.as_bytes());
    info.extend_from_slice(document.as_bytes());
    info
}

/// Randomness for one ephemeral key, spread over recipient and document: the same 32 bytes given twice by
/// mistake still make different keys for different devices.
struct Ephemeral(blake3::OutputReader);

impl Ephemeral {
    fn new(randomness: &[u8; 32], info: &[u8], recipient: &[u8; 32]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 grant ephemeral key");
        hasher.update(randomness);
        hasher.update(recipient);
        hasher.update(info);
        Self(hasher.finalize_xof())
    }
}

impl TryRng for Ephemeral {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Ephemeral {}
