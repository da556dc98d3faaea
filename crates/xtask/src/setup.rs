//! Makes the machine ready: system packages, cargo's components, node, npm's packages, published examples.

use std::process::{Command, Stdio};

use crate::fault::{ChoreEnd, ChoreFault};
use crate::npm;
use crate::packages;
use crate::places::Places;
use crate::process;
use crate::purpose::SetupPurpose;
use crate::vectors;

const OLDEST_NODE: u32 = 20;

/// Installs what `purpose` needs and is not here yet.
pub(crate) fn make_ready(places: &Places, purpose: SetupPurpose) -> ChoreEnd {
    need_node()?;
    packages::install(purpose)?;
    if matches!(purpose, SetupPurpose::Check | SetupPurpose::Test) {
        need_components(places)?;
    }
    npm::install(places, npm::UI)?;
    if purpose == SetupPurpose::Test {
        npm::install(places, npm::FOREIGN)?;
        vectors::install(places)?;
    }
    Ok(())
}

fn need_node() -> ChoreEnd {
    let version = process::answer("node", &["--version"]).unwrap_or_default();
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        Some(_) => Err(ChoreFault::new(format!(
            "node {OLDEST_NODE} or newer is needed, with npm; here is {}.",
            version.trim()
        ))),
        None => Err(ChoreFault::new(format!(
            "node {OLDEST_NODE} or newer is needed, with npm; here is none."
        ))),
    }
}

/// rustfmt and clippy are not part of rustup's minimal profile.
fn need_components(places: &Places) -> ChoreEnd {
    let answers = |name: &str| {
        places
            .cargo(&[name, "--version"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    if answers("fmt") && answers("clippy") {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    add.args(["component", "add", "rustfmt", "clippy"])
        .current_dir(&places.root);
    process::run(&mut add).map_err(|fault| {
        ChoreFault::new(format!(
            "{fault} `cargo fmt` and `cargo clippy` are needed: install rustfmt and clippy for the Rust that is here."
        ))
    })
}
