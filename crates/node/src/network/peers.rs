//! Open meetings: at most one a device.

use iroh::endpoint::{Connection, VarInt};
use otagai_core::id::DeviceId;
use std::{
    collections::{BTreeMap, BTreeSet},
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// Open meetings, by device.
#[derive(Debug, Default)]
pub struct Peers {
    state: Mutex<State>,
    /// Tells whoever waits that a meeting ended.
    left: Notify,
}

#[derive(Debug, Default)]
struct State {
    next: u64,
    open: BTreeMap<DeviceId, OpenPeer>,
}

/// One open meeting.
#[derive(Debug, Clone)]
pub struct OpenPeer {
    /// Number of the connection in this run of the program.
    pub number: u64,
    /// The connection.
    pub connection: Connection,
    /// Who dialled.
    pub dialer: DeviceId,
    /// Asks the meeting to come to its end.
    part: Arc<Notify>,
}

/// What a meeting is given when it is taken in.
#[derive(Debug)]
pub(super) struct Place {
    /// Number of the connection in this run of the program.
    pub(super) number: u64,
    /// Says when the meeting is to come to its end.
    pub(super) part: Arc<Notify>,
}

/// Code with which the second connection of a pair is closed.
const REPLACED: VarInt = VarInt::from_u32(1);

impl Peers {
    /// Takes a new connection in. Two devices that dial each other at once keep the connection that the
    /// lower id dialled; otherwise the newer one is the live one. None when this one is not kept.
    pub(super) fn enter(
        &self,
        remote: DeviceId,
        dialer: DeviceId,
        connection: &Connection,
    ) -> Option<Place> {
        let mut state = self.state();
        if let Some(old) = state.open.get(&remote) {
            let old_is_open = old.connection.close_reason().is_none();
            if old_is_open && old.dialer < dialer {
                connection.close(REPLACED, b"another connection is open");
                return None;
            }
            old.connection
                .close(REPLACED, b"replaced by a newer connection");
        }
        state.next += 1;
        let number = state.next;
        let part = Arc::new(Notify::new());
        state.open.insert(
            remote,
            OpenPeer {
                number,
                connection: connection.clone(),
                dialer,
                part: Arc::clone(&part),
            },
        );
        Some(Place { number, part })
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
        drop(state);
        self.left.notify_waiters();
    }

    /// Asks the meetings with these devices to come to their end, and waits until they have: what was sent
    /// last arrives, and what is on its way here is taken in.
    pub async fn part(&self, devices: &BTreeSet<DeviceId>) {
        for (device, open) in &self.state().open {
            if devices.contains(device) {
                open.part.notify_one();
            }
        }
        loop {
            let mut left = pin!(self.left.notified());
            // From here on no end is missed.
            left.as_mut().enable();
            if !self.devices().iter().any(|open| devices.contains(open)) {
                return;
            }
            left.await;
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

    /// The devices that are connected.
    pub fn devices(&self) -> Vec<DeviceId> {
        self.state().open.keys().copied().collect()
    }

    /// Closes everything.
    pub fn close_all(&self) {
        for open in std::mem::take(&mut self.state().open).into_values() {
            open.connection.close(VarInt::from_u32(0), b"bye");
        }
        self.left.notify_waiters();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
