//! The task that announces and listens, anew whenever the network or the keys change.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use iroh::EndpointId;
use rand::CryptoRng;
use swarm_discovery::{Discoverer, DropGuard, IpClass, Peer};
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use super::addrs::by_usefulness;
use super::interfaces::{Behind, Interfaces};
use super::key::LanKey;
use super::record::{AnnouncedName, RECORDS, seal};
use super::sightings::{LanEvent, Sightings};

/// Name of the service: what a stranger on the network may know is that Otagai runs here.
const SERVICE: &str = "otagai";

/// Names of the attributes.
const ATTRIBUTES: [&str; RECORDS] = ["a", "b", "c"];

/// How often those present are asked. Two devices find each other within little more than this;
/// a room of forty is hardly faster with less.
const CADENCE: Duration = Duration::from_secs(1);

/// Answers per second in the whole network, however many devices: a newcomer in a room of forty
/// has heard them all after three or four seconds, and is heard after one.
const ANSWERS: f32 = 20.0;

/// How many interfaces are joined at once; Linux allows 20 memberships to a socket.
const MAX_INTERFACES: usize = 16;

/// Addresses change in bursts; this long after the first change everything is done at once.
const SETTLE: Duration = Duration::from_millis(100);

/// How often an interface that was not ready is tried again.
const TICK: Duration = Duration::from_secs(1);

/// After hearing nothing for so long, not even oneself, the sockets are made anew.
const DEAF: Duration = Duration::from_secs(10);

/// Where multicast DNS is spoken.
const GROUP: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 251);

/// What shall be announced and with which keys others are understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct WantedAnnouncement {
    pub(super) keys: Vec<LanKey>,
    pub(super) addrs: BTreeSet<SocketAddr>,
    pub(super) interfaces: Interfaces,
}

/// What the task and its owner both hold.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    sightings: Arc<Mutex<Sightings>>,
    events: broadcast::Sender<LanEvent>,
}

impl Shared {
    pub(super) fn new(me: EndpointId) -> Self {
        let sightings = Sightings::new(me, Instant::now());
        Self {
            sightings: Arc::new(Mutex::new(sightings)),
            // A receiver that is this far behind is told so and can ask who is near.
            events: broadcast::Sender::new(256),
        }
    }

    pub(super) fn subscribe(&self) -> broadcast::Receiver<LanEvent> {
        self.events.subscribe()
    }

    /// Reads or changes what was heard, and tells everybody what came of it.
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut Sightings) -> (T, Vec<LanEvent>)) -> T {
        let mut sightings = self
            .sightings
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (value, events) = act(&mut sightings);
        for event in events {
            tracing::debug!(?event, "local network");
            if self.events.send(event).is_err() {
                tracing::trace!("nobody listens");
            }
        }
        value
    }
}

/// Announces and listens until the owner is gone.
pub(super) async fn run(
    me: EndpointId,
    mut wanted: watch::Receiver<WantedAnnouncement>,
    shared: Shared,
    mut rng: impl CryptoRng + Send,
) {
    loop {
        sleep(SETTLE).await;
        let now = wanted.borrow_and_update().clone();
        shared.with(|sightings| {
            sightings.listen_anew(Instant::now());
            ((), sightings.set_keys(now.keys.clone()))
        });
        let places = SpeakingPlaces::of(&now.addrs, &now.interfaces);
        let round = Round::start(me, &now, &places, &shared, &mut rng);
        let changed = wait(&mut wanted, &places, round, &shared).await;
        if !changed {
            return;
        }
    }
}

/// Waits until something makes it necessary to start anew; false when the owner is gone.
async fn wait(
    wanted: &mut watch::Receiver<WantedAnnouncement>,
    places: &SpeakingPlaces,
    mut round: Option<Round>,
    shared: &Shared,
) -> bool {
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = Instant::now();
    loop {
        tokio::select! {
            changed = wanted.changed() => return changed.is_ok(),
            sign = next_sign(&mut round) => match sign {
                Some(()) => heard = Instant::now(),
                None => round = None,
            },
            _ = tick.tick() => {
                let now = Instant::now();
                shared.with(|sightings| ((), sightings.sweep(now)));
                let deaf = places.any() && wanted.borrow().announces() && now - heard > DEAF;
                if deaf || places.waiting.iter().any(|ip| joinable(*ip)) {
                    tracing::debug!(deaf, "listening anew");
                    return true;
                }
            }
        }
    }
}

