//! More items than fingerprints fit into one message.

use super::*;

fn ids(from: u32, to: u32) -> Vec<ItemId> {
    let id = |number: u32| {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        ItemId::from_bytes(bytes)
    };
    (from..to).map(id).collect()
}

fn listed(items: Vec<ItemId>) -> Input {
    Input::Listed {
        circle: CIRCLE,
        items,
    }
}

fn loads(outputs: &[Output]) -> Vec<usize> {
    outputs
        .iter()
        .filter_map(|output| match output {
            Output::Load { items, .. } => Some(items.len()),
            _ => None,
        })
        .collect()
}

#[test]
fn both_sides_compare_more_items_than_fit_into_a_message() {
    let (mut alice, mut bob, at_alice, _) = greeted(
        offer(1, RemoteStanding::Member),
        offer(2, RemoteStanding::Member),
    );
    assert_eq!(at_alice, [Output::List(CIRCLE)], "alice looks what she has");
    let have = sent(&alice.handle(listed(ids(0, 210_000))));
    assert_eq!(have.len(), 3, "in three messages");
    let mut asked = Vec::new();
    for frame in have {
        assert!(frame.len() <= limits::FRAME_BYTES, "each fits");
        assert_eq!(asked, [], "bob waits for the last");
        asked = bob.handle(Input::Frame(frame));
    }
    assert_eq!(asked, [Output::List(CIRCLE)], "then looks himself");
    let answer = bob.handle(listed(ids(100_000, 330_000)));
    assert_eq!(loads(&answer), [120_000], "what alice lacks");
    let mut at_alice = Vec::new();
    for frame in sent(&answer) {
        at_alice.extend(alice.handle(Input::Frame(frame)));
    }
    assert_eq!(loads(&at_alice), [100_000], "what bob lacks");
}

#[test]
fn what_is_wanted_may_take_several_messages_too() {
    let (mut alice, mut bob, ..) = greeted(
        offer(1, RemoteStanding::Member),
        offer(2, RemoteStanding::Member),
    );
    for frame in sent(&alice.handle(listed(ids(0, 210_000)))) {
        bob.handle(Input::Frame(frame));
    }
    let want = sent(&bob.handle(listed(Vec::new())));
    assert_eq!(want.len(), 3, "everything");
    let at_alice: Vec<Output> = want
        .into_iter()
        .flat_map(|frame| alice.handle(Input::Frame(frame)))
        .collect();
    assert_eq!(loads(&at_alice), [210_000], "once, and in one request");
}

#[test]
fn messages_that_tell_nothing_new_are_no_question_without_end() {
    let part = |list: &[Fingerprint], more| Message::Have {
        circle: name(),
        salt: 5,
        fingerprints: fingerprints(list),
        more,
    };
    let one = [[1; 8]];
    let cases: [&[Message]; 3] = [
        &[part(&[], Some(true))],
        &[part(&one, Some(true)), part(&one, Some(true))],
        &[part(&one, Some(true)), part(&[], None)],
    ];
    for messages in cases {
        let (_, mut bob, ..) = greeted(
            offer(1, RemoteStanding::Member),
            offer(2, RemoteStanding::Member),
        );
        let last = messages
            .iter()
            .map(|message| bob.handle(frame(message)))
            .last();
        let closed = Output::Close(CloseReason::Protocol(ProtocolError::OutOfOrder));
        assert_eq!(last, Some(vec![closed]), "{messages:?}");
    }
}

/// Alice dials Bob; they have two circles in common, in which they do not hold the same.
fn with_two_circles() -> (Session, Session, Vec<Output>) {
    let other = |digest| CircleOffer {
        circle: OTHER,
        secrets: vec![CircleSecret::new(1, [8; 32])],
        ..offer(digest, RemoteStanding::Member)
    };
    let offers = |digest| vec![offer(digest, RemoteStanding::Member), other(digest)];
    let mut alice = Session::new(Role::Dialer, ALICE, BOB, offers(1), [1; 32]);
    let mut bob = Session::new(Role::Listener, BOB, ALICE, offers(2), [2; 32]);
    let hello = sent(&alice.handle(Input::Opened)).remove(0);
    let answer = sent(&bob.handle(Input::Frame(hello))).remove(0);
    let asked = alice.handle(Input::Frame(answer));
    (alice, bob, asked)
}

const OTHER: CircleId = CircleId::from_bytes([0xc2; 32]);

/// More than can be compared.
fn too_many() -> Input {
    listed(vec![ItemId::from_bytes([5; 32]); COMPARED + 1])
}

#[test]
fn a_circle_too_large_to_compare_is_left_out_and_the_others_go_on() {
    let (mut alice, mut bob, asked) = with_two_circles();
    let both = [Output::List(CIRCLE), Output::List(OTHER)];
    assert!(both.iter().all(|list| asked.contains(list)), "{asked:?}");
    let left_out = Output::LeftOut { circle: CIRCLE };
    let at_alice = alice.handle(too_many());
    assert!(at_alice.contains(&left_out), "{at_alice:?}");
    assert!(!alice.is_closed(), "the connection stays");
    let word = sent(&at_alice);
    assert_eq!(word.len(), 1, "Bob is told");
    let at_bob = bob.handle(Input::Frame(word[0].clone()));
    assert_eq!(at_bob, [left_out], "and leaves it out as well");
    assert_eq!(alice.in_common().collect::<Vec<_>>(), [OTHER]);
    assert_eq!(bob.in_common().collect::<Vec<_>>(), [OTHER]);

    // What is new in it is nobody's business here, and the other circle is compared as ever.
    let changed = Input::Changed {
        circle: CIRCLE,
        items: ids(0, 1),
        digest: [3; 32],
        remote: RemoteStanding::Member,
    };
    assert_eq!(alice.handle(changed), [], "nothing more is said about it");
    let have = alice.handle(Input::Listed {
        circle: OTHER,
        items: ids(0, 3),
    });
    let at_bob = bob.handle(Input::Frame(sent(&have).remove(0)));
    assert_eq!(at_bob, [Output::List(OTHER)], "Bob looks what he lacks");
}

#[test]
fn where_the_only_circle_is_too_large_the_connection_says_so() {
    let (mut alice, mut bob, ..) = greeted(
        offer(1, RemoteStanding::Member),
        offer(2, RemoteStanding::Member),
    );
    let at_alice = alice.handle(too_many());
    let end = Output::Close(CloseReason::TooManyItems);
    assert_eq!(at_alice.last(), Some(&end), "nothing is left to compare");
    let at_bob = bob.handle(Input::Frame(sent(&at_alice).remove(0)));
    assert_eq!(at_bob.last(), Some(&end), "nor for Bob");
}
