//! Who holds what of one's own things: directly known, told, never more than is known.

use super::*;
use otagai_core::{
    Millis,
    delivery::{Mark, NewsEntry},
    id::{DeviceId, ItemId},
};

const NOON: Millis = 1_800_000_000_000;

/// Alice, who writes, and Bob, who meets Carol; each with a store of their own.
struct Three {
    two: Two,
    carol: Person,
    circle: CircleId,
    alice: Store,
    bob: Store,
}

fn three() -> Three {
    let mut two = two();
    let carol = Person::new(3, 0);
    two.founded.let_in(&two.alice, &carol);
    let (mut alice, mut bob) = (Store::temporary().unwrap(), Store::temporary().unwrap());
    two.fill(&mut alice);
    let circle = two.founded.circle;
    bob.add_circle(circle, &[secret()], &all(&alice, circle))
        .unwrap();
    Three {
        two,
        carol,
        circle,
        alice,
        bob,
    }
}

/// Everything of a store in the order in which another device is given it.
fn all(store: &Store, circle: CircleId) -> Vec<Item> {
    let ids: Vec<ItemId> = store.item_ids(circle).unwrap();
    store.load_items(circle, &ids).unwrap()
}

impl Three {
    fn alice_writes(&mut self, name: &str) {
        let items = self.two.alice.name(self.circle, name);
        self.alice.admit(self.circle, &items).unwrap();
    }

    fn bob_gets_everything(&mut self) {
        let items = all(&self.alice, self.circle);
        self.bob.admit(self.circle, &items).unwrap();
    }

    fn bob_meets_carol(&mut self, at: Millis) -> Vec<PersonId> {
        let digest = self.bob.digest(self.circle).unwrap();
        let (device, person) = (self.carol.keys.device(), self.carol.keys.person());
        let heard_of = self.bob.met(self.circle, device, person, &digest, at);
        heard_of.unwrap().into_iter().collect()
    }

    fn people(&self) -> [PersonId; 3] {
        [&self.two.alice, &self.two.bob, &self.carol].map(|person| person.keys.person())
    }

    fn news(&mut self) -> Vec<NewsEntry> {
        let [alice, bob, _] = self.people();
        self.bob.news_for(self.circle, alice, bob).unwrap()
    }

    fn alice_learns(&mut self, news: &[NewsEntry], now: Millis) -> bool {
        let [alice, bob, _] = self.people();
        self.alice
            .learn(self.circle, alice, bob, news, now)
            .unwrap()
    }

    fn rows(&self) -> Vec<DeliveryRow> {
        let [alice, ..] = self.people();
        self.alice.delivery(self.circle, alice).unwrap()
    }

    /// How many of Alice's things nobody is known to have brought to Carol.
    fn missing(&mut self) -> usize {
        let [alice, _, carol] = self.people();
        let rows = self.rows().into_iter().filter(|row| row.person == carol);
        let through = rows.map(|row| row.through_seq).max().unwrap_or(0);
        let things = self.alice.own_things(self.circle, alice).unwrap();
        things.iter().filter(|thing| thing.seq > through).count()
    }
}

#[test]
fn alice_learns_from_bob_what_carol_holds_and_no_more() {
    let mut three = three();
    let [_, bob, carol] = three.people();
    let everything = three.missing();
    assert!(everything > 2, "nobody was met: {everything}");
    three.bob_meets_carol(NOON);
    let news = three.news();
    assert_eq!(news.len(), 1, "of carol alone");
    assert!(three.alice_learns(&news, NOON + 5), "that is new");
    assert_eq!(three.missing(), 0, "carol holds all of it");
    let through_seq = three.rows()[0].through_seq;
    assert_eq!(
        three.rows(),
        [DeliveryRow {
            person: carol,
            through_seq,
            told_by: Some(bob),
            at: NOON,
        }],
        "bob said so"
    );

    three.alice_writes("二つ目");
    assert_eq!(three.missing(), 1, "the card has changed since");
    three.bob_gets_everything();
    let news = three.news();
    three.alice_learns(&news, NOON + 6);
    assert_eq!(three.missing(), 1, "bob has it, carol is not known to");
    three.bob_meets_carol(NOON + 7_000);
    let news = three.news();
    assert!(three.alice_learns(&news, NOON + 8_000), "carol has come on");
    assert_eq!(three.missing(), 0, "now she has it");
    assert!(!three.alice_learns(&news, NOON + 9_000), "nothing new");
}

