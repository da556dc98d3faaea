//! Who holds what of one's own things: told truly, at the price of a frame, and never more than is known.

use otagai_core::id::CircleId;
use otagai_tests::sim::{Network, Reach};
use std::{cell::Cell, collections::BTreeSet};

/// Everything that is known at `me` of how far `other` has come in `me`'s things.
fn reaches(network: &Network, circle: CircleId, me: &str, other: &str) -> Vec<Reach> {
    let other = network.look(other).id();
    network.look(me).holding(circle).reaches(other)
}

/// How many of `me`'s items are not known to be at `other`.
fn missing(network: &Network, circle: CircleId, me: &str, other: &str) -> usize {
    let through = reaches(network, circle, me, other)
        .iter()
        .map(|reach| reach.through)
        .max();
    let items = network
        .look(me)
        .holding(circle)
        .items_by(network.look(me).id());
    items
        .iter()
        .filter(|(number, _)| Some(*number) > through)
        .count()
}

/// Alice and Carol are in one circle, and have both met Bob alone. Then Alice writes, and Bob brings it to Carol.
fn bob_brings_it_to_carol(seed: u64) -> (Network, CircleId) {
    let mut network = Network::new(seed);
    let circle = network.circle_of(&["alice", "bob", "carol"]);
    for pair in [("alice", "bob"), ("bob", "carol"), ("alice", "bob")] {
        network.meet(pair.0, pair.1);
    }
    network.say_banner("alice", circle, "島から");
    network.meet("alice", "bob");
    network.now += 60_000;
    network.meet("bob", "carol");
    (network, circle)
}

#[test]
fn alice_learns_from_bob_that_carol_has_it() {
    for (seed, dialer, listener) in [(1, "alice", "bob"), (2, "bob", "alice")] {
        let (mut network, circle) = bob_brings_it_to_carol(seed);
        let before = missing(&network, circle, "alice", "carol");
        assert_eq!(before, 2, "the opening and the change of her card");
        let when = network.now;
        network.now += 3 * 86_400_000;
        network.meet(dialer, listener);
        assert_eq!(missing(&network, circle, "alice", "carol"), 0, "all there");
        let known = reaches(&network, circle, "alice", "carol");
        let bob = network.look("bob").id();
        assert_eq!(
            known
                .iter()
                .map(|reach| (reach.told_by, reach.at))
                .collect::<Vec<_>>(),
            [(Some(bob), when)],
            "bob said so, of the day when he met carol"
        );
        network.say_banner("alice", circle, "もう一つ");
        assert_eq!(missing(&network, circle, "alice", "carol"), 1, "not there");
        network.meet(dialer, listener);
        assert_eq!(missing(&network, circle, "alice", "bob"), 0, "bob has it");
        assert_eq!(
            missing(&network, circle, "alice", "carol"),
            1,
            "carol was not heard of since"
        );
    }
}

#[expect(clippy::print_stdout, reason = "the figures are worth reading")]
#[test]
fn news_costs_one_frame_and_nothing_new_costs_none() {
    for (seed, dialer, listener) in [(3, "alice", "bob"), (4, "bob", "alice")] {
        let (mut network, circle) = bob_brings_it_to_carol(seed);
        let sides = network.meet(dialer, listener);
        let [alice, bob] = if dialer == "alice" {
            sides
        } else {
            let [bob, alice] = sides;
            [alice, bob]
        };
        println!(
            "news of one person: alice sends {} bytes, bob {}",
            alice.bytes(),
            bob.bytes()
        );
        assert_eq!((alice.sent.len(), bob.sent.len()), (1, 2), "one frame more");
        assert_eq!((alice.news, bob.news), (1, 0), "for alice");
        assert_eq!(
            (alice.met.len(), bob.met.len()),
            (1, 1),
            "and both have met"
        );
        assert!(bob.bytes() <= 131 + 40, "{} bytes", bob.bytes());
        for (one, other) in [(dialer, listener), (listener, dialer)] {
            for side in network.meet(one, other) {
                assert_eq!(side.sent.len(), 1, "a hello and nothing else");
                assert_eq!(side.bytes(), 131, "as if there were no news at all");
                assert_eq!(side.met, [(circle, 0, 0)], "met");
            }
        }
    }
}

#[test]
fn both_have_news_and_each_sends_one_frame() {
    let mut network = Network::new(5);
    let circle = network.circle_of(&["alice", "bob", "carol", "dave"]);
    network.say_banner("alice", circle, "一");
    network.say_banner("bob", circle, "二");
    for (one, other) in [("alice", "bob"), ("bob", "carol"), ("alice", "dave")] {
        network.meet(one, other);
    }
    for side in network.meet("alice", "bob") {
        assert_eq!((side.sent.len(), side.news), (2, 1), "hello and news");
        assert_eq!(side.met, [(circle, 0, 0)], "met");
    }
}

