//! Papers, as far as they can be read here, ready to be shown.
//!
//! The rows hold what is true on any day; [`Standing::on`] says what is over. They are worked out from opened
//! chunks, which are kept in memory once they were needed, so that a new paper costs one decryption. No kind of paper is
//! known here by name: core's table of kinds is walked.

use super::{
    Store, changes::Changes, held::Held, sealed_documents, table::Table, touched::Touched,
};
use crate::error::StoreError;
use otagai_core::{
    id::{CircleId, DocumentId, PersonId},
    vouch::standing::{self, Keys, PaperChange, Standing, Texts},
};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// row: canonical CBOR of the standing. A document can be two kinds at once: who wrote it that way is read so.
pub(super) const TABLE: Table = Table {
    name: "papers",
    create: include_str!("derived/papers.sql"),
    rows: "SELECT document, kind, row FROM papers WHERE circle = ?1 ORDER BY document, kind",
    refresh,
};

impl Store {
    /// Every paper that can be read here. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn work(&self, circle: CircleId) -> Result<Standing, StoreError> {
        read(&self.connection, circle)
    }
}

fn refresh(
    connection: &Connection,
    held: &mut Held,
    touched: &Touched,
    changes: &mut Changes,
) -> Result<(), StoreError> {
    if !touched.papers {
        return Ok(());
    }
    let circle = held.set.circle();
    let now = weighed(connection, held, touched.taken_back)?;
    for change in now.changes_since(&read(connection, circle)?) {
        put(connection, circle, &change)?;
        let about = changes.papers.entry(change.document).or_default();
        about.extend(change.concerns);
    }
    Ok(())
}

/// The papers that have a row, and whom each is about.
pub(super) fn all(
    connection: &Connection,
    circle: CircleId,
) -> Result<BTreeMap<DocumentId, BTreeSet<PersonId>>, StoreError> {
    let there = read(connection, circle)?.changes_since(&Standing::default());
    let mut papers: BTreeMap<DocumentId, BTreeSet<PersonId>> = BTreeMap::new();
    for paper in there {
        let about = papers.entry(paper.document).or_default();
        about.extend(paper.concerns);
    }
    Ok(papers)
}

/// What all papers are worth now. `taken_back`: words were, and may have come in the same batch, so that only a copy of
/// them can be read.
fn weighed(
    connection: &Connection,
    held: &mut Held,
    taken_back: bool,
) -> Result<Standing, StoreError> {
    let circle = held.set.circle();
    let granted = sealed_documents::granted(connection, circle)?;
    let keys = Keys::of_circle(&held.set, &held.roster, &granted);
    let known = held.texts.take();
    let from_copies = known.is_none() || taken_back;
    let mut texts = known.unwrap_or_default();
    if taken_back {
        texts.keep_held(&held.set);
    }
    if from_copies {
        read_copies(connection, held, &keys, &mut texts)?;
    }
    for id in texts.unread(&held.set, &keys) {
        let chunk = sealed_documents::chunk(connection, circle, id)?;
        if let Some(opening) = held.set.opening(&chunk.content().document) {
            texts.open(&opening.content().header, &chunk, &keys);
        }
    }
    let all = standing::Held {
        set: &held.set,
        roster: &held.roster,
        keys: &keys,
        texts: &texts,
    };
    let (now, _outcome) = standing::standing(&all);
    held.texts = Some(texts);
    Ok(now)
}

/// Opens the kept copies of what was taken back.
fn read_copies(
    connection: &Connection,
    held: &Held,
    keys: &Keys<'_>,
    texts: &mut Texts,
) -> Result<(), StoreError> {
    for chunk in sealed_documents::copies(connection, held.set.circle())? {
        if let Some(opening) = held.set.opening(&chunk.content().document) {
            texts.open(&opening.content().header, &chunk, keys);
        }
    }
    Ok(())
}

fn put(connection: &Connection, circle: CircleId, change: &PaperChange) -> Result<(), StoreError> {
    let (document, kind) = (change.document.as_bytes(), change.kind.name());
    match &change.row {
        Some(row) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO papers (circle, document, kind, row) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![circle.as_bytes(), document, kind, row])?,
        None => connection
            .prepare_cached(
                "DELETE FROM papers WHERE circle = ?1 AND document = ?2 AND kind = ?3",
            )?
            .execute(params![circle.as_bytes(), document, kind])?,
    };
    Ok(())
}

fn read(connection: &Connection, circle: CircleId) -> Result<Standing, StoreError> {
    let mut statement = connection.prepare_cached(TABLE.rows)?;
    let mut rows = statement.query(params![circle.as_bytes()])?;
    let mut standing = Standing::default();
    while let Some(row) = rows.next()? {
        let document = DocumentId::from_bytes(row.get(0)?);
        let kind = row
            .get_ref(1)?
            .as_str()
            .map_err(|_detail| StoreError::Damaged)?;
        let bytes = row
            .get_ref(2)?
            .as_blob()
            .map_err(|_detail| StoreError::Damaged)?;
        standing
            .put(kind, document, bytes)
            .map_err(|_detail| StoreError::Damaged)?;
    }
    Ok(standing)
}
