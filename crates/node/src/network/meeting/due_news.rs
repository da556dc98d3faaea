//! When the device at the other end may want to know what was learned of others meanwhile.

use crate::{NodeError, NodeEvent, home::Home, network::desk::Desk};
use otagai_core::id::{CircleId, DeviceId};
use std::{
    collections::{BTreeSet, VecDeque},
    fmt,
    future::pending,
    pin::Pin,
    time::Duration,
};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep_until},
};

/// For how long things are gathered: in a room of forty, something new is met with forty times.
const GATHER: Duration = Duration::from_secs(1);

type NewsAsking = Pin<Box<dyn Future<Output = Result<Vec<CircleId>, NodeError>> + Send>>;

/// Gathers what was learned of others until it is worth a frame.
pub(super) struct DueNews {
    events: Receiver<NodeEvent>,
    desk: Desk,
    remote: DeviceId,
    /// What the store is asked, in order; a question goes on when [`DueNews::next`] does not.
    asking: VecDeque<NewsAsking>,
    due: BTreeSet<CircleId>,
    /// When those are given out; none while there are none.
    at: Option<Instant>,
}

impl fmt::Debug for DueNews {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DueNews({})", self.remote.brief())
    }
}

impl DueNews {
    /// For the meeting with a device, from now on.
    pub(super) fn new(desk: &Desk, remote: DeviceId) -> Self {
        Self {
            events: desk.events(),
            desk: desk.clone(),
            remote,
            asking: VecDeque::new(),
            due: BTreeSet::new(),
            at: None,
        }
    }

    /// The next circle in which the other device may want to know more. Nothing is lost with the future.
    pub(super) async fn next(&mut self) -> CircleId {
        loop {
            let at = self.at.unwrap_or_else(Instant::now);
            tokio::select! {
                circles = first(&mut self.asking) => {
                    self.asking.pop_front();
                    self.gather(circles);
                }
                event = self.events.recv() => match event {
                    Ok(event) => self.note(event),
                    // Too much at once: what was missed may have been news.
                    Err(RecvError::Lagged(_)) => self.ask(|home| Ok(home.store().circles()?)),
                    Err(RecvError::Closed) => pending().await,
                },
                () = sleep_until(at), if self.at.is_some() => match self.due.pop_first() {
                    Some(circle) => return circle,
                    None => self.at = None,
                },
            }
        }
    }

    /// Another device was met: news where it was not known to hold the things of the person at this one.
    fn note(&mut self, event: NodeEvent) {
        let NodeEvent::Met {
            circle,
            device,
            heard_of,
            ..
        } = event
        else {
            return;
        };
        let remote = self.remote;
        if device == remote || heard_of.is_empty() {
            return;
        }
        self.ask(move |home| {
            let person = home.store().roster(circle)?.person_of(remote);
            let is_due = person.is_some_and(|person| heard_of.contains(&person));
            Ok(is_due.then_some(circle).into_iter().collect())
        });
    }

    fn ask(
        &mut self,
        question: impl FnOnce(&Home) -> Result<Vec<CircleId>, NodeError> + Send + 'static,
    ) {
        let desk = self.desk.clone();
        self.asking
            .push_back(Box::pin(async move { desk.with(question).await }));
    }

    fn gather(&mut self, circles: Vec<CircleId>) {
        if circles.is_empty() {
            return;
        }
        self.due.extend(circles);
        self.at.get_or_insert_with(|| Instant::now() + GATHER);
    }
}

/// The answer to the first question; never where there is none.
async fn first(asking: &mut VecDeque<NewsAsking>) -> Vec<CircleId> {
    match asking.front_mut() {
        Some(asking) => asking.await.unwrap_or_default(),
        None => pending().await,
    }
}