#[test]
fn what_is_learned_while_connected_is_told_at_once() {
    let mut network = Network::new(6);
    let circle = network.circle_of(&["alice", "bob", "carol"]);
    let link = network.connect("alice", "bob");
    network.say_banner("alice", circle, "だれか");
    network.settle();
    assert!(missing(&network, circle, "alice", "carol") > 0, "not there");
    network.meet("bob", "carol");
    assert_eq!(missing(&network, circle, "alice", "carol"), 0, "told");
    network.connect("carol", "bob");
    network.say_banner("alice", circle, "みんな");
    network.settle();
    assert_eq!(missing(&network, circle, "alice", "carol"), 0, "and again");
    for side in network.reports(link) {
        assert_eq!(side.closed, None, "all stay");
    }
}

#[test]
fn news_that_is_changed_on_its_way_tells_nothing() {
    let (mut network, circle) = bob_brings_it_to_carol(7);
    let before = reaches(&network, circle, "alice", "carol");
    let link = network.connect("alice", "bob");
    let seen = Cell::new(0);
    while network.step() {
        network.damage(link, |frame| {
            // The ninth message; its first entry's mark begins at the 24th byte.
            if frame.get(1) == Some(&9)
                && seen.get() == 0
                && let Some(byte) = frame.get_mut(23)
            {
                *byte ^= 1;
                seen.set(1);
            }
        });
    }
    assert_eq!(seen.get(), 1, "bob told her");
    let [alice, bob] = network.disconnect(link);
    assert_eq!((alice.closed, bob.closed), (None, None), "both stay");
    assert_eq!(alice.news, 1, "alice heard it");
    assert_eq!(
        reaches(&network, circle, "alice", "carol"),
        before,
        "and learned nothing"
    );
}

const NAMES: [&str; 4] = ["alice", "bob", "carol", "dave"];

#[test]
fn whatever_happens_nobody_is_said_to_hold_what_they_do_not() {
    let mut start = Network::new(8);
    let circle = start.circle_of(&NAMES);
    let start = &start;
    let told = std::thread::scope(|threads| {
        let runs = [2_000..2_060, 2_060..2_120].map(|seeds| {
            threads.spawn(move || seeds.map(|seed| schedule(start.again(seed), circle)).sum())
        });
        runs.map(|run| run.join().unwrap()).iter().sum::<usize>()
    });
    assert!(told > 500, "things were told: {told}");
}

/// Four people meet, write and are cut off in the middle. Gives how often somebody knew something at second
/// hand.
fn schedule(mut network: Network, circle: CircleId) -> usize {
    let mut links = Vec::new();
    let mut told = 0;
    let mut before = BTreeSet::new();
    for turn in 0..24 {
        network.now += 7 * 3_600_000;
        let [one, other] = [network.chance().below(4), network.chance().below(4)]
            .map(|at| NAMES.get(at).copied().unwrap_or_default());
        match network.chance().below(5) {
            0 | 1 if one != other => links.push(network.connect(one, other)),
            2 if !links.is_empty() => {
                let chosen = network.chance().below(links.len());
                network.disconnect(links.remove(chosen));
            }
            _ => network.say_banner(one, circle, &format!("{turn} 回目")),
        }
        for _ in 0..network.chance().below(60) {
            network.step();
        }
        let now = claims(&network, circle);
        for (me, person, through) in &before {
            let reached = now
                .iter()
                .filter(|claim| (&claim.0, &claim.1) == (me, person));
            let furthest = reached.map(|claim| claim.2).max();
            assert!(
                furthest >= Some(*through),
                "seed {}: backwards",
                network.seed
            );
        }
        told += second_hand(&network, circle);
        before = now;
    }
    for link in links {
        for side in network.disconnect(link) {
            assert_eq!(
                side.closed, None,
                "seed {}: nobody was sent away",
                network.seed
            );
        }
    }
    told
}

/// Who claims how much of whom; fails where a claim is not true.
fn claims(network: &Network, circle: CircleId) -> BTreeSet<(&'static str, &'static str, u64)> {
    let mut claims = BTreeSet::new();
    for (me, other) in pairs() {
        let mine = network
            .look(me)
            .holding(circle)
            .items_by(network.look(me).id());
        let theirs = network.look(other).holding(circle).set.items();
        for reach in reaches(network, circle, me, other) {
            let claimed = mine.iter().filter(|(number, _)| *number <= reach.through);
            for (number, id) in claimed {
                assert!(
                    theirs.contains(id),
                    "seed {}: {me} says that {other} holds {number}: {reach:?}",
                    network.seed
                );
            }
            claims.insert((me, other, reach.through));
        }
    }
    claims
}

fn second_hand(network: &Network, circle: CircleId) -> usize {
    let known = pairs().flat_map(|(me, other)| reaches(network, circle, me, other));
    known.filter(|reach| reach.told_by.is_some()).count()
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = NAMES
        .iter()
        .flat_map(|me| NAMES.iter().map(|other| (*me, *other)));
    all.filter(|(me, other)| me != other)
}
