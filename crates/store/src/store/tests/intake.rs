use super::*;
use otagai_core::{
    card::{Availability, CardEdit, Free, Level, Strength, TextField},
    document::{Header, Kind},
    item::ItemKind,
    limits,
    statement::{Left, StatementBody},
};
use std::collections::BTreeSet;

#[test]
fn what_came_in_is_read_as_members_cards_and_charter() {
    let two = two();
    let mut store = Store::temporary().unwrap();
    let admitted = two.fill(&mut store);
    let circle = two.founded.circle;
    let (alice, bob) = (two.alice.keys.person(), two.bob.keys.person());
    assert_eq!(
        (admitted.intake.deferred, admitted.intake.refused.len()),
        (0, 0),
        "all of it is good"
    );
    assert_eq!(
        admitted.people,
        BTreeSet::from([alice, bob]),
        "both are new"
    );
    assert_eq!(
        admitted.digest,
        store.set(circle).unwrap().digest(),
        "over what is held"
    );
    let members = store.members(circle).unwrap();
    let row = |person| *members.iter().find(|row| row.person == person).unwrap();
    assert_eq!(
        (
            row(alice).steward,
            row(alice).invited_by,
            row(alice).distance
        ),
        (true, None, 0),
        "the founder"
    );
    assert_eq!(
        (row(bob).standing, row(bob).invited_by, row(bob).distance),
        (Standing::Member, Some(alice), 1),
        "let in by Alice"
    );
    assert_eq!(name_of(&store, circle, bob), "髙﨑 房雄", "Bob's card");
    let about = store.about(circle).unwrap();
    assert_eq!(about.name, "コーチングの勉強会", "the circle's name");
    assert_eq!(
        about.charter.unwrap().charter.purpose,
        "教え合い、仕事を紹介し合う",
        "as adopted"
    );
    assert_eq!(store.secrets(circle).unwrap(), [secret()], "its secret");
    assert_eq!(store.circles().unwrap(), [circle], "one circle");
}

#[test]
fn a_card_reads_back_whole_and_a_new_seal_replaces_the_old_one() {
    let mut two = two();
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let (circle, bob) = (two.founded.circle, two.bob.keys.person());
    let before = store.item_ids(circle).unwrap().len();
    let edits = [
        CardEdit::Text(TextField::Banner, "英語の\"研修\"".to_owned()),
        CardEdit::Strength(Strength {
            skill: "研修".to_owned(),
            level: Level::Little,
            limit: "半日まで".to_owned(),
        }),
        CardEdit::Availability(Availability::said(
            Free::Ask,
            "夜なら",
            "2026-07-01".to_owned(),
        )),
    ];
    for edit in &edits {
        let admitted = store
            .admit(circle, &two.bob.edit_card(circle, edit))
            .unwrap();
        assert_eq!(admitted.people, BTreeSet::from([bob]), "Bob's card only");
        assert_eq!(admitted.intake.removed.len(), 1, "the seal before");
    }
    let ids = store.item_ids(circle).unwrap();
    assert_eq!(
        ids.len(),
        before + edits.len(),
        "one change each, one seal in all"
    );
    assert_eq!(
        store.load_items(circle, &ids).unwrap().len(),
        ids.len(),
        "all in the file"
    );
    let row = store.card(circle, bob).unwrap().unwrap();
    let opened = store.card_document(circle, bob).unwrap().unwrap();
    assert_eq!(
        row.card,
        otagai_core::card::read(&opened.materialised.document),
        "column by column"
    );
    assert_eq!(
        (row.heads, row.skipped, row.forked),
        (opened.heads, 0, false),
        "a sound card"
    );
    assert_eq!(row.card.strengths.len(), 1, "with a strength");
}

#[test]
fn items_are_handed_out_dependencies_first() {
    let two = two();
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let circle = two.founded.circle;
    let mut ids = store.item_ids(circle).unwrap();
    ids.reverse();
    let items = store.load_items(circle, &ids).unwrap();
    let first_of_document = items
        .iter()
        .position(|item| item.kind == ItemKind::Opening)
        .unwrap();
    assert!(
        items[..first_of_document]
            .iter()
            .all(|item| item.kind <= ItemKind::List),
        "standing first: {:?}",
        kinds(&items)
    );
    let of_document = &kinds(&items)[first_of_document..];
    let one = [ItemKind::Opening, ItemKind::Change, ItemKind::Seal];
    assert_eq!(
        of_document,
        [one, one, one].concat(),
        "then document by document"
    );
    // Each one alone, in this order, is enough for another store.
    let mut other = Store::temporary().unwrap();
    let genesis = items
        .iter()
        .position(|item| item.kind == ItemKind::Statement)
        .unwrap();
    other.add_circle(circle, &[], &items[..=genesis]).unwrap();
    for document in items[genesis + 1..first_of_document]
        .chunks(1)
        .chain(items[first_of_document..].chunks(3))
    {
        let admitted = other.admit(circle, document).unwrap();
        assert_eq!(
            admitted.intake.deferred,
            0,
            "nothing waits: {:?}",
            kinds(document)
        );
    }
    assert_eq!(
        other.digest(circle).unwrap(),
        store.digest(circle).unwrap(),
        "the same set"
    );
}