impl WantedAnnouncement {
    /// A device that is in no circle has nobody to find and stays silent.
    fn announces(&self) -> bool {
        !self.keys.is_empty()
    }
}

/// The interfaces to speak on, by their addresses.
struct SpeakingPlaces {
    /// Ready.
    ready: Vec<Ipv4Addr>,
    /// Not ready yet: the address was reported before it could be used.
    waiting: Vec<Ipv4Addr>,
    /// Whether IPv6 is spoken.
    v6: V6,
}

/// Whether IPv6 is spoken: it is where the system sends it, not on each interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum V6 {
    /// IPv4 reaches whatever network there is.
    Not,
    /// There is a network without IPv4, and IPv4 elsewhere: on a bridge inside this computer, or in a tunnel.
    Too,
    /// There is no IPv4 at all.
    Only,
}

impl SpeakingPlaces {
    fn of(addrs: &BTreeSet<SocketAddr>, interfaces: &Interfaces) -> Self {
        let (v4, v6) = Self::wanted(addrs, interfaces);
        let (ready, waiting) = v4.into_iter().partition(|ip| joinable(*ip));
        Self { ready, waiting, v6 }
    }

    /// By which addresses IPv4 is to be spoken, and whether IPv6 is.
    fn wanted(addrs: &BTreeSet<SocketAddr>, interfaces: &Interfaces) -> (Vec<Ipv4Addr>, V6) {
        let mut v4: Vec<Ipv4Addr> = Vec::new();
        // Whether there is a network outside this computer, for each of the two.
        let (mut has_v4, mut has_v6) = (false, false);
        for addr in by_usefulness(addrs, interfaces) {
            let is_network = matches!(interfaces.behind(addr.ip()), Some(Behind::Network) | None);
            match addr.ip() {
                IpAddr::V4(ip) => {
                    has_v4 |= is_network;
                    if !v4.contains(&ip) {
                        v4.push(ip);
                    }
                }
                IpAddr::V6(_) => has_v6 |= is_network,
            }
        }
        v4.truncate(MAX_INTERFACES);
        let v6 = if v4.is_empty() && !addrs.is_empty() {
            V6::Only
        } else if has_v6 && !has_v4 {
            V6::Too
        } else {
            V6::Not
        };
        (v4, v6)
    }

    fn any(&self) -> bool {
        !self.ready.is_empty() || self.v6 != V6::Not
    }
}

/// Whether the group can be joined on the interface with this address.
fn joinable(ip: Ipv4Addr) -> bool {
    UdpSocket::bind((ip, 0)).is_ok_and(|socket| socket.join_multicast_v4(&GROUP, &ip).is_ok())
}

/// One announcement under one name, and the sockets behind it.
struct Round {
    _guard: DropGuard,
    /// One item for each announcement heard, our own too; ends when the sockets fail.
    signs: mpsc::Receiver<()>,
}

/// The next sign of life; none where the sockets failed; never where there is no round.
async fn next_sign(round: &mut Option<Round>) -> Option<()> {
    match round {
        Some(round) => round.signs.recv().await,
        None => std::future::pending().await,
    }
}

