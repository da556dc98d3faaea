//! What jobs and vouches are worth: a pure function of what is held.
//!
//! A vouch counts when its author and its subject have both signed the same version of the job, its subject
//! accepted it, nobody took it back, and its time is not over. Whoever wrote a version of a job has signed it
//! by sealing it; the others sign by `Confirm`. A `Confirm` or `Accept` counts when its key opens the chunk that
//! it names and the chunk gives the very heads that it names, whichever of them arrived first.
//!
//! What a viewer sees follows from the keys: a document that was only granted is in here for those who hold
//! its key; once confirmed or accepted it is in here for all, and once taken back only for them again.

mod keys;
mod statements;
mod states;
mod texts;

pub use keys::Keys;
pub use states::{
    Dropped, Ignored, JobStanding, JobVersion, Outcome, QuietStanding, Standing, Void,
    VouchStanding, VouchState,
};
pub use texts::Texts;

use super::{Day, VouchFault};
use crate::{
    circle_set::CircleSet,
    document::Header,
    id::{DocumentId, ItemId, PersonId, StatementId},
    quiet::QuietWord,
    roster::Roster,
    sealed::{Readers, SealedKey},
    statement::{Accept, Confirm, StatementBody},
};
use statements::{Said, about_work};
pub(crate) use statements::{newest, said};
use std::collections::{BTreeMap, BTreeSet};

/// What a device holds of a circle, for working out standing.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The set.
    pub set: &'a CircleSet,
    /// Its roster.
    pub roster: &'a Roster,
    /// The keys that open something here.
    pub keys: &'a Keys<'a>,
    /// What they opened.
    pub texts: &'a Texts,
}

/// The documents that were taken back: known without reading any of them.
pub fn dropped(set: &CircleSet, roster: &Roster) -> BTreeMap<DocumentId, Dropped> {
    let mut outcome = Outcome::default();
    let said = said(set, roster, about_work, &mut outcome.ignored);
    outcome.take_dropped(set, &said);
    outcome.dropped
}

/// Works out the standing of every job and vouch, without regard to the day: what is over is said by
/// [`Standing::on`].
pub fn standing(held: &Held<'_>) -> (Standing, Outcome) {
    let mut outcome = Outcome::default();
    let said = said(held.set, held.roster, about_work, &mut outcome.ignored);
    outcome.take_dropped(held.set, &said);
    let mut standing = Standing {
        jobs: held.texts.jobs(held.roster),
        ..Standing::default()
    };
    standing.take_confirmed(held, &said, &mut outcome);
    let accepted = outcome.accepted(held, &said);
    standing.vouches = held.texts.vouches(&accepted, held.roster);
    let hidden = standing.hidden(held, &said, &mut outcome);
    // What somebody published without being asked stays for those who were granted the key, and so does
    // what was taken back.
    standing.jobs.retain(|document, job| {
        job.dropped = outcome.dropped.get(document).copied();
        (job.opened && job.dropped.is_none()) || held.keys.is_granted(document)
    });
    standing.vouches.retain(|document, _| {
        let open = accepted.contains_key(document) && !outcome.dropped.contains_key(document);
        open || held.keys.is_granted(document)
    });
    standing.weigh(held, &outcome, &accepted, &hidden);
    standing.take_answers(held, &outcome);
    (standing, outcome)
}

impl Outcome {
    fn ignore(&mut self, said: &Said, outcome: Result<(), Ignored>) {
        if let Err(reason) = outcome {
            self.ignored.insert(said.id, reason);
        }
    }

