//! What is said to be new for the member at this computer, also where no window is open.

use crate::{NodeError, NodeEvent, home::Home};
use otagai_core::{
    id::CircleId,
    notice::{Asking, Notice},
};
use otagai_store::{Changes, Store};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// What asks the member, by circle: as it was before something came.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<BTreeMap<CircleId, Asking>>);

impl Remembered {
    fn get(&self, circle: CircleId) -> Option<Asking> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&circle).cloned()
    }

    fn put(&self, circle: CircleId, asking: Asking) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(circle, asking);
    }

    /// The member did something: it is looked at anew before more comes.
    pub(crate) fn forget(&self, circle: CircleId) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&circle);
    }
}

impl Home {
    /// What asks the member now; to be called before something from others is stored.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub(crate) fn asking(&self, store: &Store, circle: CircleId) -> Result<Asking, NodeError> {
        if let Some(asking) = self.remembered.get(circle) {
            return Ok(asking);
        }
        let asking = self.asking_now(store, circle)?;
        self.remembered.put(circle, asking.clone());
        Ok(asking)
    }

    /// Says what of the changes that others made is new for the member. `before`: what asked until then.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub(crate) fn give_notice(
        &self,
        store: &Store,
        circle: CircleId,
        changes: &Changes,
        before: &Asking,
    ) -> Result<(), NodeError> {
        let me = self.person();
        let mut notices: Vec<Notice> = changes
            .cards
            .union(&changes.sightings)
            .filter(|person| **person != me)
            .map(|person| Notice::CardChanged { person: *person })
            .collect();
        // Most of what comes is between others, and nothing is read for it.
        if changes.papers.values().any(|about| about.contains(&me)) {
            let now = self.asking_now(store, circle)?;
            notices.extend(now.since(before));
            self.remembered.put(circle, now);
        }
        for notice in notices {
            self.emit(NodeEvent::Notice { circle, notice });
        }
        Ok(())
    }

    fn asking_now(&self, store: &Store, circle: CircleId) -> Result<Asking, NodeError> {
        let standing = store.work(circle)?.on(self.clock().day_in_japan());
        Ok(Asking::of(&standing, self.person()))
    }
}
