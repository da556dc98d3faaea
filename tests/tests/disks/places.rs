//! Places that are not there, not named, or named in a way that cannot be used.

use crate::member::{CLOCK, done, founder, refused};
use otagai_tests::process::{Home, binary, once};
use std::{
    fs,
    process::{Command, Output},
};
use tempfile::TempDir;

/// Runs a command that is told no data folder, in a folder of its own.
fn in_folder(home: &Home, here: &TempDir, data_home: &str, typed: &[&str]) -> Output {
    Command::new(binary().unwrap())
        .args(["--json", "--loopback", "--clock", CLOCK])
        .args(typed)
        .current_dir(here.path())
        .env_remove("OTAGAI_DATA")
        .env("HOME", home.file("home"))
        .env("XDG_DATA_HOME", data_home)
        .env("OTAGAI_KEYS", home.keys())
        .env("OTAGAI_PASSPHRASE_FILE", home.passphrase())
        .output()
        .unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_data_home_that_is_empty_or_relative_counts_for_nothing() {
    for data_home in ["", "somewhere"] {
        let (home, here) = (Home::new().unwrap(), TempDir::new().unwrap());
        fs::create_dir(home.file("home")).unwrap();
        let init = ["init", "--name", "花子", "--reading", "はなこ"];
        let made = in_folder(&home, &here, data_home, &init);
        assert!(made.status.success(), "{data_home:?}: {made:?}");
        let names: Vec<_> = fs::read_dir(here.path()).unwrap().collect();
        assert!(names.is_empty(), "{data_home:?}: nothing here: {names:?}");
        let usual = home.file("home").join(".local/share/otagai/otagai.db");
        assert!(usual.exists(), "{data_home:?}: where it belongs");
    }
}

#[test]
fn a_file_of_the_passphrase_that_is_missing_or_empty_is_told_so() {
    let home = Home::new().unwrap();
    founder(&home);
    let right = fs::read(home.passphrase()).unwrap();
    fs::write(home.passphrase(), "\n").unwrap();
    let empty = once(&home, ["members"]).unwrap();
    assert_eq!(refused(&empty), "passphraseMissing", "{empty:?}");
    fs::remove_file(home.passphrase()).unwrap();
    let missing = once(&home, ["members"]).unwrap();
    assert_eq!(refused(&missing), "passphraseMissing", "{missing:?}");
    fs::write(home.passphrase(), "another\n").unwrap();
    let wrong = once(&home, ["members"]).unwrap();
    assert_eq!(refused(&wrong), "passphraseWrong", "{wrong:?}");
    fs::write(home.passphrase(), right).unwrap();
    done(once(&home, ["members"]).unwrap());
}

#[test]
fn a_path_that_is_too_long_is_told_so_and_the_longest_one_works() {
    let home = Home::new().unwrap();
    let mut data = home.file("long");
    while data.as_os_str().len() < 430 {
        data.push("かきくけこさしすせそ");
    }
    let init = |data: &std::path::Path, keys: &str| {
        let mut command = Command::new(binary().unwrap());
        command
            .args(["--json", "--clock", CLOCK, "--data"])
            .arg(data)
            .args(["init", "--name", "花子", "--reading", "はなこ"])
            .env("OTAGAI_KEYS", home.file(keys))
            .env("OTAGAI_PASSPHRASE_FILE", home.passphrase());
        command.output().unwrap()
    };
    let longest = 511 - "/restore.ready/otagai.db".len();
    let fits = data.join("x".repeat(longest - data.as_os_str().len() - 1));
    let made = init(&fits, "keys-fits");
    assert!(made.status.success(), "{made:?}");
    for more in [1, 300] {
        let rest = longest + more - data.as_os_str().len() - 1;
        let long = data.join("y".repeat(rest));
        let refused = init(&long, "keys-long");
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(said.contains("pathTooLong"), "{more} bytes more: {said}");
        assert!(!long.exists(), "nothing was made");
    }
}
