//! The network of a running device: an endpoint, discovery on the local network, and open meetings.
//!
//! Whoever is seen is dialled, whoever dials is let talk: the protocol decides what they learn. Dropping
//! the network ends all of it.

mod accept;
pub(crate) mod closing;
pub(crate) mod desk;
mod dial;
mod glare;
mod let_in;
mod meeting;
mod patience;
mod peers;
mod photos;
mod wish;

pub use patience::Patience;
pub use peers::{OpenPeer, Peers};

use crate::{
    NodeError, NodeEvent,
    blocking::blocking,
    endpoint::{self, Reach},
    home::{Home, SharedHome},
    lan::{LanDiscovery, LanKey, addrs::by_usefulness, interfaces::Interfaces},
    random,
    ticket::Ticket,
};
use desk::Desk;
use glare::ProgramRun;
use iroh::Endpoint;
use n0_future::StreamExt;
use otagai_core::{
    id::{CircleId, DeviceId},
    invite_link::{ADDRESSES, Host},
    secret::CircleSecret,
};
use rand::SeedableRng;
use std::{
    collections::BTreeSet,
    mem::ManuallyDrop,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::mpsc, task::JoinSet, time::timeout};

/// Setting that holds the UDP port, so that addresses in links stay good.
const PORT: &str = "port";

/// How long the end may take: enough to tell whoever is connected. Whom nobody has reached yet would be waited for
/// for seconds, and need not be told.
const GOODBYE: Duration = Duration::from_millis(500);
/// How long meetings may take to come to their end; a little more than their own farewell.
const PARTING: Duration = Duration::from_secs(3);
/// Other members' devices in a link: each adds some 55 characters to its QR code.
const OTHER_HOSTS: usize = 2;
/// Addresses of each of them.
const OTHER_ADDRESSES: usize = 2;

/// The network of a running device, as long as it runs.
#[derive(Debug)]
pub struct RunningNetwork {
    network: Arc<Network>,
    tasks: JoinSet<()>,
}

/// The network, as all its tasks share it.
#[derive(Debug)]
pub struct Network {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// Whose device.
    pub(crate) desk: Desk,
    /// Open meetings.
    pub peers: Peers,
    /// Discovery on the local network.
    pub lan: LanDiscovery,
    /// How long others may take.
    pub(crate) patience: Patience,
    /// In which run of the program this device speaks.
    run: ProgramRun,
    /// Circles that were too large to be compared.
    left_out: Mutex<BTreeSet<CircleId>>,
    /// What stands behind this device's addresses.
    interfaces: Mutex<Interfaces>,
    /// Who can reach the endpoint.
    reach: Reach,
    /// Devices to be dialled soon.
    dial: mpsc::UnboundedSender<wish::DialWish>,
}

impl RunningNetwork {
    /// Binds the endpoint and starts listening, announcing and dialling.
    ///
    /// # Errors
    /// [`NodeError::Network`] where no UDP socket can be had.
    pub async fn start(
        home: SharedHome,
        reach: Reach,
        patience: Patience,
    ) -> Result<Self, NodeError> {
        let desk = Desk::new(home);
        let port = desk.with(|home| Ok(home.store().setting(PORT)?)).await?;
        let port = port.and_then(|port| port.parse().ok()).unwrap_or(0);
        let key = desk.author().keys().signing_key().to_bytes();
        let endpoint = endpoint::bind(&key, reach, port)
            .await
            .map_err(|error| NodeError::Network(error.to_string()))?;
        if let Some(bound) = endpoint.bound_sockets().first().map(SocketAddr::port) {
            let keep = move |home: &Home| Ok(home.store().put_setting(PORT, &bound.to_string())?);
            desk.with(keep).await?;
        }
        let interfaces = interfaces_for(reach).await?;
        let rng = rand::rngs::StdRng::from_seed(random::bytes());
        let lan = LanDiscovery::spawn(endpoint.id(), rng);
        let (dial, wishes) = mpsc::unbounded_channel();
        let network = Arc::new(Network {
            endpoint,
            desk,
            peers: Peers::default(),
            lan,
            patience,
            run: ProgramRun::fresh(),
            left_out: Mutex::default(),
            interfaces: Mutex::new(interfaces),
            reach,
            dial,
        });
        network.refresh_keys().await?;
        let mut tasks = JoinSet::new();
        tasks.spawn(accept::run(Arc::clone(&network)));
        tasks.spawn(dial::run(Arc::clone(&network), wishes));
        tasks.spawn(follow_addresses(Arc::clone(&network)));
        network.desk.emit(NodeEvent::Ready {
            ticket: network.ticket().to_string(),
        });
        Ok(Self { network, tasks })
    }

