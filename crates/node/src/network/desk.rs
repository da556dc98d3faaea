//! The owner's side of the folder as the network has it: whoever wants something of the disk waits for it elsewhere.
//!
//! The store is behind a lock that is held while the disk writes. A thread of the network that waited for it would
//! keep every other connection waiting, so nothing here gives the store away: what needs it is handed over to a
//! thread that may wait.

use crate::{
    NodeError, NodeEvent,
    author::Author,
    blocking::blocking,
    clock::Clock,
    home::{Home, SharedHome, StoredNews},
};
use otagai_core::id::DeviceId;
use std::sync::Arc;
use tokio::sync::broadcast::Receiver;

/// A [`Home`] of which a thread of the network sees only what needs no disk.
#[derive(Debug, Clone)]
pub(crate) struct Desk(SharedHome);

impl Desk {
    /// In front of a home.
    pub(crate) fn new(home: SharedHome) -> Self {
        Self(home)
    }

    /// Does something with the home on a thread that may wait for the disk.
    ///
    /// # Errors
    /// What the work gives, or [`NodeError::Stopped`].
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Home) -> Result<T, NodeError> + Send + 'static,
    ) -> Result<T, NodeError> {
        let home = Arc::clone(&self.0);
        blocking(move || work(&home)).await
    }

    /// Who writes here.
    pub(crate) fn author(&self) -> &Author {
        &self.0.author
    }

    /// This device.
    pub(crate) fn device(&self) -> DeviceId {
        self.0.author.device()
    }

    /// What tells the time here.
    pub(crate) fn clock(&self) -> &Clock {
        self.0.clock()
    }

    /// What is new in any circle from now on.
    pub(crate) fn news(&self) -> Receiver<StoredNews> {
        self.0.news()
    }

    /// What happens from now on.
    pub(crate) fn events(&self) -> Receiver<NodeEvent> {
        self.0.events()
    }

    /// Tells whoever listens.
    pub(crate) fn emit(&self, event: NodeEvent) {
        self.0.emit(event);
    }
}
