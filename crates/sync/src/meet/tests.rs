use super::{
    fingerprints::{Fingerprint, Fingerprints},
    message::{FramePart, HelloSlot, Message, Name},
    *,
};
use otagai_core::{
    codec,
    id::{DeviceId, DocumentId},
    item::ItemKind,
    limits,
    secret::Direction,
};

mod again;
mod hostile;
mod many;
mod news;

const ALICE: DeviceId = DeviceId::from_bytes([0xa1; 32]);
const BOB: DeviceId = DeviceId::from_bytes([0xb0; 32]);
const CIRCLE: CircleId = CircleId::from_bytes([0xc1; 32]);

fn secret(generation: u32) -> CircleSecret {
    CircleSecret::new(generation, [7; 32])
}

fn offer(digest: u8, remote: RemoteStanding) -> CircleOffer {
    CircleOffer {
        circle: CIRCLE,
        secrets: vec![secret(1)],
        digest: [digest; 32],
        remote,
        news: false,
        since_met: None,
    }
}

fn sent(outputs: &[Output]) -> Vec<Vec<u8>> {
    outputs
        .iter()
        .filter_map(|output| match output {
            Output::Send(frame) => Some(frame.clone()),
            _ => None,
        })
        .collect()
}

/// Alice dials Bob; both have said hello, and Alice was told what she does after that.
fn greeted(alice: CircleOffer, bob: CircleOffer) -> (Session, Session, Vec<Output>, Vec<Output>) {
    let mut dialer = Session::new(Role::Dialer, ALICE, BOB, vec![alice], [1; 32]);
    let mut listener = Session::new(Role::Listener, BOB, ALICE, vec![bob], [2; 32]);
    let hello = sent(&dialer.handle(Input::Opened)).remove(0);
    let at_bob = listener.handle(Input::Frame(hello));
    let at_alice = dialer.handle(Input::Frame(sent(&at_bob).remove(0)));
    (dialer, listener, at_alice, at_bob)
}

fn name() -> Name {
    let direction = Direction {
        from: ALICE,
        to: BOB,
    };
    Name(secret(1).tag(CIRCLE, direction))
}

fn frame(message: &Message) -> Input {
    Input::Frame(codec::encode(message))
}

fn fingerprints(list: &[Fingerprint]) -> Fingerprints {
    list.iter().copied().collect()
}

const MET: Output = Output::Met {
    circle: CIRCLE,
    digest: [1; 32],
    received: 0,
    sent: 0,
};

#[test]
fn equal_digests_are_met_with_the_hellos() {
    let (_, _, at_alice, at_bob) = greeted(
        offer(1, RemoteStanding::Member),
        offer(1, RemoteStanding::Member),
    );
    assert_eq!(at_alice, [MET], "alice has nothing more to say");
    assert_eq!(at_bob.get(1..), Some([MET].as_slice()), "nor has bob");
}

#[test]
fn the_dialer_compares_and_the_listener_waits() {
    let (_, _, at_alice, at_bob) = greeted(
        offer(1, RemoteStanding::Member),
        offer(2, RemoteStanding::Member),
    );
    assert_eq!(at_alice, [Output::List(CIRCLE)], "alice looks what she has");
    assert_eq!(at_bob.len(), 1, "bob has said hello");
}

#[test]
fn rounds_that_change_nothing_end_after_three() {
    let (mut alice, mut bob, mut outputs, _) = greeted(
        offer(1, RemoteStanding::Member),
        offer(2, RemoteStanding::Member),
    );
    let mut rounds = 0;
    // The digests differ although both name the same items, as when one of them is broken.
    while outputs.contains(&Output::List(CIRCLE)) {
        rounds += 1;
        let listed = Input::Listed {
            circle: CIRCLE,
            items: vec![ItemId::from_bytes([5; 32])],
        };
        let have = sent(&alice.handle(listed.clone())).remove(0);
        let asked = bob.handle(Input::Frame(have));
        assert_eq!(asked, [Output::List(CIRCLE)], "bob looks as well");
        outputs = Vec::new();
        for answer in sent(&bob.handle(listed)) {
            outputs.extend(alice.handle(Input::Frame(answer)));
        }
        for step in sent(&outputs) {
            let quiet = bob.handle(Input::Frame(step));
            assert_eq!(quiet, [], "bob waits for the next round");
        }
    }
    assert_eq!(rounds, ROUNDS, "then both rest");
}

