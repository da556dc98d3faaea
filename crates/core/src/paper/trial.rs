//! A kind of paper that only tests know: one line in the table, and this file.

use super::{Ground, PaperKind, Readings, Version};
use crate::{
    document::fields::{read_text, write_text},
    id::{DocumentId, PersonId},
    job::paper::JobStanding,
};
use automerge::{AutomergeError, transaction::Transaction};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// A remark about a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The job.
    pub job: Option<DocumentId>,
    /// The remark.
    pub text: String,
}

/// A remark about a job that can be read here.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct TrialRow {
    /// Who wrote it.
    #[n(0)]
    pub author: PersonId,
    /// The remark.
    #[n(1)]
    pub text: String,
    /// Who took part in the job.
    #[n(2)]
    pub about: BTreeSet<PersonId>,
}

impl PaperKind for Trial {
    const FORM: u32 = 1;
    const HAS_VERSIONS: bool = false;
    const TIES: bool = false;
    type Reading = Self;
    type Row = TrialRow;
    type Beside<'a> = (&'a BTreeMap<DocumentId, JobStanding>,);

    fn write(&self, transaction: &mut Transaction<'_>) -> Result<(), AutomergeError> {
        let job = self.job.map(|job| job.to_string());
        write_text(transaction, "job", &job.unwrap_or_default())?;
        write_text(transaction, "text", &self.text)
    }

    fn read(version: Version<'_>) -> Self {
        Self {
            job: read_text(version.shown, "job", 64).parse().ok(),
            text: read_text(version.shown, "text", 80),
        }
    }

    fn weigh(
        ground: &mut Ground<'_>,
        readings: &Readings<Self>,
        (jobs,): Self::Beside<'_>,
    ) -> BTreeMap<DocumentId, TrialRow> {
        let papers = readings.all(ground.roster);
        let rows = papers.filter_map(|(document, author, versions)| {
            let (_, says) = versions.into_iter().next()?;
            let job = jobs.get(&says.job?)?.current()?;
            let participants = job.at.job.participants.iter();
            let row = TrialRow {
                author,
                text: says.text.clone(),
                about: participants.map(|one| one.person).collect(),
            };
            ground
                .dropped(&document)
                .is_none()
                .then_some((document, row))
        });
        rows.collect()
    }

    fn concerns(row: &TrialRow) -> BTreeSet<PersonId> {
        row.about.iter().copied().chain([row.author]).collect()
    }
}
