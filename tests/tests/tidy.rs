//! Rules of the source that no compiler knows.
//!
//! Each rule looks at every file git would commit, new ones included.

#![expect(
    clippy::expect_used,
    reason = "without the files there is nothing to check"
)]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

const MOST_LINES: usize = 500;
/// Written by `cargo xtask types`.
const GENERATED: &str = "ui/src/bindings/";
/// The one file that talks to the window's host.
const HOST: &str = "ui/src/host/tauri.ts";
/// The one file of the programs that reads the clock.
const CLOCK: &str = "crates/node/src/clock.rs";
/// The one file of the screen that reads the clock.
const SCREEN_CLOCK: &str = "ui/src/session/clock.ts";
/// Where a program takes the computer's clock: the command line, the window, the bench; and two tests: that this
/// clock is not set, and the one whose window, a program as it is, and whose circle beside it must agree.
const STARTED: &[&str] = &[
    CLOCK,
    "crates/cli/src/node.rs",
    "crates/cli/src/run.rs",
    "src-tauri/src/arguments.rs",
    "crates/bench/src/machine.rs",
    "crates/bench/src/circle.rs",
    "tests/tests/large_window.rs",
];

/// Words that no member should have to know; the screen's own tests read the same file.
const TECHNICAL: &str = include_str!("../../ui/tests/technical-words.json");

#[test]
fn no_source_file_is_longer_than_500_lines() {
    check(
        "split the file by subject",
        |file| file.is_source() && !file.path.starts_with(GENERATED),
        |text| {
            let lines = text.lines().count();
            (lines > MOST_LINES).then(|| format!("{lines} lines"))
        },
    );
}

#[test]
fn no_module_file_is_called_mod_rs() {
    check(
        "call it foo.rs, beside the folder foo/",
        |file| file.path.ends_with("/mod.rs"),
        |_| Some("is a mod.rs".to_owned()),
    );
}

#[test]
fn only_the_host_file_imports_tauri() {
    check(
        &format!("use the host that {HOST} offers"),
        |file| file.path.starts_with("ui/src/") && file.is_screen() && file.path != HOST,
        |text| line_with(text, |line| mentions_package(line, "@tauri-apps")),
    );
}

#[test]
fn no_component_inserts_raw_html() {
    check(
        "render the text as text: what members write must never become markup",
        |file| file.ends("svelte"),
        |text| line_with(text, |line| line.contains("{@html")),
    );
}

#[test]
fn no_component_has_a_style_attribute() {
    check(
        "use a class or `style:property={…}`: the content policy refuses style attributes",
        |file| file.ends("svelte"),
        |text| line_with(text, has_style_attribute),
    );
}

#[test]
fn no_technical_word_is_shown() {
    check(
        "say it in the words of the members",
        |file| file.path.starts_with("ui/src/words"),
        |text| line_with(text, has_technical_word),
    );
}

#[test]
fn nothing_is_left_to_do_later() {
    // Put together here, so that this file does not contain them.
    let forbidden = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[", "ignore"),
    ];
    check(
        "finish it, or take it out",
        |file| file.ends("rs"),
        |text| {
            line_with(text, |line| {
                forbidden.iter().any(|mark| line.contains(mark))
            })
        },
    );
}

#[test]
fn only_the_clock_files_read_the_clock() {
    // Measuring how long something takes is no reading of the day, and these two do nothing else with it.
    let measures = ["crates/xtask/", "crates/bench/"];
    check(
        &format!("take the time as an argument; the programs read it in {CLOCK} only"),
        |file| {
            file.ends("rs")
                && file.path != CLOCK
                && !measures.iter().any(|folder| file.path.starts_with(folder))
        },
        |text| line_with(text, reads_the_clock_in_rust),
    );
    check(
        &format!("call `now` of {SCREEN_CLOCK}"),
        |file| file.is_script() && file.path != SCREEN_CLOCK,
        |text| line_with(text, reads_the_clock_in_a_script),
    );
}

