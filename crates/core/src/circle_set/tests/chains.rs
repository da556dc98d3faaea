//! The first statement of a circle and the chains of devices: what can be seen from the bytes is refused.

use super::*;
use crate::{
    id::{PersonId, StatementId},
    signed::Verified,
    statement::{
        Admission, ChainEnd, DeviceAdded, Genesis, Left, NO_CIRCLE, Statement, StatementBody,
        compose,
    },
    testing::id_of,
};

fn signed(person: &Person, said: Statement) -> Item {
    let signed = Verified::sign(said, &person.keys.signing_key()).unwrap();
    Item::new(ItemKind::Statement, signed.to_bytes())
}

fn genesis(person: &Person, change: impl Fn(&mut Statement)) -> Item {
    let body = StatementBody::Genesis(Genesis {
        name: "会".to_owned(),
        creators: vec![person.keys.person()],
        admission: Admission::Invitation,
        nonce: [7; 16],
    });
    let end = ChainEnd { n: 0, prev: None };
    let (me, device) = (person.keys.person(), person.keys.device());
    let mut said = compose(NO_CIRCLE, me, device, &end, &[], &body);
    change(&mut said);
    signed(person, said)
}

#[test]
fn a_genesis_stands_at_the_beginning_and_has_seen_nothing() {
    let alice = Person::new("alice");
    let other = StatementId::from_bytes([1; 32]);
    let cases: [(&str, Item); 3] = [
        ("plain", genesis(&alice, |_| {})),
        (
            "with one before it",
            genesis(&alice, |said| said.prev = Some(other)),
        ),
        (
            "that has seen another",
            genesis(&alice, |said| said.seen = vec![other]),
        ),
    ];
    for (what, item) in cases {
        let mut set = CircleSet::new(id_of(&item).into());
        let intake = set.admit(&[item]);
        assert_eq!(intake.stored.len(), usize::from(what == "plain"), "{what}");
        assert_eq!(intake.refused.len(), usize::from(what != "plain"), "{what}");
    }
}

#[test]
fn a_statement_follows_one_of_the_same_person_and_device() {
    let (mut set, _, alice, bob) = two_people();
    let circle = set.circle();
    // One device that two persons certified has a chain for each of them.
    let device = alice.keys.device();
    let shared = StatementBody::DeviceAdded(DeviceAdded {
        device,
        encryption_key: [1; 32],
    });
    bob.put(&mut set, &shared);
    assert!(
        set.authority().is_certified(device, bob.keys.person()),
        "bob's as well now"
    );
    let left = StatementBody::Left(Left { erase: false });
    let mut after = |person: PersonId, end: &ChainEnd| {
        let said = compose(circle, person, device, end, &[], &left);
        set.admit(&[signed(&alice, said)])
    };
    let of_alice = id_of(&alice.say(circle, &ChainEnd { n: 0, prev: None }, &left));
    after(alice.keys.person(), &ChainEnd { n: 0, prev: None });
    let next = ChainEnd {
        n: 1,
        prev: Some(of_alice),
    };
    assert_eq!(
        after(bob.keys.person(), &next).refused,
        [(ItemKind::Statement, ItemRefusal::NotEntitled)],
        "not in another person's chain"
    );
    assert_eq!(
        after(alice.keys.person(), &next).stored.len(),
        1,
        "in her own"
    );
}
