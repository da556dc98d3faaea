//! Where the program is, and what one device keeps on disk.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The program `otagai`: in the folder that `OTAGAI_BIN_DIR` names, or beside the tests.
///
/// # Errors
///
/// Where the running test has no path.
pub fn binary() -> io::Result<PathBuf> {
    let name = format!("otagai{}", std::env::consts::EXE_SUFFIX);
    if let Some(folder) = std::env::var_os("OTAGAI_BIN_DIR") {
        return Ok(Path::new(&folder).join(name));
    }
    let test = std::env::current_exe()?;
    let beside = test
        .parent()
        .and_then(Path::parent)
        .map(|folder| folder.join(name));
    beside.ok_or_else(|| io::Error::other("the test has no folder"))
}

/// What one device keeps on disk; deleted when dropped.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
}

impl Home {
    /// An empty home with a passphrase.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn new() -> io::Result<Self> {
        Self::new_in(&std::env::temp_dir())
    }

    /// The same on a disk that a test has chosen.
    ///
    /// # Errors
    ///
    /// Where that disk refuses.
    pub fn new_in(place: &Path) -> io::Result<Self> {
        let folder = TempDir::new_in(place)?;
        std::fs::write(
            folder.path().join("passphrase"),
            "correct horse battery staple\n",
        )?;
        Ok(Self { folder })
    }

    /// Another home with a copy of every file in this one. No program may run here.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn copied(&self) -> io::Result<Self> {
        let folder = TempDir::new()?;
        copy_all(self.folder.path(), folder.path())?;
        Ok(Self { folder })
    }

    /// Where everything lies.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A place for a file of a test.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder of the keys.
    pub fn keys(&self) -> PathBuf {
        self.folder.path().join("keys")
    }

    /// The file with the passphrase.
    pub fn passphrase(&self) -> PathBuf {
        self.folder.path().join("passphrase")
    }
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            std::fs::create_dir(&to)?;
            copy_all(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
