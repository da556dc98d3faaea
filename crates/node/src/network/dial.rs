//! Whom to dial and when: at once when somebody is seen, again and again for who was known before.

use super::{Network, meeting, wish::DialWish};
use crate::{
    NodeError,
    endpoint::{self, MEET_ALPN},
    lan::LanEvent,
};
use iroh::{EndpointId, TransportAddr, endpoint::Connection};
use otagai_core::id::DeviceId;
use otagai_sync::meet::Role;
use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::{broadcast::error::RecvError, mpsc},
    task::{AbortHandle, JoinSet},
    time::{Instant, MissedTickBehavior, interval, sleep},
};

/// How often the waiting list is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// Wait after the first failure; doubles up to [`LONGEST`].
const SHORTEST: Duration = Duration::from_secs(1);
/// Longest wait between two tries of one device.
const LONGEST: Duration = Duration::from_secs(30);
/// Head start of the device with the lower id, so that two who see each other do not both dial. A device that
/// somebody asked for is dialled without it: the other side knows of nothing.
const HEAD_START: Duration = Duration::from_millis(700);

/// A device that is not connected.
#[derive(Debug)]
struct DialWaiting {
    addresses: BTreeSet<SocketAddr>,
    next: Instant,
    wait: Duration,
    /// True until the next dial: somebody asked for this device and waits.
    asked_for: bool,
    /// The dial under way, or the meeting it became.
    dial: Option<AbortHandle>,
}

/// Dials until the network ends.
pub(super) async fn run(network: Arc<Network>, mut wishes: mpsc::UnboundedReceiver<DialWish>) {
    let mut seen = network.lan.seen();
    let mut waiting: BTreeMap<DeviceId, DialWaiting> = BTreeMap::new();
    let mut meetings: JoinSet<()> = JoinSet::new();
    let mut moves = JoinSet::new();
    let mut asking = JoinSet::new();
    // Who was taken off the list while the disk is asked who is known.
    let mut forgotten: BTreeSet<DeviceId> = BTreeSet::new();
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            wish = wishes.recv() => match wish {
                Some(DialWish::Device(device, addresses)) => {
                    want(&network, &mut waiting, device, addresses);
                    if let Some(entry) = waiting.get_mut(&device) {
                        entry.asked_for = true;
                    }
                }
                Some(DialWish::Everybody) => {
                    want_everybody(&mut waiting);
                    // Nobody else is kept waiting while the disk is asked.
                    let network = Arc::clone(&network);
                    asking.spawn(async move { known(&network).await });
                }
                Some(DialWish::Forget(devices)) => {
                    forget(&network, &mut waiting, &devices);
                    if !asking.is_empty() {
                        forgotten.extend(devices);
                    }
                }
                None => return,
            },
            event = seen.recv() => match event {
                Ok(LanEvent::Seen { device, addrs }) => {
                    let device = device_id(device);
                    if let Some(old) = moved(&network, device, &addrs) {
                        moves.spawn(follow(Arc::clone(&network), device, old, addrs.clone()));
                    }
                    want(&network, &mut waiting, device, addrs);
                }
                Ok(LanEvent::Gone { .. }) => {}
                Err(RecvError::Lagged(_)) => {
                    for (device, addrs) in network.lan.near() {
                        want(&network, &mut waiting, device_id(device), addrs);
                    }
                }
                Err(RecvError::Closed) => return,
            },
            Some(ended) = meetings.join_next_with_id() => {
                let task = ended.map_or_else(|error| error.id(), |(task, ())| task);
                for entry in waiting.values_mut() {
                    if entry.dial.as_ref().is_some_and(|dial| dial.id() == task) {
                        entry.dial = None;
                        entry.next = Instant::now() + entry.wait;
                        entry.wait = (entry.wait * 2).min(LONGEST);
                    }
                }
            }
            Some(_) = moves.join_next() => {}
            Some(answered) = asking.join_next() => {
                let known = answered.unwrap_or(Err(NodeError::Stopped)).unwrap_or_else(|error| {
                    tracing::warn!(%error, "last known addresses cannot be read");
                    BTreeMap::new()
                });
                for (device, addresses) in known {
                    if !waiting.contains_key(&device) && !forgotten.contains(&device) {
                        want(&network, &mut waiting, device, addresses);
                    }
                }
                if asking.is_empty() {
                    forgotten.clear();
                }
            }
            _ = look.tick() => {}
        }
        for (device, entry) in &mut waiting {
            if network.peers.get(*device).is_some() {
                entry.wait = SHORTEST;
                continue;
            }
            if entry.dial.is_none() && entry.next <= Instant::now() && !entry.addresses.is_empty() {
                entry.dial = Some(meetings.spawn(dial(
                    Arc::clone(&network),
                    *device,
                    entry.addresses.iter().copied().collect(),
                    !std::mem::take(&mut entry.asked_for),
                )));
            }
        }
    }
}

