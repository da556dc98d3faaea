//! Records, statements and lists within the limits, person by person from the genesis.

use super::super::{Beyond, CircleSet};
use crate::{
    authority::Authority,
    id::{CircleId, DeviceId, ItemId, PersonId, StatementId},
    record::Record,
    signed::Verified,
    statement::{Statement, StatementBody},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is held of one person: records by id, statements in the order of their chains.
#[derive(Default)]
struct SaidBy<'a> {
    records: Vec<(ItemId, &'a Verified<Record>)>,
    chains: BTreeMap<DeviceId, BTreeMap<(u32, StatementId), &'a Verified<Statement>>>,
}

/// What stays.
#[derive(Default)]
struct Survivors {
    records: BTreeSet<ItemId>,
    statements: BTreeSet<StatementId>,
    authority: Authority,
    credential_keys: BTreeSet<(PersonId, [u8; 32])>,
    cut_lists: BTreeSet<(PersonId, ItemId)>,
    next: Vec<PersonId>,
}

impl CircleSet {
    /// Drops what lies beyond the limits on records, statements and lists, and what builds on it.
    pub(super) fn keep_standing(&mut self, beyond: &mut Beyond) {
        let kept = self.standing();
        self.records
            .retain(|id, _| kept.records.contains(id) || !beyond.insert(*id));
        self.statements.retain(|id, _| {
            kept.statements.contains(id) || !beyond.insert(ItemId::from_bytes(*id.as_bytes()))
        });
        self.authority = kept.authority;
        self.credential_keys = kept.credential_keys;
        self.cut_lists = kept.cut_lists;
        self.want_lists();
        self.lists
            .retain(|id| self.wanted_lists.contains(id) || !beyond.insert(*id));
    }

    fn standing(&self) -> Survivors {
        let mut said: BTreeMap<PersonId, SaidBy<'_>> = BTreeMap::new();
        let mut kept = Survivors::default();
        for (id, record) in &self.records {
            let of = said.entry(record.content().person).or_default();
            of.records.push((*id, record));
        }
        for (id, statement) in &self.statements {
            let content = statement.content();
            if CircleId::from(*id) == self.circle {
                kept.statements.insert(*id);
                if let Ok(StatementBody::Genesis(genesis)) = content.body() {
                    kept.next.extend(genesis.creators);
                }
                continue;
            }
            let of = said.entry(content.person).or_default();
            let chain = of.chains.entry(content.device).or_default();
            chain.insert((content.n, *id), statement);
        }
        while let Some(person) = kept.next.pop() {
            if kept.authority.name(person)
                && let Some(said) = said.get(&person)
            {
                kept.take(person, said, self.limits.records, self.limits.statements);
            }
        }
        kept
    }
}

impl Survivors {
    /// Records by id; then the statements of the devices that those certify, by number and id, then of the
    /// devices that those statements certify, and so on.
    fn take(&mut self, person: PersonId, said: &SaidBy<'_>, records: usize, statements: usize) {
        let mut level: BTreeSet<DeviceId> = BTreeSet::new();
        for (id, record) in said.records.iter().take(records) {
            self.records.insert(*id);
            level.extend(record.certified_device().map(|found| found.device));
            let key = record.certified_credential_key();
            self.credential_keys.extend(key.map(|key| (person, key)));
        }
        let mut left = statements;
        while !level.is_empty() {
            for device in &level {
                self.authority.certify(*device, person);
            }
            let chains = level.iter().filter_map(|device| said.chains.get(device));
            let order: BTreeMap<_, _> = chains.flatten().collect();
            let mut added = BTreeSet::new();
            for ((_, id), statement) in order.into_iter().take(left) {
                left = left.saturating_sub(1);
                self.statements.insert(*id);
                self.authority.hear(statement.content());
                match statement.content().body() {
                    Ok(StatementBody::Admitted(admitted)) => self.next.push(admitted.person),
                    Ok(StatementBody::DeviceAdded(found)) => {
                        added.insert(found.device);
                    }
                    Ok(StatementBody::DeviceLost(lost)) => {
                        self.cut_lists.insert((person, lost.cut.documents));
                    }
                    Ok(StatementBody::Removed(removed)) => {
                        self.cut_lists.insert((person, removed.cut.documents));
                    }
                    _ => {}
                }
            }
            added.retain(|device| !self.authority.is_certified(*device, person));
            level = added;
        }
    }
}
