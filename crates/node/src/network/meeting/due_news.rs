//! When the device at the other end may want to know what was learned of others meanwhile.

use crate::{NodeEvent, home::Home};
use otagai_core::id::{CircleId, DeviceId};
use std::{collections::BTreeSet, future::pending, time::Duration};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep_until},
};

/// For how long things are gathered: in a room of forty, something new is met with forty times.
const GATHER: Duration = Duration::from_secs(1);

/// Gathers what was learned of others until it is worth a frame.
pub(super) struct DueNews {
    events: Receiver<NodeEvent>,
    remote: DeviceId,
    due: BTreeSet<CircleId>,
    /// When those are given out; none while there are none.
    at: Option<Instant>,
}

impl DueNews {
    /// For the meeting with a device, from now on.
    pub(super) fn new(home: &Home, remote: DeviceId) -> Self {
        Self {
            events: home.events(),
            remote,
            due: BTreeSet::new(),
            at: None,
        }
    }

    /// The next circle in which the other device may want to know more. Nothing is lost with the future.
    pub(super) async fn next(&mut self, home: &Home) -> CircleId {
        loop {
            let at = self.at.unwrap_or_else(Instant::now);
            tokio::select! {
                event = self.events.recv() => match event {
                    Ok(event) => self.note(&event, home),
                    Err(RecvError::Lagged(_)) => self.suspect_all(home),
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
    fn note(&mut self, event: &NodeEvent, home: &Home) {
        let NodeEvent::Met {
            circle,
            device,
            heard_of,
            ..
        } = event
        else {
            return;
        };
        if *device == self.remote || heard_of.is_empty() {
            return;
        }
        let person = home
            .store()
            .roster(*circle)
            .ok()
            .and_then(|roster| roster.person_of(self.remote));
        if person.is_some_and(|person| heard_of.contains(&person)) {
            self.gather([*circle]);
        }
    }

    /// Too much at once: what was missed may have been news.
    fn suspect_all(&mut self, home: &Home) {
        let circles = home.store().circles().unwrap_or_default();
        self.gather(circles);
    }

    fn gather(&mut self, circles: impl IntoIterator<Item = CircleId>) {
        self.due.extend(circles);
        self.at.get_or_insert_with(|| Instant::now() + GATHER);
    }
}
