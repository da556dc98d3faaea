//! A copy in a file, on the computer that made it and on another one.

use crate::computer::{Always, Computer, config};
use otagai_api::Device;
use serde_json::json;
use std::fs;

#[tokio::test]
async fn file_and_words_are_the_device_on_another_computer() {
    let old = Computer::of("きく").await;
    old.found().await;
    old.banner("聞きます").await;
    let words = old.words().await;
    // The words are on paper only when the copy is made.
    old.ok("recovery_done", json!({})).await;
    let file = old.dir.path().join("stick.otagai-copy");
    // The ending is not typed.
    let typed = old.dir.path().join("stick");
    old.device.offers_files(Always(typed));
    let saved = old.ok("backup_save", json!({})).await;
    assert_eq!(
        saved["file"], "stick.otagai-copy",
        "no folder is named, and it can be chosen again: {saved}"
    );
    let me = old.ok("app_state", json!({})).await["me"].clone();
    let before = old.ok("rebuild", json!({})).await;
    old.device.shutdown().await;

    let new = Computer::of_nobody().await;
    new.device.offers_files(Always(file.clone()));
    let look = new.ok("backup_choose", json!({})).await;
    assert_eq!(
        (&look["opens"], &look["madeAt"]),
        (&json!("words"), &json!(old.noon)),
        "made elsewhere: {look}"
    );
    let none = new.refused("backup_restore", json!({})).await;
    assert_eq!(none, "copyNeedsWords", "without the words");
    let other = Computer::of("ひとみ").await.words().await;
    let wrong = new
        .refused("backup_restore", json!({ "words": other }))
        .await;
    assert_eq!(wrong, "wordsWrong", "somebody else's");
    assert_eq!(
        new.ok("app_state", json!({})).await["me"],
        json!(null),
        "nothing has happened yet"
    );
    new.ok("backup_restore", json!({ "words": words })).await;
    let state = new.ok("app_state", json!({})).await;
    assert_eq!(
        (&state["me"], &state["recovery"]),
        (&me, &json!("done")),
        "the same device"
    );
    assert_eq!(
        new.ok("rebuild", json!({})).await,
        before,
        "with everything"
    );
    // Its keys are kept here now: it starts again, copies, and restores without the words.
    let new = new.again().await;
    let copy = new.ok("backup_now", json!({})).await;
    let look = new.ok("backup_look", json!({ "copy": copy["copy"] })).await;
    assert_eq!(look["opens"], "here", "its own");
    new.ok("backup_restore", json!({ "copy": copy["copy"] }))
        .await;
    assert_eq!(new.said().await, "聞きます", "as it was");
    new.device.shutdown().await;
}

#[tokio::test]
async fn two_computers_with_the_same_device_break_nothing() {
    let (kiku, hitomi) = (Computer::of("きく").await, Computer::of("ひとみ").await);
    kiku.found().await;
    hitomi.join(&kiku).await;
    let (words, file) = (kiku.words().await, kiku.dir.path().join("stick"));
    kiku.device.save_copy(&file).await.unwrap();
    let clone = Computer::of_nobody().await;
    clone.device.restore_copy(&file, &words).await.unwrap();
    // Both say something under the same number, and change the same card.
    for (computer, banner) in [(&kiku, "こちら"), (&clone, "あちら")] {
        computer.banner(banner).await;
        computer.ok("invite", json!({ "uses": 1, "days": 7 })).await;
    }
    // Each writes its own word again once where it meets the other's, and then it is settled.
    let mut rounds = 0;
    loop {
        let mut held = Vec::new();
        for computer in [&kiku, &clone] {
            computer.meet(&hitomi).await;
            // One of the two is on a network at a time.
            computer.device.shutdown().await;
        }
        for computer in [&kiku, &clone, &hitomi] {
            held.push(computer.ok("rebuild", json!({})).await);
        }
        if held.iter().all(|digest| *digest == held[0]) {
            break;
        }
        rounds += 1;
        assert!(rounds < 6, "they come to an end: {held:?}");
    }
    assert_eq!(
        clone.said().await,
        kiku.said().await,
        "one of the two banners"
    );
    let mut told = 0;
    for computer in [&kiku, &clone] {
        let status = computer.ok("status", json!({})).await;
        told += status["lostWords"].as_u64().unwrap();
    }
    assert_eq!(told, 1, "and whose did not stay is told");
    for computer in [kiku, hitomi, clone] {
        computer.device.shutdown().await;
    }
}

