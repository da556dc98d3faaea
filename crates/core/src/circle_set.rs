//! Everything a device holds of one circle, without the words: ids, links and who signed.
//!
//! [`CircleSet::admit`] is the one place where received items are checked. Each passes or fails on its own,
//! whatever arrived first; cuts and rules of standing play no part here (they are derived later). An item
//! whose dependencies are missing is neither stored nor refused: the next meeting brings it again.

mod admission;
mod admit;
mod document_entry;
mod parsed;
mod place;
mod within;

pub use document_entry::{ChangeEntry, DocumentEntry};
pub use parsed::{Intake, ItemRefusal, Stored};

use crate::{
    authority::Authority,
    document::Opening,
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId, StatementId},
    item,
    limits::Limits,
    record::Record,
    signed::Verified,
    statement::{ChainEnd, Statement},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a device holds of one circle.
#[derive(Debug, Clone)]
pub struct CircleSet {
    circle: CircleId,
    items: BTreeSet<ItemId>,
    records: BTreeMap<ItemId, Verified<Record>>,
    statements: BTreeMap<StatementId, Verified<Statement>>,
    lists: BTreeSet<ItemId>,
    /// Lists that cuts name, by who said so.
    cut_lists: BTreeSet<(PersonId, ItemId)>,
    /// Those of them that are kept when they come.
    wanted_lists: BTreeSet<ItemId>,
    documents: BTreeMap<DocumentId, DocumentEntry>,
    authority: Authority,
    /// Credential keys that a person's root certified.
    credential_keys: BTreeSet<(PersonId, [u8; 32])>,
    limits: Limits,
}

/// Names of what is not held because it lies beyond a limit.
type Beyond = BTreeSet<ItemId>;

impl CircleSet {
    /// Nothing held yet of this circle.
    pub fn new(circle: CircleId) -> Self {
        Self::with_limits(circle, Limits::PROTOCOL)
    }

    /// Nothing held yet, under other limits than those of the protocol: for tests.
    pub fn with_limits(circle: CircleId, limits: Limits) -> Self {
        Self {
            limits,
            circle,
            items: BTreeSet::new(),
            records: BTreeMap::new(),
            statements: BTreeMap::new(),
            lists: BTreeSet::new(),
            cut_lists: BTreeSet::new(),
            wanted_lists: BTreeSet::new(),
            documents: BTreeMap::new(),
            authority: Authority::default(),
            credential_keys: BTreeSet::new(),
        }
    }

    /// The circle.
    pub fn circle(&self) -> CircleId {
        self.circle
    }

    /// Names of all items held, sorted.
    pub fn items(&self) -> &BTreeSet<ItemId> {
        &self.items
    }

    /// A digest over everything held; equal sets have equal digests.
    pub fn digest(&self) -> [u8; 32] {
        item::digest(&self.items)
    }

    /// All root-signed records.
    pub fn records(&self) -> impl Iterator<Item = &Verified<Record>> {
        self.records.values()
    }

    /// All statements, by id.
    pub fn statements(&self) -> &BTreeMap<StatementId, Verified<Statement>> {
        &self.statements
    }

    /// All documents.
    pub fn documents(&self) -> impl Iterator<Item = (&DocumentId, &DocumentEntry)> {
        self.documents.iter()
    }

    /// One document.
    pub fn document(&self, id: &DocumentId) -> Option<&DocumentEntry> {
        self.documents.get(id)
    }

    /// The opening of a document.
    pub fn opening(&self, id: &DocumentId) -> Option<&Verified<Opening>> {
        self.documents.get(id).map(DocumentEntry::opening)
    }

    /// Forgets the chunks and grants of the documents that counting statements take back; their openings stay.
    /// `documents` are all of them: what is none of them any more is taken again when it comes. Names what is no
    /// longer held.
    pub fn drop_words(&mut self, documents: impl IntoIterator<Item = DocumentId>) -> Vec<ItemId> {
        let taken_back: BTreeSet<DocumentId> = documents.into_iter().collect();
        let mut gone = Vec::new();
        for (id, entry) in &mut self.documents {
            entry.dropped = taken_back.contains(id);
            if entry.dropped {
                gone.extend(entry.drop_words());
            }
        }
        for id in &gone {
            self.items.remove(id);
        }
        gone
    }

    /// True when the person's root certified the credential key.
    pub fn is_credential_key_of(&self, key: [u8; 32], person: PersonId) -> bool {
        self.credential_keys.contains(&(person, key))
    }

    /// A credential key of a person, the lowest of several; none before their records came.
    pub fn credential_key_of(&self, person: PersonId) -> Option<[u8; 32]> {
        self.credential_keys
            .range((person, [0; 32])..=(person, [0xff; 32]))
            .next()
            .map(|(_, key)| *key)
    }

    /// Whose credential key it is; none where nobody's root here certified it.
    pub fn owner_of_credential_key(&self, key: [u8; 32]) -> Option<PersonId> {
        self.credential_keys
            .iter()
            .find(|(_, known)| *known == key)
            .map(|(person, _)| *person)
    }

    /// Which devices speak for whom, and up to where.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// What the next statement of a device must say. On a fork: after the highest number, then the lowest id.
    pub fn chain_end(&self, device: DeviceId) -> ChainEnd {
        let last = self
            .statements
            .iter()
            .filter(|(_, statement)| statement.content().device == device)
            .max_by_key(|(id, statement)| (statement.content().n, std::cmp::Reverse(**id)));
        match last {
            Some((id, statement)) => ChainEnd {
                n: statement.content().n.saturating_add(1),
                prev: Some(*id),
            },
            None => ChainEnd { n: 0, prev: None },
        }
    }

    /// The newest statements: those that no other one follows or has seen.
    pub fn statement_tips(&self) -> Vec<StatementId> {
        let mut tips: BTreeSet<StatementId> = self.statements.keys().copied().collect();
        for statement in self.statements.values() {
            if let Some(prev) = &statement.content().prev {
                tips.remove(prev);
            }
            for seen in &statement.content().seen {
                tips.remove(seen);
            }
        }
        tips.into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