    /// The network.
    pub fn network(&self) -> &Arc<Network> {
        &self.network
    }

    /// Ends all meetings politely and closes the endpoint.
    pub async fn shutdown(mut self) {
        let open = self.network.peers.devices().into_iter().collect();
        self.network.part(&open).await;
        self.network.peers.close_all();
        // Dials first: the endpoint would wait for those that nobody answers.
        self.tasks.shutdown().await;
        close(self.network.endpoint.clone()).await;
    }
}

impl Network {
    /// Where this device is reachable now, the most useful address first.
    fn addresses(&self) -> Vec<SocketAddr> {
        let addr = endpoint::current_addr(&self.endpoint);
        let interfaces = self.interfaces();
        let all = with_self_given(addr.ip_addrs().copied().collect(), &interfaces);
        by_usefulness(&all, &interfaces)
    }

    fn interfaces(&self) -> MutexGuard<'_, Interfaces> {
        let interfaces = self.interfaces.lock();
        interfaces.unwrap_or_else(PoisonError::into_inner)
    }

    /// Where this device is reachable now.
    pub fn ticket(&self) -> Ticket {
        Ticket::of_most_useful(self.endpoint.id(), self.addresses())
    }

    /// The devices that an invitation link names: this one, and members' devices that were met last. Any
    /// of them can let the newcomer in, whether this one is on or not.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub async fn hosts(&self, circle: CircleId) -> Result<Vec<Host>, NodeError> {
        let mine = Host {
            device: self.desk.device(),
            addresses: self.addresses().into_iter().take(ADDRESSES).collect(),
        };
        let others = self.desk.with(move |home| {
            let mut store = home.store();
            let mut hosts = Vec::new();
            for met in store.peers(circle)? {
                let rows = store.addresses(met.device)?;
                let addresses: Vec<SocketAddr> = rows
                    .iter()
                    .filter_map(|row| row.address.parse().ok())
                    .take(OTHER_ADDRESSES)
                    .collect();
                let is_member = store.roster(circle)?.person_of(met.device).is_some();
                if is_member && !addresses.is_empty() && hosts.len() < OTHER_HOSTS {
                    hosts.push(Host {
                        device: met.device,
                        addresses,
                    });
                }
            }
            Ok(hosts)
        });
        let mut hosts = others.await?;
        hosts.insert(0, mine);
        Ok(hosts)
    }

    /// Announces with the secrets of all circles; to be called whenever one is new.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub async fn refresh_keys(&self) -> Result<(), NodeError> {
        // Who cannot be reached from the local network is neither announced there nor listens.
        if self.reach == Reach::Loopback {
            return Ok(());
        }
        let keys = self.desk.with(|home| {
            let store = home.store();
            let (mut newest, mut past) = (Vec::new(), Vec::new());
            for circle in store.circles()? {
                let mut secrets = store.secrets(circle)?;
                secrets.sort_by_key(CircleSecret::precedence);
                let mut keys = secrets.iter().map(|secret| secret.lan_key(circle));
                newest.extend(keys.next().map(LanKey::new));
                // Understood, but not announced with: who was removed still holds them.
                past.extend(keys.map(LanKey::past));
            }
            newest.append(&mut past);
            Ok(newest)
        });
        self.lan.set_keys(keys.await?);
        Ok(())
    }

    /// True for a circle that was too large to be compared with another device since the network started. Everything
    /// else is compared.
    pub fn is_left_out(&self, circle: CircleId) -> bool {
        self.left_out().contains(&circle)
    }

    fn leave_out(&self, circle: CircleId) {
        if self.left_out().insert(circle) {
            tracing::warn!(
                circle = circle.brief(),
                "this circle is too large to be compared"
            );
        }
    }

    fn left_out(&self) -> MutexGuard<'_, BTreeSet<CircleId>> {
        self.left_out.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for everybody known to be dialled now.
    pub fn meet_everybody(&self) {
        self.wish(wish::DialWish::Everybody);
    }

    /// Asks for the device of a ticket to be dialled now.
    pub fn meet(&self, ticket: &Ticket) {
        let device = DeviceId::from_bytes(*ticket.device().as_bytes());
        self.meet_at(device, ticket.addrs().iter().copied().collect());
    }

    /// Asks for a device to be dialled now, at these addresses.
    pub(crate) fn meet_at(&self, device: DeviceId, addresses: Vec<SocketAddr>) {
        self.wish(wish::DialWish::Device(device, addresses));
    }

    /// Ends the meetings with these devices; they are not dialled again until they are seen or asked for.
    /// Returns when the meetings have ended, or after 3 s with a device that does not answer.
    pub async fn part(&self, devices: &BTreeSet<DeviceId>) {
        self.wish(wish::DialWish::Forget(devices.clone()));
        let _ended_or_given_up = timeout(PARTING, self.peers.part(devices)).await;
    }

    fn wish(&self, wish: wish::DialWish) {
        // Without a dialler the network is ending.
        drop(self.dial.send(wish));
    }
}

