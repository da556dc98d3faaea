use super::*;
use crate::{
    card::{self, CardEdit, TextField},
    counting,
    document::Kind,
    gate,
    id::CircleId,
    item::{Item, ItemKind},
    roster::Roster,
    testing::Person,
};
use proptest::prelude::*;

mod chains;
mod taken_back;
mod within;

/// Alice founds a circle, lets Bob in, and both have a card: the set and every item in it.
fn two_people() -> (CircleSet, Vec<Item>, Person, Person) {
    let (mut alice, mut bob) = (Person::new("alice"), Person::new("bob"));
    let (mut set, mut items) = alice.found("会");
    let circle = set.circle();
    let (invitation, invite) = alice.invite(&mut set, [3; 16], 1);
    items.push(invite);
    let joined = bob.join(circle, invitation, [3; 16]);
    items.extend(alice.admit(&mut set, &bob, joined));
    for person in [&mut alice, &mut bob] {
        items.push(person.open(&person.card(circle)));
        items.extend(person.banner(circle, "はじめまして"));
    }
    set.admit(&items);
    (set, items, alice, bob)
}

fn admit_fresh(circle: CircleId, items: &[Item]) -> (CircleSet, Intake) {
    let mut set = CircleSet::new(circle);
    let intake = set.admit(items);
    (set, intake)
}

fn banner(text: &str) -> CardEdit {
    CardEdit::Text(TextField::Banner, text.to_owned())
}

fn flip_last(item: &Item) -> Item {
    let mut changed = item.clone();
    *changed.bytes.last_mut().unwrap() ^= 1;
    changed
}

#[test]
fn both_are_members_and_both_cards_count() {
    let (set, items, alice, bob) = two_people();
    assert_eq!(set.items().len(), items.len(), "every item is held");
    let roster = Roster::of(&set);
    for person in [&alice, &bob] {
        assert!(
            roster.is_member(person.keys.person()),
            "{} is a member",
            person.name
        );
        let entry = set.document(&person.card(set.circle()).id()).unwrap();
        let order = counting::counting(entry, &set.authority().devices_of(person.keys.person()));
        assert_eq!(order.len(), 1, "the banner of {} counts", person.name);
    }
}

#[test]
fn a_change_without_its_seal_is_not_stored() {
    let (mut set, _, mut alice, _) = two_people();
    let change_only = alice.banner(set.circle(), "まだ").remove(0);
    let before = set.digest();
    assert_eq!(
        set.admit(&[change_only]).stored,
        [],
        "a relay cannot slip in what nobody sealed"
    );
    assert_eq!(set.digest(), before, "and nothing is left behind");
}

#[test]
fn a_change_whose_dependency_is_missing_waits_outside() {
    let (mut set, _, mut alice, _) = two_people();
    let first = alice.banner(set.circle(), "一");
    let second = alice.banner(set.circle(), "二");
    let early = set.admit(&second);
    assert_eq!(
        (early.stored.len(), early.deferred),
        (0, 2),
        "automerge would queue it in silence"
    );
    let both = set.admit(&[first, second].concat());
    assert_eq!(
        (both.stored.len(), both.removed.len()),
        (4, 2),
        "two changes, and only the newest seal stays"
    );
}

#[test]
fn one_changed_byte_of_any_item_is_refused_and_costs_nobody_else() {
    let (full, items, ..) = two_people();
    for (at, item) in items.iter().enumerate() {
        let mut batch = items.clone();
        batch[at] = flip_last(item);
        let (set, intake) = admit_fresh(full.circle(), &batch);
        assert!(
            !intake.refused.is_empty(),
            "{:?} {at} with a changed byte is refused",
            item.kind
        );
        assert!(
            set.items().is_subset(full.items()),
            "{:?} {at}: nothing foreign is held",
            item.kind
        );
        let mut set = set;
        set.admit(std::slice::from_ref(item));
        set.admit(&items);
        assert_eq!(
            set.digest(),
            full.digest(),
            "{:?} {at}: the true item heals it",
            item.kind
        );
    }
}

#[test]
fn a_seal_is_worth_nothing_under_another_document_circle_or_device() {
    let (mut set, _, mut alice, bob) = two_people();
    let circle = set.circle();
    let change = alice.change(&banner("三"));
    let card = alice.card(circle).id();
    let mut other_header = alice.card(circle);
    other_header.kind = Kind::Charter.name().to_owned();
    set.admit(&[alice.open(&other_header)]);
    let seal = alice.seal(circle, card, &change);
    let elsewhere = Item::change(other_header.id(), change.bytes.clone());
    assert_eq!(
        set.admit(&[elsewhere, seal]).stored,
        [],
        "the change under another document has no seal"
    );
    let foreign = alice.seal(CircleId::from_bytes([9; 32]), card, &change);
    assert_eq!(
        set.admit(&[foreign]).refused,
        [(ItemKind::Seal, ItemRefusal::OtherCircle)],
        "another circle"
    );
    let by_bob = bob.seal(circle, card, &change);
    let intake = set.admit(&[Item::change(card, change.bytes.clone()), by_bob]);
    assert_eq!(intake.stored, [], "bob does not speak for alice's card");
}

