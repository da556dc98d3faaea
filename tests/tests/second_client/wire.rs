//! Section 2: connections, streams and frames.

use super::{cbor::Value, names::Id};
use iroh::{
    Endpoint, EndpointAddr, EndpointId, RelayMode, SecretKey, TransportAddr,
    endpoint::{Connection, PortmapperConfig, RecvStream, SendStream, VarInt, presets},
};
use std::{
    error::Error,
    io,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};
use tokio::{io::AsyncReadExt, time::timeout};

pub(crate) const MEET: &[u8] = b"otagai/meet/1";
pub(crate) const JOIN: &[u8] = b"otagai/join/1";
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(20);
const LONGEST_FRAME: usize = 1024 * 1024;

/// Frames in both directions.
pub(crate) struct Wire {
    pub(crate) connection: Connection,
    send: SendStream,
    recv: RecvStream,
}

async fn soon<T, E>(work: impl Future<Output = Result<T, E>>) -> io::Result<T>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    timeout(PATIENCE, work).await?.map_err(io::Error::other)
}

/// Binds the endpoint of a device on this computer only.
pub(crate) async fn bind(device: &Id) -> io::Result<Endpoint> {
    Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(device))
        .alpns(vec![MEET.to_vec()])
        .relay_mode(RelayMode::Disabled)
        .portmapper_config(PortmapperConfig::Disabled)
        .clear_ip_transports()
        .bind_addr(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
        .map_err(io::Error::other)?
        .bind()
        .await
        .map_err(io::Error::other)
}

/// Dials a device and opens the stream.
pub(crate) async fn dial(
    endpoint: &Endpoint,
    device: &Id,
    addresses: &[SocketAddr],
    alpn: &[u8],
) -> io::Result<Wire> {
    let id = EndpointId::from_bytes(device).map_err(io::Error::other)?;
    let addresses = addresses.iter().copied().map(TransportAddr::Ip);
    let address = EndpointAddr::from_parts(id, addresses);
    let connection = soon(endpoint.connect(address, alpn)).await?;
    let (send, recv) = soon(connection.open_bi()).await?;
    Ok(Wire {
        connection,
        send,
        recv,
    })
}

/// Waits for whoever dials, and for the stream.
pub(crate) async fn listen(endpoint: &Endpoint) -> io::Result<Wire> {
    let incoming = timeout(PATIENCE, endpoint.accept()).await?;
    let incoming = incoming.ok_or_else(|| io::Error::other("the endpoint is closed"))?;
    let connection = soon(incoming.into_future()).await?;
    let (send, recv) = soon(connection.accept_bi()).await?;
    Ok(Wire {
        connection,
        send,
        recv,
    })
}

impl Wire {
    /// Whose device is at the other end.
    pub(crate) fn remote(&self) -> Id {
        *self.connection.remote_id().as_bytes()
    }

    pub(crate) async fn write(&mut self, message: &Value) -> io::Result<()> {
        soon(write_frame(&mut self.send, message)).await
    }

    /// The next message; none where the other side has finished.
    pub(crate) async fn read(&mut self) -> io::Result<Option<Value>> {
        soon(read_frame(&mut self.recv)).await
    }

    /// Ends in good order: finishes, reads to the end, closes.
    pub(crate) async fn part(mut self) -> io::Result<()> {
        self.send.finish().map_err(io::Error::other)?;
        while let Ok(Some(_late)) = self.read().await {}
        self.connection.close(VarInt::from_u32(0), b"");
        Ok(())
    }
}

async fn write_frame(send: &mut SendStream, message: &Value) -> io::Result<()> {
    let frame = message.to_bytes();
    let length = u32::try_from(frame.len()).map_err(io::Error::other)?;
    send.write_all(&length.to_be_bytes()).await?;
    Ok(send.write_all(&frame).await?)
}

async fn read_frame(recv: &mut RecvStream) -> io::Result<Option<Value>> {
    let length = match recv.read_u32().await {
        Ok(length) => length as usize,
        Err(end) if end.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    };
    if length > LONGEST_FRAME {
        return Err(io::Error::other("a frame is too long"));
    }
    let mut frame = vec![0; length];
    AsyncReadExt::read_exact(recv, &mut frame).await?;
    let message =
        Value::read(&frame).ok_or_else(|| io::Error::other("a frame is no canonical CBOR"))?;
    Ok(Some(message))
}

/// Sends one message on a stream of its own (section 13).
pub(crate) async fn send_aside(connection: &Connection, message: &Value) -> io::Result<()> {
    let mut send = soon(connection.open_uni()).await?;
    soon(write_frame(&mut send, message)).await?;
    send.finish().map_err(io::Error::other)
}

/// The one message of the next stream that the other side opens.
pub(crate) async fn hear_aside(connection: &Connection) -> io::Result<Option<Value>> {
    let mut recv = soon(connection.accept_uni()).await?;
    soon(read_frame(&mut recv)).await
}
