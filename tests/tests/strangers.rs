//! Those who are not members, and those who do not keep to the protocol.

use otagai_core::{
    id::CircleId,
    secret::CircleSecret,
    statement::{Left, StatementBody},
};
use otagai_sync::meet::CloseReason;
use otagai_tests::sim::{Chance, Network, Report};

/// Alice and Bob in a circle; Mallory holds a copy of everything, with a device that nobody certified.
fn with_mallory(seed: u64) -> (Network, CircleId) {
    let mut network = Network::new(seed);
    let circle = network.circle_of(&["alice", "bob"]);
    network.say_banner("alice", circle, "秘密です");
    network.meet("alice", "bob");
    let copy = network.look("bob").circles.clone();
    network.person("mallory").circles = copy;
    (network, circle)
}

fn assert_only_padding(report: &Report, nobody: &Report) {
    assert_eq!(report.sent.len(), 1, "a hello and nothing else");
    assert_eq!(
        report.bytes(),
        nobody.bytes(),
        "as long as the hello of somebody who is in no circle"
    );
    assert_eq!(report.met, [], "nobody met");
}

/// What somebody sends who is in no circle at all.
fn nobody() -> Report {
    let mut network = Network::new(0);
    let [nobody, _] = network.meet("nora", "norbert");
    nobody
}

#[test]
fn a_stranger_learns_nothing() {
    for (seed, dialer, listener) in [(1, "mallory", "alice"), (2, "alice", "mallory")] {
        let mut network = Network::new(seed);
        let circle = network.circle_of(&["alice", "bob"]);
        network.found("mallory", "よその会");
        for side in network.meet(dialer, listener) {
            assert_eq!(side.closed, Some(CloseReason::NothingInCommon), "{side:?}");
            assert_only_padding(&side, &nobody());
        }
        // A stranger sees tags; those of the next connection to another stranger are others.
        let [one, _] = network.meet("alice", "mallory");
        let [other, _] = network.meet("alice", "nora");
        let common = one.sent[0].windows(8).filter(|tag| {
            tag.iter().any(|byte| *byte != 0) && other.sent[0].windows(8).any(|seen| seen == *tag)
        });
        assert_eq!(common.count(), 0, "nothing to recognise alice by");
        let alice = network.look("alice").id();
        let names = [circle.as_bytes().as_slice(), alice.as_bytes()];
        for name in names {
            assert!(
                !one.sent[0]
                    .windows(8)
                    .any(|seen| name.windows(8).any(|part| part == seen)),
                "no part of a name in clear"
            );
        }
    }
}

#[test]
fn a_holder_of_a_former_secret_learns_nothing() {
    for (seed, dialer, listener) in [(3, "mallory", "alice"), (4, "alice", "mallory")] {
        let (mut network, circle) = with_mallory(seed);
        let secrets = &mut network.person("alice").holding_mut(circle).secrets;
        secrets.push(CircleSecret::new(2, [9; 32]));
        let [one, other] = network.meet(dialer, listener);
        let (alice, mallory) = if dialer == "alice" {
            (one, other)
        } else {
            (other, one)
        };
        assert_only_padding(&alice, &nobody());
        assert_eq!(
            mallory.closed,
            Some(CloseReason::NothingInCommon),
            "{mallory:?}"
        );
    }
}

#[test]
fn a_thief_of_the_secret_learns_who_is_near_and_nothing_else() {
    for (seed, dialer, listener) in [(5, "mallory", "alice"), (6, "alice", "mallory")] {
        let (mut network, circle) = with_mallory(seed);
        network.say_banner("alice", circle, "もっと秘密です");
        let [one, other] = network.meet(dialer, listener);
        let (alice, mallory) = if dialer == "alice" {
            (one, other)
        } else {
            (other, one)
        };
        assert_eq!(alice.closed, Some(CloseReason::NotAMember), "{alice:?}");
        assert_eq!(alice.sent.len(), 2, "a hello and a question");
        assert_eq!(mallory.met, [], "nothing came");
        let alice = network.look("alice").id();
        assert_eq!(
            network.look("mallory").sees_card(circle, alice).banner,
            "秘密です",
            "only what was there before"
        );
    }
}

#[test]
fn somebody_who_left_is_told_nothing() {
    for (seed, dialer, listener) in [(7, "bob", "alice"), (8, "alice", "bob")] {
        let (mut network, circle) = with_mallory(seed);
        let bob = network.person("bob");
        bob.say(circle, &StatementBody::Left(Left { erase: false }));
        network.meet("alice", "bob");
        network.say_banner("alice", circle, "あとの話");
        let [one, other] = network.meet(dialer, listener);
        let alice = if dialer == "alice" { one } else { other };
        assert_only_padding(&alice, &nobody());
    }
}

