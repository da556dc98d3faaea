//! What is said to be new for the member at this computer, also where no window is open.

pub(crate) mod remembered;

use crate::{NodeError, NodeEvent, home::Home};
use otagai_core::{
    id::CircleId,
    notice::{Notice, NoticeAsking},
};
use otagai_store::{Changes, Store};
impl Home {
    /// What asks the member now; to be called before something from others is stored.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub(crate) fn asking(
        &self,
        store: &Store,
        circle: CircleId,
    ) -> Result<NoticeAsking, NodeError> {
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
        before: &NoticeAsking,
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

    fn asking_now(&self, store: &Store, circle: CircleId) -> Result<NoticeAsking, NodeError> {
        let standing = store.work(circle)?.on(self.clock().day_in_japan());
        Ok(NoticeAsking::of(&standing, self.person()))
    }
}
