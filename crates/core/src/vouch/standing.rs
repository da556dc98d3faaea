//! What jobs and vouches are worth: a pure function of what is held.
//!
//! A vouch counts when its author and its subject have both signed the same version of the job, its subject
//! accepted it, nobody took it back, and its time is not over. Whoever wrote a version of a job has signed it
//! by sealing it; the others sign by `Confirm`. A `Confirm` or `Accept` counts when its key opens the chunk that
//! it names and the chunk gives the very heads that it names, whichever of them arrived first.
//!
//! What a viewer sees follows from the keys: a document that was only granted is in here for those who hold
//! its key; once confirmed or accepted it is in here for all.

mod documents;
mod statements;
mod states;

pub use states::{
    Dropped, Ignored, JobStanding, JobVersion, Standing, Void, VouchStanding, VouchState,
};

use super::{Day, VouchFault};
use crate::{
    chunk::Chunk,
    circle_set::CircleSet,
    document::Header,
    id::{DocumentId, ItemId, PersonId, StatementId},
    roster::Roster,
    sealed::{Readers, SealedKey},
    signed::Verified,
    statement::{Accept, Confirm, StatementBody},
};
use documents::Texts;
use statements::{Said, newest};
use std::collections::{BTreeMap, BTreeSet};

/// What a device holds of a circle, for working out standing.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The set.
    pub set: &'a CircleSet,
    /// Its roster.
    pub roster: &'a Roster,
    /// The chunks of the set, by item id; one that the set does not hold plays no part.
    pub chunks: &'a BTreeMap<ItemId, Verified<Chunk>>,
    /// The keys that this device made or was granted.
    pub keys: &'a BTreeMap<DocumentId, SealedKey>,
}

/// Works out the standing of every job and vouch. `as_of` is today by the viewer's calendar; it decides what
/// is over, and with that what may take its place; nothing else.
pub fn standing(held: &Held<'_>, as_of: Day) -> Standing {
    let mut standing = Standing::default();
    let said = statements::said(held, &mut standing.ignored);
    let texts = Texts::read(held, &said);
    standing.jobs = texts.jobs();
    standing.take_dropped(held, &said);
    standing.take_confirmed(held, &said);
    let accepted = standing.accepted(held, &texts, &said);
    standing.vouches = texts.vouches(&accepted);
    let hidden = standing.hidden(held, &said);
    // What somebody published without being asked stays for those who were granted the key.
    standing
        .jobs
        .retain(|document, job| job.opened || held.keys.contains_key(document));
    standing
        .vouches
        .retain(|document, _| accepted.contains_key(document) || held.keys.contains_key(document));
    standing.weigh(held, &texts, &accepted, &hidden, as_of);
    standing.keep_one_each();
    standing
}

impl Standing {
    fn ignore(&mut self, said: &Said, outcome: Result<(), Ignored>) {
        if let Err(reason) = outcome {
            self.ignored.insert(said.id, reason);
        }
    }

    fn take_dropped(&mut self, held: &Held<'_>, said: &[Said]) {
        for one in said {
            let (document, by, entitled) = match &one.body {
                StatementBody::Withdraw(withdraw) => {
                    let entitled = sealed(held, withdraw.document).and_then(|header| {
                        entitled(header.author == one.person, Ignored::NotTheAuthor)
                    });
                    (withdraw.document, Dropped::Withdrawn, entitled)
                }
                StatementBody::Veto(veto) => {
                    let entitled = sealed(held, veto.document)
                        .and_then(|header| reader(header, veto.salt, &veto.readers, one.person));
                    (veto.document, Dropped::Vetoed, entitled)
                }
                _ => continue,
            };
            if entitled.is_ok() {
                let known = self.dropped.entry(document).or_insert(by);
                *known = by.min(*known);
            }
            self.ignore(one, entitled);
        }
    }

    fn take_confirmed(&mut self, held: &Held<'_>, said: &[Said]) {
        for one in said {
            if let StatementBody::Confirm(confirm) = &one.body {
                let outcome = self.confirm(held, one.person, confirm);
                self.ignore(one, outcome);
            }
        }
    }

