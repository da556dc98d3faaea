//! The W3C example of `eddsa-jcs-2022`: key pair, document and options in, the published signature out.
//!
//! Source: Data Integrity `EdDSA` Cryptosuites v1.0 (W3C Recommendation), appendix B.3; the same values as
//! `TestVectors/eddsa-jcs-2022` and `TestVectors/keyPair.json` in <https://github.com/w3c/vc-di-eddsa>. They are
//! read out of a test of somebody else's crate, which cargo brings without building it:
//!
//!     cargo info --registry crates-io affinidi-data-integrity@0.8.0
//!
//! `cargo xtask test` does that; without it this test fails. An Ed25519 signature follows from key and message
//! alone, so that one equal signature says that both hashes and both canonical texts are equal, too.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test: a missing or broken example must fail it"
)]

use ed25519_dalek::{Signer, SigningKey};
use otagai_core::credential::{DidKey, did, jcs};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{env, fs, path::PathBuf};

/// Where cargo unpacks the crate, and the file in it; `crates/xtask/src/vectors.rs` looks there as well.
const CRATE: &str = "affinidi-data-integrity-0.8.0";
const FILE: &str = "tests/jcs_spec_test.rs";
/// SHA-256 of the file: what is read from it is what was compared with the W3C's repository by hand.
const HASH: &str = "7ceb55eace69516658fbccb117264e8978383ef0e18e72a86bd429e59770b297";

/// The published example.
struct Example {
    document: Value,
    public_key: String,
    private_key: String,
    created: String,
    signature: String,
}

impl Example {
    fn read() -> Self {
        let text = text();
        let after = |mark: &str| text.split_once(mark).expect(mark).1;
        let quoted = |mark: &str| after(mark).split('"').nth(1).expect(mark).to_owned();
        let document = after("json!(").split_once(");").unwrap().0;
        Self {
            document: serde_json::from_str(document).unwrap(),
            public_key: quoted("let pub_key ="),
            private_key: quoted("let pri_key ="),
            created: quoted("let created ="),
            signature: quoted("proof_value.as_str(),"),
        }
    }

    fn key(&self) -> SigningKey {
        let secret: [u8; 34] = did::from_base58btc(&self.private_key).unwrap();
        let seed = secret.strip_prefix(&[0x80, 0x26]);
        let seed = seed.expect("an Ed25519 signing key").try_into();
        SigningKey::from_bytes(&seed.unwrap())
    }

    /// The proof without its value, as appendix B.3 has it.
    fn options(&self) -> Value {
        let key = &self.public_key;
        json!({
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-jcs-2022",
            "created": self.created,
            "verificationMethod": format!("did:key:{key}#{key}"),
            "proofPurpose": "assertionMethod",
            "@context": self.document.get("@context"),
        })
    }
}

/// The file, from wherever this user's cargo unpacks what it downloads.
fn text() -> String {
    let home = env::var_os("CARGO_HOME").map_or_else(
        || env::home_dir().unwrap_or_default().join(".cargo"),
        PathBuf::from,
    );
    let registries = fs::read_dir(home.join("registry/src"))
        .into_iter()
        .flatten();
    let text = registries
        .filter_map(Result::ok)
        .find_map(|registry| fs::read_to_string(registry.path().join(CRATE).join(FILE)).ok())
        .expect(
            "the W3C example is missing: `cargo xtask test` brings it, as does `cargo info --registry crates-io affinidi-data-integrity@0.8.0`",
        );
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&text));
    assert_eq!(hash, HASH, "it is the known file");
    text
}

#[test]
fn the_key_has_the_published_did() {
    let example = Example::read();
    let published = format!("did:key:{}", example.public_key);
    assert_eq!(
        DidKey::from(example.key().verifying_key()).to_string(),
        published,
        "one key"
    );
}

#[test]
fn the_signature_of_eddsa_jcs_2022_is_the_published_one() {
    let example = Example::read();
    let hash_data = jcs::hash_data(&example.options(), &example.document);
    let signature = example.key().sign(&hash_data).to_bytes();
    assert_eq!(did::base58btc(&signature), example.signature, "the proof");
    assert_eq!(
        did::from_base58btc(&example.signature),
        Some(signature),
        "and read back"
    );
}

#[test]
fn what_was_not_signed_has_another_signature() {
    let example = Example::read();
    let mut document = example.document.clone();
    let name = document.get_mut("name").expect("the example has a name");
    *name = "Alumnus Credential".into();
    let hash_data = jcs::hash_data(&example.options(), &document);
    let signature = example.key().sign(&hash_data).to_bytes();
    assert_ne!(did::base58btc(&signature), example.signature);
}
