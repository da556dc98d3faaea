//! What of what was asked for somebody has.

use super::{conditions::When, index::Use, reason::Heard};

/// What one card has of what was asked for.
#[derive(Default)]
pub(super) struct Match {
    /// For each word and then each hobby where it stands.
    pub(super) words: Vec<Option<(Use, Heard, u8)>>,
    /// The licences that count.
    pub(super) licences: Vec<Use>,
    /// Only lives where it was asked for.
    pub(super) only_lives_there: bool,
}

/// Who is free at a time: worked out once for everybody in question, however often widening asks.
pub(super) struct Times {
    pub(super) when: When,
    pub(super) unstated: bool,
    pub(super) free: Vec<Option<bool>>,
}
