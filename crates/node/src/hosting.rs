//! What a member who lets somebody in has to look up and store, whoever carries the conversation.

use crate::{NodeError, NodeEvent, home::Home};
use otagai_core::{
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId},
    item::{Item, change_item_id, opening_item_id},
    notice::Notice,
    secret::CircleSecret,
};
use otagai_store::Store;
use otagai_sync::join::{self, FoundInvitation, HostInput, HostOutput, RefuseCode};

impl Home {
    /// Answers what a host asks of the device that it is on. Blocks.
    ///
    /// # Errors
    /// [`NodeError`] when it cannot be read or stored.
    pub(crate) fn answer_host(
        &self,
        newcomer: DeviceId,
        output: HostOutput,
    ) -> Result<HostInput, NodeError> {
        let mut store = self.store();
        Ok(match output {
            HostOutput::Find { key } => {
                HostInput::Found(find(&mut store, &key, self.person(), newcomer)?.map(Box::new))
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
                let signed = join::admit(store.set(circle)?, self.author.keys(), admitted)?;
                let batch: Vec<Item> = std::iter::once(signed).chain(items).collect();
                self.admit_own(&mut store, circle, &batch)?;
                self.emit(NodeEvent::Notice {
                    circle,
                    notice: Notice::LetIn { person },
                });
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
}

fn find(
    store: &mut Store,
    key: &[u8; 32],
    host: PersonId,
    newcomer: DeviceId,
) -> Result<Option<FoundInvitation>, NodeError> {
    for circle in store.circles()? {
        let (set, roster) = store.held(circle)?;
        if let Some(invited) = FoundInvitation::find(set, roster, key, host, newcomer) {
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

/// What somebody who was let in is given: what shows it, and the secrets unless they wait. Who waits because the
/// invitation was used too often is shown who else used it.
fn acceptance(
    store: &mut Store,
    circle: CircleId,
    person: PersonId,
) -> Result<(Vec<Item>, Vec<CircleSecret>), NodeError> {
    let (set, roster) = store.held(circle)?;
    let (mut wanted, is_member) = (set.admission_set(person), roster.is_member(person));
    if roster.waiting.contains(&person) {
        let uses = roster.invitations.values().map(|found| &found.used_by);
        let others = uses.filter(|users| users.contains(&person)).flatten();
        wanted.extend(others.flat_map(|other| set.admission_set(*other)));
    }
    let wanted: Vec<ItemId> = wanted.into_iter().collect();
    let items = store.load_items(circle, &wanted)?;
    let secrets = if is_member {
        store.secrets(circle)?
    } else {
        Vec::new()
    };
    Ok((items, secrets))
}
