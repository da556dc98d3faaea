//! Documents for some only: the keys held here, and reading one to answer or to edit it.

use super::{Store, held::Held, items};
use crate::error::StoreError;
use otagai_core::{
    chunk::{Chunk, Grant},
    circle_set::Stored,
    id::{CircleId, DocumentId, ItemId},
    item::{Item, ItemKind},
    keys::EncryptionSecret,
    sealed::{SealedDocument, SealedKey, unwrap_key},
    signed::{Content, Signed, Verified},
    vouch::standing::Keys,
};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

impl Store {
    /// Opens grants with this device's encryption key from now on.
    pub fn open_grants_with(&mut self, secret: EncryptionSecret) {
        self.encryption = Some(secret);
    }

    /// A document for some only; none when it is not held, not readable here, or taken back.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn sealed(
        &mut self,
        circle: CircleId,
        document: DocumentId,
    ) -> Result<Option<SealedDocument>, StoreError> {
        let held = Self::load(&self.connection, &mut self.held, circle)?;
        let granted = granted(&self.connection, circle)?;
        let keys = Keys::of_circle(&held.set, &held.roster, &granted);
        let (Some(entry), Some(key)) = (held.set.document(&document), keys.of(&document)) else {
            return Ok(None);
        };
        let header = entry.opening().content().header.clone();
        let mut chunks = Vec::new();
        for id in entry.chunks() {
            chunks.push(chunk(&self.connection, circle, id)?);
        }
        Ok(SealedDocument::open(header, key.clone(), &chunks))
    }
}

/// Keys that this device made or was granted.
pub(super) fn granted(
    connection: &Connection,
    circle: CircleId,
) -> Result<BTreeMap<DocumentId, SealedKey>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT document, key FROM document_keys WHERE circle = ?1")?;
    let rows = statement.query_map(params![circle.as_bytes()], |row| {
        let key = Zeroizing::new(row.get::<_, [u8; 32]>(1)?);
        Ok((
            DocumentId::from_bytes(row.get(0)?),
            SealedKey::from_bytes(*key),
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes the keys out of those new grants that are for this device.
pub(super) fn take_grants(
    connection: &Connection,
    held: &Held,
    stored: &[Stored],
    secret: &EncryptionSecret,
) -> Result<(), StoreError> {
    let circle = held.set.circle();
    let grants = stored
        .iter()
        .filter(|stored| stored.item.kind == ItemKind::Grant);
    for stored in grants {
        let grant: Verified<Grant> = read_own(&stored.item)?;
        let document = grant.content().document;
        let Some(opening) = held.set.opening(&document) else {
            continue;
        };
        // Most are for somebody else: that is no fault.
        let Ok(key) = unwrap_key(&opening.content().header, grant.content(), secret) else {
            continue;
        };
        connection
            .prepare_cached(
                "INSERT INTO document_keys (circle, document, key) VALUES (?1, ?2, ?3)
                 ON CONFLICT (circle, document) DO NOTHING",
            )?
            .execute(params![
                circle.as_bytes(),
                document.as_bytes(),
                key.as_bytes()
            ])?;
    }
    Ok(())
}

/// Forgets the words of documents that were taken back; the few who had the key keep a copy. Gives the names
/// of what is no longer held.
pub(super) fn drop_words(
    connection: &Connection,
    held: &mut Held,
    dropped: impl Iterator<Item = DocumentId>,
) -> Result<Vec<ItemId>, StoreError> {
    let circle = held.set.circle();
    let granted = granted(connection, circle)?;
    let dropped: Vec<DocumentId> = dropped.collect();
    for document in &dropped {
        let Some(entry) = held
            .set
            .document(document)
            .filter(|_| granted.contains_key(document))
        else {
            continue;
        };
        for id in entry.chunks() {
            connection
                .prepare_cached(
                    "INSERT INTO copies (circle, id, bytes)
                     SELECT circle, id, bytes FROM items WHERE circle = ?1 AND id = ?2
                     ON CONFLICT (circle, id) DO NOTHING",
                )?
                .execute(params![circle.as_bytes(), id.as_bytes()])?;
        }
    }
    let gone = held.set.drop_words(dropped);
    for id in &gone {
        items::delete(connection, circle, *id)?;
    }
    Ok(gone)
}

/// One stored chunk.
pub(super) fn chunk(
    connection: &Connection,
    circle: CircleId,
    id: ItemId,
) -> Result<Verified<Chunk>, StoreError> {
    let bytes = items::bytes(connection, circle, id)?.ok_or(StoreError::Damaged)?;
    read_own(&Item::new(ItemKind::Chunk, bytes))
}

/// The kept chunks of documents that were taken back.
pub(super) fn copies(
    connection: &Connection,
    circle: CircleId,
) -> Result<Vec<Verified<Chunk>>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT bytes FROM copies WHERE circle = ?1 ORDER BY id")?;
    let rows = statement.query_map(params![circle.as_bytes()], |row| row.get(0))?;
    rows.map(|bytes| read_own(&Item::new(ItemKind::Chunk, bytes?)))
        .collect()
}

/// Reads an item whose signature was checked before it was stored.
fn read_own<T: Content>(item: &Item) -> Result<Verified<T>, StoreError> {
    let signed =
        Signed::from_bytes(&item.bytes, T::LIMIT).map_err(|_detail| StoreError::Damaged)?;
    signed
        .trust_own_store()
        .map_err(|_detail| StoreError::Damaged)
}
