//! The objective checks, one function a kind of item.

use super::{
    ChangeEntry, CircleSet, DocumentEntry,
    document_entry::ChunkEntry,
    parsed::{Intake, ItemRefusal, Parsed, Placed},
};
use crate::{
    base,
    change::RawChange,
    chunk::{Chunk, Grant},
    document::{KIND_BYTES, Kind, Opening},
    id::{CircleId, DocumentId, ItemId, PersonId},
    limits,
    record::Record,
    seal::Seal,
    signed::Verified,
    statement::{NO_CIRCLE, Statement, StatementBody},
};
use automerge::ChangeHash;
use std::collections::{BTreeMap, BTreeSet};

/// Changes of a batch that wait for a seal.
pub(super) struct Staged(BTreeMap<DocumentId, BTreeMap<ChangeHash, RawChange>>);

impl Staged {
    pub(super) fn new(changes: Vec<Parsed>) -> Self {
        let mut staged: BTreeMap<DocumentId, BTreeMap<ChangeHash, RawChange>> = BTreeMap::new();
        for parsed in changes {
            if let Parsed::Change(document, change) = parsed {
                staged
                    .entry(document)
                    .or_default()
                    .insert(change.hash, change);
            }
        }
        Self(staged)
    }

    pub(super) fn into_rest(self) -> impl Iterator<Item = Parsed> {
        self.0.into_iter().flat_map(|(document, changes)| {
            changes
                .into_values()
                .map(move |change| Parsed::Change(document, change))
        })
    }
}

impl CircleSet {
    pub(super) fn place(&mut self, parsed: &Parsed) -> Placed {
        match parsed {
            Parsed::Record(record) => self.place_record(record),
            Parsed::Statement(statement) => self.place_statement(statement),
            Parsed::List(id, _) => self.place_list(*id),
            Parsed::Opening(opening) => self.place_opening(opening),
            Parsed::Chunk(chunk) => self.place_chunk(chunk),
            Parsed::Grant(grant) => self.place_grant(grant),
            // Handled where the staged changes are at hand.
            Parsed::Change(..) | Parsed::Seal(_) => Placed::Missing,
        }
    }

    fn place_record(&mut self, record: &Verified<Record>) -> Placed {
        let person = record.content().person;
        if !self.authority.is_named(person) {
            return Placed::Missing;
        }
        if let Some(certificate) = record.certified_device() {
            self.authority.certify(certificate.device, person);
        }
        if let Some(key) = record.certified_credential_key() {
            self.credential_keys.insert((person, key));
        }
        self.records.insert(record.item_id(), record.clone());
        Placed::Now
    }

    fn place_statement(&mut self, statement: &Verified<Statement>) -> Placed {
        let said = statement.content();
        if said.circle == NO_CIRCLE {
            return self.place_genesis(statement);
        }
        if said.circle != self.circle {
            return Placed::Refused(ItemRefusal::OtherCircle);
        }
        if (said.n == 0) != said.prev.is_none()
            || said.seen.len() > limits::STATEMENT_SEEN
            || !said.seen.is_sorted()
            || usize::try_from(said.n).unwrap_or(usize::MAX) >= self.limits.statements
        {
            return Placed::Refused(ItemRefusal::Malformed);
        }
        if !self.authority.speaks_for(said.device, said.person) {
            return Placed::Missing;
        }
        if let Some(prev) = &said.prev {
            let Some(before) = self.statements.get(prev).map(Verified::content) else {
                return Placed::Missing;
            };
            let is_same = (before.person, before.device) == (said.person, said.device);
            if !is_same || before.n.checked_add(1) != Some(said.n) {
                return Placed::Refused(ItemRefusal::NotEntitled);
            }
        }
        self.keep_statement(statement);
        Placed::Now
    }

    fn place_genesis(&mut self, statement: &Verified<Statement>) -> Placed {
        if CircleId::from(statement.id()) != self.circle {
            return Placed::Refused(ItemRefusal::OtherCircle);
        }
        let said = statement.content();
        let Ok(StatementBody::Genesis(genesis)) = said.body() else {
            return Placed::Refused(ItemRefusal::Malformed);
        };
        // Nothing can come before it.
        if said.prev.is_some() || !said.seen.is_empty() {
            return Placed::Refused(ItemRefusal::Malformed);
        }
        if said.n != 0
            || !genesis.creators.contains(&said.person)
            || genesis.creators.len() > limits::CREATORS
        {
            return Placed::Refused(ItemRefusal::NotEntitled);
        }
        for creator in genesis.creators {
            self.authority.name(creator);
        }
        self.keep_statement(statement);
        Placed::Now
    }

