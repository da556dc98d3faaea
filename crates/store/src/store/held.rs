//! A circle in memory: its set, its roster, its digest.

use super::{circles, items};
use crate::error::StoreError;
use otagai_core::{
    circle_set::CircleSet,
    id::CircleId,
    roster::Roster,
    vouch::standing::{Texts, dropped},
};
use rusqlite::Connection;

#[derive(Debug)]
pub(super) struct Held {
    pub(super) set: CircleSet,
    pub(super) roster: Roster,
    pub(super) digest: [u8; 32],
    /// What sealed documents say here; none until it is needed.
    pub(super) texts: Option<Texts>,
}

impl Held {
    /// A circle of which nothing is held yet.
    pub(super) fn new(circle: CircleId) -> Self {
        Self::of(CircleSet::new(circle))
    }

    /// Reads a circle from the file. Signatures were checked before its items were written.
    pub(super) fn read(connection: &Connection, circle: CircleId) -> Result<Self, StoreError> {
        if !circles::is_held(connection, circle)? {
            return Err(StoreError::UnknownCircle(circle));
        }
        let mut set = CircleSet::new(circle);
        let intake = set.restore(&items::all(connection, circle)?);
        if !intake.refused.is_empty() || intake.deferred > 0 {
            // Only a version with other rules, or a fault of ours, comes here. What is left is still used.
            tracing::warn!(
                circle = circle.brief(),
                refused = intake.refused.len(),
                deferred = intake.deferred,
                "stored items were not taken back"
            );
        }
        Ok(Self::of(set))
    }

    fn of(mut set: CircleSet) -> Self {
        let roster = Roster::of(&set);
        // Their words are gone from the file; here it is remembered that they must not come again.
        set.drop_words(dropped(&set, &roster).into_keys());
        Self {
            roster,
            digest: set.digest(),
            set,
            texts: None,
        }
    }
}
