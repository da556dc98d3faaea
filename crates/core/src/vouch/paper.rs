//! Vouches among papers: what each is worth.
//!
//! A vouch counts when its author and its subject have both signed the same version of the job, its subject accepted it,
//! nobody took it back, and its time is not over. An `Accept` counts when its key opens the chunk that it names and the
//! chunk gives the very heads that it names, whichever of them arrived first.

mod states;

pub use states::{Void, VouchStanding, VouchState};

use super::{Day, Vouch, VouchFault};
use crate::{
    id::{DocumentId, ItemId, PersonId, StatementId},
    job::paper::JobStanding,
    paper::{Ground, Ignored, PaperKind, Readings, Version, entitled, is_key, is_reader},
    statement::{Accept, Shown, StatementBody, said::newest},
};
use automerge::{AutomergeError, transaction::Transaction};
use std::collections::{BTreeMap, BTreeSet};

impl PaperKind for Vouch {
    const FORM: u32 = 1;
    const HAS_VERSIONS: bool = false;
    const TIES: bool = true;
    /// Not weighed yet.
    type Reading = VouchStanding;
    type Row = VouchStanding;
    type Beside<'a> = (&'a BTreeMap<DocumentId, JobStanding>,);

    fn write(&self, transaction: &mut Transaction<'_>) -> Result<(), AutomergeError> {
        super::write(transaction, self)
    }

    fn read(version: Version<'_>) -> VouchStanding {
        VouchStanding {
            author: version.author,
            chunk: version.chunk,
            heads: version.heads,
            vouch: super::read(version.shown),
            state: VouchState::Unanswered,
        }
    }

    fn hears(body: &StatementBody) -> bool {
        matches!(body, StatementBody::Accept(_) | StatementBody::Shown(_))
    }

    fn published_key(body: &StatementBody) -> Option<(DocumentId, [u8; 32])> {
        match body {
            StatementBody::Accept(accept) => Some((accept.document, accept.key)),
            _ => None,
        }
    }

    fn weigh(
        ground: &mut Ground<'_>,
        readings: &Readings<Self>,
        (jobs,): Self::Beside<'_>,
    ) -> BTreeMap<DocumentId, VouchStanding> {
        let accepted = accepted(ground, readings);
        let mut vouches = written(ground, readings, &accepted);
        let hidden = hidden(ground, &vouches);
        // As with jobs: what is not for everybody stays for those who were granted the key.
        vouches.retain(|document, _| {
            let open = accepted.contains_key(document) && ground.dropped(document).is_none();
            open || ground.keys.is_granted(document)
        });
        for (document, found) in &mut vouches {
            let readable = |person| ground.reads(document, &found.chunk, person);
            if let Some(by) = ground.dropped(document) {
                found.state = VouchState::Dropped(by);
                continue;
            }
            found.state = match stands_on(ground, jobs, found, readable) {
                Err(state) => state,
                Ok(_) if !accepted.contains_key(document) => VouchState::Unanswered,
                Ok(unsigned) if !unsigned.is_empty() => VouchState::Unconfirmed(unsigned),
                Ok(_) if hidden.contains(document) => VouchState::Hidden,
                Ok(_) => VouchState::Counts,
            };
        }
        vouches
    }

    /// What is over is over, and makes room for another of the same pair, direction and job, of which the one signed
    /// first counts.
    fn on(vouches: &mut BTreeMap<DocumentId, VouchStanding>, day: Day) {
        let over = |found: &VouchStanding| found.vouch.valid_until.is_none_or(|last| day > last);
        keep_one_each(vouches, over);
        for found in vouches.values_mut() {
            // What its subject hid stays hidden.
            if found.state == VouchState::Counts && over(found) {
                found.state = VouchState::Expired;
            }
        }
    }

    fn concerns(row: &VouchStanding) -> BTreeSet<PersonId> {
        row.vouch.subject.into_iter().chain([row.author]).collect()
    }
}

