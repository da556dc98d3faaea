//! Copies as a screen knows them: what there is, saving one, and putting one in the place of what is here.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

#[path = "backups/computer.rs"]
mod computer;
#[path = "backups/elsewhere.rs"]
mod elsewhere;
#[path = "backups/shut.rs"]
mod shut;

use computer::{Computer, DAY};
use serde_json::json;

#[tokio::test]
async fn a_copy_is_made_at_the_start_and_whenever_a_day_has_begun() {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    let kiku = kiku.again().await;
    kiku.device.go_online().await.unwrap();
    kiku.until_copies(&["2026-06-02"]).await;
    for (days, names) in [
        (1, &["2026-06-03", "2026-06-02"][..]),
        (2, &["2026-06-04", "2026-06-03", "2026-06-02"]),
    ] {
        kiku.clock.set(kiku.noon + days * DAY).unwrap();
        kiku.until_copies(names).await;
    }
    kiku.clock.set(kiku.noon + 2 * DAY + 3_600_000).unwrap();
    let now = kiku.ok("backup_now", json!({})).await;
    assert_eq!(
        (&now["copy"], &now["reason"]),
        (&json!("2026-06-04.2"), &json!("daily")),
        "asked for, beside that of the day"
    );
    kiku.device.shutdown().await;
}

#[tokio::test]
async fn a_copy_brings_back_what_was_there_and_what_was_replaced_is_in_another() {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    kiku.banner("はじめ").await;
    let copy = kiku.ok("backup_now", json!({})).await;
    kiku.banner("あとで").await;
    let later = kiku.ok("rebuild", json!({})).await;
    kiku.ok("backup_restore", json!({ "copy": copy["copy"] }))
        .await;
    assert_eq!(kiku.said().await, "はじめ", "as it was");
    let copies = kiku.copies().await;
    assert_eq!(copies[0], "before-2026-06-02", "made before: {copies:?}");
    // And back again, from a program that was started anew.
    let kiku = kiku.again().await;
    kiku.ok("backup_restore", json!({ "copy": copies[0] }))
        .await;
    assert_eq!(kiku.said().await, "あとで", "nothing was lost");
    assert_eq!(
        kiku.ok("rebuild", json!({})).await,
        later,
        "to the last item"
    );
    kiku.banner("もっとあとで").await;
    assert_eq!(kiku.said().await, "もっとあとで", "and it goes on");
    kiku.device.shutdown().await;
}

#[tokio::test]
async fn what_was_written_after_the_copy_comes_back_with_the_next_meeting() {
    let (kiku, hitomi) = (Computer::of("きく").await, Computer::of("ひとみ").await);
    kiku.found().await;
    hitomi.join(&kiku).await;
    let copy = kiku.ok("backup_now", json!({})).await;
    kiku.banner("あとで").await;
    // A statement of its own: its number is used again after the restore.
    kiku.ok("invite", json!({ "uses": 1, "days": 7 })).await;
    kiku.meet(&hitomi).await;
    kiku.ok("backup_restore", json!({ "copy": copy["copy"] }))
        .await;
    kiku.ok("invite", json!({ "uses": 2, "days": 7 })).await;
    // The network began again with the data, and looks for everybody by itself.
    kiku.device.shutdown().await;
    assert_ne!(kiku.said().await, "あとで", "it is not here any more");
    kiku.meet(&hitomi).await;
    assert_eq!(kiku.said().await, "あとで", "it is back");
    assert_eq!(
        kiku.ok("rebuild", json!({})).await,
        hitomi.ok("rebuild", json!({})).await,
        "and both hold the same"
    );
    for computer in [kiku, hitomi] {
        computer.device.shutdown().await;
    }
}

#[tokio::test]
async fn what_a_screen_names_is_a_copy_or_refused() {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    for (name, args, code) in [
        ("backup_restore", json!({}), "copyUnknown"),
        (
            "backup_restore",
            json!({ "copy": "2026-06-01" }),
            "copyUnknown",
        ),
        (
            "backup_restore",
            json!({ "copy": "../keys/keys.sealed" }),
            "copyUnknown",
        ),
        (
            "backup_look",
            json!({ "copy": "/etc/passwd" }),
            "copyUnknown",
        ),
        (
            "backup_restore",
            json!({ "path": "/etc/passwd" }),
            "badArguments",
        ),
        (
            "backup_restore",
            json!({ "copy": "2026-06-01", "words": "いち に" }),
            "wordsUnknown",
        ),
        (
            "backup_restore",
            json!({ "copy": "2026-06-01", "words": "1. あいさつ 2. あいだ" }),
            "wordsCount",
        ),
        (
            "backup_restore",
            json!({ "copy": "2026-06-01", "words": "あいさつ ".repeat(24) }),
            "wordsCheck",
        ),
        ("backup_save", json!({}), "copyNeedsWindow"),
        ("backup_choose", json!({}), "copyNeedsWindow"),
        ("backup_save", json!({ "path": "/tmp/x" }), "badArguments"),
    ] {
        assert_eq!(
            kiku.refused(name, args.clone()).await,
            code,
            "{name} {args}"
        );
    }
    kiku.device.shutdown().await;
}

#[tokio::test]
async fn a_copy_that_cannot_be_made_is_told_and_hinders_nothing() {
    let kiku = Computer::of_nobody().await;
    // Where the folder of copies belongs there is a file, from before there is anything to be copied.
    let place = kiku.data().join("backups");
    std::fs::write(&place, b"").unwrap();
    kiku.set_up("きく").await;
    kiku.found().await;
    assert!(
        kiku.device.call("backup_now", json!({})).await.is_err(),
        "none was made"
    );
    kiku.banner("聞きます").await;
    std::fs::remove_file(&place).unwrap();
    let status = kiku.ok("backups", json!({})).await;
    assert_eq!(status["failure"]["at"], kiku.noon, "told: {status}");
    kiku.ok("backup_now", json!({})).await;
    let status = kiku.ok("backups", json!({})).await;
    assert_eq!(
        status["failure"],
        json!(null),
        "all is well again: {status}"
    );
    assert_eq!(status["bytes"], status["copies"][0]["bytes"], "its size");
    kiku.device.shutdown().await;
}
