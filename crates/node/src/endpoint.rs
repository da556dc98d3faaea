//! The iroh endpoint of a device: bound without relays, port mapper or lookups.
//!
//! An idle endpoint sends nothing. A dead link is noticed [`IDLE_TIMEOUT`] after the last packet,
//! about 25 s after it broke; the connection is then gone and whoever dials again gets a new one,
//! so an outage of any length heals by dialling. One of ten seconds keeps its connection.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use iroh::endpoint::{
    BindOpts, ConnectError, Connection, InvalidSocketAddr, PortmapperConfig, QuicTransportConfig,
    VarInt, presets,
};
use iroh::{Endpoint, EndpointAddr, EndpointId, RelayMode, SecretKey, TransportAddr, Watcher};
use n0_future::{Stream, StreamExt};

use crate::network::closing::REPLACED;

/// Protocol of two devices of a circle.
pub const MEET_ALPN: &[u8] = b"otagai/meet/1";

/// Protocol of a newcomer with an invitation and the device that lets it in.
pub const JOIN_ALPN: &[u8] = b"otagai/join/1";

/// After how long without a sign of life a connection is given up.
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// How often a connection without traffic shows that it lives.
pub const KEEP_ALIVE: Duration = Duration::from_secs(5);

/// After how long a dialled device counts as not there.
///
/// Shorter than [`IDLE_TIMEOUT`]: the packets of a handshake are repeated ever more slowly, so
/// after an outage a fresh attempt is faster than one that began during it.
pub const DIAL_TIMEOUT: Duration = Duration::from_secs(5);

/// Streams that the other side may have open beside the one of the conversation: those of photos.
const STREAMS_BESIDE: u32 = 8;

/// Bytes of one stream that may wait to be read: a frame of the largest size and its length.
const STREAM_WINDOW: u32 = 1024 * 1024 + 4;

/// Bytes of one connection that may wait to be read, or to be sent: what somebody who floods costs.
const CONNECTION_WINDOW: u32 = 2 * 1024 * 1024;

/// Who can reach the endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every network this computer is in.
    Networks,
    /// Only this computer: for tests.
    Loopback,
}

/// Why the endpoint could not be bound.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// The address cannot be bound to.
    #[error("not an address to listen on: {0}")]
    Address(#[from] InvalidSocketAddr),
    /// No UDP socket can be had.
    #[error("no UDP socket: {0}")]
    Socket(#[from] iroh::endpoint::BindError),
}

/// Why a device could not be dialled.
#[derive(Debug, thiserror::Error)]
pub enum DialError {
    /// No answer within [`DIAL_TIMEOUT`].
    #[error("no answer within {} s", DIAL_TIMEOUT.as_secs())]
    NoAnswer,
    /// No address to try, or whoever is at the address is somebody else or speaks another protocol.
    #[error("no connection: {0}")]
    Refused(Box<ConnectError>),
}

/// Binds the endpoint of the device whose secret key is `secret`.
///
/// `port` is the UDP port to take if it is free, so that addresses handed out before a restart
/// stay good; 0, or a port that somebody else has, means any. The port that was taken is in
/// [`current_addr`].
///
/// # Errors
///
/// [`BindError::Socket`] where no UDP socket can be had at all.
pub async fn bind(secret: &[u8; 32], reach: Reach, port: u16) -> Result<Endpoint, BindError> {
    match bind_at(secret, reach, port).await {
        Err(error) if port != 0 => {
            tracing::info!(port, %error, "port not free, taking another");
            bind_at(secret, reach, 0).await
        }
        bound => bound,
    }
}

/// Binds at exactly this port, or at any for 0.
async fn bind_at(secret: &[u8; 32], reach: Reach, port: u16) -> Result<Endpoint, BindError> {
    let (v4, v6) = match reach {
        Reach::Networks => (Ipv4Addr::UNSPECIFIED, Some(Ipv6Addr::UNSPECIFIED)),
        Reach::Loopback => (Ipv4Addr::LOCALHOST, None),
    };
    let idle = VarInt::from_u32(20_000);
    let mut builder = Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(secret))
        .alpns(vec![MEET_ALPN.to_vec(), JOIN_ALPN.to_vec()])
        .relay_mode(RelayMode::Disabled)
        .portmapper_config(PortmapperConfig::Disabled)
        .transport_config(
            QuicTransportConfig::builder()
                .max_idle_timeout(Some(idle.into()))
                .keep_alive_interval(KEEP_ALIVE)
                .max_concurrent_bidi_streams(VarInt::from_u32(1))
                .max_concurrent_uni_streams(VarInt::from_u32(STREAMS_BESIDE))
                .stream_receive_window(VarInt::from_u32(STREAM_WINDOW))
                .receive_window(VarInt::from_u32(CONNECTION_WINDOW))
                .send_window(CONNECTION_WINDOW.into())
                .datagram_receive_buffer_size(None)
                .build(),
        )
        .clear_ip_transports()
        .bind_addr(SocketAddr::from((v4, port)))?;
    if let Some(v6) = v6 {
        let optional = BindOpts::default().set_is_required(false);
        builder = builder.bind_addr_with_opts(SocketAddr::from((v6, port)), optional)?;
    }
    Ok(builder.bind().await?)
}

/// Where the endpoint can be reached now.
pub fn current_addr(endpoint: &Endpoint) -> EndpointAddr {
    endpoint.addr()
}

