//! Which crate may use which: the table of crates in ARCHITECTURE.md, checked against
//! `cargo metadata`.

#![expect(
    clippy::expect_used,
    reason = "without the answer of cargo there is nothing to check"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, Package, PackageId};

/// Every member of the workspace and the members it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("otagai-core", &[]),
    ("otagai-sync", &["otagai-core"]),
    ("otagai-store", &["otagai-core"]),
    (
        "otagai-node",
        &[
            "otagai-core",
            "otagai-sync",
            "otagai-store",
            "otagai-sample",
        ],
    ),
    ("otagai-sample", &["otagai-core"]),
    (
        "otagai-api",
        &["otagai-core", "otagai-node", "otagai-sample"],
    ),
    ("otagai-cli", &["otagai-api"]),
    ("otagai-desktop", &["otagai-api"]),
    (
        "otagai-tests",
        &[
            "otagai-core",
            "otagai-sync",
            "otagai-store",
            "otagai-node",
            "otagai-api",
            "otagai-sample",
        ],
    ),
    ("xtask", &[]),
];

#[test]
fn every_member_uses_only_the_members_it_may_use() {
    let metadata = metadata(&[]);
    let allowed: BTreeMap<_, _> = MAY_USE.iter().copied().collect();
    let members: BTreeSet<_> = metadata
        .workspace_packages()
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    for package in metadata.workspace_packages() {
        let name = package.name.as_str();
        let may_use = allowed.get(name).copied();
        assert!(
            may_use.is_some(),
            "{name} is new: say in tests/tests/edges.rs and in ARCHITECTURE.md what it may use"
        );
        for used in uses(package).intersection(&members) {
            assert!(
                may_use.unwrap_or_default().contains(&used.as_str()),
                "{name} must not use {used}: move the code to where it belongs, or change the table in ARCHITECTURE.md first"
            );
        }
    }
}

#[test]
fn nothing_depends_on_the_chores_or_on_the_tests() {
    for package in metadata(&[]).workspace_packages() {
        for dependency in &package.dependencies {
            assert!(
                !["xtask", "otagai-tests"].contains(&dependency.name.as_str()),
                "{} depends on {}: what both need belongs in a crate of the product",
                package.name,
                dependency.name
            );
        }
    }
}

#[test]
fn only_the_node_uses_iroh() {
    for package in metadata(&[]).workspace_packages() {
        let uses_iroh = uses(package)
            .iter()
            .any(|used| used == "iroh" || used.starts_with("iroh-"));
        assert!(
            !uses_iroh || package.name.as_str() == "otagai-node",
            "{} uses iroh: let otagai-node offer what it needs, without iroh's types",
            package.name
        );
    }
}

#[test]
fn the_api_knows_neither_window_nor_database() {
    assert_uses_none("otagai-api", &["tauri", "rusqlite", "iroh"]);
}

#[test]
fn the_command_line_needs_no_window_and_no_database_of_its_own() {
    assert_uses_none("otagai-cli", &["tauri", "rusqlite", "iroh"]);
    assert_never_reaches("otagai-cli", &["tauri"]);
}

#[test]
fn the_window_reaches_the_database_and_the_network_only_through_the_api() {
    assert_uses_none("otagai-desktop", &["rusqlite", "iroh"]);
}

#[test]
fn core_is_pure() {
    assert_never_reaches(
        "otagai-core",
        &["tokio", "iroh", "rusqlite", "reqwest", "tauri"],
    );
}

#[test]
fn the_protocol_does_no_input_or_output() {
    assert_never_reaches(
        "otagai-sync",
        &["tokio", "iroh", "rusqlite", "reqwest", "tauri"],
    );
}

#[test]
fn the_store_has_no_network() {
    assert_never_reaches("otagai-store", &["tokio", "iroh", "reqwest", "tauri"]);
}

/// The manifest of `name` mentions none of `forbidden`.
fn assert_uses_none(name: &str, forbidden: &[&str]) {
    let metadata = metadata(&[]);
    let used = uses(member(&metadata, name));
    for forbidden in forbidden {
        assert!(
            !used.contains(*forbidden),
            "{name} must not use {forbidden}: the crate below it has to offer what is needed"
        );
    }
}

/// Neither `name` nor anything it uses, however far away, is one of `forbidden`.
fn assert_never_reaches(name: &str, forbidden: &[&str]) {
    let metadata = metadata(&["--filter-platform", &host()]);
    let begin = member(&metadata, name).id.clone();
    let nodes: BTreeMap<_, _> = metadata
        .resolve
        .as_ref()
        .expect("cargo resolves the dependencies")
        .nodes
        .iter()
        .map(|node| (&node.id, node))
        .collect();
    let mut came_from: BTreeMap<&PackageId, &PackageId> = BTreeMap::new();
    let mut waiting = vec![&begin];
    while let Some(id) = waiting.pop() {
        let here = metadata[id].name.as_str();
        assert!(
            !forbidden.contains(&here),
            "{name} must not reach {here}, and does: {}. Remove the first edge of that way",
            way(&metadata, &came_from, id)
        );
        let dependencies = nodes.get(id).map(|node| node.deps.as_slice());
        for dependency in dependencies.unwrap_or_default() {
            let is_normal = dependency
                .dep_kinds
                .iter()
                .any(|info| info.kind == DependencyKind::Normal);
            if is_normal && dependency.pkg != begin && !came_from.contains_key(&dependency.pkg) {
                came_from.insert(&dependency.pkg, id);
                waiting.push(&dependency.pkg);
            }
        }
    }
}

fn way(
    metadata: &Metadata,
    came_from: &BTreeMap<&PackageId, &PackageId>,
    end: &PackageId,
) -> String {
    let mut names = vec![metadata[end].name.as_str()];
    let mut here = end;
    while let Some(before) = came_from.get(here) {
        names.push(metadata[*before].name.as_str());
        here = before;
    }
    names.reverse();
    names.join(" → ")
}

/// What the manifest names under `[dependencies]`, for any platform.
fn uses(package: &Package) -> BTreeSet<String> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind == DependencyKind::Normal)
        .map(|dependency| dependency.name.clone())
        .collect()
}

fn member<'metadata>(metadata: &'metadata Metadata, name: &str) -> &'metadata Package {
    metadata
        .workspace_packages()
        .into_iter()
        .find(|package| package.name.as_str() == name)
        .expect("the crate is a member of the workspace")
}

/// Only the packages of this machine's platform are on it; cargo would fetch the others.
fn metadata(more: &[&str]) -> Metadata {
    let mut options = vec!["--locked".to_owned()];
    options.extend(more.iter().map(|&option| option.to_owned()));
    let mut command = MetadataCommand::new();
    command
        .manifest_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"))
        .features(CargoOpt::AllFeatures)
        .other_options(options);
    if more.is_empty() {
        command.no_deps();
    }
    command.exec().expect("`cargo metadata` answers")
}

fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("`rustc -vV` answers");
    let answer = String::from_utf8_lossy(&output.stdout).into_owned();
    answer
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host")
        .to_owned()
}
