//! Two devices that have much for each other, on real endpoints: each is read while it writes, and nobody waits for the
//! disk on a thread of the network.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop them as the tests themselves would"
)]

#[path = "both_ways/members.rs"]
mod members;

use iroh::endpoint::Side;
use members::{Two, met, pile};
use otagai_core::limits;
use otagai_node::{
    NodeEvent,
    endpoint::{self, MEET_ALPN, Reach},
    network::Patience,
    ticket::Ticket,
};
use std::{collections::BTreeSet, sync::mpsc, thread, time::Duration};
use tokio::{sync::broadcast::error::RecvError, time::timeout};

/// Nothing here takes nearly as long: what stands still fails.
const STUCK: Duration = Duration::from_mins(4);
/// Whatever is said at all is said long before.
const SOON: Duration = Duration::from_secs(30);
/// How much each has for the other, bytes.
const MUCH: usize = 16 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_mebibytes_for_each_other_are_handed_over_and_a_cut_keeps_what_came() {
    let two = Two::apart(Patience::default()).await;
    let [hanako, taro] = &two.members;
    for node in [hanako, taro] {
        let home = node.home().unwrap();
        let items = pile(&home, two.circle, MUCH);
        assert!(
            items.iter().map(|item| item.bytes.len()).sum::<usize>() >= MUCH,
            "so much"
        );
        let mut store = home.store();
        home.admit_own(&mut store, two.circle, &items).unwrap();
    }
    let (here, there) = (hanako.home().unwrap(), taro.home().unwrap());
    let [before, with_her] = [&there, &here].map(|home| home.store().item_ids(two.circle).unwrap());
    let mut came = there.news();
    let (mut at_hanako, mut at_taro) = (hanako.subscribe(), taro.subscribe());
    let ticket = hanako.network().await.unwrap().ticket();
    let dialler = taro.network().await.unwrap();
    dialler.meet(&ticket);

    // The first batch is stored, and the cable is pulled.
    let first = async {
        loop {
            match came.recv().await {
                Ok(news) if news.from.is_some() => return,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => panic!("the device stopped"),
            }
        }
    };
    timeout(STUCK, first).await.unwrap();
    dialler.peers.close_all();
    let held = there.store().item_ids(two.circle).unwrap();
    assert!(held.len() > before.len(), "what came is kept");

    dialler.meet(&ticket);
    timeout(STUCK, async {
        met(&mut at_taro).await;
        met(&mut at_hanako).await;
    })
    .await
    .unwrap();
    let all: BTreeSet<_> = before.iter().chain(&with_her).collect();
    for home in [&here, &there] {
        let held = home.store().item_ids(two.circle).unwrap();
        assert!(
            held.iter().collect::<BTreeSet<_>>().is_superset(&all),
            "all of it"
        );
    }
    let digests = [&here, &there].map(|home| home.store().digest(two.circle).unwrap());
    assert_eq!(digests[0], digests[1], "both hold the same");
    two.end().await;
}

#[test]
fn what_is_read_at_once_is_bounded_and_nothing_is_left_out_or_parted() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let two = runtime.block_on(Two::apart(Patience::default()));
    let home = two.members[0].home().unwrap();
    let items = pile(&home, two.circle, 9 * 1024 * 1024);
    home.admit_own(&mut home.store(), two.circle, &items)
        .unwrap();
    let store = home.store();
    let ids = store.item_ids(two.circle).unwrap();
    let pieces = store
        .in_pieces(two.circle, &ids, limits::BATCH_BYTES)
        .unwrap();
    let mut in_order = Vec::new();
    for piece in &pieces {
        let loaded = store.load_items(two.circle, piece).unwrap();
        let bytes: usize = loaded.iter().map(|item| item.bytes.len() + 48).sum();
        assert!(bytes <= limits::BATCH_BYTES, "{bytes} bytes are a batch");
        in_order.extend(loaded);
    }
    assert_eq!(pieces.len(), 3, "9 MiB in pieces of 4");
    let at_once = store.load_items(two.circle, &ids).unwrap();
    assert!(in_order == at_once, "the same, in the same order");
    let none = store
        .in_pieces(two.circle, &[], limits::BATCH_BYTES)
        .unwrap();
    assert_eq!(
        none,
        [[]],
        "nothing is one empty piece, which says that this was all"
    );
    drop(store);
    runtime.block_on(two.end());
}

