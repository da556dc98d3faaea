//! Files that are either the old or the new one, whatever happens in between; and files that are new or not
//! written at all.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Writes a file beside the old one, then puts it in its place. Only its owner may read it.
///
/// # Errors
/// What the file system says; the old file is there then.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_added_extension("new");
    let mut file = private().open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&beside, path)?;
    sync_folder(folder_of(path))
}

/// Writes a file that is not there yet: whole, or not at all. Only its owner may read it.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where there is one, which stays as it is; or what the file system says.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    let mut file = tempfile::Builder::new()
        .prefix(".otagai-")
        .suffix(".part")
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)
        .map_err(|refused| refused.error)?;
    sync_folder(folder)
}

/// Puts a file out of the way, beside where it was: whatever it is, it stays somebody's. Gives its new name; none
/// where there is no such file.
///
/// # Errors
/// What the file system says; the file is where it was then.
pub fn put_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    if !path.try_exists()? {
        return Ok(None);
    }
    for number in 1_u32.. {
        let aside = path.with_added_extension(format!("aside-{number}"));
        if aside.try_exists()? {
            continue;
        }
        std::fs::rename(path, &aside)?;
        sync_folder(folder_of(path))?;
        return Ok(Some(aside));
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Makes a folder, and those it lies in, where they are not there yet. Only its owner may look inside. Each of them
/// outlives a power cut, as what is synced inside it does.
///
/// # Errors
/// What the file system says.
pub fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let around = folder_of(path);
    make_folder(around)?;
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        // Somebody else was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
        made => made?,
    }
    sync_folder(around)
}

/// The folder of a file; a bare name lies in the current one.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// How a file is made that only its owner may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a rename outlive a power cut. Windows has no such call and orders renames itself.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

/// [`sync_folder`] of the folder in which a file lies.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    sync_folder(folder_of(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_name_lies_in_the_current_folder() {
        for (file, folder) in [
            ("copy", "."),
            ("a/copy", "a"),
            ("./copy", "."),
            ("/copy", "/"),
        ] {
            assert_eq!(folder_of(Path::new(file)), Path::new(folder), "{file}");
        }
    }

    #[test]
    fn a_folder_is_made_with_those_around_it_and_a_file_is_none() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a/b/c");
        for _again in 0..2 {
            make_folder(&folder).unwrap();
            assert!(folder.is_dir(), "it is there");
        }
        let file = place.path().join("file");
        std::fs::write(&file, b"").unwrap();
        for beyond in [file.clone(), file.join("folder")] {
            make_folder(&beyond).unwrap_err();
        }
        assert!(file.is_file(), "as it was");
    }

    #[test]
    fn what_is_new_is_never_written_over_what_is_there() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("keyfile");
        write_new(&file, b"first").unwrap();
        let refused = write_new(&file, b"second").unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists, "{refused}");
        assert_eq!(std::fs::read(&file).unwrap(), b"first", "as it was");
        for number in 1..=2 {
            let aside = put_aside(&file).unwrap().unwrap();
            assert!(
                aside.ends_with(format!("keyfile.aside-{number}")),
                "{}",
                aside.display()
            );
            assert!(!file.exists(), "out of the way");
            write_new(&file, b"another").unwrap();
        }
        let names = std::fs::read_dir(place.path()).unwrap().count();
        assert_eq!(names, 3, "nothing half is left, and nothing is gone");
    }
}
