//! Disks that are small or cannot be written: mounted in memory, in a place where nobody else sees them.
//!
//! Linux only, with `unshare` and `mount`, as root or where user namespaces are allowed.

use crate::not_run::{not_run, run_again};
#[cfg(unix)]
use std::{fs::Permissions, os::unix::fs::PermissionsExt};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
    process::Command,
};
use tempfile::TempDir;

/// Set where a test runs again inside a mount namespace.
const INSIDE: &str = "OTAGAI_MOUNTS_INSIDE";
/// What takes up all room.
const BALLAST: &str = "ballast";

/// Runs a test again in a mount namespace of its own, in which it may mount disks; they are gone with it. Where
/// that is not allowed, it is not run ([`not_run`]).
///
/// `test` is the full name of the calling test, as the test runner knows it.
///
/// # Errors
///
/// Where the test failed inside, or could not be run and may not be left out.
pub fn in_own_mounts<F>(test: &str, act: impl FnOnce() -> F) -> io::Result<()>
where
    F: Future<Output = ()>,
{
    if std::env::var_os(INSIDE).is_some() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(act());
        return Ok(());
    }
    let mut reasons = Vec::new();
    for options in [&["--mount"][..], &["--user", "--map-root-user", "--mount"]] {
        let inside = |program: &Path| {
            let mut unshare = Command::new("unshare");
            unshare.args(options).arg("--").arg(program);
            unshare
        };
        let place = TempDir::new()?;
        let mut probe = inside(Path::new("mount"));
        probe.args(["-t", "tmpfs", "none"]).arg(place.path());
        match succeeded(&mut probe) {
            Ok(()) => {
                let mut again = inside(&std::env::current_exe()?);
                again.env(INSIDE, "1");
                return run_again(again, test);
            }
            Err(error) => reasons.push(error.to_string()),
        }
    }
    not_run(test, &format!("no mounts here: {}", reasons.join("; ")))
}

/// A command that runs a program as somebody who may not do more than the rights of files say. None where that is
/// not allowed and the test is left out ([`not_run`]).
///
/// `test` is the full name of the calling test.
///
/// # Errors
///
/// Where the disk refuses, or where it is not allowed and the test may not be left out.
#[cfg(unix)]
pub fn bound_by_rights(test: &str, program: &Path) -> io::Result<Option<Command>> {
    let place = TempDir::new()?;
    fs::set_permissions(place.path(), Permissions::from_mode(0o500))?;
    if File::create(place.path().join(BALLAST)).is_err() {
        return Ok(Some(Command::new(program)));
    }
    // Root is bound in a namespace in which it is nobody.
    let nobody = |program: &Path| {
        let mut unshare = Command::new("unshare");
        unshare.args(["--user", "--"]).arg(program);
        unshare
    };
    match succeeded(&mut nobody(Path::new("true"))) {
        Ok(()) => Ok(Some(nobody(program))),
        Err(error) => {
            not_run(test, &format!("no user namespaces here: {error}"))?;
            Ok(None)
        }
    }
}

/// A disk in memory; taken away when dropped.
#[derive(Debug)]
pub struct SmallDisk {
    place: TempDir,
}

impl SmallDisk {
    /// Mounts a disk of so many KiB; to be called within [`in_own_mounts`].
    ///
    /// # Errors
    ///
    /// Where `mount` refuses.
    pub fn mount(kib: u32) -> io::Result<Self> {
        let place = TempDir::new()?;
        let size = format!("size={kib}k");
        succeeded(
            Command::new("mount")
                .args(["-t", "tmpfs", "-o", &size, "none"])
                .arg(place.path()),
        )?;
        Ok(Self { place })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// Takes up all room that is left.
    ///
    /// # Errors
    ///
    /// Where the disk refuses for another reason than that it is full.
    pub fn fill(&self) -> io::Result<()> {
        let mut ballast = File::options()
            .create(true)
            .append(true)
            .open(self.path().join(BALLAST))?;
        loop {
            match ballast.write_all(&[0; 1024]) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::StorageFull => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }

    /// Gives the room back.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn free(&self) -> io::Result<()> {
        fs::remove_file(self.path().join(BALLAST))
    }

    /// Lets nobody write any more, or everybody again. Nobody may have a file open for writing.
    ///
    /// # Errors
    ///
    /// Where `mount` refuses.
    pub fn set_read_only(&self, is_read_only: bool) -> io::Result<()> {
        let options = if is_read_only {
            "remount,ro"
        } else {
            "remount,rw"
        };
        succeeded(Command::new("mount").args(["-o", options]).arg(self.path()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let mut unmount = Command::new("umount");
        // Where it does not go now, it goes with the namespace.
        drop(succeeded(unmount.arg("--lazy").arg(self.place.path())));
    }
}

fn succeeded(command: &mut Command) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        Ok(())
    } else {
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).trim().to_owned();
        Err(io::Error::other(said))
    }
}
