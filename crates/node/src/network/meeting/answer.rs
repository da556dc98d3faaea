//! What the store says to the questions of a session.

use crate::{NodeError, NodeEvent, home::Home};
use otagai_core::{
    id::{CircleId, DeviceId, PersonId},
    roster::Roster,
};
use otagai_store::Store;
use otagai_sync::meet::{CircleOffer, Input, Output, RemoteStanding};
use std::net::SocketAddr;

/// What moved over one connection.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Counts {
    pub(super) received: u32,
    pub(super) sent: u32,
    pub(super) refused: u32,
}

/// Who is at the other end.
#[derive(Debug, Clone)]
pub(super) struct Remote {
    /// The device.
    pub(super) device: DeviceId,
    /// Number of the connection.
    pub(super) number: u64,
    /// Where it is.
    pub(super) addresses: Vec<SocketAddr>,
}

/// What is said about a circle in a hello.
pub(super) fn offer(
    store: &mut Store,
    circle: CircleId,
    remote: DeviceId,
    me: PersonId,
) -> Result<CircleOffer, NodeError> {
    Ok(CircleOffer {
        circle,
        secrets: store.secrets(circle)?,
        digest: store.digest(circle)?,
        remote: standing(store.roster(circle)?, remote),
        news: !store.untold_news(circle, remote, me)?.is_empty(),
        since_met: store.since_met(circle, remote)?,
    })
}

/// How the device at the other end stands in a circle.
pub(super) fn standing(roster: &Roster, remote: DeviceId) -> RemoteStanding {
    match roster.person_of(remote) {
        Some(_) => RemoteStanding::Member,
        None if roster.devices.contains_key(&remote) => RemoteStanding::Removed,
        None => RemoteStanding::Unknown,
    }
}

/// Does one thing that a session asks for. Blocks.
pub(super) fn answer(
    home: &Home,
    remote: &Remote,
    counts: &mut Counts,
    output: Output,
) -> Result<Option<Input>, NodeError> {
    let mut store = home.store();
    let device = remote.device;
    Ok(match output {
        Output::List(circle) => Some(Input::Listed {
            circle,
            items: store.item_ids(circle)?,
        }),
        Output::Store { circle, items } => {
            let admitted = home.admit(&mut store, circle, &items, Some(remote.number))?;
            let refused = admitted.intake.refused.len();
            Some(Input::Stored {
                circle,
                stored: admitted
                    .intake
                    .stored
                    .iter()
                    .map(|stored| stored.id)
                    .collect(),
                refused,
                deferred: admitted.intake.deferred,
                digest: admitted.digest,
                remote: standing(store.roster(circle)?, device),
            })
        }
        Output::StoreSecrets { circle, secrets } => {
            store.add_secrets(circle, &secrets)?;
            None
        }
        Output::Met {
            circle,
            digest,
            received,
            sent,
        } => {
            counts.received = more(counts.received, received);
            counts.sent = more(counts.sent, sent);
            met(home, &mut store, remote, *counts, circle, &digest)?;
            None
        }
        Output::LoadNews(circle) => Some(Input::NewsLoaded {
            circle,
            entries: store.untold_news(circle, device, home.person())?,
        }),
        Output::News { circle, entries } => {
            if let Some(teller) = store.roster(circle)?.person_of(device)
                && store.learn(circle, home.person(), teller, &entries, home.clock().now())?
            {
                home.emit(NodeEvent::Delivery { circle });
            }
            None
        }
        Output::NewsTold { circle, entries } => {
            store.told_news(circle, device, &entries)?;
            None
        }
        Output::Refused { count, .. } => {
            counts.refused = more(counts.refused, count);
            None
        }
        // Handled by the caller.
        Output::Send(_)
        | Output::Load { .. }
        | Output::LoadAdmission { .. }
        | Output::LeftOut { .. }
        | Output::Close(_) => None,
    })
}

/// Both hold the same in a circle: notes when and where, and tells everybody.
fn met(
    home: &Home,
    store: &mut Store,
    remote: &Remote,
    counts: Counts,
    circle: CircleId,
    digest: &[u8; 32],
) -> Result<(), NodeError> {
    let now = home.clock().now();
    // First: a link that is made upon the event names the device that was met.
    for address in &remote.addresses {
        store.saw_address(remote.device, &address.to_string(), now)?;
    }
    if let Some(person) = store.roster(circle)?.person_of(remote.device) {
        let heard_of = store.met(circle, remote.device, person, digest, now)?;
        home.emit(NodeEvent::Met {
            circle,
            person,
            device: remote.device,
            received: counts.received,
            sent: counts.sent,
            heard_of,
        });
    }
    Ok(())
}

fn more(sum: u32, count: usize) -> u32 {
    sum.saturating_add(u32::try_from(count).unwrap_or(u32::MAX))
}
