//! The W3C test vectors of `eddsa-jcs-2022`, byte for byte.
//!
//! Source: <https://github.com/w3c/vc-di-eddsa>, `TestVectors/eddsa-jcs-2022/*` and `TestVectors/keyPair.json`,
//! W3C Software and Document License. `tests/vectors/README.md` says where they are looked for. Where they are not
//! at hand each test writes `not run: …` and claims nothing; a folder named in `OTAGAI_W3C_VECTORS` must have them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test: a missing or broken vector must fail it"
)]

use ed25519_dalek::{Signer, SigningKey};
use otagai_core::credential::{DidKey, did, jcs};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

const FOLDER: &str = "OTAGAI_W3C_VECTORS";

fn folder() -> PathBuf {
    std::env::var_os(FOLDER).map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/w3c"),
        PathBuf::from,
    )
}

/// Says past the capture of the test runner that a test was not run.
fn not_run(test: &str) -> io::Result<bool> {
    let missing = std::env::var_os(FOLDER).is_none() && !folder().exists();
    if missing {
        writeln!(
            io::stderr(),
            "not run: {test}: no W3C vectors here: set {FOLDER}"
        )?;
    }
    Ok(missing)
}

fn vector(name: &str) -> String {
    let path = folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(name: &str) -> Value {
    serde_json::from_str(&vector(name)).unwrap()
}

fn key() -> (SigningKey, DidKey) {
    let pair = json("keyPair.json");
    let secret: [u8; 34] =
        did::from_base58btc(pair["privateKeyMultibase"].as_str().unwrap()).unwrap();
    let [0x80, 0x26, seed @ ..] = secret else {
        panic!("not an Ed25519 signing key");
    };
    let did = format!("did:key:{}", pair["publicKeyMultibase"].as_str().unwrap());
    (SigningKey::from_bytes(&seed), did.parse().unwrap())
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

#[test]
fn the_key_has_the_published_did() -> io::Result<()> {
    if not_run("the_key_has_the_published_did")? {
        return Ok(());
    }
    let (signing_key, did) = key();
    assert_eq!(DidKey::from(signing_key.verifying_key()), did, "one key");
    assert_eq!(
        json("proofConfigJCS.json")["verificationMethod"],
        did.verification_method(),
        "the method"
    );
    Ok(())
}

#[test]
fn every_step_of_eddsa_jcs_2022_is_the_published_one() -> io::Result<()> {
    if not_run("every_step_of_eddsa_jcs_2022_is_the_published_one")? {
        return Ok(());
    }
    let (signing_key, _) = key();
    let mut document = json("signedJCS.json");
    let mut options = document.as_object_mut().unwrap().remove("proof").unwrap();
    let value = options
        .as_object_mut()
        .unwrap()
        .remove("proofValue")
        .unwrap();
    assert_eq!(options, json("proofConfigJCS.json"), "the proof's options");

    for (value, canonical, hash) in [
        (&document, "canonDocJCS.txt", "docHashJCS.txt"),
        (&options, "proofCanonJCS.txt", "proofHashJCS.txt"),
    ] {
        let bytes = jcs::canonical(value);
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            vector(canonical).trim_end(),
            "{canonical}"
        );
        assert_eq!(
            hex(&Sha256::digest(&bytes)),
            vector(hash).trim_end(),
            "{hash}"
        );
    }
    let hash_data = jcs::hash_data(&options, &document);
    assert_eq!(
        hex(&hash_data),
        vector("combinedHashJCS.txt").trim_end(),
        "both hashes"
    );

    let signature = signing_key.sign(&hash_data).to_bytes();
    assert_eq!(
        hex(&signature),
        vector("sigHexJCS.txt").trim_end(),
        "the signature"
    );
    let written = did::base58btc(&signature);
    assert_eq!(written, vector("sigBTC58JCS.txt").trim_end(), "in base58");
    assert_eq!(value, written, "and in the signed document");
    assert_eq!(
        did::from_base58btc(&written),
        Some(signature),
        "and read back"
    );
    Ok(())
}
