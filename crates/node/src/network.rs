//! The network of a running device: an endpoint, discovery on the local network, and open meetings.
//!
//! Whoever is seen is dialled, whoever dials is let talk: the protocol decides what they learn. Dropping
//! the network ends all of it.

mod accept;
pub(crate) mod closing;
mod dial;
mod let_in;
mod meeting;
mod patience;
mod peers;
mod photos;

pub use patience::Patience;
pub use peers::{OpenPeer, Peers};

use crate::{
    NodeError, NodeEvent,
    endpoint::{self, Reach},
    home::SharedHome,
    lan::{LanDiscovery, LanKey},
    random,
    ticket::Ticket,
};
use iroh::Endpoint;
use n0_future::StreamExt;
use otagai_core::{
    id::{CircleId, DeviceId},
    invite_link::{ADDRESSES, Host},
    secret::CircleSecret,
};
use rand::SeedableRng;
use std::{collections::BTreeSet, mem::ManuallyDrop, net::SocketAddr, sync::Arc, time::Duration};
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
    pub home: SharedHome,
    /// Open meetings.
    pub peers: Peers,
    /// Discovery on the local network.
    pub lan: LanDiscovery,
    /// How long others may take.
    pub(crate) patience: Patience,
    /// Who can reach the endpoint.
    reach: Reach,
    /// Devices to be dialled soon.
    dial: mpsc::UnboundedSender<dial::Wish>,
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
        let port = home
            .store()
            .setting(PORT)?
            .and_then(|port| port.parse().ok())
            .unwrap_or(0);
        let key = home.author.keys().signing_key().to_bytes();
        let endpoint = endpoint::bind(&key, reach, port)
            .await
            .map_err(|error| NodeError::Network(error.to_string()))?;
        if let Some(bound) = endpoint.bound_sockets().first().map(SocketAddr::port) {
            home.store().put_setting(PORT, &bound.to_string())?;
        }
        let rng = rand::rngs::StdRng::from_seed(random::bytes());
        let lan = LanDiscovery::spawn(endpoint.id(), rng);
        let (dial, wishes) = mpsc::unbounded_channel();
        let network = Arc::new(Network {
            endpoint,
            home,
            peers: Peers::default(),
            lan,
            patience,
            reach,
            dial,
        });
        network.refresh_keys()?;
        let mut tasks = JoinSet::new();
        tasks.spawn(accept::run(Arc::clone(&network)));
        tasks.spawn(dial::run(Arc::clone(&network), wishes));
        tasks.spawn(follow_addresses(Arc::clone(&network)));
        network.home.emit(NodeEvent::Ready {
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
    /// Where this device is reachable now.
    pub fn ticket(&self) -> Ticket {
        Ticket::from(&endpoint::current_addr(&self.endpoint))
    }

    /// The devices that an invitation link names: this one, and members' devices that were met last. Any
    /// of them can let the newcomer in, whether this one is on or not.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn hosts(&self, circle: CircleId) -> Result<Vec<Host>, NodeError> {
        let mine = Host {
            device: self.home.author.device(),
            addresses: self
                .ticket()
                .addrs()
                .iter()
                .copied()
                .take(ADDRESSES)
                .collect(),
        };
        let mut hosts = vec![mine];
        let mut store = self.home.store();
        for met in store.peers(circle)? {
            let rows = store.addresses(met.device)?;
            let addresses: Vec<SocketAddr> = rows
                .iter()
                .filter_map(|row| row.address.parse().ok())
                .take(OTHER_ADDRESSES)
                .collect();
            let is_member = store.roster(circle)?.person_of(met.device).is_some();
            if is_member && !addresses.is_empty() && hosts.len() <= OTHER_HOSTS {
                hosts.push(Host {
                    device: met.device,
                    addresses,
                });
            }
        }
        Ok(hosts)
    }

    /// Announces with the secrets of all circles; to be called whenever one is new.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn refresh_keys(&self) -> Result<(), NodeError> {
        // Who cannot be reached from the local network is neither announced there nor listens.
        if self.reach == Reach::Loopback {
            return Ok(());
        }
        let store = self.home.store();
        let (mut newest, mut past) = (Vec::new(), Vec::new());
        for circle in store.circles()? {
            let mut secrets = store.secrets(circle)?;
            secrets.sort_by_key(CircleSecret::precedence);
            let mut keys = secrets.iter().map(|secret| secret.lan_key(circle));
            newest.extend(keys.next().map(LanKey::new));
            // Understood, but not announced with: who was removed still holds them.
            past.extend(keys.map(LanKey::past));
        }
        drop(store);
        newest.append(&mut past);
        self.lan.set_keys(newest);
        Ok(())
    }

    /// Asks for everybody known to be dialled now.
    pub fn meet_everybody(&self) {
        self.wish(dial::Wish::Everybody);
    }

    /// Asks for the device of a ticket to be dialled now.
    pub fn meet(&self, ticket: &Ticket) {
        let device = DeviceId::from_bytes(*ticket.device().as_bytes());
        self.meet_at(device, ticket.addrs().iter().copied().collect());
    }

    /// Asks for a device to be dialled now, at these addresses.
    pub(crate) fn meet_at(&self, device: DeviceId, addresses: Vec<SocketAddr>) {
        self.wish(dial::Wish::Device(device, addresses));
    }

    /// Ends the meetings with these devices; they are not dialled again until they are seen or asked for.
    /// Returns when the meetings have ended, or after 3 s with a device that does not answer.
    pub async fn part(&self, devices: &BTreeSet<DeviceId>) {
        self.wish(dial::Wish::Forget(devices.clone()));
        let _ended_or_given_up = timeout(PARTING, self.peers.part(devices)).await;
    }

    fn wish(&self, wish: dial::Wish) {
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

/// Announces every change of our addresses, and tries everybody again from the new place.
async fn follow_addresses(network: Arc<Network>) {
    let mut changes = endpoint::addr_changes(&network.endpoint);
    while let Some(addresses) = changes.next().await {
        let addresses: BTreeSet<SocketAddr> = addresses;
        tracing::debug!(count = addresses.len(), "addresses changed");
        network.lan.publish(&addresses);
        network.wish(dial::Wish::Everybody);
    }
}
