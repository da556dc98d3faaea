use super::{
    message::{JoinMessage, frames},
    *,
};
use otagai_core::{
    circle_set::CircleSet,
    id::{CircleId, DeviceId, DocumentId},
    invite_link::InviteLink,
    item::{Item, ItemKind},
    limits,
    roster::Roster,
    secret::CircleSecret,
    testing::Person,
};
use proptest::prelude::*;

const NOW: u64 = 1_800_000_000_000;

fn link(circle: CircleId) -> InviteLink {
    InviteLink {
        circle,
        name: "会".into(),
        inviter: "alice".into(),
        seed: [3; 16],
        hosts: Vec::new(),
    }
}

fn refusal(outputs: &[HostOutput]) -> Option<RefuseCode> {
    outputs.iter().find_map(|output| match output {
        HostOutput::Close(JoinClose::Refused(code)) => Some(*code),
        _ => None,
    })
}

fn knock(me: DeviceId, host: DeviceId) -> Vec<u8> {
    let mut newcomer = Newcomer::new(me, host, &link(CircleId::from_bytes([1; 32])));
    match newcomer.handle(NewcomerInput::Opened).pop() {
        Some(NewcomerOutput::Send(frame)) => frame,
        _ => Vec::new(),
    }
}

#[test]
fn a_knock_is_good_between_these_two_devices_only() {
    let device = |number| DeviceId::from_bytes([number; 32]);
    let frame = knock(device(1), device(2));
    for (host, newcomer, is_good) in [(2, 1, true), (2, 3, false), (3, 1, false), (1, 2, false)] {
        let mut door = Host::new(device(host), device(newcomer), NOW);
        let outputs = door.handle(HostInput::Frame(frame.clone()));
        let expected = (!is_good).then_some(RefuseCode::WrongProof);
        assert_eq!(refusal(&outputs), expected, "{newcomer} at {host}");
    }
}

#[test]
fn papers_of_another_device_or_invitation_are_refused() {
    let (alice, bob, carol) = (
        Person::new("alice"),
        Person::new("bob"),
        Person::new("carol"),
    );
    let (mut set, _) = alice.found("会");
    let circle = set.circle();
    let (invitation, _) = alice.invite(&mut set, [3; 16], 1);
    let invited = invited_without_charter(&set, &alice, &bob);
    let good = bob.join(circle, invitation, [3; 16]);
    let cases = [
        ("nothing", Vec::new(), RefuseCode::WrongProof),
        ("no record", vec![good.clone()], RefuseCode::WrongProof),
        (
            "carol's records",
            [carol.records(), vec![good.clone()]].concat(),
            RefuseCode::WrongProof,
        ),
        (
            "another one-time key",
            [bob.records(), vec![bob.join(circle, invitation, [4; 16])]].concat(),
            RefuseCode::WrongProof,
        ),
        (
            "carol joins from bob's device",
            [
                carol.records(),
                vec![carol.join(circle, invitation, [3; 16])],
            ]
            .concat(),
            RefuseCode::WrongProof,
        ),
        (
            "something else",
            vec![Item::new(ItemKind::Grant, vec![1])],
            RefuseCode::WrongProof,
        ),
        (
            "another charter",
            [bob.records(), vec![good]].concat(),
            RefuseCode::Charter,
        ),
    ];
    for (what, items, code) in cases {
        let mut door = Host::new(alice.keys.device(), bob.keys.device(), NOW);
        door.handle(HostInput::Frame(knock(
            bob.keys.device(),
            alice.keys.device(),
        )));
        door.handle(HostInput::Found(Some(Box::new(invited.clone()))));
        door.handle(HostInput::Loaded(Vec::new()));
        let join = JoinMessage::Join { items };
        let outputs = door.handle(HostInput::Frame(join.to_bytes()));
        assert_eq!(refusal(&outputs), Some(code), "{what}");
    }
}