#[test]
fn what_came_since_a_device_was_met_is_told_first_unless_it_is_much() {
    let mut three = three();
    let carol = three.carol.keys.device();
    let since = |three: &Three| three.bob.since_met(three.circle, carol).unwrap();
    assert_eq!(since(&three), None, "never met");
    three.bob_meets_carol(NOON);
    assert_eq!(since(&three), Some(Vec::new()), "nothing came since");
    let before = three.bob.item_ids(three.circle).unwrap();
    three.alice_writes("二つ目");
    three.bob_gets_everything();
    let mut new = three.bob.item_ids(three.circle).unwrap();
    new.retain(|id| !before.contains(id));
    let mut told = since(&three).expect("little came");
    told.sort_unstable();
    assert_eq!(told, new, "that and nothing else");
    let count = u16::try_from(new.len()).unwrap();
    let up_to = |most| three.bob.since_met_up_to(three.circle, carol, most);
    assert!(up_to(count).unwrap().is_some(), "as many as may be told");
    assert_eq!(up_to(count - 1).unwrap(), None, "too much");
}

#[test]
fn who_was_met_at_an_older_state_is_not_thought_to_hold_what_came_since() {
    let mut three = three();
    let [alice, bob, _] = three.people();
    let older = three.bob.digest(three.circle).unwrap();
    three.alice_writes("その間に");
    three.bob_gets_everything();
    let (device, person) = (three.carol.keys.device(), three.carol.keys.person());
    let heard_of = three
        .bob
        .met(three.circle, device, person, &older, NOON)
        .unwrap();
    assert!(heard_of.is_empty(), "nothing is known yet");
    assert_eq!(three.news(), [], "and nothing told");
    assert_eq!(
        three.bob.delivery(three.circle, bob).unwrap(),
        [],
        "nor claimed of bob's own things"
    );
    assert_eq!(three.bob.peers(three.circle).unwrap().len(), 1, "but met");
    assert_eq!(three.bob_meets_carol(NOON).len(), 3, "everybody's things");
    three.alice_writes("三つ目");
    three.bob_gets_everything();
    assert_eq!(three.bob_meets_carol(NOON), [alice], "alice's are new");
    assert_eq!(three.bob_meets_carol(NOON), [], "nothing is");
}

#[test]
fn what_is_not_found_or_about_nobody_else_tells_nothing() {
    let mut three = three();
    let [alice, bob, carol] = three.people();
    three.bob_meets_carol(NOON);
    let true_news = three.news()[0];
    let lies = [
        ("a mark of nothing", carol, Mark([0; 8])),
        ("a mark of no beginning", carol, Mark([1; 8])),
        (
            "a person whom nobody knows",
            PersonId::from_bytes([9; 32]),
            true_news.mark,
        ),
        ("the listener", alice, true_news.mark),
        ("the teller", bob, true_news.mark),
    ];
    for (what, person, mark) in lies {
        let entry = NewsEntry {
            person: person.into(),
            mark,
            met_at_s: NOON / 1_000,
        };
        assert!(!three.alice_learns(&[entry], NOON), "{what}");
        assert_eq!(three.rows(), [], "{what}");
    }
}

#[test]
fn what_was_told_moves_forward_only_and_into_no_future() {
    let mut three = three();
    three.bob_meets_carol(NOON);
    let old = three.news();
    three.alice_writes("二つ目");
    three.bob_gets_everything();
    three.bob_meets_carol(NOON + 60_000);
    let new = three.news();
    three.alice_learns(&new, NOON + 90_000);
    let known = three.rows();
    assert!(!three.alice_learns(&old, NOON + 95_000), "old news");
    assert_eq!(three.rows(), known, "not backwards");
    let ahead = NewsEntry {
        met_at_s: u64::MAX,
        ..new[0]
    };
    assert!(three.alice_learns(&[ahead], NOON + 99_000), "met again");
    assert_eq!(
        (three.rows()[0].at, three.rows()[0].through_seq),
        (NOON + 99_000, known[0].through_seq),
        "now at the latest, by alice's clock"
    );
    assert!(
        !three.alice_learns(&new, NOON + 99_999),
        "nor back in time: {:?}",
        three.rows()
    );
}

#[test]
fn what_alice_knows_herself_stands_beside_what_she_was_told() {
    let mut three = three();
    let [alice, bob, carol] = three.people();
    three.bob_meets_carol(NOON);
    let news = three.news();
    three.alice_learns(&news, NOON);
    let digest = three.alice.digest(three.circle).unwrap();
    let mut meet = |device: DeviceId, at| {
        three
            .alice
            .met(three.circle, device, carol, &digest, at)
            .unwrap();
    };
    meet(three.carol.keys.device(), NOON + 1);
    // A second computer of carol's: the same person.
    meet(Person::new(3, 1).keys.device(), NOON + 2);
    let rows = three.rows();
    let seen: Vec<_> = rows.iter().map(|row| (row.told_by, row.at)).collect();
    assert_eq!(
        seen,
        [(None, NOON + 2), (Some(bob), NOON)],
        "given, and passed on as well"
    );
    assert!(
        rows[0].through_seq >= rows[1].through_seq,
        "a meeting says at least as much"
    );
    // What alice's second computer tells, alice has done herself.
    let [entry] = news[..] else { panic!("one") };
    let later = NewsEntry {
        met_at_s: NOON / 1_000 + 60,
        ..entry
    };
    three
        .alice
        .learn(three.circle, alice, alice, &[later], NOON + 90_000)
        .unwrap();
    assert!(
        three.rows().iter().all(|row| row.told_by.is_none()),
        "given by one of alice's own: {:?}",
        three.rows()
    );
}

