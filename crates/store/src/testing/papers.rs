//! Papers with real keys, for tests: jobs, vouches, and what is said of them.

use super::{Founded, Person};
use automerge::{AutomergeError, transaction::Transaction};
use otagai_core::{
    base,
    change::actor_prefix,
    cut::Tip,
    gate,
    id::{DocumentId, ItemId},
    item::{Item, ItemKind},
    job::{Job, JobDraft, JobKind, Participant},
    paper::PaperKind,
    roster::Roster,
    sealed::{ChunkWriter, Inner, Readers, SealedKey, grant},
    statement::{Accept, Confirm, StatementBody, Withdraw},
    vouch::{Again, Basis, JobAt, Relation, Role, Vouch, VouchDraft},
};

/// A paper that somebody wrote for somebody.
pub(crate) struct WrittenPapers {
    pub(crate) document: DocumentId,
    pub(crate) chunk: ItemId,
    pub(crate) heads: Vec<Tip>,
    pub(crate) items: Vec<Item>,
    key: SealedKey,
    readers: Readers,
}

impl WrittenPapers {
    pub(crate) fn confirm(&self) -> StatementBody {
        StatementBody::Confirm(Confirm {
            job: self.document,
            chunk: self.chunk,
            heads: self.heads.clone(),
            key: *self.key.as_bytes(),
        })
    }

    pub(crate) fn accept(&self) -> StatementBody {
        StatementBody::Accept(Accept {
            document: self.document,
            chunk: self.chunk,
            heads: self.heads.clone(),
            salt: self.readers.salt,
            readers: self.readers.persons.clone(),
            key: *self.key.as_bytes(),
        })
    }

    pub(crate) fn withdraw(&self) -> StatementBody {
        StatementBody::Withdraw(Withdraw {
            document: self.document,
        })
    }
}

impl Founded {
    /// Writes a paper for the two: opening, chunk, a grant to the reader.
    pub(crate) fn paper<P: PaperKind>(
        &mut self,
        author: &Person,
        reader: &Person,
        says: &P,
    ) -> WrittenPapers {
        self.written(author, reader, P::KIND.name(), |t| says.write(t))
    }

    /// Writes a paper of a kind by its word, be it one of a later version.
    pub(crate) fn written(
        &mut self,
        author: &Person,
        reader: &Person,
        kind: &str,
        fill: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> WrittenPapers {
        let before = self.items.len();
        let chunks = self.items.iter().filter(|i| i.kind == ItemKind::Chunk);
        let n = u8::try_from(chunks.count()).unwrap();
        let mut actor = [n ^ 0x40; 24];
        actor[..8].copy_from_slice(&actor_prefix(&author.keys.device()));
        let change = gate::edit(&mut base::document(), actor, 0, fill);
        let change = change.unwrap().unwrap();
        let key = SealedKey::from_bytes([n; 32]);
        let inner = Inner {
            circle: self.circle,
            author: author.keys.person(),
            kind: kind.to_owned(),
            readers: Readers::new([n; 32], [author.keys.person(), reader.keys.person()]),
        };
        let (header, device) = (inner.header(&key, [n; 16]), author.keys.signing_key());
        let writer = ChunkWriter {
            header: &header,
            key: &key,
            device: &device,
        };
        let chunk = writer.first(&inner, [n; 24], &change).unwrap();
        let devices = Roster::of(&self.chains).devices;
        let to = &devices[&reader.keys.device()].encryption_key;
        let granted = grant(&device, &header, &key, to, &[n; 32]).unwrap();
        self.add(vec![
            author.opening(&header),
            Item::new(ItemKind::Chunk, chunk.to_bytes()),
            Item::new(ItemKind::Grant, granted.to_bytes()),
        ]);
        WrittenPapers {
            document: header.id(),
            chunk: chunk.item_id(),
            heads: vec![change.hash.into()],
            items: self.items[before..].to_vec(),
            key,
            readers: inner.readers,
        }
    }
}

/// Work that the two did together, as the first of them records it.
pub(crate) fn job(title: &str, author: &Person, other: &Person) -> Job {
    let participant = |person: &Person| Participant {
        person: person.keys.person(),
        role: String::new(),
    };
    let draft = JobDraft {
        title: title.to_owned(),
        kind: JobKind::Paid,
        from: "2026-05".parse().unwrap(),
        to: "2026-06".parse().unwrap(),
        size: None,
        participants: [author, other].map(participant).to_vec(),
        skills: vec!["進行".to_owned()],
        outside: 0,
        request: None,
    };
    let today = "2026-11".parse().unwrap();
    draft.check(author.keys.person(), today).unwrap()
}

/// A vouch of the author for the subject on a job.
pub(crate) fn vouch(author: &Person, subject: &Person, job: &Job, on: &WrittenPapers) -> Vouch {
    let draft = VouchDraft {
        subject: subject.keys.person(),
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
    };
    let at = JobAt {
        document: on.document,
        heads: on.heads.clone(),
        job: job.clone(),
    };
    draft.check(author.keys.person(), &at).unwrap()
}
