//! Data of which something is missing: it is said, nobody begins over them, and the words open them where they are.

use crate::member::{CLOCK, done, founder, read, refused};
use otagai_tests::process::{Ended, Home, once};
use serde_json::Value;
use std::fs;

/// Somebody with a circle; gives the words.
fn member(home: &Home) -> String {
    let clock = ["--clock", CLOCK];
    let init = ["init", "--name", "花子", "--reading", "はなこ"];
    let me = done(once(home, clock.into_iter().chain(init)).unwrap());
    let circle = ["circle", "create", "さくら会", "--purpose", "助け合い"];
    done(once(home, clock.into_iter().chain(circle)).unwrap());
    let words = me["words"].as_array().unwrap().iter();
    let words: Vec<_> = words.filter_map(Value::as_str).collect();
    words.join("\n")
}

fn init(home: &Home) -> Ended {
    let again = ["init", "--name", "他人", "--reading", "たにん"];
    once(home, ["--clock", CLOCK].into_iter().chain(again)).unwrap()
}

#[test]
fn a_database_that_is_gone_does_not_make_a_folder_new() {
    let home = Home::new().unwrap();
    founder(&home);
    let before = read(&home);
    let keys = fs::read(home.keys().join("keys.sealed")).unwrap();
    let data = fs::read(home.database()).unwrap();
    fs::remove_file(home.database()).unwrap();
    for ended in [init(&home), once(&home, ["members"]).unwrap()] {
        assert_eq!(refused(&ended), "dataMissing", "{ended:?}");
    }
    assert_eq!(
        fs::read(home.keys().join("keys.sealed")).unwrap(),
        keys,
        "the keys are as they were"
    );
    fs::write(home.database(), data).unwrap();
    assert_eq!(read(&home), before, "nothing was lost");
}

#[test]
fn keys_of_one_folder_are_not_written_over_by_another() {
    let home = Home::new().unwrap();
    founder(&home);
    let before = read(&home);
    // Somebody mistypes the data folder: nothing is there, and the keys of another one are.
    let right = home.file("right");
    fs::rename(home.data(), &right).unwrap();
    let ended = init(&home);
    assert_eq!(refused(&ended), "dataMissing", "{ended:?}");
    fs::remove_dir_all(home.data()).unwrap();
    fs::rename(&right, home.data()).unwrap();
    assert_eq!(read(&home), before, "still open");
}

#[test]
fn the_words_open_data_whose_keys_are_gone() {
    let home = Home::new().unwrap();
    let words = member(&home);
    let before = read(&home);
    // Mistyped, or gone with a stick.
    let away = home.file("away");
    fs::rename(home.keys(), &away).unwrap();
    for ended in [init(&home), once(&home, ["members"]).unwrap()] {
        assert_eq!(refused(&ended), "keysMissing", "{ended:?}");
    }
    let paper = home.file("paper");
    fs::write(&paper, &words).unwrap();
    let reopen = ["reopen", "--words", paper.to_str().unwrap()];
    done(once(&home, reopen).unwrap());
    assert_eq!(read(&home), before, "with the words");
    let open = once(&home, reopen).unwrap();
    assert_eq!(refused(&open), "notShut", "{open:?}");
}

#[test]
fn a_file_of_keys_opens_data_whose_keys_are_gone() {
    let home = Home::new().unwrap();
    member(&home);
    let before = read(&home);
    let away = home.file("away");
    fs::rename(home.keys(), &away).unwrap();
    let keys = away.join("keys.sealed");
    let reopen = ["reopen", "--key-file", keys.to_str().unwrap()];
    done(once(&home, reopen).unwrap());
    assert_eq!(read(&home), before, "with the keys");
    let missing = once(&home, ["reopen", "--words", "nowhere"]).unwrap();
    assert_eq!(refused(&missing), "fileUnreadable", "{missing:?}");
    let usage = once(&home, ["reopen"]).unwrap();
    assert_eq!(usage.status, Some(2), "{usage:?}");
}