#[test]
fn only_a_program_that_is_started_lives_by_the_computers_clock() {
    let system = [
        concat!("Clock::", "system"),
        concat!("Clock::", "default"),
        concat!("clock: ", "Default"),
    ];
    check(
        "no test depends on the day: take `Clock::of_tests`, or a clock that stands",
        |file| file.ends("rs") && !STARTED.contains(&file.path.as_str()),
        |text| line_with(text, |line| system.iter().any(|clock| line.contains(clock))),
    );
}

#[test]
fn the_rules_know_what_they_forbid() {
    assert!(has_style_attribute(r#"<p style="color: red">"#), "plain");
    assert!(
        has_style_attribute(r#"style="width: {width}px""#),
        "alone on its line"
    );
    assert!(
        !has_style_attribute("<p style:width={width}>"),
        "a directive is allowed"
    );
    assert!(
        !has_style_attribute(r#"<g data-style="x">"#),
        "another attribute"
    );

    assert!(mentions_package(
        r#"import { invoke } from "@tauri-apps/api/core";"#,
        "@tauri-apps"
    ));
    assert!(!mentions_package(
        "// @tauri-apps is imported elsewhere",
        "@tauri-apps"
    ));

    for wrong in [
        concat!("let now = SystemTime::", "now();"),
        concat!("jiff::Timestamp::", "now()"),
        concat!("Zoned::", "now().date()"),
        concat!("SELECT datetime('", "now')"),
    ] {
        assert!(reads_the_clock_in_rust(wrong), "{wrong} reads the clock");
    }
    for right in ["Instant::now()", "clock.now()", "'nowhere'"] {
        assert!(!reads_the_clock_in_rust(right), "{right} reads no day");
    }
    for wrong in [
        "const then = new Date();",
        "new Date( ).getFullYear()",
        "new Date",
        "year(new Date)",
        "Date.now() - DAY",
        "[1, 2].map(Date.now)",
        "const text = Date();",
        "Temporal.Now.plainDateISO()",
        "short.format()",
        "performance.timeOrigin + 1",
    ] {
        assert!(
            reads_the_clock_in_a_script(wrong),
            "{wrong} reads the clock"
        );
    }
    for right in [
        "new Date(2026, 10, 22)",
        "new Date(now())",
        "short.format(then)",
        "isoDate()",
        "performance.now()",
        "readonly day: Date;",
        "x instanceof Date",
    ] {
        assert!(!reads_the_clock_in_a_script(right), "{right} reads no day");
    }

    for wrong in [
        "ピアを探す",
        "P2Pで",
        "リレーサーバー",
        "あなたの秘密鍵",
        "マージする",
        "会のサーバ",
        "同期しました",
    ] {
        assert!(has_technical_word(wrong), "{wrong} is technical");
    }
    for right in ["ピアノが好き", "ピアス", "オマージュ", "推薦を見る"] {
        assert!(!has_technical_word(right), "{right} is an everyday word");
    }
}

/// A file of the checkout, named from its root with `/`.
struct SourceFile {
    path: String,
    place: PathBuf,
}

impl SourceFile {
    fn ends(&self, extension: &str) -> bool {
        self.place.extension().is_some_and(|own| own == extension)
    }

    fn is_screen(&self) -> bool {
        self.ends("ts") || self.ends("svelte")
    }

    fn is_script(&self) -> bool {
        self.is_screen() || self.ends("js") || self.ends("mjs")
    }

    fn is_source(&self) -> bool {
        self.ends("rs") || self.is_screen()
    }
}

/// Fails with every file in question where `wrong` finds something, and says what to do instead.
fn check(
    instead: &str,
    in_question: impl Fn(&SourceFile) -> bool,
    wrong: impl Fn(&str) -> Option<String>,
) {
    let found: Vec<String> = files()
        .iter()
        .filter(|file| in_question(file))
        .filter_map(|file| {
            let bytes = fs::read(&file.place).expect("a file that git lists can be read");
            let finding = wrong(&String::from_utf8_lossy(&bytes))?;
            Some(format!("  {}: {finding}", file.path))
        })
        .collect();
    assert!(found.is_empty(), "{instead}:\n{}", found.join("\n"));
}

/// What git tracks, and what it would if it were added.
fn files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ is in the checkout");
    let output = Command::new("git")
        // The checkout may belong to someone else than the one who tests it.
        .args(["-c", "safe.directory=*", "ls-files", "-z", "--cached"])
        .args(["--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .expect("git is installed");
    let names = String::from_utf8_lossy(&output.stdout);
    let files: Vec<_> = names
        .split_terminator('\0')
        .map(|path| SourceFile {
            path: path.to_owned(),
            place: root.join(path),
        })
        // Removed, and git has not been told yet.
        .filter(|file| file.place.is_file())
        .collect();
    assert!(
        files.iter().any(|file| file.path.starts_with("crates/")),
        "git lists no file of crates/, so this test would see nothing: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    files
}

/// The first line that `is_wrong`, with its number.
fn line_with(text: &str, is_wrong: impl Fn(&str) -> bool) -> Option<String> {
    let (before, line) = text.lines().enumerate().find(|(_, line)| is_wrong(line))?;
    Some(format!("line {}: {}", before + 1, line.trim()))
}

/// Every way of asking for the day that the languages, the libraries here and the database have.
fn reads_the_clock_in_rust(line: &str) -> bool {
    let ways = [
        concat!("SystemTime::", "now"),
        concat!("Timestamp::", "now"),
        concat!("Zoned::", "now"),
        concat!("Utc::", "now"),
        concat!("Local::", "now"),
        concat!("DateTime::", "now"),
        concat!("UNIX_EPOCH", ".elapsed"),
        concat!("'", "now'"),
        concat!("CURRENT_", "TIMESTAMP"),
        concat!("CURRENT_", "DATE"),
    ];
    ways.iter().any(|way| line.contains(way))
}

/// The same in a script. `Date` without an argument is now, also as a function, and so is `format()` of a format.
fn reads_the_clock_in_a_script(line: &str) -> bool {
    let line: String = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let close = line.replace("( ", "(").replace(" (", "(");
    let ways = [
        "Date.now",
        "Temporal.Now",
        "timeOrigin",
        ".format()",
        ".formatToParts()",
    ];
    let bare = close.match_indices("Date").any(|(at, word)| {
        let before = close.get(..at).unwrap_or_default();
        let after = close.get(at + word.len()..).unwrap_or_default();
        let alone = !before
            .ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.');
        let asked = before.ends_with("new ")
            && !after.starts_with(['(', ':', '.'])
            && !after.starts_with(char::is_alphanumeric);
        alone && (after.starts_with("()") || asked)
    });
    bare || ways.iter().any(|way| close.contains(way))
}

fn mentions_package(line: &str, package: &str) -> bool {
    ['"', '\'', '`']
        .iter()
        .any(|quote| line.contains(&format!("{quote}{package}")))
}

fn has_style_attribute(line: &str) -> bool {
    [r#"style=""#, "style='"].iter().any(|attribute| {
        line.match_indices(attribute).any(|(at, _)| {
            let before = line.get(..at).and_then(|before| before.chars().last());
            before.is_none_or(char::is_whitespace)
        })
    })
}

static TECHNICAL_WORDS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(TECHNICAL).expect("the list of words is whole"));

fn technical(kind: &str) -> Vec<&'static str> {
    let words = TECHNICAL_WORDS.get(kind).and_then(Value::as_array);
    let words = words.expect("a kind of words").iter();
    words.filter_map(Value::as_str).collect()
}

/// Some words are technical wherever they stand, some at the beginning of a katakana word (オマージュ is none of ours),
/// and some as a whole katakana word only (ピアノ is a hobby).
fn has_technical_word(line: &str) -> bool {
    let lower = line.to_lowercase();
    let (whole, beginnings) = (technical("wholeKatakana"), technical("beginningOfKatakana"));
    technical("anywhere")
        .iter()
        .any(|word| lower.contains(word))
        || katakana_words(line).any(|word| {
            whole.contains(&word) || beginnings.iter().any(|begins| word.starts_with(begins))
        })
}

fn katakana_words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter| !matches!(letter, 'ァ'..='ヺ' | 'ー'))
        .filter(|word| !word.is_empty())
}
