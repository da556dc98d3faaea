//! Files for the member on disks that take none: full ones, and ones that cannot be written.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_api::{Clock, Config, Device};
use otagai_tests::mounts::{SmallDisk, in_own_mounts};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

/// Somebody of the sample with vouches to take along, whose files go to a folder.
async fn hitomi(dir: &TempDir, files: &Path) -> (Device, Value) {
    let device = Device::open_sample(Config {
        data: dir.path().join("data"),
        files: Some(files.to_owned()),
        loopback: true,
        clock: Clock::standing_at(otagai_api::moment("2026-11-21").unwrap()),
        ..Config::default()
    });
    let device = device.await.unwrap();
    let vouches = device.call("vouches", json!({})).await.unwrap();
    let me = device.call("app_state", json!({})).await.unwrap();
    let about_me = |vouch: &&Value| {
        vouch.pointer("/subject/person") == me.pointer("/me/person")
            && vouch.pointer("/outside") == Some(&json!(true))
            && vouch.pointer("/state") == Some(&json!("counts"))
    };
    let vouches = vouches.as_array().unwrap();
    let vouch = vouches.iter().find(about_me).unwrap();
    let args = json!({ "vouches": [vouch.pointer("/vouch").unwrap()] });
    (device, args)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn a_full_or_locked_disk_is_said_so_and_holds_nothing_half() {
    let test = "a_full_or_locked_disk_is_said_so_and_holds_nothing_half";
    let tried = in_own_mounts(test, || async {
        let disk = SmallDisk::mount(64).unwrap();
        let dir = TempDir::new().unwrap();
        let (device, args) = hitomi(&dir, disk.path()).await;
        let save = || device.call("proof_save", args.clone());

        disk.fill().unwrap();
        assert_eq!(save().await.unwrap_err().code, "diskFull");
        assert_eq!(names(disk.path()), ["ballast"], "nothing half");
        disk.free().unwrap();
        disk.set_read_only(true).unwrap();
        assert_eq!(save().await.unwrap_err().code, "filesReadOnly");
        disk.set_read_only(false).unwrap();
        assert!(names(disk.path()).is_empty(), "nothing half");

        let saved = save().await.unwrap();
        assert_eq!(saved, json!({ "name": "見本の推薦書-2026-11-21.json" }));
        let exported = device.call("proof_export", args.clone()).await.unwrap();
        let bytes = std::fs::read(disk.path().join("見本の推薦書-2026-11-21.json")).unwrap();
        assert_eq!(
            exported.pointer("/text").unwrap().as_str().unwrap(),
            String::from_utf8(bytes).unwrap(),
            "whole"
        );
        device.shutdown().await;
    });
    tried.unwrap();
}
