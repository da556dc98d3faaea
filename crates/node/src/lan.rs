//! Finding other members' devices on the local network, without telling strangers who is here.
//!
//! Speaks multicast DNS on every interface by its own address, so it needs neither a default nor
//! a multicast route, follows interfaces that come and go, and starts before the network does.
//!
//! What a stranger on the network sees is the service `_otagai._udp.local`, a name that is fresh
//! random for each network and each start, and three attributes of equal length that look random.
//! Each is sealed for one circle or is random; members open those of their circles and find the
//! device and its addresses inside. A device that is in no circle neither announces nor asks.
//!
//! *Residual.* That Otagai runs behind an IP and hardware address shows. Connecting does not show
//! the dialled device's id in the TLS server name: iroh after 1.0.3 sends none. A recorded
//! announcement can be played again as it is, and then names the old addresses. Anyone on the
//! network can drown the answers. A member can announce another's device at wrong addresses;
//! connecting then fails on the key. Of more than three circles only the first three are
//! announced, all are understood.
//!
//! *Not found.* Links without IPv4 where IPv6 is not the system's default interface.
//!
//! ```no_run
//! # async fn example(endpoint: iroh::Endpoint, key: [u8; 32]) {
//! use n0_future::StreamExt;
//! use otagai_node::endpoint::{MEET_ALPN, addr_changes, dial};
//! use otagai_node::lan::{LanDiscovery, LanEvent, LanKey};
//! use rand::SeedableRng;
//!
//! let lan = LanDiscovery::spawn(endpoint.id(), rand::rngs::StdRng::from_rng(&mut rand::rng()));
//! let mut events = lan.seen();
//! lan.set_keys(vec![LanKey::new(key)]);
//! let mut changes = addr_changes(&endpoint);
//! loop {
//!     tokio::select! {
//!         Some(addrs) = changes.next() => lan.publish(&addrs),
//!         Ok(LanEvent::Seen { device, addrs }) = events.recv() => {
//!             let connection = dial(&endpoint, device, addrs, MEET_ALPN).await;
//!         }
//!         else => break,
//!     }
//! }
//! # }
//! ```

pub(crate) mod addrs;
pub(crate) mod interfaces;
mod key;
mod listen;
mod record;
#[cfg(test)]
mod room;
mod sightings;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use iroh::EndpointId;
use n0_future::task::AbortOnDropHandle;
use rand::CryptoRng;
use tokio::sync::{broadcast, watch};

use interfaces::Interfaces;
use listen::{Shared, WantedAnnouncement, run};

pub use key::LanKey;
pub use sightings::LanEvent;

/// Announces this device to members on the local network and listens for theirs; stops when
/// dropped.
#[derive(Debug)]
pub struct LanDiscovery {
    wanted: watch::Sender<WantedAnnouncement>,
    shared: Shared,
    _task: AbortOnDropHandle<()>,
}

impl LanDiscovery {
    /// Starts for the device `me`; silent until there are keys and addresses.
    ///
    /// Trouble with sockets is no error: it is logged and tried again, because a network may
    /// appear at any time.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn spawn(me: EndpointId, rng: impl CryptoRng + Send + 'static) -> Self {
        let (wanted, receiver) = watch::channel(WantedAnnouncement::default());
        let shared = Shared::new(me);
        let task = tokio::spawn(run(me, receiver, shared.clone(), rng));
        Self {
            wanted,
            shared,
            _task: AbortOnDropHandle::new(task),
        }
    }

    /// The keys of the circles: the first three present ones are announced with, all are
    /// understood. Announces again under a fresh name if they are different; none means silence.
    pub fn set_keys(&self, keys: Vec<LanKey>) {
        let mut different = Vec::new();
        for key in keys {
            if !different.contains(&key) {
                different.push(key);
            }
        }
        self.change(|wanted| std::mem::replace(&mut wanted.keys, different.clone()) != different);
    }

    /// Where this device is reachable now: to be called with every change of the endpoint's
    /// addresses. Announces again under a fresh name if they are different; none means silence.
    pub fn publish(&self, addrs: &BTreeSet<SocketAddr>) {
        self.publish_behind(addrs, &Interfaces::default());
    }

    /// The same where it is known what stands behind the addresses.
    pub(crate) fn publish_behind(&self, addrs: &BTreeSet<SocketAddr>, interfaces: &Interfaces) {
        self.change(|wanted| {
            let is_new = (&wanted.addrs, &wanted.interfaces) != (addrs, interfaces);
            wanted.addrs.clone_from(addrs);
            wanted.interfaces.clone_from(interfaces);
            is_new
        });
    }

    /// Devices as they come and go from now on. Whoever falls behind asks [`Self::near`].
    pub fn seen(&self) -> broadcast::Receiver<LanEvent> {
        self.shared.subscribe()
    }

    /// The devices that are heard at present, each with its addresses, the nearest first.
    pub fn near(&self) -> BTreeMap<EndpointId, Vec<SocketAddr>> {
        self.shared.with(|sightings| (sightings.near(), Vec::new()))
    }

    fn change(&self, change: impl FnOnce(&mut WantedAnnouncement) -> bool) {
        self.wanted.send_if_modified(change);
    }
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use std::time::Duration;

    use iroh::SecretKey;
    use rand::SeedableRng;
    use rand::rngs::StdRng;
    use tokio::time::timeout;

    use super::*;

    /// A device on the loopback interface with these keys.
    fn device(n: u8, keys: &[u8]) -> (EndpointId, LanDiscovery, SocketAddr) {
        let id = SecretKey::from_bytes(&[n; 32]).public();
        let lan = LanDiscovery::spawn(id, StdRng::from_rng(&mut rand::rng()));
        let addr = SocketAddr::from(([127, 0, 0, 1], 1000 + u16::from(n)));
        lan.set_keys(keys.iter().map(|&key| LanKey::new([key; 32])).collect());
        lan.publish(&BTreeSet::from([addr]));
        (id, lan, addr)
    }

    async fn next(events: &mut broadcast::Receiver<LanEvent>) -> LanEvent {
        timeout(Duration::from_secs(10), events.recv())
            .await
            .unwrap()
            .unwrap()
    }

    #[tokio::test]
    async fn members_on_one_computer_find_each_other_and_a_stranger_finds_nobody() {
        let (one, lan_one, addr_one) = device(1, &[11]);
        let (two, lan_two, addr_two) = device(2, &[12, 11]);
        let (_, stranger, _) = device(3, &[13]);
        let (mut by_one, mut by_two) = (lan_one.seen(), lan_two.seen());
        assert_eq!(
            next(&mut by_one).await,
            LanEvent::Seen {
                device: two,
                addrs: vec![addr_two]
            }
        );
        assert_eq!(
            next(&mut by_two).await,
            LanEvent::Seen {
                device: one,
                addrs: vec![addr_one]
            }
        );
        assert_eq!(lan_one.near(), BTreeMap::from([(two, vec![addr_two])]));
        assert!(stranger.near().is_empty(), "no key, no device");
    }

    #[tokio::test]
    async fn a_key_that_comes_later_is_enough() {
        let (_, lan_one, _) = device(4, &[]);
        let (five, _lan_five, addr_five) = device(5, &[14]);
        let mut events = lan_one.seen();
        lan_one.set_keys(vec![LanKey::new([14; 32])]);
        assert_eq!(
            next(&mut events).await,
            LanEvent::Seen {
                device: five,
                addrs: vec![addr_five]
            }
        );
    }
}
