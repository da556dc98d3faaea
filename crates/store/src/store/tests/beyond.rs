//! What lies beyond a limit on numbers leaves the file too, and what is worked out from it with it.

use super::*;
use ed25519_dalek::SigningKey;
use otagai_core::{
    item::ItemKind,
    limits::Limits,
    record::{CredentialCertificate, Record},
    signed::Verified,
};

/// So many records by Bob's root that his device's certificate is not among the lowest that are kept.
fn records(count: u16) -> Vec<Item> {
    let root = SigningKey::from_bytes(&[2; 32]);
    let person = PersonId::from_bytes(root.verifying_key().to_bytes());
    let record = |number: u16| {
        let mut credential_key = [0; 32];
        credential_key[..2].copy_from_slice(&number.to_be_bytes());
        let record = Record::credential(person, &CredentialCertificate { credential_key });
        let signed = Verified::sign(record, &root).unwrap();
        Item::new(ItemKind::Record, signed.to_bytes())
    };
    (0..count).map(record).collect()
}

fn of_bob(store: &mut Store, two: &Two) -> usize {
    let bob = two.bob.keys.person();
    let set = store.set(two.founded.circle).unwrap();
    let records = set.records();
    records
        .filter(|record| record.content().person == bob)
        .count()
}

#[test]
fn what_lies_beyond_a_limit_leaves_the_file_in_whatever_order_it_came() {
    let two = two();
    let (circle, bob) = (two.founded.circle, two.bob.keys.person());
    let (mut one, mut other) = (Store::temporary().unwrap(), Store::temporary().unwrap());
    two.fill(&mut one);
    two.fill(&mut other);
    assert_eq!(name_of(&one, circle, bob), "髙﨑 房雄", "bob's card");
    let records = records(300);
    let mut outdone = 0;
    for part in records.chunks(60) {
        outdone += one.admit(circle, part).unwrap().intake.outdone.len();
    }
    for part in records.chunks(90).rev() {
        other.admit(circle, part).unwrap();
    }
    assert!(outdone > 0, "some were held before");
    assert_eq!(of_bob(&mut one, &two), Limits::PROTOCOL.records, "the most");
    assert_eq!(name_of(&one, circle, bob), "", "no device speaks for him");
    let digests = |store: &mut Store| {
        (
            store.digest(circle).unwrap(),
            store.derived_digest(circle).unwrap(),
        )
    };
    let before = digests(&mut one);
    assert_eq!(before, digests(&mut other), "the same on both");
    one.rebuild(circle).unwrap();
    assert_eq!(before, digests(&mut one), "and after a start");
    let again = one.admit(circle, &records).unwrap();
    assert_eq!(
        (again.intake.stored.len(), again.intake.removed.len()),
        (0, 0),
        "what comes again comes to nothing"
    );
    assert!(again.intake.refused.is_empty(), "and is no fault");
}

#[test]
fn what_this_device_writes_beyond_a_limit_is_refused_as_a_whole() {
    let two = two();
    let circle = two.founded.circle;
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let records = records(80);
    let (fit, more) = records.split_at(Limits::PROTOCOL.records - 2);
    store.admit_own(circle, fit).unwrap();
    let before = store.digest(circle).unwrap();
    for one in more {
        let refused = store.admit_own(circle, std::slice::from_ref(one));
        assert!(
            matches!(refused, Err(StoreError::BeyondLimit)),
            "{refused:?}"
        );
        assert_eq!(store.digest(circle).unwrap(), before, "nothing is lost");
        assert_eq!(store.rebuild(circle).unwrap().stored, before, "in the file");
    }
}
