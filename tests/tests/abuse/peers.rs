//! Devices on the other end that say nothing, too slowly or too much.

use super::{
    attacker::{
        Attacker, FULL, JOIN, MALFORMED, MEET, OUT_OF_ORDER, REFUSED, SILENT, TOO_LARGE, code,
        flood, victim,
    },
    people::Someone,
};
use iroh::endpoint::Connection;
use otagai_api::Patience;
use otagai_core::invite_link::Host;
use std::{future::pending, iter::repeat, time::Duration};
use tokio::{io::AsyncWriteExt, task::JoinSet, time::interval};

/// As the default, a tenth as long.
fn short() -> Patience {
    let patience = Patience::default();
    Patience {
        handshake: patience.handshake,
        silence: patience.silence / 10,
        introduction: patience.introduction / 10,
        joining: patience.joining / 10,
        conversation: patience.conversation / 10,
        photo: patience.photo / 10,
        taking: patience.taking / 10,
    }
}

/// ひとみ, whose computer is attacked, and きく, a member.
async fn two(patience: Patience) -> (Someone, Someone, Host) {
    let hitomi = Someone::founder("ひとみ", patience).await;
    let kiku = Someone::new("きく").await;
    let link = hitomi.invite(1).await;
    kiku.join(&link).await;
    kiku.device.shutdown().await;
    (hitomi, kiku, victim(&link))
}

/// きく comes, brings something, and goes.
async fn a_member_meets(hitomi: &Someone, kiku: &Someone, banner: &str) {
    let edit = serde_json::json!({ "edit": { "field": "banner", "value": banner } });
    kiku.ok("card_set", edit).await;
    kiku.meet(hitomi).await;
    let members = hitomi.ok("members", serde_json::json!({})).await;
    let members = members.as_array().unwrap();
    assert!(
        members
            .iter()
            .any(|member| member["card"]["banner"] == banner),
        "what きく wrote: {members:?}"
    );
    kiku.device.shutdown().await;
}

