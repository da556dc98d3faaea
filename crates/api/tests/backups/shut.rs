//! Data that do not open, and keys that are gone.

use crate::computer::Computer;
use otagai_api::{Device, ErrorCode};
use serde_json::json;
use std::{fs, path::Path};

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
        assert_eq!(
            told,
            ErrorCode::DataDamaged,
            "{file}: told, not passed over"
        );
        let me = json!({ "name": "だれか", "reading": "よみ", "short": "" });
        let begun = kiku.refused("init", me).await;
        assert_eq!(
            begun,
            ErrorCode::AlreadySetUp,
            "{file}: nobody begins over them"
        );
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

#[tokio::test]
async fn a_folder_whose_keys_are_gone_comes_back_with_the_words() {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    kiku.banner("聞きます").await;
    let words = kiku.words().await;
    let copy = kiku.ok("backup_now", json!({})).await["copy"].clone();
    kiku.device.shutdown().await;
    let keys = kiku.dir.path().join("keys");
    let kiku = kiku.again_after(|| fs::remove_dir_all(keys).unwrap()).await;
    // It looks like a first start, and the copies are there to choose from.
    let look = kiku.ok("backup_look", json!({ "copy": copy })).await;
    assert_eq!(look["opens"], "words", "only the words open it");
    let args = json!({ "copy": copy, "words": words });
    kiku.ok("backup_restore", args).await;
    assert_eq!(kiku.said().await, "聞きます", "it is back");
    kiku.device.shutdown().await;
}

#[tokio::test]
async fn beginning_anew_keeps_the_data_whose_keys_are_gone() {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    kiku.device.shutdown().await;
    let keys = kiku.dir.path().join("keys");
    let kiku = kiku.again_after(|| fs::remove_dir_all(keys).unwrap()).await;
    let me = json!({ "name": "きく", "reading": "よみ", "short": "" });
    kiku.ok("init", me).await;
    let kept = kiku.data().join("backups/unread-1");
    assert!(
        kept.join("otagai.db").exists() && kept.join("keyfile").exists(),
        "the words would still open them"
    );
    kiku.device.shutdown().await;
}
