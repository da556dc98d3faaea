//! Reaching each other: two devices over real connections on this computer, and the program that an address opens.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_api::{Clock, Config, Device, moment};
use serde_json::{Value, json};
use std::{
    io,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};
use tempfile::TempDir;

/// A device whose member is set up.
async fn person(dir: &Path, name: &str) -> Device {
    let passphrase = dir.join("passphrase");
    std::fs::write(&passphrase, "いろはにほへと\n").unwrap();
    let config = Config {
        data: dir.join("data"),
        keys: Some(dir.join("keys")),
        passphrase_file: Some(passphrase),
        files: None,
        loopback: true,
        clock: Clock::standing_at(moment("2026-11-21").unwrap()),
    };
    let device = Device::open(config).await.unwrap();
    let me = json!({ "name": name, "reading": "よみ", "short": name });
    ok(&device, "init", me).await;
    device
}

/// A device whose member has founded a circle.
async fn founder(dir: &Path) -> Device {
    let device = person(dir, "きく").await;
    let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
    ok(&device, "circle_create", circle).await;
    device
}

async fn ok(device: &Device, name: &str, args: Value) -> Value {
    let answer = device.call(name, args).await;
    answer.unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

async fn refused(device: &Device, name: &str, args: Value) -> &'static str {
    device.call(name, args).await.unwrap_err().code.name()
}

fn way(kind: &str, value: &str, only_me: Option<bool>) -> Value {
    let value = json!({ "kind": kind, "value": value, "note": "昼" });
    json!({ "edit": { "field": "contactWay", "value": value, "onlyMe": only_me } })
}

/// How きく can be reached as a device shows it, once it holds what she wrote.
async fn ways(kiku: &Device, at: &Device) -> Vec<Value> {
    let mut events = at.subscribe();
    let same = async {
        while ok(kiku, "rebuild", json!({})).await != ok(at, "rebuild", json!({})).await {
            events.recv().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_mins(1), same)
        .await
        .expect("what one wrote arrives");
    let members = ok(at, "members", json!({})).await;
    let kiku = members.as_array().unwrap().iter();
    let kiku = kiku.map(|view| &view["card"]);
    let card = kiku.clone().find(|card| card["short"] == "きく").unwrap();
    card["contactWays"].as_array().unwrap().clone()
}

async fn show_to(device: &Device, only_me: bool) -> Value {
    let args = json!({ "section": "contactWays", "onlyMe": only_me });
    ok(device, "card_show_to", args).await
}

#[tokio::test]
async fn the_other_reads_what_is_for_all_calls_by_it_and_never_sees_what_is_kept() {
    let dirs = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let kiku = founder(dirs[0].path()).await;
    let card = ok(
        &kiku,
        "card_set",
        way("phone", "０９０ー００００ー０００１", None),
    )
    .await;
    assert_eq!(
        card["hidden"],
        json!(["contactWays"]),
        "for herself at first"
    );
    let hitomi = person(dirs[1].path(), "ひとみ").await;
    let opened = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&opened);
    hitomi.offers_addresses(move |address| {
        told.lock().unwrap().push(address.to_owned());
        Ok(())
    });
    let invite = ok(&kiku, "invite", json!({ "uses": 1, "days": 7 })).await;
    ok(&hitomi, "join", json!({ "link": invite["link"] })).await;
    assert_eq!(ways(&kiku, &hitomi).await, Vec::<Value>::new(), "kept");
    assert_eq!(
        show_to(&kiku, false).await["hidden"],
        json!([]),
        "now for all"
    );
    let read = ways(&kiku, &hitomi).await;
    assert_eq!(
        read,
        [json!({
            "kind": "phone", "value": "０９０ー００００ー０００１", "note": "昼", "plain": "090-0000-0001",
            "key": "phone:09000000001", "opens": true,
        })],
        "as it was typed, and in plain letters"
    );
    let mail = way("mail", "kiku+kai@example.jp", None);
    ok(&kiku, "card_set", mail).await;
    ok(&kiku, "card_set", way("line", "mihon-kiku", None)).await;
    let read = ways(&kiku, &hitomi).await;
    assert_eq!(read.len(), 3, "for the same people");
    let person = card["person"].clone();
    let open = |key: &str| json!({ "person": person, "key": key });
    for key in ["phone:09000000001", "mail:kiku+kai@example.jp"] {
        ok(&hitomi, "contact_open", open(key)).await;
    }
    assert_eq!(
        *opened.lock().unwrap(),
        ["tel:09000000001", "mailto:kiku%2Bkai@example.jp"],
        "made here, of what is on the card"
    );
    for key in [
        "line:mihon-kiku",
        "phone:0000000000",
        "tel:09000000001",
        "",
        "https://example.jp",
    ] {
        assert_eq!(
            refused(&hitomi, "contact_open", open(key)).await,
            "contactUnknown",
            "{key}"
        );
    }
    show_to(&kiku, true).await;
    assert_eq!(
        ways(&kiku, &hitomi).await,
        Vec::<Value>::new(),
        "kept again"
    );
    assert_eq!(
        refused(&hitomi, "contact_open", open("phone:09000000001")).await,
        "contactUnknown",
        "and called no more"
    );
    assert_eq!(opened.lock().unwrap().len(), 2, "nothing else was opened");
    for device in [kiku, hitomi] {
        device.shutdown().await;
    }
}

