//! The lock files, which no chore may change.

use std::fs;

use crate::fault::{ChoreEnd, ChoreFault};
use crate::places::Places;

const FILES: &[&str] = &[
    "Cargo.lock",
    "crates/bench/Cargo.lock",
    "ui/package-lock.json",
    "tests/foreign/package-lock.json",
];

/// What the lock files held when the chore began.
pub(crate) struct Locks(Vec<Option<Vec<u8>>>);

impl Locks {
    /// Reads the lock files.
    pub(crate) fn read(places: &Places) -> Self {
        let content = |file: &&str| fs::read(places.root.join(file)).ok();
        Self(FILES.iter().map(content).collect())
    }

    /// Compares the lock files with what they held before.
    pub(crate) fn unchanged(&self, places: &Places) -> ChoreEnd {
        let now = Self::read(places);
        for (file, (before, after)) in FILES.iter().zip(self.0.iter().zip(&now.0)) {
            match (before, after) {
                (Some(before), Some(after)) if before == after => println!("{file} is unchanged."),
                (None, _) | (_, None) => {
                    return Err(ChoreFault::new(format!("{file} is missing.")));
                }
                _ => {
                    return Err(ChoreFault::new(format!(
                        "{file} was changed on the way: put the change in on purpose, or find what made it."
                    )));
                }
            }
        }
        Ok(())
    }
}
