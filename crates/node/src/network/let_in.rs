//! The host's side of joining: carries a [`Host`] over one connection, with the store behind it.

use super::Network;
use crate::{
    NodeError, NodeEvent,
    frames::{MAX_FRAME, read_frame, write_frame},
};
use iroh::endpoint::{Connection, SendStream, VarInt};
use otagai_core::{
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId},
    item::{Item, change_item_id, opening_item_id},
    secret::CircleSecret,
};
use otagai_store::Store;
use otagai_sync::join::{self, Host, HostInput, HostOutput, Invited, RefuseCode};
use std::{collections::VecDeque, sync::Arc, time::Duration};
use tokio::time::timeout;

/// A newcomer who stays silent for this long is given up.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long a last frame may take to arrive.
const FAREWELL: Duration = Duration::from_secs(2);

/// Talks to whoever knocks.
pub(super) async fn run(network: &Arc<Network>, connection: &Connection, newcomer: DeviceId) {
    if let Err(error) = talk(network, connection, newcomer).await {
        tracing::debug!(device = newcomer.brief(), %error, "joining ended");
    }
    connection.close(VarInt::from_u32(0), b"bye");
}

async fn talk(
    network: &Arc<Network>,
    connection: &Connection,
    newcomer: DeviceId,
) -> Result<(), NodeError> {
    let silent = || NodeError::Network("the newcomer fell silent".to_owned());
    let (mut send, mut recv) = timeout(PATIENCE, connection.accept_bi())
        .await
        .map_err(|_elapsed| silent())?
        .map_err(|error| NodeError::Network(error.to_string()))?;
    let home = &network.home;
    let mut host = Host::new(home.author.device(), newcomer, home.clock().now());
    loop {
        let frame = timeout(PATIENCE, read_frame(&mut recv, MAX_FRAME))
            .await
            .map_err(|_elapsed| silent())?
            .map_err(|error| NodeError::Network(error.to_string()))?;
        let Some(frame) = frame else { return Ok(()) };
        let mut inputs = VecDeque::from([HostInput::Frame(frame)]);
        while let Some(input) = inputs.pop_front() {
            for output in host.handle(input) {
                match output {
                    HostOutput::Send(frame) => write(&mut send, &frame).await?,
                    HostOutput::Close(reason) => {
                        if send.finish().is_ok() {
                            let _arrived = timeout(FAREWELL, send.stopped()).await;
                        }
                        return Err(NodeError::Network(reason.to_string()));
                    }
                    other => inputs.push_back(answer(network, newcomer, other).await?),
                }
            }
        }
    }
}

async fn write(send: &mut SendStream, frame: &[u8]) -> Result<(), NodeError> {
    timeout(PATIENCE, write_frame(send, frame))
        .await
        .map_err(|_elapsed| NodeError::Network("the newcomer takes nothing".to_owned()))?
        .map_err(|error| NodeError::Network(error.to_string()))
}

/// Asks the store on a thread that may wait; what it cannot do is a refusal, not the end of the program.
async fn answer(
    network: &Arc<Network>,
    newcomer: DeviceId,
    output: HostOutput,
) -> Result<HostInput, NodeError> {
    let network = Arc::clone(network);
    tokio::task::spawn_blocking(move || match look_up(&network, newcomer, output) {
        Ok(input) => input,
        Err(error) => {
            tracing::warn!(%error, "a newcomer could not be let in");
            HostInput::Declined(RefuseCode::NotNow)
        }
    })
    .await
    .map_err(|_panicked| NodeError::Stopped)
}

fn look_up(
    network: &Network,
    newcomer: DeviceId,
    output: HostOutput,
) -> Result<HostInput, NodeError> {
    let home = &network.home;
    let mut store = home.store();
    Ok(match output {
        HostOutput::Find { key } => {
            HostInput::Found(find(&mut store, &key, home.person(), newcomer)?.map(Box::new))
        }
        HostOutput::Load {
            circle,
            items,
            document,
        } => HostInput::Loaded(load(&mut store, circle, items, document)?),
        HostOutput::Admit {
            circle,
            items,
            admitted,
        } => {
            let person = admitted.person;
            let signed = join::admit(store.set(circle)?, home.author.keys(), admitted)?;
            let batch: Vec<Item> = std::iter::once(signed).chain(items).collect();
            home.admit_own(&mut store, circle, &batch)?;
            home.emit(NodeEvent::Admitted { circle, person });
            let (items, secrets) = acceptance(&mut store, circle, person)?;
            HostInput::Admitted { items, secrets }
        }
        HostOutput::AdmitAgain { circle, person } => {
            let (items, secrets) = acceptance(&mut store, circle, person)?;
            HostInput::Admitted { items, secrets }
        }
        // Handled by the caller.
        HostOutput::Send(_) | HostOutput::Close(_) => HostInput::Declined(RefuseCode::NotNow),
    })
}

fn find(
    store: &mut Store,
    key: &[u8; 32],
    host: PersonId,
    newcomer: DeviceId,
) -> Result<Option<Invited>, NodeError> {
    for circle in store.circles()? {
        let (set, roster) = store.held(circle)?;
        if let Some(invited) = Invited::find(set, roster, key, host, newcomer) {
            return Ok(Some(invited));
        }
    }
    Ok(None)
}

/// The named items and everything of a document.
fn load(
    store: &mut Store,
    circle: CircleId,
    mut items: Vec<ItemId>,
    document: DocumentId,
) -> Result<Vec<Item>, NodeError> {
    if let Some(entry) = store.set(circle)?.document(&document) {
        items.push(opening_item_id(document));
        items.extend(
            entry
                .changes()
                .map(|change| change_item_id(document, change.hash)),
        );
        items.extend(entry.seals());
    }
    Ok(store.load_items(circle, &items)?)
}

/// What somebody who was let in is given: what shows it, and the secrets unless a steward's word is missing.
fn acceptance(
    store: &mut Store,
    circle: CircleId,
    person: PersonId,
) -> Result<(Vec<Item>, Vec<CircleSecret>), NodeError> {
    let (set, roster) = store.held(circle)?;
    let (wanted, is_member) = (set.admission_set(person), roster.is_member(person));
    let wanted: Vec<ItemId> = wanted.into_iter().collect();
    let items = store.load_items(circle, &wanted)?;
    let secrets = if is_member {
        store.secrets(circle)?
    } else {
        Vec::new()
    };
    Ok((items, secrets))
}
