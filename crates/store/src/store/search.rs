//! The search index: what is searched of each card, worked out once and kept.

use super::{Store, cards, changes::Changes, held::Held, table::Table, touched::Touched};
use crate::error::StoreError;
use otagai_core::{
    card::Card,
    codec,
    find::{Entry, Index},
    id::{CircleId, PersonId},
};
use rusqlite::{Connection, OptionalExtension, params};

/// row: canonical CBOR of what is searched of the card.
pub(super) const TABLE: Table = Table {
    name: "search",
    create: include_str!("derived/search.sql"),
    rows: "SELECT person, row FROM search WHERE circle = ?1 ORDER BY person",
    refresh,
};
/// Bytes of one row.
const ROW_BYTES: usize = 1024 * 1024;

impl Store {
    /// What is searched of the cards of a circle's members, ready in memory. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn search_index(&self, circle: CircleId) -> Result<Index, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.person, s.row FROM search AS s
             JOIN members AS m ON m.circle = s.circle AND m.person = s.person
             WHERE s.circle = ?1 AND m.standing = 'member' ORDER BY s.person",
        )?;
        let rows = statement.query_map(params![circle.as_bytes()], |row| {
            Ok((PersonId::from_bytes(row.get(0)?), row.get::<_, Vec<u8>>(1)?))
        })?;
        let entries = rows.map(|row| {
            let (person, bytes) = row?;
            Ok((person, read(&bytes)?))
        });
        let entries: Vec<_> = entries.collect::<Result<_, StoreError>>()?;
        Ok(Index::new(entries, self.sightings(circle)?))
    }

    /// What is searched of a member's card; none for who is no member, or whose card is not held.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn search_entry(
        &self,
        circle: CircleId,
        person: PersonId,
    ) -> Result<Option<Entry>, StoreError> {
        let row: Option<Vec<u8>> = self
            .connection
            .prepare_cached(
                "SELECT s.row FROM search AS s
                 JOIN members AS m ON m.circle = s.circle AND m.person = s.person
                 WHERE s.circle = ?1 AND s.person = ?2 AND m.standing = 'member'",
            )?
            .query_row(params![circle.as_bytes(), person.as_bytes()], |row| {
                row.get(0)
            })
            .optional()?;
        row.map(|bytes| read(&bytes)).transpose()
    }
}

fn read(bytes: &[u8]) -> Result<Entry, StoreError> {
    codec::decode(bytes, ROW_BYTES).map_err(|_detail| StoreError::Damaged)
}

/// Follows the cards, which are brought up to date before.
fn refresh(
    connection: &Connection,
    held: &mut Held,
    _touched: &Touched,
    changes: &mut Changes,
) -> Result<(), StoreError> {
    let circle = held.set.circle();
    for person in &changes.cards {
        if let Some(row) = cards::one(connection, circle, *person)? {
            put(connection, circle, *person, &row.card)?;
        }
    }
    Ok(())
}

/// Puts what is searched of a card.
fn put(
    connection: &Connection,
    circle: CircleId,
    person: PersonId,
    card: &Card,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO search (circle, person, row) VALUES (?1, ?2, ?3)")?
        .execute(params![
            circle.as_bytes(),
            person.as_bytes(),
            codec::encode(&Entry::of(card))
        ])?;
    Ok(())
}
