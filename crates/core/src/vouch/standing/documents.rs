//! Sealed documents as far as their keys are known here: versions of jobs, and vouches.

use super::{Held, JobStanding, JobVersion, VouchStanding, VouchState, statements::Said};
use crate::{
    base,
    change::RawChange,
    cut::Tip,
    document::Kind,
    gate,
    id::{DocumentId, ItemId, PersonId},
    job,
    sealed::{Inner, Opened, SealedKey, open_chunk},
    statement::StatementBody,
    vouch::{self, JobAt, Vouch},
};
use automerge::{Automerge, ChangeHash};
use std::collections::{BTreeMap, BTreeSet};

/// What can be read.
pub(super) struct Texts {
    documents: BTreeMap<DocumentId, Text>,
    /// Vouches by document and chunk.
    vouches: BTreeMap<DocumentId, BTreeMap<ItemId, (Vec<Tip>, Vouch)>>,
}

/// One document: its author and its opened chunks.
struct Text {
    author: PersonId,
    chunks: BTreeMap<ItemId, Part>,
}

struct Part {
    previous: Vec<ItemId>,
    opened: Opened,
}

impl Texts {
    /// Opens whatever a granted or published key opens. A chunk that does not open plays no part.
    pub(super) fn read(held: &Held<'_>, said: &[Said]) -> Self {
        let mut published: BTreeMap<DocumentId, Vec<SealedKey>> = BTreeMap::new();
        for one in said {
            let (document, key) = match &one.body {
                StatementBody::Confirm(confirm) => (confirm.job, confirm.key),
                StatementBody::Accept(accept) => (accept.document, accept.key),
                _ => continue,
            };
            let keys = published.entry(document).or_default();
            keys.push(SealedKey::from_bytes(key));
        }
        let mut texts = Self {
            documents: BTreeMap::new(),
            vouches: BTreeMap::new(),
        };
        for (id, chunk) in held.chunks {
            let document = chunk.content().document;
            let Some(opening) = held.set.opening(&document) else {
                continue;
            };
            let header = &opening.content().header;
            // Stored is what any device signed that the author certified; here the roster has the word.
            let device = held.roster.devices.get(&chunk.content().device);
            if device.is_none_or(|device| device.person != header.author) {
                continue;
            }
            let key = held
                .keys
                .get(&document)
                .into_iter()
                .chain(published.get(&document).into_iter().flatten())
                .find(|key| key.opens(header));
            let Some(key) = key.filter(|_| held.set.items().contains(id)) else {
                continue;
            };
            let Ok(opened) = open_chunk(header, chunk, key) else {
                continue;
            };
            let part = Part {
                previous: chunk.content().previous.clone(),
                opened,
            };
            texts
                .documents
                .entry(document)
                .or_insert_with(|| Text {
                    author: header.author,
                    chunks: BTreeMap::new(),
                })
                .chunks
                .insert(*id, part);
        }
        texts.read_vouches();
        texts
    }

    fn read_vouches(&mut self) {
        for (document, text) in &self.documents {
            // A vouch is exactly one chunk: what was written after it changes nothing.
            for (chunk, part) in &text.chunks {
                if !part.is_first_of(Kind::Vouch) {
                    continue;
                }
                if let Some((heads, shown)) = version(&[&part.opened.change]) {
                    let vouch = vouch::read(&shown);
                    self.vouches
                        .entry(*document)
                        .or_default()
                        .insert(*chunk, (heads, vouch));
                }
            }
        }
    }

    /// One vouch, by its chunk.
    pub(super) fn vouch(&self, document: &DocumentId, chunk: &ItemId) -> Option<(&[Tip], &Vouch)> {
        let (heads, vouch) = self.vouches.get(document)?.get(chunk)?;
        Some((heads, vouch))
    }

    /// True when the person is one of the readers that a first chunk names.
    pub(super) fn reads(&self, document: &DocumentId, chunk: &ItemId, person: PersonId) -> bool {
        self.documents
            .get(document)
            .and_then(|text| text.chunks.get(chunk))
            .and_then(|part| part.opened.inner.as_ref())
            .is_some_and(|inner| inner.readers.contain(person))
    }

