//! What the store says to the questions of a session.

use super::addresses_of;
use crate::{NodeError, NodeEvent, network::Network};
use otagai_core::{
    id::{CircleId, DeviceId, PersonId},
    roster::Roster,
};
use otagai_store::Store;
use otagai_sync::meet::{CircleOffer, Input, Output, RemoteStanding};

/// What moved over one connection.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Counts {
    pub(super) received: u32,
    pub(super) sent: u32,
    pub(super) refused: u32,
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

/// Does one thing that a session asks for.
pub(super) fn answer(
    network: &Network,
    remote: DeviceId,
    number: u64,
    counts: &mut Counts,
    output: Output,
) -> Result<Option<Input>, NodeError> {
    let home = &network.home;
    let mut store = home.store();
    Ok(match output {
        Output::List(circle) => Some(Input::Listed {
            circle,
            items: store.item_ids(circle)?,
        }),
        Output::Load {
            circle,
            request,
            items,
        } => Some(Input::Loaded {
            circle,
            request,
            items: store.load_items(circle, &items)?,
            last: true,
        }),
        Output::LoadAdmission { circle, request } => {
            let wanted: Vec<_> = store
                .set(circle)?
                .admission_set(home.person())
                .into_iter()
                .collect();
            Some(Input::Loaded {
                circle,
                request,
                items: store.load_items(circle, &wanted)?,
                last: true,
            })
        }
        Output::Store { circle, items } => {
            let admitted = store.admit(circle, &items)?;
            let refused = admitted.intake.refused.len();
            home.tell(circle, &admitted, Some(number));
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
                remote: standing(store.roster(circle)?, remote),
            })
        }
        Output::StoreSecrets { circle, secrets } => {
            store.add_secrets(circle, &secrets)?;
            drop(store);
            network.refresh_keys()?;
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
            drop(store);
            met(network, remote, *counts, circle, &digest)?;
            None
        }
        Output::LoadNews(circle) => Some(Input::NewsLoaded {
            circle,
            entries: store.untold_news(circle, remote, home.person())?,
        }),
        Output::News { circle, entries } => {
            if let Some(teller) = store.roster(circle)?.person_of(remote)
                && store.learn(circle, home.person(), teller, &entries, home.clock().now())?
            {
                home.emit(NodeEvent::Delivery { circle });
            }
            None
        }
        Output::NewsTold { circle, entries } => {
            store.told_news(circle, remote, &entries)?;
            None
        }
        Output::Refused { count, .. } => {
            counts.refused = more(counts.refused, count);
            None
        }
        // Handled by the caller.
        Output::Send(_) | Output::Close(_) => None,
    })
}

/// Both hold the same in a circle: notes when and where, and tells everybody.
fn met(
    network: &Network,
    remote: DeviceId,
    counts: Counts,
    circle: CircleId,
    digest: &[u8; 32],
) -> Result<(), NodeError> {
    let home = &network.home;
    // First: a link that is made upon the event names the device that was met.
    remember_addresses(network, remote)?;
    let mut store = home.store();
    if let Some(person) = store.roster(circle)?.person_of(remote) {
        let heard_of = store.met(circle, remote, person, digest, home.clock().now())?;
        home.emit(NodeEvent::Met {
            circle,
            person,
            device: remote,
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

/// Remembers where a member's device was met.
fn remember_addresses(network: &Network, remote: DeviceId) -> Result<(), NodeError> {
    let Some(open) = network.peers.get(remote) else {
        return Ok(());
    };
    let mut store = network.home.store();
    for address in addresses_of(&open.connection) {
        store.saw_address(remote, &address.to_string(), network.home.clock().now())?;
    }
    Ok(())
}
