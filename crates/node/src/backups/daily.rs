//! The copy of the day: when the program starts, and whenever a day has begun while it runs.

use super::Backups;
use crate::{clock::Ticks, home::SharedHome};
use std::sync::Arc;
use tokio::{sync::oneshot, task::JoinHandle};

/// Sees to the copy of the day as long as it is there; one that is being made is finished.
#[derive(Debug)]
pub(crate) struct Keeper {
    /// Dropped, it asks the task to end.
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Keeper {
    /// Begins. `home` gives the owner's side while there is one.
    pub(crate) fn start(
        backups: Arc<Backups>,
        home: impl Fn() -> Option<SharedHome> + Send + 'static,
    ) -> Self {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(run(backups, home, stopped));
        Self { stop, task }
    }

    /// Ends when the copy that is being made is finished.
    pub(crate) async fn end(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            tracing::warn!(%error, "the task that makes copies failed");
        }
    }
}

async fn run(
    backups: Arc<Backups>,
    home: impl Fn() -> Option<SharedHome> + Send,
    mut stopped: oneshot::Receiver<()>,
) {
    let mut ticks: Ticks = backups.clock.ticks();
    loop {
        if let Some(home) = home() {
            let backups = Arc::clone(&backups);
            let made = tokio::task::spawn_blocking(move || backups.make_due(&home)).await;
            match made {
                Ok(Ok(())) => {}
                // Told where somebody asks; the next one is tried in an hour.
                Ok(Err(error)) => tracing::debug!(%error, "the copy of the day waits"),
                Err(error) => tracing::warn!(%error, "making a copy ended before its time"),
            }
        }
        tokio::select! {
            () = ticks.next() => {}
            _ = &mut stopped => return,
        }
    }
}
