//! Data that do not open, and keys that are gone.

use crate::computer::{Always, Computer};
use otagai_api::Device;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn spoil(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    for byte in &mut bytes[..200] {
        *byte ^= 0x55;
    }
    fs::write(file, bytes).unwrap();
}

#[tokio::test]
async fn damaged_data_are_told_and_a_copy_takes_their_place() {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    kiku.banner("聞きます").await;
    let copy = kiku.ok("backup_now", json!({})).await;
    let (config, data) = (kiku.config(), kiku.data());
    let mut kiku = kiku;
    for (file, number) in [("otagai.db", 1), ("keyfile", 2)] {
        kiku = kiku.again_after(|| spoil(&data.join(file))).await;
        let told = kiku.refused("app_state", json!({})).await;
        assert_eq!(told, "dataDamaged", "{file}: told, not passed over");
        let me = json!({ "name": "だれか", "reading": "よみ", "short": "" });
        let begun = kiku.refused("init", me).await;
        assert_eq!(begun, "dataDamaged", "{file}: nobody begins over them");
        kiku.ok("backup_restore", json!({ "copy": copy["copy"] }))
            .await;
        assert_eq!(kiku.said().await, "聞きます", "{file}: it is back");
        let old = data.join(format!("backups/unread-{number}")).join(file);
        assert!(
            old.exists(),
            "{file}: what did not open stays, out of the way"
        );
    }
    kiku.device.shutdown().await;
    drop(kiku.device);
    let strict = Device::open(config).await.unwrap();
    strict.shutdown().await;
}

