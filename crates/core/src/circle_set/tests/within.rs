//! Limits on numbers: what is held is a function of what was there to hold, in whatever order it came.

use super::*;
use crate::{
    chunk::{Chunk, Grant},
    document::Header,
    id::{DeviceId, DocumentId, ItemId, StatementId},
    limits::Limits,
    record::{DeviceCertificate, Record},
    sealed::{Inner, Readers, SealedKey},
    signed::Verified,
    statement::{Admitted, ChainEnd, DeviceAdded, Shown, StatementBody},
    testing::id_of,
};

/// So small that a few items lie beyond each of them.
const SMALL: Limits = Limits {
    records: 3,
    lists: 1,
    statements: 9,
    document_items: 14,
    history_changes: 4,
    history_bytes: 4_000,
    document_changes: 6,
    document_bytes: 3 * (2_048 + 16),
    seals: 2,
    grants: 2,
};

/// A deterministic source of choices; the seed is printed by proptest on failure.
struct Choices(u64);

impl Choices {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn shuffled(&mut self, items: &[Item]) -> Vec<Item> {
        let mut items = items.to_vec();
        for at in (1..items.len()).rev() {
            let other = self.below(at + 1);
            items.swap(at, other);
        }
        items
    }
}

fn letter(author: &Person, circle: CircleId, number: u8) -> Header {
    let inner = Inner {
        circle,
        author: author.keys.person(),
        kind: Kind::Job.name().to_owned(),
        readers: Readers::new([2; 32], [author.keys.person()]),
    };
    inner.header(&SealedKey::from_bytes([1; 32]), [number; 16])
}

fn chunk(author: &Person, letter: &Header, previous: Vec<ItemId>, nonce: u8) -> (ItemId, Item) {
    let chunk = Chunk {
        circle: letter.circle,
        document: letter.id(),
        device: author.keys.device(),
        previous,
        nonce: [nonce; 24],
        ciphertext: vec![0; 2_048 + 16],
    };
    let signed = Verified::sign(chunk, &author.keys.signing_key()).unwrap();
    (
        signed.item_id(),
        Item::new(ItemKind::Chunk, signed.to_bytes()),
    )
}

fn grant(author: &Person, letter: &Header, number: u8) -> Item {
    let grant = Grant {
        circle: letter.circle,
        document: letter.id(),
        device: author.keys.device(),
        wrapped: vec![number; 80],
    };
    let signed = Verified::sign(grant, &author.keys.signing_key()).unwrap();
    Item::new(ItemKind::Grant, signed.to_bytes())
}

/// Two members who write more than the limits allow: forks, devices that certify each other, letters with
/// branches, a card with versions side by side.
fn crowded(choices: &mut Choices) -> (CircleId, Vec<Item>) {
    let (full, mut items, alice, bob) = two_people();
    let circle = full.circle();
    for (number, one) in [&alice, &bob].into_iter().enumerate() {
        let number = u8::try_from(number).unwrap();
        items.extend(statements(one, &full, choices));
        for letter_number in 0..4 {
            let letter = letter(one, circle, number * 16 + letter_number);
            items.push(one.open(&letter));
            let mut chunks: Vec<ItemId> = Vec::new();
            for nonce in 0..choices.below(6) {
                let before = chunks.len().min(choices.below(2));
                let previous = (0..before).map(|_| chunks[choices.below(chunks.len())]);
                let nonce = u8::try_from(nonce).unwrap();
                let (id, item) = chunk(one, &letter, previous.collect(), nonce);
                chunks.push(id);
                items.push(item);
            }
            items.extend((0..4).map(|number| grant(one, &letter, number)));
        }
        // Versions of the card that do not know of each other, each a history of its own.
        for branch in 0..4_u8 {
            let mut apart = one.clone();
            for change in 0..=choices.below(5) {
                let text = format!("{branch} {change}");
                items.extend(apart.banner(circle, &text));
            }
        }
    }
    (circle, items)
}

