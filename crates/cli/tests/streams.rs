//! Standard input and output of the real program: who does not wait for answers, who writes too long a line, who is not
//! there at all, and who has had enough.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    os::fd::OwnedFd,
    process::{Child, Command, Output, Stdio},
    sync::mpsc,
    time::Duration,
};
use tempfile::TempDir;

/// Longer than anything takes here, on a machine under load.
const HANGS: Duration = Duration::from_mins(2);

/// A computer: a data folder and its keys.
struct Computer(TempDir);

impl Computer {
    /// With somebody who has founded a circle.
    fn of_kiku() -> Self {
        let computer = Self::new();
        computer.ok(&["init", "--name", "高橋 きく", "--reading", "たかはし きく"]);
        computer.ok(&["circle", "create", "勉強会", "--purpose", "教え合う"]);
        computer
    }

    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        fs::write(dir.path().join("passphrase"), "いろはにほへと\n").unwrap();
        Self(dir)
    }

    fn command(&self, typed: &[&str]) -> Command {
        let dir = self.0.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_otagai"));
        command
            .args(["--json", "--loopback"])
            .args(typed)
            .env("OTAGAI_DATA", dir.join("data"))
            .env("OTAGAI_KEYS", dir.join("keys"))
            .env("OTAGAI_PASSPHRASE_FILE", dir.join("passphrase"));
        command
    }

    fn ok(&self, typed: &[&str]) -> Value {
        let output = self.command(typed).output().unwrap();
        let refused = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{typed:?}: {refused}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Gives all lines at once, ends the input, and takes what is answered.
    fn node(&self, lines: &str) -> Vec<Value> {
        let mut child = self
            .command(&["node"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let lines = lines.to_owned();
        let writing = std::thread::spawn(move || input.write_all(lines.as_bytes()));
        let output = child.wait_with_output().unwrap();
        writing.join().unwrap().unwrap();
        assert!(output.status.success(), "{output:?}");
        answers(&output)
    }
}

fn answers(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines
        .filter(|line: &Value| line.get("event").is_none())
        .collect()
}

fn card_set(id: usize, banner: &str) -> String {
    let args = json!({ "edit": { "field": "banner", "value": banner } });
    format!(
        "{}\n",
        json!({ "id": id, "call": "card_set", "args": args })
    )
}

/// Whether it ends by itself, in good order.
fn ended(child: &mut Child) -> bool {
    let (has_ended, ending) = mpsc::channel::<()>();
    let pid = child.id().to_string();
    let guard = std::thread::spawn(move || {
        if ending.recv_timeout(HANGS) == Err(mpsc::RecvTimeoutError::Timeout) {
            Command::new("kill").args(["-KILL", &pid]).status().unwrap();
        }
    });
    let status = child.wait().unwrap();
    drop(has_ended);
    guard.join().unwrap();
    status.success()
}

#[test]
fn changes_are_made_in_the_order_of_their_lines_though_nobody_waits_for_answers() {
    let kiku = Computer::of_kiku();
    for round in 0..10 {
        let lines: String = (0..20)
            .map(|number| card_set(number, &format!("{round} の {number}")))
            .collect();
        let answers = kiku.node(&lines);
        let ids: Vec<_> = answers.iter().map(|answer| answer["id"].clone()).collect();
        assert_eq!(json!(ids), json!((0..20).collect::<Vec<_>>()), "in order");
        let card = kiku.ok(&["card", "show"]);
        assert_eq!(card["banner"], json!(format!("{round} の 19")), "the last");
    }
}

#[test]
fn a_photo_of_the_largest_size_fits_on_a_line_and_a_longer_line_is_told() {
    let kiku = Computer::of_kiku();
    // 20 MiB that are no picture: refused by what they are, not by their size.
    let photo = "A".repeat(20 * 1024 * 1024 / 3 * 4);
    let long = "A".repeat(33 * 1024 * 1024);
    let line = |id: usize, base64: &str| {
        format!("{{\"id\":{id},\"call\":\"photo_set\",\"args\":{{\"base64\":\"{base64}\"}}}}\n")
    };
    let answers = kiku.node(&format!(
        "{}{}{{\"id\":3,\"call\":\"app_state\"}}\n",
        line(1, &photo),
        line(2, &long)
    ));
    let of = |id: usize| {
        let found = answers.iter().find(|answer| answer["id"] == json!(id));
        found.unwrap_or_else(|| panic!("{id} is answered"))
    };
    assert_eq!(of(1)["error"]["code"], "photoUnreadable");
    assert_eq!(of(2)["error"]["code"], "lineTooLong");
    assert_ne!(of(2)["error"]["message"], "", "a sentence");
    assert_eq!(of(3)["ok"]["me"]["name"], "高橋 きく", "it stayed");
}

#[test]
fn without_standard_input_it_stays_until_the_system_ends_it() {
    let kiku = Computer::of_kiku();
    for signal in ["-TERM", "-INT"] {
        let mut child = kiku
            .command(&["node"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.contains("ready"), "it runs: {line:?}");
        assert!(child.try_wait().unwrap().is_none(), "and stays");
        let pid = child.id().to_string();
        let told = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(told.success(), "told to end");
        assert!(ended(&mut child), "{signal}: in good order");
        let mut said = String::new();
        let mut errors = child.stderr.take().unwrap();
        errors.read_to_string(&mut said).unwrap();
        assert_eq!(said, "", "{signal}: without a complaint");
    }
}

/// Both ends of a pipe of which nobody reads any more.
fn nobody_reads() -> OwnedFd {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

#[test]
fn whoever_has_read_enough_ends_no_command_with_a_fault() {
    let kiku = Computer::new();
    let init = ["init", "--name", "高橋 きく", "--reading", "たかはし きく"];
    let circle = ["circle", "create", "会", "--purpose", "目的"];
    for (typed, errors) in [
        (&init[..], Stdio::piped()),
        (&circle, nobody_reads().into()),
        (&["members"], Stdio::piped()),
        (&["members"], nobody_reads().into()),
        (&["ticket"], nobody_reads().into()),
        (&["node"], Stdio::piped()),
    ] {
        let output = kiku
            .command(typed)
            .env("OTAGAI_LOG", "debug")
            .stdin(Stdio::null())
            .stdout(nobody_reads())
            .stderr(errors)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("panicked"), "{typed:?}: {said}");
        assert!(output.status.success(), "{typed:?}: {output:?}");
    }
    // Nobody has read the words, so they are still here.
    let words = kiku.ok(&["call", "recovery_words"]);
    assert_eq!(words["words"].as_array().unwrap().len(), 24, "all of them");
}

#[test]
fn commands_that_open_the_network_end_without_a_complaint() {
    let (kiku, hitomi) = (Computer::of_kiku(), Computer::new());
    hitomi.ok(&[
        "init",
        "--name",
        "佐藤 ひとみ",
        "--reading",
        "さとう ひとみ",
    ]);
    let mut child = kiku
        .command(&["node"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let call = json!({ "id": 1, "call": "invite", "args": { "uses": 1, "days": 7 } });
    writeln!(input, "{call}").unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = lines.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap());
    let invited = said.find(|line| line["id"] == 1).unwrap();
    let link = invited["ok"]["link"].as_str().unwrap().to_owned();
    // Somebody has to read on, or the program that stays would wait.
    let reading = std::thread::spawn(move || said.count());
    quiet(&hitomi, &["join", &link]);
    quiet(&hitomi, &["sync", "--once"]);
    drop(input);
    assert!(ended(&mut child), "who stayed ends as well");
    reading.join().unwrap();
    let mut errors = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut errors)
        .unwrap();
    assert_eq!(errors, "", "without a complaint");
    // Whom one knows is not there any more: nobody answers what was dialled when the command ends.
    for typed in [
        &["sync", "--once", "--seconds", "1"][..],
        &["ticket"],
        &["invite"],
        &["members"],
    ] {
        quiet(&hitomi, typed);
    }
}

/// It works, and says nothing beside its answer.
fn quiet(computer: &Computer, typed: &[&str]) {
    let output = computer.command(typed).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{typed:?}: {said}");
    assert_eq!(said, "", "{typed:?}");
}
