//! Section 6: which items are held.

use super::{
    change::Change,
    items::{Chunk, Grant, Header, Item, Read, Record, Seal},
    names::{Id, set_digest},
    statement::{Body, NO_CIRCLE, Statement},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is held of one circle.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) circle: Id,
    pub(crate) items: BTreeMap<Id, Item>,
    pub(crate) statements: BTreeMap<Id, Statement>,
    pub(crate) records: BTreeMap<Id, Record>,
    pub(crate) documents: BTreeMap<Id, Document>,
    named: BTreeSet<Id>,
    /// Devices and persons that certified them.
    speaks: BTreeSet<(Id, Id)>,
}

/// What is held of one document.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) header: Header,
    pub(crate) changes: BTreeMap<Id, Change>,
    pub(crate) seals: BTreeMap<Id, Seal>,
    pub(crate) chunks: BTreeMap<Id, Chunk>,
    pub(crate) grants: BTreeMap<Id, Grant>,
    pub(crate) taken_back: bool,
}

/// What became of one item.
enum Placed {
    Stored,
    Known,
    Missing,
    Refused,
}

impl Held {
    pub(crate) fn new(circle: Id) -> Self {
        Self {
            circle,
            items: BTreeMap::new(),
            statements: BTreeMap::new(),
            records: BTreeMap::new(),
            documents: BTreeMap::new(),
            named: BTreeSet::new(),
            speaks: BTreeSet::new(),
        }
    }

    pub(crate) fn digest(&self) -> Id {
        set_digest(self.items.keys())
    }

    /// Takes a batch in; says how many items of it were refused.
    pub(crate) fn take(&mut self, batch: &[Item]) -> usize {
        let mut refused = 0;
        let mut waiting: Vec<(Id, Item, Read)> = Vec::new();
        for item in batch {
            match item.read() {
                Some((id, read)) => waiting.push((id, item.clone(), read)),
                None => refused += 1,
            }
        }
        let mut before = usize::MAX;
        while waiting.len() < before {
            before = waiting.len();
            let changes: BTreeMap<(Id, Id), (Id, Item, Change)> = waiting
                .iter()
                .filter_map(|(id, item, read)| match read {
                    Read::Change(document, change) => {
                        let found = (*id, item.clone(), change.clone());
                        Some(((*document, change.hash), found))
                    }
                    _ => None,
                })
                .collect();
            waiting.retain(|(id, item, read)| {
                if self.items.contains_key(id) {
                    return false;
                }
                let placed = self.place(*id, read, &changes);
                if matches!(placed, Placed::Stored) {
                    self.items.insert(*id, item.clone());
                }
                refused += usize::from(matches!(placed, Placed::Refused));
                matches!(placed, Placed::Missing)
            });
        }
        self.drop_taken_back();
        refused
    }

    fn place(
        &mut self,
        id: Id,
        read: &Read,
        changes: &BTreeMap<(Id, Id), (Id, Item, Change)>,
    ) -> Placed {
        match read {
            Read::Record(record) => self.place_record(id, record),
            Read::Statement(said) => self.place_statement(id, said),
            Read::List => {
                let is_named =
                    |said: &Statement| matches!(said.body, Some(Body::Cut(list)) if list == id);
                if self.statements.values().any(is_named) {
                    Placed::Stored
                } else {
                    Placed::Missing
                }
            }
            Read::Opening(header) => self.place_opening(header),
            Read::Change(..) => Placed::Missing,
            Read::Seal(seal) => self.place_seal(id, seal, changes),
            Read::Chunk(chunk) => match self.sealed(chunk.circle, chunk.document, chunk.device) {
                Ok(found)
                    if chunk
                        .previous
                        .iter()
                        .all(|id| found.chunks.contains_key(id)) =>
                {
                    found.chunks.insert(id, chunk.clone());
                    Placed::Stored
                }
                Ok(_) => Placed::Missing,
                Err(placed) => placed,
            },
            Read::Grant(grant) => match self.sealed(grant.circle, grant.document, grant.device) {
                Ok(found) => {
                    found.grants.insert(id, grant.clone());
                    Placed::Stored
                }
                Err(placed) => placed,
            },
        }
    }

    fn place_record(&mut self, id: Id, record: &Record) -> Placed {
        if !self.named.contains(&record.person) {
            return Placed::Missing;
        }
        let certified = record.device.map(|(device, _)| (device, record.person));
        self.speaks.extend(certified);
        self.records.insert(id, record.clone());
        Placed::Stored
    }

