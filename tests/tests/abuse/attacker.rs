//! Somebody with a computer who speaks QUIC, and not what we speak.

use iroh::{
    Endpoint, EndpointAddr, EndpointId, RelayMode, SecretKey, TransportAddr,
    endpoint::{
        ApplicationClose, Connection, ConnectionError, PortmapperConfig, QuicTransportConfig,
        SendStream, VarInt, presets,
    },
};
use otagai_core::invite_link::{Host, InviteLink};
use std::{
    hash::{BuildHasher, Hasher, RandomState},
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};
use tokio::time::timeout;

pub(crate) const MEET: &[u8] = b"otagai/meet/1";
pub(crate) const JOIN: &[u8] = b"otagai/join/1";

/// Codes of section 2 of `docs/protocol.md`.
pub(crate) const REFUSED: u32 = 1;
pub(crate) const SILENT: u32 = 4;
pub(crate) const FULL: u32 = 5;
pub(crate) const MALFORMED: u32 = 16;
pub(crate) const TOO_LARGE: u32 = 17;
pub(crate) const OUT_OF_ORDER: u32 = 18;

/// How long anything may take.
const SOON: Duration = Duration::from_secs(30);

/// Where the victim is: what any link of theirs tells.
pub(crate) fn victim(link: &str) -> Host {
    InviteLink::parse(link).unwrap().hosts.remove(0)
}

/// Somebody nobody knows.
pub(crate) struct Attacker {
    endpoint: Endpoint,
}

impl Attacker {
    pub(crate) async fn new() -> Self {
        let random = || RandomState::new().build_hasher().finish().to_be_bytes();
        let seed: Vec<u8> = [random(), random(), random(), random()].concat();
        // More of everything than the victim grants.
        let wide = VarInt::from_u32(u32::MAX);
        let transport = QuicTransportConfig::builder()
            .keep_alive_interval(Duration::from_millis(500))
            .receive_window(wide)
            .send_window(1 << 30)
            .build();
        let endpoint = Endpoint::builder(presets::Minimal)
            .secret_key(SecretKey::from_bytes(&seed.try_into().unwrap()))
            .relay_mode(RelayMode::Disabled)
            .portmapper_config(PortmapperConfig::Disabled)
            .transport_config(transport)
            .clear_ip_transports()
            .bind_addr(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
            .unwrap()
            .bind()
            .await
            .unwrap();
        Self { endpoint }
    }

    /// Dials the victim.
    pub(crate) async fn dial(&self, victim: &Host, alpn: &[u8]) -> Connection {
        let dialled = timeout(SOON, self.try_dial(victim, alpn)).await.unwrap();
        dialled.unwrap()
    }

    /// Dials the victim, which may have no room.
    pub(crate) async fn try_dial(&self, victim: &Host, alpn: &[u8]) -> Option<Connection> {
        let id = EndpointId::from_bytes(victim.device.as_bytes()).unwrap();
        let addresses = victim.addresses.iter().copied().map(TransportAddr::Ip);
        let addr = EndpointAddr::from_parts(id, addresses);
        self.endpoint.connect(addr, alpn).await.ok()
    }
}

/// Sends frames of the largest size until the victim takes no more of them; how many bytes went out.
pub(crate) async fn flood(send: &mut SendStream, length: u32, at_most: usize) -> usize {
    let frame = [&length.to_be_bytes()[..], &vec![0xff; 1024 * 1024]].concat();
    let mut taken = 0;
    while taken < at_most {
        match timeout(SOON, send.write(&frame)).await.unwrap() {
            Ok(bytes) => taken += bytes,
            Err(_closed) => break,
        }
    }
    taken
}

/// The code with which the victim closes.
pub(crate) async fn code(connection: &Connection) -> u32 {
    match timeout(SOON, connection.closed()).await.unwrap() {
        ConnectionError::ApplicationClosed(ApplicationClose { error_code, .. }) => {
            error_code.into_inner().try_into().unwrap()
        }
        other => panic!("not closed by the victim: {other:?}"),
    }
}
