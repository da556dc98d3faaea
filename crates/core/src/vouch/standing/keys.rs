//! Keys of sealed documents: granted to this device, or published with an answer.

use super::statements;
use crate::{
    circle_set::CircleSet, id::DocumentId, roster::Roster, sealed::SealedKey,
    statement::StatementBody,
};
use std::collections::BTreeMap;

/// The keys that open something here; each fits the header of its document.
#[derive(Debug)]
pub struct Keys<'a> {
    granted: &'a BTreeMap<DocumentId, SealedKey>,
    published: BTreeMap<DocumentId, SealedKey>,
}

impl<'a> Keys<'a> {
    /// Those that this device made or was granted, and those that members published.
    pub fn of_circle(
        set: &CircleSet,
        roster: &Roster,
        granted: &'a BTreeMap<DocumentId, SealedKey>,
    ) -> Self {
        let mut published = BTreeMap::new();
        for one in statements::said(set, roster, statements::about_work, &mut BTreeMap::new()) {
            let (document, key) = match &one.body {
                StatementBody::Confirm(confirm) => (confirm.job, confirm.key),
                StatementBody::Accept(accept) => (accept.document, accept.key),
                _ => continue,
            };
            let key = SealedKey::from_bytes(key);
            let header = set.opening(&document).map(|o| &o.content().header);
            if header.is_some_and(|header| key.opens(header)) {
                published.insert(document, key);
            }
        }
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
