//! Named people in one circle who do deeds, each with their own keys, all holding the same.

use super::Person;
use crate::{
    change::actor_prefix,
    chunk::{Chunk, Grant},
    circle_set::CircleSet,
    credential::Second,
    date::Day,
    deed::{Deed, NewVouch, OpenPapers, Situation, VouchedJob, WritingDevice, WrittenDeed},
    id::{CircleId, DocumentId, ItemId, PersonId},
    item::{Item, ItemKind},
    job::{JobDraft, JobKind, Participant},
    roster::Roster,
    sealed::{SealedDocument, SealedKey, unwrap_key},
    signed::{Content, Signed, Verified},
    statement::StatementBody,
    vouch::{
        Again, Basis, Relation, Role,
        standing::{Held, Keys, Standing, Texts, dropped, standing},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Noon in Japan on 2026-11-21, ms since 1970-01-01 UTC.
const NOON: u64 = 1_795_230_000_000;

/// Members of one circle, founded by the first of them, and everything that was ever said there.
#[derive(Debug, Clone)]
pub struct TestCircle {
    /// What everybody holds.
    pub set: CircleSet,
    /// Everything that was stored, in its order.
    pub items: Vec<Item>,
    /// The people by name.
    pub people: BTreeMap<&'static str, Person>,
    /// Now, for everybody, ms since 1970-01-01 UTC.
    pub now: u64,
    keys: BTreeMap<PersonId, BTreeMap<DocumentId, SealedKey>>,
    drawn: u64,
}

impl TestCircle {
    /// A circle of these people.
    pub fn new(names: &[&'static str]) -> Self {
        let people: BTreeMap<&'static str, Person> = names
            .iter()
            .map(|name| (*name, Person::new(name)))
            .collect();
        let mut others = names.iter();
        let founder = others.next().and_then(|name| people.get(name));
        let founder = founder.expect("somebody founds it");
        let (mut set, mut items) = founder.found("会");
        for name in others {
            let newcomer = people.get(name).expect("one of them");
            let (invitation, item) = founder.invite(&mut set, [3; 16], 1);
            items.push(item);
            let joined = newcomer.join(set.circle(), invitation, [3; 16]);
            items.extend(founder.admit(&mut set, newcomer, joined));
        }
        Self {
            set,
            items,
            people,
            now: NOON,
            keys: BTreeMap::new(),
            drawn: 0,
        }
    }

    /// The circle's id.
    pub fn id(&self) -> CircleId {
        self.set.circle()
    }

    /// One of them.
    pub fn person(&self, name: &str) -> &Person {
        self.people.get(name).expect("one of them")
    }

    /// Who somebody is.
    pub fn id_of(&self, name: &str) -> PersonId {
        self.person(name).keys.person()
    }

    /// Today in Japan, and on everybody's wall.
    pub fn today(&self) -> Day {
        Second::of(self.now).day_in_japan()
    }

    /// What jobs, vouches and quiet answers are worth to somebody today.
    pub fn work(&self, name: &str) -> Standing {
        self.work_of(self.id_of(name))
    }

    fn work_of(&self, me: PersonId) -> Standing {
        let roster = Roster::of(&self.set);
        let none = BTreeMap::new();
        let keys = Keys::of_circle(&self.set, &roster, self.keys.get(&me).unwrap_or(&none));
        let mut texts = Texts::default();
        for item in self
            .items
            .iter()
            .filter(|item| item.kind == ItemKind::Chunk)
        {
            let chunk: Verified<Chunk> = read(item);
            if let Some(opening) = self.set.opening(&chunk.content().document) {
                texts.open(&opening.content().header, &chunk, &keys);
            }
        }
        let held = Held {
            set: &self.set,
            roster: &roster,
            keys: &keys,
            texts: &texts,
        };
        standing(&held).0.on(self.today())
    }

    /// A paper as somebody can open it; none where they cannot.
    pub fn paper(&self, name: &str, document: DocumentId) -> Option<SealedDocument> {
        self.open(self.id_of(name), document)
    }

    fn open(&self, me: PersonId, document: DocumentId) -> Option<SealedDocument> {
        let roster = Roster::of(&self.set);
        let none = BTreeMap::new();
        let keys = Keys::of_circle(&self.set, &roster, self.keys.get(&me).unwrap_or(&none));
        let (entry, key) = (self.set.document(&document)?, keys.of(&document)?);
        let held: BTreeSet<ItemId> = entry.chunks().collect();
        let chunks: Vec<Verified<Chunk>> = self
            .items
            .iter()
            .filter(|item| item.kind == ItemKind::Chunk)
            .map(read)
            .filter(|chunk: &Verified<Chunk>| held.contains(&chunk.item_id()))
            .collect();
        SealedDocument::open(
            entry.opening().content().header.clone(),
            key.clone(),
            &chunks,
        )
    }

    /// Asks something of what somebody knows.
    pub fn ask<T>(
        &self,
        name: &str,
        about: Option<DocumentId>,
        ask: impl FnOnce(&Situation<'_>) -> T,
    ) -> T {
        let (me, work, roster) = (self.id_of(name), self.work(name), Roster::of(&self.set));
        let papers = about.map(|document| {
            OpenPapers::about(document, &work, |one| {
                Ok::<_, std::convert::Infallible>(self.open(me, one))
            })
            .unwrap_or_default()
        });
        let names = self.people.iter();
        let names = names.map(|(name, person)| (person.keys.person(), (*name).to_owned()));
        ask(&Situation {
            me,
            today: self.today(),
            today_in_japan: self.today(),
            set: &self.set,
            roster: &roster,
            work: &work,
            papers: &papers.unwrap_or_default(),
            names: &names.collect(),
        })
    }

    /// Somebody does something, and everybody holds it.
    ///
    /// # Errors
    /// The deed's own refusal.
    pub fn does<R>(
        &mut self,
        name: &str,
        about: Option<DocumentId>,
        decide: impl FnOnce(&Situation<'_>) -> Result<Deed, R>,
    ) -> Result<WrittenDeed, R> {
        let keys = &self.person(name).keys;
        let mut drawn = self.drawn;
        let mut actor = [0; 24];
        actor[..8].copy_from_slice(&actor_prefix(&keys.device()));
        actor[16..].copy_from_slice(&drawn.to_be_bytes());
        let device = WritingDevice {
            keys,
            actor,
            now: self.now,
        };
        // Never the same twice, and the same in every run.
        let mut random = |bytes: &mut [u8]| {
            drawn += 1;
            blake3::Hasher::new()
                .update(&drawn.to_be_bytes())
                .finalize_xof()
                .fill(bytes);
        };
        let written = self.ask(name, about, |here| {
            let deed = decide(here)?;
            Ok(deed
                .write(here, &device, &mut random)
                .expect("what was decided can be written"))
        })?;
        self.drawn = drawn + 1;
        self.take(&written.items);
        Ok(written)
    }

    /// Goes on as another run of the program would: with other randomness.
    pub fn draw_apart(&mut self) {
        self.drawn += 1 << 32;
    }

    /// Everybody takes items, each of which is stored.
    pub fn take(&mut self, items: &[Item]) {
        let intake = self.set.admit(items);
        assert_eq!(intake.stored.len(), items.len(), "all of it is stored");
        self.items.extend_from_slice(items);
        self.forget_taken_back();
        for item in items.iter().filter(|item| item.kind == ItemKind::Grant) {
            let grant: Verified<Grant> = read(item);
            let document = grant.content().document;
            let opening = self.set.opening(&document).expect("it came before");
            for person in self.people.values() {
                let secret = person.keys.encryption_key();
                if let Ok(key) = unwrap_key(&opening.content().header, grant.content(), &secret) {
                    let keys = self.keys.entry(person.keys.person()).or_default();
                    keys.insert(document, key);
                }
            }
        }
    }

    /// Somebody says something that is no deed of the product.
    pub fn says(&mut self, name: &str, body: &StatementBody) {
        let person = self.people.get(name).expect("one of them");
        let item = person.put(&mut self.set, body);
        self.items.push(item);
        self.forget_taken_back();
    }

    /// What was taken back is in nobody's set; who had the key can still read it.
    fn forget_taken_back(&mut self) {
        let taken_back = dropped(&self.set, &Roster::of(&self.set));
        self.set.drop_words(taken_back.into_keys());
    }

    /// The newest version of a record, by its last chunk.
    pub fn version(&self, name: &str, job: DocumentId) -> ItemId {
        let work = self.work(name);
        let found = work.jobs.get(&job).expect("a record that can be read");
        found.current().expect("a version").chunk
    }

    /// A vouch as somebody fills it in.
    pub fn new_vouch(&self, subject: &str, job: VouchedJob) -> NewVouch {
        NewVouch {
            job,
            subject: self.id_of(subject),
            skills: vec!["進行".to_owned()],
            role: Role::Asked,
            basis: Basis::WorkedAlongside,
            text: "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。".to_owned(),
            for_whom: String::new(),
            again: Again::Gladly,
            relation: Relation::None,
            outside: None,
            language: "ja".to_owned(),
        }
    }

    /// Work that these did in May and June of 2026, as the first of them fills it in.
    pub fn job_draft(&self, names: &[&str]) -> JobDraft {
        let participant = |name: &&str| Participant {
            person: self.id_of(name),
            role: String::new(),
        };
        JobDraft {
            title: "研修".to_owned(),
            kind: JobKind::Paid,
            from: "2026-05".parse().expect("a month"),
            to: "2026-06".parse().expect("a month"),
            size: None,
            participants: names.iter().map(participant).collect(),
            skills: vec!["進行".to_owned(), "研修".to_owned()],
            outside: 0,
            request: None,
        }
    }
}

fn read<T: Content>(item: &Item) -> Verified<T> {
    let signed = Signed::from_bytes(&item.bytes, T::LIMIT).expect("what was stored");
    signed.verify().expect("what was stored")
}
