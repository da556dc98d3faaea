//! The statements about jobs and vouches, and which of them is the newest word.

use super::Ignored;
use crate::{
    circle_set::CircleSet,
    id::{DeviceId, PersonId, StatementId},
    roster::Roster,
    signed::Verified,
    statement::StatementBody,
};
use std::collections::{BTreeMap, BTreeSet};

/// A statement of a member.
pub(crate) struct Said {
    pub(crate) id: StatementId,
    pub(crate) person: PersonId,
    pub(crate) body: StatementBody,
}

/// Whether a statement is about a job or a vouch.
pub(super) const fn about_work(body: &StatementBody) -> bool {
    matches!(
        body,
        StatementBody::Confirm(_)
            | StatementBody::Accept(_)
            | StatementBody::Withdraw(_)
            | StatementBody::Veto(_)
            | StatementBody::Shown(_)
    )
}

/// Those of a kind by members, by devices that are theirs; a device's later ones are left out after a critical kind
/// that this version does not know, as in the roster.
pub(crate) fn said(
    set: &CircleSet,
    roster: &Roster,
    wanted: fn(&StatementBody) -> bool,
    ignored: &mut BTreeMap<StatementId, Ignored>,
) -> Vec<Said> {
    let mut frozen: BTreeMap<DeviceId, u32> = BTreeMap::new();
    for said in set.statements().values().map(Verified::content) {
        if said.critical && matches!(said.body(), Ok(StatementBody::Unknown)) {
            let first = frozen.entry(said.device).or_insert(said.n);
            *first = said.n.min(*first);
        }
    }
    let mut found = Vec::new();
    for (id, statement) in set.statements() {
        let said = statement.content();
        let Ok(body) = said.body() else {
            continue;
        };
        if !wanted(&body) {
            continue;
        }
        if frozen
            .get(&said.device)
            .is_some_and(|first| said.n >= *first)
        {
            continue;
        }
        let device = roster.devices.get(&said.device);
        if device.is_some_and(|device| device.person == said.person) {
            found.push(Said {
                id: *id,
                person: said.person,
                body,
            });
        } else {
            ignored.insert(*id, Ignored::NotAMember);
        }
    }
    found
}

/// Those that no other of them follows or has seen, directly or through any statements.
pub(crate) fn newest(set: &CircleSet, among: BTreeSet<StatementId>) -> BTreeSet<StatementId> {
    let before = |id: &StatementId| -> Vec<StatementId> {
        set.statements().get(id).map_or_else(Vec::new, |statement| {
            let said = statement.content();
            said.prev.iter().chain(&said.seen).copied().collect()
        })
    };
    let mut newest = among;
    if newest.len() < 2 {
        return newest;
    }
    let mut stack: Vec<StatementId> = newest.iter().flat_map(before).collect();
    let mut known = BTreeSet::new();
    while let Some(id) = stack.pop() {
        if known.insert(id) {
            newest.remove(&id);
            stack.extend(before(&id));
        }
    }
    newest
}
