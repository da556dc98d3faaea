//! Signatures that cannot be forgotten: a [`Signed`] gives its content only by being verified.
//!
//! Every kind of signed message has a tag of its own in the signed bytes, so that a signature given for one
//! purpose is worth nothing for another. Verification is strict (`verify_strict`: no small-order keys, no
//! malleable signatures).

use crate::codec::{self, CodecError};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use minicbor::{Decode, Encode};

/// Content that is signed: knows its tag and who must have signed it.
pub trait Content: Encode<()> + for<'b> Decode<'b, ()> {
    /// What the signature is for; part of the signed bytes.
    const TAG: &'static str;
    /// Bytes allowed for the encoded content.
    const LIMIT: usize;

    /// The verifying key of the one who must have signed.
    fn issuer(&self) -> &[u8; 32];
}

/// Why signed bytes were refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum VerifyError {
    /// The content could not be read.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// The issuer is not a usable key.
    #[error("the issuer is not a usable key")]
    BadIssuer,
    /// The signature does not match the issuer's key.
    #[error("the signature does not match the issuer's key")]
    BadSignature,
}

/// Bytes and a signature, as they travel; says nothing until [`Signed::verify`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Signed {
    #[cbor(n(0), with = "minicbor::bytes")]
    payload: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    signature: [u8; 64],
}

/// Content whose signature was checked, or which this program has just signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified<T> {
    signed: Signed,
    content: T,
}

impl Signed {
    /// Reads the travelling form; checks shape and size only.
    ///
    /// # Errors
    /// [`CodecError`] when it is too long, malformed or not canonical.
    pub fn from_bytes(bytes: &[u8], limit: usize) -> Result<Self, CodecError> {
        codec::decode(bytes, limit + 80)
    }

    /// The travelling form.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// The only way from received bytes to their content.
    ///
    /// # Errors
    /// [`VerifyError`] says what is wrong.
    pub fn verify<T: Content>(self) -> Result<Verified<T>, VerifyError> {
        let content: T = codec::decode(&self.payload, T::LIMIT)?;
        let issuer =
            VerifyingKey::from_bytes(content.issuer()).map_err(|_detail| VerifyError::BadIssuer)?;
        issuer
            .verify_strict(
                &message::<T>(&self.payload),
                &Signature::from_bytes(&self.signature),
            )
            .map_err(|_mismatch| VerifyError::BadSignature)?;
        Ok(Verified {
            signed: self,
            content,
        })
    }

    /// Reads content that this program verified before and kept in its own encrypted file.
    ///
    /// # Errors
    /// [`VerifyError::Codec`] when the file holds something else.
    pub fn trust_own_store<T: Content>(self) -> Result<Verified<T>, VerifyError> {
        let content = codec::decode(&self.payload, T::LIMIT)?;
        Ok(Verified {
            signed: self,
            content,
        })
    }
}

impl<T: Content> Verified<T> {
    /// Signs content. The key must be the issuer's.
    ///
    /// # Errors
    /// [`VerifyError::BadIssuer`] when `key` belongs to somebody else.
    pub fn sign(content: T, key: &SigningKey) -> Result<Self, VerifyError> {
        if key.verifying_key().as_bytes() != content.issuer() {
            return Err(VerifyError::BadIssuer);
        }
        let payload = codec::encode(&content);
        let signature = key.sign(&message::<T>(&payload)).to_bytes();
        Ok(Self {
            signed: Signed { payload, signature },
            content,
        })
    }

    /// What was signed.
    pub fn content(&self) -> &T {
        &self.content
    }

    /// The travelling form.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.signed.to_bytes()
    }

    /// Hash of tag and content, without the signature: one content, one id, however often it is signed.
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 id of signed content");
        hasher.update(&message::<T>(&self.signed.payload));
        *hasher.finalize().as_bytes()
    }
}

fn message<T: Content>(payload: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(T::TAG.len() + 1 + payload.len());
    message.extend_from_slice(T::TAG.as_bytes());
    message.push(0);
    message.extend_from_slice(payload);
    message
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
    #[cbor(array)]
    struct Note {
        #[cbor(n(0), with = "minicbor::bytes")]
        issuer: [u8; 32],
        #[n(1)]
        text: String,
    }

    impl Content for Note {
        const TAG: &'static str = "otagai/test-note/1";
        const LIMIT: usize = 1024;
        fn issuer(&self) -> &[u8; 32] {
            &self.issuer
        }
    }

    fn note(seed: u8, text: &str) -> Verified<Note> {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let content = Note {
            issuer: key.verifying_key().to_bytes(),
            text: text.into(),
        };
        Verified::sign(content, &key).unwrap()
    }

    #[test]
    fn nobody_signs_for_somebody_else() {
        let content = note(1, "x").content().clone();
        let stranger = SigningKey::from_bytes(&[2; 32]);
        assert_eq!(
            Verified::sign(content, &stranger),
            Err(VerifyError::BadIssuer),
            "the key must be the issuer's"
        );
    }

    proptest! {
        #[test]
        fn what_was_signed_verifies_and_any_flipped_bit_is_refused(text in ".{0,40}", at in 0_usize..4096, bit in 0_u8..8) {
            let signed = note(7, &text);
            let mut bytes = signed.to_bytes();
            let back: Verified<Note> = Signed::from_bytes(&bytes, Note::LIMIT).unwrap().verify().unwrap();
            prop_assert_eq!(&back, &signed);
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let changed = Signed::from_bytes(&bytes, Note::LIMIT).map_err(VerifyError::from).and_then(Signed::verify::<Note>);
            prop_assert!(changed.is_err(), "one flipped bit breaks it");
        }
    }
}
