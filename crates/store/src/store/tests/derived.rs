use super::*;
use crate::testing::papers::{job, vouch};
use otagai_core::{
    card::{CardEdit, Level, Strength, TextField},
    item::ItemKind,
    quiet::{QuietAnswer, QuietWord},
    statement::{Shown, StatementBody},
};
use proptest::prelude::*;

/// Who edits what: the number of a person, of one of their two devices, of an edit.
type Step = (u8, u8, u8);

fn edit(number: u8) -> CardEdit {
    let skills = ["研修", "英語", "司会"];
    let skill = skills[usize::from(number % 3)].to_owned();
    match number % 8 {
        0..3 => CardEdit::Text(TextField::Name, format!("名前 {number}")),
        3..5 => CardEdit::Text(TextField::Banner, format!("ひとこと {number}")),
        5 => CardEdit::RemoveStrength(skill),
        _ => CardEdit::Strength(Strength {
            skill,
            level: if number.is_multiple_of(2) {
                Level::Do
            } else {
                Level::Dont
            },
            limit: format!("{number}"),
        }),
    }
}

/// Everything that a circle of four says. Each person edits their card on two devices that know nothing of each other.
/// The first two work together, vouch, answer, and think better of some of it.
fn said(steps: &[Step], taken_back: u8) -> (Founded, Person) {
    let host = Person::new(1, 0);
    let mut founded = Founded::by(&host, "会");
    let mut people: Vec<[Person; 2]> = Vec::new();
    for number in 1..5 {
        let devices = [Person::new(number, 0), Person::new(number, 1)];
        if number > 1 {
            founded.let_in(&host, &devices[0]);
        }
        founded.add(devices[1].records());
        people.push(devices);
    }
    for (person, device, number) in steps {
        let writer = &mut people[usize::from(person % 4)][usize::from(device % 2)];
        let items = writer.edit_card(founded.circle, &edit(*number));
        founded.add(items);
    }
    work_together(&mut founded, &host, &people[1][0], taken_back);
    (founded, people.swap_remove(1).into_iter().next().unwrap())
}

/// A job that both sign and another one that Bob declines; a vouch that Bob shows, hides and shows, and one that waits.
/// Bit by bit, `taken_back` says which of them Alice takes back.
fn work_together(founded: &mut Founded, alice: &Person, bob: &Person, taken_back: u8) {
    let (first, second) = (job("研修", alice, bob), job("講演", alice, bob));
    let on_first = founded.paper(alice, bob, &first);
    let on_second = founded.paper(alice, bob, &second);
    founded.say(bob, &on_first.confirm());
    let shown = founded.paper(alice, bob, &vouch(alice, bob, &first, &on_first));
    let waiting = founded.paper(alice, bob, &vouch(alice, bob, &second, &on_second));
    founded.say(bob, &shown.accept());
    for is_shown in [false, true] {
        founded.say(
            bob,
            &StatementBody::Shown(Shown {
                document: shown.document,
                shown: is_shown,
            }),
        );
    }
    let declined = (on_second.document, on_second.chunk);
    let answer = QuietAnswer::new(Some(declined), None, QuietWord::Decline, "").unwrap();
    founded.paper(bob, alice, &answer);
    for (bit, paper) in [on_first, on_second, shown, waiting].iter().enumerate() {
        if taken_back & (1 << bit) != 0 {
            founded.say(alice, &paper.withdraw());
        }
    }
}

/// A device of somebody, which has the circle and nothing else yet.
fn begun(founded: &Founded, reader: &Person) -> (Store, usize) {
    let mut store = Store::temporary().unwrap();
    store.open_grants_with(reader.keys.encryption_key());
    let mut kinds = founded.items.iter().map(|item| item.kind);
    let genesis = kinds.position(|kind| kind == ItemKind::Statement).unwrap() + 1;
    store
        .add_circle(founded.circle, &[], &founded.items[..genesis])
        .unwrap();
    (store, genesis)
}