#[test]
fn opening_and_reading_rows_does_not_read_the_circle_into_memory() {
    let place = tempfile::tempdir().unwrap();
    let two = two();
    let circle = two.founded.circle;
    let mut store = Store::create(lock(place.path()), &key()).unwrap();
    two.fill(&mut store);
    drop(store);
    let store = Store::open(lock(place.path()), &key()).unwrap();
    assert_eq!(store.members(circle).unwrap().len(), 2, "both members");
    assert_eq!(store.cards(circle).unwrap().len(), 2, "both cards");
    assert!(store.charter(circle).unwrap().is_some(), "the charter");
    store.digest(circle).unwrap();
    assert!(store.held.is_empty(), "all of it from the tables");
}

#[test]
fn leaving_shows_and_what_is_not_taken_is_counted() {
    let mut two = two();
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let (circle, bob) = (two.founded.circle, two.bob.keys.person());
    two.founded
        .say(&two.bob, &StatementBody::Left(Left { erase: false }));
    let left = two.founded.items.last().unwrap().clone();
    let mut bad = left.clone();
    *bad.bytes.last_mut().unwrap() ^= 1;
    for _ in 0..2 {
        let admitted = store.admit(circle, std::slice::from_ref(&bad)).unwrap();
        assert_eq!(admitted.intake.refused.len(), 1, "a bad signature");
        assert!(admitted.people.is_empty(), "nobody reads differently");
    }
    let refused = store.refused(circle).unwrap();
    assert_eq!(
        (refused.len(), refused[0].kind, refused[0].count),
        (1, ItemKind::Statement, 2),
        "one row, counted twice"
    );
    assert_eq!(
        store.admit(circle, &[left]).unwrap().people,
        BTreeSet::from([bob]),
        "Bob left"
    );
    let row = store
        .members(circle)
        .unwrap()
        .into_iter()
        .find(|row| row.person == bob)
        .unwrap();
    assert_eq!(row.standing, Standing::Left, "and it shows");
}

#[test]
fn a_circle_comes_with_its_genesis_or_not_at_all() {
    let two = two();
    let circle = two.founded.circle;
    let mut store = Store::temporary().unwrap();
    let refused = store.add_circle(circle, &[secret()], &[]);
    assert!(matches!(refused, Err(StoreError::NoGenesis)), "{refused:?}");
    assert!(store.circles().unwrap().is_empty(), "nothing is left of it");
    assert!(
        matches!(
            store.admit(circle, &two.founded.items),
            Err(StoreError::UnknownCircle(_))
        ),
        "not taken up yet"
    );
    two.fill(&mut store);
    let newer = CircleSecret::new(2, [8; 32]);
    store
        .add_circle(circle, std::slice::from_ref(&newer), &[])
        .unwrap();
    assert_eq!(
        store.secrets(circle).unwrap(),
        [newer.clone(), secret()],
        "the newest first"
    );
    assert!(!store.add_secrets(circle, &[newer]).unwrap(), "nothing new");
    for number in (100_u8..).take(limits::CIRCLES - 1) {
        let founded = Founded::by(&Person::new(number, 0), "会");
        store
            .add_circle(founded.circle, &[], &founded.items)
            .unwrap();
    }
    let one_more = Founded::by(&Person::new(99, 0), "会");
    let refused = store.add_circle(one_more.circle, &[], &one_more.items);
    assert!(
        matches!(refused, Err(StoreError::TooManyCircles)),
        "{refused:?}"
    );
}

#[test]
fn a_second_document_that_calls_itself_a_card_is_not_shown() {
    let two = two();
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let (circle, bob) = (two.founded.circle, two.bob.keys.person());
    let header = Header {
        nonce: [1; 16],
        ..Header::single(circle, bob, Kind::Card)
    };
    let admitted = store.admit(circle, &[two.bob.opening(&header)]).unwrap();
    assert_eq!(admitted.intake.stored.len(), 1, "it is stored and relayed");
    assert!(admitted.people.is_empty(), "and changes no card");
    assert_eq!(name_of(&store, circle, bob), "髙﨑 房雄", "Bob's one card");
}

#[test]
fn a_card_that_was_only_opened_is_empty_and_stands_on_the_first_change() {
    let mut two = two();
    let carol = Person::new(3, 0);
    two.founded.let_in(&two.alice, &carol);
    let circle = two.founded.circle;
    let header = Header::single(circle, carol.keys.person(), Kind::Card);
    two.founded.add(vec![carol.opening(&header)]);
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let row = store.card(circle, carol.keys.person()).unwrap().unwrap();
    assert_eq!(
        row.card,
        otagai_core::card::Card::default(),
        "nothing said yet"
    );
    assert_eq!(
        row.heads,
        [crate::testing::base_tip()],
        "the published first change"
    );
}

#[test]
fn two_devices_that_opened_one_card_keep_both_edits_in_one_batch() {
    let mut two = two();
    let circle = two.founded.circle;
    let mut second = Person::new(2, 1);
    two.founded.add(second.records());
    let banner = CardEdit::Text(TextField::Banner, "二台目から".to_owned());
    let card = second.edit_card(circle, &banner);
    assert_eq!(
        card[0].kind,
        ItemKind::Opening,
        "the second device opens the card as well"
    );
    two.founded.add(card);
    let mut store = Store::temporary().unwrap();
    let admitted = two.fill(&mut store);
    let row = store.card(circle, two.bob.keys.person()).unwrap().unwrap();
    assert_eq!(
        (
            row.card.name.as_str(),
            row.card.banner.as_str(),
            row.heads.len()
        ),
        ("髙﨑 房雄", "二台目から", 2),
        "both edits, on two heads"
    );
    let mut names: Vec<_> = admitted
        .intake
        .stored
        .iter()
        .map(|stored| stored.id)
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(
        names.len(),
        admitted.intake.stored.len(),
        "each item is stored once"
    );
}
