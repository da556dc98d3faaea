use super::*;
use otagai_core::{
    base,
    change::actor_prefix,
    document::Kind,
    gate,
    id::DocumentId,
    item::ItemKind,
    job::{self, JobDraft, JobKind, Participant},
    sealed::{ChunkWriter, Inner, Readers, SealedKey, grant},
    statement::{StatementBody, Withdraw},
    vouch::standing::Dropped,
};

/// Alice records work with Bob: opening, chunk, a grant to Bob.
fn recorded(two: &Two, store: &mut Store) -> (DocumentId, Vec<Item>) {
    let (alice, bob) = (&two.alice.keys, &two.bob.keys);
    let people = [alice.person(), bob.person()];
    let participant = |person| Participant {
        person,
        role: String::new(),
    };
    let draft = JobDraft {
        title: "研修".to_owned(),
        kind: JobKind::Paid,
        from: "2026-05".parse().unwrap(),
        to: "2026-06".parse().unwrap(),
        size: None,
        participants: people.map(participant).to_vec(),
        skills: vec!["進行".to_owned()],
        outside: 0,
        request: None,
    };
    let job = draft
        .check(alice.person(), "2026-11".parse().unwrap())
        .unwrap();
    let mut actor = [9; 24];
    actor[..8].copy_from_slice(&actor_prefix(&alice.device()));
    let written = gate::edit(&mut base::document(), actor, 0, |t| job::write(t, &job));
    let key = SealedKey::from_bytes([1; 32]);
    let inner = Inner {
        circle: two.founded.circle,
        author: alice.person(),
        kind: Kind::Job.name().to_owned(),
        readers: Readers::new([2; 32], people),
    };
    let (header, device) = (inner.header(&key, [3; 16]), alice.signing_key());
    let writer = ChunkWriter {
        header: &header,
        key: &key,
        device: &device,
    };
    let chunk = writer.first(&inner, [4; 24], &written.unwrap().unwrap());
    let devices = &store.roster(two.founded.circle).unwrap().devices;
    let to = &devices[&bob.device()].encryption_key;
    let granted = grant(&device, &header, &key, to, &[5; 32]).unwrap();
    let items = vec![
        two.alice.opening(&header),
        Item::new(ItemKind::Chunk, chunk.unwrap().to_bytes()),
        Item::new(ItemKind::Grant, granted.to_bytes()),
    ];
    (header.id(), items)
}

/// A relay that has both hands them over together; or the words after the withdrawal, which is too late.
#[test]
fn what_comes_with_its_withdrawal_is_known_as_after_a_restart() {
    for (how, sizes) in [("one after the other", &[3, 1][..]), ("in one batch", &[4])] {
        let mut two = two();
        let circle = two.founded.circle;
        let mut store = Store::temporary().unwrap();
        store.open_grants_with(two.bob.keys.encryption_key());
        two.fill(&mut store);
        let (document, mut items) = recorded(&two, &mut store);
        let body = StatementBody::Withdraw(Withdraw { document });
        let before = two.founded.items.len();
        two.founded.say(&two.alice, &body);
        items.extend_from_slice(&two.founded.items[before..]);
        let mut rest = items.as_slice();
        for size in sizes {
            let (batch, later) = rest.split_at(*size);
            store.admit(circle, batch).unwrap();
            rest = later;
        }
        let job = store.work(circle).unwrap().jobs.remove(&document);
        let dropped = job.and_then(|job| job.dropped);
        assert_eq!(dropped, Some(Dropped::Withdrawn), "{how}: a reader's copy");
        let derived = store.derived_digest(circle).unwrap();
        let rebuilt = store.rebuild(circle).unwrap();
        assert_eq!(rebuilt.derived, derived, "{how}: worked out anew");
    }
}
