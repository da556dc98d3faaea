//! A document for some only, opened: to answer it, or to write another version of it.

use super::{Inner, Opened, SealedKey, merged, open_chunk};
use crate::{chunk::Chunk, cut::Tip, document::Header, id::ItemId, signed::Verified};
use automerge::Automerge;
use std::collections::BTreeSet;

/// A document for some only, opened.
#[derive(Debug, Clone)]
pub struct SealedDocument {
    /// Its header.
    pub header: Header,
    /// Its key.
    pub key: SealedKey,
    /// What it truly is, and who reads it.
    pub inner: Inner,
    /// The chunks that no other follows, sorted.
    pub chunks: Vec<ItemId>,
    /// What it says, merged; to edit it through `gate::edit`.
    pub document: Automerge,
    /// Its newest changes, sorted.
    pub heads: Vec<Tip>,
}

impl SealedDocument {
    /// Opens what is held of it; none where that says neither what it is nor anything else.
    pub fn open<'a>(
        header: Header,
        key: SealedKey,
        chunks: impl IntoIterator<Item = &'a Verified<Chunk>>,
    ) -> Option<Self> {
        let mut tips = BTreeSet::new();
        let mut before = BTreeSet::new();
        let mut opened: Vec<Opened> = Vec::new();
        for chunk in chunks {
            if let Ok(open) = open_chunk(&header, chunk, &key) {
                tips.insert(chunk.item_id());
                before.extend(chunk.content().previous.iter().copied());
                opened.push(open);
            }
        }
        let inner = opened.iter().find_map(|open| open.inner.clone())?;
        let changes: Vec<_> = opened.iter().map(|open| &open.change).collect();
        let (heads, document) = merged(&changes)?;
        Some(Self {
            header,
            key,
            inner,
            chunks: tips.difference(&before).copied().collect(),
            document,
            heads,
        })
    }
}
