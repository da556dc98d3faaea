//! What asked the member the last time it was looked at.

use otagai_core::{id::CircleId, notice::NoticeAsking};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// What asks the member, by circle: as it was before something came.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<BTreeMap<CircleId, NoticeAsking>>);

impl Remembered {
    pub(super) fn get(&self, circle: CircleId) -> Option<NoticeAsking> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&circle).cloned()
    }

    pub(super) fn put(&self, circle: CircleId, asking: NoticeAsking) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(circle, asking);
    }

    /// The member did something: it is looked at anew before more comes.
    pub(crate) fn forget(&self, circle: CircleId) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&circle);
    }
}
