//! From the decision to the end, one step of the file system at a time.

use super::{KEEP, NEW, OLD, READY, remove_all};
use crate::{
    atomic,
    folder::{BESIDE, COPIES, DATABASE, ENTRY_FILE, Folder, KEY_FILE, SPARE_FILE},
};
use std::{fs, io, path::Path};

/// How the names of folders of old files begin.
const UNREAD_NAME: &str = "unread-";

/// Goes on where a restore was cut off, or does nothing: to be called before the database of a folder is opened.
/// True when a copy has taken the place of the data.
///
/// # Errors
/// What the file system says. Calling it again goes on.
pub fn finish(folder: &Folder) -> io::Result<bool> {
    go_on(folder.path(), &mut || Ok(()))
}

/// Puts the database of a folder and its key file into a folder of their own under `backups`: somebody begins
/// anew here, and what was there did not open. Without a database it does nothing.
///
/// # Errors
/// What the file system says; every file is then in one place or the other.
pub fn set_aside(folder: &Folder) -> io::Result<()> {
    let data = folder.path();
    if !folder.database().exists() {
        return Ok(());
    }
    let old = data.join(OLD);
    fs::create_dir_all(&old)?;
    atomic::write(&old.join(KEEP), b"")?;
    // The database last: as long as it is here, this is done again.
    for name in BESIDE.into_iter().chain([SPARE_FILE, KEY_FILE, DATABASE]) {
        rename_if_there(&data.join(name), &old.join(name))?;
    }
    atomic::sync_folder(data)?;
    keep(data, &old)
}

/// The steps; `before` is asked before each of them, and in tests may end the program there.
pub(super) fn go_on(data: &Path, before: &mut dyn FnMut() -> io::Result<()>) -> io::Result<bool> {
    let (ready, old) = (data.join(READY), data.join(OLD));
    remove_all(&data.join(NEW))?;
    let is_decided = ready.exists();
    if is_decided {
        before()?;
        fs::create_dir_all(&old)?;
        before()?;
        rename_if_there(&ready.join(KEEP), &old.join(KEEP))?;
        if ready.join(DATABASE).exists() {
            // A log that stayed would be taken for the new database's.
            for name in BESIDE {
                before()?;
                rename_if_there(&data.join(name), &old.join(name))?;
            }
            // Made anew for the new ones when they are opened.
            before()?;
            rename_if_there(&data.join(SPARE_FILE), &old.join(SPARE_FILE))?;
        }
        for name in [DATABASE, KEY_FILE, ENTRY_FILE] {
            if !ready.join(name).exists() {
                continue;
            }
            before()?;
            rename_if_there(&data.join(name), &old.join(name))?;
            before()?;
            fs::rename(ready.join(name), data.join(name))?;
        }
        before()?;
        atomic::sync_folder(data)?;
        before()?;
        remove_all(&ready)?;
    }
    if old.exists() {
        before()?;
        if old.join(KEEP).exists() {
            keep(data, &old)?;
        } else {
            remove_all(&old)?;
        }
    }
    Ok(is_decided)
}

/// Keeps a folder of old files, if there are any.
fn keep(data: &Path, old: &Path) -> io::Result<()> {
    let files = [DATABASE, KEY_FILE, ENTRY_FILE, SPARE_FILE];
    if !files.iter().any(|name| old.join(name).exists()) {
        return remove_all(old);
    }
    let copies = data.join(COPIES);
    atomic::make_folder(&copies)?;
    let next = last_unread(&copies)?.saturating_add(1);
    fs::rename(old, copies.join(format!("{UNREAD_NAME}{next}")))?;
    atomic::sync_folder(&copies)
}

/// The highest number so far; 0 where there is none.
fn last_unread(copies: &Path) -> io::Result<u32> {
    let mut last = 0;
    for entry in fs::read_dir(copies)? {
        let name = entry?.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_prefix(UNREAD_NAME))
            .and_then(|number| number.parse().ok());
        last = last.max(number.unwrap_or(0));
    }
    Ok(last)
}

fn rename_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
