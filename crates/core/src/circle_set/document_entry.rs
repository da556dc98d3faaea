//! One document as it is held: its opening, its changes without their content, and its seals.

use crate::{
    change::RawChange,
    document::Opening,
    id::{DeviceId, DocumentId, ItemId},
    item::change_item_id,
    limits::Limits,
    seal::Seal,
    signed::Verified,
};
use automerge::ChangeHash;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// A chunk without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChunkEntry {
    /// The device that signed it.
    pub(super) device: DeviceId,
    /// The chunks that it follows.
    pub(super) previous: Vec<ItemId>,
    /// Bytes of its ciphertext.
    pub(super) len: usize,
}

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
    pub(super) chunks: BTreeMap<ItemId, ChunkEntry>,
    /// Grants, and the devices that signed them.
    pub(super) grants: BTreeMap<ItemId, DeviceId>,
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
            chunks: BTreeMap::new(),
            grants: BTreeMap::new(),
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
        self.chunks.keys().copied()
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

    /// Forgets its chunks and grants, and names them.
    pub(super) fn drop_words(&mut self) -> Vec<ItemId> {
        self.bytes = 0;
        let chunks = std::mem::take(&mut self.chunks);
        let grants = std::mem::take(&mut self.grants);
        chunks.into_keys().chain(grants.into_keys()).collect()
    }

    /// How many items it is, its opening among them.
    pub(super) fn item_count(&self) -> usize {
        1 + self.changes.len() + self.seals.len() + self.chunks.len() + self.grants.len()
    }

    pub(super) fn insert_chunk(&mut self, id: ItemId, chunk: ChunkEntry) {
        self.bytes = self.bytes.saturating_add(chunk.len);
        self.chunks.insert(id, chunk);
    }

    pub(super) fn set_bytes(&mut self, bytes: usize) {
        self.bytes = bytes;
    }

    /// The changes up to a tip, and their size in bytes; some may be near and not held yet.
    pub(super) fn history(
        &self,
        tip: ChangeHash,
        near: &BTreeMap<ChangeHash, RawChange>,
    ) -> (BTreeSet<ChangeHash>, usize) {
        let (mut found, mut bytes) = (BTreeSet::new(), 0_usize);
        let mut stack = vec![tip];
        while let Some(hash) = stack.pop() {
            let (deps, len) = match (self.changes.get(&hash), near.get(&hash)) {
                (Some(change), _) => (&change.deps, change.len),
                (None, Some(change)) => (&change.deps, change.bytes.len()),
                (None, None) => continue,
            };
            if found.insert(hash) {
                bytes = bytes.saturating_add(len);
                stack.extend(deps.iter().copied());
            }
        }
        (found, bytes)
    }

    /// Keeps the seals with the longest histories, of equal ones the lowest ids, each that fits with its changes;
    /// names what goes. What replaces a seal has a longer history, so it comes first.
    pub(super) fn keep_changes(
        &mut self,
        document: DocumentId,
        limits: &Limits,
        room: usize,
        speaks: impl Fn(DeviceId) -> bool,
    ) -> Vec<ItemId> {
        let none = BTreeMap::new();
        let mut order: Vec<(Reverse<usize>, ItemId, ChangeHash)> = self
            .seals
            .iter()
            .filter(|(_, seal)| speaks(seal.content().device))
            .map(|(id, seal)| (*id, ChangeHash(seal.content().tip.0)))
            .map(|(id, tip)| (Reverse(self.history(tip, &none).0.len()), id, tip))
            .collect();
        order.sort_unstable();
        let (mut seals, mut kept) = (BTreeSet::new(), BTreeSet::new());
        let mut bytes = 0_usize;
        for (_, id, tip) in order {
            let mut with = self.history(tip, &none).0;
            with.extend(kept.iter().copied());
            let size = with
                .iter()
                .filter_map(|hash| self.changes.get(hash))
                .map(|change| change.len)
                .fold(0, usize::saturating_add);
            let fits = seals.len() < limits.seals
                && with.len() <= limits.document_changes
                && size <= limits.document_bytes
                && with.len().saturating_add(seals.len()) < room;
            if fits {
                seals.insert(id);
                (kept, bytes) = (with, size);
            }
        }
        let mut gone = Vec::new();
        self.seals.retain(|id, _| {
            let stays = seals.contains(id);
            gone.extend((!stays).then_some(*id));
            stays
        });
        let before = self.changes.len();
        self.changes.retain(|hash, _| {
            let stays = kept.contains(hash);
            gone.extend((!stays).then(|| change_item_id(document, *hash)));
            stays
        });
        if before > 0 {
            self.bytes = bytes;
        }
        gone
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
