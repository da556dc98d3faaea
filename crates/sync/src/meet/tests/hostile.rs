//! Whatever comes: read or refused, never a panic, never something for somebody unknown.

use super::*;
use crate::{
    frame::{self, Frame},
    meet::message::KNOWN,
};
use proptest::prelude::*;

fn any_item() -> impl Strategy<Value = Item> {
    let kinds = [ItemKind::Record, ItemKind::Statement, ItemKind::Seal];
    (
        prop::sample::select(kinds.to_vec()),
        prop::collection::vec(any::<u8>(), 0..40),
    )
        .prop_map(|(kind, bytes)| Item::new(kind, bytes))
}

/// Any message; most name the circle in common and one of few salts.
fn any_message() -> impl Strategy<Value = Message> {
    let circle = prop_oneof![9 => Just(name()), 1 => any::<[u8; 8]>().prop_map(Name)];
    let part = prop::sample::select(vec![
        FramePart::Continues,
        FramePart::EndsBatch,
        FramePart::Last,
    ]);
    let list = prop::collection::vec(0_u64..6, 0..4)
        .prop_map(|list| -> Fingerprints { list.into_iter().map(u64::to_be_bytes).collect() });
    let items = prop::collection::vec(any_item(), 0..3);
    let digest = prop_oneof![Just([0; 16]), any::<[u8; 16]>()];
    let slot = any::<[u8; 32]>().prop_map(|bytes| {
        let mut slot = [0; 40];
        slot[..32].copy_from_slice(&bytes);
        HelloSlot::from_bytes(slot)
    });
    (
        0_u32..KNOWN,
        circle,
        0_u64..4,
        part,
        list,
        items,
        digest,
        slot,
        any::<bool>(),
    )
        .prop_map(
            |(number, circle, salt, part, fingerprints, items, digest, slot, flag)| match number {
                0 => Message::Hello {
                    version: 1,
                    flags: u8::from(flag),
                    slots: vec![slot],
                },
                1 => Message::Offer { slot, answer: flag },
                2 => Message::Secrets {
                    circle,
                    secrets: vec![secret(u32::try_from(salt).unwrap())],
                },
                3 => Message::Introduce { circle, salt },
                4 => Message::Have {
                    circle,
                    salt,
                    fingerprints,
                    more: None,
                },
                5 => Message::Want {
                    circle,
                    salt,
                    fingerprints,
                    follow: u32::from(flag),
                    more: None,
                },
                6 => Message::Items {
                    circle,
                    salt,
                    part,
                    items,
                },
                7 => Message::Announce {
                    circle,
                    salt,
                    fingerprints,
                    digest,
                },
                8 => Message::Step {
                    circle,
                    salt: flag.then_some(salt),
                    digest,
                },
                9 => Message::TooMany { circle },
                _ => Message::News {
                    circle,
                    entries: vec![news::ENTRY; usize::try_from(salt).unwrap()],
                },
            },
        )
}

/// Answers what a session asks, the way an edge would.
fn answers(outputs: &[Output], remote: RemoteStanding) -> Vec<Input> {
    outputs
        .iter()
        .filter_map(|output| match output {
            Output::List(circle) => Some(Input::Listed {
                circle: *circle,
                items: vec![ItemId::from_bytes([5; 32])],
            }),
            Output::Load {
                circle, request, ..
            }
            | Output::LoadAdmission { circle, request } => Some(Input::Loaded {
                circle: *circle,
                request: *request,
                items: Vec::new(),
                last: true,
            }),
            Output::Store { circle, items } => Some(Input::Stored {
                circle: *circle,
                stored: Vec::new(),
                refused: items.len(),
                deferred: 0,
                digest: [1; 32],
                remote,
            }),
            Output::LoadNews(circle) => Some(Input::NewsLoaded {
                circle: *circle,
                entries: vec![news::ENTRY],
            }),
            _ => None,
        })
        .collect()
}

proptest! {
    #[test]
    fn a_message_reads_back_what_it_writes(message in any_message()) {
        let bytes = codec::encode(&message);
        prop_assert_eq!(frame::read(&bytes, KNOWN), Ok(Frame::Known(message)));
    }

    #[test]
    fn any_bytes_are_read_or_refused_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _outcome = frame::read::<Message>(&bytes, KNOWN);
        for role in [Role::Dialer, Role::Listener] {
            let mut session = Session::new(role, ALICE, BOB, vec![offer(1, RemoteStanding::Member)], [1; 32]);
            session.handle(Input::Opened);
            session.handle(Input::Frame(bytes.clone()));
        }
    }

    #[test]
    fn any_sequence_of_messages_is_taken_or_ends_the_connection(
        messages in prop::collection::vec(any_message(), 1..40),
        is_listener in any::<bool>(),
        standings in any::<(bool, bool)>(),
        news: bool,
    ) {
        let remote = if standings.0 { RemoteStanding::Member } else { RemoteStanding::Unknown };
        let [alice, bob] = [1, u8::from(standings.1)].map(|digest| CircleOffer {
            news,
            ..offer(digest, remote)
        });
        let (alice, bob, ..) = greeted(alice, bob);
        let mut session = if is_listener { bob } else { alice };
        for message in messages {
            let mut outputs = session.handle(frame(&message));
            let mut steps = 0;
            while !outputs.is_empty() && steps < 100 {
                steps += 1;
                let tells = outputs
                    .iter()
                    .any(|output| matches!(
                        output,
                        Output::Load { .. }
                            | Output::List(_)
                            | Output::Met { .. }
                            | Output::LoadNews(_)
                            | Output::News { .. }
                    ));
                prop_assert!(!tells || remote == RemoteStanding::Member, "nothing for somebody unknown");
                let inputs = answers(&outputs, remote);
                outputs = inputs.into_iter().flat_map(|input| session.handle(input)).collect();
            }
            prop_assert!(steps < 100, "it comes to rest");
        }
    }
}
