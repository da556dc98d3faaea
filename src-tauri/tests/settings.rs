//! What the page may do is written in two files; these tests keep anybody from widening it by accident.

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
    assert!(!manifest.contains("updater"), "nothing is fetched and run");
}
