//! A device of Otagai as one of two processes.

use super::{pile::pile, question::DeviceQuestion};
use crate::{circle::Folders, clock, outcome::BenchOutcome};
use otagai_core::{
    card::{CardEdit, TextField},
    id::DeviceId,
    invite_link::InviteLink,
};
use otagai_node::{Node, NodeEvent, network::Network, profile::Profile, ticket::Ticket};
use serde_json::{Value, json};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::timeout,
};

/// How long anything may take before it is given up.
const PATIENCE: Duration = Duration::from_mins(5);

/// A running device.
pub(super) struct PeerDevice {
    node: Node,
    network: Arc<Network>,
}

impl PeerDevice {
    pub(super) async fn close(self) {
        self.node.shutdown().await;
    }
}

pub(super) async fn answer(
    device: &mut Option<PeerDevice>,
    question: DeviceQuestion,
) -> BenchOutcome<Value> {
    if let DeviceQuestion::Open {
        data,
        keys,
        passphrase,
        new,
    } = question
    {
        let folders = Folders {
            data,
            keys,
            passphrase,
        };
        let node = Node::open(folders.config()).await?;
        if let Some(name) = new {
            node.init(Profile::new(&name, "しんじん", "新人")?).await?;
        }
        let network = node.network().await?;
        *device = Some(PeerDevice { node, network });
        return Ok(Value::Null);
    }
    if let DeviceQuestion::Back {
        data,
        keys,
        passphrase,
    } = question
    {
        let folders = Folders {
            data,
            keys,
            passphrase,
        };
        let node = Node::open(folders.config()).await?;
        let events = node.subscribe();
        let begin = clock::now();
        let network = node.network().await?;
        met(events).await?;
        let ms = clock::since(begin);
        *device = Some(PeerDevice { node, network });
        return Ok(json!({ "ms": ms }));
    }
    let device = device.as_ref().ok_or("the folder is not open")?;
    match question {
        DeviceQuestion::Open { .. } | DeviceQuestion::Back { .. } => Ok(Value::Null),
        DeviceQuestion::Pile { bytes, round } => write(device, bytes, round).await,
        DeviceQuestion::Invite => invite(device).await,
        DeviceQuestion::Ticket => Ok(json!({ "ticket": device.network.ticket().to_string() })),
        DeviceQuestion::Join { link } => join(device, &link).await,
        DeviceQuestion::Meet { ticket } => meet(device, &ticket.parse()?).await,
        DeviceQuestion::Part => {
            let open: BTreeSet<DeviceId> = device.network.peers.devices().into_iter().collect();
            device.network.part(&open).await;
            Ok(Value::Null)
        }
        DeviceQuestion::Edit { banner } => edit(device, banner).await,
        DeviceQuestion::State => state(device).await,
    }
}

async fn invite(device: &PeerDevice) -> BenchOutcome<Value> {
    let circle = device.node.with_home(|home| home.circle(None)).await?;
    let hosts = device.network.hosts(circle).await?;
    let made = device
        .node
        .with_home(move |home| home.invite(circle, "新人", 1, 7, hosts));
    Ok(json!({ "link": made.await?.link.to_string() }))
}

/// From the click on 参加する to the moment at which both hold the same.
async fn join(device: &PeerDevice, link: &str) -> BenchOutcome<Value> {
    let link = InviteLink::parse(link)?;
    let events = device.node.subscribe();
    let begin = clock::now();
    device.network.join(&link, "はじめまして").await?;
    let returned = clock::since(begin);
    let (received, _device) = met(events).await?;
    Ok(json!({ "ms": returned, "received": received }))
}

async fn meet(device: &PeerDevice, ticket: &Ticket) -> BenchOutcome<Value> {
    let events = device.node.subscribe();
    let begin = clock::now();
    device.network.meet(ticket);
    let (received, remote) = met(events).await?;
    let ms = clock::since(begin);
    let open = device.network.peers.get(remote).ok_or("it is gone")?;
    let stats = open.connection.stats();
    Ok(json!({
        "ms": ms,
        "received": received,
        "udp_sent": stats.udp_tx.bytes,
        "udp_received": stats.udp_rx.bytes,
    }))
}

/// Waits for the first moment at which both hold the same: how many items came, and from whom.
async fn met(mut events: Receiver<NodeEvent>) -> BenchOutcome<(u32, DeviceId)> {
    let waiting = async {
        loop {
            match events.recv().await {
                Ok(NodeEvent::Met {
                    received, device, ..
                }) => return Ok((received, device)),
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return Err("the device stopped".into()),
            }
        }
    };
    timeout(PATIENCE, waiting).await?
}

async fn edit(device: &PeerDevice, banner: String) -> BenchOutcome<Value> {
    let edited = device.node.with_home(move |home| {
        let circle = home.circle(None)?;
        home.edit_card(circle, &CardEdit::Text(TextField::Banner, banner))
    });
    edited.await?;
    Ok(Value::Null)
}

/// Writes large things.
async fn write(device: &PeerDevice, bytes: usize, round: u8) -> BenchOutcome<Value> {
    let home = device.node.home()?;
    tokio::task::spawn_blocking(move || {
        let circle = home.circle(None)?;
        let items = pile(&home, circle, bytes, round)?;
        home.admit_own(&mut home.store(), circle, &items)?;
        Ok(Value::Null)
    })
    .await?
}

async fn state(device: &PeerDevice) -> BenchOutcome<Value> {
    let state = device.node.with_home(|home| {
        let circle = home.circle(None)?;
        let mut store = home.store();
        let statements = store.set(circle)?.statements().len();
        Ok(json!({
            "digest": store.digest(circle)?,
            "items": store.item_ids(circle)?.len(),
            "statements": statements,
            "members": store.members(circle)?.len(),
            "vouches": store.work(circle)?.vouches.len(),
        }))
    });
    Ok(state.await?)
}