    fn place_statement(&mut self, id: Id, said: &Statement) -> Placed {
        if said.circle == NO_CIRCLE {
            let Some(Body::Genesis { creators, .. }) = &said.body else {
                return Placed::Refused;
            };
            let is_good = id == self.circle
                && said.n == 0
                && said.prev.is_none()
                && said.seen.is_empty()
                && creators.contains(&said.person)
                && creators.len() <= 8;
            if !is_good {
                return Placed::Refused;
            }
            self.named.extend(creators);
        } else {
            let is_good = said.circle == self.circle
                && (said.n == 0) == said.prev.is_none()
                && said.n < 4_096
                && said.seen.len() <= 16
                && said.seen.is_sorted();
            if !is_good {
                return Placed::Refused;
            }
            if !self.speaks_for(said.device, said.person) {
                return Placed::Missing;
            }
            if let Some(prev) = &said.prev {
                match self.statements.get(prev) {
                    None => return Placed::Missing,
                    Some(prev)
                        if (prev.person, prev.device) != (said.person, said.device)
                            || prev.n + 1 != said.n =>
                    {
                        return Placed::Refused;
                    }
                    Some(_) => {}
                }
            }
        }
        match said.body {
            Some(Body::Admitted { person, .. }) => {
                self.named.insert(person);
            }
            Some(Body::DeviceAdded { device, .. }) => {
                self.speaks.insert((device, said.person));
            }
            _ => {}
        }
        self.statements.insert(id, said.clone());
        Placed::Stored
    }

    fn place_opening(&mut self, header: &Header) -> Placed {
        if header.circle != self.circle {
            return Placed::Refused;
        }
        if !self.speaks_for(header.device, header.author) {
            return Placed::Missing;
        }
        self.documents
            .entry(header.document)
            .or_insert_with(|| Document {
                header: header.clone(),
                changes: BTreeMap::new(),
                seals: BTreeMap::new(),
                chunks: BTreeMap::new(),
                grants: BTreeMap::new(),
                taken_back: false,
            });
        Placed::Stored
    }

    fn place_seal(
        &mut self,
        id: Id,
        seal: &Seal,
        changes: &BTreeMap<(Id, Id), (Id, Item, Change)>,
    ) -> Placed {
        if seal.circle != self.circle {
            return Placed::Refused;
        }
        let Some(found) = self.documents.get(&seal.document) else {
            return Placed::Missing;
        };
        if found.header.sealed.is_some() {
            return Placed::Refused;
        }
        if !self.speaks_for(seal.device, found.header.author) {
            return Placed::Missing;
        }
        let near = |hash: &Id| changes.get(&(seal.document, *hash));
        let Some(tip) = found
            .changes
            .get(&seal.tip)
            .or_else(|| near(&seal.tip).map(|(_, _, change)| change))
        else {
            return Placed::Missing;
        };
        if !tip.is_by(&seal.device) {
            return Placed::Refused;
        }
        let Some(covered) = found.covered(seal.tip, near) else {
            return Placed::Missing;
        };
        let Some(found) = self.documents.get_mut(&seal.document) else {
            return Placed::Missing;
        };
        for (item_id, item, change) in covered {
            self.items.insert(item_id, item);
            found.changes.insert(change.hash, change);
        }
        let mine: Vec<(Id, Id)> = found
            .seals
            .iter()
            .filter(|(_, other)| other.device == seal.device)
            .map(|(id, other)| (*id, other.tip))
            .collect();
        if mine.iter().any(|(_, tip)| found.builds_on(*tip, seal.tip)) {
            return Placed::Known;
        }
        for (old, tip) in mine {
            if found.builds_on(seal.tip, tip) {
                found.seals.remove(&old);
                self.items.remove(&old);
            }
        }
        found.seals.insert(id, seal.clone());
        Placed::Stored
    }

    /// The sealed document that a chunk or grant belongs to.
    fn sealed(&mut self, circle: Id, document: Id, device: Id) -> Result<&mut Document, Placed> {
        let author = self
            .documents
            .get(&document)
            .map(|found| found.header.author);
        let speaks = author.is_some_and(|author| self.speaks_for(device, author));
        match self.documents.get_mut(&document) {
            _ if circle != self.circle => Err(Placed::Refused),
            Some(found) if found.header.sealed.is_none() => Err(Placed::Refused),
            Some(found) if found.taken_back => Err(Placed::Known),
            Some(found) if speaks => Ok(found),
            _ => Err(Placed::Missing),
        }
    }

    fn speaks_for(&self, device: Id, person: Id) -> bool {
        self.named.contains(&person) && self.speaks.contains(&(device, person))
    }
}
