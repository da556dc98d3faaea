//! What `crates/api` writes for the screen: its types, in `ui/src/bindings`, and the sentences of the errors, in
//! `ui/src/words/errors`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::fault::{ChoreEnd, ChoreFault};
use crate::places::Places;
use crate::process;
use crate::purpose::SetupPurpose;
use crate::setup;

/// The variable that tells the tests of `crates/api` where to write.
pub(crate) const EXPORT_DIR: &str = "TS_RS_EXPORT_DIR";

/// The files that are no types, in what is written and in `ui/src`.
const SENTENCES: &str = "words/errors";

/// What is written, by its place in `ui/src`.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Sets the machine up and writes the types and the sentences.
pub(crate) fn regenerate(places: &Places) -> ChoreEnd {
    setup::make_ready(places, SetupPurpose::Build)?;
    let new = generate(places)?;
    let folder = places.ui().join("src");
    let old = written(&folder)?;
    for file in old.keys().filter(|file| !new.contains_key(*file)) {
        fs::remove_file(folder.join(file)).map_err(|error| trouble(file, &error))?;
        println!("removed {}", file.display());
    }
    for (file, content) in &new {
        if old.get(file) != Some(content) {
            write(&folder.join(file), content).map_err(|error| trouble(file, &error))?;
            println!("wrote {}", file.display());
        }
    }
    println!(
        "{} files in ui/src/bindings and ui/src/{SENTENCES}.",
        new.len()
    );
    Ok(())
}

/// Checks that the screen has exactly what `crates/api` writes.
pub(crate) fn up_to_date(places: &Places) -> ChoreEnd {
    let new = generate(places)?;
    let old = written(&places.ui().join("src"))?;
    let differing: Vec<String> = new
        .keys()
        .chain(old.keys().filter(|file| !new.contains_key(*file)))
        .filter(|file| new.get(*file) != old.get(*file))
        .map(|file| format!("  {}", file.display()))
        .collect();
    if differing.is_empty() {
        println!("{} files are the same.", new.len());
        return Ok(());
    }
    Err(ChoreFault::new(format!(
        "The screen's files are not what crates/api writes. Run `cargo xtask types`. Files that differ:\n{}",
        differing.join("\n")
    )))
}

/// A folder for types that nobody looks at.
pub(crate) fn scratch(places: &Places) -> PathBuf {
    places.target.join("types")
}

/// What was written into `ui/src` before.
fn written(folder: &Path) -> ChoreEnd<Files> {
    let mut files = Files::new();
    for part in ["bindings", SENTENCES] {
        for (name, content) in read_all(&folder.join(part))? {
            files.insert(Path::new(part).join(name), content);
        }
    }
    Ok(files)
}

fn generate(places: &Places) -> ChoreEnd<Files> {
    let folder = scratch(places);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(trouble(&folder, &error));
        }
        _ => {}
    }
    // The whole workspace, as everywhere: with one package only, cargo chooses other features and
    // builds most of the tree a second time.
    let tests = [
        "test",
        "--locked",
        "--quiet",
        "--workspace",
        "--lib",
        "export_bindings",
    ];
    process::run(places.cargo(&tests).env(EXPORT_DIR, &folder))?;

    let files = read_all(&folder)?;
    if files.is_empty() {
        return Err(ChoreFault::new(
            "no unit test of otagai-api with `export_bindings` in its name wrote a type.",
        ));
    }
    let place = |(name, content): (PathBuf, _)| {
        let is_type = !name.starts_with(SENTENCES);
        let place = if is_type {
            Path::new("bindings").join(name)
        } else {
            name
        };
        (place, content)
    };
    Ok(files.into_iter().map(place).collect())
}

/// Every file below `folder` with its content; nothing if there is no such folder.
fn read_all(folder: &Path) -> ChoreEnd<Files> {
    let mut files = Files::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        let entries = match fs::read_dir(&next) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(trouble(&next, &error)),
        };
        for entry in entries {
            let path = entry.map_err(|error| trouble(&next, &error))?.path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let content = fs::read(&path).map_err(|error| trouble(&path, &error))?;
            let name = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
            files.insert(name, content);
        }
    }
    Ok(files)
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content)
}

fn trouble(path: &Path, error: &io::Error) -> ChoreFault {
    ChoreFault::new(format!("{}: {error}.", path.display()))
}
