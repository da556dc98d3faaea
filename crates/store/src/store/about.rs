//! What a circle says of itself: its name and its charter.

use super::{
    Store,
    changes::Changes,
    documents::{self, join_heads, split_heads},
    held::Held,
    table::Table,
    touched::Touched,
};
use crate::error::StoreError;
use otagai_core::{
    charter::{self, Charter},
    cut::Tip,
    id::{CircleId, DocumentId},
};
use rusqlite::{Connection, OptionalExtension, params};

/// One row a circle.
pub(super) const TABLE: Table = Table {
    name: "about",
    create: include_str!("derived/about.sql"),
    rows: "SELECT founded_as, document, heads, name, purpose, conditions, data_use
           FROM about WHERE circle = ?1",
    refresh,
};

/// What a circle says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The name in its charter, or the one it was founded with as long as no charter is held.
    pub name: String,
    /// The charter in force; none as long as its adopted version is not held.
    pub charter: Option<CharterRow>,
}

/// The charter in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharterRow {
    /// The document.
    pub document: DocumentId,
    /// The adopted version, sorted: what a newcomer agrees to.
    pub heads: Vec<Tip>,
    /// What it says in that version; later edits count when they are adopted.
    pub charter: Charter,
}

impl Store {
    /// What a circle says of itself. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn about(&self, circle: CircleId) -> Result<About, StoreError> {
        let (founded_as, charter) =
            read(&self.connection, circle)?.ok_or(StoreError::UnknownCircle(circle))?;
        let named = charter
            .as_ref()
            .map(|row| row.charter.name.clone())
            .filter(|name| !name.is_empty());
        Ok(About {
            name: named.unwrap_or(founded_as),
            charter,
        })
    }

    /// The charter in force; none as long as its adopted version is not held.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn charter(&self, circle: CircleId) -> Result<Option<CharterRow>, StoreError> {
        self.about(circle).map(|about| about.charter)
    }
}

/// Brings the row to what roster and charter say, where either was touched.
fn refresh(
    connection: &Connection,
    held: &mut Held,
    touched: &Touched,
    changes: &mut Changes,
) -> Result<(), StoreError> {
    let adopted = held.roster.charter.as_ref();
    if !touched.standing && !adopted.is_some_and(|(id, _)| touched.documents.contains(id)) {
        return Ok(());
    }
    let charter = match adopted {
        Some((document, heads)) => {
            let mut heads: Vec<Tip> = heads.iter().copied().map(Tip::from).collect();
            heads.sort_unstable();
            documents::open_at(connection, &held.set, *document, &heads)?.map(|opened| CharterRow {
                document: *document,
                heads,
                charter: charter::read(&opened.materialised.document),
            })
        }
        None => None,
    };
    let circle = held.set.circle();
    let now = (held.roster.name.clone(), charter);
    if read(connection, circle)?.as_ref() != Some(&now) {
        put(connection, circle, &now.0, now.1.as_ref())?;
        changes.about = true;
    }
    Ok(())
}

fn put(
    connection: &Connection,
    circle: CircleId,
    founded_as: &str,
    row: Option<&CharterRow>,
) -> Result<(), StoreError> {
    let nothing = Charter::default();
    let charter = row.map_or(&nothing, |row| &row.charter);
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO about (circle, founded_as, document, heads, name, purpose,
               conditions, data_use)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            circle.as_bytes(),
            founded_as,
            row.map(|row| row.document.as_bytes()),
            row.map(|row| join_heads(&row.heads)).unwrap_or_default(),
            charter.name,
            charter.purpose,
            charter.conditions,
            charter.data_use,
        ])?;
    Ok(())
}

type ReadAbout = (String, Option<CharterRow>);

fn read(connection: &Connection, circle: CircleId) -> Result<Option<ReadAbout>, StoreError> {
    let row = connection
        .prepare_cached(TABLE.rows)?
        .query_row(params![circle.as_bytes()], |row| {
            let charter = Charter {
                name: row.get(3)?,
                purpose: row.get(4)?,
                conditions: row.get(5)?,
                data_use: row.get(6)?,
            };
            let document: Option<[u8; 32]> = row.get(1)?;
            let heads: Vec<u8> = row.get(2)?;
            Ok((row.get(0)?, document, heads, charter))
        })
        .optional()?;
    let Some((founded_as, document, heads, charter)) = row else {
        return Ok(None);
    };
    let heads = split_heads(&heads)?;
    let charter = document.map(|document| CharterRow {
        document: DocumentId::from_bytes(document),
        heads,
        charter,
    });
    Ok(Some((founded_as, charter)))
}
