//! Taking in connections: meetings of devices, and newcomers who knock.

use super::{Network, let_in, meeting};
use crate::endpoint::{JOIN_ALPN, MEET_ALPN};
use iroh::endpoint::{Connection, Incoming};
use otagai_core::id::DeviceId;
use otagai_sync::meet::Role;
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, task::JoinSet, time::timeout};

/// Connections that are being taken in or talked to at once.
const AT_ONCE: usize = 128;
/// A handshake that takes longer is given up.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Takes in connections until the endpoint closes.
pub(super) async fn run(network: Arc<Network>) {
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut talks = JoinSet::new();
    while let Some(incoming) = network.endpoint.accept().await {
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            incoming.refuse();
            continue;
        };
        let network = Arc::clone(&network);
        talks.spawn(async move {
            talk(network, incoming).await;
            drop(place);
        });
        while talks.try_join_next().is_some() {}
    }
}

async fn talk(network: Arc<Network>, incoming: Incoming) {
    let connection: Connection = match timeout(HANDSHAKE, incoming).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return tracing::debug!(%error, "handshake failed"),
        Err(_elapsed) => return tracing::debug!("handshake took too long"),
    };
    let remote = DeviceId::from_bytes(*connection.remote_id().as_bytes());
    if connection.alpn() == MEET_ALPN {
        meeting::run(network, connection, remote, Role::Listener).await;
    } else if connection.alpn() == JOIN_ALPN {
        let_in::run(&network, &connection, remote).await;
    }
}