    fn keep_statement(&mut self, statement: &Verified<Statement>) {
        let said = statement.content();
        self.authority.hear(said);
        match said.body() {
            Ok(StatementBody::Admitted(admitted)) => {
                self.authority.name(admitted.person);
            }
            Ok(StatementBody::DeviceAdded(added)) => {
                self.authority.certify(added.device, said.person);
            }
            Ok(StatementBody::DeviceLost(lost)) => {
                self.cut_lists.insert((said.person, lost.cut.documents));
                self.want_lists();
            }
            Ok(StatementBody::Removed(removed)) => {
                self.cut_lists.insert((said.person, removed.cut.documents));
                self.want_lists();
            }
            _ => {}
        }
        self.statements.insert(statement.id(), statement.clone());
    }

    /// A list is kept when a stored cut names it: nobody fills disks with lists that nobody asked for.
    fn place_list(&mut self, id: ItemId) -> Placed {
        if !self.wanted_lists.contains(&id) {
            return Placed::Missing;
        }
        self.lists.insert(id);
        Placed::Now
    }

    /// Works out which lists are kept when they come: of those that a person's cuts name, the lowest.
    pub(super) fn want_lists(&mut self) {
        let mut named: BTreeMap<PersonId, usize> = BTreeMap::new();
        self.wanted_lists.clear();
        for (person, list) in &self.cut_lists {
            let count = named.entry(*person).or_default();
            if *count < self.limits.lists {
                *count = count.saturating_add(1);
                self.wanted_lists.insert(*list);
            }
        }
    }

    fn place_opening(&mut self, opening: &Verified<Opening>) -> Placed {
        let header = &opening.content().header;
        if header.circle != self.circle {
            return Placed::Refused(ItemRefusal::OtherCircle);
        }
        let sealed = header.sealed.is_some();
        if header.version != 1
            || header.kind.len() > KIND_BYTES
            || sealed != header.is(Kind::Sealed)
        {
            return Placed::Refused(ItemRefusal::Malformed);
        }
        if !self
            .authority
            .speaks_for(opening.content().device, header.author)
        {
            return Placed::Missing;
        }
        if self.documents.contains_key(&opening.document()) {
            return Placed::Already;
        }
        self.documents
            .insert(opening.document(), DocumentEntry::new(opening.clone()));
        Placed::Now
    }

    /// A seal brings along the staged changes that it covers.
    pub(super) fn place_seal(
        &mut self,
        seal: &Verified<Seal>,
        staged: &mut Staged,
        intake: &mut Intake,
    ) -> Placed {
        let said = seal.content();
        if said.circle != self.circle {
            return Placed::Refused(ItemRefusal::OtherCircle);
        }
        let Some(entry) = self.documents.get(&said.document) else {
            return Placed::Missing;
        };
        let header = &entry.opening().content().header;
        if header.is(Kind::Sealed) {
            return Placed::Refused(ItemRefusal::NotEntitled);
        }
        if !self.authority.speaks_for(said.device, header.author) {
            return Placed::Missing;
        }
        let none = BTreeMap::new();
        let near = staged.0.get(&said.document).unwrap_or(&none);
        let tip = ChangeHash(said.tip.0);
        let prefix = crate::change::actor_prefix(&said.device);
        let own = |actor: &[u8; 24]| actor.starts_with(&prefix);
        match (entry.change(&tip), near.get(&tip)) {
            (Some(change), _) if own(&change.actor) => {}
            (None, Some(change)) if own(&change.actor) => {}
            (None, None) => return Placed::Missing,
            // A device seals what it wrote itself, nothing else.
            _ => return Placed::Refused(ItemRefusal::NotEntitled),
        }
        let Some(covered) = covered(entry, near, tip) else {
            return Placed::Missing;
        };
        // What lies below a tip never changes: this is the same whatever else is held.
        let (history, bytes) = entry.history(tip, near);
        if history.len() > self.limits.history_changes || bytes > self.limits.history_bytes {
            return Placed::Refused(ItemRefusal::Limit);
        }
        for hash in covered {
            let taken = staged
                .0
                .get_mut(&said.document)
                .and_then(|changes| changes.remove(&hash));
            let Some(change) = taken else { continue };
            if let Some(entry) = self.documents.get_mut(&said.document) {
                entry.insert_change(ChangeEntry::from(&change));
            }
            self.held(Parsed::Change(said.document, change), Vec::new(), intake);
        }
        match self
            .documents
            .get_mut(&said.document)
            .and_then(|entry| entry.insert_seal(seal.clone()))
        {
            Some(replaced) => Placed::Replacing(replaced),
            None => Placed::Already,
        }
    }

