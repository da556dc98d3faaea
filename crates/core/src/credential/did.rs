//! `did:key` of an Ed25519 key, and the base58 spelling that it shares with proof values.
//!
//! Sources: the did:key method (W3C CCG, section "Ed25519"), multibase `z` = base58btc, multicodec
//! `ed25519-pub` = `0xed 0x01`.

use ed25519_dalek::VerifyingKey;
use std::{fmt, str::FromStr};

const SCHEME: &str = "did:key:";
const ED25519: [u8; 2] = [0xed, 0x01];
/// Longest base58 text that is decoded: decoding takes time in the square of the length.
const BASE58_CHARS: usize = 100;

/// Why a text is not a `did:key` that this program uses.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum DidError {
    /// Not `did:key:z…` of an Ed25519 key in its one spelling.
    #[error("not the did:key of an Ed25519 key")]
    Form,
    /// 32 bytes that are no point of the curve, or one under which anybody can sign.
    #[error("the did:key holds no usable key")]
    Key,
}

/// An Ed25519 verifying key, written as `did:key:z6Mk…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DidKey(VerifyingKey);

impl DidKey {
    /// The key itself.
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.0
    }

    /// The one verification method of a `did:key`: `did:key:z6Mk…#z6Mk…`.
    pub fn verification_method(&self) -> String {
        let key = self.multikey();
        format!("{SCHEME}{key}#{key}")
    }

    fn multikey(&self) -> String {
        let mut bytes = Vec::with_capacity(34);
        bytes.extend_from_slice(&ED25519);
        bytes.extend_from_slice(self.0.as_bytes());
        base58btc(&bytes)
    }
}

impl From<VerifyingKey> for DidKey {
    fn from(key: VerifyingKey) -> Self {
        Self(key)
    }
}

impl TryFrom<[u8; 32]> for DidKey {
    type Error = DidError;

    fn try_from(bytes: [u8; 32]) -> Result<Self, DidError> {
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_no_point| DidError::Key)?;
        if key.is_weak() {
            return Err(DidError::Key);
        }
        Ok(Self(key))
    }
}

impl fmt::Display for DidKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}", self.multikey())
    }
}

impl FromStr for DidKey {
    type Err = DidError;

    fn from_str(text: &str) -> Result<Self, DidError> {
        let multikey = text.strip_prefix(SCHEME).ok_or(DidError::Form)?;
        let bytes: [u8; 34] = from_base58btc(multikey).ok_or(DidError::Form)?;
        let key = bytes.strip_prefix(&ED25519).ok_or(DidError::Form)?;
        let key: [u8; 32] = key.try_into().map_err(|_wrong_length| DidError::Form)?;
        let did = Self::try_from(key)?;
        // A second spelling of one key would be a second name of one person.
        if did.to_string() == text {
            Ok(did)
        } else {
            Err(DidError::Form)
        }
    }
}

/// Multibase base58btc: `z` and the digits.
pub fn base58btc(bytes: &[u8]) -> String {
    format!("z{}", bs58::encode(bytes).into_string())
}

/// Reads exactly `N` bytes of multibase base58btc.
pub fn from_base58btc<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.strip_prefix('z')?;
    if digits.len() > BASE58_CHARS {
        return None;
    }
    let bytes = bs58::decode(digits).into_vec().ok()?;
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::SigningKey;

    #[test]
    fn a_did_key_has_one_spelling() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let did = DidKey::from(key.verifying_key());
        let text = did.to_string();
        assert!(text.starts_with("did:key:z6Mk"), "{text}");
        assert_eq!(text.parse(), Ok(did), "read back");
        let x25519 =
            base58btc(&[&[0xec, 0x01], key.verifying_key().as_bytes().as_slice()].concat());
        let weak = base58btc(&[&[0xed, 0x01, 0x01], [0; 31].as_slice()].concat());
        for (bad, why, error) in [
            (
                text.replace("did:key:z", "did:key:z1"),
                "a leading zero byte",
                DidError::Form,
            ),
            (
                text.replace("did:key:", "did:KEY:"),
                "capitals",
                DidError::Form,
            ),
            (format!("{text}#x"), "a fragment", DidError::Form),
            (format!(" {text}"), "a space", DidError::Form),
            (
                format!("did:key:z{}", "2".repeat(60_000)),
                "too long",
                DidError::Form,
            ),
            (
                format!("did:key:{x25519}"),
                "another kind of key",
                DidError::Form,
            ),
            (
                format!("did:key:{weak}"),
                "a key under which anybody can sign",
                DidError::Key,
            ),
        ] {
            assert_eq!(bad.parse::<DidKey>(), Err(error), "{why}");
        }
    }
}