    fn confirm(
        &mut self,
        held: &Held<'_>,
        person: PersonId,
        confirm: &Confirm,
    ) -> Result<(), Ignored> {
        opens(sealed(held, confirm.job)?, confirm.key)?;
        let job = self.jobs.get_mut(&confirm.job).ok_or(Ignored::NotHeld)?;
        let version = job
            .versions
            .iter_mut()
            .find(|version| version.chunk == confirm.chunk)
            .ok_or(Ignored::NotHeld)?;
        entitled(version.at.heads == confirm.heads, Ignored::OtherHeads)?;
        entitled(version.faults.is_empty(), Ignored::Faulty)?;
        entitled(version.at.job.has(person), Ignored::NotAParticipant)?;
        version.signed_by.insert(person);
        job.opened = true;
        Ok(())
    }

    /// Per vouch the accepted chunk; of several the lowest, the same everywhere.
    fn accepted(
        &mut self,
        held: &Held<'_>,
        texts: &Texts,
        said: &[Said],
    ) -> BTreeMap<DocumentId, ItemId> {
        let mut accepted: BTreeMap<DocumentId, ItemId> = BTreeMap::new();
        for one in said {
            let StatementBody::Accept(accept) = &one.body else {
                continue;
            };
            let outcome = accept_counts(held, texts, one.person, accept);
            if outcome.is_ok() {
                let chunk = accepted.entry(accept.document).or_insert(accept.chunk);
                *chunk = accept.chunk.min(*chunk);
            }
            self.ignore(one, outcome);
        }
        accepted
    }

    /// The vouches whose subject hid them: by their newest word, and when two do not know of each other, by
    /// the one that hides.
    fn hidden(&mut self, held: &Held<'_>, said: &[Said]) -> BTreeSet<DocumentId> {
        let mut words: BTreeMap<DocumentId, BTreeMap<StatementId, bool>> = BTreeMap::new();
        for one in said {
            let StatementBody::Shown(shown) = &one.body else {
                continue;
            };
            let outcome = match self.vouches.get(&shown.document) {
                None => Err(Ignored::NotHeld),
                Some(found) => entitled(
                    found.vouch.subject == Some(one.person),
                    Ignored::NotTheSubject,
                ),
            };
            if outcome.is_ok() {
                words
                    .entry(shown.document)
                    .or_default()
                    .insert(one.id, shown.shown);
            }
            self.ignore(one, outcome);
        }
        words
            .into_iter()
            .filter(|(_, words)| {
                let newest = newest(held.set, words.keys().copied().collect());
                newest.iter().any(|id| words.get(id) == Some(&false))
            })
            .map(|(document, _)| document)
            .collect()
    }

    fn weigh(
        &mut self,
        held: &Held<'_>,
        texts: &Texts,
        accepted: &BTreeMap<DocumentId, ItemId>,
        hidden: &BTreeSet<DocumentId>,
        as_of: Day,
    ) {
        let dropped = &self.dropped;
        self.vouches
            .retain(|document, _| !dropped.contains_key(document));
        let jobs = &self.jobs;
        for (document, found) in &mut self.vouches {
            let readable = |person| texts.reads(document, &found.chunk, person);
            found.state = match ground(held, jobs, dropped, found, readable) {
                Err(state) => state,
                Ok(_) if !accepted.contains_key(document) => VouchState::Unanswered,
                Ok(unsigned) if !unsigned.is_empty() => VouchState::Unconfirmed(unsigned),
                Ok(_) if found.vouch.valid_until.is_none_or(|last| as_of > last) => {
                    VouchState::Expired
                }
                Ok(_) if hidden.contains(document) => VouchState::Hidden,
                Ok(_) => VouchState::Counts,
            };
        }
        self.jobs
            .retain(|document, _| !dropped.contains_key(document));
    }