/// A chain with forks; among its statements are devices that certify further ones, and an admission of somebody
/// who writes as well.
fn statements(one: &Person, full: &CircleSet, choices: &mut Choices) -> Vec<Item> {
    let circle = full.circle();
    let mut items = Vec::new();
    let mut said: Vec<(u32, StatementId)> = Vec::new();
    let second = Person::new(&format!("{} second", one.name));
    let friend = Person::new(&format!("{} friend", one.name));
    for number in 0..12_u8 {
        let before = said.get(choices.below(said.len() + 1));
        let ChainEnd { n, prev } = before.map_or_else(
            || full.chain_end(one.keys.device()),
            |(n, id)| ChainEnd {
                n: n + 1,
                prev: Some(*id),
            },
        );
        let body = match number {
            3 => StatementBody::DeviceAdded(DeviceAdded {
                device: second.keys.device(),
                encryption_key: [1; 32],
            }),
            5 => StatementBody::Admitted(Admitted {
                invitation: StatementId::from_bytes([1; 32]),
                person: friend.keys.person(),
                joined: StatementId::from_bytes([1; 32]),
            }),
            _ => StatementBody::Shown(Shown {
                document: DocumentId::from_bytes([number; 32]),
                shown: choices.below(2) == 0,
            }),
        };
        let item = one.say(circle, &ChainEnd { n, prev }, &body);
        said.push((n, id_of(&item)));
        items.push(item);
    }
    items.extend(friend.records());
    items.push(friend.open(&friend.card(circle)));
    items.extend(friend.clone().banner(circle, "友"));
    // The second device speaks for the same person.
    let shown = StatementBody::Shown(Shown {
        document: DocumentId::from_bytes([99; 32]),
        shown: true,
    });
    let said = crate::statement::compose(
        circle,
        one.keys.person(),
        second.keys.device(),
        &ChainEnd { n: 0, prev: None },
        &[],
        &shown,
    );
    let signed = Verified::sign(said, &second.keys.signing_key()).unwrap();
    items.push(Item::new(ItemKind::Statement, signed.to_bytes()));
    let root =
        crate::phrase::RecoveryEntropy::new(blake3::derive_key("test root", one.name.as_bytes()))
            .root_key();
    for number in 0..4 {
        let certificate = DeviceCertificate {
            device: DeviceId::from_bytes([number; 32]),
            encryption_key: [1; 32],
        };
        let record = Record::device(one.keys.person(), &certificate);
        let signed = Verified::sign(record, &root).unwrap();
        items.push(Item::new(ItemKind::Record, signed.to_bytes()));
    }
    items
}

/// A device with its file: the items that it holds, as they came.
struct Device {
    set: CircleSet,
    file: BTreeMap<ItemId, Item>,
}

impl Device {
    fn new(circle: CircleId) -> Self {
        Self {
            set: CircleSet::with_limits(circle, SMALL),
            file: BTreeMap::new(),
        }
    }

    fn take(&mut self, batch: &[Item]) -> bool {
        let before = self.set.digest();
        // Signatures were made a moment ago; checking them each time would take minutes.
        let intake = self.set.restore(batch);
        for stored in intake.stored {
            self.file.insert(stored.id, stored.item);
        }
        for id in intake.removed {
            self.file.remove(&id);
        }
        assert!(
            self.file.keys().eq(self.set.items()),
            "the file follows what is said of a batch"
        );
        self.set.digest() != before
    }

    /// Everything offered again and again, as meetings do, until nothing changes.
    fn fill(&mut self, choices: &mut Choices, items: &[Item], parts: usize) {
        for _ in 0..200 {
            let mut moved = false;
            let order = choices.shuffled(items);
            for part in order.chunks(items.len().div_ceil(parts)) {
                moved |= self.take(part);
            }
            moved |= self.take(items);
            if !moved {
                return;
            }
        }
        panic!("no end of coming and going");
    }

    fn restart(&mut self) {
        let items: Vec<Item> = self.file.values().cloned().collect();
        let mut set = CircleSet::with_limits(self.set.circle(), SMALL);
        let intake = set.restore(&items);
        assert_eq!((intake.beyond, intake.deferred), (0, 0), "all of it");
        assert_eq!(set.digest(), self.set.digest(), "after a restart");
        self.set = set;
    }

    fn all(&self) -> Vec<Item> {
        self.file.values().cloned().collect()
    }
}

fn meet(one: &mut Device, other: &mut Device) {
    for _ in 0..50 {
        if one.set.digest() == other.set.digest() {
            return;
        }
        let (of_one, of_other) = (one.all(), other.all());
        one.take(&of_other);
        other.take(&of_one);
    }
    panic!("they never agree");
}

#[test]
fn the_limits_of_a_person_leave_room_for_three_hundred_and_for_twenty_years() {
    let most = Limits::PROTOCOL.items_of_a_person();
    assert!(most >= 20 * 500, "{most} for a very active member");
    assert!(300 * most <= 1 << 22, "{most} times 300");
}

