//! Which changes of a document count.
//!
//! A change counts if and only if the device that owns its actor sealed it or a descendant that the same
//! device wrote, that device speaks for the author, and everything the change builds on counts. So a
//! device that merged somebody else's edits does not vouch for them.

use crate::{
    base,
    change::actor_prefix,
    circle_set::{ChangeEntry, DocumentEntry},
    id::DeviceId,
};
use automerge::ChangeHash;
use std::collections::{BTreeMap, BTreeSet};

/// The counting changes of a document in an order in which they can be applied, the same everywhere.
pub fn counting(document: &DocumentEntry, devices: &BTreeSet<DeviceId>) -> Vec<ChangeHash> {
    let sealed = sealed_by_owner(document, devices);
    let mut counted: BTreeSet<ChangeHash> = BTreeSet::from([base::hash()]);
    let mut order = Vec::new();
    // Dependencies first. A ready change is one whose dependencies all count; among those the lowest hash.
    let mut waiting: BTreeMap<ChangeHash, &ChangeEntry> = document
        .changes()
        .filter(|change| sealed.contains(&change.hash))
        .map(|change| (change.hash, change))
        .collect();
    loop {
        let ready: Vec<ChangeHash> = waiting
            .values()
            .filter(|change| {
                !change.deps.is_empty() && change.deps.iter().all(|dep| counted.contains(dep))
            })
            .map(|change| change.hash)
            .collect();
        if ready.is_empty() {
            return order;
        }
        for hash in ready {
            waiting.remove(&hash);
            counted.insert(hash);
            order.push(hash);
        }
    }
}

/// Changes that the device which owns their actor sealed, directly or through a tip of its own.
fn sealed_by_owner(document: &DocumentEntry, devices: &BTreeSet<DeviceId>) -> BTreeSet<ChangeHash> {
    let mut sealed = BTreeSet::new();
    for device in devices {
        let prefix = actor_prefix(device);
        let mut stack: Vec<ChangeHash> = document.tips_of(device).collect();
        let mut seen: BTreeSet<ChangeHash> = BTreeSet::new();
        while let Some(hash) = stack.pop() {
            let Some(change) = document.change(&hash) else {
                continue;
            };
            if !seen.insert(hash) {
                continue;
            }
            if change.actor.starts_with(&prefix) {
                sealed.insert(hash);
            }
            stack.extend(change.deps.iter().copied());
        }
    }
    sealed
}
