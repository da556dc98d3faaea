//! What was said: statements with their bodies read, and which of them is the newest word.

use super::{Statement, StatementBody};
use crate::{circle_set::CircleSet, id::StatementId, signed::Verified};
use std::collections::{BTreeMap, BTreeSet};

/// A statement with its body read.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    pub(crate) id: StatementId,
    pub(crate) statement: &'a Statement,
    pub(crate) body: StatementBody,
}

/// Those that were said and are well-formed, by id; a device's later ones are left out after a critical kind that this
/// version does not know.
pub(crate) fn said(set: &CircleSet) -> impl Iterator<Item = Said<'_>> {
    let authority = set.authority();
    set.statements().iter().filter_map(|(id, statement)| {
        let statement = statement.content();
        if !authority.is_understood(statement) {
            return None;
        }
        Some(Said {
            id: *id,
            statement,
            body: statement.body().ok()?,
        })
    })
}

/// Those that no other of them follows or has seen, directly or through any statements.
pub(crate) fn newest(
    statements: &BTreeMap<StatementId, Verified<Statement>>,
    among: BTreeSet<StatementId>,
) -> BTreeSet<StatementId> {
    let before = |id: &StatementId| -> Vec<StatementId> {
        statements.get(id).map_or_else(Vec::new, |statement| {
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
