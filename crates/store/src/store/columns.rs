//! Numbers as columns.

/// A moment or a seq as a column; `SQLite`'s numbers are signed.
pub(super) fn to_column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Reads [`to_column`] back.
pub(super) fn from_column(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
