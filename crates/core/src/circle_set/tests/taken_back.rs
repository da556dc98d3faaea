//! Words that were taken back, and that come back when who took them back turns out not to be a member.

use super::*;
use crate::{
    change::actor_prefix,
    deed::{OpenPapers, Situation, WritingDevice, WrittenDeed, record_job},
    id::{DocumentId, ItemId},
    job::{JobDraft, JobKind, Participant},
    statement::{StatementBody, Withdraw},
    vouch::standing::{Standing, dropped},
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
    let (bob, carol) = (Person::new("bob"), Person::new("carol"));
    let (mut set, mut before) = alice.found("会");
    let circle = set.circle();
    let (invitation, item) = alice.invite(&mut set, [3; 16], 1);
    before.push(item);
    before.extend(alice.admit(&mut set, &dora, dora.join(circle, invitation, [3; 16])));
    // Dora is a member and no steward; her word lets two in with a link for one.
    let (link, item) = alice.invite(&mut set, [4; 16], 1);
    before.push(item);
    before.extend(dora.admit(&mut set, &bob, bob.join(circle, link, [4; 16])));
    let letter = recorded(&bob, &alice, &set);
    let document = letter.papers[0].document;
    let mut words = letter.items;
    before.push(words.remove(0));
    let withdraw = StatementBody::Withdraw(Withdraw { document });
    let withdrawal = bob.put(&mut set, &withdraw);
    let overuse = dora.admit(&mut set, &carol, carol.join(circle, link, [4; 16]));
    Overused {
        circle,
        before,
        words,
        withdrawal,
        overuse,
        letter: document,
    }
}

/// The deed with which one records work with another: the opening comes first.
fn recorded(author: &Person, other: &Person, set: &CircleSet) -> WrittenDeed {
    let (today, month) = ("2026-11-21".parse().unwrap(), "2026-06".parse().unwrap());
    let participant = |person: &Person| Participant {
        person: person.keys.person(),
        role: String::new(),
    };
    let draft = JobDraft {
        title: "研修".to_owned(),
        kind: JobKind::Paid,
        from: month,
        to: month,
        size: None,
        participants: vec![participant(author), participant(other)],
        skills: vec!["進行".to_owned()],
        outside: 0,
        request: None,
    };
    let here = Situation {
        me: author.keys.person(),
        today,
        today_in_japan: today,
        set,
        roster: &Roster::of(set),
        work: &Standing::default(),
        papers: &OpenPapers::default(),
        names: &BTreeMap::new(),
    };
    let mut actor = [9; 24];
    actor[..8].copy_from_slice(&actor_prefix(&author.keys.device()));
    let device = WritingDevice {
        keys: &author.keys,
        actor,
        now: 0,
    };
    let mut drawn = 0;
    let mut random = |bytes: &mut [u8]| {
        drawn += 1;
        bytes.fill(drawn);
    };
    let deed = record_job(&here, &draft).unwrap();
    deed.write(&here, &device, &mut random).unwrap()
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
