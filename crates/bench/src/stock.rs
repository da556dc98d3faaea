//! What a circle consists of, taken out of its founder's folder for the floors and for samod.

use crate::{circle::Folders, outcome::BenchOutcome};
use automerge::Automerge;
use otagai_core::{
    base, codec,
    id::{CircleId, DocumentId},
    item::{Item, ItemKind},
    keys::EncryptionSecret,
};
use otagai_node::{Node, home::Home};
use std::{fs, path::Path};

/// Everything that a newcomer is given.
pub(crate) struct Stock {
    /// The circle.
    pub(crate) circle: CircleId,
    /// All items, as they travel.
    pub(crate) items: Vec<Item>,
    /// All documents that can be read, merged.
    pub(crate) documents: Vec<Automerge>,
    /// The encryption key of somebody whom nothing was granted to.
    pub(crate) stranger: EncryptionSecret,
    /// Rows of jobs and vouches as the store keeps them: document and row.
    pub(crate) rows: Vec<(DocumentId, Vec<u8>)>,
}

impl Stock {
    /// Reads a folder.
    pub(crate) async fn read(folders: &Folders) -> BenchOutcome<Self> {
        let node = Node::open(folders.config()).await?;
        let home = node.home()?;
        tokio::task::spawn_blocking(move || Self::of(&home)).await?
    }

    fn of(home: &Home) -> BenchOutcome<Self> {
        let circle = home.circle(None)?;
        let mut store = home.store();
        let ids = store.item_ids(circle)?;
        let items = store.load_items(circle, &ids)?;
        let named: Vec<DocumentId> = store
            .set(circle)?
            .documents()
            .map(|(document, _)| *document)
            .collect();
        let mut documents = Vec::new();
        for document in named {
            if let Some(sealed) = store.sealed(circle, document)? {
                documents.push(sealed.document);
            } else if let Some(opened) = store.document(circle, document)? {
                documents.push(opened.materialised.document);
            }
        }
        let work = store.work(circle)?;
        let jobs = work.jobs.iter().map(|(id, row)| (*id, codec::encode(row)));
        let vouches = work
            .vouches
            .iter()
            .map(|(id, row)| (*id, codec::encode(row)));
        Ok(Self {
            circle,
            rows: jobs.chain(vouches).collect(),
            items,
            stranger: EncryptionSecret::from([8; 32]),
            documents,
        })
    }

    /// Bytes of all items as they travel.
    pub(crate) fn wire_bytes(&self) -> usize {
        self.items.iter().map(|item| item.to_bytes().len()).sum()
    }

    /// Bytes under every signature.
    pub(crate) fn signed_lengths(&self) -> Vec<usize> {
        self.items
            .iter()
            .filter(|item| !matches!(item.kind, ItemKind::Change | ItemKind::List))
            .map(|item| item.bytes.len())
            .collect()
    }

    /// The changes of each document, without the first one that all have in common.
    pub(crate) fn changes(&self) -> Vec<Vec<Vec<u8>>> {
        self.documents
            .iter()
            .map(|document| {
                let changes = document.get_changes(&[base::hash()]);
                changes
                    .into_iter()
                    .map(|change| change.raw_bytes().to_vec())
                    .collect()
            })
            .collect()
    }

    /// Writes the documents to a file for another process.
    pub(crate) fn write_documents(&self, file: &Path) -> BenchOutcome {
        let saved: Vec<Vec<u8>> = self.documents.iter().map(Automerge::save).collect();
        Ok(fs::write(file, serde_json::to_vec(&saved)?)?)
    }
}

/// Reads what [`Stock::write_documents`] wrote.
pub(crate) fn read_documents(file: &Path) -> BenchOutcome<Vec<Vec<u8>>> {
    Ok(serde_json::from_slice(&fs::read(file)?)?)
}