/// Closes an endpoint. What takes longer than [`GOODBYE`] goes on in the background, and ends with the program.
async fn close(endpoint: Endpoint) {
    // An endpoint that is dropped before it is closed complains; this one is then the program's to the end.
    let endpoint = ManuallyDrop::new(endpoint);
    let closing = tokio::spawn(async move {
        endpoint.close().await;
        drop(ManuallyDrop::into_inner(endpoint));
    });
    let _closed_or_later = timeout(GOODBYE, closing).await;
}

/// What stands behind the addresses, where anybody else can reach them.
async fn interfaces_for(reach: Reach) -> Result<Interfaces, NodeError> {
    match reach {
        Reach::Networks => blocking(|| Ok(Interfaces::of_this_computer())).await,
        Reach::Loopback => Ok(Interfaces::default()),
    }
}

/// Addresses that this computer gave itself on a cable are reported only where there are no others at all, not even
/// of a bridge inside the computer.
fn with_self_given(
    mut addresses: BTreeSet<SocketAddr>,
    interfaces: &Interfaces,
) -> BTreeSet<SocketAddr> {
    let port = addresses
        .iter()
        .find(|addr| addr.is_ipv4())
        .map(SocketAddr::port);
    if let Some(port) = port {
        let given = interfaces.self_given();
        addresses.extend(given.map(|ip| SocketAddr::from((ip, port))));
    }
    addresses
}

/// Announces every change of our addresses, and tries everybody again from the new place.
async fn follow_addresses(network: Arc<Network>) {
    let mut changes = endpoint::addr_changes(&network.endpoint);
    while let Some(addresses) = changes.next().await {
        let addresses: BTreeSet<SocketAddr> = addresses;
        tracing::debug!(count = addresses.len(), "addresses changed");
        match interfaces_for(network.reach).await {
            Ok(interfaces) => *network.interfaces() = interfaces,
            Err(error) => tracing::warn!(%error, "what stands behind the addresses is not known"),
        }
        let interfaces = network.interfaces().clone();
        let addresses = with_self_given(addresses, &interfaces);
        network.lan.publish_behind(&addresses, &interfaces);
        network.wish(wish::DialWish::Everybody);
    }
}
