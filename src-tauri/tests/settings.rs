//! What the page may do is written in two files; these tests keep anybody from widening it by accident.
//!
//! What a window owes its members, and where each point is tested:
//!
//! | | What | Where |
//! |---|---|---|
//! | 1 | both halves of Tauri are of one version | `page.rs` |
//! | 2 | the page has two commands | here; `../../tests/tests/edges.rs` |
//! | 3 | single permissions, no sets | here |
//! | 4 | a content policy that begins with nothing | here |
//! | 5 | no way around the two commands | here |
//! | 6 | no other page, no second window | here; `../src/window.rs` |
//! | 7 | a link is bounded, shown, and asked about first | `../src/links.rs`; `crates/core/src/invite_link/tests.rs`; `crates/api/tests/limits.rs`; `tests/tests/shell_window.rs` |
//! | 8 | keys stay in the key chain and are never shown | `crates/node/src/vault.rs`; `tests/tests/logs.rs` |
//! | 9 | what others write is text, pictures are drawn anew | `tests/tests/tidy.rs`; `crates/node/src/photo.rs` |
//! | 10 | every number has a bound | `crates/api/tests/limits.rs`, which names the others |
//! | 11 | nothing is fetched and run | here |
//! | 12 | no second door in a release | here |
//! | 13 | no tools in a release, no names in a log | here; `tests/tests/logs.rs`; `tests/tests/shell_window.rs` |
//! | 14 | the page is built from a lock file and fetches nothing | `page.rs` |
//! | 15 | what is known of all this is written down for members | no test |

use serde_json::Value;
use std::{fs, path::Path};

fn read(file: &str) -> (String, Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let value = serde_json::from_str(&text).unwrap_or_default();
    (text, value)
}

fn policy() -> Vec<(String, Vec<String>)> {
    let (_, settings) = read("tauri.conf.json");
    let directives = settings
        .pointer("/app/security/csp")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    directives
        .into_iter()
        .map(|(name, sources)| {
            let sources = sources.as_str().unwrap_or_default().split_whitespace();
            (name, sources.map(str::to_owned).collect())
        })
        .collect()
}

#[test]
fn the_content_policy_begins_with_nothing() {
    let policy = policy();
    let (_, sources) = policy
        .iter()
        .find(|(name, _)| name == "default-src")
        .unwrap();
    assert_eq!(sources, &["'none'"], "whatever is not named is forbidden");
}

#[test]
fn the_content_policy_admits_nothing_from_outside() {
    for (name, sources) in policy() {
        for source in sources {
            let wide = source.contains("unsafe")
                || source.contains('*')
                || source == "blob:"
                || source.starts_with("https:")
                // How the page reaches its own program where a system view has no schemes of its own.
                || (source.starts_with("http:") && source != "http://ipc.localhost")
                || (source == "data:" && name != "img-src");
            assert!(!wide, "{name} admits {source}");
        }
    }
}

#[test]
fn scripts_come_from_the_program_only() {
    let policy = policy();
    for directive in ["script-src", "style-src", "worker-src"] {
        let (_, sources) = policy.iter().find(|(name, _)| name == directive).unwrap();
        assert_eq!(sources, &["'self'"], "{directive}");
    }
}

#[test]
fn the_page_cannot_reach_around_the_two_commands() {
    let (text, settings) = read("tauri.conf.json");
    let app = &settings["app"];
    assert_eq!(app["withGlobalTauri"], false, "no global object");
    assert_eq!(
        app["security"]["freezePrototype"], true,
        "no changed Object"
    );
    assert!(
        app["security"]["assetProtocol"].is_null(),
        "no asset scheme"
    );
    assert!(!text.contains("dangerous"), "no dangerous… switch");
}

#[test]
fn the_window_has_single_permissions_and_no_more() {
    let (text, capability) = read("capabilities/main.json");
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert_eq!(capability["local"], true);
    assert!(capability["remote"].is_null(), "no page from elsewhere");
    assert_eq!(
        capability["permissions"],
        serde_json::json!(["allow-call", "allow-subscribe", "core:webview:allow-print"]),
        "a new permission is decided here as well"
    );
    assert!(
        !text.contains(":default"),
        "sets of permissions grow unseen"
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    let files = fs::read_dir(folder).unwrap().count();
    assert_eq!(files, 1, "one window, one file");
}

#[test]
fn the_page_has_two_commands_and_every_other_name_is_refused() {
    let (build, _) = read("build.rs");
    assert!(
        build.contains(r#".commands(&["call", "subscribe"])"#),
        "the list that Tauri checks names against"
    );
    let (source, _) = read("src/commands.rs");
    assert_eq!(
        source.matches("#[tauri::command]").count(),
        2,
        "call and subscribe, nothing else"
    );
}

#[test]
fn a_released_window_has_no_tools_and_no_second_door() {
    let (window, _) = read("src/window.rs");
    assert!(
        window.contains(".devtools(cfg!(debug_assertions))"),
        "no developer tools in a release"
    );
    assert!(
        window.contains(".on_new_window(|_, _| NewWindowResponse::Deny)"),
        "no second window"
    );
    let (manifest, _) = read("Cargo.toml");
    for door in [
        "tauri-plugin-http",
        "tauri-plugin-shell",
        "tauri-plugin-fs",
        "tauri-plugin-process",
        "webdriver",
        "localhost",
    ] {
        assert!(
            !manifest.contains(door),
            "{door}: the page needs none of it"
        );
    }
}

/// Until there is one whose downloads are signed with a key that is kept off the network, there is none.
#[test]
fn nothing_is_fetched_and_run() {
    for file in [
        "Cargo.toml",
        "../Cargo.toml",
        "../Cargo.lock",
        "../ui/package.json",
        "../ui/package-lock.json",
        "capabilities/main.json",
    ] {
        let (text, _) = read(file);
        assert!(!text.is_empty(), "{file} is there");
        assert!(!text.contains("updater"), "{file} names an updater");
    }
    let (text, settings) = read("tauri.conf.json");
    assert!(settings["plugins"]["updater"].is_null(), "no endpoint");
    assert!(
        settings["bundle"]["createUpdaterArtifacts"].is_null(),
        "nothing made for one"
    );
    let address = text.replace(r#""$schema": "https://schema.tauri.app/config/2""#, "");
    assert!(!address.contains("https:"), "no address to ask");
}

/// The system is told that these links are ours when the program is installed; what comes is in `links.rs`.
#[test]
fn links_of_one_scheme_come_in() {
    let (_, settings) = read("tauri.conf.json");
    assert_eq!(
        settings["plugins"]["deep-link"]["desktop"]["schemes"],
        serde_json::json!(["otagai"])
    );
}
