//! alice, bob and carol in one circle, and the papers they write.

use super::super::*;
use crate::{
    base,
    change::{RawChange, actor_prefix},
    chunk::Chunk,
    cut::Tip,
    document::{Header, Kind, Opening},
    gate,
    id::{ItemId, PersonId, StatementId},
    item::{Item, ItemKind},
    job::{self, Job, JobDraft, JobKind, Participant},
    paper::trial::TrialRow,
    sealed::{ChunkWriter, Inner, Readers, grant},
    signed::{Content, Signed, Verified},
    statement::{Accept, Confirm, Shown},
    testing::{Person, id_of},
    vouch::{Again, Basis, JobAt, Relation, Role, VouchDraft},
};
use automerge::{Automerge, AutomergeError, transaction::Transaction};

pub(super) const TODAY: &str = "2026-11-21";

/// alice, bob and carol in one circle, and everything that was ever said there.
pub(super) struct World {
    pub(super) set: CircleSet,
    pub(super) people: BTreeMap<&'static str, Person>,
    pub(super) items: Vec<Item>,
    documents: u8,
}

/// A sealed document, as its author knows it.
pub(super) struct Paper {
    pub(super) header: Header,
    pub(super) inner: Inner,
    pub(super) key: SealedKey,
    pub(super) document: Automerge,
    pub(super) chunk: ItemId,
    pub(super) heads: Vec<Tip>,
}

impl Paper {
    pub(super) fn id(&self) -> DocumentId {
        self.header.id()
    }

    pub(super) fn confirm(&self) -> StatementBody {
        StatementBody::Confirm(Confirm {
            job: self.id(),
            chunk: self.chunk,
            heads: self.heads.clone(),
            key: *self.key.as_bytes(),
        })
    }

    pub(super) fn accept(&self) -> StatementBody {
        StatementBody::Accept(Accept {
            document: self.id(),
            chunk: self.chunk,
            heads: self.heads.clone(),
            salt: self.inner.readers.salt,
            readers: self.inner.readers.persons.clone(),
            key: *self.key.as_bytes(),
        })
    }

    pub(super) fn shown(&self, shown: bool) -> StatementBody {
        StatementBody::Shown(Shown {
            document: self.id(),
            shown,
        })
    }

    pub(super) fn at(&self) -> JobAt {
        JobAt {
            document: self.id(),
            heads: self.heads.clone(),
            job: job::read(&self.document),
        }
    }
}

impl World {
    pub(super) fn new() -> Self {
        let people: BTreeMap<&'static str, Person> = ["alice", "bob", "carol"]
            .map(|name| (name, Person::new(name)))
            .into();
        let (mut set, mut items) = people["alice"].found("会");
        for name in ["bob", "carol"] {
            let (invitation, item) = people["alice"].invite(&mut set, [3; 16], 1);
            items.push(item);
            let joined = people[name].join(set.circle(), invitation, [3; 16]);
            items.extend(people["alice"].admit(&mut set, &people[name], joined));
        }
        Self {
            set,
            people,
            items,
            documents: 0,
        }
    }

    pub(super) fn id(&self, name: &str) -> PersonId {
        self.people[name].keys.person()
    }

    pub(super) fn say(&mut self, name: &str, body: &StatementBody) -> StatementId {
        let item = self.people[name].put(&mut self.set, body);
        self.items.push(item.clone());
        id_of(&item)
    }

    pub(super) fn take(&mut self, items: Vec<Item>) {
        let intake = self.set.admit(&items);
        assert_eq!(intake.stored.len(), items.len(), "all of it is stored");
        self.items.extend(items);
    }

