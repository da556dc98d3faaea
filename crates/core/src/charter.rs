//! The charter (会の約束): what the circle is for and how it treats its members, on one page.

use crate::document::fields::{read_lines, read_text, write_text};
use automerge::{Automerge, AutomergeError, transaction::Transaction};

/// What the charter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Charter {
    /// Name of the circle; up to 60 characters.
    pub name: String,
    /// What it is for; up to 200 characters.
    pub purpose: String,
    /// Conditions of taking part; up to 1,000 characters.
    pub conditions: String,
    /// How members' data is used; up to 1,000 characters.
    pub data_use: String,
}

/// Reads a charter out of its document.
pub fn read(document: &Automerge) -> Charter {
    Charter {
        name: read_text(document, "name", 60),
        purpose: read_lines(document, "purpose", 200),
        conditions: read_lines(document, "conditions", 1_000),
        data_use: read_lines(document, "dataUse", 1_000),
    }
}

/// Writes a charter into a transaction.
///
/// # Errors
/// What the merge library says.
pub fn write(transaction: &mut Transaction<'_>, charter: &Charter) -> Result<(), AutomergeError> {
    write_text(transaction, "name", &charter.name)?;
    write_text(transaction, "purpose", &charter.purpose)?;
    write_text(transaction, "conditions", &charter.conditions)?;
    write_text(transaction, "dataUse", &charter.data_use)
}
