//! Data that is damaged, newer, somebody else's, or open already.

use crate::member::{CLOCK, banner, code, done, founder, read, refused, start};
use otagai_tests::process::{Home, once};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// Bytes of a page of the database.
const PAGE: usize = 4096;

fn home() -> Home {
    let home = Home::new().unwrap();
    founder(&home);
    home
}

fn members(home: &Home) -> otagai_tests::process::Ended {
    once(home, ["--clock", CLOCK, "members"]).unwrap()
}

/// Changes some bytes in the middle of a file; a second time brings them back.
fn flip(file: &Path, at: usize) {
    let mut bytes = fs::read(file).unwrap();
    let end = bytes.len().min(at + 16);
    bytes[at..end].iter_mut().for_each(|byte| *byte ^= 0x55);
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_database_of_a_newer_version_is_told_so_and_left_alone() {
    let home = home();
    let before = read(&home);
    let set_form = |form: u32| {
        let folder = otagai_store::Folder::lock(&home.data(), "test").unwrap();
        let key = home.database_key(&folder).unwrap();
        let key = data_encoding::HEXLOWER.encode(key.as_bytes());
        let database = rusqlite::Connection::open(home.database()).unwrap();
        let unlock = format!("PRAGMA key = \"x'{key}'\"");
        database.execute_batch(&unlock).unwrap();
        let form_before: u32 = database
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap();
        database.pragma_update(None, "user_version", form).unwrap();
        form_before
    };
    let form = set_form(9_999);
    let bytes = fs::read(home.database()).unwrap();
    let newer = members(&home);
    assert_eq!(refused(&newer), "dataNewer", "{newer:?}");
    assert_eq!(fs::read(home.database()).unwrap(), bytes, "left alone");
    assert_eq!(set_form(form), 9_999, "as the newer version left it");
    assert_eq!(read(&home), before, "nothing was lost");
}

/// Wherever bytes have changed: nobody is shown anything else than before, nothing stops, and the code says what
/// it is.
#[test]
fn damage_anywhere_is_told_so_or_does_no_harm() {
    let home = home();
    let before = read(&home);
    let pages = fs::read(home.database()).unwrap().len() / PAGE;
    let mut told = 0;
    for page in 0..pages {
        flip(&home.database(), page * PAGE + PAGE / 2);
        for (command, whole) in [("members", &before[0]), ("rebuild", &before[3])] {
            let ended = once(&home, ["--clock", CLOCK, command]).unwrap();
            if ended.status == Some(0) {
                assert_eq!(ended.out, *whole, "page {page}: {command}");
            } else {
                assert_eq!(refused(&ended), "dataDamaged", "page {page}: {ended:?}");
                told += 1;
            }
        }
        // A command that got through may have closed the file well, which changes nothing of what is in it.
        flip(&home.database(), page * PAGE + PAGE / 2);
    }
    assert!(
        told > pages / 4,
        "{told} commands on {pages} pages were told"
    );
    assert_eq!(read(&home), before, "whole again");
}

#[test]
fn damage_in_the_files_of_the_keys_is_told_so() {
    let home = home();
    let before = read(&home);
    for file in [home.data().join("keyfile"), home.keys().join("keys.sealed")] {
        let middle = fs::read(&file).unwrap().len() / 2;
        flip(&file, middle);
        let ended = members(&home);
        assert_eq!(refused(&ended), "dataDamaged", "{}", file.display());
        flip(&file, middle);
    }
    let keyfile = home.data().join("keyfile");
    let bytes = fs::read(&keyfile).unwrap();
    fs::remove_file(&keyfile).unwrap();
    assert_eq!(read(&home), before, "it lies beside the data once more");
    assert_eq!(fs::read(&keyfile).unwrap(), bytes, "and is back");
    let spare = home.data().join("spare.keys");
    fs::remove_file(&keyfile).unwrap();
    fs::remove_file(&spare).unwrap();
    let ended = members(&home);
    assert_eq!(refused(&ended), "keyFileMissing", "without a key file");
    fs::write(&keyfile, bytes).unwrap();
    assert_eq!(read(&home), before, "whole again");
}

/// A database that is there but empty has lost everything; it is not taken for a new one.
#[test]
fn a_database_that_lost_everything_is_no_new_one() {
    let home = home();
    let before = read(&home);
    let bytes = fs::read(home.database()).unwrap();
    for len in [0, PAGE, bytes.len() / 2] {
        fs::write(home.database(), &bytes[..len]).unwrap();
        let again = [
            "--clock",
            CLOCK,
            "init",
            "--name",
            "他人",
            "--reading",
            "たにん",
        ];
        let ended = once(&home, again).unwrap();
        assert_eq!(refused(&ended), "dataDamaged", "{len} bytes: {ended:?}");
        fs::write(home.database(), &bytes).unwrap();
    }
    assert_eq!(read(&home), before, "whole again");
}

#[test]
fn a_wrong_key_is_told_apart_from_damage() {
    let (home, other) = (home(), home());
    let before = read(&home);
    let sealed = home.keys().join("keys.sealed");
    let mine = fs::read(&sealed).unwrap();
    fs::copy(other.keys().join("keys.sealed"), &sealed).unwrap();
    let ended = members(&home);
    assert_eq!(refused(&ended), "keyWrong", "somebody else's keys");
    fs::write(&sealed, mine).unwrap();
    fs::write(home.passphrase(), "another passphrase\n").unwrap();
    let ended = members(&home);
    assert_eq!(refused(&ended), "passphraseWrong", "{ended:?}");
    fs::copy(other.passphrase(), home.passphrase()).unwrap();
    // The key file of somebody else: its key opens, and does not fit the database.
    let keyfile = home.data().join("keyfile");
    let mine = fs::read(&keyfile).unwrap();
    fs::copy(other.data().join("keyfile"), &keyfile).unwrap();
    let ended = members(&home);
    assert_eq!(refused(&ended), "keyWrong", "somebody else's key file");
    fs::write(&keyfile, mine).unwrap();
    assert_eq!(read(&home), before, "nothing was lost");
}

#[tokio::test]
async fn a_folder_that_is_open_is_not_opened_twice() {
    let home = home();
    let mut node = start(&home, CLOCK).unwrap();
    let app = node.call("app_state", json!({})).await.unwrap();
    assert_ne!(app, Value::Null, "it runs");
    for command in ["members", "rebuild", "node"] {
        let ended = once(&home, ["--clock", CLOCK, command]).unwrap();
        assert_eq!(refused(&ended), "dataInUse", "{command}: {ended:?}");
    }
    let reply = node.call("card_set", banner("まだ開いています")).await;
    assert_eq!(code(&reply), None, "the first one is not disturbed");
    node.kill().await.unwrap();
    let members = done(members(&home));
    assert!(
        members.to_string().contains("まだ開いています"),
        "free again, however it ended: {members}"
    );
}
