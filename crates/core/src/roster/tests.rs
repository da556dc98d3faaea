use super::*;
use crate::{
    item::Item,
    signed::Verified,
    statement::{Admitted, ChainEnd, Left},
    testing::{Person, id_of, read},
};

const SEED: [u8; 16] = [3; 16];

fn founded() -> (CircleSet, Person) {
    let alice = Person::new("alice");
    (alice.found("会").0, alice)
}

/// Lets a newcomer in by a host, with the invitation of this id and seed.
fn let_in(set: &mut CircleSet, host: &Person, newcomer: &Person, invitation: StatementId) {
    let joined = newcomer.join(set.circle(), invitation, SEED);
    host.admit(set, newcomer, joined);
}

#[test]
fn a_newcomer_is_a_member_with_the_inviter_named() {
    let (mut set, alice) = founded();
    let bob = Person::new("bob");
    let (invitation, _) = alice.invite(&mut set, SEED, 1);
    let_in(&mut set, &alice, &bob, invitation);
    let roster = Roster::of(&set);
    let member = roster.members.get(&bob.keys.person()).unwrap();
    assert_eq!(
        (member.invited_by, member.distance),
        (Some(alice.keys.person()), 1),
        "alice invited"
    );
    assert_eq!(
        roster.person_of(bob.keys.device()),
        Some(bob.keys.person()),
        "his device speaks for him"
    );
    assert!(!member.steward, "a newcomer is no steward");
}

#[test]
fn any_member_can_let_a_newcomer_in() {
    let (mut set, alice) = founded();
    let (bob, carol) = (Person::new("bob"), Person::new("carol"));
    let (first, _) = alice.invite(&mut set, SEED, 2);
    let_in(&mut set, &alice, &bob, first);
    let_in(&mut set, &bob, &carol, first);
    assert!(
        Roster::of(&set).is_member(carol.keys.person()),
        "alice was not there"
    );
}

#[test]
fn more_than_its_uses_wait_unless_the_inviter_let_them_in() {
    let (mut set, alice) = founded();
    let [bob, carol, dave] = ["bob", "carol", "dave"].map(Person::new);
    let (first, _) = alice.invite(&mut set, [1; 16], 1);
    let joined = bob.join(set.circle(), first, [1; 16]);
    alice.admit(&mut set, &bob, joined);
    // One link, used in two rooms at once: by alice and by bob.
    let (link, _) = alice.invite(&mut set, SEED, 1);
    let_in(&mut set, &alice, &carol, link);
    let_in(&mut set, &bob, &dave, link);
    let roster = Roster::of(&set);
    assert!(
        roster.is_member(carol.keys.person()),
        "the inviter let carol in"
    );
    assert!(roster.waiting.contains(&dave.keys.person()), "dave waits");
    let_in(&mut set, &alice, &dave, link);
    let roster = Roster::of(&set);
    assert!(
        roster.is_member(dave.keys.person()),
        "until the inviter says yes as well"
    );
    assert_eq!(roster.waiting, BTreeSet::new(), "and then waits no more");
}

#[test]
fn a_wrong_proof_lets_nobody_in() {
    let (mut set, alice) = founded();
    let bob = Person::new("bob");
    let (invitation, _) = alice.invite(&mut set, SEED, 1);
    let guessed = bob.join(set.circle(), invitation, [9; 16]);
    alice.admit(&mut set, &bob, guessed);
    assert!(
        !Roster::of(&set).is_member(bob.keys.person()),
        "bob does not hold the invitation's key"
    );
}

#[test]
fn a_proof_is_worth_nothing_to_somebody_else() {
    let (mut set, alice) = founded();
    let (bob, mallory) = (Person::new("bob"), Person::new("mallory"));
    let (invitation, _) = alice.invite(&mut set, SEED, 2);
    let joined = bob.join(set.circle(), invitation, SEED);
    let Ok(StatementBody::Joined(stolen)) = read(&joined).content().body() else {
        panic!("a join")
    };
    let start = ChainEnd { n: 0, prev: None };
    let copied = mallory.say(set.circle(), &start, &StatementBody::Joined(stolen));
    alice.admit(&mut set, &mallory, copied);
    assert!(
        !Roster::of(&set).is_member(mallory.keys.person()),
        "the proof names bob and his device"
    );
}

#[test]
fn a_stranger_admits_nobody() {
    let (mut set, alice) = founded();
    let (bob, mallory) = (Person::new("bob"), Person::new("mallory"));
    let (invitation, _) = alice.invite(&mut set, SEED, 1);
    let joined = bob.join(set.circle(), invitation, SEED);
    let admitted = Admitted {
        invitation,
        person: bob.keys.person(),
        joined: id_of(&joined),
    };
    let start = ChainEnd { n: 0, prev: None };
    let mut items = mallory.records();
    items.push(mallory.say(set.circle(), &start, &StatementBody::Admitted(admitted)));
    items.extend(bob.records());
    items.push(joined);
    assert_eq!(set.admit(&items).stored, [], "nothing of it is even stored");
}

#[test]
fn who_left_is_no_member_and_stays_known() {
    let (mut set, alice) = founded();
    let bob = Person::new("bob");
    let (invitation, _) = alice.invite(&mut set, SEED, 1);
    let_in(&mut set, &alice, &bob, invitation);
    bob.put(&mut set, &StatementBody::Left(Left { erase: false }));
    let roster = Roster::of(&set);
    assert!(!roster.is_member(bob.keys.person()), "bob left");
    assert!(
        roster.members.contains_key(&bob.keys.person()),
        "what he signed still has a name"
    );
}

#[test]
fn a_number_used_twice_is_a_visible_fork_and_both_sides_count() {
    let (mut set, alice) = founded();
    let end = set.chain_end(alice.keys.device());
    let [one, other] = [[1; 16], [2; 16]].map(|seed| {
        let mut aside = set.clone();
        assert_eq!(
            aside.chain_end(alice.keys.device()),
            end,
            "both after the same statement"
        );
        alice.invite(&mut aside, seed, 1).1
    });
    set.admit(&[one, other]);
    let roster = Roster::of(&set);
    assert_eq!(roster.invitations.len(), 2, "both invitations count");
    assert_eq!(
        roster.forked,
        BTreeSet::from([alice.keys.device()]),
        "and the fork is seen"
    );
}

#[test]
fn an_unknown_critical_statement_freezes_what_its_device_says_later() {
    let (mut set, alice) = founded();
    let mut unknown = read(&alice.put(
        &mut set.clone(),
        &StatementBody::Left(Left { erase: false }),
    ))
    .content()
    .clone();
    unknown.kind = 999;
    let signed = Verified::sign(unknown, &alice.keys.signing_key()).unwrap();
    set.admit(&[Item::new(
        crate::item::ItemKind::Statement,
        signed.to_bytes(),
    )]);
    alice.invite(&mut set, SEED, 1);
    assert_eq!(
        Roster::of(&set).invitations.len(),
        0,
        "what comes after it is not read"
    );
    assert_eq!(
        set.statements().len(),
        3,
        "but all of it is kept and relayed"
    );
}
