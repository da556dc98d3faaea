//! What went wrong, as a sentence for the person at the terminal.

use std::fmt;

/// How a chore ends.
pub(crate) type ChoreEnd<T = ()> = Result<T, ChoreFault>;

/// Why a chore could not be finished, and what to do about it.
#[derive(Debug)]
pub(crate) struct ChoreFault(String);

impl ChoreFault {
    /// A fault that says `sentence`.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for ChoreFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
