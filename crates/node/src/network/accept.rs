//! Taking in connections: meetings of devices, and newcomers who knock.

use super::{
    Network,
    closing::FULL,
    let_in,
    meeting::{self, person_of},
    patience::{HANDSHAKES, STRANGERS},
};
use crate::endpoint::{JOIN_ALPN, MEET_ALPN};
use iroh::endpoint::{Connection, Incoming};
use otagai_core::id::DeviceId;
use otagai_sync::meet::Role;
use std::sync::Arc;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::timeout,
};

/// Takes in connections until the endpoint closes.
pub(super) async fn run(network: Arc<Network>) {
    let handshakes = Arc::new(Semaphore::new(HANDSHAKES));
    let strangers = Arc::new(Semaphore::new(STRANGERS));
    let mut talks = JoinSet::new();
    while let Some(incoming) = network.endpoint.accept().await {
        let Ok(place) = Arc::clone(&handshakes).try_acquire_owned() else {
            incoming.refuse();
            continue;
        };
        talks.spawn(talk(
            Arc::clone(&network),
            incoming,
            place,
            Arc::clone(&strangers),
        ));
        while talks.try_join_next().is_some() {}
    }
}

async fn talk(
    network: Arc<Network>,
    incoming: Incoming,
    handshaking: OwnedSemaphorePermit,
    strangers: Arc<Semaphore>,
) {
    let connection: Connection = match timeout(network.patience.handshake, incoming).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return tracing::debug!(%error, "handshake failed"),
        Err(_elapsed) => return tracing::debug!("handshake took too long"),
    };
    drop(handshaking);
    let remote = DeviceId::from_bytes(*connection.remote_id().as_bytes());
    let meets = connection.alpn() == MEET_ALPN;
    // However many strangers there are, a member finds room.
    let place = if meets && is_of_member(&network, remote).await {
        None
    } else {
        let Ok(place) = strangers.try_acquire_owned() else {
            return connection.close(FULL, b"full");
        };
        Some(place)
    };
    if meets {
        meeting::run(network, connection, remote, Role::Listener).await;
    } else if connection.alpn() == JOIN_ALPN {
        let_in::run(&network, &connection, remote).await;
    }
    drop(place);
}

async fn is_of_member(network: &Arc<Network>, remote: DeviceId) -> bool {
    let known = network
        .desk
        .with(move |home| Ok(person_of(&mut home.store(), remote).is_some()));
    known.await.unwrap_or(false)
}
