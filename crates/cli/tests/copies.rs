//! `otagai backup` and `otagai restore`, one command a process.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

/// A computer: a data folder and its keys.
struct Computer(TempDir);

impl Computer {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        fs::write(dir.path().join("passphrase"), "いろはにほへと\n").unwrap();
        Self(dir)
    }

    fn run(&self, typed: &[&str]) -> Output {
        self.command(typed).output().unwrap()
    }

    fn command(&self, typed: &[&str]) -> Command {
        let dir = self.0.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_otagai"));
        command
            .args(["--json", "--loopback"])
            .args(typed)
            .env("OTAGAI_DATA", dir.join("data"))
            .env("OTAGAI_KEYS", dir.join("keys"))
            .env("OTAGAI_PASSPHRASE_FILE", dir.join("passphrase"))
            .env_remove("LANG")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES");
        command
    }

    /// What it says, as text; it has to work.
    fn ok(&self, typed: &[&str]) -> String {
        let output = self.run(typed);
        let said = String::from_utf8(output.stdout).unwrap();
        let refused = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{typed:?}: {refused}");
        said
    }

    /// Why it does not work.
    fn refused(&self, typed: &[&str]) -> String {
        let output = self.run(typed);
        assert_eq!(output.status.code(), Some(1), "{typed:?} is refused");
        String::from_utf8(output.stderr).unwrap()
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_copy_goes_from_one_computer_to_another_with_the_words() {
    let (old, new) = (Computer::new(), Computer::new());
    let me = ["init", "--name", "高橋 きく", "--reading", "たかはし きく"];
    let made = old.ok(&me);
    let printed: serde_json::Value = serde_json::from_str(&made).unwrap();
    let words = printed.get("words").unwrap().as_array().unwrap().iter();
    let words: Vec<_> = words.map(|word| word.as_str().unwrap()).collect();
    old.ok(&["circle", "create", "勉強会", "--purpose", "教え合う"]);
    let file = old.0.path().join("copy");
    let saved = old.ok(&["backup", text(&file)]);
    assert!(saved.contains("bytes"), "how large: {saved}");
    let refused = new.refused(&["restore", text(&file)]);
    assert!(refused.contains("copyNeedsWords"), "{refused}");
    let paper = new.0.path().join("words");
    fs::write(&paper, words.join("\n")).unwrap();
    let restored = new.ok(&["restore", text(&file), "--words", text(&paper)]);
    let restored: serde_json::Value = serde_json::from_str(&restored).unwrap();
    assert_eq!(
        restored.get("device"),
        printed.get("device"),
        "the same device"
    );
    assert_eq!(
        new.ok(&["circle", "list"]),
        old.ok(&["circle", "list"]),
        "with its circle"
    );
    // On a computer whose data do not open it is the way back.
    fs::write(new.0.path().join("data/otagai.db"), vec![0x55; 8192]).unwrap();
    let told = new.refused(&["circle", "list"]);
    assert!(told.contains("dataDamaged"), "{told}");
    new.ok(&["restore", text(&file)]);
    new.ok(&["circle", "list"]);
}

#[test]
fn a_copy_goes_into_the_current_folder_by_its_bare_name() {
    let kiku = Computer::new();
    kiku.ok(&["init", "--name", "高橋 きく", "--reading", "たかはし きく"]);
    let here = TempDir::new().unwrap();
    for _twice in 0..2 {
        let output = kiku
            .command(&["backup", "otagai.otagai-copy"])
            .current_dir(here.path())
            .output()
            .unwrap();
        let refused = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{refused}");
    }
    let names: Vec<_> = fs::read_dir(here.path()).unwrap().collect();
    assert_eq!(names.len(), 1, "the copy and nothing else: {names:?}");
}
