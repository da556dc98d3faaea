//! Limits on numbers: what lies beyond one is not held, whatever arrived first.
//!
//! Each rule puts the items of one author into an order in which nothing comes before what it builds on, and
//! takes them from the beginning as long as they fit. What was taken earlier never depends on what comes later in
//! the order, so devices that were given the same items hold the same in the end, in whatever order they came.

mod standing;

use super::{Beyond, CircleSet, DocumentEntry};
use crate::{
    document::{Header, Kind},
    id::{DeviceId, DocumentId, ItemId, PersonId},
    item::opening_item_id,
    limits::Limits,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a batch put into the set.
#[derive(Debug, Default)]
pub(super) struct Grown {
    pub(super) persons: BTreeSet<PersonId>,
    pub(super) documents: BTreeSet<DocumentId>,
}

impl CircleSet {
    /// Drops what lies beyond a limit and what builds on it, and names it. `grown`: what may have more now than
    /// it had; only that is counted.
    pub(super) fn keep_within(&mut self, grown: &Grown) -> Beyond {
        let mut beyond = Beyond::new();
        if self.is_within(grown) {
            return beyond;
        }
        self.keep_standing(&mut beyond);
        self.keep_documents(&mut beyond);
        for id in &beyond {
            self.items.remove(id);
        }
        beyond
    }

    /// True when nobody and no document of those that grew has more than the limits allow.
    fn is_within(&self, grown: &Grown) -> bool {
        let documents = grown.documents.iter().filter_map(|id| self.document(id));
        documents.clone().all(|entry| entry.is_within(&self.limits))
            && grown
                .persons
                .iter()
                .chain(documents.map(|entry| &entry.opening().content().header.author))
                .collect::<BTreeSet<_>>()
                .into_iter()
                .all(|person| self.is_person_within(*person))
            && self
                .lists
                .iter()
                .all(|list| self.wanted_lists.contains(list))
    }

    fn is_person_within(&self, person: PersonId) -> bool {
        let records = self.records.values();
        let statements = self.statements.values();
        let documents = self.documents.values();
        records
            .filter(|record| record.content().person == person)
            .count()
            <= self.limits.records
            && statements
                .filter(|statement| statement.content().person == person)
                .count()
                <= self.limits.statements
            && documents
                .filter(|entry| entry.opening().content().header.author == person)
                .map(DocumentEntry::item_count)
                .sum::<usize>()
                <= self.limits.document_items
    }

    /// Of each author the documents in their order, each as far as it fits into what those before have left.
    fn keep_documents(&mut self, beyond: &mut Beyond) {
        let mut order: BTreeMap<(PersonId, bool, DocumentId), DocumentEntry> = BTreeMap::new();
        for (id, entry) in std::mem::take(&mut self.documents) {
            let header = &entry.opening().content().header;
            order.insert((header.author, !is_single(header), id), entry);
        }
        let mut left: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut kept = BTreeMap::new();
        for ((author, _, id), mut entry) in order {
            let left = left.entry(author).or_insert(self.limits.document_items);
            let speaks = |device: DeviceId| self.authority.speaks_for(device, author);
            let opened = *left > 0 && speaks(entry.opening().content().device);
            let room = if opened { left.saturating_sub(1) } else { 0 };
            beyond.extend(entry.keep_within(id, &self.limits, room, speaks));
            if opened {
                *left = left.saturating_sub(entry.item_count());
                kept.insert(id, entry);
            } else {
                beyond.insert(opening_item_id(id));
            }
        }
        self.documents = kept;
    }
}

/// True for the card and the charter, of which a person has one each: they come before all others.
fn is_single(header: &Header) -> bool {
    [Kind::Card, Kind::Charter]
        .into_iter()
        .any(|kind| *header == Header::single(header.circle, header.author, kind))
}

impl DocumentEntry {
    fn is_within(&self, limits: &Limits) -> bool {
        self.bytes() <= limits.document_bytes
            && self.change_count() <= limits.document_changes
            && self.seals().count() <= limits.seals
            && self.grants.len() <= limits.grants
    }

    /// Drops what does not fit into the limits of a document, into `room` items or to its author, and names it.
    fn keep_within(
        &mut self,
        id: DocumentId,
        limits: &Limits,
        room: usize,
        speaks: impl Fn(DeviceId) -> bool,
    ) -> Vec<ItemId> {
        let mut gone = self.keep_chunks(limits, room, &speaks);
        let room = room.saturating_sub(self.chunks.len());
        gone.extend(self.keep_grants(limits.grants.min(room), &speaks));
        let room = room.saturating_sub(self.grants.len());
        gone.extend(self.keep_changes(id, limits, room, &speaks));
        gone
    }

    /// Chunks by the length of the longest way to a first one, then by id; each that fits, with all before it.
    fn keep_chunks(
        &mut self,
        limits: &Limits,
        room: usize,
        speaks: impl Fn(DeviceId) -> bool,
    ) -> Vec<ItemId> {
        let mut waiting = std::mem::take(&mut self.chunks);
        let held = waiting.len();
        let mut bytes = 0_usize;
        let mut gone = Vec::with_capacity(held);
        loop {
            let ready: Vec<ItemId> = waiting
                .iter()
                .filter(|(_, chunk)| chunk.previous.iter().all(|id| self.chunks.contains_key(id)))
                .map(|(id, _)| *id)
                .collect();
            if ready.is_empty() {
                break;
            }
            for id in ready {
                let Some(chunk) = waiting.remove(&id) else {
                    continue;
                };
                let with = bytes.saturating_add(chunk.len);
                let fits = with <= limits.document_bytes && self.chunks.len() < room;
                if fits && speaks(chunk.device) {
                    bytes = with;
                    self.chunks.insert(id, chunk);
                } else {
                    gone.push(id);
                }
            }
        }
        gone.extend(waiting.into_keys());
        if !self.chunks.is_empty() || !gone.is_empty() {
            self.set_bytes(bytes);
        }
        gone
    }

    /// Grants by id.
    fn keep_grants(&mut self, most: usize, speaks: impl Fn(DeviceId) -> bool) -> Vec<ItemId> {
        let (mut kept, mut gone) = (BTreeMap::new(), Vec::new());
        for (id, device) in std::mem::take(&mut self.grants) {
            if kept.len() < most && speaks(device) {
                kept.insert(id, device);
            } else {
                gone.push(id);
            }
        }
        self.grants = kept;
        gone
    }
}