#[test]
fn nothing_but_a_question_goes_to_somebody_unknown() {
    let (mut alice, _, at_alice, _) = greeted(
        offer(1, RemoteStanding::Unknown),
        offer(2, RemoteStanding::Member),
    );
    assert_eq!(at_alice.len(), 1, "who are you?");
    for question in [
        Message::Announce {
            circle: name(),
            salt: 5,
            fingerprints: fingerprints(&[[1; 8]]),
            digest: [0; 16],
        },
        Message::Secrets {
            circle: name(),
            secrets: vec![secret(9)],
        },
        Message::Step {
            circle: name(),
            salt: None,
            digest: [3; 16],
        },
    ] {
        assert_eq!(alice.handle(frame(&question)), [], "{question:?} waits");
    }
    let changed = Input::Changed {
        circle: CIRCLE,
        items: vec![ItemId::from_bytes([5; 32])],
        digest: [4; 32],
        remote: RemoteStanding::Unknown,
    };
    assert_eq!(alice.handle(changed.clone()), [], "nothing is announced");
    let Input::Changed {
        circle,
        items,
        digest,
        ..
    } = changed
    else {
        return;
    };
    let known = alice.handle(Input::Changed {
        circle,
        items,
        digest,
        remote: RemoteStanding::Member,
    });
    assert!(
        known.contains(&Output::List(CIRCLE))
            && known
                .iter()
                .any(|output| matches!(output, Output::StoreSecrets { .. })),
        "everything that waited happens once it is a member: {known:?}"
    );
}

#[test]
fn each_message_out_of_place_has_its_reason() {
    let circle = name();
    let elsewhere = Name([0; 8]);
    let none = fingerprints(&[]);
    let item = Item::new(ItemKind::Statement, vec![1]);
    let cases = [
        (
            Message::Hello {
                version: 1,
                flags: 0,
                slots: Vec::new(),
            },
            ProtocolError::OutOfOrder,
        ),
        (
            Message::Introduce {
                circle: elsewhere,
                salt: 1,
            },
            ProtocolError::UnknownCircle,
        ),
        (
            Message::Have {
                circle,
                salt: 1,
                fingerprints: none.clone(),
                more: None,
            },
            ProtocolError::OutOfOrder,
        ),
        (
            Message::Want {
                circle,
                salt: 1,
                fingerprints: none,
                follow: 1,
                more: None,
            },
            ProtocolError::OutOfOrder,
        ),
        (
            Message::Items {
                circle,
                salt: 1,
                part: FramePart::Last,
                items: vec![item],
            },
            ProtocolError::Unasked,
        ),
        (
            Message::Step {
                circle,
                salt: Some(1),
                digest: [0; 16],
            },
            ProtocolError::OutOfOrder,
        ),
        (
            Message::Secrets {
                circle,
                secrets: (0..=64).map(secret).collect(),
            },
            ProtocolError::Oversize,
        ),
        (
            Message::News {
                circle,
                entries: vec![news::ENTRY; 1_001],
            },
            ProtocolError::Oversize,
        ),
    ];
    for (message, reason) in cases {
        let (mut alice, ..) = greeted(
            offer(1, RemoteStanding::Member),
            offer(1, RemoteStanding::Member),
        );
        assert_eq!(
            alice.handle(frame(&message)),
            [Output::Close(CloseReason::Protocol(reason))],
            "{message:?}"
        );
        assert_eq!(alice.handle(frame(&message)), [], "closed is closed");
    }
}