    /// A document for the readers: opening, first chunk, a grant to each reader.
    pub(super) fn write(
        &mut self,
        author: &str,
        kind: Kind,
        readers: &[&str],
        fill: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Paper {
        self.documents += 1;
        let n = self.documents;
        let key = SealedKey::from_bytes([n; 32]);
        let inner = Inner {
            circle: self.set.circle(),
            author: self.id(author),
            kind: kind.name().to_owned(),
            readers: Readers::new([n; 32], readers.iter().map(|name| self.id(name))),
        };
        let header = inner.header(&key, [n; 16]);
        let device = self.people[author].keys.signing_key();
        let mut paper = Paper {
            header,
            inner,
            key,
            document: base::document(),
            chunk: ItemId::from_bytes([0; 32]),
            heads: Vec::new(),
        };
        let change = self.edit(author, &mut paper, fill);
        let writer = ChunkWriter {
            header: &paper.header,
            key: &paper.key,
            device: &device,
        };
        let chunk = writer.first(&paper.inner, [n; 24], &change).unwrap();
        paper.chunk = chunk.item_id();
        let opening = Opening {
            header: paper.header.clone(),
            device: self.people[author].keys.device(),
        };
        let opening = Verified::sign(opening, &device).unwrap();
        let mut items = vec![
            Item::new(ItemKind::Opening, opening.to_bytes()),
            Item::new(ItemKind::Chunk, chunk.to_bytes()),
        ];
        for name in readers {
            let secret = self.people[*name].keys.encryption_key();
            let to = x25519_dalek::PublicKey::from(&secret).to_bytes();
            let granted = grant(&device, &paper.header, &paper.key, &to, &[n; 32]).unwrap();
            items.push(Item::new(ItemKind::Grant, granted.to_bytes()));
        }
        self.take(items);
        paper
    }

    /// A paper of any kind.
    pub(super) fn paper<P: PaperKind>(
        &mut self,
        author: &str,
        readers: &[&str],
        says: &P,
    ) -> Paper {
        self.write(author, P::KIND, readers, |t| says.write(t))
    }

    pub(super) fn edit(
        &self,
        author: &str,
        paper: &mut Paper,
        fill: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> RawChange {
        let mut actor = [self.documents; 24];
        actor[..8].copy_from_slice(&actor_prefix(&self.people[author].keys.device()));
        let change = gate::edit(&mut paper.document, actor, 0, fill)
            .unwrap()
            .unwrap();
        paper.heads = vec![change.hash.into()];
        change
    }

    pub(super) fn job(&mut self, author: &str, others: &[&str]) -> Paper {
        let people: Vec<&str> = others.iter().copied().chain([author]).collect();
        let draft = JobDraft {
            title: "研修".to_owned(),
            kind: JobKind::Paid,
            from: "2026-05".parse().unwrap(),
            to: "2026-06".parse().unwrap(),
            size: None,
            participants: people
                .iter()
                .map(|name| Participant {
                    person: self.id(name),
                    role: String::new(),
                })
                .collect(),
            skills: vec!["進行".to_owned(), "研修".to_owned()],
            outside: 0,
            request: None,
        };
        let job: Job = draft
            .check(self.id(author), "2026-11".parse().unwrap())
            .unwrap();
        self.paper(author, &people, &job)
    }

    /// A new version of a job: another title.
    pub(super) fn retitle(&mut self, author: &str, job: &mut Paper) {
        let mut changed = job::read(&job.document);
        changed.title.push_str("(2日間)");
        let change = self.edit(author, job, |t| job::write(t, &changed));
        let device = self.people[author].keys.signing_key();
        let writer = ChunkWriter {
            header: &job.header,
            key: &job.key,
            device: &device,
        };
        let chunk = writer.next(&[job.chunk], [99; 24], &change).unwrap();
        job.chunk = chunk.item_id();
        self.take(vec![Item::new(ItemKind::Chunk, chunk.to_bytes())]);
    }

    pub(super) fn draft(&self, subject: &str) -> VouchDraft {
        VouchDraft {
            subject: self.id(subject),
            skills: vec!["進行".to_owned()],
            role: Role::Asked,
            basis: Basis::WorkedAlongside,
            text: "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。".to_owned(),
            for_whom: String::new(),
            again: Again::Gladly,
            relation: Relation::None,
            outside: false,
            signed_on: "2026-06-30".parse().unwrap(),
            valid_until: None,
            language: "ja".to_owned(),
        }
    }

    pub(super) fn vouch(&mut self, author: &str, subject: &str, job: &Paper) -> Paper {
        let vouch = self
            .draft(subject)
            .check(self.id(author), &job.at())
            .unwrap();
        self.paper(author, &[author, subject], &vouch)
    }

    /// What somebody sees who holds the keys of these papers.
    pub(super) fn seen_with(&self, papers: &[&Paper], on: &str) -> Seen {
        let keys: BTreeMap<DocumentId, SealedKey> = papers
            .iter()
            .map(|paper| (paper.id(), paper.key.clone()))
            .collect();
        seen(&self.set, &self.items, &keys, on)
    }

    /// What a third member sees.
    pub(super) fn seen(&self) -> Seen {
        self.seen_with(&[], TODAY)
    }

    pub(super) fn state(&self, vouch: &Paper) -> VouchState {
        let seen = self.seen_with(&[vouch], TODAY);
        seen.vouches[&vouch.id()].state.clone()
    }
}

pub(super) fn seen(
    set: &CircleSet,
    items: &[Item],
    keys: &BTreeMap<DocumentId, SealedKey>,
    on: &str,
) -> Seen {
    let chunks: BTreeMap<ItemId, Verified<Chunk>> = items
        .iter()
        .filter(|item| item.kind == ItemKind::Chunk)
        .map(|item| {
            let signed = Signed::from_bytes(&item.bytes, Chunk::LIMIT).unwrap();
            let chunk: Verified<Chunk> = signed.verify().unwrap();
            (chunk.item_id(), chunk)
        })
        .collect();
    let roster = Roster::of(set);
    let keys = Keys::of_circle(set, &roster, keys);
    let mut texts = Texts::default();
    for id in texts.unread(set, &keys) {
        let chunk = &chunks[&id];
        let opening = set.opening(&chunk.content().document).unwrap();
        texts.open(&opening.content().header, chunk, &keys);
    }
    let held = Held {
        set,
        roster: &roster,
        keys: &keys,
        texts: &texts,
    };
    let (standing, outcome) = standing(&held);
    let Standing {
        jobs,
        vouches,
        answers,
        trials,
    } = standing.on(on.parse().unwrap());
    Seen {
        jobs,
        vouches,
        answers,
        trials,
        dropped: outcome.dropped,
        ignored: outcome.ignored,
    }
}

/// Standing and outcome together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) jobs: BTreeMap<DocumentId, JobStanding>,
    pub(super) vouches: BTreeMap<DocumentId, VouchStanding>,
    pub(super) answers: BTreeMap<DocumentId, QuietStanding>,
    pub(super) trials: BTreeMap<DocumentId, TrialRow>,
    pub(super) dropped: BTreeMap<DocumentId, Dropped>,
    pub(super) ignored: BTreeMap<StatementId, Ignored>,
}
