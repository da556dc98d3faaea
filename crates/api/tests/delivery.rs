//! Three devices in one program, over real connections on this computer: who is said to have what.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_api::{Clock, Config, Device, Event};
use otagai_core::{
    document::{Header, Kind},
    id::{CircleId, PersonId},
    invite_link::InviteLink,
};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;

async fn person(dir: &Path, name: &str) -> Device {
    let passphrase = dir.join("passphrase");
    std::fs::write(&passphrase, "いろはにほへと\n").unwrap();
    let device = Device::open(Config {
        data: dir.join("data"),
        keys: Some(dir.join("keys")),
        passphrase_file: Some(passphrase),
        files: None,
        loopback: true,
        clock: Clock::of_tests().unwrap(),
    })
    .await
    .unwrap();
    let me = json!({ "name": name, "reading": "よみ", "short": name });
    ok(&device, "init", me).await;
    device
}

async fn ok(device: &Device, name: &str, args: Value) -> Value {
    device
        .call(name, args)
        .await
        .unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// One meets the other, and both part again.
async fn meet(one: &Device, other: &Device) {
    let ticket = ok(other, "ticket", json!({})).await;
    let mut events = other.subscribe();
    let args = json!({ "peer": ticket["ticket"], "once": true, "part": true });
    let moved = ok(one, "sync", args).await;
    assert_eq!(moved["met"], 1, "met: {moved}");
    gone(&mut events).await;
}

/// Waits until a connection has ended.
async fn gone(events: &mut Receiver<Event>) {
    let ended = async { while !matches!(events.recv().await.unwrap(), Event::Gone { .. }) {} };
    let waited = tokio::time::timeout(Duration::from_secs(20), ended).await;
    assert!(waited.is_ok(), "they part");
}

/// What a device says of somebody.
async fn status(device: &Device, short: &str) -> Value {
    find(&ok(device, "status", json!({})).await, short)
}

/// What a device says of somebody and its own card.
async fn card(device: &Device, short: &str) -> Value {
    let state = ok(device, "app_state", json!({})).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let circle: CircleId = text(&state["circles"][0]["circle"]).parse().unwrap();
    let me: PersonId = text(&state["me"]["person"]).parse().unwrap();
    let document = Header::single(circle, me, Kind::Card).id();
    let delivery = ok(device, "delivery", json!({ "document": document })).await;
    assert_eq!(delivery["saved"], true, "it is saved here: {delivery}");
    find(&delivery, short)
}

fn find(reply: &Value, short: &str) -> Value {
    let people = reply["people"].as_array().unwrap();
    let found = people.iter().find(|person| person["short"] == short);
    found.unwrap_or_else(|| panic!("{reply}")).clone()
}

async fn write_banner(device: &Device, text: &str) {
    let edit = json!({ "field": "banner", "value": text });
    ok(device, "card_set", json!({ "edit": edit })).await;
}

#[tokio::test]
async fn what_one_wrote_is_said_to_be_where_it_is_known_to_be() {
    let dirs = [(); 3].map(|()| TempDir::new().unwrap());
    let kiku = person(dirs[0].path(), "きく").await;
    let hitomi = person(dirs[1].path(), "ひとみ").await;
    let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
    ok(&kiku, "circle_create", circle).await;
    let invite = ok(&kiku, "invite", json!({ "uses": 1, "days": 7 })).await;
    ok(&hitomi, "join", json!({ "link": invite["link"] })).await;
    kiku.shutdown().await;
    // Kiku's computer is off whenever sakura's is on.
    let sakura = person(dirs[2].path(), "さくら").await;
    let invite = ok(&hitomi, "invite", json!({ "uses": 1, "days": 7 })).await;
    ok(&sakura, "join", json!({ "link": invite["link"] })).await;
    sakura.shutdown().await;

    write_banner(&kiku, "聞きます").await;
    assert_eq!(status(&kiku, "ひとみ").await["missing"], 1, "saved here");
    meet(&kiku, &hitomi).await;
    let near = status(&kiku, "ひとみ").await;
    assert_eq!(
        (&near["missing"], &near["connected"], &near["via"]),
        (&json!(0), &json!(false), &json!("")),
        "given, and parted: {near}"
    );
    assert_eq!(near["heardAt"], near["lastMet"], "by meeting her: {near}");
    let far = status(&kiku, "さくら").await;
    assert_eq!(
        (&far["missing"], &far["lastMet"], &far["via"]),
        (&json!(1), &json!(null), &json!("ひとみ")),
        "she has what was there when she joined: {far}"
    );
    assert_eq!(card(&kiku, "ひとみ").await["state"], "given", "directly");
    let there = card(&kiku, "さくら").await;
    assert_eq!(
        (&there["state"], &there["at"]),
        (&json!("notYet"), &json!(null)),
        "nobody can know: {there}"
    );
    kiku.shutdown().await;

    meet(&hitomi, &sakura).await;
    sakura.shutdown().await;
    assert_eq!(
        status(&kiku, "さくら").await["missing"],
        1,
        "it is there, but kiku was not told"
    );
    meet(&kiku, &hitomi).await;
    let far = status(&kiku, "さくら").await;
    assert_eq!(
        (&far["missing"], &far["lastMet"], &far["via"]),
        (&json!(0), &json!(null), &json!("ひとみ")),
        "hitomi said so: {far}"
    );
    let there = card(&kiku, "さくら").await;
    assert_eq!(
        (&there["state"], &there["via"], &there["at"]),
        (&json!("passed"), &json!("ひとみ"), &far["heardAt"]),
        "passed on"
    );

    kiku.shutdown().await;
    write_banner(&kiku, "話しましょう").await;
    for short in ["ひとみ", "さくら"] {
        assert_eq!(status(&kiku, short).await["missing"], 1, "{short}: new");
        assert_eq!(card(&kiku, short).await["state"], "notYet", "{short}");
    }
    meet(&kiku, &hitomi).await;
    assert_eq!(status(&kiku, "ひとみ").await["missing"], 0, "given");
    let far = status(&kiku, "さくら").await;
    assert_eq!(far["missing"], 1, "not heard of since: {far}");
    assert_eq!(card(&kiku, "さくら").await["state"], "notYet", "nor here");
    for device in [kiku, hitomi, sakura] {
        device.shutdown().await;
    }
}

#[tokio::test]
async fn what_is_passed_on_while_all_are_connected_is_told_at_once() {
    let dirs = [(); 3].map(|()| TempDir::new().unwrap());
    let kiku = person(dirs[0].path(), "きく").await;
    let hitomi = person(dirs[1].path(), "ひとみ").await;
    let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
    ok(&kiku, "circle_create", circle).await;
    let invite = ok(&kiku, "invite", json!({ "uses": 1, "days": 7 })).await;
    ok(&hitomi, "join", json!({ "link": invite["link"] })).await;
    kiku.shutdown().await;
    let sakura = person(dirs[2].path(), "さくら").await;
    let invite = ok(&hitomi, "invite", json!({ "uses": 1, "days": 7 })).await;
    let mut link = InviteLink::parse(invite["link"].as_str().unwrap()).unwrap();
    // The others whom it names: sakura is not to know where kiku is.
    link.hosts.truncate(1);
    ok(&sakura, "join", json!({ "link": link.to_string() })).await;

    let ticket = ok(&hitomi, "ticket", json!({})).await;
    let peer = json!({ "peer": ticket["ticket"], "once": true });
    assert_eq!(ok(&kiku, "sync", peer).await["met"], 1, "and they stay");
    let mut events = kiku.subscribe();
    write_banner(&kiku, "聞きます").await;
    let told = async {
        while status(&kiku, "さくら").await["missing"] != 0 {
            events.recv().await.unwrap();
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(20), told).await;
    assert!(waited.is_ok(), "hitomi tells that sakura has it");
    let far = status(&kiku, "さくら").await;
    assert_eq!(
        (&far["lastMet"], &far["via"]),
        (&json!(null), &json!("ひとみ")),
        "they have never met: {far}"
    );
    for device in [kiku, hitomi, sakura] {
        device.shutdown().await;
    }
}

#[tokio::test]
async fn what_is_nothing_of_ones_own_is_saved_nowhere() {
    let dir = TempDir::new().unwrap();
    let kiku = person(dir.path(), "きく").await;
    let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
    ok(&kiku, "circle_create", circle).await;
    let unknown = json!({ "document": "ab".repeat(32) });
    let delivery = ok(&kiku, "delivery", unknown).await;
    assert_eq!(
        delivery,
        json!({ "saved": false, "people": [] }),
        "no such thing"
    );
    let refused = kiku.call("delivery", json!({ "document": "x" })).await;
    assert_eq!(refused.unwrap_err().code, "badInput", "no id");
    kiku.shutdown().await;
}