#[test]
fn any_bytes_end_the_connection_and_harm_nothing() {
    let (network, circle) = with_mallory(9);
    for seed in 0..300 {
        let mut network = network.again(seed);
        network.say_banner("alice", circle, "新しい話");
        let link = network.connect("alice", "bob");
        let before = network.chance().below(20);
        for _ in 0..before {
            network.step();
        }
        let (side, len) = (network.chance().below(2), network.chance().below(64));
        let mut frame = network.chance().bytes::<64>()[..len].to_vec();
        if seed % 2 == 0 {
            // Half of them begin as a message does: an array, and a number that stands for a kind.
            let head = [
                0x80 + (seed / 2 % 8).to_le_bytes()[0],
                (seed / 16 % 12).to_le_bytes()[0],
            ];
            frame.splice(0..0, head);
        }
        network.inject(link, side, frame);
        network.settle();
        let reports = network.disconnect(link);
        assert!(
            matches!(reports[side].closed, Some(CloseReason::Protocol(_))),
            "seed {seed}: {:?}",
            reports[side].closed
        );
        network.meet("alice", "bob");
        network.assert_same(circle, &["alice", "bob"]);
    }
}

#[test]
fn cut_and_changed_frames_harm_nothing() {
    let (network, circle) = with_mallory(10);
    for seed in 0..400 {
        let mut network = network.again(seed);
        network.say_banner("alice", circle, "新しい話");
        network.say_banner("bob", circle, "こちらも");
        let link = network.connect("alice", "bob");
        let before = network.chance().below(25);
        for _ in 0..before {
            network.step();
        }
        let (at, bit, cuts) = (
            network.chance().below(4_096),
            network.chance().below(8),
            seed % 2 == 0,
        );
        network.damage(link, |frame| {
            let at = at % frame.len().max(1);
            if cuts {
                frame.truncate(at);
            } else if let Some(byte) = frame.get_mut(at) {
                *byte ^= 1 << bit;
            }
        });
        network.settle();
        network.disconnect(link);
        network.meet("bob", "alice");
        network.assert_same(circle, &["alice", "bob"]);
        let alice = network.look("alice").id();
        assert_eq!(
            network.look("bob").sees_card(circle, alice).banner,
            "新しい話",
            "seed {seed}: the true words"
        );
    }
}

#[test]
fn a_second_hello_ends_the_connection() {
    let (mut network, _) = with_mallory(11);
    let link = network.connect("alice", "bob");
    network.settle();
    let hello = network.reports(link)[0].sent[0].clone();
    network.inject(link, 1, hello);
    network.settle();
    assert!(
        matches!(
            network.reports(link)[1].closed,
            Some(CloseReason::Protocol(_))
        ),
        "bob closes"
    );
}

#[test]
fn a_hello_played_back_by_somebody_else_is_a_stranger_s() {
    let (mut network, _) = with_mallory(12);
    let [bob, _] = network.meet("bob", "alice");
    let link = network.connect("mallory", "alice");
    network.damage(link, |_| {});
    network.inject(link, 1, bob.sent[0].clone());
    // Alice takes the first hello that comes.
    for _ in 0..200 {
        network.step();
    }
    let [_, alice] = network.disconnect(link);
    assert!(alice.closed.is_some(), "alice closes: {alice:?}");
    assert!(alice.sent.len() <= 2, "and has said nothing: {alice:?}");
}

#[test]
fn frames_of_another_session_end_the_connection_or_change_nothing() {
    let (network, circle) = with_mallory(13);
    let mut recording = network.again(0);
    recording.say_banner("alice", circle, "録音");
    recording.say_banner("bob", circle, "こちらも");
    let recorded = recording.meet("alice", "bob");
    for seed in 0..200 {
        let mut network = network.again(seed);
        let link = network.connect("alice", "bob");
        network.settle();
        let side = network.chance().below(2);
        let frames = &recorded[1 - side].sent;
        let chosen = network.chance().below(frames.len());
        network.inject(link, side, frames[chosen].clone());
        network.settle();
        let reports = network.disconnect(link);
        for report in &reports {
            assert!(
                matches!(report.closed, None | Some(CloseReason::Protocol(_))),
                "seed {seed}: {:?}",
                report.closed
            );
        }
        network.meet("alice", "bob");
        network.assert_same(circle, &["alice", "bob"]);
    }
}

#[test]
fn hellos_do_not_show_how_many_circles_there_are() {
    let hello = |circles: usize| {
        let mut network = Network::new(14);
        for number in 0..circles {
            network.found("alice", &format!("会 {number}"));
        }
        network.meet("alice", "nora")[0].bytes()
    };
    let sizes: Vec<usize> = (0..=4).map(hello).collect();
    assert!(
        sizes[..4].iter().all(|size| *size == sizes[0]),
        "none to three look alike: {sizes:?}"
    );
    assert!(sizes[4] > sizes[3], "four look like six");
}

#[test]
fn a_stranger_s_own_bytes_never_stop_a_listener() {
    let mut chance = Chance::new(15);
    for _ in 0..500 {
        let mut network = Network::new(15);
        network.person("alice");
        let link = network.connect("mallory", "alice");
        let len = chance.below(200);
        network.inject(link, 1, chance.bytes::<200>()[..len].to_vec());
        network.settle();
        let [_, alice] = network.disconnect(link);
        assert!(alice.closed.is_some(), "closed, not stopped");
    }
}