    fn take_dropped(&mut self, set: &CircleSet, said: &[Said]) {
        for one in said {
            let (document, by, entitled) = match &one.body {
                StatementBody::Withdraw(withdraw) => {
                    let entitled = sealed(set, withdraw.document).and_then(|header| {
                        entitled(header.author == one.person, Ignored::NotTheAuthor)
                    });
                    (withdraw.document, Dropped::Withdrawn, entitled)
                }
                StatementBody::Veto(veto) => {
                    let entitled = sealed(set, veto.document)
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

    /// Per vouch the accepted chunk; of several the lowest, the same everywhere.
    fn accepted(&mut self, held: &Held<'_>, said: &[Said]) -> BTreeMap<DocumentId, ItemId> {
        let mut accepted: BTreeMap<DocumentId, ItemId> = BTreeMap::new();
        for one in said {
            let StatementBody::Accept(accept) = &one.body else {
                continue;
            };
            let outcome = accept_counts(held, one.person, accept);
            if outcome.is_ok() {
                let chunk = accepted.entry(accept.document).or_insert(accept.chunk);
                *chunk = accept.chunk.min(*chunk);
            }
            self.ignore(one, outcome);
        }
        accepted
    }
}

impl Standing {
    /// The same as seen on a day by the viewer's calendar: what is over is over, and makes room for another
    /// of the same pair, direction and job, of which the one signed first counts.
    #[must_use]
    pub fn on(mut self, day: Day) -> Self {
        let over = |found: &VouchStanding| found.vouch.valid_until.is_none_or(|last| day > last);
        self.keep_one_each(over);
        for found in self.vouches.values_mut() {
            // What its subject hid stays hidden.
            if found.state == VouchState::Counts && over(found) {
                found.state = VouchState::Expired;
            }
        }
        self
    }

    fn take_confirmed(&mut self, held: &Held<'_>, said: &[Said], outcome: &mut Outcome) {
        for one in said {
            if let StatementBody::Confirm(confirm) = &one.body {
                let confirmed = self.confirm(held, one.person, confirm);
                outcome.ignore(one, confirmed);
            }
        }
    }

    fn confirm(
        &mut self,
        held: &Held<'_>,
        person: PersonId,
        confirm: &Confirm,
    ) -> Result<(), Ignored> {
        opens(sealed(held.set, confirm.job)?, confirm.key)?;
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

    /// The vouches whose subject hid them: by their newest word, and when two do not know of each other, by
    /// the one that hides.
    fn hidden(
        &self,
        held: &Held<'_>,
        said: &[Said],
        outcome: &mut Outcome,
    ) -> BTreeSet<DocumentId> {
        let mut words: BTreeMap<DocumentId, BTreeMap<StatementId, bool>> = BTreeMap::new();
        for one in said {
            let StatementBody::Shown(shown) = &one.body else {
                continue;
            };
            let counts = match self.vouches.get(&shown.document) {
                None => Err(Ignored::NotHeld),
                Some(found) => entitled(
                    found.vouch.subject == Some(one.person),
                    Ignored::NotTheSubject,
                ),
            };
            if counts.is_ok() {
                words
                    .entry(shown.document)
                    .or_default()
                    .insert(one.id, shown.shown);
            }
            outcome.ignore(one, counts);
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
        outcome: &Outcome,
        accepted: &BTreeMap<DocumentId, ItemId>,
        hidden: &BTreeSet<DocumentId>,
    ) {
        let jobs = &self.jobs;
        for (document, found) in &mut self.vouches {
            let readable = |person| held.texts.reads(document, &found.chunk, person);
            if let Some(by) = outcome.dropped.get(document) {
                found.state = VouchState::Dropped(*by);
                continue;
            }
            found.state = match ground(held, jobs, outcome, found, readable) {
                Err(state) => state,
                Ok(_) if !accepted.contains_key(document) => VouchState::Unanswered,
                Ok(unsigned) if !unsigned.is_empty() => VouchState::Unconfirmed(unsigned),
                Ok(_) if hidden.contains(document) => VouchState::Hidden,
                Ok(_) => VouchState::Counts,
            };
        }
    }

    /// True when a person said quietly that the job was not so, and has not signed this version of it. Who
    /// wants a vouch put right is asked about its job again with the next one: that disputes nothing yet.
    pub fn is_disputed(&self, version: &JobVersion, person: PersonId) -> bool {
        !version.signed_by.contains(&person)
            && self.answers.values().any(|one| {
                one.author == person
                    && one.answer.job == Some(version.at.document)
                    && match one.answer.word {
                        Some(QuietWord::Decline) => true,
                        Some(QuietWord::Fix) => one.answer.vouch.is_none(),
                        Some(QuietWord::Keep) | None => false,
                    }
            })
    }

    /// True when the subject of a vouch wants it put right: another may take its place.
    pub fn is_to_be_put_right(&self, vouch: DocumentId) -> bool {
        self.answers
            .values()
            .any(|one| one.answer.vouch == Some(vouch) && one.answer.word == Some(QuietWord::Fix))
    }

    /// Answers of those who were asked, to those who asked; what was taken back since is none.
    fn take_answers(&mut self, held: &Held<'_>, outcome: &Outcome) {
        for (document, author, answer) in held.texts.answers(held.roster) {
            if outcome.dropped.contains_key(&document) {
                continue;
            }
            let asked_for_vouch = answer
                .vouch
                .and_then(|vouch| self.vouches.get(&vouch))
                .is_some_and(|found| found.vouch.subject == Some(author));
            let asked_for_job = answer
                .job
                .and_then(|job| self.jobs.get(&job))
                .is_some_and(|found| found.versions.iter().any(|v| v.at.job.has(author)));
            if asked_for_vouch || asked_for_job {
                let answer = answer.clone();
                self.answers
                    .insert(document, QuietStanding { author, answer });
            }
        }
    }

    /// One a pair, direction and job: the one signed first. One whose time is over makes room.
    fn keep_one_each(&mut self, over: impl Fn(&VouchStanding) -> bool) {
        let mut order: Vec<(Option<Day>, DocumentId)> = self
            .vouches
            .iter()
            .filter(|(_, found)| matches!(found.state, VouchState::Counts | VouchState::Hidden))
            .filter(|(_, found)| !over(found))
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
    outcome: &Outcome,
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
    if outcome.dropped.contains_key(&document) {
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
    if let Some(portable) = &found.vouch.portable {
        let certified = |person, key| held.set.is_credential_key_of(key, person);
        if !certified(found.author, portable.issuer) || !certified(subject, portable.subject) {
            return void(Void::ForeignKeys);
        }
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

fn accept_counts(held: &Held<'_>, person: PersonId, accept: &Accept) -> Result<(), Ignored> {
    let header = sealed(held.set, accept.document)?;
    opens(header, accept.key)?;
    reader(header, accept.salt, &accept.readers, person)?;
    let (heads, vouch) = held
        .texts
        .vouch(&accept.document, &accept.chunk, held.roster)
        .ok_or(Ignored::NotHeld)?;
    entitled(heads == accept.heads, Ignored::OtherHeads)?;
    entitled(vouch.subject == Some(person), Ignored::NotTheSubject)
}

fn sealed(set: &CircleSet, document: DocumentId) -> Result<&Header, Ignored> {
    let opening = set.opening(&document).ok_or(Ignored::NotHeld)?;
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