#[test]
fn a_device_seals_only_what_it_wrote_itself() {
    let (mut set, _, mut alice, mut bob) = two_people();
    let circle = set.circle();
    let by_alice = alice.change(&banner("盗用"));
    let card_of_bob = bob.card(circle).id();
    let laundered = bob.seal(circle, card_of_bob, &by_alice);
    let intake = set.admit(&[Item::change(card_of_bob, by_alice.bytes), laundered]);
    assert_eq!(
        intake.refused,
        [(ItemKind::Seal, ItemRefusal::NotEntitled)],
        "not somebody else's change"
    );
    assert!(!bob.banner(circle, "自分の").is_empty(), "his own he may");
}

#[test]
fn a_stranger_stores_nothing() {
    let (mut set, ..) = two_people();
    let mut mallory = Person::new("mallory");
    let circle = set.circle();
    let mut items = mallory.records();
    items.push(mallory.open(&mallory.card(circle)));
    items.extend(mallory.banner(circle, "入れて"));
    let intake = set.admit(&items);
    assert_eq!(intake.stored, [], "nobody let mallory in");
}

#[test]
fn an_older_seal_is_replaced_and_never_comes_back() {
    let (mut set, _, mut alice, _) = two_people();
    let newer = alice.banner(set.circle(), "新しい");
    let intake = set.admit(&newer);
    assert_eq!(
        (intake.stored.len(), intake.removed.len()),
        (2, 1),
        "the older seal goes"
    );
    let digest = set.digest();
    let again = two_people().1;
    set.admit(&again);
    assert_eq!(
        set.digest(),
        digest,
        "and is not taken again from somebody who still has it"
    );
}

#[test]
fn an_opening_that_comes_twice_in_one_batch_blanks_nothing() {
    let (full, items, alice, _) = two_people();
    let opening = alice.open(&alice.card(full.circle()));
    let twice = [items, vec![opening]].concat();
    let (set, intake) = admit_fresh(full.circle(), &twice);
    assert_eq!(intake.stored.len(), full.items().len(), "each item once");
    let entry = set.document(&alice.card(full.circle()).id()).unwrap();
    assert_eq!(entry.change_count(), 1, "the card keeps its change");
}

#[test]
fn garbage_behind_a_good_change_is_refused() {
    let (mut set, _, mut alice, _) = two_people();
    let mut items = alice.banner(set.circle(), "よい");
    items[0].bytes.extend_from_slice(b"garbage");
    assert_eq!(
        set.admit(&items).stored,
        [],
        "the library would take the good prefix and say nothing"
    );
}

#[test]
fn a_signed_but_malformed_change_is_left_out_and_the_rest_is_shown() {
    let mut alice = Person::new("alice");
    let good = alice.change(&banner("よい"));
    let mut bad = alice.change(&banner("わるい"));
    let cut = bad.bytes.len() / 2;
    bad.bytes.truncate(cut);
    let shown = gate::materialise(&[good, bad.clone()]);
    assert_eq!(
        shown.skipped.into_iter().collect::<Vec<_>>(),
        [bad.hash],
        "only the bad one"
    );
    assert_eq!(
        card::read(&shown.document).banner,
        "よい",
        "the good one stays"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_and_the_batches_of_arrival_do_not_matter(seed in any::<u64>(), parts in 1_usize..6) {
        let (full, items, ..) = two_people();
        let mut shuffled = items;
        // A small deterministic shuffle: the seed is printed by proptest on failure.
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let other = usize::try_from(state >> 33).unwrap() % (at + 1);
            shuffled.swap(at, other);
        }
        let mut set = CircleSet::new(full.circle());
        let size = shuffled.len().div_ceil(parts);
        // Deferred items come again with the next meeting: as often as there are parts.
        for _ in 0..=shuffled.len() {
            for part in shuffled.chunks(size) {
                set.admit(part);
            }
        }
        set.admit(&shuffled);
        prop_assert_eq!(set.digest(), full.digest());
        prop_assert_eq!(Roster::of(&set), Roster::of(&full));
    }
}
