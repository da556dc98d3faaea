//! The whole card: every field is kept, shown to everybody or to oneself, and refused where it is out of bounds.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_api::{Clock, Config, Device, moment};
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
            "tooLong",
        ),
        (
            json!({ "field": "licence", "value": { "name": "", "kind": "national" } }),
            "empty",
        ),
        (
            json!({ "field": "licence", "value": { "name": "看護師", "kind": "national", "until": "2030-02-30" } }),
            "badInput",
        ),
        (
            json!({ "field": "hobby", "value": { "name": "水泳", "years": 0 } }),
            "badInput",
        ),
        (
            json!({ "field": "hobby", "value": { "name": "水泳", "years": 300 } }),
            "badArguments",
        ),
        (
            json!({ "field": "way", "value": { "remote": false, "areas": many } }),
            "badInput",
        ),
        (
            json!({ "field": "availability", "status": "open", "note": "", "hours": 100 }),
            "badInput",
        ),
        (
            json!({ "field": "availability", "status": "open", "note": "", "week": [{ "day": "xyz", "band": "am" }] }),
            "badArguments",
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

/// Names that a normal form of Unicode would change, and names of which nothing can be seen.
#[tokio::test]
async fn names_are_kept_as_they_are_written_and_nothing_seen_is_no_name() {
    let dir = TempDir::new().unwrap();
    let device = founder(dir.path()).await;
    // Doubles of 神 and 隆, a variation selector, half-width kana.
    for name in ["\u{fa19}田 \u{f9dc}", "葛\u{e0100}城", "ｶﾞｲﾄﾞ", "\u{212b}sa"] {
        let kept = edit(&device, json!({ "field": "name", "value": name })).await;
        assert_eq!(kept["name"], name, "{name:?}");
        let strength = json!({ "skill": name, "level": "do", "limit": name });
        let kept = edit(&device, json!({ "field": "strength", "value": strength })).await;
        let strengths = kept["strengths"].as_array().unwrap();
        let last = strengths.last().unwrap();
        assert_eq!(
            (&last["skill"], &last["limit"]),
            (&json!(name), &json!(name)),
            "{name:?}"
        );
    }
    let kept = edit(
        &device,
        json!({ "field": "name", "value": "か\u{3099}くふ" }),
    )
    .await;
    assert_eq!(kept["name"], "がくふ", "as macOS writes it");
    let past = "短大を退職\n\n自治会の書記";
    let kept = edit(&device, json!({ "field": "past", "value": past })).await;
    assert_eq!(kept["past"], past, "its lines stay");
    for nothing in ["\u{3164}", "\u{2800}", "\u{200d}", " \u{ad} "] {
        for wrong in [
            json!({ "field": "name", "value": nothing }),
            json!({ "field": "reading", "value": nothing }),
            json!({ "field": "short", "value": nothing }),
            json!({ "field": "licence", "value": { "name": nothing, "kind": "national" } }),
            json!({ "field": "hobby", "value": { "name": nothing } }),
            json!({ "field": "wish", "value": { "kind": "try", "what": nothing } }),
            json!({ "field": "strength", "value": { "skill": nothing, "level": "do", "limit": "" } }),
        ] {
            let refused = device
                .call("card_set", json!({ "edit": wrong }))
                .await
                .unwrap_err();
            assert_eq!(refused.code, "empty", "{wrong}");
        }
        for (name, args) in [
            (
                "circle_create",
                json!({ "name": nothing, "purpose": "目的" }),
            ),
            ("circle_create", json!({ "name": "会", "purpose": nothing })),
        ] {
            let refused = device.call(name, args.clone()).await.unwrap_err();
            assert_eq!(refused.code, "empty", "{name} {args}");
        }
    }
    let other = TempDir::new().unwrap();
    let nobody = Device::open(config(other.path(), "2026-11-21"))
        .await
        .unwrap();
    for (name, reading) in [("\u{3164}", "さくら"), ("見本", "\u{2800}")] {
        let me = json!({ "name": name, "reading": reading, "short": "" });
        let refused = nobody.call("init", me).await.unwrap_err();
        assert_eq!(refused.code, "empty", "{name:?} {reading:?}");
    }
}

/// Who changes what they are called on the card is called so in the next invitation, and wherever the program names them.
#[tokio::test]
async fn a_name_changed_on_the_card_is_the_name_everywhere() {
    let dir = TempDir::new().unwrap();
    let device = founder(dir.path()).await;
    assert_eq!(card(&device).await["short"], "さくら", "at first");
    edit(&device, json!({ "field": "name", "value": "佐倉 咲" })).await;
    edit(
        &device,
        json!({ "field": "reading", "value": "さくら さき" }),
    )
    .await;
    edit(&device, json!({ "field": "short", "value": "さっちゃん" })).await;
    let invite = device
        .call("invite", json!({ "to": "きく", "uses": 1, "days": 7 }))
        .await
        .unwrap();
    let read = device
        .call("invite_read", json!({ "link": invite["link"] }))
        .await
        .unwrap();
    assert_eq!(read["inviter"], "さっちゃん", "in the invitation");
    let state = device.call("app_state", json!({})).await.unwrap();
    let here = &state["circles"][0];
    assert_eq!(
        (&here["myName"], &here["myShort"]),
        (&json!("佐倉 咲"), &json!("さっちゃん")),
        "in this circle"
    );
    assert_eq!(
        (
            &state["me"]["name"],
            &state["me"]["reading"],
            &state["me"]["short"]
        ),
        (
            &json!("佐倉 咲"),
            &json!("さくら さき"),
            &json!("さっちゃん")
        ),
        "on this computer"
    );
    let second = json!({ "name": "もう一つの会", "purpose": "学ぶ" });
    let second = device.call("circle_create", second).await.unwrap();
    assert_eq!(
        second["myShort"], "さっちゃん",
        "and at the beginning of the next card"
    );
    let args = json!({ "circle": second["circle"], "edit": { "field": "short", "value": "会長" } });
    device.call("card_set", args).await.unwrap();
    let state = device.call("app_state", json!({})).await.unwrap();
    let mut shorts: Vec<_> = state["circles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["myShort"].clone())
        .collect();
    shorts.sort_by_key(ToString::to_string);
    let expected = [json!("さっちゃん"), json!("会長")];
    assert_eq!(shorts, expected, "each circle has its own");
}
