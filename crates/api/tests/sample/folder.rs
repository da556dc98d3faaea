//! The sample's data folder: nobody else's, without a network, and not stale.

use super::stage::{Seat, TODAY, ask, config, id, made, noon};
use otagai_api::{
    Config, Device,
    sample::{Loaded, load},
};
use serde_json::{Value, json};
use std::{
    fs, io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};
use tempfile::TempDir;

/// A sample folder of the day for which the data is written; what [`load`] makes, without its time.
fn loaded(dir: &Path) -> Config {
    let config = config(dir, TODAY);
    made().write(id("ひとみさん"), &config).unwrap();
    config
}

/// The same folder on another day.
fn on(day: &str, config: &Config) -> Config {
    Config {
        clock: noon(day),
        ..config.clone()
    }
}

async fn signed(device: &Device) -> Vec<String> {
    let vouches = ask(device, "vouches", json!({})).await;
    let vouches = vouches.as_array().unwrap().iter();
    vouches
        .map(|one| one["signedOn"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn an_empty_folder_is_filled_once_and_opened_without_a_key_chain() {
    let dir = TempDir::new().unwrap();
    let config = config(dir.path(), TODAY);
    assert_eq!(load(&config).await.unwrap(), Loaded::Made, "made");
    assert_eq!(load(&config).await.unwrap(), Loaded::Kept, "and there");
    let device = Device::open(config).await.unwrap();
    let state = ask(&device, "app_state", json!({})).await;
    assert_eq!(state["me"]["short"], "ひとみさん", "as whom");
    assert_eq!(signed(&device).await.len(), 22, "with all of it");
}

#[tokio::test]
async fn a_folder_with_an_owner_is_refused_with_a_sentence() {
    let dir = TempDir::new().unwrap();
    let passphrase = dir.path().join("passphrase");
    fs::write(&passphrase, "いろは").unwrap();
    let own = Config {
        keys: Some(dir.path().join("keys")),
        passphrase_file: Some(passphrase),
        ..config(dir.path(), TODAY)
    };
    let device = Device::open(own.clone()).await.unwrap();
    let me = json!({ "name": "高橋 きく", "reading": "たかはし きく", "short": "きく" });
    ask(&device, "init", me).await;
    device.shutdown().await;
    let state = ask(&device, "app_state", json!({})).await;
    assert_eq!(state["sample"], false, "hers is no sample");
    let error = load(&own).await.unwrap_err();
    assert_eq!(error.code, "dataInUse", "while it is open");
    drop(device);
    let error = refusal_of(&own).await;
    assert_eq!(error.code, "sampleFolderTaken", "and when it is not");
    assert!(error.message.contains("見本の会には"), "{}", error.message);
}

/// Why the sample is not loaded, as soon as the last task of a device has let go of the folder.
async fn refusal_of(config: &Config) -> otagai_api::ApiError {
    loop {
        let error = load(config).await.unwrap_err();
        if error.code != "dataInUse" {
            return error;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn it_meets_no_other_computer_and_says_so() {
    let seat = Seat::of_hitomi().await;
    seat.device.go_online().await.unwrap();
    let link = "otagai:ABC";
    for (name, args) in [
        ("ticket", json!({})),
        ("sync", json!({ "once": true })),
        ("invite", json!({ "to": "", "uses": 1, "days": 7 })),
    ] {
        let refused = seat.device.call(name, args).await.unwrap_err();
        assert_eq!(refused.code, "sampleOffline", "{name}");
        let sentence = "見本の会では、ほかのパソコンとつながりません。";
        assert!(refused.message.starts_with(sentence), "{refused}");
    }
    let refused = seat.refused("join_open", json!({ "link": link })).await;
    assert_eq!(refused, "linkDamaged", "no link at all");
}

#[tokio::test]
async fn a_real_invitation_is_read_and_not_followed() {
    let dir = TempDir::new().unwrap();
    let passphrase = dir.path().join("passphrase");
    fs::write(&passphrase, "いろは").unwrap();
    let kiku = Device::open(Config {
        keys: Some(dir.path().join("keys")),
        passphrase_file: Some(passphrase),
        ..config(dir.path(), TODAY)
    })
    .await
    .unwrap();
    let me = json!({ "name": "高橋 きく", "reading": "たかはし きく", "short": "きく" });
    ask(&kiku, "init", me).await;
    ask(
        &kiku,
        "circle_create",
        json!({ "name": "会", "purpose": "目的" }),
    )
    .await;
    let wanted = json!({ "to": "", "uses": 1, "days": 7 });
    let link = json!({ "link": ask(&kiku, "invite", wanted).await["link"] });
    let seat = Seat::of_hitomi().await;
    assert_eq!(seat.ask("invite_read", link.clone()).await["name"], "会");
    for name in ["join_open", "join"] {
        let refused = seat.refused(name, link.clone()).await;
        assert_eq!(refused, "sampleOffline", "{name}");
    }
    kiku.shutdown().await;
}

#[tokio::test]
async fn nobody_begins_a_circle_or_a_person_in_it() {
    let seat = Seat::of_hitomi().await;
    let circle = json!({ "name": "わたしの会", "purpose": "目的" });
    let refused = seat.refused("circle_create", circle).await;
    assert_eq!(refused, "sampleCircleOnly", "no circle");
    let me = json!({ "name": "高橋 きく", "reading": "たかはし きく", "short": "" });
    let refused = seat.refused("init", me).await;
    assert_eq!(refused, "alreadySetUp", "no person");
}

#[tokio::test]
async fn nobody_begins_in_a_sample_that_was_cut_off() {
    let dir = TempDir::new().unwrap();
    let config = loaded(dir.path());
    fs::remove_file(config.data.join("otagai.db")).unwrap();
    let device = Device::open(config.clone()).await.unwrap();
    let me = json!({ "name": "高橋 きく", "reading": "たかはし きく", "short": "" });
    let refused = device.call("init", me).await.unwrap_err().code;
    assert_eq!(refused, "dataMissing", "its keys are public");
    drop(device);
    let device = Device::open_sample(config).await.unwrap();
    assert_eq!(signed(&device).await.len(), 22, "made again, whole");
}

#[tokio::test]
async fn on_another_day_it_is_made_anew_and_looks_as_it_did() {
    let dir = TempDir::new().unwrap();
    let config = loaded(dir.path());
    let device = Device::open(config.clone()).await.unwrap();
    let looks = json!({ "language": "en", "textPercent": 150 });
    ask(&device, "settings_set", looks).await;
    let before = signed(&device).await;
    drop(device);
    let device = Device::open_sample(on("2026-11-23", &config))
        .await
        .unwrap();
    let after = signed(&device).await;
    assert_eq!(
        (before[0].as_str(), after[0].as_str()),
        ("2026-11-01", "2026-11-03"),
        "two days on"
    );
    let state = ask(&device, "app_state", json!({})).await;
    assert_eq!(
        (&state["language"], &state["textPercent"], &state["sample"]),
        (&json!("en"), &json!(150), &json!(true)),
        "large as before"
    );
}

#[tokio::test]
async fn what_somebody_wrote_in_it_stays_on_another_day() {
    let dir = TempDir::new().unwrap();
    let config = loaded(dir.path());
    let device = Device::open(config.clone()).await.unwrap();
    let edit = json!({ "edit": { "field": "banner", "value": "おためし" } });
    ask(&device, "card_set", edit).await;
    let before = signed(&device).await;
    drop(device);
    let later = on("2027-02-01", &config);
    assert_eq!(load(&later).await.unwrap(), Loaded::Kept, "not made anew");
    let device = Device::open_sample(later).await.unwrap();
    assert_eq!(signed(&device).await, before, "with its dates");
    let card = ask(&device, "card_show", json!({})).await;
    assert_eq!(card["banner"], "おためし", "and what she wrote");
}

#[tokio::test]
async fn only_a_window_opens_it_from_the_first_screen() {
    let dir = TempDir::new().unwrap();
    let passphrase = dir.path().join("passphrase");
    fs::write(&passphrase, "いろは").unwrap();
    let device = Device::open(Config {
        keys: Some(dir.path().join("keys")),
        passphrase_file: Some(passphrase),
        ..config(dir.path(), TODAY)
    })
    .await
    .unwrap();
    let start = || device.call("sample_start", json!({}));
    let refused = start().await.unwrap_err();
    assert_eq!(refused.code, "sampleNeedsWindow", "none here");
    assert!(refused.message.contains("otagai sample load"), "the way");
    let opened = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&opened);
    device.offers_sample_window(move || match count.fetch_add(1, Ordering::Relaxed) {
        0 => Ok(()),
        _ => Err(io::ErrorKind::NotFound.into()),
    });
    assert_eq!(
        start().await.unwrap(),
        Value::Object(serde_json::Map::new())
    );
    assert_eq!(
        opened.load(Ordering::Relaxed),
        1,
        "before anybody is set up"
    );
    let failed = start().await.unwrap_err().code;
    assert_eq!(failed, "internal", "what does not open is said");
}