/// The endpoint's addresses now and after every change, without repetition.
///
/// Ends with the endpoint, which the stream does not keep alive.
pub fn addr_changes(
    endpoint: &Endpoint,
) -> impl Stream<Item = BTreeSet<SocketAddr>> + Send + Unpin + use<> {
    let mut last = None;
    endpoint.watch_addr().stream().filter_map(move |addr| {
        let now: BTreeSet<SocketAddr> = addr.ip_addrs().copied().collect();
        (last.as_ref() != Some(&now)).then(|| last.insert(now).clone())
    })
}

/// Connects to a device at any of these addresses.
///
/// # Errors
///
/// [`DialError::NoAnswer`] after [`DIAL_TIMEOUT`]; [`DialError::Refused`] where there is no
/// address, another device answers, or the protocol is not spoken there. That a stranger was
/// turned away after the handshake shows only on the first stream.
pub async fn dial(
    endpoint: &Endpoint,
    device: EndpointId,
    addrs: impl IntoIterator<Item = SocketAddr>,
    alpn: &[u8],
) -> Result<Connection, DialError> {
    let addr = EndpointAddr::from_parts(device, addrs.into_iter().map(TransportAddr::Ip));
    match tokio::time::timeout(DIAL_TIMEOUT, endpoint.connect(addr, alpn)).await {
        Ok(Ok(connection)) => Ok(connection),
        Ok(Err(error)) => Err(DialError::Refused(Box::new(error))),
        Err(_elapsed) => Err(DialError::NoAnswer),
    }
}

/// Connects anew to a device whose connection `old` is still open, as it should whenever the
/// device is seen at another address.
///
/// While a connection counts as open, iroh sends new handshakes where that one went, even if the
/// device is no longer there; and the side that stayed may not notice for most of a minute, because
/// it still hears the other. So where nobody answers, the old connection is closed and the device
/// dialled once more.
///
/// # Errors
///
/// Those of [`dial`]; with [`DialError::NoAnswer`] the old connection is closed as well.
pub async fn dial_again(
    endpoint: &Endpoint,
    old: &Connection,
    addrs: &[SocketAddr],
    alpn: &[u8],
) -> Result<Connection, DialError> {
    let device = old.remote_id();
    match dial(endpoint, device, addrs.iter().copied(), alpn).await {
        Err(DialError::NoAnswer) => {
            old.close(REPLACED, b"replaced");
            dial(endpoint, device, addrs.iter().copied(), alpn).await
        }
        answer => answer,
    }
}

#[cfg(test)]
mod tests {
    use iroh::endpoint::ConnectingError;

    use super::*;

    /// An endpoint that lets everybody in, where it is, and one to dial with.
    async fn host_and_guest() -> (Endpoint, Vec<SocketAddr>, Endpoint) {
        let host = bind(&[1; 32], Reach::Loopback, 0).await.unwrap();
        let guest = bind(&[2; 32], Reach::Loopback, 0).await.unwrap();
        let at = current_addr(&host).ip_addrs().copied().collect();
        let accepting = host.clone();
        tokio::spawn(async move {
            while let Some(incoming) = accepting.accept().await {
                // Refused ones are the test's business.
                tokio::spawn(
                    async move { Ok::<_, ConnectingError>(incoming.await?.closed().await) },
                );
            }
        });
        (host, at, guest)
    }

    #[tokio::test]
    async fn two_endpoints_on_loopback_meet_by_address() {
        let (host, at, guest) = host_and_guest().await;
        assert!(at.iter().all(|addr| addr.ip().is_loopback()), "{at:?}");
        for alpn in [MEET_ALPN, JOIN_ALPN] {
            let dialled = dial(&guest, host.id(), at.clone(), alpn).await.unwrap();
            assert_eq!((dialled.remote_id(), dialled.alpn()), (host.id(), alpn));
        }
        guest.close().await;
        host.close().await;
    }

    #[tokio::test]
    async fn whoever_answers_with_another_key_or_protocol_is_refused() {
        let (host, at, guest) = host_and_guest().await;
        let expected = SecretKey::from_bytes(&[3; 32]).public();
        let key = dial(&guest, expected, at.clone(), MEET_ALPN).await;
        assert!(
            matches!(key, Err(DialError::Refused(_))),
            "another key: {key:?}"
        );
        let protocol = dial(&guest, host.id(), at, b"otagai/other/1").await;
        assert!(
            matches!(protocol, Err(DialError::Refused(_))),
            "{protocol:?}"
        );
        let nowhere = dial(&guest, expected, [], MEET_ALPN).await;
        assert!(
            matches!(nowhere, Err(DialError::Refused(_))),
            "no address: {nowhere:?}"
        );
        guest.close().await;
        host.close().await;
    }

    #[tokio::test]
    async fn a_free_port_is_taken_and_a_taken_one_is_replaced() {
        let taken = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let second = bind(&[1; 32], Reach::Loopback, port).await.unwrap();
        assert_ne!(second.bound_sockets()[0].port(), port, "somebody has it");
        second.close().await;
        drop(taken);
        let first = bind(&[1; 32], Reach::Loopback, port).await.unwrap();
        assert_eq!(first.bound_sockets()[0].port(), port, "free again");
        first.close().await;
    }

    #[tokio::test]
    async fn the_first_address_comes_at_once() {
        let endpoint = bind(&[1; 32], Reach::Loopback, 0).await.unwrap();
        let first = addr_changes(&endpoint).next().await.unwrap();
        assert_eq!(first, current_addr(&endpoint).ip_addrs().copied().collect());
        endpoint.close().await;
    }
}