#[test]
fn more_items_than_were_asked_for_end_the_connection() {
    let (mut alice, ..) = greeted(
        offer(1, RemoteStanding::Member),
        offer(1, RemoteStanding::Member),
    );
    let announce = Message::Announce {
        circle: name(),
        salt: 5,
        fingerprints: fingerprints(&[[1; 8]]),
        digest: [0; 16],
    };
    assert_eq!(
        alice.handle(frame(&announce)),
        [Output::List(CIRCLE)],
        "alice looks what she lacks"
    );
    alice.handle(Input::Listed {
        circle: CIRCLE,
        items: Vec::new(),
    });
    let items = Message::Items {
        circle: name(),
        salt: 5,
        part: FramePart::Last,
        items: vec![Item::new(ItemKind::Statement, vec![1]); 2],
    };
    assert_eq!(
        alice.handle(frame(&items)),
        [Output::Close(CloseReason::Protocol(ProtocolError::Unasked))],
        "one was wanted, two came"
    );
}

#[test]
fn empty_messages_without_end_close_the_connection() {
    let later = vec![0x82, 0x18, 0x20, 0x00];
    let step = codec::encode(&Message::Step {
        circle: name(),
        salt: None,
        digest: [9; 16],
    });
    for idle in [later, step] {
        let (mut alice, ..) = greeted(
            offer(1, RemoteStanding::Unknown),
            offer(1, RemoteStanding::Member),
        );
        let last = (0..2_000).find(|_| !alice.handle(Input::Frame(idle.clone())).is_empty());
        assert_eq!(last, Some(1_024), "after 1,024 of them");
    }
}

#[expect(clippy::print_stdout, reason = "the figures are worth reading")]
#[test]
fn the_sizes_of_all_messages() {
    let circle = name();
    let salt = u64::MAX;
    let list = |count: u64| -> Fingerprints { (0..count).map(u64::to_be_bytes).collect() };
    let item = Item::change(DocumentId::from_bytes([1; 32]), vec![0; 200]);
    let messages = [
        (
            "Hello, up to three circles",
            Message::Hello {
                version: 1,
                flags: 0,
                slots: vec![HelloSlot::from_bytes([1; 40]); 3],
            },
        ),
        (
            "Offer",
            Message::Offer {
                slot: HelloSlot::from_bytes([1; 40]),
                answer: false,
            },
        ),
        (
            "Secrets, one",
            Message::Secrets {
                circle,
                secrets: vec![secret(2)],
            },
        ),
        ("Introduce", Message::Introduce { circle, salt }),
        (
            "Have, 1,000 items",
            Message::Have {
                circle,
                salt,
                fingerprints: list(1_000),
                more: None,
            },
        ),
        (
            "Want, nothing",
            Message::Want {
                circle,
                salt,
                fingerprints: list(0),
                follow: 0,
                more: None,
            },
        ),
        (
            "Items, one of 200 bytes",
            Message::Items {
                circle,
                salt,
                part: FramePart::Last,
                items: vec![item],
            },
        ),
        (
            "Announce, three items",
            Message::Announce {
                circle,
                salt,
                fingerprints: list(3),
                digest: [1; 16],
            },
        ),
        (
            "Step",
            Message::Step {
                circle,
                salt: Some(salt),
                digest: [1; 16],
            },
        ),
        (
            "News, ten people",
            Message::News {
                circle,
                entries: vec![news::ENTRY; 10],
            },
        ),
    ];
    for (what, message) in messages {
        let bytes = codec::encode(&message).len();
        println!("{what}: {bytes} bytes");
        let most = if matches!(message, Message::Have { .. }) {
            8_100
        } else {
            300
        };
        assert!(bytes <= most, "{what}: {bytes} bytes");
    }
    let full = codec::encode(&Message::Have {
        circle,
        salt,
        fingerprints: list(FINGERPRINTS as u64),
        more: None,
    });
    assert!(full.len() <= limits::FRAME_BYTES, "the longest list fits");
}