#[tokio::test]
async fn on_its_own_computer_a_file_needs_nothing_even_when_the_folder_is_gone() {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    kiku.banner("聞きます").await;
    let file = kiku.dir.path().join("stick");
    kiku.device.save_copy(&file).await.unwrap();
    kiku.device.shutdown().await;
    let (config, data) = (kiku.config(), kiku.data());
    drop(kiku.device);
    fs::remove_dir_all(&data).unwrap();
    let told = Device::open(config.clone()).await.unwrap_err();
    assert_eq!(told.code, "dataMissing", "its keys are here");
    let again = Device::open_to_mend(config).await.unwrap();
    again.restore_copy(&file, "").await.unwrap();
    let card = again.call("card_show", json!({})).await.unwrap();
    assert_eq!(card["banner"], "聞きます", "it is all there");
    again.shutdown().await;
}

#[tokio::test]
async fn whoever_began_anew_by_mistake_gets_back_to_either() {
    let (kiku, mistake) = (Computer::of("きく").await, Computer::of("きく").await);
    kiku.found().await;
    kiku.banner("聞きます").await;
    let (words, file) = (kiku.words().await, kiku.dir.path().join("stick"));
    kiku.device.save_copy(&file).await.unwrap();
    mistake.found().await;
    mistake.banner("まちがい").await;
    mistake.device.restore_copy(&file, &words).await.unwrap();
    let mistake = mistake.again().await;
    assert_eq!(mistake.said().await, "聞きます", "the copy");
    // The keys of the other one are still kept.
    let before = mistake.copies().await;
    mistake
        .ok("backup_restore", json!({ "copy": before[0] }))
        .await;
    let mistake = mistake.again().await;
    assert_eq!(mistake.said().await, "まちがい", "and what it replaced");
    mistake.device.shutdown().await;
    kiku.device.shutdown().await;
}

#[tokio::test]
async fn a_file_that_is_no_whole_copy_changes_nothing() {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    let before = kiku.ok("rebuild", json!({})).await;
    let file = kiku.dir.path().join("stick");
    kiku.device.save_copy(&file).await.unwrap();
    let whole = fs::read(&file).unwrap();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    for (bytes, code) in [
        (&b"PNG or anything"[..], "copyUnreadable"),
        (&whole[..whole.len() / 2], "copyDamaged"),
        (&changed, "copyDamaged"),
    ] {
        fs::write(&file, bytes).unwrap();
        let refused = kiku.device.restore_copy(&file, "").await.unwrap_err();
        assert_eq!(refused.code, code, "{} bytes", bytes.len());
    }
    fs::remove_file(&file).unwrap();
    let gone = kiku.device.restore_copy(&file, "").await.unwrap_err();
    assert_eq!(gone.code, "copyUnknown", "no file");
    assert_eq!(kiku.ok("rebuild", json!({})).await, before, "as it was");
    kiku.device.shutdown().await;
}

#[tokio::test]
async fn the_sample_is_neither_copied_nor_replaced() {
    let kiku = Computer::of("きく").await;
    kiku.found().await;
    let file = kiku.dir.path().join("stick");
    kiku.device.save_copy(&file).await.unwrap();
    let dir = tempfile::TempDir::new().unwrap();
    let config = config(dir.path(), &kiku.clock);
    let sample = Device::open_sample(config).await.unwrap();
    for refused in [
        sample.call("backup_now", json!({})).await.err(),
        sample.restore_copy(&file, "").await.err(),
    ] {
        assert_eq!(refused.unwrap().code, "sampleNotCopied", "refused");
    }
    sample.shutdown().await;
    kiku.device.shutdown().await;
}