/// Per vouch the accepted chunk; of several the lowest, the same everywhere.
fn accepted(ground: &mut Ground<'_>, readings: &Readings<Vouch>) -> BTreeMap<DocumentId, ItemId> {
    let mut accepted: BTreeMap<DocumentId, ItemId> = BTreeMap::new();
    for one in ground.said {
        let StatementBody::Accept(accept) = &one.body else {
            continue;
        };
        let counts = accept_counts(ground, readings, one.statement.person, accept);
        if counts.is_ok() {
            let chunk = accepted.entry(accept.document).or_insert(accept.chunk);
            *chunk = accept.chunk.min(*chunk);
        }
        ground.outcome.ignore(one, counts);
    }
    accepted
}

fn accept_counts(
    ground: &Ground<'_>,
    readings: &Readings<Vouch>,
    person: PersonId,
    accept: &Accept,
) -> Result<(), Ignored> {
    let header = ground.header(accept.document)?;
    is_key(header, accept.key)?;
    is_reader(header, accept.salt, &accept.readers, person)?;
    let found = readings
        .get(&accept.document, &accept.chunk, ground.roster)
        .ok_or(Ignored::NotHeld)?;
    entitled(found.heads == accept.heads, Ignored::OtherHeads)?;
    entitled(found.vouch.subject == Some(person), Ignored::NotTheSubject)
}

/// All vouches, not yet weighed: of several chunks the accepted one, else the lowest.
fn written(
    ground: &Ground<'_>,
    readings: &Readings<Vouch>,
    accepted: &BTreeMap<DocumentId, ItemId>,
) -> BTreeMap<DocumentId, VouchStanding> {
    let chosen = readings
        .all(ground.roster)
        .filter_map(|(document, _, chunks)| {
            let mut chunks = chunks.into_iter();
            let (_, found) = match accepted.get(&document) {
                Some(chunk) => chunks.find(|(id, _)| id == chunk)?,
                None => chunks.next()?,
            };
            Some((document, found.clone()))
        });
    chosen.collect()
}

/// The vouches whose subject hid them: by their newest word, and when two do not know of each other, by the one that
/// hides.
fn hidden(
    ground: &mut Ground<'_>,
    vouches: &BTreeMap<DocumentId, VouchStanding>,
) -> BTreeSet<DocumentId> {
    let mut words: BTreeMap<DocumentId, BTreeMap<StatementId, bool>> = BTreeMap::new();
    for one in ground.said {
        let StatementBody::Shown(Shown { document, shown }) = &one.body else {
            continue;
        };
        let counts = match vouches.get(document) {
            None => Err(Ignored::NotHeld),
            Some(found) => entitled(
                found.vouch.subject == Some(one.statement.person),
                Ignored::NotTheSubject,
            ),
        };
        if counts.is_ok() {
            words.entry(*document).or_default().insert(one.id, *shown);
        }
        ground.outcome.ignore(one, counts);
    }
    words
        .into_iter()
        .filter(|(_, words)| {
            let newest = newest(ground.set.statements(), words.keys().copied().collect());
            newest.iter().any(|id| words.get(id) == Some(&false))
        })
        .map(|(document, _)| document)
        .collect()
}

/// One a pair, direction and job: the one signed first. One whose time is over makes room.
fn keep_one_each(
    vouches: &mut BTreeMap<DocumentId, VouchStanding>,
    over: impl Fn(&VouchStanding) -> bool,
) {
    let mut order: Vec<(Option<Day>, DocumentId)> = vouches
        .iter()
        .filter(|(_, found)| matches!(found.state, VouchState::Counts | VouchState::Hidden))
        .filter(|(_, found)| !over(found))
        .map(|(document, found)| (found.vouch.signed_on, *document))
        .collect();
    order.sort_unstable();
    let mut first = BTreeMap::new();
    for (_, document) in order {
        let Some(found) = vouches.get_mut(&document) else {
            continue;
        };
        let pair = (found.author, found.vouch.subject, found.vouch.job);
        let earlier = *first.entry(pair).or_insert(document);
        if earlier != document {
            found.state = VouchState::Void(Void::Second(earlier));
        }
    }
}

/// Which of the two have not signed the job that the vouch stands on; or what is wrong with the ground.
fn stands_on(
    ground: &Ground<'_>,
    jobs: &BTreeMap<DocumentId, JobStanding>,
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
        .all(|person| ground.roster.members.contains_key(person))
    {
        return void(Void::NotMembers);
    }
    if ground.dropped(&document).is_some() {
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
        let certified = |person, key| ground.set.is_credential_key_of(key, person);
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
