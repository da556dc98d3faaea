//! Sealed documents as far as their keys are known here: versions of jobs, vouches, quiet answers.
//!
//! Opening a chunk costs a decryption and a merge, so each is opened once and what it says is kept. Whether its
//! device speaks for the author is asked again each time: that is the roster's to say, and it grows.

use super::{JobStanding, JobVersion, VouchStanding, VouchState, keys::Keys};
use crate::{
    chunk::Chunk,
    circle_set::CircleSet,
    cut::Tip,
    document::{Header, Kind},
    id::{DeviceId, DocumentId, ItemId, PersonId},
    job,
    quiet::{self, QuietAnswer},
    roster::Roster,
    sealed::{Opened, merged, open_chunk},
    signed::Verified,
    vouch::{self, JobAt, Vouch},
};
use std::collections::{BTreeMap, BTreeSet};

/// What can be read, kept between batches.
#[derive(Debug, Default)]
pub struct Texts {
    documents: BTreeMap<DocumentId, Text>,
    /// Chunks that were opened, or did not open with the only key that fits.
    tried: BTreeSet<ItemId>,
}

/// One document: its author, its opened chunks and what they say.
#[derive(Debug)]
struct Text {
    author: PersonId,
    chunks: BTreeMap<ItemId, Part>,
    jobs: BTreeMap<ItemId, Reading<JobVersion>>,
    vouches: BTreeMap<ItemId, Reading<(Vec<Tip>, Vouch)>>,
    answers: BTreeMap<ItemId, Reading<QuietAnswer>>,
}

#[derive(Debug)]
struct Part {
    device: DeviceId,
    previous: Vec<ItemId>,
    opened: Opened,
}

/// What a document says up to a chunk, and the devices that wrote it.
#[derive(Debug)]
struct Reading<T> {
    /// Chunks up to here: an older version has fewer.
    age: usize,
    devices: BTreeSet<DeviceId>,
    says: T,
}

impl<T> Reading<T> {
    /// True when all devices that wrote it are the author's.
    fn is_by(&self, author: PersonId, roster: &Roster) -> bool {
        self.devices.iter().all(|device| {
            let known = roster.devices.get(device);
            known.is_some_and(|known| known.person == author)
        })
    }
}

impl Texts {
    /// Chunks of the set that could be opened and were not tried yet.
    pub fn unread(&self, set: &CircleSet, keys: &Keys<'_>) -> Vec<ItemId> {
        set.documents()
            .filter(|(document, _)| keys.of(document).is_some())
            .flat_map(|(_, entry)| entry.chunks())
            .filter(|chunk| !self.tried.contains(chunk))
            .collect()
    }

    /// Forgets the documents of which something was opened that is not held any more: what can be read then
    /// is what a program that starts could read.
    pub fn keep_held(&mut self, set: &CircleSet) {
        let tried = &mut self.tried;
        self.documents.retain(|_, text| {
            let is_held = text.chunks.keys().all(|id| set.items().contains(id));
            if !is_held {
                for id in text.chunks.keys() {
                    tried.remove(id);
                }
            }
            is_held
        });
        tried.retain(|id| set.items().contains(id));
    }

    /// Opens a chunk of a document. One that does not open, or whose key is not known, plays no part.
    pub fn open(&mut self, header: &Header, chunk: &Verified<Chunk>, keys: &Keys<'_>) {
        let (document, id) = (header.id(), chunk.item_id());
        let Some(key) = keys.of(&document) else {
            return;
        };
        if !self.tried.insert(id) {
            return;
        }
        let Ok(opened) = open_chunk(header, chunk, key) else {
            return;
        };
        let text = self.documents.entry(document).or_insert_with(|| Text {
            author: header.author,
            chunks: BTreeMap::new(),
            jobs: BTreeMap::new(),
            vouches: BTreeMap::new(),
            answers: BTreeMap::new(),
        });
        let part = Part {
            device: chunk.content().device,
            previous: chunk.content().previous.clone(),
            opened,
        };
        text.chunks.insert(id, part);
        text.read_one_chunk(id);
        text.read_jobs(document);
    }

