//! Section 7: who is a member, and by which devices.

use super::{
    items::Item,
    names::{Id, verify},
    set::Held,
    statement::{Body, Statement},
};
use std::collections::{BTreeMap, BTreeSet};

/// Who is in.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    /// Members and those who left; true for stewards.
    pub(crate) members: BTreeMap<Id, bool>,
    left: BTreeSet<Id>,
    /// Devices of members: the person and the encryption key.
    pub(crate) devices: BTreeMap<Id, (Id, Id)>,
    /// Invitations of members: inviter, one-time key.
    pub(crate) invitations: BTreeMap<Id, (Id, Id)>,
    /// The charter in force and its version.
    pub(crate) charter: Option<(Id, Vec<Id>)>,
    frozen: BTreeMap<Id, u64>,
}

/// How a device stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Member,
    Unknown,
    Gone,
}

/// What the one-time key of an invitation signs.
pub(crate) fn join_message(circle: &Id, invitation: &Id, person: &Id, device: &Id) -> Vec<u8> {
    let tag = b"otagai/join-proof/1\0".as_slice();
    [tag, circle, invitation, person, device].concat()
}

impl Roster {
    pub(crate) fn of(held: &Held) -> Self {
        let mut roster = Self::default();
        let Some(Statement {
            body:
                Some(Body::Genesis {
                    creators,
                    by_steward,
                    ..
                }),
            ..
        }) = held.statements.get(&held.circle)
        else {
            return roster;
        };
        for said in held.statements.values().filter(|said| said.freezes) {
            let first = roster.frozen.entry(said.device).or_insert(said.n);
            *first = said.n.min(*first);
        }
        roster.members = creators.iter().map(|creator| (*creator, true)).collect();
        while roster.let_in(held, *by_steward) {}
        roster.take_devices(held);
        let mut adopted = None;
        let said: Vec<(Id, Statement)> = roster
            .said(held)
            .map(|(id, said)| (id, said.clone()))
            .collect();
        for (id, said) in said {
            match said.body {
                Some(Body::Left) => {
                    roster.left.insert(said.person);
                }
                Some(Body::Adopt { charter, heads })
                    if roster.members.get(&said.person) == Some(&true) =>
                {
                    adopted = adopted.max(Some((said.n, id, charter, heads)));
                }
                _ => {}
            }
        }
        roster.charter = adopted.map(|(_, _, charter, heads)| (charter, heads));
        roster
    }

