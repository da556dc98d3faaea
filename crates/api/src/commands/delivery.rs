//! Who holds what the member at this computer wrote: saved here, given, passed on. Nothing is said of a device
//! that was not heard of since.

use crate::{
    ApiError, Device, convert,
    view::{
        CircleArgs, DeliveredView, DeliveryArgs, DeliveryState, DeliveryView, PeerView, StatusView,
    },
};
use otagai_core::id::{CircleId, DocumentId, ItemId, PersonId, StatementId};
use otagai_node::{
    NodeError,
    home::Home,
    store::{DeliveryRow, Standing, Store},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn status(device: &Device, args: CircleArgs) -> Result<StatusView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let network = device.node.running_network().await;
    let connected: BTreeSet<_> = network
        .as_ref()
        .map(|network| network.peers.devices().into_iter().collect())
        .unwrap_or_default();
    let status = device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let mut store = home.store();
            let mut met_at: BTreeMap<PersonId, u64> = BTreeMap::new();
            for row in store.peers(circle)? {
                let met = met_at.entry(row.person).or_default();
                *met = row.last_met.max(*met);
            }
            let roster = store.roster(circle)?;
            let near: BTreeSet<PersonId> = connected
                .iter()
                .filter_map(|device| roster.person_of(*device))
                .collect();
            let things = store.own_things(circle, home.person())?;
            let reached = reached(home, &store, circle)?;
            let people = others(home, &store, circle)?.into_iter().map(|person| {
                let rows = reached.get(&person).map_or(&[][..], Vec::as_slice);
                let through = rows.iter().map(|row| row.through_seq).max().unwrap_or(0);
                let missing = things.iter().filter(|thing| thing.seq > through).count();
                let heard = rows
                    .iter()
                    .max_by_key(|row| (row.at, row.told_by.is_none()));
                Ok(PeerView {
                    person: person.to_string(),
                    short: short(&store, circle, person)?,
                    last_met: met_at.get(&person).copied(),
                    connected: near.contains(&person),
                    missing: u32::try_from(missing).unwrap_or(u32::MAX),
                    heard_at: heard.map(|row| row.at),
                    via: via(&store, circle, heard)?,
                })
            });
            let people = people.collect::<Result<Vec<_>, NodeError>>()?;
            drop(store);
            let lost = home.lost_words(circle)?.len();
            Ok(StatusView {
                people,
                lost_words: u32::try_from(lost).unwrap_or(u32::MAX),
                too_large: network.is_some_and(|network| network.is_left_out(circle)),
            })
        })
        .await?;
    Ok(status)
}

pub(super) async fn delivery(
    device: &Device,
    args: DeliveryArgs,
) -> Result<DeliveryView, ApiError> {
    let named = convert::circle(&args.circle)?;
    // One form for both: a document's id and a statement's are hashes of different things.
    let wanted: ItemId = args
        .document
        .parse()
        .map_err(|_not_an_id| NodeError::OutOfRange)?;
    let view = device.node.with_home(move |home| {
        let circle = home.circle(named)?;
        let mut store = home.store();
        let things = store.own_things(circle, home.person())?;
        let thing = things.iter().find(|thing| {
            let document = thing.document.as_ref().map(DocumentId::as_bytes);
            let statement = thing.statement.as_ref().map(StatementId::as_bytes);
            document.or(statement) == Some(wanted.as_bytes())
        });
        let Some(thing) = thing else {
            return Ok(DeliveryView {
                saved: false,
                people: Vec::new(),
            });
        };
        let reached = reached(home, &store, circle)?;
        let people = others(home, &store, circle)?.into_iter().map(|person| {
            let rows = reached.get(&person).into_iter().flatten();
            let row = rows
                .filter(|row| row.through_seq >= thing.seq)
                .max_by_key(|row| (row.told_by.is_none(), row.at));
            Ok(DeliveredView {
                person: person.to_string(),
                short: short(&store, circle, person)?,
                state: match row {
                    Some(row) if row.told_by.is_none() => DeliveryState::Given,
                    Some(_) => DeliveryState::Passed,
                    None => DeliveryState::NotYet,
                },
                via: via(&store, circle, row)?,
                at: row.map(|row| row.at),
            })
        });
        Ok(DeliveryView {
            saved: true,
            people: people.collect::<Result<Vec<_>, NodeError>>()?,
        })
    });
    Ok(view.await?)
}

/// How far everybody has come, by person.
fn reached(
    home: &Home,
    store: &Store,
    circle: CircleId,
) -> Result<BTreeMap<PersonId, Vec<DeliveryRow>>, NodeError> {
    let mut reached: BTreeMap<PersonId, Vec<DeliveryRow>> = BTreeMap::new();
    for row in store.delivery(circle, home.person())? {
        reached.entry(row.person).or_default().push(row);
    }
    Ok(reached)
}

/// Everybody else who is in.
fn others(home: &Home, store: &Store, circle: CircleId) -> Result<Vec<PersonId>, NodeError> {
    let members = store.members(circle)?.into_iter();
    let others = members.filter(|row| row.standing == Standing::Member);
    Ok(others
        .map(|row| row.person)
        .filter(|person| *person != home.person())
        .collect())
}

/// Who told, if somebody did.
fn via(store: &Store, circle: CircleId, row: Option<&DeliveryRow>) -> Result<String, NodeError> {
    match row.and_then(|row| row.told_by) {
        Some(teller) => short(store, circle, teller),
        None => Ok(String::new()),
    }
}

/// What somebody is called.
fn short(store: &Store, circle: CircleId, person: PersonId) -> Result<String, NodeError> {
    let card = store.card(circle, person)?;
    Ok(card.map(|row| row.card.short).unwrap_or_default())
}
