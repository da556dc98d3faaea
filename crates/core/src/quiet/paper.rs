//! Quiet answers among papers: those of who was asked, for who asked.

use super::QuietAnswer;
use crate::{
    id::{DocumentId, PersonId},
    job::paper::JobStanding,
    paper::{Ground, PaperKind, Readings, Version},
    vouch::paper::VouchStanding,
};
use automerge::{AutomergeError, transaction::Transaction};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// A quiet answer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct QuietStanding {
    /// Who answers.
    #[n(0)]
    pub author: PersonId,
    /// What it says.
    #[n(1)]
    pub answer: QuietAnswer,
}

impl PaperKind for QuietAnswer {
    const FORM: u32 = 1;
    const HAS_VERSIONS: bool = false;
    const TIES: bool = false;
    type Reading = Self;
    type Row = QuietStanding;
    type Beside<'a> = (
        &'a BTreeMap<DocumentId, JobStanding>,
        &'a BTreeMap<DocumentId, VouchStanding>,
    );

    fn write(&self, transaction: &mut Transaction<'_>) -> Result<(), AutomergeError> {
        super::write(transaction, self)
    }

    fn read(version: Version<'_>) -> Self {
        super::read(version.shown)
    }

    /// Answers of those who were asked, to those who asked; what was taken back since is none. Of several chunks the
    /// lowest.
    fn weigh(
        ground: &mut Ground<'_>,
        readings: &Readings<Self>,
        (jobs, vouches): Self::Beside<'_>,
    ) -> BTreeMap<DocumentId, QuietStanding> {
        let mut answers = BTreeMap::new();
        for (document, author, chunks) in readings.all(ground.roster) {
            let Some((_, answer)) = chunks.into_iter().next() else {
                continue;
            };
            if ground.dropped(&document).is_some() {
                continue;
            }
            let asked_for_vouch = answer
                .vouch
                .and_then(|vouch| vouches.get(&vouch))
                .is_some_and(|found| found.vouch.subject == Some(author));
            let asked_for_job = answer
                .job
                .and_then(|job| jobs.get(&job))
                .is_some_and(|found| found.versions.iter().any(|v| v.at.job.has(author)));
            if asked_for_vouch || asked_for_job {
                let answer = answer.clone();
                answers.insert(document, QuietStanding { author, answer });
            }
        }
        answers
    }

    fn concerns(row: &QuietStanding) -> BTreeSet<PersonId> {
        BTreeSet::from([row.author])
    }
}