/// On one thread, so that whoever waits for the disk there stops everything.
#[tokio::test]
async fn while_the_disk_is_busy_the_network_goes_on() {
    let two = Two::together(Patience::default()).await;
    let [hanako, taro] = &two.members;
    let network = hanako.network().await.unwrap();
    let (let_go, busy) = mpsc::channel::<()>();
    let (has_it, is_held) = tokio::sync::oneshot::channel();
    let home = hanako.home().unwrap();
    let disk = thread::spawn(move || {
        let store = home.store();
        has_it.send(()).unwrap();
        // Far longer than all of this takes. Whoever waits for it on the thread of the network, waits to the end.
        let went_on = busy.recv_timeout(Duration::from_mins(1)).is_ok();
        drop(store);
        went_on
    });
    is_held.await.unwrap();

    // Whatever makes her network look at her disk: something comes in, everybody is to be dialled, an invitation is
    // to be made, a circle is to be announced.
    let home = taro.home().unwrap();
    let items = pile(&home, two.circle, 1024 * 1024);
    home.admit_own(&mut home.store(), two.circle, &items)
        .unwrap();
    network.meet_everybody();
    let (hosts, keys) = (network.clone(), network.clone());
    let circle = two.circle;
    let asked = [
        tokio::spawn(async move { hosts.hosts(circle).await.map(drop) }),
        tokio::spawn(async move { keys.refresh_keys().await }),
    ];
    // A meeting ends, and somebody else knocks and is heard.
    taro.shutdown().await;
    let stranger = endpoint::bind(&[7; 32], Reach::Loopback, 0).await.unwrap();
    let ticket = network.ticket();
    let at = ticket.addrs().iter().copied();
    let heard = endpoint::dial(&stranger, ticket.device(), at, MEET_ALPN).await;
    assert!(heard.is_ok(), "the handshake needs no disk: {heard:?}");
    stranger.close().await;

    // Where it has given up already, it tells.
    let _told = let_go.send(());
    assert!(
        disk.join().unwrap(),
        "a thread of the network waited for the disk"
    );
    for answer in asked {
        answer.await.unwrap().unwrap();
    }
    two.end().await;
}

/// A dial is given up with its device; a meeting that it became tells its end all the same.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_taken_off_the_list_while_their_connection_ends_is_said_to_be_gone() {
    let two = Two::together(Patience::default()).await;
    let [hanako, taro] = &two.members;
    let theirs = taro.home().unwrap().author.device();
    let open = hanako.network().await.unwrap().peers.get(theirs).unwrap();
    // Whoever of the two dialled.
    let (here, there) = match open.connection.side() {
        Side::Client => (hanako, taro),
        Side::Server => (taro, hanako),
    };
    let home = here.home().unwrap();
    let device = there.home().unwrap().author.device();
    let mut told = here.subscribe();
    let [here, there] = [
        here.network().await.unwrap(),
        there.network().await.unwrap(),
    ];
    let connection = here.peers.get(device).unwrap().connection;

    // What has to be read to tell the end takes its time.
    let (let_go, busy) = mpsc::channel::<()>();
    let (has_it, is_held) = tokio::sync::oneshot::channel();
    let disk = thread::spawn(move || {
        let store = home.store();
        has_it.send(()).unwrap();
        let _let_go = busy.recv_timeout(STUCK);
        drop(store);
    });
    is_held.await.unwrap();
    there.peers.close_all();
    timeout(STUCK, connection.closed()).await.unwrap();
    let _asked = timeout(Duration::ZERO, here.part(&BTreeSet::from([device]))).await;
    // Who is dialled next is dialled after that.
    let next = endpoint::bind(&[7; 32], Reach::Loopback, 0).await.unwrap();
    here.meet(&Ticket::from(&next.addr()));
    timeout(STUCK, next.accept()).await.unwrap();

    let _told = let_go.send(());
    timeout(SOON, async {
        loop {
            match told.recv().await {
                Ok(NodeEvent::Gone { device: gone, .. }) if gone == device => return,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => panic!("the device stopped"),
            }
        }
    })
    .await
    .unwrap();
    assert!(!here.peers.devices().contains(&device), "nor listed");
    disk.join().unwrap();
    next.close().await;
    two.end().await;
}
