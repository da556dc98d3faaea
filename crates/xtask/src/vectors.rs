//! The W3C example that `crates/core/tests/w3c.rs` compares with.
//!
//! It stands in a test of somebody else's crate. Cargo downloads and unpacks that one crate to show what it says of
//! itself; nothing depends on it and nothing of it is built.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use crate::fault::{ChoreEnd, ChoreFault};
use crate::places::{self, Places};
use crate::process;

const NAME: &str = "affinidi-data-integrity";
const VERSION: &str = "0.8.0";
const FILE: &str = "tests/jcs_spec_test.rs";

/// Has cargo unpack the crate, unless it is there.
pub(crate) fn install(places: &Places) -> ChoreEnd {
    if is_there() {
        return Ok(());
    }
    let crate_at = format!("{NAME}@{VERSION}");
    let mut info = places.cargo(&["info", "--quiet", "--registry", "crates-io", &crate_at]);
    process::run(info.stdout(Stdio::null()))?;
    if is_there() {
        Ok(())
    } else {
        Err(ChoreFault::new(format!(
            "cargo was asked about {crate_at}, but did not unpack its {FILE} in {}.",
            unpacked().display()
        )))
    }
}

fn is_there() -> bool {
    let file = PathBuf::from(format!("{NAME}-{VERSION}")).join(FILE);
    fs::read_dir(unpacked())
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .any(|registry| registry.path().join(&file).is_file())
}

/// Where cargo unpacks what it downloads, one folder a registry.
fn unpacked() -> PathBuf {
    places::of_user("CARGO_HOME", ".cargo")
        .unwrap_or_default()
        .join("registry")
        .join("src")
}
