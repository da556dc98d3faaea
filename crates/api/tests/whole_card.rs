//! The whole card: every field is kept, shown to everybody or to oneself, and refused where it is out of bounds.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_api::{Clock, Config, Device, ErrorCode, moment};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

fn config(dir: &Path, day: &str) -> Config {
    let passphrase = dir.join("passphrase");
    std::fs::write(&passphrase, "いろはにほへと\n").unwrap();
    Config {
        data: dir.join("data"),
        keys: Some(dir.join("keys")),
        passphrase_file: Some(passphrase),
        files: None,
        loopback: true,
        clock: Clock::standing_at(moment(day).unwrap()),
    }
}

/// A device whose member has founded a circle.
async fn founder(dir: &Path) -> Device {
    let device = Device::open(config(dir, "2026-11-21")).await.unwrap();
    let me = json!({ "name": "見本 さくら", "reading": "みほん さくら", "short": "さくら" });
    device.call("init", me).await.unwrap();
    let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
    device.call("circle_create", circle).await.unwrap();
    device
}

async fn edit(device: &Device, edit: Value) -> Value {
    let card = device.call("card_set", json!({ "edit": edit })).await;
    card.unwrap_or_else(|error| panic!("{error:?}"))
}

async fn show_to(device: &Device, section: &str, only_me: bool) -> Value {
    let args = json!({ "section": section, "onlyMe": only_me });
    device.call("card_show_to", args).await.unwrap()
}

async fn card(device: &Device) -> Value {
    device.call("card_show", json!({})).await.unwrap()
}

/// What the circle holds of the own card: what others would read.
async fn found_by(device: &Device, word: &str) -> bool {
    let found = device.call("find", json!({ "line": word })).await.unwrap();
    !found["me"].is_null()
}

#[tokio::test]
async fn every_field_is_there_after_the_next_start() {
    let dir = TempDir::new().unwrap();
    let first = founder(dir.path()).await;
    for one in [
        json!({ "field": "trade", "value": "看護師・講師" }),
        json!({ "field": "past", "value": "短大を退職" }),
        json!({ "field": "licence", "value": { "name": "看護師", "kind": "national", "until": "2030-03-31" } }),
        json!({ "field": "hobby", "value": { "name": "水泳", "years": 10 } }),
        json!({ "field": "wish", "value": { "kind": "try", "what": "健康研修" } }),
        json!({ "field": "way", "value": { "remote": true, "areas": ["埼玉", "東京"], "home": "埼玉" } }),
        json!({ "field": "contact", "value": "written" }),
        json!({ "field": "welcome", "value": { "record": true, "firstTime": true, "urgent": false, "hiring": false } }),
        json!({ "field": "presence", "value": { "state": "resting", "until": "2027-03-31", "advice": false, "depth": "light" } }),
        json!({ "field": "news", "value": "3月末で退職、4月から動けます" }),
        json!({ "field": "availability", "status": "some", "note": "午前", "from": "2027-04-01", "until": "", "hours": 5,
                "week": [{ "day": "tue", "band": "am" }, { "day": "sun", "band": "night" }] }),
    ] {
        edit(&first, one).await;
    }
    let before = card(&first).await;
    assert_eq!(before["news"]["on"], "2026-11-21", "with its day");
    assert_eq!(before["reviewedOn"], "2026-11-21", "right on that day");
    assert_eq!(
        before["availability"]["week"].as_array().unwrap().len(),
        2,
        "the week"
    );
    first.shutdown().await;
    drop(first);
    let second = Device::open(config(dir.path(), "2027-06-01"))
        .await
        .unwrap();
    assert_eq!(card(&second).await, before, "all of it");
    let reviewed = edit(&second, json!({ "field": "reviewed" })).await;
    assert_eq!(reviewed["reviewedOn"], "2027-06-01", "right still");
}

#[tokio::test]
async fn a_section_for_oneself_is_not_with_the_circle_and_comes_back_whole() {
    let dir = TempDir::new().unwrap();
    let device = founder(dir.path()).await;
    let hobby = |name: &str| json!({ "field": "hobby", "value": { "name": name, "years": 3 } });
    edit(&device, hobby("水泳")).await;
    edit(&device, hobby("読書")).await;
    assert!(found_by(&device, "水泳").await, "everybody reads it");
    let hidden = show_to(&device, "hobbies", true).await;
    assert_eq!(hidden["hidden"], json!(["hobbies"]), "said on the card");
    assert_eq!(
        hidden["hobbies"].as_array().unwrap().len(),
        2,
        "still there for oneself"
    );
    assert!(!found_by(&device, "水泳").await, "for nobody else");
    edit(&device, hobby("登山")).await;
    edit(&device, json!({ "field": "removeHobby", "name": "読書" })).await;
    assert!(!found_by(&device, "登山").await, "written while hidden");
    device.shutdown().await;
    drop(device);
    let device = Device::open(config(dir.path(), "2026-11-22"))
        .await
        .unwrap();
    let again = card(&device).await;
    let names = |card: &Value| {
        let hobbies = card["hobbies"].as_array().unwrap().iter();
        hobbies
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&again), ["水泳", "登山"], "after the next start");
    assert_eq!(again["hidden"], json!(["hobbies"]), "hidden still");
    let shown = show_to(&device, "hobbies", false).await;
    assert_eq!(
        (shown["hidden"].clone(), names(&shown)),
        (json!([]), vec!["水泳".into(), "登山".into()])
    );
    assert!(found_by(&device, "登山").await, "everybody reads it again");
}

#[tokio::test]
async fn what_is_out_of_bounds_is_refused_and_changes_nothing() {
    let dir = TempDir::new().unwrap();
    let device = founder(dir.path()).await;
    let before = card(&device).await;
    let many: Vec<String> = (0..13).map(|number| format!("県{number}")).collect();
    for (wrong, code) in [
        (
            json!({ "field": "trade", "value": "あ".repeat(81) }),
            ErrorCode::TooLong,
        ),
        (
            json!({ "field": "licence", "value": { "name": "", "kind": "national" } }),
            ErrorCode::Empty,
        ),
        (
            json!({ "field": "licence", "value": { "name": "看護師", "kind": "national", "until": "2030-02-30" } }),
            ErrorCode::BadInput,
        ),
        (
            json!({ "field": "hobby", "value": { "name": "水泳", "years": 0 } }),
            ErrorCode::BadInput,
        ),
        (
            json!({ "field": "hobby", "value": { "name": "水泳", "years": 300 } }),
            ErrorCode::BadArguments,
        ),
        (
            json!({ "field": "way", "value": { "remote": false, "areas": many } }),
            ErrorCode::BadInput,
        ),
        (
            json!({ "field": "availability", "status": "open", "note": "", "hours": 100 }),
            ErrorCode::BadInput,
        ),
        (
            json!({ "field": "availability", "status": "open", "note": "", "week": [{ "day": "xyz", "band": "am" }] }),
            ErrorCode::BadArguments,
        ),
    ] {
        let refused = device
            .call("card_set", json!({ "edit": wrong }))
            .await
            .unwrap_err();
        assert_eq!(refused.code, code, "{wrong}");
    }
    assert_eq!(card(&device).await, before, "nothing changed");
}
