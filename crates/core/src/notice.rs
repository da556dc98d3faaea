//! What is new for a member: said by the window, and to whoever has none.
//!
//! It is worked out from what asked the member before and what asks them now, and not from what arrived: a paper that
//! comes in pieces asks once, and one that was answered on another device does not ask at all.

use crate::{
    id::{DocumentId, ItemId, PersonId},
    vouch::standing::{JobStanding, Standing, VouchStanding, VouchState},
};
use std::collections::BTreeMap;

/// Something that is new for a member. What they did themselves is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// A vouch about the member waits for an answer.
    VouchWaits {
        /// The vouch.
        vouch: DocumentId,
        /// Who wrote it.
        author: PersonId,
    },
    /// A record of work names the member and waits for an answer; none of its own where a vouch on it waits.
    JobAsks {
        /// The job.
        job: DocumentId,
        /// Who recorded it.
        author: PersonId,
    },
    /// Somebody's card says something else.
    CardChanged {
        /// Whose.
        person: PersonId,
    },
    /// Somebody was let in by this device.
    LetIn {
        /// The newcomer.
        person: PersonId,
    },
}

/// What asks a member for an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeAsking {
    /// Vouches about the member, and who wrote each.
    vouches: BTreeMap<DocumentId, PersonId>,
    /// Jobs that name the member, in the version that asks, and who recorded each. A corrected one asks anew.
    jobs: BTreeMap<(DocumentId, ItemId), PersonId>,
}

impl NoticeAsking {
    /// What asks `me`, by the standing of the day.
    pub fn of(standing: &Standing, me: PersonId) -> Self {
        let vouches: BTreeMap<_, _> = standing
            .vouches
            .iter()
            .filter(|(document, found)| vouch_asks(standing, **document, found, me))
            .map(|(document, found)| (*document, found.author))
            .collect();
        // One answer to a vouch answers its job as well.
        let with_vouch = |job: &DocumentId| {
            vouches
                .keys()
                .filter_map(|vouch| standing.vouches.get(vouch))
                .any(|found| found.vouch.job == Some(*job))
        };
        let jobs = standing
            .jobs
            .iter()
            .filter(|(document, found)| job_asks(standing, **document, found, me))
            .filter(|(document, _)| !with_vouch(document))
            .filter_map(|(document, found)| {
                Some(((*document, found.current()?.chunk), found.author))
            })
            .collect();
        Self { vouches, jobs }
    }

    /// What did not ask before.
    pub fn since(&self, before: &Self) -> Vec<Notice> {
        let vouches = self
            .vouches
            .iter()
            .filter(|(vouch, _)| !before.vouches.contains_key(vouch))
            .map(|(vouch, author)| Notice::VouchWaits {
                vouch: *vouch,
                author: *author,
            });
        let jobs = self
            .jobs
            .iter()
            .filter(|(job, _)| !before.jobs.contains_key(job))
            .map(|((job, _), author)| Notice::JobAsks {
                job: *job,
                author: *author,
            });
        vouches.chain(jobs).collect()
    }
}

/// True for a vouch about `me` that was neither answered nor taken back.
pub fn vouch_asks(
    standing: &Standing,
    document: DocumentId,
    found: &VouchStanding,
    me: PersonId,
) -> bool {
    let quiet = standing.answers.values().any(|one| {
        one.author == me && one.answer.vouch == Some(document) && one.answer.word.is_some()
    });
    found.vouch.subject == Some(me)
        && matches!(found.state, VouchState::Unanswered | VouchState::JobNotHeld)
        && !quiet
}

/// True for a job that names `me`, was not taken back, and in whose newest version `me` has neither signed nor said
/// anything.
pub fn job_asks(
    standing: &Standing,
    document: DocumentId,
    found: &JobStanding,
    me: PersonId,
) -> bool {
    let Some(current) = found.current() else {
        return false;
    };
    let quiet = standing.answers.values().any(|one| {
        one.author == me
            && one.answer.job == Some(document)
            && one.answer.version == Some(current.chunk)
            && one.answer.word.is_some()
    });
    current.at.job.has(me)
        && !current.signed_by.contains(&me)
        && current.faults.is_empty()
        && found.dropped.is_none()
        && !quiet
}
