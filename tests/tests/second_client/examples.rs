//! Section 21: the client writes the examples, and reads them, as they stand in the document.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use super::{
    cbor::Value,
    hello::read_hello,
    items::{Item, Read},
    link::{Link, one_time_key},
    member::{Keys, Member, document_id, single_header},
    names::{self, Id, first, kdf, public, set_digest},
    roster::join_message,
    sealed,
    secret::{Secret, Way},
    set::Held,
    statement::Body,
    taken_back::readers_hash,
    written,
};
use ed25519_dalek::{Signer, SigningKey};
use std::collections::BTreeMap;

const SALT: u64 = 0x0102_0304_0506_0708;

fn keys() -> Keys {
    Keys::from_seeds([1; 32], [2; 32], [3; 32], [4; 32])
}

fn device_b() -> Id {
    public(&SigningKey::from_bytes(&[5; 32]))
}

fn genesis() -> Item {
    let genesis = Body::Genesis {
        name: "会".to_owned(),
        creators: vec![keys().person()],
        by_steward: false,
        nonce: [6; 16],
    };
    keys().say([0; 32], 0, None, &[], &genesis).unwrap()
}

fn circle() -> Id {
    genesis().read().unwrap().0
}

fn card() -> Id {
    document_id(&single_header(circle(), keys().person(), "card"))
}

fn secret() -> Secret {
    Secret {
        generation: 1,
        key: [8; 32],
    }
}

#[test]
fn statement_and_seal_are_written_and_read_as_documented() {
    let seal = keys().seal(circle(), card(), [7; 32]);
    for (name, item) in [("statement", genesis()), ("seal", seal)] {
        let bytes = written::bytes(name);
        assert_eq!(
            written::shown(&item.bytes),
            written::shown(&bytes),
            "{name}"
        );
        assert!(item.read().is_some(), "{name} is good");
        let mut bent = item;
        *bent.bytes.last_mut().unwrap() ^= 1;
        assert!(bent.read().is_none(), "{name} with a changed bit is not");
    }
    assert!(matches!(genesis().read(), Some((_, read)) if read.body().is_some()));
}

#[test]
fn the_hello_shows_the_circle_to_device_b() {
    let hello = Value::read(&written::bytes("hello")).unwrap();
    let (flags, slots) = read_hello(&hello).unwrap();
    assert_eq!((flags, slots.len()), (0, 3), "no news, one circle");
    let way = Way {
        from: keys().device_id(),
        to: device_b(),
    };
    let mut held = Held::new(circle());
    assert_eq!(held.take(&[genesis()]), 0, "the founding");
    let b = Member::new(keys(), held.clone(), vec![secret()]);
    let found = b.recognise(&slots, way, false).unwrap();
    let digest = secret().digest(&held.digest(), way);
    assert_eq!(found.digest, Some(digest), "it holds the founding, too");
    let back = b.recognise(&slots, way.back(), false);
    assert!(back.is_none(), "worth nothing when played back");
}

#[test]
fn names_and_keyed_values_come_out_as_documented() {
    let (id, read) = genesis().read().unwrap();
    assert!(matches!(read, Read::Statement(_)), "a statement");
    let way = Way {
        from: keys().device_id(),
        to: device_b(),
    };
    let digest = set_digest([&id]);
    let (seal, _) = keys().seal(circle(), card(), [7; 32]).read().unwrap();
    let readers = readers_hash(&[0x0b; 32], &[keys().person()]);
    let mark: [u8; 8] = first(&kdf("otagai 2026 delivery mark", &[&id]));
    let proof = join_message(&circle(), &id, &keys().person(), &keys().device_id());
    let proof = one_time_key(&[0x0c; 16]).sign(&proof).to_bytes();
    let values = [
        ("person", keys().person().to_vec()),
        ("device A", keys().device_id().to_vec()),
        ("device B", device_b().to_vec()),
        ("circle", circle().to_vec()),
        ("card", card().to_vec()),
        ("opening item", names::opening_item(&card()).to_vec()),
        (
            "change item",
            names::change_item(&card(), &[7; 32]).to_vec(),
        ),
        ("seal item", seal.to_vec()),
        ("set digest", digest.to_vec()),
        ("tag A to B", secret().tag(&circle(), way).to_vec()),
        ("digest A to B", secret().digest(&digest, way).to_vec()),
        ("fingerprint", secret().fingerprint(&id, SALT).to_vec()),
        ("lan key", secret().lan_key(&circle()).to_vec()),
        ("key hash", sealed::key_hash(&[0x0a; 32]).to_vec()),
        ("readers hash", readers.to_vec()),
        ("mark", mark.to_vec()),
        ("join proof", proof.to_vec()),
    ];
    let values: BTreeMap<String, String> = values
        .into_iter()
        .map(|(name, bytes)| (name.to_owned(), written::hex(&bytes)))
        .collect();
    assert_eq!(written::values(), values, "section 21");
}

#[test]
fn the_link_is_written_and_read_as_documented() {
    let link = Link {
        circle: circle(),
        name: "会".to_owned(),
        inviter: "花".to_owned(),
        seed: [0x0c; 16],
        hosts: Vec::new(),
    };
    let text = written::block("link").concat();
    assert_eq!(link.written(), text, "written");
    assert_eq!(Link::read(&text), Some(link), "read");
}

#[test]
fn the_first_change_has_the_documented_hash() {
    let document = super::change::first_change().unwrap();
    let heads: Vec<String> = document
        .get_heads()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(heads, [super::change::FIRST], "section 5");
}
