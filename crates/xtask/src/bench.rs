//! How fast everything is: builds and starts `crates/bench`, a workspace of its own beside this one.

use std::path::PathBuf;
use std::process::Command;

use crate::fault::{ChoreEnd, ChoreFault};
use crate::places::{Places, set};
use crate::process;
use crate::purpose::SetupPurpose;
use crate::setup;

/// Where the figures go.
const REPORT: &str = "BENCHMARKS.md";

/// `--quick` only sees that everything runs, on tiny sizes and without optimisation; otherwise measures and
/// writes the report.
pub(crate) fn bench(places: &Places, arguments: &[String]) -> ChoreEnd {
    match arguments {
        [] => {
            setup::make_ready(places, SetupPurpose::Check)?;
            whole(places)
        }
        [quick] if quick == "--quick" => {
            setup::make_ready(places, SetupPurpose::Check)?;
            self::quick(places)
        }
        _ => Err(ChoreFault::new("`bench` takes `--quick` or nothing.")),
    }
}

/// A step of `test`: in the profile and the cache that the tests use, so that most of it is built already.
pub(crate) fn quick(places: &Places) -> ChoreEnd {
    process::run(cargo(places, "build").env("CARGO_TARGET_DIR", &places.target))?;
    process::run(Command::new(program(&places.target, "debug")).arg("--quick"))
}

fn whole(places: &Places) -> ChoreEnd {
    let target = places.target.with_file_name("bench");
    process::run(
        cargo(places, "build")
            .arg("--release")
            .env("CARGO_TARGET_DIR", &target),
    )?;
    let mut measure = Command::new(program(&target, "release"));
    measure
        .args(["--commit", &commit(places)])
        .args(["--toolchain", &toolchain()])
        .arg("--out")
        .arg(places.root.join(REPORT));
    process::run(&mut measure)
}

/// Cargo in the workspace of the benchmarks.
fn cargo(places: &Places, command: &str) -> Command {
    let mut cargo = places.cargo(&[command, "--locked"]);
    cargo.current_dir(places.root.join("crates").join("bench"));
    cargo
}

fn program(target: &std::path::Path, profile: &str) -> PathBuf {
    let file = format!("otagai-bench{}", std::env::consts::EXE_SUFFIX);
    target.join(profile).join(file)
}

/// What is measured: the commit, and whether anything differs from it.
fn commit(places: &Places) -> String {
    let root = places.root.to_string_lossy();
    let git = |arguments: &[&str]| {
        let mut all = vec!["-C", root.as_ref()];
        all.extend(arguments);
        process::answer("git", &all).map(|answer| answer.trim().to_owned())
    };
    let commit = git(&["rev-parse", "--short=12", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    // The report itself does not count: it is about to be written.
    match git(&["status", "--porcelain", "--", ".", ":!BENCHMARKS.md"]) {
        Some(changes) if changes.is_empty() => commit,
        _ => format!("{commit}, with changes"),
    }
}

fn toolchain() -> String {
    let rustc = set("RUSTC").unwrap_or_else(|| "rustc".into());
    process::answer(&rustc.to_string_lossy(), &["--version"])
        .map_or_else(|| "unknown".to_owned(), |answer| answer.trim().to_owned())
}
