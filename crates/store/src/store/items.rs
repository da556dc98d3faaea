//! Items: the truth.

use super::Store;
use crate::error::StoreError;
use otagai_core::{
    circle_set::Stored,
    id::{CircleId, DocumentId, ItemId},
    item::{self, Item, ItemKind},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

impl Store {
    /// Names of all items of a circle, sorted. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn item_ids(&self, circle: CircleId) -> Result<Vec<ItemId>, StoreError> {
        if let Some(held) = self.held.get(&circle) {
            return Ok(held.set.items().iter().copied().collect());
        }
        if !super::circles::is_held(&self.connection, circle)? {
            return Err(StoreError::UnknownCircle(circle));
        }
        ids(&self.connection, circle)
    }

    /// A digest over everything held of a circle; equal sets have equal digests. Does not read the circle
    /// into memory.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn digest(&self, circle: CircleId) -> Result<[u8; 32], StoreError> {
        match self.held.get(&circle) {
            Some(held) => Ok(held.digest),
            None => self.item_ids(circle).map(|ids| item::digest(&ids)),
        }
    }

    /// Items as they came, in an order in which each one's dependencies come first: what belongs to no
    /// document, then document by document. Names of items that are not held are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn load_items(&self, circle: CircleId, ids: &[ItemId]) -> Result<Vec<Item>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, document, bytes, seq FROM items WHERE circle = ?1 AND id = ?2",
        )?;
        let mut found = Vec::new();
        for id in ids {
            let row = statement
                .query_row(params![circle.as_bytes(), id.as_bytes()], |row| {
                    let document: Option<[u8; 32]> = row.get(1)?;
                    Ok(((document, row.get::<_, i64>(3)?), read(row)?))
                })
                .optional()?;
            found.extend(row);
        }
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, read)| read).collect()
    }

    /// Names in the order of [`Store::load_items`], cut so that each part can be loaded, sent and stored for itself:
    /// what is stored only together (a header, its changes and seals) is in one part, and no part holds more than
    /// `bytes`, unless it is one such thing. Each item counts 48 bytes more than it holds. At least one part, be it
    /// empty; names of items that are not held are left out. Loads no item.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn in_pieces(
        &self,
        circle: CircleId,
        ids: &[ItemId],
        bytes: usize,
    ) -> Result<Vec<Vec<ItemId>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT document, seq, kind, length(bytes) FROM items WHERE circle = ?1 AND id = ?2",
        )?;
        let mut found: Vec<ListedItems> = Vec::new();
        for id in ids {
            let row = statement
                .query_row(params![circle.as_bytes(), id.as_bytes()], |row| {
                    let length = row.get::<_, u32>(3)? as usize;
                    let order = (row.get(0)?, row.get(1)?);
                    Ok((order, row.get(2)?, length.saturating_add(AROUND), *id))
                })
                .optional()?;
            found.extend(row);
        }
        found.sort_unstable_by_key(|(order, ..)| *order);
        let mut pieces: Vec<(Vec<ItemId>, usize)> = vec![Default::default()];
        // What cannot be parted, until it is known where it ends.
        let mut unit: Vec<ItemId> = Vec::new();
        let (mut unit_bytes, mut before) = (0_usize, None);
        for ((document, _), kind, size, id) in found {
            let stands_alone = !matches!(
                ItemKind::of_number(kind),
                Some(ItemKind::Opening | ItemKind::Change | ItemKind::Seal)
            );
            if stands_alone || before != Some(document) {
                put(&mut pieces, &mut unit, &mut unit_bytes, bytes);
            }
            unit.push(id);
            unit_bytes = unit_bytes.saturating_add(size);
            before = (!stands_alone).then_some(document);
        }
        put(&mut pieces, &mut unit, &mut unit_bytes, bytes);
        Ok(pieces.into_iter().map(|(ids, _)| ids).collect())
    }
}

/// Where an item stands (document, place in it), its kind, its length in bytes, and its name.
type ListedItems = ((Option<[u8; 32]>, i64), u8, usize, ItemId);

/// What an item takes beside its bytes when it travels.
const AROUND: usize = 48;

/// Puts what cannot be parted into the last piece, or into one of its own where that would be too long.
fn put(
    pieces: &mut Vec<(Vec<ItemId>, usize)>,
    unit: &mut Vec<ItemId>,
    unit_bytes: &mut usize,
    bytes: usize,
) {
    let (unit, size) = (std::mem::take(unit), std::mem::take(unit_bytes));
    match pieces.last_mut() {
        Some((piece, taken)) if piece.is_empty() || taken.saturating_add(size) <= bytes => {
            piece.extend(unit);
            *taken = taken.saturating_add(size);
        }
        _ => pieces.push((unit, size)),
    }
}

/// All items of a circle in order of arrival.
pub(super) fn all(connection: &Connection, circle: CircleId) -> Result<Vec<Item>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT kind, document, bytes FROM items WHERE circle = ?1 ORDER BY seq")?;
    let rows = statement.query_map(params![circle.as_bytes()], read)?;
    rows.map(|row| row?).collect()
}

/// Bytes of the changes of a document in order of arrival.
pub(super) fn changes(
    connection: &Connection,
    circle: CircleId,
    document: DocumentId,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT bytes FROM items WHERE circle = ?1 AND document = ?2 AND kind = ?3 ORDER BY seq",
    )?;
    let wanted = params![
        circle.as_bytes(),
        document.as_bytes(),
        ItemKind::Change.number()
    ];
    let rows = statement.query_map(wanted, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The bytes of one item; none when it is not held.
pub(super) fn bytes(
    connection: &Connection,
    circle: CircleId,
    id: ItemId,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT bytes FROM items WHERE circle = ?1 AND id = ?2")?
        .query_row(params![circle.as_bytes(), id.as_bytes()], |row| row.get(0))
        .optional()?)
}

pub(super) fn ids(connection: &Connection, circle: CircleId) -> Result<Vec<ItemId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM items WHERE circle = ?1 ORDER BY id")?;
    let rows = statement.query_map(params![circle.as_bytes()], |row| {
        row.get(0).map(ItemId::from_bytes)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn insert(
    connection: &Connection,
    circle: CircleId,
    stored: &Stored,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO items (circle, id, kind, document, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (circle, id) DO NOTHING",
        )?
        .execute(params![
            circle.as_bytes(),
            stored.id.as_bytes(),
            stored.item.kind.number(),
            stored.document.as_ref().map(DocumentId::as_bytes),
            stored.item.bytes,
        ])?;
    Ok(())
}

pub(super) fn delete(
    connection: &Connection,
    circle: CircleId,
    id: ItemId,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM items WHERE circle = ?1 AND id = ?2")?
        .execute(params![circle.as_bytes(), id.as_bytes()])?;
    Ok(())
}

/// Reads kind, document and bytes.
fn read(row: &Row<'_>) -> rusqlite::Result<Result<Item, StoreError>> {
    let (kind, bytes) = (row.get(0)?, row.get(2)?);
    let document: Option<[u8; 32]> = row.get(1)?;
    Ok(match (ItemKind::of_number(kind), document) {
        (Some(ItemKind::Change), Some(document)) => {
            Ok(Item::change(DocumentId::from_bytes(document), bytes))
        }
        (Some(ItemKind::Change), None) | (None, _) => Err(StoreError::Damaged),
        (Some(kind), _) => Ok(Item::new(kind, bytes)),
    })
}
