//! One invitation for one person, used at once in two rooms that cannot see each other, and what becomes of it when
//! the rooms meet.

use super::people::{SOON, Someone, wait_for};
use otagai_api::{Event, Patience};
use otagai_core::{
    invite_link::InviteLink,
    statement::{Admitted, StatementBody},
};
use otagai_tests::sim::Network;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tokio::time::timeout;

/// Everybody's standing, as one computer has it.
async fn roster(at: &Someone) -> BTreeMap<String, Value> {
    let members = at.ok("members", json!({})).await;
    let members = members.as_array().unwrap().iter();
    let standing = |member: &Value| {
        let person = member["card"]["person"].as_str().unwrap().to_owned();
        (person, member["standing"].clone())
    };
    members.map(standing).collect()
}

/// Calls another computer, which may not want to talk.
async fn call(from: &Someone, to: &Someone) {
    let args = json!({ "peer": to.ticket().await, "once": true, "seconds": 5 });
    from.ok("sync", args).await;
}

/// A link with the addresses that a member's computer has since it was started again: its port may have been taken
/// by somebody else meanwhile.
async fn where_it_is_now(link: &str, host: &Someone) -> String {
    let mut link = InviteLink::parse(link).unwrap();
    link.hosts = InviteLink::parse(&host.invite(1).await).unwrap().hosts;
    link.to_string()
}

/// Waits until a computer has everybody's standing so.
async fn comes_to(at: &Someone, expected: &BTreeMap<String, Value>) {
    let mut events = at.events();
    let comes = async {
        while roster(at).await != *expected {
            wait_for(&mut events, |event| matches!(event, Event::Changed { .. })).await;
        }
    };
    if timeout(SOON, comes).await.is_err() {
        assert_eq!(roster(at).await, *expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_the_inviter_let_in_is_a_member_and_the_other_sees_that_they_wait() {
    let alice = Someone::founder("あおい", Patience::default()).await;
    let [bob, xavier, yuki] = ["ぶん", "さくら", "ゆき"].map(Someone::new);
    let (bob, xavier, yuki) = (bob.await, xavier.await, yuki.await);
    bob.join(&alice.invite(1).await).await;
    let link = alice.invite(1).await;
    call(&bob, &alice).await;
    // Two rooms: who is in the other one is off.
    for person in [&alice, &bob] {
        person.device.shutdown().await;
    }
    yuki.join(&where_it_is_now(&link, &bob).await).await;
    assert_eq!(
        yuki.own_standing().await,
        "member",
        "as far as her room knows"
    );
    for person in [&bob, &yuki] {
        person.device.shutdown().await;
    }
    xavier.join(&where_it_is_now(&link, &alice).await).await;
    assert_eq!(
        xavier.own_standing().await,
        "member",
        "as far as his room knows"
    );

    // The rooms meet.
    call(&bob, &alice).await;
    call(&xavier, &alice).await;
    call(&yuki, &bob).await;
    let standings = [
        (&alice, "member"),
        (&bob, "member"),
        (&xavier, "member"),
        (&yuki, "waiting"),
    ];
    let expected = standings.map(|(person, standing)| (person.id.clone(), json!(standing)));
    let expected = BTreeMap::from(expected);
    for (person, standing) in standings {
        comes_to(person, &expected).await;
        assert_eq!(
            person.own_standing().await,
            standing,
            "what they see of themselves"
        );
    }

    // And life goes on for the others.
    let mut events = bob.events();
    let edit = json!({ "edit": { "field": "banner", "value": "二つの部屋のあと" } });
    xavier.ok("card_set", edit).await;
    call(&bob, &xavier).await;
    let reads = async {
        loop {
            let people = bob.ok("members", json!({})).await;
            let mut people = people.as_array().unwrap().iter();
            if people.any(|member| member["card"]["banner"] == "二つの部屋のあと") {
                return;
            }
            wait_for(&mut events, |event| matches!(event, Event::Changed { .. })).await;
        }
    };
    timeout(SOON, reads).await.unwrap();
    for person in [alice, bob, xavier, yuki] {
        person.device.shutdown().await;
    }
}

#[test]
fn where_neither_room_had_the_inviter_both_wait_until_a_steward_says_who_is_in() {
    let members = ["alice", "bob", "carol", "dave"];
    for seed in 0..20 {
        let mut network = Network::new(seed);
        let circle = network.circle_of(&members);
        for name in ["bob", "carol", "dave"] {
            network.meet(name, "alice");
        }
        let link = network.invite("bob", circle, 1);
        for name in ["carol", "dave"] {
            network.meet("bob", name);
        }
        network.join("xavier", &link, "carol").unwrap();
        network.join("yuki", &link, "dave").unwrap();
        for (one, other) in [
            ("carol", "dave"),
            ("alice", "carol"),
            ("dave", "bob"),
            ("alice", "bob"),
        ] {
            network.meet(one, other);
        }
        network.assert_same(circle, &members);
        let (xavier, yuki) = (network.look("xavier").id(), network.look("yuki").id());
        for name in members {
            let roster = &network.look(name).holding(circle).roster;
            let waiting: Vec<_> = roster.waiting.iter().copied().collect();
            let mut both = vec![xavier, yuki];
            both.sort_unstable();
            assert_eq!(waiting, both, "seed {seed}: at {name}");
        }

        // What the rules have for it: a steward lets one of the two in.
        let statements = network.look("alice").holding(circle).set.statements();
        let (joined, invitation) = statements
            .iter()
            .find_map(|(id, said)| match said.content().body() {
                Ok(StatementBody::Joined(joined)) if said.content().person == yuki => {
                    Some((*id, joined.invitation))
                }
                _ => None,
            })
            .unwrap();
        let admitted = Admitted {
            invitation,
            person: yuki,
            joined,
        };
        network
            .person("alice")
            .say(circle, &StatementBody::Admitted(admitted));
        for name in ["yuki", "bob", "carol", "dave", "yuki"] {
            network.meet(name, "alice");
        }
        network.assert_same(circle, &["alice", "bob", "carol", "dave", "yuki"]);
        let roster = &network.look("yuki").holding(circle).roster;
        assert!(roster.is_member(yuki), "seed {seed}: she is in");
        assert!(roster.waiting.contains(&xavier), "seed {seed}: he waits");
    }
}
