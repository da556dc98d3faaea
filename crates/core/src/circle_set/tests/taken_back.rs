//! Words that were taken back, and that come back when who took them back turns out not to be a member.

use super::*;
use crate::{
    card::{CardEdit, TextField},
    id::{DocumentId, ItemId},
    sealed::{ChunkWriter, Inner, Readers, SealedKey, grant},
    statement::{StatementBody, Withdraw},
    vouch::standing::dropped,
};

/// Alice invites one person and Bob uses the link; he writes a letter and takes it back. Then it turns out that
/// Carol, whom Dora let in, used the same link: neither was let in by the inviter.
struct Overused {
    circle: CircleId,
    before: Vec<Item>,
    words: Vec<Item>,
    withdrawal: Item,
    overuse: Vec<Item>,
    letter: DocumentId,
}

fn overused() -> Overused {
    let (alice, dora) = (Person::new("alice"), Person::new("dora"));
    let (mut bob, carol) = (Person::new("bob"), Person::new("carol"));
    let (mut set, mut before) = alice.found("会");
    let circle = set.circle();
    let (invitation, item) = alice.invite(&mut set, [3; 16], 1);
    before.push(item);
    before.extend(alice.admit(&mut set, &dora, dora.join(circle, invitation, [3; 16])));
    // Dora is a member and no steward; her word lets two in with a link for one.
    let (link, item) = alice.invite(&mut set, [4; 16], 1);
    before.push(item);
    before.extend(dora.admit(&mut set, &bob, bob.join(circle, link, [4; 16])));
    let key = SealedKey::from_bytes([1; 32]);
    let inner = Inner {
        circle,
        author: bob.keys.person(),
        kind: Kind::Job.name().to_owned(),
        readers: Readers::new([2; 32], [bob.keys.person(), alice.keys.person()]),
    };
    let header = inner.header(&key, [5; 16]);
    let change = bob.change(&CardEdit::Text(TextField::Name, "B".to_owned()));
    let device = bob.keys.signing_key();
    let writer = ChunkWriter {
        header: &header,
        key: &key,
        device: &device,
    };
    let chunk = writer.first(&inner, [6; 24], &change).unwrap();
    let to = x25519_dalek::PublicKey::from(&alice.keys.encryption_key()).to_bytes();
    let granted = grant(&device, &header, &key, &to, &[8; 32]).unwrap();
    before.push(bob.open(&header));
    let words = vec![
        Item::new(ItemKind::Chunk, chunk.to_bytes()),
        Item::new(ItemKind::Grant, granted.to_bytes()),
    ];
    let withdraw = StatementBody::Withdraw(Withdraw {
        document: header.id(),
    });
    let withdrawal = bob.put(&mut set, &withdraw);
    let overuse = dora.admit(&mut set, &carol, carol.join(circle, link, [4; 16]));
    Overused {
        circle,
        before,
        words,
        withdrawal,
        overuse,
        letter: header.id(),
    }
}

/// A device: what it holds in memory, and what it wrote to its file, in that order.
struct Device {
    set: CircleSet,
    file: Vec<(ItemId, Item)>,
}

impl Device {
    fn new(circle: CircleId) -> Self {
        Self {
            set: CircleSet::new(circle),
            file: Vec::new(),
        }
    }

    fn take(&mut self, items: &[Item]) {
        let mut intake = self.set.admit(items);
        let new = intake.stored.iter();
        self.file.extend(new.map(|one| (one.id, one.item.clone())));
        let dropped = dropped(&self.set, &Roster::of(&self.set)).into_keys();
        intake.removed.extend(self.set.drop_words(dropped));
        self.file.retain(|(id, _)| !intake.removed.contains(id));
    }

    fn restart(&mut self) {
        let items: Vec<Item> = self.file.iter().map(|(_, item)| item.clone()).collect();
        let mut set = CircleSet::new(self.set.circle());
        set.restore(&items);
        set.drop_words(dropped(&set, &Roster::of(&set)).into_keys());
        assert_eq!(set.digest(), self.set.digest(), "nothing is lost");
        self.set = set;
    }
}

#[test]
fn a_withdrawal_that_counts_no_longer_lets_the_words_back_in_restarted_or_not() {
    let all = overused();
    let holds = |device: &Device| device.set.document(&all.letter).unwrap().chunks().count();
    // One that never had the withdrawal count, as the overuse came first.
    let mut late = Device::new(all.circle);
    late.take(&all.before);
    late.take(&all.overuse);
    late.take(&all.words);
    late.take(std::slice::from_ref(&all.withdrawal));
    assert_eq!(
        holds(&late),
        1,
        "bob is not a member: nothing is taken back"
    );
    for restarts in [false, true] {
        let mut device = Device::new(all.circle);
        device.take(&all.before);
        device.take(&all.words);
        device.take(std::slice::from_ref(&all.withdrawal));
        assert_eq!(holds(&device), 0, "bob is a member and takes it back");
        device.take(&all.overuse);
        if restarts {
            device.restart();
        }
        device.take(&all.words);
        assert_eq!(
            device.set.digest(),
            late.set.digest(),
            "the same in the end, restarted: {restarts}"
        );
    }
}