#[test]
fn each_limit_is_kept_and_something_lies_beyond_each() {
    let (circle, items) = crowded(&mut Choices(7));
    let mut device = Device::new(circle);
    device.fill(&mut Choices(7), &items, 3);
    let set = &device.set;
    for (_, entry) in set.documents() {
        assert!(entry.bytes() <= SMALL.document_bytes, "bytes");
        assert!(entry.change_count() <= SMALL.document_changes, "changes");
        assert!(entry.seals().count() <= SMALL.seals, "seals");
    }
    assert!(set.items().len() < items.len(), "not everything");
    for person in [Person::new("alice"), Person::new("bob")] {
        let me = person.keys.person();
        let statements = set.statements().values();
        let mine = statements.filter(|said| said.content().person == me);
        assert!(mine.count() <= SMALL.statements + 1, "and the genesis");
        let records = set.records().filter(|record| record.content().person == me);
        assert_eq!(records.count(), SMALL.records, "the lowest");
    }
    let speaking = [Person::new("alice"), Person::new("bob")]
        .into_iter()
        .filter(|person| {
            set.authority()
                .is_certified(person.keys.device(), person.keys.person())
        });
    let cards: Vec<bool> = speaking
        .map(|person| set.document(&person.card(circle).id()).is_some())
        .collect();
    assert!(!cards.is_empty(), "somebody has a certificate left");
    assert!(!cards.contains(&false), "a card comes before all letters");
}

#[test]
fn a_history_beyond_the_limit_is_refused_and_the_one_before_stays() {
    let (_, items, mut alice, _) = two_people();
    let circle = two_people().0.circle();
    let mut set = CircleSet::with_limits(circle, SMALL);
    set.admit(&items);
    let mut last = set.digest();
    for number in 2..=4 {
        assert_eq!(
            set.admit(&alice.banner(circle, &number.to_string()))
                .refused,
            [],
            "change {number}"
        );
        last = set.digest();
    }
    assert_eq!(
        set.admit(&alice.banner(circle, "5")).refused,
        [(ItemKind::Seal, ItemRefusal::Limit)],
        "the fifth"
    );
    assert_eq!(set.digest(), last, "nothing is lost");
}

#[test]
fn a_chunk_that_is_not_filled_up_is_refused() {
    let (mut set, _, alice, _) = two_people();
    let letter = letter(&alice, set.circle(), 1);
    set.admit(&[alice.open(&letter)]);
    for (len, fits) in [
        (0, false),
        (15, false),
        (16, false),
        (17, false),
        (2_048, false),
        (2_064, true),
        (4_112, true),
        (4_113, false),
    ] {
        let chunk = Chunk {
            circle: set.circle(),
            document: letter.id(),
            device: alice.keys.device(),
            previous: Vec::new(),
            nonce: [1; 24],
            ciphertext: vec![0; len],
        };
        let signed = Verified::sign(chunk, &alice.keys.signing_key()).unwrap();
        let intake = set.admit(&[Item::new(ItemKind::Chunk, signed.to_bytes())]);
        assert_eq!(intake.stored.len(), usize::from(fits), "{len} bytes");
        assert_eq!(intake.refused.len(), usize::from(!fits), "{len} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn beyond_the_limits_the_order_and_the_batches_do_not_matter(
        world in any::<u64>(),
        seeds in any::<[u64; 2]>(),
        parts in prop::array::uniform2(1_usize..40),
    ) {
        let (circle, items) = crowded(&mut Choices(world));
        let [mut one, mut other] = [Device::new(circle), Device::new(circle)];
        one.fill(&mut Choices(seeds[0]), &items, parts[0]);
        other.fill(&mut Choices(seeds[1]), &items, parts[1]);
        one.restart();
        prop_assert_eq!(one.set.items(), other.set.items());
        prop_assert_eq!(one.set.digest(), other.set.digest());
        prop_assert_eq!(Roster::of(&one.set), Roster::of(&other.set));
        prop_assert!(!one.take(&items), "what lies beyond comes and goes without a trace");
    }

    #[test]
    fn three_devices_that_were_given_parts_agree_once_they_have_met(
        world in any::<u64>(),
        seed in any::<u64>(),
    ) {
        let mut choices = Choices(seed);
        let (circle, items) = crowded(&mut Choices(world));
        let mut devices = [Device::new(circle), Device::new(circle), Device::new(circle)];
        let order = choices.shuffled(&items);
        for part in order.chunks(7) {
            let who = choices.below(3);
            // What stands at the beginning everybody has.
            devices[who].take(&two_people().1);
            devices[who].take(part);
        }
        for _ in 0..100 {
            let (one, other) = (choices.below(3), choices.below(3));
            if let Ok([one, other]) = devices.get_disjoint_mut([one, other]) {
                meet(one, other);
                if choices.below(3) == 0 {
                    one.restart();
                }
            }
        }
        let [one, rest @ ..] = &devices;
        for other in rest {
            prop_assert_eq!(one.set.items(), other.set.items());
            prop_assert_eq!(Roster::of(&one.set), Roster::of(&other.set));
        }
    }
}
