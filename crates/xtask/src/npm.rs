//! The two npm projects, each with a lock file: the screen, and the foreign software of the tests.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::fault::{ChoreEnd, ChoreFault};
use crate::places::Places;
use crate::process;

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The user interface.
pub(crate) const UI: &str = "ui";
/// Software that is not ours, for the tests.
pub(crate) const FOREIGN: &str = "tests/foreign";

/// Installs the packages of the lock file in `project`, unless exactly these were installed last.
pub(crate) fn install(places: &Places, project: &str) -> ChoreEnd {
    let folder = places.root.join(project);
    let lock = fs::read(folder.join("package-lock.json")).map_err(|error| {
        ChoreFault::new(format!(
            "{project}/package-lock.json could not be read: {error}."
        ))
    })?;
    // `npm ci` begins by removing node_modules, and the stamp with it.
    let stamp = folder.join("node_modules").join(".installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(&folder, &["ci", "--no-audit", "--no-fund"])?;
    fs::write(&stamp, lock).map_err(|error| {
        ChoreFault::new(format!(
            "{} could not be written: {error}.",
            stamp.display()
        ))
    })
}

/// Runs npm in the folder of a project.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> ChoreEnd {
    process::run(&mut command(folder, arguments))
}

/// npm in the folder of a project.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(NPM);
    command.args(arguments).current_dir(folder);
    command
}
