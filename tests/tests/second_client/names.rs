//! Sections 1, 4 and 5: hashes, names, and envelopes.

use super::cbor::Value;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// 32 bytes that name something.
pub(crate) type Id = [u8; 32];

pub(crate) fn kdf(context: &str, parts: &[&[u8]]) -> Id {
    let mut hasher = blake3::Hasher::new_derive_key(context);
    for part in parts {
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

pub(crate) fn mac(key: &Id, parts: &[&[u8]]) -> Id {
    let mut hasher = blake3::Hasher::new_keyed(key);
    for part in parts {
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

pub(crate) fn first<const N: usize>(bytes: &Id) -> [u8; N] {
    *bytes.first_chunk().unwrap_or(&[0; N])
}

/// The public key, which is the name of a person or a device.
pub(crate) fn public(key: &SigningKey) -> Id {
    key.verifying_key().to_bytes()
}

pub(crate) fn verify(key: &Id, message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| {
        let signature = Signature::from_bytes(signature);
        key.verify_strict(message, &signature).is_ok()
    })
}

/// What is signed for a purpose.
fn message(tag: &str, payload: &[u8]) -> Vec<u8> {
    [tag.as_bytes(), &[0], payload].concat()
}

/// The name of signed content.
pub(crate) fn content_id(tag: &str, payload: &[u8]) -> Id {
    let content = message(tag, payload);
    kdf("otagai 2026 id of signed content", &[&content])
}

/// Signs content and puts it into its envelope.
pub(crate) fn seal_envelope(tag: &str, payload: &Value, key: &SigningKey) -> Vec<u8> {
    let payload = payload.to_bytes();
    let signature = key.sign(&message(tag, &payload)).to_bytes();
    let envelope = [Value::Bytes(payload), Value::from(signature)];
    Value::record(envelope).to_bytes()
}

/// Opens an envelope: the name of its content and the content, if the key that `signer` finds in it has signed.
pub(crate) fn open_envelope(
    bytes: &[u8],
    tag: &str,
    most: usize,
    signer: impl Fn(&Value) -> Option<Id>,
) -> Option<(Id, Value)> {
    if bytes.len() > most + 80 {
        return None;
    }
    let envelope = Value::read(bytes)?;
    let [payload, signature] = envelope.fields()?;
    let (payload, signature) = (payload.bytes()?, signature.array()?);
    if payload.len() > most {
        return None;
    }
    let content = Value::read(payload)?;
    let is_signed = verify(&signer(&content)?, &message(tag, payload), &signature);
    is_signed.then(|| (content_id(tag, payload), content))
}

/// The digest of a set of items; they come sorted.
pub(crate) fn set_digest<'a>(items: impl IntoIterator<Item = &'a Id>) -> Id {
    let all: Vec<u8> = items.into_iter().flatten().copied().collect();
    kdf("otagai 2026 digest of a set of items", &[&all])
}

pub(crate) fn change_item(document: &Id, change: &Id) -> Id {
    kdf("otagai 2026 change item id", &[document, change])
}

pub(crate) fn opening_item(document: &Id) -> Id {
    kdf("otagai 2026 opening item id", &[document])
}
