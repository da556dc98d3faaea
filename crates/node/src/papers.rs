//! Writing documents for some only: encrypted by this device, its key granted to the readers' devices.

use crate::{NodeError, author::Author, random};
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use otagai_core::{
    base,
    cut::Tip,
    document::{Header, Kind},
    id::{CircleId, DocumentId, ItemId, PersonId},
    item::{Item, ItemKind},
    roster::Roster,
    sealed::{ChunkWriter, Inner, Readers, SealedKey, grant},
};
use otagai_store::SealedDocument;

/// A document for some only that has a name, a key and readers, but no words yet.
#[derive(Debug)]
pub struct Blank {
    header: Header,
    inner: Inner,
    key: SealedKey,
}

impl Blank {
    /// Its id, which what is written into it may name.
    pub fn id(&self) -> DocumentId {
        self.header.id()
    }
}

/// A version of a document for some only, ready to be stored and relayed.
#[derive(Debug)]
pub struct Written {
    /// The document.
    pub document: DocumentId,
    /// The chunk that ends this version.
    pub chunk: ItemId,
    /// The version.
    pub heads: Vec<Tip>,
    /// What is to be stored.
    pub items: Vec<Item>,
}

impl Author {
    /// Begins a document for some only; the author is always one of its readers.
    pub fn begin_sealed(
        &self,
        circle: CircleId,
        kind: Kind,
        readers: impl IntoIterator<Item = PersonId>,
    ) -> Blank {
        let persons = readers.into_iter().chain([self.person()]);
        let inner = Inner {
            circle,
            author: self.person(),
            kind: kind.name().to_owned(),
            readers: Readers::new(random::bytes(), persons),
        };
        let key = SealedKey::from_bytes(random::bytes());
        Blank {
            header: inner.header(&key, random::bytes()),
            inner,
            key,
        }
    }

    /// Writes the first version: opening, chunk, and a grant for each device of each reader.
    ///
    /// # Errors
    /// [`NodeError`] when the document does not take it or a reader's key is none.
    pub fn write_sealed(
        &self,
        blank: &Blank,
        roster: &Roster,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Result<Written, NodeError> {
        let mut document = base::document();
        let change = self
            .change(&mut document, write)?
            .ok_or(NodeError::OwnItemRefused)?;
        let signing = self.keys().signing_key();
        let writer = ChunkWriter {
            header: &blank.header,
            key: &blank.key,
            device: &signing,
        };
        let chunk = writer.first(&blank.inner, random::bytes(), &change)?;
        let mut items = vec![
            self.open(&blank.header)?,
            Item::new(ItemKind::Chunk, chunk.to_bytes()),
        ];
        let devices = roster
            .devices
            .values()
            .filter(|device| blank.inner.readers.contain(device.person));
        for device in devices {
            let granted = grant(
                &signing,
                &blank.header,
                &blank.key,
                &device.encryption_key,
                &random::bytes(),
            )?;
            items.push(Item::new(ItemKind::Grant, granted.to_bytes()));
        }
        Ok(Written {
            document: blank.id(),
            chunk: chunk.item_id(),
            heads: vec![change.hash.into()],
            items,
        })
    }

    /// Writes another version of a document of our own; none when nothing changes.
    ///
    /// # Errors
    /// [`NodeError`] when the document does not take it.
    pub fn rewrite_sealed(
        &self,
        sealed: &SealedDocument,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Result<Option<Written>, NodeError> {
        let mut document: Automerge = sealed.document.clone();
        let Some(change) = self.change(&mut document, write)? else {
            return Ok(None);
        };
        let signing = self.keys().signing_key();
        let writer = ChunkWriter {
            header: &sealed.header,
            key: &sealed.key,
            device: &signing,
        };
        let chunk = writer.next(&sealed.chunks, random::bytes(), &change)?;
        Ok(Some(Written {
            document: sealed.header.id(),
            chunk: chunk.item_id(),
            heads: vec![change.hash.into()],
            items: vec![Item::new(ItemKind::Chunk, chunk.to_bytes())],
        }))
    }
}
