//! Section 9: documents for some only.

use super::{
    cbor::{Value, id_list},
    change::Change,
    items::{Chunk, Grant, Header, Item, Read},
    names::{Id, kdf},
    taken_back::readers_hash,
};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hpke::{
    Deserializable, Kem, OpModeR, aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::X25519HkdfSha256,
};
use x25519_dalek::StaticSecret;

/// What a first chunk says, and the change in it.
pub(crate) struct Opened {
    pub(crate) kind: String,
    pub(crate) readers: Vec<Id>,
    pub(crate) change: Change,
}

pub(crate) fn key_hash(key: &Id) -> Id {
    kdf("otagai 2026 sealed key hash", &[key])
}

/// Takes the key out of a grant, if it is for this device.
pub(crate) fn unwrap(header: &Header, grant: &Grant, secret: &StaticSecret) -> Option<Id> {
    let (encapsulated, wrapped) = grant.wrapped.split_first_chunk::<32>()?;
    let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
    let private = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(secret.as_bytes()).ok()?;
    let tag = b"otagai/grant-key/1\0".as_slice();
    let info = [tag, &header.circle, &header.document].concat();
    let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        &info,
        wrapped,
        &[],
    );
    let key: Id = opened.ok()?.try_into().ok()?;
    let (hash, _) = header.sealed?;
    (key_hash(&key) == hash).then_some(key)
}

/// Opens a chunk that follows no other, with every check of section 9.
pub(crate) fn open_first(header: &Header, chunk: &Chunk, key: &Id) -> Option<Opened> {
    let (_, hash_of_readers) = header.sealed?;
    let beside = Value::record([
        "otagai/chunk-content/1".into(),
        header.circle.into(),
        header.document.into(),
        chunk.device.into(),
        id_list(&chunk.previous),
    ]);
    let payload = Payload {
        msg: &chunk.ciphertext,
        aad: &beside.to_bytes(),
    };
    let cipher = XChaCha20Poly1305::new((&kdf("otagai 2026 chunk cipher", &[key])).into());
    let plain = cipher.decrypt(&XNonce::from(chunk.nonce), payload).ok()?;
    let inside = Value::read(&plain).filter(|_| plain.len() % 2_048 == 0)?;
    let [inner, seal, change, filling] = inside.fields()?;
    let [circle, author, kind, group] = inner.fields()?;
    let [salt, readers] = group.fields()?;
    let readers = readers.ids()?;
    let change = Change::read(change.bytes()?)?;
    let seal = Item::new(5, seal.bytes()?.to_vec()).read();
    let Some((_, Read::Seal(seal))) = seal else {
        return None;
    };
    let is_bound = circle.array() == Some(header.circle)
        && author.array() == Some(header.author)
        && readers_hash(&salt.array()?, &readers) == hash_of_readers
        && readers.contains(&header.author)
        && readers.is_sorted_by(|one, next| one < next);
    let is_sealed = (seal.circle, seal.document) == (header.circle, header.document)
        && (seal.device, seal.tip) == (chunk.device, change.hash)
        && change.is_by(&chunk.device);
    let is_filled = filling.bytes()?.iter().all(|byte| *byte == 0);
    (is_bound && is_sealed && is_filled && chunk.previous.is_empty()).then_some(Opened {
        kind: kind.text()?.to_owned(),
        readers,
        change,
    })
}
