//! Two that have held the same before: what came since is told first, and compared is only what that left.

use super::*;
use otagai_core::item::{digest, list_item_id};
use std::collections::{BTreeMap, VecDeque};

/// A side of a conversation that is carried by hand.
struct ExchangeSide {
    session: Session,
    held: BTreeMap<ItemId, Item>,
    inbox: VecDeque<Input>,
    lists: usize,
    met: bool,
}

fn item(number: u8) -> (ItemId, Item) {
    let bytes = vec![number];
    (list_item_id(&bytes), Item::new(ItemKind::Statement, bytes))
}

impl ExchangeSide {
    fn new(role: Role, held: &[u8], since_met: Option<&[u8]>) -> Self {
        let (me, remote) = match role {
            Role::Dialer => (ALICE, BOB),
            Role::Listener => (BOB, ALICE),
        };
        let held: BTreeMap<ItemId, Item> = held.iter().copied().map(item).collect();
        let offer = CircleOffer {
            digest: digest(held.keys()),
            since_met: since_met.map(|since| since.iter().map(|number| item(*number).0).collect()),
            ..offer(0, RemoteStanding::Member)
        };
        Self {
            session: Session::new(role, me, remote, vec![offer], [role as u8; 32]),
            held,
            inbox: VecDeque::from([Input::Opened]),
            lists: 0,
            met: false,
        }
    }

    /// Does what the session wants done; gives the frames for the other side.
    fn turn(&mut self) -> Vec<Vec<u8>> {
        let mut frames = Vec::new();
        while let Some(input) = self.inbox.pop_front() {
            for output in self.session.handle(input) {
                match output {
                    Output::Send(frame) => frames.push(frame),
                    Output::List(circle) => {
                        self.lists += 1;
                        let items = self.held.keys().copied().collect();
                        self.inbox.push_back(Input::Listed { circle, items });
                    }
                    Output::Load {
                        circle,
                        request,
                        items,
                    } => {
                        let held = items.iter().filter_map(|id| self.held.get(id).cloned());
                        self.inbox.push_back(Input::Loaded {
                            circle,
                            request,
                            items: held.collect(),
                            last: true,
                        });
                    }
                    Output::Store { circle, items } => {
                        let new = items
                            .into_iter()
                            .map(|item| (list_item_id(&item.bytes), item));
                        let new: BTreeMap<ItemId, Item> = new.collect();
                        let stored = new.keys().copied().collect();
                        self.held.extend(new);
                        self.inbox.push_back(Input::Stored {
                            circle,
                            stored,
                            refused: 0,
                            deferred: 0,
                            digest: digest(self.held.keys()),
                            remote: RemoteStanding::Member,
                        });
                    }
                    Output::Met { digest: at, .. } => {
                        assert_eq!(at, digest(self.held.keys()), "met where it stands");
                        self.met = true;
                    }
                    other => panic!("nothing of that kind is asked here: {other:?}"),
                }
            }
        }
        frames
    }
}

/// Lets the two talk until nothing is left to say, and gives the frames that went from one to the other.
fn talk(dialer: &mut ExchangeSide, listener: &mut ExchangeSide) -> usize {
    let mut frames = 0;
    loop {
        let there = dialer.turn();
        frames += there.len();
        listener.inbox.extend(there.into_iter().map(Input::Frame));
        let back = listener.turn();
        frames += back.len();
        if back.is_empty() && dialer.inbox.is_empty() {
            assert!(
                dialer.met && listener.met,
                "both know that they hold the same"
            );
            assert_eq!(dialer.held, listener.held, "the same");
            return frames;
        }
        dialer.inbox.extend(back.into_iter().map(Input::Frame));
    }
}

#[test]
fn what_came_since_is_told_and_nothing_is_compared() {
    for (alice, bob, lists) in [
        (vec![9], vec![], [0, 1]),
        (vec![], vec![9], [1, 0]),
        (vec![8], vec![9], [1, 1]),
    ] {
        let holds = |since: &[u8]| [&[1, 2, 3], since].concat();
        let mut dialer = ExchangeSide::new(Role::Dialer, &holds(&alice), Some(&alice));
        let mut listener = ExchangeSide::new(Role::Listener, &holds(&bob), Some(&bob));
        talk(&mut dialer, &mut listener);
        assert_eq!(
            [dialer.lists, listener.lists],
            lists,
            "who was told something looked whether it is there already: {alice:?} {bob:?}"
        );
    }
}

#[test]
fn what_both_got_elsewhere_is_told_by_nobody() {
    let mut dialer = ExchangeSide::new(Role::Dialer, &[1, 2, 3], Some(&[3]));
    let mut listener = ExchangeSide::new(Role::Listener, &[1, 2, 3], Some(&[2, 3]));
    assert_eq!(talk(&mut dialer, &mut listener), 2, "two hellos");
}

#[test]
fn a_side_that_went_back_to_a_copy_is_found_by_comparing() {
    let mut dialer = ExchangeSide::new(Role::Dialer, &[1, 2, 3, 4], Some(&[]));
    let mut listener = ExchangeSide::new(Role::Listener, &[1], None);
    talk(&mut dialer, &mut listener);
    assert_eq!([dialer.lists, listener.lists], [1, 1], "one round");
}

proptest::proptest! {
    /// Whatever a side believes of the other, they come to hold the same.
    #[test]
    fn a_wrong_belief_about_the_other_side_keeps_nothing_back(
        held in proptest::array::uniform2(proptest::collection::btree_set(0..8_u8, 0..8)),
        believed in proptest::array::uniform2(proptest::option::of(proptest::collection::btree_set(0..8_u8, 0..8))),
    ) {
        let [mut dialer, mut listener] = [0, 1].map(|side| {
            let held: Vec<u8> = held[side].iter().copied().collect();
            let since: Option<Vec<u8>> = believed[side]
                .as_ref()
                .map(|since| since.iter().copied().filter(|number| held.contains(number)).collect());
            let role = [Role::Dialer, Role::Listener][side];
            ExchangeSide::new(role, &held, since.as_deref())
        });
        talk(&mut dialer, &mut listener);
    }
}

/// What came by another connection may be in the store, and be listed, before this session is told of it.
#[test]
fn who_came_to_the_same_by_way_of_others_says_so() {
    let (mut alice, mut bob, ..) = greeted(
        offer(1, RemoteStanding::Member),
        offer(1, RemoteStanding::Member),
    );
    let changed = Input::Changed {
        circle: CIRCLE,
        items: vec![ItemId::from_bytes([5; 32])],
        digest: [2; 32],
        remote: RemoteStanding::Member,
    };
    let announced = sent(&bob.handle(changed.clone())).remove(0);
    assert_eq!(
        alice.handle(Input::Frame(announced)),
        [Output::List(CIRCLE)],
        "alice looks whether she has it"
    );
    let answers = sent(&alice.handle(Input::Listed {
        circle: CIRCLE,
        items: vec![ItemId::from_bytes([5; 32])],
    }));
    for answer in answers {
        assert_eq!(bob.handle(Input::Frame(answer)), [], "they differ still");
    }
    let met = Output::Met {
        circle: CIRCLE,
        digest: [2; 32],
        received: 0,
        sent: 0,
    };
    let outputs = alice.handle(changed);
    assert_eq!(
        outputs.get(1..),
        Some([met.clone()].as_slice()),
        "the same now"
    );
    let told = sent(&outputs).remove(0);
    assert_eq!(bob.handle(Input::Frame(told)), [met], "and bob knows it");
}
