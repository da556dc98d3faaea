//! `eddsa-jcs-2022`: what is signed is the JSON in its canonical spelling (RFC 8785).
//!
//! Source: Data Integrity `EdDSA` Cryptosuites v1.0 (W3C Recommendation), section 3.3.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The canonical spelling of a JSON value.
pub fn canonical(value: &Value) -> Vec<u8> {
    match serde_json_canonicalizer::to_vec(value) {
        Ok(bytes) => bytes,
        // A `Value` has text keys, no key twice and finite numbers; nothing else can fail in memory.
        Err(never) => unreachable!("writing JSON to memory: {never}"),
    }
}

/// The 64 bytes that are signed: the hash of the proof's options, then that of the document without proof.
pub fn hash_data(options: &Value, document: &Value) -> [u8; 64] {
    combine(&canonical(options), &canonical(document))
}

/// SHA-256 of the options, then SHA-256 of the document; the same for both suites.
pub fn combine(options: &[u8], document: &[u8]) -> [u8; 64] {
    let mut both = [0; 64];
    let (first, second) = both.split_at_mut(32);
    first.copy_from_slice(&Sha256::digest(options));
    second.copy_from_slice(&Sha256::digest(document));
    both
}
