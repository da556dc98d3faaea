use super::*;
use otagai_core::card::{CardEdit, Level, Strength, TextField};
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

/// A circle of four; each person edits their card on two devices that know nothing of each other.
fn said(steps: &[Step]) -> Founded {
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
    founded
}

/// Brings items in, in batches; what had to wait comes again, as the next meeting brings it.
fn bring(items: &[Item], circle: CircleId, sizes: &[usize]) -> Store {
    let mut store = Store::temporary().unwrap();
    let genesis = items
        .iter()
        .filter(|item| item.kind <= otagai_core::item::ItemKind::Statement);
    store
        .add_circle(circle, &[], &genesis.cloned().collect::<Vec<_>>())
        .unwrap();
    let mut sizes = sizes.iter().cycle();
    let mut rest = items;
    while !rest.is_empty() {
        let size = (*sizes.next().unwrap()).min(rest.len());
        let (batch, after) = rest.split_at(size);
        store.admit(circle, batch).unwrap();
        rest = after;
    }
    store.admit(circle, items).unwrap();
    store
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_follow_from_the_set_whatever_the_order_of_arrival(
        steps in prop::collection::vec(any::<Step>(), 1..25),
        order in any::<prop::sample::Index>(),
        sizes in prop::collection::vec(1_usize..12, 1..5),
    ) {
        let founded = said(&steps);
        let circle = founded.circle;
        let mut mixed = founded.items.clone();
        let turn = order.index(mixed.len());
        mixed.rotate_left(turn);
        mixed[turn / 2..].reverse();
        let mut one = bring(&founded.items, circle, &[usize::MAX]);
        let mut other = bring(&mixed, circle, &sizes);
        prop_assert_eq!(one.digest(circle).unwrap(), other.digest(circle).unwrap(), "the same set");
        let rows = one.derived_digest(circle).unwrap();
        prop_assert_eq!(one.cards(circle).unwrap(), other.cards(circle).unwrap(), "the same cards");
        prop_assert_eq!(rows, other.derived_digest(circle).unwrap(), "the same rows");
        for store in [&mut one, &mut other] {
            let stored = store.digest(circle).unwrap();
            let rebuilt = store.rebuild(circle).unwrap();
            prop_assert_eq!(rebuilt, RebuildDigests { stored, derived: rows }, "rebuilt the same");
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
        .execute_batch("UPDATE derived SET version = 0; DROP TABLE cards; CREATE TABLE cards (a);")
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