    /// One vouch, by its chunk.
    pub(super) fn vouch(
        &self,
        document: &DocumentId,
        chunk: &ItemId,
        roster: &Roster,
    ) -> Option<(&[Tip], &Vouch)> {
        let text = self.documents.get(document)?;
        let reading = text.vouches.get(chunk)?;
        let (heads, vouch) = &reading.says;
        reading
            .is_by(text.author, roster)
            .then_some((heads.as_slice(), vouch))
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
        roster: &Roster,
    ) -> BTreeMap<DocumentId, VouchStanding> {
        let mut found = BTreeMap::new();
        for (document, text) in &self.documents {
            let mut counting = text
                .vouches
                .iter()
                .filter(|(_, reading)| reading.is_by(text.author, roster));
            let accepted = accepted.get(document);
            let chosen = match accepted {
                Some(chunk) => counting.find(|(id, _)| *id == chunk),
                None => counting.next(),
            };
            if let Some((chunk, reading)) = chosen {
                let (heads, vouch) = &reading.says;
                let standing = VouchStanding {
                    author: text.author,
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
    pub(super) fn jobs(&self, roster: &Roster) -> BTreeMap<DocumentId, JobStanding> {
        let mut jobs = BTreeMap::new();
        for (document, text) in &self.documents {
            let mut versions: Vec<(usize, JobVersion)> = text
                .jobs
                .values()
                .filter(|reading| reading.is_by(text.author, roster))
                .map(|reading| (reading.age, reading.says.clone()))
                .collect();
            versions.sort_by_key(|(age, version)| (*age, version.chunk));
            if !versions.is_empty() {
                let job = JobStanding {
                    author: text.author,
                    opened: false,
                    versions: versions.into_iter().map(|(_, version)| version).collect(),
                    dropped: None,
                };
                jobs.insert(*document, job);
            }
        }
        jobs
    }

    /// All quiet answers; of several chunks the lowest.
    pub(super) fn answers(
        &self,
        roster: &Roster,
    ) -> impl Iterator<Item = (DocumentId, PersonId, &QuietAnswer)> {
        self.documents.iter().filter_map(|(document, text)| {
            let mut said = text.answers.values();
            let reading = said.find(|reading| reading.is_by(text.author, roster))?;
            Some((*document, text.author, &reading.says))
        })
    }
}

impl Text {
    /// Vouches and answers are exactly one chunk: what was written after it changes nothing.
    fn read_one_chunk(&mut self, chunk: ItemId) {
        let Some(part) = self.chunks.get(&chunk) else {
            return;
        };
        // Asked before merging, which costs the most: a chunk of a job is merged with those before it.
        let is = |kind| {
            let inner = part.opened.inner.as_ref();
            inner.is_some_and(|inner| inner.is(kind))
        };
        let (is_vouch, is_answer) = (is(Kind::Vouch), is(Kind::Quiet));
        if !is_vouch && !is_answer {
            return;
        }
        let Some((heads, shown)) = merged(&[&part.opened.change]) else {
            return;
        };
        let devices = BTreeSet::from([part.device]);
        if is_vouch {
            let says = (heads, vouch::read(&shown));
            let reading = Reading {
                age: 1,
                devices,
                says,
            };
            self.vouches.insert(chunk, reading);
        } else {
            let says = quiet::read(&shown);
            let reading = Reading {
                age: 1,
                devices,
                says,
            };
            self.answers.insert(chunk, reading);
        }
    }

    /// Reads the versions that the chunks at hand complete.
    fn read_jobs(&mut self, document: DocumentId) {
        let new: Vec<(ItemId, Reading<JobVersion>)> = self
            .chunks
            .keys()
            .filter(|chunk| !self.jobs.contains_key(chunk))
            .filter_map(|chunk| Some((*chunk, self.job_at(document, *chunk)?)))
            .collect();
        self.jobs.extend(new);
    }

    /// The version of a job that ends with a chunk.
    fn job_at(&self, document: DocumentId, chunk: ItemId) -> Option<Reading<JobVersion>> {
        let mut known = BTreeSet::new();
        let mut devices = BTreeSet::new();
        let mut changes = Vec::new();
        let mut stack = vec![chunk];
        while let Some(id) = stack.pop() {
            if !known.insert(id) {
                continue;
            }
            let part = self.chunks.get(&id)?;
            let inner = part.opened.inner.as_ref();
            if part.previous.is_empty() && !inner.is_some_and(|inner| inner.is(Kind::Job)) {
                return None;
            }
            devices.insert(part.device);
            changes.push(&part.opened.change);
            stack.extend(&part.previous);
        }
        let (heads, shown) = merged(&changes)?;
        let job = job::read(&shown);
        let says = JobVersion {
            chunk,
            signed_by: BTreeSet::from([self.author]),
            faults: job.faults(self.author),
            at: JobAt {
                document,
                heads,
                job,
            },
        };
        Some(Reading {
            age: known.len(),
            devices,
            says,
        })
    }
}
