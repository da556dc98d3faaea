//! Files for the member: put into the one folder that the program was given, whole or not at all.
//!
//! A screen names neither a path nor the content: it asks for what a command makes, and is told what the file is
//! called.

use crate::{FileRefusal, view::SavedFile};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};
use tempfile::Builder;

/// Bytes of a file at most.
pub(crate) const FILE_BYTES: usize = 256 * 1024 * 1024;
/// Bytes of a file's name at most, number and ending included: encrypted home folders allow 143.
pub(crate) const NAME_BYTES: usize = 140;
/// Files that may be told apart by a number alone.
pub(crate) const SAME_NAME: u32 = 999;

/// What a name becomes of which nothing is left.
const NAMELESS: &str = "otagai";
/// Names of Windows that mean a device, whatever their ending is.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Something to save.
#[derive(Debug)]
pub(crate) struct Letter {
    /// What it is to be called, without its ending. Whatever a file system might take amiss is left out.
    pub(crate) stem: String,
    /// What comes behind the dot.
    pub(crate) ending: &'static str,
    /// The content.
    pub(crate) bytes: Vec<u8>,
}

/// Saves into a folder, beside whatever is there. It is on the disk when this returns. Blocks.
///
/// # Errors
/// [`FileRefusal`]; then nothing of it is there.
pub(crate) fn save(folder: Option<&Path>, letter: &Letter) -> Result<SavedFile, FileRefusal> {
    if letter.bytes.len() > FILE_BYTES {
        return Err(FileRefusal::TooLarge);
    }
    let folder = folder.ok_or(FileRefusal::Nowhere)?;
    let saved = write(folder, letter).map_err(|error| {
        tracing::warn!(kind = ?error.kind(), "a file was not saved");
        refusal(&error)
    })?;
    match saved {
        Some(name) => Ok(SavedFile { name }),
        None => Err(FileRefusal::TooMany),
    }
}

/// Gives the name that was free; none where none was.
fn write(folder: &Path, letter: &Letter) -> io::Result<Option<String>> {
    // A computer may have had no need of it so far; the folder around it is the system's to make.
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let mut file = Builder::new()
        .prefix(".otagai-")
        .suffix(".part")
        .tempfile_in(folder)?;
    file.write_all(&letter.bytes)?;
    file.as_file().sync_all()?;
    for number in 1..=SAME_NAME {
        let name = name(&letter.stem, letter.ending, number);
        let path = folder.join(&name);
        match file.persist_noclobber(&path) {
            Ok(_there) => {
                if let Err(error) = sync(folder) {
                    drop(fs::remove_file(path));
                    return Err(error);
                }
                return Ok(Some(name));
            }
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => file = taken.file,
            Err(failed) => return Err(failed.error),
        }
    }
    Ok(None)
}

/// Makes the new name outlive a power cut. Windows has no such call and orders renames itself.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

fn refusal(error: &io::Error) -> FileRefusal {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FileRefusal::DiskFull,
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            FileRefusal::ReadOnly
        }
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileRefusal::Nowhere,
        other => FileRefusal::Other(other),
    }
}

/// A name that every system takes: no separators, nothing invisible, no device, not hidden, and short enough.
fn name(stem: &str, ending: &str, number: u32) -> String {
    let behind = match number {
        1 => format!(".{ending}"),
        number => format!(" ({number}).{ending}"),
    };
    let room = NAME_BYTES.saturating_sub(behind.len());
    // No letter is shorter than a byte, so this many are enough, however long the text is.
    let shown = otagai_core::text::shown(stem, NAME_BYTES);
    let mut safe = String::new();
    for letter in shown.trim_start_matches(is_edge).chars() {
        let letter = if is_separator(letter) { '-' } else { letter };
        if safe.len() + letter.len_utf8() > room {
            break;
        }
        safe.push(letter);
    }
    let safe = match safe.trim_end_matches(is_edge) {
        "" => NAMELESS.to_owned(),
        device if is_device(device) => format!("{NAMELESS}-{device}"),
        safe => safe.to_owned(),
    };
    safe + &behind
}

/// What a name neither begins nor ends with: it would be hidden, an option of a command, or cut off.
fn is_edge(letter: char) -> bool {
    letter.is_whitespace() || is_separator(letter) || matches!(letter, '.' | '-' | '~')
}

fn is_separator(letter: char) -> bool {
    matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

fn is_device(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or(name).trim_end();
    let lower = first.to_lowercase();
    let port = lower
        .strip_prefix("com")
        .or_else(|| lower.strip_prefix("lpt"));
    DEVICES.contains(&lower.as_str())
        || port.is_some_and(|port| {
            let mut letters = port.chars();
            let number = matches!(letters.next(), Some('0'..='9' | '¹' | '²' | '³'));
            number && letters.next().is_none()
        })
}

#[cfg(test)]
mod tests;
