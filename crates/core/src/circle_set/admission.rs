//! The admission set of a person: everything another device needs to see that the person was let in.

use super::CircleSet;
use crate::{
    id::{DeviceId, ItemId, PersonId, StatementId},
    signed::Verified,
    statement::{NO_CIRCLE, Statement, StatementBody},
};
use std::collections::BTreeSet;

impl CircleSet {
    /// Names of the items that show how a person came in: the genesis, the person's records and `Joined`,
    /// who invited and who admitted with their chains up to there, and so on back to a creator.
    /// Not in order; a batch needs none.
    pub fn admission_set(&self, person: PersonId) -> BTreeSet<ItemId> {
        let mut wanted: BTreeSet<StatementId> = self
            .statements
            .iter()
            .filter(|(_, statement)| statement.content().circle == NO_CIRCLE)
            .map(|(id, _)| *id)
            .collect();
        let mut persons: BTreeSet<PersonId> = BTreeSet::new();
        let mut next = vec![person];
        while let Some(person) = next.pop() {
            if !persons.insert(person) {
                continue;
            }
            for (id, statement) in self.letting_in(person) {
                self.want_chain(id, &mut wanted);
                next.push(statement.content().person);
            }
        }
        // Whoever signed something wanted must be shown to speak for a person as well.
        let devices: BTreeSet<DeviceId> = wanted
            .iter()
            .filter_map(|id| self.statements.get(id))
            .map(|said| said.content().device)
            .collect();
        let records = self
            .records
            .iter()
            .filter(|(_, record)| persons.contains(&record.content().person));
        let added =
            self.statements
                .iter()
                .filter(|(_, statement)| match statement.content().body() {
                    Ok(StatementBody::DeviceAdded(added)) => devices.contains(&added.device),
                    _ => false,
                });
        for (id, _) in added {
            self.want_chain(*id, &mut wanted);
        }
        let statements = wanted
            .into_iter()
            .map(|id| ItemId::from_bytes(*id.as_bytes()));
        records.map(|(id, _)| *id).chain(statements).collect()
    }

    /// The statements that let a person in: `Admitted`, the person's `Joined`, the invitation.
    fn letting_in(&self, person: PersonId) -> Vec<(StatementId, &Verified<Statement>)> {
        let mut found = Vec::new();
        for (id, statement) in &self.statements {
            let Ok(StatementBody::Admitted(admitted)) = statement.content().body() else {
                continue;
            };
            if admitted.person != person {
                continue;
            }
            found.push((*id, statement));
            for id in [admitted.joined, admitted.invitation] {
                found.extend(self.statements.get(&id).map(|statement| (id, statement)));
            }
        }
        found
    }

    /// A statement and everything before it in its device's chain.
    fn want_chain(&self, last: StatementId, wanted: &mut BTreeSet<StatementId>) {
        let mut next = Some(last);
        while let Some(id) = next {
            if !wanted.insert(id) {
                break;
            }
            next = self
                .statements
                .get(&id)
                .and_then(|statement| statement.content().prev);
        }
    }
}
