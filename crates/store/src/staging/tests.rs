use super::*;
use crate::{
    Folder, KeyFile,
    copy::{CopyParts, write},
};
use std::path::PathBuf;
use tempfile::TempDir;

/// A closed data folder whose one setting says whose it is.
fn data(place: &Path, number: u8) {
    let key = key(number);
    let folder = Folder::lock(place, "test").unwrap();
    let mut key_file = KeyFile::new(&key);
    key_file.put_device(&key, &[number; 32], [3; 24]).unwrap();
    key_file.write(&folder).unwrap();
    let mut store = Store::create(folder, &key).unwrap();
    store.put_setting("who", &number.to_string()).unwrap();
    drop(store);
    fs::write(place.join(ENTRY_FILE), format!("entry {number}")).unwrap();
}

fn key(number: u8) -> DatabaseKey {
    DatabaseKey::new([number; 32])
}

/// Whose a data folder is, by its key file and its database.
fn who(place: &Path, number: u8) -> String {
    let folder = Folder::lock(place, "test").unwrap();
    let key = KeyFile::read(&folder)
        .unwrap()
        .open_device(&[number; 32])
        .unwrap();
    let store = Store::open(folder, &key).unwrap();
    store.setting("who").unwrap().unwrap()
}

fn copy_of(place: &Path, number: u8, to: &Path) {
    let parts = CopyParts {
        made_at: 0,
        entry: None,
        keys: None,
    };
    write(
        place,
        &key(number),
        parts,
        to,
        &to.with_extension("scratch"),
    )
    .unwrap();
}

/// A folder with the old data (number 1) and a copy of others (number 2).
fn old_and_copy() -> (TempDir, PathBuf, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let (place, copy) = (dir.path().join("data"), dir.path().join("copy"));
    data(&place, 1);
    data(&dir.path().join("other"), 2);
    copy_of(&dir.path().join("other"), 2, &copy);
    // What a killed program leaves: it must not be taken for the new database's.
    fs::write(place.join("otagai.db-wal"), b"the old one's").unwrap();
    (dir, place, copy)
}

fn names(place: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(place)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("otagai.lock") && !name.starts_with("otagai.holder"))
        .collect();
    names.sort();
    names
}

/// The program ends before each step there is; the next start goes on from there.
#[test]
fn killed_at_any_step_a_restore_is_finished_by_the_next_start() {
    for replaced in [Replaced::Go, Replaced::Stay] {
        let mut stops = 0;
        loop {
            let (_dir, place, copy) = old_and_copy();
            let (staging, _head) = Staging::unpack(&copy, &place).unwrap();
            drop(staging.open(&key(2)).unwrap());
            staging.decide(Some("entry 2"), replaced).unwrap();
            let mut left = stops;
            let ended = finish::go_on(&place, &mut || {
                left -= 1;
                if left < 0 {
                    Err(io::Error::other("killed"))
                } else {
                    Ok(())
                }
            });
            let folder = Folder::lock(&place, "test").unwrap();
            finish(&folder).unwrap();
            assert!(
                !finish(&folder).unwrap(),
                "step {stops}: nothing is left to do"
            );
            drop(folder);
            assert_eq!(who(&place, 2), "2", "step {stops}: the copy's data");
            let entry = fs::read_to_string(place.join(ENTRY_FILE)).unwrap();
            assert_eq!(entry, "entry 2", "step {stops}: and its keys");
            let old = place.join("backups/unread-1");
            match replaced {
                Replaced::Go => assert_eq!(
                    names(&place),
                    [ENTRY_FILE, KEY_FILE, DATABASE],
                    "step {stops}: nothing else"
                ),
                Replaced::Stay => {
                    let wal = fs::read(old.join("otagai.db-wal")).unwrap();
                    assert_eq!(wal, b"the old one's", "step {stops}: all files");
                    fs::remove_file(old.join("otagai.db-wal")).unwrap();
                    assert_eq!(who(&old, 1), "1", "step {stops}: the old data stay");
                }
            }
            if ended.is_ok() {
                break;
            }
            stops += 1;
        }
        assert!(stops > 8, "{stops} steps were tried");
    }
}

#[test]
fn until_it_is_decided_nothing_has_happened() {
    let (_dir, place, copy) = old_and_copy();
    fs::remove_file(place.join("otagai.db-wal")).unwrap();
    let (staging, _head) = Staging::unpack(&copy, &place).unwrap();
    drop(staging.open(&key(2)).unwrap());
    // Killed here.
    std::mem::forget(staging);
    let folder = Folder::lock(&place, "test").unwrap();
    assert!(!finish(&folder).unwrap(), "nothing was decided");
    drop(folder);
    assert_eq!(who(&place, 1), "1", "the data are as they were");
    assert_eq!(names(&place), [ENTRY_FILE, KEY_FILE, DATABASE], "and alone");
    let (staging, _head) = Staging::unpack(&copy, &place).unwrap();
    drop(staging);
    assert_eq!(names(&place).len(), 3, "given up, it goes at once");
}

#[test]
fn another_key_opens_nothing() {
    let (_dir, place, copy) = old_and_copy();
    let (staging, _head) = Staging::unpack(&copy, &place).unwrap();
    let wrong = staging.open(&key(1));
    assert!(matches!(wrong, Err(OpenError::Damaged)), "{wrong:?}");
}

#[test]
fn data_that_did_not_open_stay_however_many_there_are() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("data");
    for number in 1..=5 {
        data(&place, number);
        let folder = Folder::lock(&place, "test").unwrap();
        set_aside(&folder).unwrap();
        assert!(!folder.database().exists(), "out of the way");
        set_aside(&folder).unwrap();
    }
    assert_eq!(
        names(&place.join("backups")),
        ["unread-1", "unread-2", "unread-3", "unread-4", "unread-5"],
        "all of them"
    );
    assert_eq!(who(&place.join("backups/unread-1"), 1), "1", "the oldest");
    assert_eq!(who(&place.join("backups/unread-5"), 5), "5", "whole");
}
