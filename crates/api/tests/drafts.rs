//! What was begun is there again when the program is opened the next time.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_api::{Clock, Config, Device};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

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

/// A device whose member is known.
async fn device(dir: &Path) -> Device {
    let device = Device::open(config(dir)).await.unwrap();
    let me = json!({ "name": "例文 ひとみ", "reading": "れいぶん ひとみ", "short": "ひとみ" });
    device.call("init", me).await.unwrap();
    device
}

async fn keep(device: &Device, name: &str, text: &str) -> Result<Value, &'static str> {
    let draft = json!({ "name": name, "text": text });
    let kept = device.call("draft_keep", draft).await;
    kept.map_err(|error| error.code.name())
}

async fn begun(device: &Device) -> Value {
    device.call("drafts", json!({})).await.unwrap()
}

#[tokio::test]
async fn a_draft_outlives_the_program_and_goes_when_it_is_done() {
    let dir = TempDir::new().unwrap();
    let first = device(dir.path()).await;
    keep(&first, "vouch/c/p/j", "一度目").await.unwrap();
    keep(&first, "vouch/c/p/j", "二度目").await.unwrap();
    keep(&first, "job/c/", "仕事").await.unwrap();
    first.shutdown().await;
    drop(first);
    let second = Device::open(config(dir.path())).await.unwrap();
    let expected = json!([
        { "name": "job/c/", "text": "仕事" },
        { "name": "vouch/c/p/j", "text": "二度目" },
    ]);
    assert_eq!(begun(&second).await, expected, "after the next start");
    keep(&second, "job/c/", "").await.unwrap();
    keep(&second, "never/was", "").await.unwrap();
    let left = json!([{ "name": "vouch/c/p/j", "text": "二度目" }]);
    assert_eq!(begun(&second).await, left, "what is done is forgotten");
}

#[tokio::test]
async fn a_draft_has_limits() {
    let dir = TempDir::new().unwrap();
    let device = device(dir.path()).await;
    for name in ["", "a\nb", &"あ".repeat(101)] {
        assert_eq!(keep(&device, name, "x").await, Err("badInput"), "{name:?}");
    }
    let long = "x".repeat(32 * 1024 + 1);
    assert_eq!(
        keep(&device, "long", &long).await,
        Err("tooLong"),
        "its text"
    );
    for number in 0..200 {
        keep(&device, &format!("d{number}"), "x").await.unwrap();
    }
    let one_more = keep(&device, "one more", "x").await;
    assert_eq!(one_more, Err("draftsTooMany"), "their number");
    keep(&device, "d7", "still written on").await.unwrap();
}
