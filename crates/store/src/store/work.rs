//! Jobs, vouches and quiet answers, as far as they can be read here, ready to be shown.
//!
//! The rows hold what is true on any day; [`Standing::on`] says what is over. They are worked out from opened
//! chunks, which are kept in memory once they were needed, so that a new vouch costs one decryption.

use super::{Store, held::Held, sealed_documents};
use crate::error::StoreError;
use otagai_core::{
    codec,
    id::{CircleId, DocumentId, PersonId},
    vouch::standing::{self, JobStanding, Keys, QuietStanding, Standing, Texts, VouchStanding},
};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// All columns of a circle's rows in their order.
pub(super) const JOBS: &str = "SELECT document, row FROM jobs WHERE circle = ?1 ORDER BY document";
/// All columns of a circle's rows in their order.
pub(super) const VOUCHES: &str =
    "SELECT document, row FROM vouches WHERE circle = ?1 ORDER BY document";
/// All columns of a circle's rows in their order.
pub(super) const ANSWERS: &str =
    "SELECT document, row FROM answers WHERE circle = ?1 ORDER BY document";
/// Bytes of one row; a job of many versions is the largest.
const ROW_BYTES: usize = 16 * 1024 * 1024;

impl Store {
    /// Every job, vouch and quiet answer that can be read here. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn work(&self, circle: CircleId) -> Result<Standing, StoreError> {
        rows(&self.connection, circle)
    }
}

/// Brings the rows up to date; tells whose work reads differently now. `taken_back`: words were, and may have
/// come in the same batch, so that only a copy of them can be read.
pub(super) fn refresh(
    connection: &Connection,
    held: &mut Held,
    taken_back: bool,
) -> Result<BTreeSet<PersonId>, StoreError> {
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
    let before = rows(connection, circle)?;
    let mut people = BTreeSet::new();
    for (document, one) in differing(&before.jobs, &now.jobs) {
        put(
            connection,
            "jobs",
            circle,
            document,
            now.jobs.get(&document).map(codec::encode),
        )?;
        people.insert(one.author);
        let versions = one.versions.iter().flat_map(|v| &v.at.job.participants);
        people.extend(versions.map(|participant| participant.person));
    }
    for (document, one) in differing(&before.vouches, &now.vouches) {
        put(
            connection,
            "vouches",
            circle,
            document,
            now.vouches.get(&document).map(codec::encode),
        )?;
        people.insert(one.author);
        people.extend(one.vouch.subject);
    }
    for (document, one) in differing(&before.answers, &now.answers) {
        put(
            connection,
            "answers",
            circle,
            document,
            now.answers.get(&document).map(codec::encode),
        )?;
        people.insert(one.author);
    }
    Ok(people)
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

/// What is new, different, or gone.
fn differing<'a, T: PartialEq>(
    before: &'a BTreeMap<DocumentId, T>,
    now: &'a BTreeMap<DocumentId, T>,
) -> impl Iterator<Item = (DocumentId, &'a T)> {
    let new = now
        .iter()
        .filter(|(document, one)| before.get(document) != Some(*one));
    let gone = before
        .iter()
        .filter(|(document, _)| !now.contains_key(document));
    new.chain(gone).map(|(document, one)| (*document, one))
}

fn put(
    connection: &Connection,
    table: &str,
    circle: CircleId,
    document: DocumentId,
    row: Option<Vec<u8>>,
) -> Result<(), StoreError> {
    match row {
        Some(row) => connection
            .prepare_cached(&format!(
                "INSERT OR REPLACE INTO {table} (circle, document, row) VALUES (?1, ?2, ?3)"
            ))?
            .execute(params![circle.as_bytes(), document.as_bytes(), row])?,
        None => connection
            .prepare_cached(&format!(
                "DELETE FROM {table} WHERE circle = ?1 AND document = ?2"
            ))?
            .execute(params![circle.as_bytes(), document.as_bytes()])?,
    };
    Ok(())
}

fn rows(connection: &Connection, circle: CircleId) -> Result<Standing, StoreError> {
    Ok(Standing {
        jobs: read::<JobStanding>(connection, JOBS, circle)?,
        vouches: read::<VouchStanding>(connection, VOUCHES, circle)?,
        answers: read::<QuietStanding>(connection, ANSWERS, circle)?,
    })
}

fn read<T>(
    connection: &Connection,
    select: &str,
    circle: CircleId,
) -> Result<BTreeMap<DocumentId, T>, StoreError>
where
    T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()>,
{
    let mut statement = connection.prepare_cached(select)?;
    let rows = statement.query_map(params![circle.as_bytes()], |row| {
        Ok((
            DocumentId::from_bytes(row.get(0)?),
            row.get::<_, Vec<u8>>(1)?,
        ))
    })?;
    rows.map(|row| {
        let (document, bytes) = row?;
        let read = codec::decode(&bytes, ROW_BYTES).map_err(|_detail| StoreError::Damaged)?;
        Ok((document, read))
    })
    .collect()
}
