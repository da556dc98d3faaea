//! Recording work, vouching, answering, taking back: what a member does is one commit, as in the product.

use super::{Chance, Person, reading::Paper};
use automerge::{AutomergeError, transaction::Transaction};
use otagai_core::{
    base,
    change::RawChange,
    cut::Tip,
    document::{Header, Kind, Opening},
    gate,
    id::{CircleId, DocumentId, ItemId, PersonId},
    item::{Item, ItemKind},
    job::{self, Job},
    quiet::{self, QuietAnswer},
    sealed::{ChunkWriter, Inner, Readers, SealedKey, grant},
    statement::{Accept, ChainEnd, Confirm, StatementBody, Veto, Withdraw},
    vouch::{self, JobAt, Vouch, standing::JobVersion},
};

/// A document for some only that was begun: nothing of it is stored yet.
pub struct Draft {
    /// Its id.
    pub document: DocumentId,
    /// The version that is written in it.
    pub heads: Vec<Tip>,
    items: Vec<Item>,
}

impl Person {
    /// Records work for its participants, or, with `readers`, for others than them.
    pub fn draft_job(
        &self,
        circle: CircleId,
        job: &Job,
        readers: &[PersonId],
        chance: &mut Chance,
    ) -> Draft {
        self.draft(circle, Kind::Job, readers, chance, |t| job::write(t, job))
    }

    /// Writes a vouch for its subject.
    pub fn draft_vouch(&self, circle: CircleId, vouch: &Vouch, chance: &mut Chance) -> Draft {
        let readers: Vec<PersonId> = vouch.subject.into_iter().collect();
        self.draft(circle, Kind::Vouch, &readers, chance, |t| {
            vouch::write(t, vouch)
        })
    }

    /// Writes a quiet answer to somebody.
    pub fn draft_answer(
        &self,
        circle: CircleId,
        to: PersonId,
        answer: &QuietAnswer,
        chance: &mut Chance,
    ) -> Draft {
        self.draft(circle, Kind::Quiet, &[to], chance, |t| {
            quiet::write(t, answer)
        })
    }

    /// Stores drafts and statements, all of it or nothing. Gives the names of what is new.
    pub fn store(
        &mut self,
        circle: CircleId,
        drafts: impl IntoIterator<Item = Draft>,
        said: &[StatementBody],
    ) -> Vec<ItemId> {
        let mut items: Vec<Item> = drafts.into_iter().flat_map(|draft| draft.items).collect();
        items.extend(self.sign_all(circle, said));
        self.keep(circle, &items)
    }

    /// Writes another version of their own record of work. Gives the names of what is new.
    pub fn retitle_job(
        &mut self,
        circle: CircleId,
        document: DocumentId,
        title: &str,
        chance: &mut Chance,
    ) -> Vec<ItemId> {
        let Some(mut paper) = self.holding(circle).paper(document) else {
            return Vec::new();
        };
        let mut changed = job::read(&paper.document);
        title.clone_into(&mut changed.title);
        let Some(edit) = self.change(&mut paper.document, |t| job::write(t, &changed)) else {
            return Vec::new();
        };
        let device = self.keys.signing_key();
        let writer = ChunkWriter {
            header: &paper.header,
            key: &paper.key,
            device: &device,
        };
        let chunk = writer.next(&paper.tips, chance.bytes(), &edit);
        let chunk = chunk.expect("a title").to_bytes();
        self.keep(circle, &[Item::new(ItemKind::Chunk, chunk)])
    }

    /// What confirms a version of a record of work; none where this was said before, or it cannot be.
    pub fn confirmation(&self, circle: CircleId, version: &JobVersion) -> Option<StatementBody> {
        if version.signed_by.contains(&self.id()) || !version.faults.is_empty() {
            return None;
        }
        let JobAt {
            document, heads, ..
        } = &version.at;
        let paper = self.holding(circle).paper(*document)?;
        Some(StatementBody::Confirm(Confirm {
            job: *document,
            chunk: version.chunk,
            heads: heads.clone(),
            key: *paper.key.as_bytes(),
        }))
    }