/// Brings items in, in batches; what had to wait comes again, as the next meeting brings it: with all that it is stored
/// together with, as a change is with its seal.
fn bring(store: &mut Store, items: &[Item], circle: CircleId, sizes: &[usize]) {
    let mut sizes = sizes.iter().cycle();
    let mut rest = items;
    while !rest.is_empty() {
        let size = (*sizes.next().unwrap()).min(rest.len());
        let (batch, after) = rest.split_at(size);
        store.admit(circle, batch).unwrap();
        rest = after;
    }
    store.admit(circle, items).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_follow_from_the_set_whatever_the_order_of_arrival(
        steps in prop::collection::vec(any::<Step>(), 1..25),
        taken_back in 0_u8..16,
        places in prop::collection::vec(any::<u32>(), 400),
        sizes in prop::collection::vec(1_usize..12, 1..5),
    ) {
        let (founded, bob) = said(&steps, taken_back);
        let circle = founded.circle;
        let (mut one, _) = begun(&founded, &bob);
        bring(&mut one, &founded.items, circle, &[usize::MAX]);
        let (mut other, begun) = begun(&founded, &bob);
        prop_assert!(founded.items.len() - begun <= places.len(), "a place for each");
        let rest = founded.items[begun..].iter().zip(&places);
        let mut mixed: Vec<(&u32, &Item)> = rest.map(|(item, place)| (place, item)).collect();
        mixed.sort_by_key(|(place, _)| *place);
        let mixed: Vec<Item> = mixed.into_iter().map(|(_, item)| item.clone()).collect();
        bring(&mut other, &mixed, circle, &sizes);
        prop_assert_eq!(one.digest(circle).unwrap(), other.digest(circle).unwrap(), "the same set");
        let rows = one.derived_digest(circle).unwrap();
        prop_assert_eq!(one.cards(circle).unwrap(), other.cards(circle).unwrap(), "the same cards");
        let papers = one.work(circle).unwrap();
        prop_assert!(!papers.jobs.is_empty() && !papers.vouches.is_empty(), "and papers there are");
        for store in [&mut one, &mut other] {
            let kept = store.derived_digest(circle).unwrap();
            let stored = store.digest(circle).unwrap();
            let rebuilt = store.rebuild(circle).unwrap();
            prop_assert_eq!(rebuilt, RebuildDigests { stored, derived: kept }, "rebuilt the same");
        }
        // Who was granted a key keeps a copy of what is taken back later, and none of what came after its withdrawal.
        if taken_back == 0 {
            prop_assert_eq!(papers, other.work(circle).unwrap(), "the same papers");
            prop_assert_eq!(rows, other.derived_digest(circle).unwrap(), "the same rows");
        }
    }
}

#[test]
fn rows_of_another_form_are_rebuilt_when_the_store_is_opened() {
    let place = tempfile::tempdir().unwrap();
    let two = two();
    let circle = two.founded.circle;
    let mut store = Store::create(lock(place.path()), &key()).unwrap();
    two.fill(&mut store);
    let before = seen(&mut store, circle);
    store
        .connection
        .execute_batch(
            "UPDATE derived SET version = x'00'; DROP TABLE cards; CREATE TABLE cards (a);",
        )
        .unwrap();
    drop(store);
    let mut store = Store::open(lock(place.path()), &key()).unwrap();
    assert!(seen(&mut store, circle) == before, "all rows are back");
}

#[test]
fn a_digest_tells_one_changed_column() {
    let two = two();
    let circle = two.founded.circle;
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let before = store.derived_digest(circle).unwrap();
    store
        .connection
        .execute("UPDATE cards SET row = x'00'", [])
        .unwrap();
    assert_ne!(
        store.derived_digest(circle).unwrap(),
        before,
        "a changed card"
    );
    assert_eq!(store.rebuild(circle).unwrap().derived, before, "mended");
}