#[tokio::test]
async fn where_no_program_answers_there_is_a_sentence_for_each_kind() {
    let dir = TempDir::new().unwrap();
    let kiku = founder(dir.path()).await;
    let card = ok(&kiku, "card_set", way("phone", "00-0000-0001", Some(false))).await;
    ok(&kiku, "card_set", way("mail", "kiku@example.jp", None)).await;
    let open = |key: &str| json!({ "person": card["person"], "key": key });
    let phone = || refused(&kiku, "contact_open", open("phone:0000000001"));
    let mail = || refused(&kiku, "contact_open", open("mail:kiku@example.jp"));
    assert_eq!(phone().await, "contactNoPhone", "no window");
    kiku.offers_addresses(|_address| Err(io::ErrorKind::NotFound.into()));
    assert_eq!(phone().await, "contactNoPhone");
    assert_eq!(mail().await, "contactNoMail");
    assert_eq!(
        refused(&kiku, "contact_open", json!({ "key": "phone:0000000001" })).await,
        "badArguments",
        "of whom?"
    );
}

#[tokio::test]
async fn what_is_no_way_to_reach_anybody_is_refused_and_changes_nothing() {
    let dir = TempDir::new().unwrap();
    let kiku = founder(dir.path()).await;
    let before = ok(&kiku, "card_show", json!({})).await;
    for (kind, value, code) in [
        ("phone", "", "empty"),
        ("phone", "電話してね", "contactPhone"),
        ("phone", "119", "contactPhoneLength"),
        ("mail", "kiku", "contactMail"),
        ("line", "きく", "contactLine"),
        ("pigeon", "くるっく", "badArguments"),
    ] {
        let args = way(kind, value, Some(false));
        assert_eq!(refused(&kiku, "card_set", args).await, code, "{value}");
    }
    let long = way("other", &"あ".repeat(201), None);
    assert_eq!(refused(&kiku, "card_set", long).await, "tooLong");
    let unsaid = json!({ "kind": "other", "value": "中央ビル" });
    let unsaid = json!({ "edit": { "field": "contactWay", "value": unsaid } });
    assert_eq!(refused(&kiku, "card_set", unsaid).await, "empty");
    let after = ok(&kiku, "card_show", json!({})).await;
    assert_eq!(after, before, "nothing changed");
    for number in 1..=6 {
        let phone = way("phone", &format!("00-0000-000{number}"), Some(false));
        ok(&kiku, "card_set", phone).await;
    }
    let seventh = way("phone", "00-0000-0007", None);
    assert_eq!(refused(&kiku, "card_set", seventh).await, "contactTooMany");
    let again = way("phone", "００ー００００ー０００６", None);
    let card = ok(&kiku, "card_set", again).await;
    assert_eq!(
        card["contactWays"][5]["value"], "００ー００００ー０００６",
        "the sixth, written anew"
    );
    let take = json!({ "edit": { "field": "removeContactWay", "key": "phone:0000000003" } });
    let card = ok(&kiku, "card_set", take).await;
    assert_eq!(card["contactWays"].as_array().unwrap().len(), 5);
}
