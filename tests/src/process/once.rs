//! The command line for one command: what it prints, and how it ends.

use super::{Home, binary};
use otagai_api::{Clock, STANDS_AT};
use serde_json::Value;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// 0 done, 1 refused, 2 usage.
    pub status: Option<i32>,
    /// What it printed, as JSON; null where that is none.
    pub out: Value,
    /// What it printed on the error output, as JSON; null where that is none.
    pub error: Value,
}

/// Runs one command with `--json` on this computer only, and waits for its end.
///
/// # Errors
///
/// Where the program cannot be started.
pub fn once<I>(home: &Home, arguments: I) -> io::Result<Ended>
where
    I: IntoIterator,
    I::Item: AsRef<std::ffi::OsStr>,
{
    once_with(Command::new(binary()?), home, arguments)
}

/// The same with a command that ends in the path of the program.
///
/// # Errors
///
/// Where the program cannot be started.
pub fn once_with<I>(mut command: Command, home: &Home, arguments: I) -> io::Result<Ended>
where
    I: IntoIterator,
    I::Item: AsRef<std::ffi::OsStr>,
{
    let output = command
        .arg("--json")
        .arg("--loopback")
        .arg("--data")
        .arg(home.data())
        .arg("--keys")
        .arg(home.keys())
        .args(arguments)
        .env("OTAGAI_PASSPHRASE_FILE", home.passphrase())
        .env(STANDS_AT, Clock::moment_of_tests())
        .stdin(Stdio::null())
        .output()?;
    let json = |bytes: &[u8]| serde_json::from_slice(bytes).unwrap_or_default();
    Ok(Ended {
        status: output.status.code(),
        out: json(&output.stdout),
        error: json(&output.stderr),
    })
}

/// Writes a file that a command is to read.
///
/// # Errors
///
/// Where the disk refuses.
pub fn file(path: &Path, content: &Value) -> io::Result<()> {
    std::fs::write(path, content.to_string())
}
