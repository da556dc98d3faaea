//! Signature checks alone.

use crate::{clock, outcome::BenchOutcome};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// Signed messages of given lengths.
pub(crate) struct Signatures(Vec<([u8; 32], Vec<u8>, Signature)>);

impl Signatures {
    /// Signs a message of each length, with one of fifty keys.
    pub(crate) fn new(lengths: &[usize]) -> Self {
        let keys: Vec<SigningKey> = (0..50)
            .map(|key| SigningKey::from_bytes(&[key; 32]))
            .collect();
        let signed = lengths.iter().zip(keys.iter().cycle());
        Self(
            signed
                .map(|(length, key)| {
                    let message = vec![9; *length];
                    let signature = key.sign(&message);
                    (key.verifying_key().to_bytes(), message, signature)
                })
                .collect(),
        )
    }

    /// Checks them all as strictly as the product does, ms.
    pub(crate) fn check(&self) -> BenchOutcome<f64> {
        let begin = clock::now();
        for (key, message, signature) in &self.0 {
            VerifyingKey::from_bytes(key)?.verify_strict(message, signature)?;
        }
        Ok(clock::since(begin))
    }
}
