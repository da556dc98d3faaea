use super::*;
use crate::{home::PROGRAM, profile::Profile};
use otagai_store::Folder;
use tempfile::TempDir;
use tokio::sync::broadcast;
use zeroize::Zeroizing;

/// Noon of a Tuesday, ms.
const NOON: Millis = 1_780_390_800_000;
const HOUR: Millis = 3_600_000;

/// Somebody with a circle, whose disk has little room.
fn crowded() -> (TempDir, Home, Backups) {
    let dir = TempDir::new().unwrap();
    let data = dir.path().join("data");
    let vault = Vault::Folder {
        data: data.clone(),
        dir: dir.path().join("keys"),
        passphrase: Zeroizing::new("いろは".to_owned()),
    };
    let clock = Clock::standing_at(NOON);
    let profile = Profile::new("高橋 きく", "たかはし きく", "きく").unwrap();
    let folder = Folder::lock(&data, PROGRAM).unwrap();
    let events = broadcast::channel(8).0;
    let home = Home::create(folder, &vault, &profile, clock.clone(), events).unwrap();
    let mut backups = Backups::of(&data, &vault, &clock);
    backups.room = |_| Ok(RESERVE);
    backups.make_due(&home).unwrap();
    assert_eq!(
        backups.status().unwrap().kept,
        [],
        "without a circle there is nothing to copy"
    );
    home.create_circle("会", "目的").unwrap();
    (dir, home, backups)
}

#[test]
fn while_the_disk_is_nearly_full_none_is_made_and_it_is_tried_again_in_an_hour() {
    let (_dir, home, mut backups) = crowded();
    let refused = backups.make_due(&home).unwrap_err();
    assert!(
        matches!(&refused, NodeError::Shared(error) if matches!(**error, NodeError::Copies(CopyRefusal::NoRoom))),
        "told: {refused:?}"
    );
    let failure = backups.status().unwrap().failure.unwrap();
    assert_eq!(failure.at, NOON, "and remembered");
    backups.room = |_| Ok(u64::MAX);
    backups.clock.set(NOON + HOUR - 1).unwrap();
    backups.make_due(&home).unwrap();
    assert_eq!(backups.status().unwrap().kept, [], "not at once");
    backups.clock.set(NOON + HOUR).unwrap();
    backups.make_due(&home).unwrap();
    let status = backups.status().unwrap();
    assert_eq!(status.kept.len(), 1, "made");
    assert!(status.failure.is_none(), "all is well");
    backups.clock.set(NOON + 2 * HOUR).unwrap();
    backups.make_due(&home).unwrap();
    assert_eq!(backups.status().unwrap().kept.len(), 1, "one a day");
}

#[test]
fn what_a_killed_program_left_half_made_goes_with_the_next_copy() {
    let (_dir, home, mut backups) = crowded();
    backups.room = |_| Ok(u64::MAX);
    let place = backups.place();
    atomic::make_folder(&place).unwrap();
    for name in ["making.db", "2026-05-01.otagai-copy.new"] {
        fs::write(place.join(name), b"half").unwrap();
    }
    backups.make_due(&home).unwrap();
    let mut names: Vec<_> = fs::read_dir(&place)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let name = backups.status().unwrap().kept[0].name;
    assert_eq!(names, [name.file()], "the copy alone");
}