    /// One a pair, direction and job: the one signed first. One whose time is over makes room.
    fn keep_one_each(&mut self) {
        let mut order: Vec<(Option<Day>, DocumentId)> = self
            .vouches
            .iter()
            .filter(|(_, found)| matches!(found.state, VouchState::Counts | VouchState::Hidden))
            .map(|(document, found)| (found.vouch.signed_on, *document))
            .collect();
        order.sort_unstable();
        let mut first = BTreeMap::new();
        for (_, document) in order {
            let Some(found) = self.vouches.get_mut(&document) else {
                continue;
            };
            let pair = (found.author, found.vouch.subject, found.vouch.job);
            let earlier = *first.entry(pair).or_insert(document);
            if earlier != document {
                found.state = VouchState::Void(Void::Second(earlier));
            }
        }
    }
}

/// Which of the two have not signed the job that the vouch stands on; or what is wrong with the ground.
fn ground(
    held: &Held<'_>,
    jobs: &BTreeMap<DocumentId, JobStanding>,
    dropped: &BTreeMap<DocumentId, Dropped>,
    found: &VouchStanding,
    readable: impl Fn(PersonId) -> bool,
) -> Result<BTreeSet<PersonId>, VouchState> {
    let void = |why| Err(VouchState::Void(why));
    let (Some(subject), Some(document)) = (found.vouch.subject, found.vouch.job) else {
        return void(Void::Faults(vec![VouchFault::NoSubjectOrJob]));
    };
    // Said before the job is at hand: no job can help it.
    if subject == found.author {
        return void(Void::Faults(vec![VouchFault::SelfVouch]));
    }
    if !readable(subject) {
        return void(Void::SubjectNoReader);
    }
    let two = BTreeSet::from([found.author, subject]);
    if !two
        .iter()
        .all(|person| held.roster.members.contains_key(person))
    {
        return void(Void::NotMembers);
    }
    if dropped.contains_key(&document) {
        return void(Void::JobDropped);
    }
    let Some(job) = jobs.get(&document) else {
        return Err(VouchState::JobNotHeld);
    };
    let Some(version) = job.version(&found.vouch.job_heads) else {
        return Err(VouchState::JobNotHeld);
    };
    if !version.faults.is_empty() {
        return void(Void::JobFaults(version.faults.clone()));
    }
    let faults = found.vouch.faults(found.author, &version.at);
    if !faults.is_empty() {
        return void(Void::Faults(faults));
    }
    let unsigned: BTreeSet<PersonId> = two.difference(&version.signed_by).copied().collect();
    let elsewhere: BTreeSet<PersonId> = unsigned
        .iter()
        .copied()
        .filter(|person| job.versions.iter().any(|v| v.signed_by.contains(person)))
        .collect();
    if elsewhere.is_empty() {
        Ok(unsigned)
    } else {
        void(Void::OtherVersionSigned(elsewhere))
    }
}

fn accept_counts(
    held: &Held<'_>,
    texts: &Texts,
    person: PersonId,
    accept: &Accept,
) -> Result<(), Ignored> {
    let header = sealed(held, accept.document)?;
    opens(header, accept.key)?;
    reader(header, accept.salt, &accept.readers, person)?;
    let (heads, vouch) = texts
        .vouch(&accept.document, &accept.chunk)
        .ok_or(Ignored::NotHeld)?;
    entitled(heads == accept.heads, Ignored::OtherHeads)?;
    entitled(vouch.subject == Some(person), Ignored::NotTheSubject)
}

fn sealed<'a>(held: &Held<'a>, document: DocumentId) -> Result<&'a Header, Ignored> {
    let opening = held.set.opening(&document).ok_or(Ignored::NotHeld)?;
    let header = &opening.content().header;
    entitled(header.sealed.is_some(), Ignored::NotSealed)?;
    Ok(header)
}

fn opens(header: &Header, key: [u8; 32]) -> Result<(), Ignored> {
    entitled(SealedKey::from_bytes(key).opens(header), Ignored::WrongKey)
}

fn reader(
    header: &Header,
    salt: [u8; 32],
    persons: &[PersonId],
    person: PersonId,
) -> Result<(), Ignored> {
    let readers = Readers {
        salt,
        persons: persons.to_vec(),
    };
    entitled(
        readers.are_of(header) && readers.contain(person),
        Ignored::NotAReader,
    )
}

fn entitled(holds: bool, otherwise: Ignored) -> Result<(), Ignored> {
    if holds { Ok(()) } else { Err(otherwise) }
}

#[cfg(test)]
mod tests;
