//! Cards: what members say of themselves, ready to be listed and searched.

mod columns;

use super::{Store, documents};
use crate::error::StoreError;
use columns::{availability, strengths, strengths_json};
use documents::{OpenedDocument, join_heads, split_heads};
use otagai_core::{
    card::{self, Card},
    circle_set::CircleSet,
    cut::Tip,
    document::{Header, Kind},
    id::{CircleId, DocumentId, PersonId},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// All columns of a circle's rows in their order.
pub(super) const ROWS: &str =
    "SELECT person, document, name, reading, short, banner, strengths, free,
       free_note, stated_on, heads, skipped, forked
     FROM cards WHERE circle = ?1 ORDER BY person";

/// Somebody's card in a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRow {
    /// Whose.
    pub person: PersonId,
    /// The document that it was read from.
    pub document: DocumentId,
    /// What it says.
    pub card: Card,
    /// The version that it was read from, sorted.
    pub heads: Vec<Tip>,
    /// How many changes could not be applied; 0 for a sound card.
    pub skipped: u32,
    /// True where two devices wrote under one name: what clashes is not shown.
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
        let mut statement = self.connection.prepare_cached(ROWS)?;
        let rows = statement.query_map(params![circle.as_bytes()], read)?;
        rows.map(|row| row?).collect()
    }
}

/// Brings the row of a card to what its document says now; tells whose row is another one now. Does nothing
/// for documents that are no card.
pub(super) fn refresh(
    connection: &Connection,
    set: &CircleSet,
    document: DocumentId,
) -> Result<Option<PersonId>, StoreError> {
    let Some(header) = set.opening(&document).map(|o| &o.content().header) else {
        return Ok(None);
    };
    let (circle, person) = (set.circle(), header.author);
    // Somebody could open more documents of this kind under other names: only the one counts.
    if *header != Header::single(circle, person, Kind::Card) {
        return Ok(None);
    }
    let Some(opened) = documents::open(connection, set, document)? else {
        return Ok(None);
    };
    let row = of(opened);
    if one(connection, circle, person)?.as_ref() == Some(&row) {
        return Ok(None);
    }
    put(connection, circle, &row)?;
    Ok(Some(person))
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

fn one(
    connection: &Connection,
    circle: CircleId,
    person: PersonId,
) -> Result<Option<CardRow>, StoreError> {
    connection
        .prepare_cached(
            "SELECT person, document, name, reading, short, banner, strengths, free, free_note,
               stated_on, heads, skipped, forked
             FROM cards WHERE circle = ?1 AND person = ?2",
        )?
        .query_row(params![circle.as_bytes(), person.as_bytes()], read)
        .optional()?
        .transpose()
}

fn put(connection: &Connection, circle: CircleId, row: &CardRow) -> Result<(), StoreError> {
    let (free, free_note, stated_on) = match &row.card.availability {
        Some(stated) => (
            stated.status.word(),
            stated.note.as_str(),
            stated.stated_on.as_str(),
        ),
        None => ("", "", ""),
    };
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO cards (circle, person, document, name, reading, short, banner,
               strengths, free, free_note, stated_on, heads, skipped, forked)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            circle.as_bytes(),
            row.person.as_bytes(),
            row.document.as_bytes(),
            row.card.name,
            row.card.reading,
            row.card.short,
            row.card.banner,
            strengths_json(&row.card.strengths)?,
            free,
            free_note,
            stated_on,
            join_heads(&row.heads),
            row.skipped,
            row.forked,
        ])?;
    Ok(())
}

/// Reads the columns of [`ROWS`].
fn read(row: &Row<'_>) -> rusqlite::Result<Result<CardRow, StoreError>> {
    let (strengths_column, heads): (String, Vec<u8>) = (row.get(6)?, row.get(10)?);
    let (free, note, stated_on): (String, _, _) = (row.get(7)?, row.get(8)?, row.get(9)?);
    let mut card = Card {
        name: row.get(2)?,
        reading: row.get(3)?,
        short: row.get(4)?,
        banner: row.get(5)?,
        strengths: Vec::new(),
        availability: None,
    };
    let (person, document) = (row.get(0)?, row.get(1)?);
    let (skipped, forked) = (row.get(11)?, row.get(12)?);
    let whole = || {
        card.strengths = strengths(&strengths_column)?;
        card.availability = availability(&free, note, stated_on)?;
        Ok(CardRow {
            person: PersonId::from_bytes(person),
            document: DocumentId::from_bytes(document),
            card,
            heads: split_heads(&heads)?,
            skipped,
            forked,
        })
    };
    Ok(whole())
}
