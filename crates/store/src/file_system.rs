//! What a member is told of what the file system said.

use otagai_core::refusal::{Wording, named};
use std::io;

/// What the member can do something about, of what the file system said.
pub(crate) fn of_full_disk(error: &io::Error) -> Option<&'static Wording> {
    const FULL: &Wording = named(&[], "diskFull");
    const READ_ONLY: &Wording = named(&[], "readOnly");
    const PATH_TOO_LONG: &Wording = named(&[], "pathTooLong");
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(FULL),
        io::ErrorKind::ReadOnlyFilesystem => Some(READ_ONLY),
        io::ErrorKind::InvalidFilename => Some(PATH_TOO_LONG),
        _ => None,
    }
}

/// What is said of what the file system said.
pub(crate) fn of_disk(error: &io::Error) -> &'static Wording {
    const INTERNAL: &Wording = named(&[], "internal");
    of_full_disk(error).unwrap_or(INTERNAL)
}