    /// Statements, without those of devices that are frozen.
    pub(crate) fn said<'a>(&self, held: &'a Held) -> impl Iterator<Item = (Id, &'a Statement)> {
        held.statements
            .iter()
            .filter(|(_, said)| {
                let first = self.frozen.get(&said.device);
                first.is_none_or(|first| said.n < *first)
            })
            .map(|(id, said)| (*id, said))
    }

    /// One round; true when it let somebody in.
    fn let_in(&mut self, held: &Held, by_steward: bool) -> bool {
        let mut wishes: BTreeMap<Id, (u64, bool)> = BTreeMap::new();
        let mut joined: BTreeMap<Id, (Id, Id, bool)> = BTreeMap::new();
        let mut admitted: Vec<(Id, Id, Id, Id)> = Vec::new();
        for (id, said) in self.said(held).collect::<Vec<_>>() {
            match &said.body {
                Some(Body::Invite {
                    key,
                    uses,
                    by_steward,
                    ..
                }) if self.members.contains_key(&said.person) => {
                    self.invitations.insert(id, (said.person, *key));
                    wishes.insert(id, (*uses, *by_steward));
                }
                Some(Body::Admitted {
                    invitation,
                    person,
                    joined,
                }) if self.members.contains_key(&said.person) => {
                    admitted.push((said.person, *invitation, *person, *joined));
                }
                _ => {}
            }
        }
        for (id, said) in self.said(held) {
            if let Some(Body::Joined {
                invitation, proof, ..
            }) = &said.body
            {
                let message = join_message(&held.circle, invitation, &said.person, &said.device);
                let key = self.invitations.get(invitation).map(|(_, key)| key);
                let is_proved = key.is_some_and(|key| verify(key, &message, proof));
                joined.insert(id, (said.person, *invitation, is_proved));
            }
        }
        let mut newcomers: BTreeMap<Id, (Id, BTreeSet<Id>)> = BTreeMap::new();
        for (host, invitation, person, wish) in admitted {
            if joined.get(&wish) == Some(&(person, invitation, true)) {
                let newcomer = newcomers.entry(person);
                let (_, hosts) = newcomer.or_insert((invitation, BTreeSet::new()));
                hosts.insert(host);
            }
        }
        let joined_with = |invitation: Id| {
            newcomers
                .values()
                .filter(|(own, _)| *own == invitation)
                .count()
        };
        let mut new = Vec::new();
        for (person, (invitation, hosts)) in &newcomers {
            let (uses, wants_steward) = wishes.get(invitation).copied().unwrap_or_default();
            let inviter = self.invitations.get(invitation).map(|(inviter, _)| inviter);
            let steward = hosts
                .iter()
                .any(|host| self.members.get(host) == Some(&true));
            let is_vouched = steward || inviter.is_some_and(|inviter| hosts.contains(inviter));
            let too_many = joined_with(*invitation) as u64 > uses;
            let waits = (by_steward || wants_steward) && !steward || too_many && !is_vouched;
            if !waits && !self.members.contains_key(person) {
                new.push((*person, false));
            }
        }
        let is_new = !new.is_empty();
        self.members.extend(new);
        is_new
    }

    fn take_devices(&mut self, held: &Held) {
        let by_record = held.records.values().filter_map(|record| {
            let (device, encryption) = record.device?;
            Some((device, (record.person, encryption)))
        });
        let added = held.statements.values().filter_map(|said| match said.body {
            Some(Body::DeviceAdded { device, encryption }) => {
                Some((device, (said.person, encryption)))
            }
            _ => None,
        });
        for (device, owner) in by_record.chain(added) {
            if self.members.contains_key(&owner.0) {
                let known = self.devices.entry(device).or_insert(owner);
                *known = owner.min(*known);
            }
        }
    }

    pub(crate) fn standing(&self, device: &Id) -> Standing {
        match self.devices.get(device) {
            Some((person, _)) if self.left.contains(person) => Standing::Gone,
            Some(_) => Standing::Member,
            None => Standing::Unknown,
        }
    }

    pub(crate) fn devices_of(&self, person: Id) -> BTreeSet<Id> {
        let own = self.devices.iter().filter(|(_, owner)| owner.0 == person);
        own.map(|(device, _)| *device).collect()
    }
}

impl Held {
    /// The admission set of a person (section 12).
    pub(crate) fn admission_set(&self, person: Id) -> Vec<Item> {
        let mut wanted: BTreeSet<Id> = BTreeSet::from([self.circle]);
        let mut persons: BTreeSet<Id> = BTreeSet::new();
        let mut next = vec![person];
        while let Some(person) = next.pop() {
            if !persons.insert(person) {
                continue;
            }
            for (id, said) in &self.statements {
                let Some(Body::Admitted {
                    invitation,
                    person: newcomer,
                    joined,
                }) = &said.body
                else {
                    continue;
                };
                if *newcomer == person {
                    for id in [id, invitation, joined] {
                        next.extend(self.statements.get(id).map(|said| said.person));
                        self.want_chain(*id, &mut wanted);
                    }
                }
            }
        }
        let signed_by: BTreeSet<Id> = wanted
            .iter()
            .filter_map(|id| self.statements.get(id))
            .map(|said| said.device)
            .collect();
        for (id, said) in &self.statements {
            if matches!(said.body, Some(Body::DeviceAdded { device, .. }) if signed_by.contains(&device))
            {
                self.want_chain(*id, &mut wanted);
            }
        }
        let records = self
            .records
            .iter()
            .filter(|(_, record)| persons.contains(&record.person));
        wanted.extend(records.map(|(id, _)| *id));
        wanted
            .iter()
            .filter_map(|id| self.items.get(id))
            .cloned()
            .collect()
    }

    fn want_chain(&self, last: Id, wanted: &mut BTreeSet<Id>) {
        let mut next = Some(last);
        while let Some(id) = next.filter(|id| wanted.insert(*id)) {
            next = self.statements.get(&id).and_then(|said| said.prev);
        }
    }
}
