//! One document as it is held: its opening, its changes without their content, and its seals.

use crate::{
    change::RawChange,
    document::Opening,
    id::{DeviceId, ItemId},
    seal::Seal,
    signed::Verified,
};
use automerge::ChangeHash;
use std::collections::{BTreeMap, BTreeSet};

/// A change without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeEntry {
    /// Its hash.
    pub hash: ChangeHash,
    /// What it builds on.
    pub deps: Vec<ChangeHash>,
    /// Who wrote it.
    pub actor: [u8; 24],
    /// Its size, bytes.
    pub len: usize,
}

impl From<&RawChange> for ChangeEntry {
    fn from(change: &RawChange) -> Self {
        Self {
            hash: change.hash,
            deps: change.deps.clone(),
            actor: change.actor,
            len: change.bytes.len(),
        }
    }
}

/// One document as it is held.
#[derive(Debug, Clone)]
pub struct DocumentEntry {
    opening: Verified<Opening>,
    changes: BTreeMap<ChangeHash, ChangeEntry>,
    seals: BTreeMap<ItemId, Verified<Seal>>,
    pub(super) chunks: BTreeSet<ItemId>,
    pub(super) grants: BTreeSet<ItemId>,
    /// True: taken back, so no chunk and no grant of it is held any more.
    pub(super) dropped: bool,
    bytes: usize,
}

impl DocumentEntry {
    pub(super) fn new(opening: Verified<Opening>) -> Self {
        Self {
            opening,
            changes: BTreeMap::new(),
            seals: BTreeMap::new(),
            chunks: BTreeSet::new(),
            grants: BTreeSet::new(),
            dropped: false,
            bytes: 0,
        }
    }

    /// Who opened it, and its header.
    pub fn opening(&self) -> &Verified<Opening> {
        &self.opening
    }

    /// All changes, by hash.
    pub fn changes(&self) -> impl Iterator<Item = &ChangeEntry> {
        self.changes.values()
    }

    /// One change.
    pub fn change(&self, hash: &ChangeHash) -> Option<&ChangeEntry> {
        self.changes.get(hash)
    }

    /// How many changes.
    pub fn change_count(&self) -> usize {
        self.changes.len()
    }

    /// Size of all changes and chunks, bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Names of the seals held.
    pub fn seals(&self) -> impl Iterator<Item = ItemId> {
        self.seals.keys().copied()
    }

    /// Names of the chunks held.
    pub fn chunks(&self) -> impl Iterator<Item = ItemId> {
        self.chunks.iter().copied()
    }

    /// The tips that a device sealed.
    pub fn tips_of(&self, device: &DeviceId) -> impl Iterator<Item = ChangeHash> {
        self.seals
            .values()
            .map(Verified::content)
            .filter(move |seal| seal.device == *device)
            .map(|seal| ChangeHash(seal.tip.0))
    }

    pub(super) fn insert_change(&mut self, change: ChangeEntry) {
        self.bytes = self.bytes.saturating_add(change.len);
        self.changes.insert(change.hash, change);
    }

    /// Forgets its chunks and grants for good, and names them.
    pub(super) fn drop_words(&mut self) -> Vec<ItemId> {
        self.dropped = true;
        self.bytes = 0;
        let chunks = std::mem::take(&mut self.chunks);
        let grants = std::mem::take(&mut self.grants);
        chunks.into_iter().chain(grants).collect()
    }

    pub(super) fn add_bytes(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Takes a seal whose tip and ancestors are held. Gives the seals of the same device that it makes
    /// superfluous, or none at all when it is superfluous itself.
    pub(super) fn insert_seal(&mut self, seal: Verified<Seal>) -> Option<Vec<ItemId>> {
        let (device, tip) = (seal.content().device, ChangeHash(seal.content().tip.0));
        let mine: Vec<(ItemId, ChangeHash)> = self
            .seals
            .iter()
            .filter(|(_, other)| other.content().device == device)
            .map(|(id, other)| (*id, ChangeHash(other.content().tip.0)))
            .collect();
        if mine
            .iter()
            .any(|(_, other)| *other == tip || self.is_ancestor(&tip, other))
        {
            return None;
        }
        let superfluous: Vec<ItemId> = mine
            .into_iter()
            .filter(|(_, other)| self.is_ancestor(other, &tip))
            .map(|(id, _)| id)
            .collect();
        for id in &superfluous {
            self.seals.remove(id);
        }
        self.seals.insert(seal.item_id(), seal);
        Some(superfluous)
    }

    /// True when `old` lies below `new`.
    fn is_ancestor(&self, old: &ChangeHash, new: &ChangeHash) -> bool {
        let mut stack = vec![*new];
        let mut seen = BTreeSet::new();
        while let Some(hash) = stack.pop() {
            if !seen.insert(hash) {
                continue;
            }
            let Some(change) = self.changes.get(&hash) else {
                continue;
            };
            if change.deps.contains(old) {
                return true;
            }
            stack.extend(change.deps.iter().copied());
        }
        false
    }
}