impl Round {
    /// Starts under a fresh name; none where there is nothing to say or no socket to be had.
    fn start(
        me: EndpointId,
        wanted: &WantedAnnouncement,
        places: &SpeakingPlaces,
        shared: &Shared,
        rng: &mut impl CryptoRng,
    ) -> Option<Self> {
        if !wanted.announces() || !places.any() {
            return None;
        }
        let name = AnnouncedName::fresh(rng);
        let addrs = by_usefulness(&wanted.addrs, &wanted.interfaces);
        let records = seal(name, &wanted.keys, me, &addrs, rng);
        let attributes = ATTRIBUTES
            .iter()
            .zip(records)
            .map(|(key, value)| ((*key).to_owned(), Some(value)));
        let class = match places.v6 {
            V6::Only => IpClass::V6Only,
            V6::Too => IpClass::Auto,
            V6::Not => IpClass::V4Only,
        };
        let (sign, signs) = mpsc::channel(1);
        let mine = name.label();
        let shared = shared.clone();
        let discoverer = Discoverer::new(SERVICE.to_owned(), name.label())
            .with_cadence(CADENCE)
            .with_response_rate(ANSWERS)
            .with_ip_class(class)
            .with_multicast_interfaces_v4(places.ready.clone())
            // The real ports and addresses are inside the records; without any address the
            // announcement would not be sent at all.
            .with_addrs(9, [IpAddr::V4(Ipv4Addr::UNSPECIFIED)])
            .with_callback(move |label, peer| {
                if !peer.is_expiry() {
                    // Full means that a sign is waiting already.
                    sign.try_send(()).ok();
                }
                if label != mine {
                    hear(&shared, label, peer);
                }
            })
            .with_txt_attributes(attributes);
        let spawned = discoverer
            .map_err(|error| error.to_string())
            .and_then(|ready| {
                ready
                    .spawn(&tokio::runtime::Handle::current())
                    .map_err(|error| error.to_string())
            });
        match spawned {
            Ok(guard) => Some(Self {
                _guard: guard,
                signs,
            }),
            Err(error) => {
                tracing::warn!(error, "others on the local network cannot be found for now");
                None
            }
        }
    }
}

/// Takes note of an announcement, or of its end.
fn hear(shared: &Shared, label: &str, peer: &Peer) {
    shared.with(|sightings| {
        let events = if peer.is_expiry() {
            sightings.silent(label, Instant::now());
            Vec::new()
        } else {
            let attributes = ATTRIBUTES
                .iter()
                .filter_map(|key| peer.txt_attribute(key).flatten());
            sightings
                .heard(label, attributes, Instant::now())
                .into_iter()
                .collect()
        };
        ((), events)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a computer, and what stands behind each.
    type Addresses = &'static [(&'static str, Behind)];

    #[test]
    fn ipv6_is_spoken_where_ipv4_does_not_reach_the_network() {
        use Behind::{Inside, Network, Tunnel};
        // Addresses with what stands behind them; by which IPv4 is spoken, and whether IPv6 is.
        let tables: [(&str, Addresses, &[&str], V6); 6] = [
            (
                "a house",
                &[("192.168.1.9", Network), ("2001:db8::9", Network)],
                &["192.168.1.9"],
                V6::Not,
            ),
            (
                "IPv6 on the cable, and a bridge of containers",
                &[("172.17.0.1", Inside), ("2001:db8::9", Network)],
                &["172.17.0.1"],
                V6::Too,
            ),
            (
                "IPv6 on the cable, and a tunnel",
                &[("10.8.0.2", Tunnel), ("2001:db8::9", Network)],
                &["10.8.0.2"],
                V6::Too,
            ),
            (
                "IPv6 on the cable and nothing else",
                &[("2001:db8::9", Network)],
                &[],
                V6::Only,
            ),
            (
                "addresses that the computers gave themselves, and a bridge",
                &[("172.17.0.1", Inside), ("169.254.7.9", Network)],
                &["169.254.7.9", "172.17.0.1"],
                V6::Not,
            ),
            ("no network", &[], &[], V6::Not),
        ];
        for (what, addresses, expected, v6) in tables {
            let of = |text: &str| -> IpAddr { text.parse().unwrap() };
            let interfaces: Interfaces = addresses.iter().map(|(ip, by)| (of(ip), *by)).collect();
            let all = addresses.iter().map(|(ip, _)| (of(ip), 7).into()).collect();
            let (v4, spoken) = SpeakingPlaces::wanted(&all, &interfaces);
            let v4: Vec<String> = v4.iter().map(ToString::to_string).collect();
            assert_eq!(
                (v4, spoken),
                (expected.iter().map(|ip| (*ip).to_owned()).collect(), v6),
                "{what}"
            );
        }
    }
}
