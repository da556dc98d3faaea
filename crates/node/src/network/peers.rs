//! Open meetings: at most one a device.

use super::{
    closing::{DONE, REPLACED},
    glare::ConnectionFacts,
};
use iroh::endpoint::Connection;
use otagai_core::id::DeviceId;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Notify, watch};

/// Open meetings, by device.
#[derive(Debug, Default)]
pub struct Peers(Mutex<PeerState>);

#[derive(Debug, Default)]
struct PeerState {
    next: u64,
    open: BTreeMap<DeviceId, OpenPeer>,
}

/// One open meeting.
#[derive(Debug, Clone)]
pub struct OpenPeer {
    /// Number of the connection in this run of the program.
    number: u64,
    /// The connection.
    pub connection: Connection,
    /// What decides whether another one takes its place.
    made: ConnectionFacts,
    /// Asks the meeting to come to its end.
    part: Arc<Notify>,
    /// Closed when the meeting has ended and everybody was told.
    ended: watch::Receiver<()>,
}

impl Peers {
    /// A number for a connection, as long as the program runs.
    pub(super) fn number(&self) -> u64 {
        let mut state = self.state();
        state.next += 1;
        state.next
    }

    /// Takes a new connection in, once its other side has said in which run it speaks; [`ConnectionFacts::replaces`] says what
    /// becomes of one that is open. Gives what is to be dropped when the meeting has ended; none when this one is not
    /// kept.
    pub(super) fn enter(
        &self,
        remote: DeviceId,
        made: ConnectionFacts,
        number: u64,
        connection: &Connection,
        part: &Arc<Notify>,
    ) -> Option<watch::Sender<()>> {
        let mut state = self.state();
        if let Some(old) = state.open.get(&remote) {
            let old_is_open = old.connection.close_reason().is_none();
            if old_is_open && !made.replaces(&old.made) {
                connection.close(REPLACED, b"another connection is open");
                return None;
            }
            old.connection
                .close(REPLACED, b"replaced by a newer connection");
        }
        let (running, ended) = watch::channel(());
        state.open.insert(
            remote,
            OpenPeer {
                number,
                connection: connection.clone(),
                made,
                part: Arc::clone(part),
                ended,
            },
        );
        Some(running)
    }

    /// Forgets a connection that ended, unless a newer one took its place.
    pub fn leave(&self, remote: DeviceId, number: u64) {
        let mut state = self.state();
        if state
            .open
            .get(&remote)
            .is_some_and(|open| open.number == number)
        {
            state.open.remove(&remote);
        }
    }

    /// Asks the meetings with these devices to come to their end, and waits until they have: what was sent
    /// last arrives, and what is on its way here is taken in.
    pub async fn part(&self, devices: &BTreeSet<DeviceId>) {
        let ends: Vec<_> = self
            .state()
            .open
            .iter()
            .filter(|(device, _)| devices.contains(device))
            .map(|(_, open)| {
                open.part.notify_one();
                open.ended.clone()
            })
            .collect();
        for mut ended in ends {
            // Nothing is ever sent: this is the end.
            while ended.changed().await.is_ok() {}
        }
    }

    /// The open meeting with a device.
    pub fn get(&self, remote: DeviceId) -> Option<OpenPeer> {
        self.state()
            .open
            .get(&remote)
            .filter(|open| open.connection.close_reason().is_none())
            .cloned()
    }

    /// True as long as a meeting with a device has not told its end, whether its connection is still open or not.
    pub(super) fn has(&self, remote: DeviceId) -> bool {
        self.state().open.contains_key(&remote)
    }

    /// The devices that are connected.
    pub fn devices(&self) -> Vec<DeviceId> {
        self.state().open.keys().copied().collect()
    }

    /// Closes everything.
    pub fn close_all(&self) {
        for open in std::mem::take(&mut self.state().open).into_values() {
            open.connection.close(DONE, b"bye");
        }
    }

    fn state(&self) -> MutexGuard<'_, PeerState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