/// Feeds a frame one byte at a time, as long as it is taken: a tenth of a second is to the patience here what a
/// second is to the default.
async fn drip(connection: Connection) {
    let (mut send, _recv) = connection.open_bi().await.unwrap();
    let mut beat = interval(Duration::from_millis(100));
    for byte in [0, 0, 1, 0].into_iter().chain(repeat(0)) {
        beat.tick().await;
        if send.write_all(&[byte]).await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_says_nothing_is_closed_and_keeps_nobody_out() {
    let (hitomi, kiku, at) = two(short()).await;
    let mallory = Attacker::new().await;
    for alpn in [MEET, JOIN] {
        let silent = mallory.dial(&at, alpn).await;
        a_member_meets(&hitomi, &kiku, "沈黙のあいだ").await;
        assert_eq!(code(&silent).await, SILENT, "no stream");
        let silent = mallory.dial(&at, alpn).await;
        let (mut send, _recv) = silent.open_bi().await.unwrap();
        // A stream with nothing on it is not seen there.
        send.write_all(&[0]).await.unwrap();
        assert_eq!(code(&silent).await, SILENT, "a stream, and not one frame");
        a_member_meets(&hitomi, &kiku, "沈黙のあと").await;
    }
    hitomi.device.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sends_a_byte_at_a_time_is_closed_and_keeps_nobody_out() {
    let (hitomi, kiku, at) = two(short()).await;
    let mallory = Attacker::new().await;
    for alpn in [MEET, JOIN] {
        let slow = mallory.dial(&at, alpn).await;
        let dripping = tokio::spawn(drip(slow.clone()));
        a_member_meets(&hitomi, &kiku, "少しずつのあいだ").await;
        assert_eq!(code(&slow).await, SILENT);
        dripping.await.unwrap();
        a_member_meets(&hitomi, &kiku, "少しずつのあと").await;
    }
    hitomi.device.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_who_goes_on_with_small_talk_is_closed() {
    let patience = Patience {
        conversation: Duration::from_secs(2),
        ..Patience::default()
    };
    let (hitomi, kiku, at) = two(patience).await;
    let mallory = Attacker::new().await;
    let chatty = mallory.dial(&at, JOIN).await;
    let (mut send, _recv) = chatty.open_bi().await.unwrap();
    let mut beat = interval(Duration::from_millis(50));
    // Well-formed messages of a later version, which are to be ignored.
    let talking = async {
        loop {
            beat.tick().await;
            if send.write_all(&[0, 0, 0, 2, 0x81, 0x17]).await.is_err() {
                return pending().await;
            }
        }
    };
    let closed = tokio::select! {
        () = talking => 0,
        closed = code(&chatty) => closed,
    };
    assert_eq!(closed, SILENT, "however much was said, nothing was");
    a_member_meets(&hitomi, &kiku, "おしゃべりのあと").await;
    hitomi.device.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_floods_is_closed_with_what_was_wrong() {
    let (hitomi, kiku, at) = two(Patience::default()).await;
    let mallory = Attacker::new().await;
    let largest = 1024 * 1024;
    let a_lot = 64 * 1024 * 1024;
    for alpn in [MEET, JOIN] {
        for (length, expected) in [
            (largest, MALFORMED),
            (largest + 1, TOO_LARGE),
            (u32::MAX, TOO_LARGE),
        ] {
            let loud = mallory.dial(&at, alpn).await;
            let (mut send, _recv) = loud.open_bi().await.unwrap();
            let (taken, closed) = tokio::join!(flood(&mut send, length, a_lot), code(&loud));
            assert_eq!(closed, expected, "frames of {length}");
            assert!(taken < a_lot, "{taken} bytes were taken");
        }
        a_member_meets(&hitomi, &kiku, "洪水のあと").await;
    }
    // A message in its form, at the wrong time, and an invitation that nobody made.
    let early = mallory.dial(&at, JOIN).await;
    let (mut send, _recv) = early.open_bi().await.unwrap();
    send.write_all(&[0, 0, 0, 3, 0x82, 0x04, 0x01])
        .await
        .unwrap();
    assert_eq!(code(&early).await, OUT_OF_ORDER, "a refusal from the guest");
    let forged = mallory.dial(&at, JOIN).await;
    let (mut send, _recv) = forged.open_bi().await.unwrap();
    let knock = [&[0x84, 0, 1, 0x58, 32][..], &[9; 32], &[0x58, 64], &[9; 64]].concat();
    send.write_u32(u32::try_from(knock.len()).unwrap())
        .await
        .unwrap();
    send.write_all(&knock).await.unwrap();
    assert_eq!(code(&forged).await, REFUSED, "a knock with a wrong proof");
    // Nobody in particular says hello: three slots of nothing.
    let stranger = mallory.dial(&at, MEET).await;
    let (mut send, _recv) = stranger.open_bi().await.unwrap();
    let slot = [&[0x58, 40][..], &[7; 40]].concat();
    let hello = [&[0x84, 0, 1, 0, 0x83][..], &slot, &slot, &slot].concat();
    // First in which run of a program that is said.
    send.write_all(&[&[0, 0, 0, 17, 0x50][..], &[3; 16]].concat())
        .await
        .unwrap();
    send.write_u32(u32::try_from(hello.len()).unwrap())
        .await
        .unwrap();
    send.write_all(&hello).await.unwrap();
    assert_eq!(code(&stranger).await, REFUSED, "nothing in common");
    a_member_meets(&hitomi, &kiku, "見知らぬ人のあと").await;
    hitomi.device.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hundreds_of_streams_are_not_taken_in() {
    let (hitomi, kiku, at) = two(short()).await;
    let mallory = Attacker::new().await;
    let many = mallory.dial(&at, MEET).await;
    let mut opening = JoinSet::new();
    for number in 0..400 {
        let many = many.clone();
        opening.spawn(async move {
            let mut send = if number % 2 == 0 {
                many.open_bi().await.ok()?.0
            } else {
                many.open_uni().await.ok()?
            };
            send.write_all(&[0]).await.ok()?;
            // A stream that is dropped has ended, which is something else.
            many.closed().await;
            Some(())
        });
    }
    a_member_meets(&hitomi, &kiku, "たくさんのあいだ").await;
    assert_eq!(code(&many).await, SILENT, "and not one frame on any");
    let opened = opening.join_all().await.into_iter().flatten().count();
    assert!((1..=9).contains(&opened), "{opened} streams were granted");
    a_member_meets(&hitomi, &kiku, "たくさんのあと").await;
    hitomi.device.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_connections_fill_the_places_of_strangers_only() {
    let (hitomi, kiku, at) = two(Patience::default()).await;
    let mallory = Attacker::new().await;
    let mut held = Vec::new();
    let mut closed = JoinSet::new();
    for _ in 0..48 {
        let connection = mallory.dial(&at, JOIN).await;
        held.push(connection.clone());
        closed.spawn(async move { code(&connection).await });
    }
    for _ in 32..48 {
        // The others say nothing, and are waited for much longer.
        assert_eq!(closed.join_next().await.unwrap().unwrap(), FULL);
    }
    a_member_meets(&hitomi, &kiku, "満員のあいだ").await;
    let open = held.iter().filter(|one| one.close_reason().is_none());
    assert!(open.count() > 0, "strangers were there all the time");
    hitomi.device.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg(target_os = "linux")]
async fn a_flood_on_every_stream_costs_little_memory() {
    let (hitomi, kiku, at) = two(short()).await;
    let mallory = Attacker::new().await;
    let before = largest_kb();
    let mut flooding = JoinSet::new();
    let mut connections = Vec::new();
    for number in 0..8 {
        let alpn = if number % 2 == 0 { MEET } else { JOIN };
        let many = mallory.dial(&at, alpn).await;
        connections.push(many.clone());
        for number in 0..200 {
            let many = many.clone();
            flooding.spawn(async move {
                let opened = if number % 2 == 0 {
                    many.open_bi().await.map(|(send, _recv)| send)
                } else {
                    many.open_uni().await
                };
                // One byte less than was announced, so that it is never a frame.
                let mut send = opened.ok()?;
                send.write_u32(1024 * 1024).await.ok()?;
                send.write_all(&NOTHING).await.ok()?;
                many.closed().await;
                Some(())
            });
        }
    }
    a_member_meets(&hitomi, &kiku, "氾濫のあいだ").await;
    flooding.join_all().await;
    let grown = largest_kb().saturating_sub(before);
    assert!(grown < 256 * 1024, "{grown} KiB, both sides together");
    a_member_meets(&hitomi, &kiku, "氾濫のあと").await;
    hitomi.device.shutdown().await;
}

/// One byte less than the largest frame.
#[cfg(target_os = "linux")]
static NOTHING: [u8; 1024 * 1024 - 1] = [0; 1024 * 1024 - 1];

/// The largest that this process has been, KiB.
#[cfg(target_os = "linux")]
fn largest_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.unwrap().trim().trim_end_matches(" kB");
    number.parse().unwrap()
}
