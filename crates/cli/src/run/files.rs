//! Files that are named on the command line.

use crate::print;
use otagai_api::{ApiError, EdgeRefusal, ProgramRefusal};
use serde_json::Value;
use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

/// Bytes of a file at most.
const FILE_BYTES: u64 = 1024 * 1024;

/// The name that stands for standard input and output.
const STREAM: &str = "-";

/// Reads the text of a file, or of standard input.
pub(super) fn text(file: &Path) -> Result<String, ApiError> {
    read(file).map_err(|error| {
        tracing::debug!(%error, "file not read");
        ProgramRefusal::FileUnreadable(error.kind()).into()
    })
}

/// Reads JSON from a file, or from standard input.
pub(super) fn json(file: &Path) -> Result<Value, ApiError> {
    serde_json::from_str(&text(file)?).map_err(|_detail| EdgeRefusal::BadArguments.into())
}

/// Writes a file; gives what to say of it, which is nothing for standard output.
pub(super) fn put(file: &Path, bytes: &[u8]) -> Result<Option<Value>, ApiError> {
    if file == Path::new(STREAM) {
        print::put(bytes)?;
        return Ok(None);
    }
    fs::write(file, bytes).map_err(|error| {
        tracing::debug!(%error, "file not written");
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ProgramRefusal::DiskFull,
            io::ErrorKind::InvalidFilename => ProgramRefusal::PathTooLong,
            other => ProgramRefusal::FileReadOnly(other),
        }
    })?;
    let name = file.display().to_string();
    Ok(Some(
        serde_json::json!({ "file": name, "bytes": bytes.len() }),
    ))
}

fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    if file == Path::new(STREAM) {
        io::stdin().take(FILE_BYTES).read_to_string(&mut text)?;
    } else {
        File::open(file)?
            .take(FILE_BYTES)
            .read_to_string(&mut text)?;
    }
    Ok(text)
}