fn device_id(id: EndpointId) -> DeviceId {
    DeviceId::from_bytes(*id.as_bytes())
}

/// Puts a device on the list, to be dialled at once.
fn want(
    network: &Network,
    waiting: &mut BTreeMap<DeviceId, DialWaiting>,
    device: DeviceId,
    addresses: Vec<SocketAddr>,
) {
    if device == network.desk.device() {
        return;
    }
    let entry = waiting.entry(device).or_insert_with(|| DialWaiting {
        addresses: BTreeSet::new(),
        next: Instant::now(),
        wait: SHORTEST,
        asked_for: false,
        dial: None,
    });
    // The newest sighting is the truth: a dial to where the device was before only keeps it waiting.
    let addresses: BTreeSet<SocketAddr> = addresses.into_iter().collect();
    if entry.addresses != addresses
        && !network.peers.has(device)
        && let Some(dial) = entry.dial.take()
    {
        dial.abort();
    }
    entry.addresses = addresses;
    entry.next = Instant::now();
    entry.wait = SHORTEST;
}

/// Takes devices off the list. A meeting that goes on ends in its own time, and tells it.
fn forget(
    network: &Network,
    waiting: &mut BTreeMap<DeviceId, DialWaiting>,
    devices: &BTreeSet<DeviceId>,
) {
    for device in devices {
        let dial = waiting.remove(device).and_then(|entry| entry.dial);
        if let Some(dial) = dial
            && !network.peers.has(*device)
        {
            dial.abort();
        }
    }
}

/// Everybody on the list is dialled at once.
fn want_everybody(waiting: &mut BTreeMap<DeviceId, DialWaiting>) {
    for entry in waiting.values_mut() {
        entry.next = Instant::now();
        entry.wait = SHORTEST;
    }
}

/// Devices that were met or that a link named, and where they were last. Reads no circle into memory: this
/// runs while the program starts.
async fn known(network: &Network) -> Result<BTreeMap<DeviceId, Vec<SocketAddr>>, NodeError> {
    let known = network.desk.with(|home| {
        let store = home.store();
        let mut known = BTreeMap::new();
        for device in store.known_devices()? {
            let rows = store.addresses(device)?;
            let addresses = rows.iter().filter_map(|row| row.address.parse().ok());
            known.insert(device, addresses.collect());
        }
        Ok(known)
    });
    known.await
}

/// The open connection of a device that is now seen somewhere else only.
fn moved(network: &Network, device: DeviceId, addresses: &[SocketAddr]) -> Option<Connection> {
    let connection = network.peers.get(device)?.connection;
    let still_there = connection
        .paths()
        .iter()
        .any(|path| match path.remote_addr() {
            TransportAddr::Ip(address) => addresses.contains(address),
            _ => false,
        });
    (!still_there).then_some(connection)
}

/// Meets a device at its new place; its old connection may look alive for most of a minute.
async fn follow(
    network: Arc<Network>,
    device: DeviceId,
    old: Connection,
    addresses: Vec<SocketAddr>,
) {
    match endpoint::dial_again(&network.endpoint, &old, &addresses, MEET_ALPN).await {
        Ok(connection) => meeting::run(network, connection, device, Role::Dialer).await,
        Err(error) => {
            tracing::debug!(device = device.brief(), %error, "not reached at its new place");
        }
    }
}

/// Dials one device, after the head start of the other one where it `may_wait`, and meets it until the
/// connection ends.
async fn dial(network: Arc<Network>, device: DeviceId, addresses: Vec<SocketAddr>, may_wait: bool) {
    if may_wait && network.desk.device() > device {
        sleep(HEAD_START).await;
        if network.peers.get(device).is_some() {
            return;
        }
    }
    let Ok(id) = EndpointId::from_bytes(device.as_bytes()) else {
        return;
    };
    match endpoint::dial(&network.endpoint, id, addresses, MEET_ALPN).await {
        Ok(connection) => meeting::run(network, connection, device, Role::Dialer).await,
        Err(error) => tracing::debug!(device = device.brief(), %error, "not reached"),
    }
}
