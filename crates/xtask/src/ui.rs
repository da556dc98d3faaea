//! The user interface: its scripts, and whether it has to be built again.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use crate::fault::ChoreEnd;
use crate::npm;
use crate::places::Places;

/// What is in `ui/` but is made from the rest.
const MADE: &[&str] = &["node_modules", "dist", ".svelte-kit"];

/// Runs a script of `ui/package.json`.
pub(crate) fn script(places: &Places, name: &str) -> ChoreEnd {
    npm::run(&places.ui(), &["run", name])
}

/// Builds the user interface if a source is newer than what was built last.
pub(crate) fn build_if_older(places: &Places) -> ChoreEnd {
    let built = changed(&places.ui().join("dist").join("index.html"));
    let sources = newest_source(&places.ui());
    match (built, sources) {
        (Ok(built), Ok(source)) if source < built => Ok(()),
        _ => script(places, "build"),
    }
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
