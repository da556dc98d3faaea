//! The examples of `docs/protocol.md` are what Otagai writes. A failure prints what should stand there.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "without its examples there is nothing to compare"
)]

#[path = "second_client/written.rs"]
mod written;

use std::collections::BTreeMap;

use ed25519_dalek::{Signer, SigningKey};
use otagai_core::cut::Tip;
use otagai_core::delivery::Course;
use otagai_core::document::{Header, Kind, Opening};
use otagai_core::id::{CircleId, DeviceId, ItemId, PersonId};
use otagai_core::invite_link::{InviteLink, one_time_key};
use otagai_core::item;
use otagai_core::seal::Seal;
use otagai_core::sealed::{Readers, SealedKey};
use otagai_core::secret::{CircleSecret, Direction};
use otagai_core::signed::Verified;
use otagai_core::statement::{
    Admission, ChainEnd, Genesis, NO_CIRCLE, Statement, StatementBody, compose, join_proof_message,
};
use otagai_sync::meet::{CircleOffer, Input, Output, RemoteStanding, Role, Session};

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn person() -> PersonId {
    PersonId::from_bytes(key(1).verifying_key().to_bytes())
}

fn device(seed: u8) -> DeviceId {
    DeviceId::from_bytes(key(seed).verifying_key().to_bytes())
}

fn genesis() -> Verified<Statement> {
    let genesis = Genesis {
        name: "会".to_owned(),
        creators: vec![person()],
        admission: Admission::Invitation,
        nonce: [6; 16],
    };
    let (start, body) = (
        ChainEnd { n: 0, prev: None },
        StatementBody::Genesis(genesis),
    );
    let said = compose(NO_CIRCLE, person(), device(2), &start, &[], &body);
    Verified::sign(said, &key(2)).expect("device A signs for itself")
}

fn circle() -> CircleId {
    genesis().id().into()
}

fn card() -> Header {
    Header::single(circle(), person(), Kind::Card)
}

fn seal() -> Verified<Seal> {
    let seal = Seal {
        circle: circle(),
        document: card().id(),
        device: device(2),
        tip: Tip([7; 32]),
    };
    Verified::sign(seal, &key(2)).expect("device A signs for itself")
}

fn secret() -> CircleSecret {
    CircleSecret::new(1, [8; 32])
}

fn a_to_b() -> Direction {
    Direction {
        from: device(2),
        to: device(5),
    }
}

fn digest() -> [u8; 32] {
    item::digest([&genesis().item_id()])
}

fn hello() -> Vec<u8> {
    let offer = CircleOffer {
        circle: circle(),
        secrets: vec![secret()],
        digest: digest(),
        remote: RemoteStanding::Member,
        news: false,
        since_met: None,
    };
    let mut session = Session::new(Role::Dialer, device(2), device(5), vec![offer], [9; 32]);
    match session.handle(Input::Opened).pop() {
        Some(Output::Send(hello)) => hello,
        other => panic!("a dialer says hello, not {other:?}"),
    }
}

#[test]
fn statement_seal_and_hello_are_the_documented_bytes() {
    let examples = [
        ("statement", genesis().to_bytes()),
        ("seal", seal().to_bytes()),
        ("hello", hello()),
    ];
    let wrong: Vec<String> = examples
        .iter()
        .filter(|(name, bytes)| written::bytes(name) != *bytes)
        .map(|(name, bytes)| format!("{name}:\n{}", written::shown(bytes)))
        .collect();
    assert!(wrong.is_empty(), "it should say\n{}", wrong.join("\n"));
}

#[test]
fn names_and_keyed_values_are_the_documented_ones() {
    let opening = Opening {
        header: card(),
        device: device(2),
    };
    let opening = Verified::sign(opening, &key(2)).expect("device A signs for itself");
    let change = automerge::ChangeHash([7; 32]);
    let id = genesis().item_id();
    let sealed = SealedKey::from_bytes([0x0a; 32]);
    let readers = Readers::new([0x0b; 32], [person()]);
    let one_time = one_time_key(&[0x0c; 16]);
    let proof = join_proof_message(circle(), genesis().id(), person(), device(2));
    let mark = Course::new(vec![(1, id)]).mark(1).expect("of one item");
    let values: [(&str, Vec<u8>); 17] = [
        ("person", person().as_bytes().to_vec()),
        ("device A", device(2).as_bytes().to_vec()),
        ("device B", device(5).as_bytes().to_vec()),
        ("circle", circle().as_bytes().to_vec()),
        ("card", card().id().as_bytes().to_vec()),
        (
            "opening item",
            item::opening_item_id(opening.document())
                .as_bytes()
                .to_vec(),
        ),
        (
            "change item",
            item::change_item_id(card().id(), change)
                .as_bytes()
                .to_vec(),
        ),
        ("seal item", seal().item_id().as_bytes().to_vec()),
        ("set digest", digest().to_vec()),
        ("tag A to B", secret().tag(circle(), a_to_b()).to_vec()),
        (
            "digest A to B",
            secret().digest(&digest(), a_to_b()).to_vec(),
        ),
        (
            "fingerprint",
            secret().fingerprints(0x0102_0304_0506_0708)(&id).to_vec(),
        ),
        ("lan key", secret().lan_key(circle()).to_vec()),
        ("key hash", sealed.hash().to_vec()),
        ("readers hash", readers.hash().to_vec()),
        ("mark", mark.0.to_vec()),
        ("join proof", one_time.sign(&proof).to_bytes().to_vec()),
    ];
    let values: BTreeMap<String, String> = values
        .into_iter()
        .map(|(name, bytes)| (name.to_owned(), written::hex(&bytes)))
        .collect();
    let lines: Vec<String> = values
        .iter()
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    assert!(
        written::values() == values,
        "it should say\n{}",
        lines.join("\n")
    );
}

#[test]
fn the_link_is_the_documented_one() {
    let link = InviteLink {
        circle: circle(),
        name: "会".to_owned(),
        inviter: "花".to_owned(),
        seed: [0x0c; 16],
        hosts: Vec::new(),
    };
    assert_eq!(written::block("link").concat(), link.to_string(), "as text");
    let id = ItemId::from_bytes(*genesis().id().as_bytes());
    assert_eq!(id, genesis().item_id(), "a statement's item has its name");
}