#[test]
fn the_same_news_is_told_once_and_again_where_it_may_be_lost() {
    let mut three = three();
    let [alice, bob, _] = three.people();
    let (circle, device) = (three.circle, three.two.alice.keys.device());
    three.bob_meets_carol(NOON);
    let untold = |three: &mut Three| three.bob.untold_news(circle, device, bob).unwrap();
    let news = untold(&mut three);
    assert_eq!(news, three.news(), "not told yet");
    let digest = three.bob.digest(circle).unwrap();
    three.bob.met(circle, device, alice, &digest, NOON).unwrap();
    three.bob.told_news(circle, device, &news).unwrap();
    assert_eq!(untold(&mut three), [], "told");
    three.bob_meets_carol(NOON + 1_000);
    assert_eq!(untold(&mut three), [], "carol again, on the same day");
    three.bob_meets_carol(NOON + 90_000_000);
    assert_eq!(untold(&mut three).len(), 1, "carol again, a day later");
    let news = untold(&mut three);
    three.bob.told_news(circle, device, &news).unwrap();
    three.bob.forget_told(device).unwrap();
    assert_eq!(untold(&mut three), news, "the connection broke");
    let stranger = DeviceId::from_bytes([5; 32]);
    assert_eq!(
        three.bob.untold_news(circle, stranger, bob).unwrap(),
        [],
        "nothing for a device that speaks for nobody"
    );
}

/// A program that was killed may have noted as told what never left it.
#[test]
fn what_was_told_before_a_start_is_told_again() {
    let place = tempfile::tempdir().unwrap();
    let mut three = three();
    let [alice, bob, _] = three.people();
    let (circle, device) = (three.circle, three.two.alice.keys.device());
    three.bob = Store::create(lock(place.path()), &key()).unwrap();
    let items = all(&three.alice, circle);
    three.bob.add_circle(circle, &[secret()], &items).unwrap();
    three.bob_meets_carol(NOON);
    let digest = three.bob.digest(circle).unwrap();
    three.bob.met(circle, device, alice, &digest, NOON).unwrap();
    let news = three.news();
    three.bob.told_news(circle, device, &news).unwrap();
    assert_eq!(
        three.bob.untold_news(circle, device, bob).unwrap(),
        [],
        "told"
    );
    three.bob = Store::temporary().unwrap();
    three.bob = Store::open(lock(place.path()), &key()).unwrap();
    let untold = three.bob.untold_news(circle, device, bob).unwrap();
    assert_eq!(untold, news, "after a start");
}

#[test]
fn own_things_are_documents_and_statements_with_their_newest_item() {
    let mut three = three();
    let [alice, ..] = three.people();
    let things = |three: &mut Three| three.alice.own_things(three.circle, alice).unwrap();
    let before = things(&mut three);
    let documents = before.iter().filter(|thing| thing.document.is_some());
    assert_eq!(documents.count(), 2, "card and charter");
    let statements = before.iter().filter(|thing| thing.statement.is_some());
    assert_eq!(
        statements.count(),
        5,
        "genesis, adoption, invitation, two let in"
    );
    three.alice_writes("書き直す");
    let after = things(&mut three);
    assert_eq!(after.len(), before.len(), "no other thing");
    let (old, new) = (before.last().unwrap(), after.last().unwrap());
    assert!(new.seq > old.seq && new.document.is_some(), "{new:?}");
    assert!(after.is_sorted_by_key(|thing| thing.seq), "oldest first");
}

#[test]
fn of_devices_met_in_the_first_form_of_the_file_nothing_is_claimed() {
    let mut connection = Connection::open_in_memory().unwrap();
    let first = include_str!("../../../migrations/0001.sql");
    connection.execute_batch(first).unwrap();
    connection
        .execute_batch(
            "INSERT INTO circles VALUES (x'01', x'80');
             INSERT INTO items (circle, id, kind, bytes) VALUES (x'01', x'02', 1, x'03');
             INSERT INTO peers VALUES (x'01', x'04', x'05', 1700000000000);
             PRAGMA user_version = 1;",
        )
        .unwrap();
    migration::run(&mut connection).unwrap();
    let row: (i64, i64, Option<Vec<u8>>) = connection
        .query_row("SELECT last_met_ms, held_seq, told FROM peers", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(row, (1_700_000_000_000, 0, None), "met, and no more");
}
