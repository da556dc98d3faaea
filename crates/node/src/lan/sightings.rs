//! Who was heard on the local networks: a value without I/O that turns announcements into events.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use iroh::EndpointId;
use tokio::time::Instant;

use super::addrs::by_nearness;
use super::key::LanKey;
use super::record::{AnnouncedName, open};

/// How many announcements are remembered at once.
const MAX_ANNOUNCEMENTS: usize = 512;

/// How many addresses a device is reported with at most.
const MAX_ADDRS: usize = 16;

/// How many unknown announcements are looked at per second; the others come again.
pub(super) const MAX_OPENED: u32 = 100;

/// How long a device that fell silent, or was not heard since this computer's own network changed,
/// still counts as near: multicast packets get lost, above all on wireless networks. Shorter than
/// the idle timeout of a connection, so that an outage that ends one ends with a new sighting.
pub(super) const GRACE: Duration = Duration::from_secs(8);

/// Something about a device of a member that was noticed on the local network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LanEvent {
    /// A device was found, was started again, or has a further address.
    ///
    /// A member said so, perhaps not the device itself; only connecting proves who is there.
    Seen {
        /// The device.
        device: EndpointId,
        /// Where it may be, the nearest first.
        addrs: Vec<SocketAddr>,
    },
    /// A device was not heard any more for 8 to 15 seconds. Its connections may still live.
    Gone {
        /// The device.
        device: EndpointId,
    },
}

/// One announcement that one of our keys opened.
#[derive(Debug)]
struct Announcement {
    /// The attribute that was opened.
    record: String,
    device: EndpointId,
    addrs: Vec<SocketAddr>,
    /// Until when it must be heard again; none as long as it is heard.
    deadline: Option<Instant>,
}

/// Everything that is heard at present.
#[derive(Debug)]
pub(super) struct Sightings {
    me: EndpointId,
    keys: Vec<LanKey>,
    announcements: BTreeMap<String, Announcement>,
    second: Instant,
    opened: u32,
}

impl Sightings {
    pub(super) fn new(me: EndpointId, now: Instant) -> Self {
        Self {
            me,
            keys: Vec::new(),
            announcements: BTreeMap::new(),
            second: now,
            opened: 0,
        }
    }

    /// Takes new keys; what they do not open any more is gone.
    pub(super) fn set_keys(&mut self, keys: Vec<LanKey>) -> Vec<LanEvent> {
        let events = self.forget(|label, heard| {
            AnnouncedName::from_label(label)
                .and_then(|name| open(name, &keys, &heard.record))
                .is_none()
        });
        self.keys = keys;
        events
    }

    /// An announcement was heard.
    pub(super) fn heard<'a>(
        &mut self,
        label: &str,
        attributes: impl Iterator<Item = &'a str>,
        now: Instant,
    ) -> Option<LanEvent> {
        let attributes: Vec<&str> = attributes.collect();
        if let Some(known) = self.announcements.get_mut(label)
            && attributes.contains(&known.record.as_str())
        {
            known.deadline = None;
            return None;
        }
        if self.announcements.len() >= MAX_ANNOUNCEMENTS || !self.may_open(now) {
            return None;
        }
        let name = AnnouncedName::from_label(label)?;
        let (record, (device, addrs)) = attributes
            .into_iter()
            .find_map(|record| Some((record, open(name, &self.keys, record)?)))?;
        if device == self.me {
            return None;
        }
        let record = record.to_owned();
        let heard = Announcement {
            record,
            device,
            addrs,
            deadline: None,
        };
        self.announcements.insert(label.to_owned(), heard);
        Some(LanEvent::Seen {
            device,
            addrs: self.addrs_of(device),
        })
    }

    /// An announcement was not heard for a while.
    pub(super) fn silent(&mut self, label: &str, now: Instant) {
        if let Some(heard) = self.announcements.get_mut(label) {
            heard.deadline.get_or_insert(now + GRACE);
        }
    }

    /// Listening starts anew: everything must be heard again.
    pub(super) fn listen_anew(&mut self, now: Instant) {
        for heard in self.announcements.values_mut() {
            heard.deadline.get_or_insert(now + GRACE);
        }
    }

    /// Drops what was not heard again in time.
    pub(super) fn sweep(&mut self, now: Instant) -> Vec<LanEvent> {
        self.forget(|_, heard| heard.deadline.is_some_and(|deadline| deadline <= now))
    }

    /// Every device that is near.
    pub(super) fn near(&self) -> BTreeMap<EndpointId, Vec<SocketAddr>> {
        self.devices()
            .into_iter()
            .map(|device| (device, self.addrs_of(device)))
            .collect()
    }

    fn devices(&self) -> BTreeSet<EndpointId> {
        self.announcements
            .values()
            .map(|heard| heard.device)
            .collect()
    }

    /// All addresses announced for a device: one member cannot displace those of another.
    fn addrs_of(&self, device: EndpointId) -> Vec<SocketAddr> {
        let of_device = self
            .announcements
            .values()
            .filter(|heard| heard.device == device);
        let mut addrs = by_nearness(of_device.flat_map(|heard| &heard.addrs));
        addrs.truncate(MAX_ADDRS);
        addrs
    }

    fn forget(&mut self, drop: impl Fn(&str, &Announcement) -> bool) -> Vec<LanEvent> {
        let before = self.devices();
        self.announcements
            .retain(|label, heard| !drop(label, heard));
        let after = self.devices();
        before
            .difference(&after)
            .map(|&device| LanEvent::Gone { device })
            .collect()
    }

    /// Whether there is time in this second to try the keys on one more announcement.
    fn may_open(&mut self, now: Instant) -> bool {
        if now.saturating_duration_since(self.second) >= Duration::from_secs(1) {
            self.second = now;
            self.opened = 0;
        }
        self.opened += 1;
        self.opened <= MAX_OPENED
    }
}
