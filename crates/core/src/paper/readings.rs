//! What papers of one kind say, version by version.
//!
//! A version costs a merge, so each is read once and kept. Whether its devices speak for the author is asked again each
//! time: that is the roster's to say, and it grows.

use super::{PaperKind, Version, parts::Sheets};
use crate::{
    id::{DeviceId, DocumentId, ItemId, PersonId},
    roster::Roster,
    sealed::merged,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the papers of a kind say that can be read here.
#[derive(Debug)]
pub struct Readings<P: PaperKind>(BTreeMap<DocumentId, PaperRead<P>>);

/// One paper: its author, and what it says up to each chunk.
#[derive(Debug)]
struct PaperRead<P: PaperKind> {
    author: PersonId,
    versions: BTreeMap<ItemId, PaperReading<P>>,
}

/// What a paper says up to a chunk, and the devices that wrote it.
#[derive(Debug)]
struct PaperReading<P: PaperKind> {
    /// Chunks up to here: an older version has fewer.
    age: usize,
    devices: BTreeSet<DeviceId>,
    says: P::Reading,
}

impl<P: PaperKind> Default for Readings<P> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<P: PaperKind> PaperReading<P> {
    /// True when all devices that wrote it are the author's.
    fn is_by(&self, author: PersonId, roster: &Roster) -> bool {
        self.devices
            .iter()
            .all(|device| roster.speaks_for(*device, author))
    }
}

impl<P: PaperKind> Readings<P> {
    /// Reads the versions that a new chunk completes.
    pub(crate) fn read(&mut self, document: DocumentId, sheets: &Sheets, new: ItemId) {
        let there = self.0.get(&document).map(|read| &read.versions);
        let is_read = |chunk: &ItemId| there.is_some_and(|versions| versions.contains_key(chunk));
        let chunks: Vec<ItemId> = if P::HAS_VERSIONS {
            sheets.ids().filter(|chunk| !is_read(chunk)).collect()
        } else if sheets.is_first(&new) {
            vec![new]
        } else {
            Vec::new()
        };
        for chunk in chunks {
            let Some(up_to) = sheets.up_to(chunk, P::KIND) else {
                continue;
            };
            let Some((heads, shown)) = merged(&up_to.changes) else {
                continue;
            };
            let author = sheets.author;
            let reading = PaperReading {
                age: up_to.age,
                devices: up_to.devices,
                says: P::read(Version {
                    author,
                    document,
                    chunk,
                    heads,
                    shown: &shown,
                }),
            };
            let read = self.0.entry(document).or_insert_with(|| PaperRead {
                author,
                versions: BTreeMap::new(),
            });
            read.versions.insert(chunk, reading);
        }
    }

    /// Forgets a paper.
    pub(crate) fn forget(&mut self, document: &DocumentId) {
        self.0.remove(document);
    }

    /// One version, by its last chunk; none where a device wrote it that is not its author's.
    pub(crate) fn get(
        &self,
        document: &DocumentId,
        chunk: &ItemId,
        roster: &Roster,
    ) -> Option<&P::Reading> {
        let read = self.0.get(document)?;
        let reading = read.versions.get(chunk)?;
        reading.is_by(read.author, roster).then_some(&reading.says)
    }

    /// Every paper with its versions that its author's devices wrote: oldest first, those written side by side by chunk.
    pub(crate) fn all(
        &self,
        roster: &Roster,
    ) -> impl Iterator<Item = (DocumentId, PersonId, Vec<(ItemId, &P::Reading)>)> {
        self.0.iter().map(|(document, read)| {
            let mut versions: Vec<_> = read
                .versions
                .iter()
                .filter(|(_, reading)| reading.is_by(read.author, roster))
                .collect();
            versions.sort_by_key(|(chunk, reading)| (reading.age, **chunk));
            let versions = versions
                .into_iter()
                .map(|(chunk, reading)| (*chunk, &reading.says));
            (*document, read.author, versions.collect())
        })
    }
}
