//! The changes of a sealed document, merged.

use crate::{base, change::RawChange, cut::Tip, gate};
use automerge::{Automerge, ChangeHash};
use std::collections::{BTreeMap, BTreeSet};

/// What the changes of a sealed document make together, and its heads, sorted. None when one is missing or
/// does not fit.
pub fn merged(changes: &[&RawChange]) -> Option<(Vec<Tip>, Automerge)> {
    let mut waiting: BTreeMap<ChangeHash, &RawChange> = changes
        .iter()
        .map(|change| (change.hash, *change))
        .collect();
    let mut heads: BTreeSet<ChangeHash> = waiting.keys().copied().collect();
    for dep in waiting.values().flat_map(|change| &change.deps) {
        heads.remove(dep);
    }
    let mut there = BTreeSet::from([base::hash()]);
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let ready: Vec<ChangeHash> = waiting
            .values()
            .filter(|change| !change.deps.is_empty())
            .filter(|change| change.deps.iter().all(|dep| there.contains(dep)))
            .map(|change| change.hash)
            .collect();
        if ready.is_empty() {
            return None;
        }
        for hash in ready {
            order.extend(waiting.remove(&hash).cloned());
            there.insert(hash);
        }
    }
    let shown = gate::materialise(&order);
    if !shown.skipped.is_empty() {
        return None;
    }
    Some((heads.into_iter().map(Tip::from).collect(), shown.document))
}
