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