/// The invitation, with a charter that nobody can have agreed to.
fn invited_without_charter(set: &CircleSet, host: &Person, newcomer: &Person) -> FoundInvitation {
    let roster = Roster::of(set);
    let key = *roster
        .invitations
        .values()
        .map(|found| &found.invite.key)
        .next()
        .unwrap();
    assert_eq!(
        FoundInvitation::find(
            set,
            &roster,
            &key,
            host.keys.person(),
            newcomer.keys.device()
        ),
        None,
        "nobody is let in without a charter to agree to"
    );
    let (invitation, found) = roster.invitation_by_key(&key).unwrap();
    FoundInvitation {
        circle: set.circle(),
        invitation,
        invite: found.invite.clone(),
        used_by: found.used_by.clone(),
        admitted: None,
        charter: DocumentId::from_bytes([9; 32]),
        heads: [[9; 32]].into(),
        welcome: Vec::new(),
    }
}

#[test]
fn a_long_answer_is_cut_into_frames_that_fit() {
    let items: Vec<Item> = (0..60)
        .map(|_| Item::new(ItemKind::List, vec![7; 100_000]))
        .collect();
    let frames = frames(items.clone());
    assert!(frames.len() > 6, "several");
    let lasts = frames.iter().filter(|(last, _)| *last).count();
    assert_eq!(
        (lasts, frames.last().map(|(last, _)| *last)),
        (1, Some(true)),
        "one end"
    );
    for (last, items) in frames {
        let secrets = (0..1_024).map(|n| CircleSecret::new(n, [1; 32])).collect();
        let accept = JoinMessage::Accept {
            last,
            items,
            secrets,
        };
        assert!(
            accept.to_bytes().len() <= limits::FRAME_BYTES,
            "with all secrets"
        );
    }
}

#[test]
fn a_refusal_of_a_later_version_is_read_as_other() {
    for code in [RefuseCode::Unknown, RefuseCode::Spent, RefuseCode::NotNow] {
        assert_eq!(
            RefuseCode::from_number(code.number()),
            code,
            "there and back"
        );
    }
    assert_eq!(
        RefuseCode::from_number(900),
        RefuseCode::Other,
        "unknown number"
    );
}

fn any_message() -> impl Strategy<Value = JoinMessage> {
    let items = prop::collection::vec(
        prop::collection::vec(any::<u8>(), 0..60)
            .prop_map(|bytes| Item::new(ItemKind::Statement, bytes)),
        0..4,
    );
    (0_u8..5, any::<bool>(), items, any::<u16>()).prop_map(|(number, last, items, code)| {
        match number {
            0 => JoinMessage::Knock {
                version: 1,
                key: [1; 32],
                proof: [2; 64],
            },
            1 => JoinMessage::Welcome { last, items },
            2 => JoinMessage::Join { items },
            3 => JoinMessage::Accept {
                last,
                items,
                secrets: vec![CircleSecret::new(1, [1; 32])],
            },
            _ => JoinMessage::Refuse { code },
        }
    })
}

proptest! {
    #[test]
    fn a_message_reads_back_what_it_writes(message in any_message()) {
        prop_assert_eq!(JoinMessage::from_bytes(&message.to_bytes()), Ok(Some(message)));
    }

    #[test]
    fn any_frames_are_taken_or_end_the_connection(
        messages in prop::collection::vec(any_message(), 0..6),
        bytes in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        let (a, b) = (DeviceId::from_bytes([1; 32]), DeviceId::from_bytes([2; 32]));
        let mut newcomer = Newcomer::new(a, b, &link(CircleId::from_bytes([1; 32])));
        let mut host = Host::new(b, a, NOW);
        newcomer.handle(NewcomerInput::Opened);
        host.handle(HostInput::Frame(knock(a, b)));
        for frame in messages.iter().map(JoinMessage::to_bytes).chain([bytes]) {
            let outputs = newcomer.handle(NewcomerInput::Frame(frame.clone()));
            prop_assert!(!outputs.iter().any(|output| matches!(output, NewcomerOutput::Joined { .. })), "nobody is in");
            host.handle(HostInput::Frame(frame));
        }
    }
}
