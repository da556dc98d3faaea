//! A circle in memory: its set, its roster, its digest.

use super::{circles, items};
use crate::error::StoreError;
use otagai_core::{circle_set::CircleSet, id::CircleId, roster::Roster};
use rusqlite::Connection;

#[derive(Debug)]
pub(super) struct Held {
    pub(super) set: CircleSet,
    pub(super) roster: Roster,
    pub(super) digest: [u8; 32],
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

    fn of(set: CircleSet) -> Self {
        Self {
            roster: Roster::of(&set),
            digest: set.digest(),
            set,
        }
    }
}
