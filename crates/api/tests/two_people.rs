//! Two devices in one program, over real connections on this computer: the commands as a screen calls them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_api::{Clock, Config, Device, Event};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use tempfile::TempDir;

/// A device with a folder of its own.
async fn device(dir: &Path) -> Device {
    Device::open(config(dir)).await.unwrap()
}

fn config(dir: &Path) -> Config {
    let passphrase = dir.join("passphrase");
    std::fs::write(&passphrase, "いろはにほへと\n").unwrap();
    Config {
        data: dir.join("data"),
        keys: Some(dir.join("keys")),
        passphrase_file: Some(passphrase),
        files: None,
        loopback: true,
        clock: Clock::of_tests().unwrap(),
    }
}

/// The device again, as soon as the last task of its earlier self has let go of the folder.
async fn again(dir: &Path) -> Device {
    let opened = async {
        loop {
            match Device::open(config(dir)).await {
                Err(error) if error.code == "dataInUse" => tokio::task::yield_now().await,
                opened => return opened.unwrap(),
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), opened)
        .await
        .expect("the folder is let go")
}

async fn person(dir: &Path, name: &str) -> Device {
    let device = device(dir).await;
    ok(
        &device,
        "init",
        json!({ "name": name, "reading": "よみ", "short": name }),
    )
    .await;
    device
}

async fn ok(device: &Device, name: &str, args: Value) -> Value {
    device
        .call(name, args)
        .await
        .unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

async fn refused(device: &Device, name: &str, args: Value) -> &'static str {
    device.call(name, args).await.unwrap_err().code.name()
}

/// Waits until both hold the same, looking again whenever something happened to the second.
async fn hold_the_same(one: &Device, other: &Device) {
    let mut events = other.subscribe();
    let same = async {
        while ok(one, "rebuild", json!({})).await != ok(other, "rebuild", json!({})).await {
            events.recv().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(20), same)
        .await
        .expect("what one wrote arrives");
}

#[tokio::test]
async fn one_invites_the_other_joins_and_both_see_both_cards() {
    let dirs = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let kiku = person(dirs[0].path(), "きく").await;
    let hitomi = person(dirs[1].path(), "ひとみ").await;
    ok(
        &kiku,
        "circle_create",
        json!({ "name": "勉強会", "purpose": "教え合う" }),
    )
    .await;
    let invite = ok(
        &kiku,
        "invite",
        json!({ "to": "ひとみ", "uses": 1, "days": 7 }),
    )
    .await;
    let link = json!({ "link": invite["link"] });
    assert_eq!(
        ok(&hitomi, "invite_read", link.clone()).await["inviter"],
        "きく",
        "read without asking"
    );
    assert_eq!(
        ok(&hitomi, "join_open", link.clone()).await["purpose"],
        "教え合う",
        "the charter is fetched"
    );
    assert_eq!(
        ok(&hitomi, "circle_list", json!({})).await,
        json!([]),
        "and nothing was joined"
    );
    let circle = ok(
        &hitomi,
        "join",
        json!({ "link": invite["link"], "hello": "看護師です" }),
    )
    .await;
    assert_eq!(
        (&circle["members"], &circle["standing"]),
        (&json!(2), &json!("member")),
        "she is in"
    );
    for device in [&kiku, &hitomi] {
        let members = ok(device, "members", json!({})).await;
        let shorts: Vec<_> = members
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["card"]["short"].clone())
            .collect();
        assert!(
            shorts.contains(&json!("きく")) && shorts.contains(&json!("ひとみ")),
            "both cards: {shorts:?}"
        );
    }
    assert_eq!(
        refused(&hitomi, "join", link.clone()).await,
        "alreadyMember",
        "not twice"
    );
    let third = TempDir::new().unwrap();
    let late = person(third.path(), "おそい").await;
    assert_eq!(refused(&late, "join", link).await, "inviteSpent", "one use");
    // By the address ticket, and only what is new moves.
    let edit = json!({ "field": "banner", "value": "聞きます" });
    late.shutdown().await;
    hitomi.shutdown().await;
    ok(&kiku, "card_set", json!({ "edit": edit })).await;
    let ticket = ok(&kiku, "ticket", json!({})).await;
    let moved = ok(
        &hitomi,
        "sync",
        json!({ "peer": ticket["ticket"], "once": true }),
    )
    .await;
    assert_eq!(
        (&moved["met"], &moved["refused"]),
        (&json!(1), &json!(0)),
        "met: {moved}"
    );
    let members = ok(&hitomi, "members", json!({})).await;
    assert!(members.to_string().contains("聞きます"), "the edit arrived");
    for device in [kiku, hitomi] {
        device.shutdown().await;
    }
}

#[tokio::test]
async fn a_third_gets_from_the_second_what_the_first_wrote_and_never_meets_the_first() {
    let dirs = [
        TempDir::new().unwrap(),
        TempDir::new().unwrap(),
        TempDir::new().unwrap(),
    ];
    let kiku = person(dirs[0].path(), "きく").await;
    let hitomi = person(dirs[1].path(), "ひとみ").await;
    let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
    ok(&kiku, "circle_create", circle).await;
    let edit = json!({ "field": "banner", "value": "話すと、次の一歩が見つかる" });
    ok(&kiku, "card_set", json!({ "edit": edit })).await;
    let invite = ok(&kiku, "invite", json!({ "uses": 1, "days": 7 })).await;
    let mut events = kiku.subscribe();
    ok(&hitomi, "join", json!({ "link": invite["link"] })).await;
    // A link names another member's device once it was met.
    while !matches!(events.recv().await.unwrap(), Event::Met { .. }) {}
    hold_the_same(&kiku, &hitomi).await;
    let invite = ok(&kiku, "invite", json!({ "uses": 1, "days": 7 })).await;
    hold_the_same(&kiku, &hitomi).await;
    kiku.shutdown().await;

    // The link that kiku made names hitomi's device as well, and hitomi lets the guest in.
    let sakura = person(dirs[2].path(), "さくら").await;
    ok(&sakura, "join", json!({ "link": invite["link"] })).await;
    let members = ok(&sakura, "members", json!({})).await.to_string();
    assert!(
        members.contains("次の一歩"),
        "kiku's card came through hitomi: {members}"
    );
    let digests = [
        ok(&hitomi, "rebuild", json!({})).await,
        ok(&sakura, "rebuild", json!({})).await,
    ];
    assert_eq!(digests[0], digests[1], "both hold and show the same");
    for device in [hitomi, sakura] {
        device.shutdown().await;
    }
}

#[tokio::test]
async fn what_was_saved_is_there_after_the_program_was_closed() {
    let dir = TempDir::new().unwrap();
    let kiku = person(dir.path(), "きく").await;
    ok(
        &kiku,
        "circle_create",
        json!({ "name": "勉強会", "purpose": "教え合う" }),
    )
    .await;
    let strength =
        json!({ "field": "strength", "value": { "skill": "傾聴", "level": "do", "limit": "" } });
    ok(&kiku, "card_set", json!({ "edit": strength })).await;
    let free = json!({ "field": "availability", "status": "open", "note": "火曜の午前" });
    let saved = ok(&kiku, "card_set", json!({ "edit": free })).await;
    let before = ok(&kiku, "rebuild", json!({})).await;
    kiku.shutdown().await;
    drop(kiku);
    let again = again(dir.path()).await;
    assert_eq!(ok(&again, "card_show", json!({})).await, saved, "the card");
    assert_eq!(
        ok(&again, "rebuild", json!({})).await,
        before,
        "the digests"
    );
    again.shutdown().await;
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_with_its_code() {
    let dir = TempDir::new().unwrap();
    let fresh = device(dir.path()).await;
    assert_eq!(
        refused(&fresh, "members", json!({})).await,
        "notReady",
        "nobody is here yet"
    );
    let unnamed = json!({ "name": " ", "reading": "よ", "short": "" });
    assert_eq!(
        refused(&fresh, "init", unnamed).await,
        "empty",
        "a name is needed"
    );
    let me = json!({ "name": "きく", "reading": "きく", "short": "" });
    ok(&fresh, "init", me.clone()).await;
    for (name, args, code) in [
        ("init", me, "alreadySetUp"),
        ("nothing", json!({}), "unknownCommand"),
        ("members", json!({ "circle": 1 }), "badArguments"),
        ("members", json!({ "unknown": "x" }), "badArguments"),
        ("members", json!({}), "unknownCircle"),
        (
            "circle_create",
            json!({ "name": "あ".repeat(61), "purpose": "x" }),
            "tooLong",
        ),
        (
            "invite_read",
            json!({ "link": "こんにちは" }),
            "linkNotOurs",
        ),
        (
            "invite_read",
            json!({ "link": format!("otagai:{}", "A".repeat(20_000)) }),
            "linkTooLong",
        ),
        (
            "invite_read",
            json!({ "link": "otagai:AAAA" }),
            "linkDamaged",
        ),
        (
            "settings_set",
            json!({ "language": "ja", "textPercent": 500 }),
            "badInput",
        ),
        ("sync", json!({ "peer": "x" }), "badInput"),
    ] {
        assert_eq!(
            refused(&fresh, name, args.clone()).await,
            code,
            "{name} {args}"
        );
    }
    fresh.shutdown().await;
}

#[tokio::test]
async fn the_recovery_words_are_there_until_they_are_on_paper() {
    let dir = TempDir::new().unwrap();
    let kiku = person(dir.path(), "きく").await;
    let words = ok(&kiku, "recovery_words", json!({})).await;
    assert_eq!(words["words"].as_array().unwrap().len(), 24, "24 words");
    ok(&kiku, "recovery_done", json!({})).await;
    assert_eq!(
        refused(&kiku, "recovery_words", json!({})).await,
        "recoveryDone",
        "erased here"
    );
    assert_eq!(
        ok(&kiku, "app_state", json!({})).await["recovery"],
        "done",
        "and known to be"
    );
    kiku.shutdown().await;
}

#[tokio::test]
async fn the_device_lives_by_the_clock_it_was_given() {
    let dir = TempDir::new().unwrap();
    let noon = otagai_api::moment("2026-06-02").unwrap();
    let clock = Clock::standing_at(noon);
    let config = Config {
        clock: clock.clone(),
        ..config(dir.path())
    };
    let kiku = Device::open(config).await.unwrap();
    let name = json!({ "name": "きく", "reading": "きく", "short": "きく" });
    ok(&kiku, "init", name).await;
    let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
    ok(&kiku, "circle_create", circle).await;
    let free = json!({ "edit": { "field": "availability", "status": "open", "note": "" } });
    let card = ok(&kiku, "card_set", free).await;
    assert_eq!(
        card["availability"]["statedOn"], "2026-06-02",
        "stated today"
    );
    let state = ok(&kiku, "app_state", json!({})).await;
    assert_eq!(state["recovery"], "sealed", "the first day");
    clock.set(noon + 3 * 86_400_000).unwrap();
    let state = ok(&kiku, "app_state", json!({})).await;
    assert_eq!(state["recovery"], "due", "three days later");
    kiku.shutdown().await;
}

#[tokio::test]
async fn a_folder_is_open_once() {
    let dir = TempDir::new().unwrap();
    let first = person(dir.path(), "きく").await;
    assert_eq!(
        Device::open(config(dir.path())).await.unwrap_err().code,
        "dataInUse",
        "somebody has it"
    );
    first.shutdown().await;
}
