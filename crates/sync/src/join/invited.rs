//! What a host knows of an invitation when somebody knocks with its key.

use otagai_core::{
    circle_set::CircleSet,
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId, StatementId},
    roster::Roster,
    statement::{Invite, Joined, StatementBody},
};
use std::collections::BTreeSet;

/// An invitation, looked up in the host's own set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundInvitation {
    pub(super) circle: CircleId,
    pub(super) invitation: StatementId,
    pub(super) invite: Invite,
    /// Everybody whom a member let in with it, their `Joined` held or not.
    pub(super) used_by: BTreeSet<PersonId>,
    /// The person of the device that knocks, where it was let in with this invitation before.
    pub(super) admitted: Option<PersonId>,
    pub(super) charter: DocumentId,
    pub(super) heads: BTreeSet<[u8; 32]>,
    /// What shows the newcomer where it is: everything but the charter's own items.
    pub(super) welcome: Vec<ItemId>,
}

impl FoundInvitation {
    /// Looks for the invitation with a one-time key in one circle. `host` is the local person, `remote` the
    /// device that knocks. None where there is no such invitation, or no charter in force.
    pub fn find(
        set: &CircleSet,
        roster: &Roster,
        key: &[u8; 32],
        host: PersonId,
        remote: DeviceId,
    ) -> Option<Self> {
        let (invitation, found) = roster.invitation_by_key(key)?;
        let (charter, heads) = roster.charter.as_ref()?;
        let author = set.opening(charter)?.content().header.author;
        let mut welcome: BTreeSet<ItemId> = [host, found.inviter, author]
            .into_iter()
            .flat_map(|person| set.admission_set(person))
            .collect();
        let adopting = set
            .statements()
            .iter()
            .filter(|(_, said)| matches!(said.content().body(), Ok(StatementBody::Adopt(_))));
        for (id, said) in adopting {
            welcome.extend(set.admission_set(said.content().person));
            want_chain(set, *id, &mut welcome);
        }
        want_chain(set, invitation, &mut welcome);
        Some(Self {
            circle: set.circle(),
            invitation,
            invite: found.invite.clone(),
            used_by: let_in_with(set, roster, invitation),
            admitted: set
                .authority()
                .persons_of(remote)
                .find(|person| found.used_by.contains(person)),
            charter: *charter,
            heads: heads.iter().map(|head| head.0).collect(),
            welcome: welcome.into_iter().collect(),
        })
    }

    /// True when this person cannot be let in any more.
    pub(super) fn is_spent_for(&self, person: Option<PersonId>) -> bool {
        person.is_none_or(|person| !self.used_by.contains(&person))
            && self.used_by.len() >= usize::from(self.invite.uses)
    }

    /// True when the newcomer agreed to the charter in force.
    pub(super) fn is_in_force(&self, joined: &Joined) -> bool {
        let heads: BTreeSet<[u8; 32]> = joined.heads.iter().map(|tip| tip.0).collect();
        joined.charter == self.charter && heads == self.heads
    }
}

/// Everybody whom a member let in with an invitation.
fn let_in_with(set: &CircleSet, roster: &Roster, invitation: StatementId) -> BTreeSet<PersonId> {
    set.statements()
        .values()
        .filter(|said| roster.is_member(said.content().person))
        .filter_map(|said| match said.content().body() {
            Ok(StatementBody::Admitted(admitted)) if admitted.invitation == invitation => {
                Some(admitted.person)
            }
            _ => None,
        })
        .collect()
}

/// A statement and everything before it in its device's chain.
fn want_chain(set: &CircleSet, last: StatementId, wanted: &mut BTreeSet<ItemId>) {
    let mut next = Some(last);
    while let Some(id) = next {
        let Some(said) = set.statements().get(&id) else {
            return;
        };
        wanted.insert(said.item_id());
        next = said.content().prev;
    }
}
