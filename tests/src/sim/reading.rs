//! Work and vouches as one device reads them: opened chunks, and what follows from them.

use super::{Holding, holding::own};
use otagai_core::{
    chunk::Chunk,
    id::DocumentId,
    sealed::SealedDocument,
    signed::Verified,
    vouch::standing::{self, Held, Keys, Standing, Texts},
};
use std::collections::BTreeMap;

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
    pub(super) fn paper(&self, document: DocumentId) -> Option<SealedDocument> {
        let keys = Keys::of_circle(&self.set, &self.roster, &self.keys);
        let (entry, key) = (self.set.document(&document)?, keys.of(&document)?);
        let header = entry.opening().content().header.clone();
        let chunks = entry.chunks().filter_map(|id| Some(own(self.item(&id)?)));
        let chunks: Vec<Verified<Chunk>> = chunks.collect();
        SealedDocument::open(header, key.clone(), &chunks)
    }
}
