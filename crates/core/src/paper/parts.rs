//! The chunks of papers that were opened here.
//!
//! Opening a chunk costs a decryption, so each is opened once and kept.

use super::Keys;
use crate::{
    change::RawChange,
    chunk::Chunk,
    circle_set::CircleSet,
    document::{Header, Kind},
    id::{DeviceId, DocumentId, ItemId, PersonId},
    sealed::{Opened, open_chunk},
    signed::Verified,
};
use std::collections::{BTreeMap, BTreeSet};

/// What was opened, kept between batches.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    documents: BTreeMap<DocumentId, Sheets>,
    /// Chunks that were opened, or did not open with the only key that fits.
    tried: BTreeSet<ItemId>,
}

/// One paper: its author and its opened chunks.
#[derive(Debug)]
pub(crate) struct Sheets {
    pub(super) author: PersonId,
    chunks: BTreeMap<ItemId, Part>,
}

#[derive(Debug)]
struct Part {
    device: DeviceId,
    previous: Vec<ItemId>,
    opened: Opened,
}

/// A chunk with all that it builds on.
pub(super) struct UpTo<'a> {
    /// How many chunks: an older version has fewer.
    pub(super) age: usize,
    pub(super) devices: BTreeSet<DeviceId>,
    pub(super) changes: Vec<&'a RawChange>,
}

impl Parts {
    /// Chunks of the set that could be opened and were not tried yet.
    pub(crate) fn unread(&self, set: &CircleSet, keys: &Keys<'_>) -> Vec<ItemId> {
        set.documents()
            .filter(|(document, _)| keys.of(document).is_some())
            .flat_map(|(_, entry)| entry.chunks())
            .filter(|chunk| !self.tried.contains(chunk))
            .collect()
    }

    /// Forgets the papers of which something was opened that is not held any more, and names them.
    pub(crate) fn keep_held(&mut self, set: &CircleSet) -> Vec<DocumentId> {
        let (tried, mut gone) = (&mut self.tried, Vec::new());
        self.documents.retain(|document, sheets| {
            let is_held = sheets.chunks.keys().all(|id| set.items().contains(id));
            if !is_held {
                gone.push(*document);
                for id in sheets.chunks.keys() {
                    tried.remove(id);
                }
            }
            is_held
        });
        tried.retain(|id| set.items().contains(id));
        gone
    }

    /// Opens a chunk, unless that was tried before; gives the paper that it is now among. One that does not open, or whose
    /// key is not known, plays no part.
    pub(crate) fn open(
        &mut self,
        header: &Header,
        chunk: &Verified<Chunk>,
        keys: &Keys<'_>,
    ) -> Option<&Sheets> {
        let (document, id) = (header.id(), chunk.item_id());
        let key = keys.of(&document)?;
        if !self.tried.insert(id) {
            return None;
        }
        let opened = open_chunk(header, chunk, key).ok()?;
        let sheets = self.documents.entry(document).or_insert_with(|| Sheets {
            author: header.author,
            chunks: BTreeMap::new(),
        });
        let part = Part {
            device: chunk.content().device,
            previous: chunk.content().previous.clone(),
            opened,
        };
        sheets.chunks.insert(id, part);
        Some(sheets)
    }

    /// True when the person is one of the readers that a first chunk names.
    pub(super) fn reads(&self, document: &DocumentId, chunk: &ItemId, person: PersonId) -> bool {
        self.documents
            .get(document)
            .and_then(|sheets| sheets.chunks.get(chunk))
            .and_then(|part| part.opened.inner.as_ref())
            .is_some_and(|inner| inner.readers.contain(person))
    }
}

impl Sheets {
    /// The chunks at hand.
    pub(super) fn ids(&self) -> impl Iterator<Item = ItemId> {
        self.chunks.keys().copied()
    }

    /// True when a chunk builds on none.
    pub(super) fn is_first(&self, chunk: &ItemId) -> bool {
        let part = self.chunks.get(chunk);
        part.is_some_and(|part| part.previous.is_empty())
    }

    /// A chunk with all that it builds on; none where a part is missing, or one of the first says that it is of another
    /// kind. Asked before merging, which costs the most.
    pub(super) fn up_to(&self, chunk: ItemId, kind: Kind) -> Option<UpTo<'_>> {
        let mut known = BTreeSet::new();
        let mut devices = BTreeSet::new();
        let mut changes = Vec::new();
        let mut stack = vec![chunk];
        while let Some(id) = stack.pop() {
            if !known.insert(id) {
                continue;
            }
            let part = self.chunks.get(&id)?;
            let inner = part.opened.inner.as_ref();
            if part.previous.is_empty() && !inner.is_some_and(|inner| inner.is(kind)) {
                return None;
            }
            devices.insert(part.device);
            changes.push(&part.opened.change);
            stack.extend(&part.previous);
        }
        Some(UpTo {
            age: known.len(),
            devices,
            changes,
        })
    }
}