    /// What accepts a vouch about them.
    pub fn acceptance(
        &self,
        circle: CircleId,
        document: DocumentId,
        (chunk, heads): (ItemId, &[Tip]),
    ) -> Option<StatementBody> {
        let Paper { key, inner, .. } = self.holding(circle).paper(document)?;
        Some(StatementBody::Accept(Accept {
            document,
            chunk,
            heads: heads.to_vec(),
            salt: inner.readers.salt,
            readers: inner.readers.persons,
            key: *key.as_bytes(),
        }))
    }

    /// What takes a document back: as its author, or as one who may read it.
    pub fn taking_back(&self, circle: CircleId, document: DocumentId) -> Option<StatementBody> {
        let Paper { header, inner, .. } = self.holding(circle).paper(document)?;
        if header.author == self.id() {
            return Some(StatementBody::Withdraw(Withdraw { document }));
        }
        let is_reader = inner.readers.contain(self.id());
        let Readers { salt, persons } = inner.readers;
        let veto = Veto {
            document,
            salt,
            readers: persons,
        };
        is_reader.then_some(StatementBody::Veto(veto))
    }

    /// Opening, chunk, and a grant for each device of each reader.
    fn draft(
        &self,
        circle: CircleId,
        kind: Kind,
        readers: &[PersonId],
        chance: &mut Chance,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Draft {
        let key = SealedKey::from_bytes(chance.bytes());
        let readers = readers.iter().copied().chain([self.id()]);
        let inner = Inner {
            circle,
            author: self.id(),
            kind: kind.name().to_owned(),
            readers: Readers::new(chance.bytes(), readers),
        };
        let header = inner.header(&key, chance.bytes());
        let version = self
            .change(&mut base::document(), write)
            .expect("a first version says something");
        let device = self.keys.signing_key();
        let writer = ChunkWriter {
            header: &header,
            key: &key,
            device: &device,
        };
        let chunk = writer.first(&inner, chance.bytes(), &version);
        let opening = Opening {
            header: header.clone(),
            device: self.device(),
        };
        let mut items = vec![
            self.sign(ItemKind::Opening, opening),
            Item::new(ItemKind::Chunk, chunk.expect("short").to_bytes()),
        ];
        items.extend(self.grants(circle, &header, &key, &inner.readers, chance));
        Draft {
            document: header.id(),
            heads: vec![version.hash.into()],
            items,
        }
    }

    fn grants(
        &self,
        circle: CircleId,
        header: &Header,
        key: &SealedKey,
        readers: &Readers,
        chance: &mut Chance,
    ) -> Vec<Item> {
        let device = self.keys.signing_key();
        let known = self.holding(circle).roster.devices.values();
        known
            .filter(|known| readers.contain(known.person))
            .map(|known| {
                let granted = grant(&device, header, key, &known.encryption_key, &chance.bytes());
                Item::new(ItemKind::Grant, granted.expect("a good key").to_bytes())
            })
            .collect()
    }

    /// One edit as one change of this run of the program; none when nothing changes.
    pub(super) fn change(
        &self,
        document: &mut automerge::Automerge,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Option<RawChange> {
        gate::edit(document, self.actor(), 0, write).expect("a plain edit")
    }

    /// Signs statements as the next of this device's chain.
    fn sign_all(&self, circle: CircleId, bodies: &[StatementBody]) -> Vec<Item> {
        let set = &self.holding(circle).set;
        let mut end = set.chain_end(self.device());
        let mut seen = set.statement_tips();
        let mut items = Vec::new();
        for body in bodies {
            let signed = self.compose(circle, &end, &seen, body);
            end = ChainEnd {
                n: end.n + 1,
                prev: Some(signed.id()),
            };
            seen = Vec::new();
            items.push(Item::new(ItemKind::Statement, signed.to_bytes()));
        }
        items
    }
}
