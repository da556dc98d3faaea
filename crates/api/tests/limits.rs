//! Every number a member or a stranger could make too large: the last that is taken, and the first that is not.
//!
//! What one writes into forms has its bounds in `vouching/refused.rs` and `two_people.rs`, photos in `photos.rs`,
//! drafts in `drafts.rs`, what devices send each other in the crates that read it.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_api::{Clock, Config, Device};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

async fn founder(dir: &Path) -> Device {
    let passphrase = dir.join("passphrase");
    std::fs::write(&passphrase, "いろはにほへと\n").unwrap();
    let device = Device::open(Config {
        data: dir.join("data"),
        keys: Some(dir.join("keys")),
        passphrase_file: Some(passphrase),
        loopback: true,
        clock: Clock::standing_at(otagai_api::moment("2026-11-21").unwrap()),
        ..Config::default()
    });
    let device = device.await.unwrap();
    let me = json!({ "name": "きく", "reading": "きく", "short": "きく" });
    device.call("init", me).await.unwrap();
    let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
    device.call("circle_create", circle).await.unwrap();
    device
}

/// What a command makes of numbers: nothing when it takes them.
async fn outcome(device: &Device, name: &str, args: Value) -> Option<&'static str> {
    device
        .call(name, args)
        .await
        .err()
        .map(|error| error.code.name())
}

#[tokio::test]
async fn the_last_number_is_taken_and_the_next_is_not() {
    let dir = TempDir::new().unwrap();
    let device = founder(dir.path()).await;
    let nobody = || "ab".repeat(32);
    let link = |characters: usize| format!("otagai:{}", "A".repeat(characters - "otagai:".len()));
    let letters = |many: usize| format!("[{}]", vec!["{}"; many].join(","));
    for (name, args, expected) in [
        ("invite", json!({ "uses": 50, "days": 60 }), None),
        (
            "invite",
            json!({ "uses": 51, "days": 60 }),
            Some("badInput"),
        ),
        (
            "invite",
            json!({ "uses": 50, "days": 61 }),
            Some("badInput"),
        ),
        ("invite", json!({ "uses": 0, "days": 1 }), Some("badInput")),
        ("invite", json!({ "uses": 1, "days": 0 }), Some("badInput")),
        (
            "invite",
            json!({ "uses": 65_536, "days": 1 }),
            Some("badArguments"),
        ),
        (
            "invite",
            json!({ "uses": -1, "days": 1 }),
            Some("badArguments"),
        ),
        ("sync", json!({ "seconds": 601 }), Some("badInput")),
        (
            "invite_read",
            json!({ "link": link(20_000) }),
            Some("linkDamaged"),
        ),
        (
            "invite_read",
            json!({ "link": link(20_001) }),
            Some("linkTooLong"),
        ),
        (
            "settings_set",
            json!({ "language": "ja", "textPercent": 200 }),
            None,
        ),
        (
            "settings_set",
            json!({ "language": "ja", "textPercent": 201 }),
            Some("badInput"),
        ),
        (
            "settings_set",
            json!({ "language": "ja", "textPercent": 99 }),
            Some("badInput"),
        ),
        // Looked for, and not found: the number is taken.
        (
            "proof_export",
            json!({ "vouches": vec![nobody(); 20] }),
            Some("unknownWork"),
        ),
        (
            "proof_export",
            json!({ "vouches": vec![nobody(); 21] }),
            Some("badInput"),
        ),
        (
            "proof_save",
            json!({ "vouches": vec![nobody(); 21] }),
            Some("badInput"),
        ),
        (
            "proof_verify",
            json!({ "text": letters(21) }),
            Some("proofNotOurs"),
        ),
    ] {
        let said = args.to_string();
        let said = said.get(..said.len().min(60)).unwrap_or_default();
        assert_eq!(
            outcome(&device, name, args.clone()).await,
            expected,
            "{name} {said}"
        );
    }
    device.shutdown().await;
}

/// A link that comes in from outside is cut before it is kept, and still said to be too long.
#[tokio::test]
async fn a_link_from_outside_is_bounded_before_anybody_looks_at_it() {
    let dir = TempDir::new().unwrap();
    let device = founder(dir.path()).await;
    device.offer_link(&format!("otagai:\u{0}\u{202e}{}", "A".repeat(1_000_000)));
    let state = device.call("app_state", json!({})).await.unwrap();
    let link = state.pointer("/pendingLink").unwrap().as_str().unwrap();
    assert_eq!(link.chars().count(), 20_001, "bounded");
    assert!(!link.contains(['\u{0}', '\u{202e}']), "nothing unseen");
    let read = outcome(&device, "invite_read", json!({ "link": link })).await;
    assert_eq!(read, Some("linkTooLong"), "and said to be too long");
    let state = device.call("app_state", json!({})).await.unwrap();
    assert_eq!(
        state.pointer("/pendingLink"),
        Some(&Value::Null),
        "shown once"
    );
    device.shutdown().await;
}
