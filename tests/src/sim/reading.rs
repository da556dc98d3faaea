//! Work and vouches as one device reads them: opened chunks, and what follows from them.

use super::{Holding, holding::own};
use automerge::Automerge;
use otagai_core::{
    chunk::Chunk,
    document::Header,
    id::{DocumentId, ItemId},
    sealed::{Inner, Opened, SealedKey, merged, open_chunk},
    signed::Verified,
    vouch::standing::{self, Held, Keys, Standing, Texts},
};
use std::collections::{BTreeMap, BTreeSet};

/// What was opened since the program started. A clone begins without, as a program does.
#[derive(Default)]
pub(super) struct Read(Option<Texts>);

impl Clone for Read {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// A document for some only, opened.
pub(super) struct Paper {
    pub(super) header: Header,
    pub(super) key: SealedKey,
    pub(super) inner: Inner,
    /// The chunks that no other follows.
    pub(super) tips: Vec<ItemId>,
    /// What it says, merged.
    pub(super) document: Automerge,
}

impl Holding {
    /// What jobs, vouches and quiet answers are worth to this device, on any day.
    pub fn work(&mut self) -> Standing {
        let keys = Keys::of_circle(&self.set, &self.roster, &self.keys);
        let mut texts = self.read.0.take().unwrap_or_default();
        self.read_unread(&mut texts, &keys);
        let standing = self.weigh(&keys, &texts);
        self.read.0 = Some(texts);
        standing
    }

    /// The same as somebody sees it to whom nothing was ever granted.
    pub fn public_work(&self) -> Standing {
        let none = BTreeMap::new();
        let keys = Keys::of_circle(&self.set, &self.roster, &none);
        let mut texts = Texts::default();
        self.read_unread(&mut texts, &keys);
        self.weigh(&keys, &texts)
    }

    fn weigh(&self, keys: &Keys<'_>, texts: &Texts) -> Standing {
        let (set, roster) = (&self.set, &self.roster);
        let held = Held {
            set,
            roster,
            keys,
            texts,
        };
        standing::standing(&held).0
    }

    /// Opens what can be opened and was not yet, with the copies of what was taken back.
    fn read_unread(&self, texts: &mut Texts, keys: &Keys<'_>) {
        let unread = texts.unread(&self.set, keys);
        let unread = unread
            .iter()
            .map(|id| self.item(id).expect("what is in the set is kept"));
        for chunk in unread.chain(self.copies.values()) {
            let chunk: Verified<Chunk> = own(chunk);
            let opening = self.set.opening(&chunk.content().document);
            let opening = opening.expect("chunks come after it");
            texts.open(&opening.content().header, &chunk, keys);
        }
    }

    /// A document for some only; none where it is not held, not readable here, or taken back.
    pub(super) fn paper(&self, document: DocumentId) -> Option<Paper> {
        let keys = Keys::of_circle(&self.set, &self.roster, &self.keys);
        let (entry, key) = (self.set.document(&document)?, keys.of(&document)?);
        let header = entry.opening().content().header.clone();
        let mut tips = BTreeSet::new();
        let mut before = BTreeSet::new();
        let mut opened: Vec<Opened> = Vec::new();
        for id in entry.chunks() {
            let chunk: Verified<Chunk> = own(self.item(&id)?);
            if let Ok(open) = open_chunk(&header, &chunk, key) {
                tips.insert(id);
                before.extend(chunk.content().previous.iter().copied());
                opened.push(open);
            }
        }
        let inner = opened.iter().find_map(|open| open.inner.clone())?;
        let changes: Vec<_> = opened.iter().map(|open| &open.change).collect();
        let (_, document) = merged(&changes)?;
        Some(Paper {
            header,
            key: key.clone(),
            inner,
            tips: tips.difference(&before).copied().collect(),
            document,
        })
    }
}
