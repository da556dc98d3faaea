//! Documents: the stored changes that count, merged.

use super::{Store, items};
use crate::error::StoreError;
use otagai_core::{
    base,
    change::RawChange,
    circle_set::CircleSet,
    counting::counting,
    cut::Tip,
    document::{Header, Kind},
    gate::{self, Materialised},
    id::{CircleId, DocumentId, PersonId},
};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// A document, merged from the changes that count.
#[derive(Debug, Clone)]
pub struct OpenedDocument {
    /// Its id.
    pub id: DocumentId,
    /// Who wrote it, and what it is.
    pub header: Header,
    /// The merged document, to read, or to edit through `gate::edit`.
    pub materialised: Materialised,
    /// Its newest changes, sorted.
    pub heads: Vec<Tip>,
}

impl Store {
    /// A document of a circle; none when it is not held. Merges its changes: some milliseconds.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn document(
        &mut self,
        circle: CircleId,
        document: DocumentId,
    ) -> Result<Option<OpenedDocument>, StoreError> {
        let held = Self::load(&self.connection, &mut self.held, circle)?;
        open(&self.connection, &held.set, document)
    }

    /// The card of a person as a document, to edit one's own; none when it was never opened: an `Opening` of
    /// `Header::single(circle, person, Kind::Card)` is due, and `base::document()` is what to edit.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn card_document(
        &mut self,
        circle: CircleId,
        person: PersonId,
    ) -> Result<Option<OpenedDocument>, StoreError> {
        self.document(circle, Header::single(circle, person, Kind::Card).id())
    }
}

pub(super) fn open(
    connection: &Connection,
    set: &CircleSet,
    document: DocumentId,
) -> Result<Option<OpenedDocument>, StoreError> {
    let Some(changes) = load(connection, set, document)? else {
        return Ok(None);
    };
    Ok(merged(set, document, &changes))
}

/// The document as it was at some heads; none when one of them is not held or does not count.
pub(super) fn open_at(
    connection: &Connection,
    set: &CircleSet,
    document: DocumentId,
    heads: &[Tip],
) -> Result<Option<OpenedDocument>, StoreError> {
    let Some(changes) = load(connection, set, document)? else {
        return Ok(None);
    };
    let mut wanted: BTreeSet<Tip> = heads.iter().copied().collect();
    let mut kept: Vec<RawChange> = Vec::new();
    // Dependencies come first in the list, so from its end each change is met after all that build on it.
    for change in changes.into_iter().rev() {
        if wanted.remove(&Tip::from(change.hash)) {
            wanted.extend(change.deps.iter().copied().map(Tip::from));
            kept.push(change);
        }
    }
    wanted.remove(&Tip::from(base::hash()));
    if !wanted.is_empty() {
        return Ok(None);
    }
    kept.reverse();
    Ok(merged(set, document, &kept))
}

/// The changes that count, dependencies first.
fn load(
    connection: &Connection,
    set: &CircleSet,
    document: DocumentId,
) -> Result<Option<Vec<RawChange>>, StoreError> {
    let Some(entry) = set.document(&document) else {
        return Ok(None);
    };
    let author = entry.opening().content().header.author;
    let mut stored = BTreeMap::new();
    for bytes in items::changes(connection, set.circle(), document)? {
        let change = RawChange::parse(&bytes).map_err(|_detail| StoreError::Damaged)?;
        stored.insert(change.hash, change);
    }
    counting(entry, &set.authority().devices_of(author))
        .iter()
        .map(|hash| stored.remove(hash).ok_or(StoreError::Damaged))
        .collect::<Result<_, _>>()
        .map(Some)
}

fn merged(set: &CircleSet, id: DocumentId, changes: &[RawChange]) -> Option<OpenedDocument> {
    let header = set.opening(&id)?.content().header.clone();
    let materialised = gate::materialise(changes);
    let mut heads: Vec<Tip> = materialised
        .document
        .get_heads()
        .into_iter()
        .map(Tip::from)
        .collect();
    heads.sort_unstable();
    Some(OpenedDocument {
        id,
        header,
        materialised,
        heads,
    })
}

/// Heads as one column: hashes of 32 bytes, one after the other.
pub(super) fn join_heads(heads: &[Tip]) -> Vec<u8> {
    heads.iter().flat_map(|tip| tip.0).collect()
}

/// Reads [`join_heads`] back.
pub(super) fn split_heads(column: &[u8]) -> Result<Vec<Tip>, StoreError> {
    let (heads, rest) = column.as_chunks::<32>();
    if rest.is_empty() {
        Ok(heads.iter().copied().map(Tip).collect())
    } else {
        Err(StoreError::Damaged)
    }
}
