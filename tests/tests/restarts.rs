//! A program that was killed and started again is met again at once, whoever had dialled whom; one that is asked to end
//! says goodbye; and a sync uses the time that it was given.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_node::ticket::Ticket;
use otagai_tests::process::{Home, Otagai, ProcessError, binary};
use serde_json::{Value, json};
use std::{process::Command, time::Duration};
use tokio::time::Instant;

/// Nothing here takes nearly as long, except what is to be found here: a connection whose other end is dead counts
/// as living for 20 seconds and more.
const SOON: Duration = Duration::from_secs(18);
/// How long a program may take to start.
const START: Duration = Duration::from_mins(1);

fn start(home: &Home) -> Otagai {
    let mut command = Command::new(binary().unwrap());
    command.arg("--loopback");
    Otagai::start_with(command, home).unwrap()
}

async fn ready(node: &mut Otagai) {
    let is_ready = |event: &Value| event["event"] == "ready";
    node.wait_event(START, "being ready", is_ready)
        .await
        .unwrap();
}

async fn first_start(home: &Home, name: &str) -> Otagai {
    let mut node = start(home);
    let who = json!({ "name": name, "reading": "よみ", "short": name });
    node.call("init", who).await.unwrap();
    ready(&mut node).await;
    node
}

async fn ticket(node: &mut Otagai) -> String {
    let ticket = node.call("ticket", json!({})).await.unwrap();
    ticket["ticket"].as_str().unwrap().to_owned()
}

async fn meets(node: &mut Otagai, within: Duration) -> Result<(), ProcessError> {
    let has_met = |event: &Value| event["event"] == "met";
    node.wait_event(within, "a meeting", has_met)
        .await
        .map(drop)
}

/// Two members of one circle, whose programs run, and what they keep on disk.
async fn two() -> ([Home; 2], [Otagai; 2]) {
    let homes = [Home::new().unwrap(), Home::new().unwrap()];
    let mut hanako = first_start(&homes[0], "花子").await;
    let mut taro = first_start(&homes[1], "太郎").await;
    let circle = json!({ "name": "さくら会", "purpose": "助け合い" });
    hanako.call("circle_create", circle).await.unwrap();
    let invite = json!({ "uses": 1, "days": 7 });
    let link = hanako.call("invite", invite).await.unwrap()["link"].clone();
    taro.call("join", json!({ "link": link })).await.unwrap();
    (homes, [hanako, taro])
}

#[tokio::test]
async fn whoever_was_killed_is_met_again_at_once_whoever_had_dialled_and_whose_id_is_lower() {
    let (homes, mut nodes) = two().await;
    for dialer in [0, 1] {
        for killed in [0, 1] {
            let mut tickets = Vec::new();
            for node in &mut nodes {
                tickets.push(ticket(node).await);
            }
            let ids: Vec<_> = tickets
                .iter()
                .map(|ticket| ticket.parse::<Ticket>().unwrap().device())
                .collect();
            let case = format!(
                "the {} was killed, the {} had dialled, {} is lower",
                ["host", "guest"][killed],
                ["host", "guest"][dialer],
                ["the guest's id", "the host's id"][usize::from(ids[0] < ids[1])]
            );
            // Ends what there is: then only one dials, and nobody dials by themselves.
            let sync = json!({ "peer": tickets[1 - dialer], "once": true, "seconds": 60 });
            let moved = nodes[dialer].call("sync", sync).await.unwrap();
            assert_eq!(moved["met"], 1, "{case}");
            let [host, guest] = nodes;
            let mut left = [Some(host), Some(guest)];
            left[killed].take().unwrap().kill().await.unwrap();
            let mut survivor = left[1 - killed].take().unwrap();
            survivor.forget_events();
            let mut again = start(&homes[killed]);
            ready(&mut again).await;
            let restarted = Instant::now();
            let met = meets(&mut again, SOON).await;
            met.unwrap_or_else(|error| panic!("{case}: {error}"));
            let rest = SOON.saturating_sub(restarted.elapsed());
            let met = meets(&mut survivor, rest.max(Duration::from_secs(5))).await;
            met.unwrap_or_else(|error| panic!("{case}, the other one: {error}"));
            nodes = match killed {
                0 => [again, survivor],
                _ => [survivor, again],
            };
        }
    }
    for node in nodes {
        node.stop().await.unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn whoever_is_asked_to_end_says_goodbye() {
    let (_homes, [mut hanako, mut taro]) = two().await;
    let sync = json!({ "peer": ticket(&mut hanako).await, "once": true, "seconds": 60 });
    assert_eq!(taro.call("sync", sync).await.unwrap()["met"], 1);
    hanako.forget_events();
    let status = taro.terminate().await.unwrap();
    assert_eq!(status, Some(0), "in good order");
    let is_gone = |event: &Value| event["event"] == "gone";
    hanako.wait_event(SOON, "his going", is_gone).await.unwrap();
    hanako.stop().await.unwrap();
}

#[tokio::test]
async fn a_sync_uses_the_time_that_it_was_given() {
    let homes = [Home::new().unwrap(), Home::new().unwrap()];
    let mut hanako = first_start(&homes[0], "花子").await;
    let circle = json!({ "name": "さくら会", "purpose": "助け合い" });
    hanako.call("circle_create", circle).await.unwrap();
    // In no circle: he is turned away, again and again.
    let mut taro = first_start(&homes[1], "太郎").await;
    let sync = json!({ "peer": ticket(&mut hanako).await, "once": true, "seconds": 6 });
    let begun = Instant::now();
    assert_eq!(taro.call("sync", sync).await.unwrap()["met"], 0);
    let took = begun.elapsed();
    assert!(took >= Duration::from_secs(6), "gave up after {took:?}");
    hanako.stop().await.unwrap();
    taro.stop().await.unwrap();
}
