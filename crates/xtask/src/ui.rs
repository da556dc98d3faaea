//! The user interface: its packages, its scripts, and whether it has to be built again.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::fault::{Fault, Outcome};
use crate::places::Places;
use crate::process;

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
/// What is in `ui/` but is made from the rest.
const MADE: &[&str] = &["node_modules", "dist", ".svelte-kit"];

/// Installs the packages of the lock file, unless exactly these were installed last.
pub(crate) fn install(places: &Places) -> Outcome {
    let ui = places.ui();
    let lock = fs::read(ui.join("package-lock.json"))
        .map_err(|error| Fault::new(format!("ui/package-lock.json could not be read: {error}.")))?;
    // `npm ci` begins by removing node_modules, and the stamp with it.
    let stamp = ui.join("node_modules").join(".installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    npm(places, &["ci", "--no-audit", "--no-fund"])?;
    fs::write(&stamp, lock).map_err(|error| {
        Fault::new(format!(
            "{} could not be written: {error}.",
            stamp.display()
        ))
    })
}

/// Runs a script of `ui/package.json`.
pub(crate) fn script(places: &Places, name: &str) -> Outcome {
    npm(places, &["run", name])
}

/// Builds the user interface if a source is newer than what was built last.
pub(crate) fn build_if_older(places: &Places) -> Outcome {
    let built = changed(&places.ui().join("dist").join("index.html"));
    let sources = newest_source(&places.ui());
    match (built, sources) {
        (Ok(built), Ok(source)) if source < built => Ok(()),
        _ => script(places, "build"),
    }
}

fn npm(places: &Places, arguments: &[&str]) -> Outcome {
    process::run(Command::new(NPM).args(arguments).current_dir(places.ui()))
}

fn changed(path: &Path) -> io::Result<SystemTime> {
    fs::metadata(path)?.modified()
}

/// When something below `folder` changed last, what is made from it left out.
fn newest_source(folder: &Path) -> io::Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if MADE.iter().any(|made| entry.file_name() == *made) {
            continue;
        }
        // A folder counts too: that is how a removed file shows.
        newest = newest.max(changed(&entry.path())?);
        if entry.file_type()?.is_dir() {
            newest = newest.max(newest_source(&entry.path())?);
        }
    }
    Ok(newest)
}
