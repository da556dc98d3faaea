//! What the page is built from, and what is in it: nothing that another computer could change afterwards.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Addresses that name something and are never opened: kinds of markup, and the explanations of faults.
const NAMES: &[&str] = &[
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1998/Math/MathML",
    "https://svelte.dev/e/",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn json(file: &str) -> Value {
    let text = fs::read_to_string(root().join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Every file of the built page that is text; this program could not have been built without it.
fn built() -> Vec<(PathBuf, String)> {
    let mut waiting = vec![root().join("ui/dist")];
    let mut files = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(path).unwrap();
            waiting.extend(entries.map(|entry| entry.unwrap().path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push((path, text));
        }
    }
    files
}

/// What a text fetches from elsewhere, by its looks.
fn addresses(text: &str) -> Vec<String> {
    let schemes = ["http://", "https://", "ws://", "wss://", "ftp://"];
    let whole = schemes.iter().flat_map(|scheme| text.match_indices(scheme));
    // Addresses that take the scheme of the page.
    let quoted = ["\"//", "'//", "`//", "(//", "=//"];
    let short = quoted.iter().flat_map(|quote| text.match_indices(quote));
    whole
        .chain(short)
        .map(|(at, _)| {
            text.get(at..)
                .unwrap_or_default()
                .chars()
                .take(60)
                .collect()
        })
        .filter(|found: &String| !NAMES.iter().any(|name| found.starts_with(name)))
        .collect()
}

#[test]
fn the_built_page_fetches_nothing_from_the_web() {
    let files = built();
    let kinds = ["html", "js", "css"];
    for kind in kinds {
        let there = files
            .iter()
            .any(|(path, _)| path.extension().is_some_and(|own| own == kind));
        assert!(there, "a built page has {kind}");
    }
    for (path, text) in &files {
        assert_eq!(addresses(text), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn the_rule_knows_what_it_forbids() {
    for wrong in [
        "<script src=\"https://cdn.example/a.js\">",
        "@import url(//fonts.example/a.css)",
        "new WebSocket('wss://example')",
        "fetch(\"//example\")",
    ] {
        assert_eq!(addresses(wrong).len(), 1, "{wrong}");
    }
    for right in [
        "createElementNS(\"http://www.w3.org/2000/svg\")",
        "a // b",
        "src=\"/assets/a.js\"",
    ] {
        assert!(addresses(right).is_empty(), "{right}");
    }
}

#[test]
fn every_package_of_the_page_is_the_one_that_was_chosen() {
    let lock = json("ui/package-lock.json");
    let packages = lock.pointer("/packages").unwrap().as_object().unwrap();
    assert!(packages.len() > 10, "packages are listed");
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        let text = |key: &str| package.get(key).and_then(Value::as_str).unwrap_or_default();
        // What comes from the registry has no address there; what would come from elsewhere has.
        let resolved = text("resolved");
        assert!(
            resolved.is_empty() || resolved.starts_with("https://registry.npmjs.org/"),
            "{name} comes from {resolved}"
        );
        assert!(
            text("integrity").starts_with("sha512-"),
            "{name} has a hash"
        );
    }
}

#[test]
fn the_page_is_built_from_the_lock_file() {
    // `npm ci` installs what the lock file names, hashes included, or nothing; `npm install` may choose anew.
    let chores = fs::read_to_string(root().join("crates/xtask/src/npm.rs")).unwrap();
    assert!(chores.contains(r#"&["ci", "#), "the chores");
    assert!(!chores.contains("install\","), "the chores: nothing else");
    let settings = json("src-tauri/tauri.conf.json");
    let before = settings
        .pointer("/build/beforeBuildCommand/script")
        .unwrap();
    assert_eq!(
        before, "npm ci --no-audit --no-fund && npm run build",
        "a release"
    );
}

#[test]
fn both_halves_of_the_window_are_of_one_version() {
    let minor = |version: &str| {
        let mut parts = version.trim_start_matches(['^', '~', '=']).split('.');
        (
            parts.next().unwrap_or_default().to_owned(),
            parts.next().unwrap_or_default().to_owned(),
        )
    };
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let line = manifest
        .lines()
        .find(|line| line.starts_with("tauri = "))
        .unwrap();
    let rust = line.split('"').nth(1).unwrap();
    let package = json("ui/package.json");
    let script = package.pointer("/dependencies/@tauri-apps~1api").unwrap();
    assert_eq!(
        minor(rust),
        minor(script.as_str().unwrap()),
        "{rust} and {script}"
    );
}