    fn place_chunk(&mut self, chunk: &Verified<Chunk>) -> Placed {
        let said = chunk.content();
        if said.circle != self.circle {
            return Placed::Refused(ItemRefusal::OtherCircle);
        }
        let len = said.ciphertext.len();
        let filled = len.checked_sub(limits::CHUNK_TAG).unwrap_or(1);
        if len > limits::CHUNK_BYTES
            || filled == 0
            || !filled.is_multiple_of(limits::CHUNK_STEP)
            || said.previous.len() > limits::CHUNK_PREVIOUS
            || !said.previous.is_sorted()
        {
            return Placed::Refused(ItemRefusal::Malformed);
        }
        let entry = match self.sealed_document(said.document, said.device) {
            Ok(entry) => entry,
            Err(placed) => return placed,
        };
        if !said.previous.iter().all(|id| entry.chunks.contains_key(id)) {
            return Placed::Missing;
        }
        let chunk_entry = ChunkEntry {
            device: said.device,
            previous: said.previous.clone(),
            len,
        };
        entry.insert_chunk(chunk.item_id(), chunk_entry);
        Placed::Now
    }

    fn place_grant(&mut self, grant: &Verified<Grant>) -> Placed {
        let said = grant.content();
        if said.circle != self.circle {
            return Placed::Refused(ItemRefusal::OtherCircle);
        }
        let entry = match self.sealed_document(said.document, said.device) {
            Ok(entry) => entry,
            Err(placed) => return placed,
        };
        entry.grants.insert(grant.item_id(), said.device);
        Placed::Now
    }

    fn sealed_document(
        &mut self,
        document: DocumentId,
        device: crate::id::DeviceId,
    ) -> Result<&mut DocumentEntry, Placed> {
        let header = match self.documents.get(&document) {
            Some(entry) => &entry.opening().content().header,
            None => return Err(Placed::Missing),
        };
        if !header.is(Kind::Sealed) {
            return Err(Placed::Refused(ItemRefusal::NotEntitled));
        }
        if !self.authority.speaks_for(device, header.author) {
            return Err(Placed::Missing);
        }
        let entry = self.documents.get_mut(&document).ok_or(Placed::Missing)?;
        // Whoever has not heard of the withdrawal yet still offers its words.
        if entry.dropped {
            return Err(Placed::Already);
        }
        Ok(entry)
    }
}

/// The staged changes between a tip and what is held, oldest first; none when one is missing.
fn covered(
    entry: &DocumentEntry,
    near: &BTreeMap<ChangeHash, RawChange>,
    tip: ChangeHash,
) -> Option<Vec<ChangeHash>> {
    let mut order = Vec::new();
    let mut done: BTreeSet<ChangeHash> = BTreeSet::new();
    let mut stack = vec![(tip, false)];
    while let Some((hash, expanded)) = stack.pop() {
        if hash == base::hash() || entry.change(&hash).is_some() || done.contains(&hash) {
            continue;
        }
        let change = near.get(&hash)?;
        if expanded {
            done.insert(hash);
            order.push(hash);
            continue;
        }
        // Every change stands on the published first one, directly or through others.
        if change.deps.is_empty() {
            return None;
        }
        stack.push((hash, true));
        stack.extend(change.deps.iter().map(|dep| (*dep, false)));
    }
    Some(order)
}
