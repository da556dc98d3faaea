//! A folder for keys on machines whose session has no key chain.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::Command;

use crate::display;
use crate::fault::{ChoreEnd, ChoreFault};
use crate::places;

const PASSPHRASE_FILE: &str = "OTAGAI_PASSPHRASE_FILE";

/// Points the program to a key folder and a passphrase if no key chain can answer, unless the
/// caller has chosen folders.
pub(crate) fn without_key_chain(window: &mut Command, arguments: &[String]) -> ChoreEnd {
    if key_chain_can_answer() || is_chosen(arguments) {
        return Ok(());
    }
    let folder = places::of_user("XDG_DATA_HOME", ".local/share")
        .ok_or_else(|| {
            ChoreFault::new("there is no home folder for keys: pass --data and --keys.")
        })?
        .join("otagai-dev");
    let passphrase = folder.join("passphrase");
    prepare(&folder, &passphrase).map_err(|error| {
        ChoreFault::new(format!(
            "the key folder {} could not be made: {error}.",
            folder.display()
        ))
    })?;
    window
        .arg("--data")
        .arg(folder.join("data"))
        .arg("--keys")
        .arg(folder.join("keys"));
    if places::set(PASSPHRASE_FILE).is_none() {
        window.env(PASSPHRASE_FILE, &passphrase);
    }
    println!(
        "No key chain answers here: data, keys and their passphrase are in {}.",
        folder.display()
    );
    Ok(())
}

/// On Linux the key chain is reached over the session bus, and may ask to be unlocked: that
/// needs a display that somebody sees.
fn key_chain_can_answer() -> bool {
    let has_bus = places::set("DBUS_SESSION_BUS_ADDRESS").is_some();
    !cfg!(target_os = "linux") || (has_bus && display::is_there())
}

fn is_chosen(arguments: &[String]) -> bool {
    let names_folder = |argument: &String| {
        let name = argument.split('=').next().unwrap_or_default();
        matches!(name, "--data" | "--keys")
    };
    arguments.iter().any(names_folder)
        || places::set("OTAGAI_DATA").is_some()
        || places::set("OTAGAI_KEYS").is_some()
}

fn prepare(folder: &Path, passphrase: &Path) -> io::Result<()> {
    for part in ["data", "keys"] {
        fs::create_dir_all(folder.join(part))?;
    }
    let mut file = match private(OpenOptions::new().write(true).create_new(true)).open(passphrase) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        other => other?,
    };
    let mut random = [0_u8; 24];
    File::open("/dev/urandom")?.read_exact(&mut random)?;
    for byte in random {
        write!(file, "{byte:02x}")?;
    }
    writeln!(file)
}

/// Only the user may read what is made.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}
