//! Keys of papers: granted to this device, or published with a word about one.

use crate::{id::DocumentId, sealed::SealedKey};
use std::collections::BTreeMap;

/// The keys that open something here; each fits the header of its document.
#[derive(Debug)]
pub struct Keys<'a> {
    granted: &'a BTreeMap<DocumentId, SealedKey>,
    published: BTreeMap<DocumentId, SealedKey>,
}

impl<'a> Keys<'a> {
    pub(crate) fn new(
        granted: &'a BTreeMap<DocumentId, SealedKey>,
        published: BTreeMap<DocumentId, SealedKey>,
    ) -> Self {
        Self { granted, published }
    }

    /// The key of a document.
    pub fn of(&self, document: &DocumentId) -> Option<&SealedKey> {
        self.granted
            .get(document)
            .or_else(|| self.published.get(document))
    }

    /// True when this device made the document or was let in by its author.
    pub fn is_granted(&self, document: &DocumentId) -> bool {
        self.granted.contains_key(document)
    }
}
