//! Cards: what members say of themselves, ready to be listed and searched.

use super::{Store, changes::Changes, documents, held::Held, table::Table, touched::Touched};
use crate::error::StoreError;
use documents::OpenedDocument;
use minicbor::{Decode, Encode};
use otagai_core::{
    card::{self, Card},
    circle_set::CircleSet,
    codec,
    cut::Tip,
    document::{Header, Kind},
    id::{CircleId, DocumentId, PersonId},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// row: canonical CBOR of the card and where it was read from.
pub(super) const TABLE: Table = Table {
    name: "cards",
    create: include_str!("derived/cards.sql"),
    rows: "SELECT person, row FROM cards WHERE circle = ?1 ORDER BY person",
    refresh,
};
/// Bytes of one row.
const ROW_BYTES: usize = 1024 * 1024;

/// Somebody's card in a circle.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct CardRow {
    /// Whose.
    #[n(0)]
    pub person: PersonId,
    /// The document that it was read from.
    #[n(1)]
    pub document: DocumentId,
    /// What it says.
    #[n(2)]
    pub card: Card,
    /// The version that it was read from, sorted.
    #[n(3)]
    pub heads: Vec<Tip>,
    /// How many changes could not be applied; 0 for a sound card.
    #[n(4)]
    pub skipped: u32,
    /// True where two devices wrote under one name: what clashes is not shown.
    #[n(5)]
    pub forked: bool,
}

impl Store {
    /// The card of a person; none when it is not held. Does not read the circle into memory.
    ///
    /// Whoever was admitted may have one: see [`Store::members`] for who is in.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn card(&self, circle: CircleId, person: PersonId) -> Result<Option<CardRow>, StoreError> {
        one(&self.connection, circle, person)
    }

    /// All cards of a circle, by person. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn cards(&self, circle: CircleId) -> Result<Vec<CardRow>, StoreError> {
        all(&self.connection, circle)
    }
}

pub(super) fn all(connection: &Connection, circle: CircleId) -> Result<Vec<CardRow>, StoreError> {
    let mut statement = connection.prepare_cached(TABLE.rows)?;
    let rows = statement.query_map(params![circle.as_bytes()], read)?;
    rows.map(|row| row?).collect()
}

fn refresh(
    connection: &Connection,
    held: &mut Held,
    touched: &Touched,
    changes: &mut Changes,
) -> Result<(), StoreError> {
    for document in &touched.documents {
        refresh_one(connection, &held.set, *document, changes)?;
    }
    Ok(())
}

/// Brings the row of a card to what its document says now; tells whether it says something else. Does
/// nothing for documents that are no card.
fn refresh_one(
    connection: &Connection,
    set: &CircleSet,
    document: DocumentId,
    changes: &mut Changes,
) -> Result<(), StoreError> {
    let Some(header) = set.opening(&document).map(|o| &o.content().header) else {
        return Ok(());
    };
    let (circle, person) = (set.circle(), header.author);
    // Somebody could open more documents of this kind under other names: only the one counts.
    if *header != Header::single(circle, person, Kind::Card) {
        return Ok(());
    }
    let Some(opened) = documents::open(connection, set, document)? else {
        return Ok(());
    };
    let row = of(opened);
    let before = one(connection, circle, person)?;
    if before.as_ref() == Some(&row) {
        return Ok(());
    }
    put(connection, circle, &row)?;
    let before = before.map(|row| row.card);
    // Changes that undo each other are new changes, and the card reads as before.
    if before.as_ref() != Some(&row.card) {
        changes.cards.insert(person);
    }
    let names = |card: &Card| [card.name.clone(), card.reading.clone(), card.short.clone()];
    if before.as_ref().map(names) != Some(names(&row.card)) {
        changes.names.insert(person);
    }
    Ok(())
}

fn of(opened: OpenedDocument) -> CardRow {
    CardRow {
        person: opened.header.author,
        document: opened.id,
        card: card::read(&opened.materialised.document),
        heads: opened.heads,
        skipped: u32::try_from(opened.materialised.skipped.len()).unwrap_or(u32::MAX),
        forked: opened.materialised.forked,
    }
}

pub(super) fn one(
    connection: &Connection,
    circle: CircleId,
    person: PersonId,
) -> Result<Option<CardRow>, StoreError> {
    connection
        .prepare_cached("SELECT person, row FROM cards WHERE circle = ?1 AND person = ?2")?
        .query_row(params![circle.as_bytes(), person.as_bytes()], read)
        .optional()?
        .transpose()
}

fn put(connection: &Connection, circle: CircleId, row: &CardRow) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO cards (circle, person, row) VALUES (?1, ?2, ?3)")?
        .execute(params![
            circle.as_bytes(),
            row.person.as_bytes(),
            codec::encode(row)
        ])?;
    Ok(())
}

/// Reads the columns of [`TABLE`].
fn read(row: &Row<'_>) -> rusqlite::Result<Result<CardRow, StoreError>> {
    let bytes: Vec<u8> = row.get(1)?;
    Ok(codec::decode(&bytes, ROW_BYTES).map_err(|_detail| StoreError::Damaged))
}