/// Everything in a folder and below it that a program keeps, by name.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(content(&path));
        } else if !path.ends_with("otagai.lock") && !path.ends_with("otagai.holder") {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

/// きく with a circle and a copy, ended; the words and the name of the copy.
async fn ended() -> (Computer, String, Value) {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    kiku.banner("聞きます").await;
    let words = kiku.words().await;
    let copy = kiku.ok("backup_now", json!({})).await["copy"].clone();
    (kiku, words, copy)
}

/// The data folder says what is missing, and nobody begins in it.
async fn is_shut(kiku: &Computer, code: &str) {
    let before = content(kiku.dir.path());
    let me = json!({ "name": "だれか", "reading": "よみ", "short": "" });
    for (call, args) in [
        ("app_state", json!({})),
        ("init", me),
        ("circle_create", json!({ "name": "会", "purpose": "目的" })),
        ("backup_now", json!({})),
    ] {
        assert_eq!(kiku.refused(call, args).await, code, "{call}");
    }
    assert_eq!(content(kiku.dir.path()), before, "{code:?}: as it was");
}

#[tokio::test]
async fn whatever_is_missing_is_said_and_nothing_is_written_over() {
    for (gone, code) in [
        (&["data/otagai.db"][..], "dataMissing"),
        (&["data/otagai.db", "data/keyfile"], "dataMissing"),
        (&["data/otagai.db", "data/backups"], "dataMissing"),
        (
            &["data/otagai.db", "data/backups", "data/spare.keys", "keys"],
            "dataMissing",
        ),
        (
            &[
                "data/otagai.db",
                "data/keyfile",
                "data/backups",
                "data/spare.keys",
            ],
            "dataMissing",
        ),
        (&["data"], "dataMissing"),
        (&["data/otagai.db", "keys"], "backupsOnly"),
        (&["keys"], "keysMissing"),
        (&["keys", "data/keyfile", "data/backups"], "keysMissing"),
        (
            &["data/keyfile", "data/spare.keys", "data/backups"],
            "keyFileMissing",
        ),
    ] {
        let (kiku, ..) = ended().await;
        let dir = kiku.dir.path().to_owned();
        let kiku = kiku
            .again_after(|| {
                for name in gone {
                    let path = dir.join(name);
                    if path.is_dir() {
                        fs::remove_dir_all(path).unwrap();
                    } else {
                        fs::remove_file(path).unwrap();
                    }
                }
            })
            .await;
        is_shut(&kiku, code).await;
        kiku.device.shutdown().await;
    }
}

#[tokio::test]
async fn a_key_file_that_is_gone_is_there_again() {
    for gone in [&["keyfile"][..], &["keyfile", "spare.keys"]] {
        let (kiku, _, _) = ended().await;
        let data = kiku.data();
        let kiku = kiku
            .again_after(|| {
                for name in gone {
                    fs::remove_file(data.join(name)).unwrap();
                }
            })
            .await;
        assert_eq!(kiku.said().await, "聞きます", "{gone:?}");
        assert!(data.join("keyfile").exists(), "{gone:?}: it is back");
        kiku.device.shutdown().await;
    }
}

#[tokio::test]
async fn the_words_open_the_live_data_whose_keys_are_gone() {
    for gone in [
        &["keys"][..],
        &["keys", "data/keyfile"],
        &["keys", "data/backups"],
    ] {
        let (kiku, words, _) = ended().await;
        let me = kiku.ok("app_state", json!({})).await["me"].clone();
        // Written after the copy: it is the live data that are opened.
        kiku.banner("あとで").await;
        kiku.ok("recovery_done", json!({})).await;
        let other = Computer::of("ひとみ").await.words().await;
        let dir = kiku.dir.path().to_owned();
        let kiku = kiku
            .again_after(|| {
                for name in gone {
                    let path = dir.join(name);
                    if path.is_dir() {
                        fs::remove_dir_all(path).unwrap();
                    } else {
                        fs::remove_file(path).unwrap();
                    }
                }
            })
            .await;
        is_shut(&kiku, "keysMissing").await;
        for (typed, code) in [
            (other.as_str(), "wordsWrong"),
            ("あいこくしん", "wordsCount"),
        ] {
            let refused = kiku
                .refused("reopen_words", json!({ "words": typed }))
                .await;
            assert_eq!(refused, code, "{typed}");
        }
        is_shut(&kiku, "keysMissing").await;
        kiku.ok("reopen_words", json!({ "words": words })).await;
        assert_eq!(kiku.said().await, "あとで", "{gone:?}: all of it");
        let open = kiku
            .refused("reopen_words", json!({ "words": words }))
            .await;
        assert_eq!(open, "notShut", "once is enough");
        // And from now on without the words.
        let kiku = kiku.again().await;
        let state = kiku.ok("app_state", json!({})).await;
        assert_eq!(
            (&state["me"], &state["recovery"]),
            (&me, &json!("done")),
            "{gone:?}: the same device"
        );
        kiku.banner("もっとあとで").await;
        kiku.device.shutdown().await;
    }
}

#[tokio::test]
async fn a_file_of_keys_opens_the_data_and_another_does_not() {
    let (kiku, ..) = ended().await;
    let stranger = Computer::of("ひとみ").await;
    let (dir, stick) = (kiku.dir.path().to_owned(), kiku.dir.path().join("stick"));
    let kiku = kiku
        .again_after(|| fs::rename(dir.join("keys"), &stick).unwrap())
        .await;
    is_shut(&kiku, "keysMissing").await;
    let others = stranger.dir.path().join("keys/keys.sealed");
    let wrong = kiku.device.reopen_with_keys(&others).await.unwrap_err();
    assert_eq!(wrong.code, "keyWrong", "somebody else's");
    kiku.device.offers_files(Always(stick.join("keys.sealed")));
    let password = json!({ "password": "ちがう" });
    assert_eq!(
        kiku.refused("reopen_keys", password).await,
        "passphraseWrong",
        "another password"
    );
    is_shut(&kiku, "keysMissing").await;
    let password = json!({ "password": "いろはにほへと" });
    assert_eq!(
        kiku.ok("reopen_keys", password).await,
        json!(true),
        "chosen"
    );
    let kiku = kiku.again().await;
    assert_eq!(kiku.said().await, "聞きます", "and it stays open");
    kiku.device.shutdown().await;
}

#[tokio::test]
async fn the_keys_of_somebody_else_do_not_keep_the_words_out() {
    let (kiku, words, _) = ended().await;
    let stranger = Computer::of("ひとみ").await;
    let theirs = stranger.dir.path().join("keys/keys.sealed");
    let here = kiku.dir.path().join("keys/keys.sealed");
    let kiku = kiku
        .again_after(|| {
            fs::copy(&theirs, &here).unwrap();
        })
        .await;
    is_shut(&kiku, "keyWrong").await;
    kiku.ok("reopen_words", json!({ "words": words })).await;
    assert_eq!(kiku.said().await, "聞きます", "opened");
    assert_eq!(
        fs::read(&here).unwrap(),
        fs::read(&theirs).unwrap(),
        "those that do not fit are somebody's, and stay"
    );
    kiku.device.shutdown().await;
}

#[tokio::test]
async fn a_folder_whose_keys_are_gone_goes_back_to_a_copy_with_the_words() {
    let (kiku, words, copy) = ended().await;
    let keys = kiku.dir.path().join("keys");
    let kiku = kiku.again_after(|| fs::remove_dir_all(keys).unwrap()).await;
    let look = kiku.ok("backup_look", json!({ "copy": copy })).await;
    assert_eq!(look["opens"], "words", "only the words open it");
    let args = json!({ "copy": copy, "words": words });
    kiku.ok("backup_restore", args).await;
    assert_eq!(kiku.said().await, "聞きます", "it is back");
    let kept = kiku.data().join("backups/unread-1");
    assert!(
        kept.join("otagai.db").exists() && kept.join("keyfile").exists(),
        "and what was there stays"
    );
    // The copy's keys lie beside it from now on.
    let keys = kiku.dir.path().join("keys");
    let kiku = kiku.again_after(|| fs::remove_dir_all(keys).unwrap()).await;
    kiku.ok("reopen_words", json!({ "words": words })).await;
    assert_eq!(kiku.said().await, "聞きます", "open again");
    kiku.device.shutdown().await;
}
