//! Links that are over, mistyped, handed on, too long or hostile.

use super::people::Someone;
use otagai_api::Patience;
use otagai_core::{
    id::{CircleId, DeviceId},
    invite_link::{Host, InviteLink},
};
use otagai_tests::sim::Chance;
use serde_json::json;
use std::{
    io,
    net::{SocketAddr, UdpSocket},
    time::Duration,
};

/// Where a link may be pasted.
const PLACES: [&str; 3] = ["invite_read", "join_open", "join"];

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_over_is_refused_by_the_clock_of_who_lets_in() {
    let hitomi = Someone::founder("ひとみ", Patience::default()).await;
    let kiku = Someone::new("きく").await;
    let link = hitomi.invite(1).await;
    let last = otagai_api::moment("2026-11-28").unwrap();
    hitomi.clock.set(last + 1).unwrap();
    for place in ["join_open", "join"] {
        let (code, sentence) = kiku.refused(place, json!({ "link": link })).await;
        assert_eq!(code, "inviteExpired", "{place}");
        assert!(sentence.contains("期限"), "{sentence}");
    }
    hitomi.clock.set(last).unwrap();
    kiku.join(&link).await;
    for person in [hitomi, kiku] {
        person.device.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_was_handed_on_lets_the_first_in_and_tells_the_second() {
    let hitomi = Someone::founder("ひとみ", Patience::default()).await;
    let [kiku, sakura] = ["きく", "さくら"].map(Someone::new);
    let (kiku, sakura) = (kiku.await, sakura.await);
    let link = hitomi.invite(1).await;
    kiku.join(&link).await;
    let (code, sentence) = sakura.refused("join", json!({ "link": link })).await;
    assert_eq!(code, "inviteSpent");
    assert!(sentence.contains("すでに使われています"), "{sentence}");
    assert!(
        sentence.contains("招待してくれた方に"),
        "what to do: {sentence}"
    );
    assert_eq!(hitomi.standing_of(&kiku.id).await, "member");
    assert_eq!(hitomi.standing_of(&sakura.id).await, json!(null));
    let (code, _) = kiku.refused("join", json!({ "link": link })).await;
    assert_eq!(code, "alreadyMember", "the first, once more");
    for person in [hitomi, kiku, sakura] {
        person.device.shutdown().await;
    }
}

/// A link whose only host is a socket of the test.
fn link_to(at: SocketAddr) -> InviteLink {
    InviteLink {
        circle: CircleId::from_bytes([9; 32]),
        name: "勉強会".into(),
        inviter: "ひとみ".into(),
        seed: [5; 16],
        hosts: vec![Host {
            device: DeviceId::from_bytes(
                *iroh::SecretKey::from_bytes(&[3; 32]).public().as_bytes(),
            ),
            addresses: vec![at],
        }],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_was_mistyped_is_said_to_be_so_and_nobody_is_called() {
    let kiku = Someone::new("きく").await;
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_nonblocking(true).unwrap();
    let link = link_to(socket.local_addr().unwrap()).to_string();
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ .%+";
    let letters: Vec<char> = letters.chars().collect();
    let mut chance = Chance::new(16);
    let mut tried = 0;
    while tried < 40 {
        let mut typed: Vec<char> = link.chars().collect();
        let (at, letter) = (chance.below(typed.len()), chance.below(letters.len()));
        typed[at] = letters[letter];
        let typed: String = typed.into_iter().collect();
        if typed.eq_ignore_ascii_case(&link) && typed.get(7..) == link.get(7..) {
            continue;
        }
        tried += 1;
        for place in PLACES {
            let (code, sentence) = kiku.refused(place, json!({ "link": typed })).await;
            let expected = ["linkDamaged", "linkNotOurs"];
            assert!(expected.contains(&code), "{place}: {typed}: {code:?}");
            assert!(sentence.ends_with("ください。"), "what to do: {sentence}");
        }
    }
    let mut packet = [0; 2_000];
    let nothing = socket.recv(&mut packet).unwrap_err();
    assert_eq!(
        nothing.kind(),
        io::ErrorKind::WouldBlock,
        "nobody was called"
    );
    // The whole link does call.
    let (code, _) = kiku.refused("join_open", json!({ "link": link })).await;
    assert_eq!(code, "nobodyReached");
    assert!(socket.recv(&mut packet).is_ok(), "and somebody was called");
    kiku.device.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_text_is_refused_with_its_reason() {
    let kiku = Someone::new("きく").await;
    let long = format!("otagai:{}", "A".repeat(20_000));
    let null = "otagai:\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}";
    let deep = format!("otagai:{}", "gYGBgYGB".repeat(500));
    for (text, expected) in [
        ("", "linkNotOurs"),
        ("javascript:alert(1)", "linkNotOurs"),
        ("file:///etc/passwd", "linkNotOurs"),
        ("https://otagai.example/AYZY", "linkNotOurs"),
        ("otagai\u{202e}:AYZY", "linkDamaged"),
        ("otagai:%00%00%00%00", "linkDamaged"),
        ("otagai:../../../../etc/passwd", "linkDamaged"),
        ("otagai:--data /tmp --keys /tmp", "linkDamaged"),
        ("otagai:\u{202e}\u{2066}AYZY", "linkDamaged"),
        ("otagai:\r\nHost: example\r\n\r\n", "linkDamaged"),
        ("otagai:otagai:otagai:", "linkDamaged"),
        (null, "linkDamaged"),
        (&deep, "linkDamaged"),
        (&long, "linkTooLong"),
    ] {
        for place in PLACES {
            let (code, sentence) = kiku.refused(place, json!({ "link": text })).await;
            assert_eq!(code, expected, "{place}: {text:?}");
            assert!(sentence.ends_with("ください。"), "what to do: {sentence}");
        }
    }
    kiku.device.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_in_a_link_are_shown_without_tricks_and_addresses_harm_nobody() {
    let kiku = Someone::new("きく").await;
    let mut link = link_to("0.0.0.0:0".parse().unwrap());
    link.name = "会\u{202e}しんせつ\u{0}\r\n\u{2066}\u{feff}の".into();
    link.inviter = "ひと\u{7}み\u{200b}".into();
    link.hosts[0].addresses = [
        "224.0.0.251:5353",
        "255.255.255.255:9",
        "[ff02::1]:1",
        "0.0.0.0:0",
    ]
    .map(|address| address.parse().unwrap())
    .to_vec();
    let link = link.to_string();
    let seen = kiku.ok("invite_read", json!({ "link": link })).await;
    for field in ["name", "inviter"] {
        let text = seen[field].as_str().unwrap();
        let tricks = ['\u{202e}', '\u{2066}', '\u{feff}', '\u{200b}'];
        let is_hidden = |c: char| c.is_control() || tricks.contains(&c);
        assert!(!text.contains(is_hidden), "{field}: {text:?}");
    }
    assert_eq!(seen["inviter"], "ひとみ", "what is left is readable");
    let refused = kiku.refused("join_open", json!({ "link": link }));
    let (code, _) = tokio::time::timeout(Duration::from_secs(30), refused)
        .await
        .unwrap();
    assert_eq!(code, "nobodyReached");
    kiku.device.shutdown().await;
}
