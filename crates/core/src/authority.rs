//! Who speaks for whom, and up to where: the one place that says which devices are a person's.
//!
//! A device speaks for a person whom the genesis or a stored `Admitted` names, and whose root, or a device of theirs,
//! certified it. That is asked before anything of it is stored ([`CircleSet`](crate::circle_set::CircleSet)), when changes
//! are counted ([`counting`](crate::counting)) and when somebody knocks. It speaks up to the first critical statement of
//! its own that this version does not know: what it said behind that may mean something else.
//!
//! Of two persons that certified one device, the roster lets it speak for one
//! ([`Roster::speaks_for`](crate::roster::Roster::speaks_for)), and only for members.

use crate::{
    id::{DeviceId, PersonId},
    statement::{Statement, StatementBody},
};
use std::collections::{BTreeMap, BTreeSet};

/// Which devices speak for which persons, and up to which statement.
#[derive(Debug, Clone, Default)]
pub struct Authority {
    /// Persons that the genesis or a stored `Admitted` names: only their items are stored.
    named: BTreeSet<PersonId>,
    /// Devices and the persons that certified them.
    certified: BTreeSet<(DeviceId, PersonId)>,
    /// Of a device the number of its first critical statement that this version does not know.
    ends: BTreeMap<DeviceId, u32>,
}

impl Authority {
    /// The genesis or a stored `Admitted` names a person; false where they were named before.
    pub(crate) fn name(&mut self, person: PersonId) -> bool {
        self.named.insert(person)
    }

    /// A person certifies a device; false where they did so before.
    pub(crate) fn certify(&mut self, device: DeviceId, person: PersonId) -> bool {
        self.certified.insert((device, person))
    }

    /// Notes how far a device speaks, by a statement of its own that is stored.
    pub(crate) fn hear(&mut self, said: &Statement) {
        if said.critical && matches!(said.body(), Ok(StatementBody::Unknown)) {
            let end = self.ends.entry(said.device).or_insert(said.n);
            *end = said.n.min(*end);
        }
    }

    /// True when genesis or a stored `Admitted` names the person.
    pub fn is_named(&self, person: PersonId) -> bool {
        self.named.contains(&person)
    }

    /// True when the person, whoever they are, certified the device.
    pub fn is_certified(&self, device: DeviceId, person: PersonId) -> bool {
        self.certified.contains(&(device, person))
    }

    /// True when what the device writes for the person is stored.
    pub fn speaks_for(&self, device: DeviceId, person: PersonId) -> bool {
        self.is_named(person) && self.is_certified(device, person)
    }

    /// True when a stored statement lies before the end of what its device can be understood to say.
    pub fn is_understood(&self, said: &Statement) -> bool {
        let end = self.ends.get(&said.device);
        end.is_none_or(|end| said.n < *end)
    }

    /// The devices that a person certified.
    pub fn devices_of(&self, person: PersonId) -> BTreeSet<DeviceId> {
        self.certified
            .iter()
            .filter(|(_, owner)| *owner == person)
            .map(|(device, _)| *device)
            .collect()
    }

    /// The persons that certified a device.
    pub fn persons_of(&self, device: DeviceId) -> impl Iterator<Item = PersonId> {
        let (first, last) = ([0; 32], [0xff; 32]);
        self.certified
            .range((device, PersonId::from_bytes(first))..=(device, PersonId::from_bytes(last)))
            .map(|(_, person)| *person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::CircleId;

    const DEVICE: DeviceId = DeviceId::from_bytes([1; 32]);
    const ALICE: PersonId = PersonId::from_bytes([2; 32]);
    const BOB: PersonId = PersonId::from_bytes([3; 32]);

    fn statement(n: u32, kind: u16, critical: bool) -> Statement {
        Statement {
            version: 1,
            kind,
            critical,
            circle: CircleId::from_bytes([4; 32]),
            person: ALICE,
            device: DEVICE,
            n,
            prev: None,
            seen: Vec::new(),
            body: Vec::new(),
        }
    }

    #[test]
    fn a_device_speaks_for_whom_it_is_certified_by_once_they_are_named() {
        let mut authority = Authority::default();
        assert!(authority.certify(DEVICE, ALICE));
        assert!(!authority.speaks_for(DEVICE, ALICE), "nobody named her yet");
        assert!(authority.name(ALICE) && authority.name(BOB));
        assert!(authority.speaks_for(DEVICE, ALICE));
        assert!(!authority.speaks_for(DEVICE, BOB), "he certified none");
        assert_eq!(authority.devices_of(ALICE), BTreeSet::from([DEVICE]));
        assert_eq!(authority.persons_of(DEVICE).collect::<Vec<_>>(), [ALICE]);
    }

    #[test]
    fn behind_a_critical_statement_of_a_later_version_a_device_is_not_understood() {
        const LATER: u16 = 60_000;
        let mut authority = Authority::default();
        authority.hear(&statement(7, LATER, false));
        assert!(
            authority.is_understood(&statement(8, LATER, false)),
            "it may be passed over"
        );
        authority.hear(&statement(5, LATER, true));
        authority.hear(&statement(3, LATER, true));
        assert!(authority.is_understood(&statement(2, LATER, true)));
        assert!(
            !authority.is_understood(&statement(3, LATER, true)),
            "the first of them counts"
        );
        assert!(!authority.is_understood(&statement(8, LATER, false)));
    }
}