    /// All vouches, not yet weighed: of several chunks the accepted one, else the lowest.
    pub(super) fn vouches(
        &self,
        accepted: &BTreeMap<DocumentId, ItemId>,
    ) -> BTreeMap<DocumentId, VouchStanding> {
        let mut found = BTreeMap::new();
        for (document, chunks) in &self.vouches {
            let chosen = accepted
                .get(document)
                .and_then(|chunk| chunks.get_key_value(chunk))
                .or_else(|| chunks.first_key_value());
            let author = self.documents.get(document).map(|text| text.author);
            if let (Some((chunk, (heads, vouch))), Some(author)) = (chosen, author) {
                let standing = VouchStanding {
                    author,
                    chunk: *chunk,
                    heads: heads.clone(),
                    vouch: vouch.clone(),
                    state: VouchState::Unanswered,
                };
                found.insert(*document, standing);
            }
        }
        found
    }

    /// All jobs with every version, signed by those who wrote them.
    pub(super) fn jobs(&self) -> BTreeMap<DocumentId, JobStanding> {
        let mut jobs = BTreeMap::new();
        for (document, text) in &self.documents {
            let mut versions: Vec<(usize, JobVersion)> = text
                .chunks
                .keys()
                .filter_map(|chunk| text.job_at(*document, *chunk))
                .collect();
            versions.sort_by_key(|(age, version)| (*age, version.chunk));
            if !versions.is_empty() {
                let job = JobStanding {
                    author: text.author,
                    opened: false,
                    versions: versions.into_iter().map(|(_, version)| version).collect(),
                };
                jobs.insert(*document, job);
            }
        }
        jobs
    }
}

impl Part {
    fn is_first_of(&self, kind: Kind) -> bool {
        self.opened
            .inner
            .as_ref()
            .is_some_and(|inner: &Inner| inner.is(kind))
    }
}

impl Text {
    /// The version of a job that ends with a chunk, and how many chunks it took.
    fn job_at(&self, document: DocumentId, chunk: ItemId) -> Option<(usize, JobVersion)> {
        let mut known = BTreeSet::new();
        let mut changes = Vec::new();
        let mut stack = vec![chunk];
        while let Some(id) = stack.pop() {
            if !known.insert(id) {
                continue;
            }
            let part = self.chunks.get(&id)?;
            if part.previous.is_empty() && !part.is_first_of(Kind::Job) {
                return None;
            }
            changes.push(&part.opened.change);
            stack.extend(&part.previous);
        }
        let (heads, shown) = version(&changes)?;
        let job = job::read(&shown);
        let version = JobVersion {
            chunk,
            signed_by: BTreeSet::from([self.author]),
            faults: job.faults(self.author),
            at: JobAt {
                document,
                heads,
                job,
            },
        };
        Some((known.len(), version))
    }
}

/// What these changes make together, and its heads, sorted. None when one is missing or does not fit.
fn version(changes: &[&RawChange]) -> Option<(Vec<Tip>, Automerge)> {
    let mut waiting: BTreeMap<ChangeHash, &RawChange> = changes
        .iter()
        .map(|change| (change.hash, *change))
        .collect();
    let mut heads: BTreeSet<ChangeHash> = waiting.keys().copied().collect();
    for dep in waiting.values().flat_map(|change| &change.deps) {
        heads.remove(dep);
    }
    let mut there = BTreeSet::from([base::hash()]);
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let ready: Vec<ChangeHash> = waiting
            .values()
            .filter(|change| !change.deps.is_empty())
            .filter(|change| change.deps.iter().all(|dep| there.contains(dep)))
            .map(|change| change.hash)
            .collect();
        if ready.is_empty() {
            return None;
        }
        for hash in ready {
            order.extend(waiting.remove(&hash).cloned());
            there.insert(hash);
        }
    }
    let shown = gate::materialise(&order);
    if !shown.skipped.is_empty() {
        return None;
    }
    Some((heads.into_iter().map(Tip::from).collect(), shown.document))
}
