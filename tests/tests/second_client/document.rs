//! Sections 5 to 7: the changes of one document, what a seal takes along, and which of them count.

use super::{
    change::{self, Change, FIRST},
    items::Item,
    names::Id,
    set::{Document, Held},
    written::hex,
};
use automerge::{ROOT, ReadDoc};
use std::collections::{BTreeMap, BTreeSet};

/// The item of a change with its name.
type Found = (Id, Item, Change);

impl Document {
    /// The changes not yet held that lie below a tip, with it; none where one is missing.
    pub(crate) fn covered<'a>(
        &self,
        tip: Id,
        near: impl Fn(&Id) -> Option<&'a Found>,
    ) -> Option<Vec<Found>> {
        let mut found = Vec::new();
        let mut done = BTreeSet::new();
        let mut next = vec![tip];
        while let Some(hash) = next.pop() {
            if hex(&hash) == FIRST || self.changes.contains_key(&hash) || !done.insert(hash) {
                continue;
            }
            let one = near(&hash).filter(|(_, _, change)| !change.deps.is_empty())?;
            next.extend(&one.2.deps);
            found.push(one.clone());
        }
        Some(found)
    }

    /// True when `new` is `old` or builds on it.
    pub(crate) fn builds_on(&self, new: Id, old: Id) -> bool {
        let mut next = vec![new];
        while let Some(hash) = next.pop() {
            if hash == old {
                return true;
            }
            next.extend(
                self.changes
                    .get(&hash)
                    .into_iter()
                    .flat_map(|change| &change.deps),
            );
        }
        false
    }

    /// The changes that count, in an order in which they can be applied.
    pub(crate) fn counting(&self, devices: &BTreeSet<Id>) -> Vec<&Change> {
        let is_sealed = |change: &Change| {
            self.seals.values().any(|seal| {
                devices.contains(&seal.device)
                    && change.is_by(&seal.device)
                    && self.builds_on(seal.tip, change.hash)
            })
        };
        let mut waiting: BTreeMap<Id, &Change> = self
            .changes
            .values()
            .filter(|change| is_sealed(change))
            .map(|change| (change.hash, change))
            .collect();
        let mut counted: BTreeMap<Id, &Change> = BTreeMap::new();
        let mut order = Vec::new();
        loop {
            let is_there = |hash: &Id| hex(hash) == FIRST || counted.contains_key(hash);
            let ready: Vec<&Change> = waiting
                .values()
                .filter(|change| change.deps.iter().all(is_there))
                .copied()
                .collect();
            if ready.is_empty() {
                break;
            }
            for change in ready {
                waiting.remove(&change.hash);
                counted.insert(change.hash, change);
                order.push(change);
            }
        }
        without_forks(order)
    }
}

/// Leaves out two changes of one actor with one number, and what builds on them.
fn without_forks(order: Vec<&Change>) -> Vec<&Change> {
    let mut numbers: BTreeMap<([u8; 24], u64), usize> = BTreeMap::new();
    for change in &order {
        *numbers.entry((change.actor, change.seq)).or_default() += 1;
    }
    let mut gone: BTreeSet<Id> = BTreeSet::new();
    order
        .into_iter()
        .filter(|change| {
            let is_fork = numbers.get(&(change.actor, change.seq)) != Some(&1);
            let is_gone = is_fork || change.deps.iter().any(|dep| gone.contains(dep));
            if is_gone {
                gone.insert(change.hash);
            }
            !is_gone
        })
        .collect()
}

impl Held {
    /// A text of the `fields` of somebody's only document of a kind.
    pub(crate) fn text(&self, author: Id, kind: &str, key: &str) -> Option<String> {
        let found = self.documents.values().find(|document| {
            (document.header.author, document.header.kind.as_str()) == (author, kind)
        })?;
        let devices = super::roster::Roster::of(self).devices_of(author);
        text_of(&found.counting(&devices), key)
    }
}

/// A text of the `fields` that changes make together.
pub(crate) fn text_of(changes: &[&Change], key: &str) -> Option<String> {
    let document = change::merged(changes.iter().copied())?;
    let (_, fields) = document.get(ROOT, "fields").ok()??;
    let (value, _) = document.get(fields, key).ok()??;
    value.as_str().map(str::to_owned)
}
