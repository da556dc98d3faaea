//! Who is in the circle: a pure function of the set of verified statements, evaluated from the genesis.
//!
//! Membership = `Joined` (the newcomer proves the invitation's key, binds their own root, agrees to the
//! charter) + `Admitted` (a member let them in). No clock decides: expiry was judged once, by the clock of
//! the member who signed `Admitted`. More distinct persons than an invitation's uses: all that neither the
//! inviter nor a steward admitted are waiting.
//!
//! Not here yet: removal, lost devices and their cuts are stored and relayed, but change nothing.

mod joining;

use crate::{
    circle_set::CircleSet,
    id::{DeviceId, DocumentId, PersonId, StatementId},
    record::RecordBody,
    statement::{
        Admission, Invite, StatementBody,
        said::{Said, said},
    },
};
use automerge::ChangeHash;
use std::collections::{BTreeMap, BTreeSet};

/// Who is in, who waits, and which devices speak for whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// Name of the circle at its founding.
    pub name: String,
    /// Members and those who left, by person.
    pub members: BTreeMap<PersonId, Member>,
    /// Joined, but over the invitation's uses or without the steward's word.
    pub waiting: BTreeSet<PersonId>,
    /// Devices of members.
    pub devices: BTreeMap<DeviceId, Device>,
    /// Invitations of members.
    pub invitations: BTreeMap<StatementId, Invitation>,
    /// The charter in force.
    pub charter: Option<(DocumentId, Vec<ChangeHash>)>,
    /// Devices that used a number twice.
    pub forked: BTreeSet<DeviceId>,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who invited; none for a creator.
    pub invited_by: Option<PersonId>,
    /// Steps of the invitation chain to a creator.
    pub distance: u32,
    /// True for a steward.
    pub steward: bool,
    /// True when the member has left.
    pub left: bool,
}

/// A device of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Whose device.
    pub person: PersonId,
    /// X25519 key for what is encrypted to it.
    pub encryption_key: [u8; 32],
}

/// An invitation of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Who invited.
    pub inviter: PersonId,
    /// What was said.
    pub invite: Invite,
    /// Who was let in with it, whether a member or waiting.
    pub used_by: BTreeSet<PersonId>,
}

impl Roster {
    /// Works out the roster of a circle.
    pub fn of(set: &CircleSet) -> Self {
        let mut roster = Self::default();
        let Some(admission) = roster.found(set) else {
            return roster;
        };
        let said: Vec<Said<'_>> = said(set).collect();
        let mut proofs = joining::Proofs::new();
        // Each round may let in somebody whose own invitations then count.
        loop {
            let before = (roster.members.len(), roster.waiting.len());
            joining::round(&mut roster, set, &said, admission, &mut proofs);
            if (roster.members.len(), roster.waiting.len()) == before {
                break;
            }
        }
        roster.take_devices(set);
        roster.take_rest(&said);
        roster
    }

    /// True when the person is a member who has not left.
    pub fn is_member(&self, person: PersonId) -> bool {
        self.members.get(&person).is_some_and(|member| !member.left)
    }

    /// True when what a device writes for a person counts: they are or were a member, and it speaks for nobody else.
    pub fn speaks_for(&self, device: DeviceId, person: PersonId) -> bool {
        let known = self.devices.get(&device);
        known.is_some_and(|known| known.person == person)
    }

    /// True when a statement is by a device of the member who is named in it.
    pub(crate) fn is_by_member(&self, said: &Said<'_>) -> bool {
        self.speaks_for(said.statement.device, said.statement.person)
    }

    /// The member that a live device speaks for.
    pub fn person_of(&self, device: DeviceId) -> Option<PersonId> {
        self.devices
            .get(&device)
            .map(|device| device.person)
            .filter(|person| self.is_member(*person))
    }

    /// The invitation with this one-time key.
    pub fn invitation_by_key(&self, key: &[u8; 32]) -> Option<(StatementId, &Invitation)> {
        self.invitations
            .iter()
            .find(|(_, invitation)| invitation.invite.key == *key)
            .map(|(id, found)| (*id, found))
    }

    /// Reads the genesis; none when it is not held.
    fn found(&mut self, set: &CircleSet) -> Option<Admission> {
        let genesis = set
            .statements()
            .values()
            .find(|statement| statement.id().as_bytes() == set.circle().as_bytes())?;
        let Ok(StatementBody::Genesis(genesis)) = genesis.content().body() else {
            return None;
        };
        self.name = crate::text::shown(&genesis.name, crate::limits::forms::CIRCLE_NAME);
        for creator in genesis.creators {
            let member = Member {
                invited_by: None,
                distance: 0,
                steward: true,
                left: false,
            };
            self.members.insert(creator, member);
        }
        Some(genesis.admission)
    }

    fn take_devices(&mut self, set: &CircleSet) {
        for record in set.records() {
            if let Ok(RecordBody::Device(certificate)) = record.content().body() {
                self.take_device(
                    certificate.device,
                    record.content().person,
                    certificate.encryption_key,
                );
            }
        }
        for statement in set.statements().values() {
            if let Ok(StatementBody::DeviceAdded(added)) = statement.content().body() {
                self.take_device(
                    added.device,
                    statement.content().person,
                    added.encryption_key,
                );
            }
        }
    }

    /// A device that two persons claim speaks for the lower id: the same choice everywhere.
    fn take_device(&mut self, device: DeviceId, person: PersonId, encryption_key: [u8; 32]) {
        if !self.members.contains_key(&person) {
            return;
        }
        let mine = Device {
            person,
            encryption_key,
        };
        let known = self.devices.entry(device).or_insert_with(|| mine.clone());
        if (mine.person, mine.encryption_key) < (known.person, known.encryption_key) {
            *known = mine;
        }
    }

    /// Leaving, the charter in force, and forks.
    fn take_rest(&mut self, said: &[Said<'_>]) {
        let mut numbers: BTreeMap<(DeviceId, u32), usize> = BTreeMap::new();
        let mut adopted: Option<((u32, StatementId), DocumentId, Vec<ChangeHash>)> = None;
        for Said {
            id,
            statement,
            body,
        } in said
        {
            let said = statement;
            *numbers.entry((said.device, said.n)).or_default() += 1;
            let steward = self
                .members
                .get(&said.person)
                .is_some_and(|member| member.steward);
            match body {
                StatementBody::Left(_) => {
                    if let Some(member) = self.members.get_mut(&said.person) {
                        member.left = true;
                    }
                }
                StatementBody::Adopt(adopt) if steward => {
                    let order = (said.n, *id);
                    if adopted.as_ref().is_none_or(|(best, ..)| *best < order) {
                        let heads = adopt.heads.iter().map(|tip| ChangeHash(tip.0)).collect();
                        adopted = Some((order, adopt.charter, heads));
                    }
                }
                _ => {}
            }
        }
        self.charter = adopted.map(|(_, charter, heads)| (charter, heads));
        self.forked = numbers
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|((device, _), _)| device)
            .collect();
    }
}

#[cfg(test)]
mod tests;
