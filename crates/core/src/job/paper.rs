//! Jobs among papers: their versions, who signed which, and who reads them.
//!
//! Whoever wrote a version of a job has signed it by sealing it; the others sign by `Confirm`. A `Confirm` counts when its
//! key opens the chunk that it names and the chunk gives the very heads that it names, whichever of them arrived first.

use super::{Job, JobFault};
use crate::{
    cut::Tip,
    id::{DocumentId, ItemId, PersonId},
    paper::{Dropped, Ground, Ignored, PaperKind, Readings, Version, entitled, is_key},
    statement::{Confirm, StatementBody},
    vouch::JobAt,
};
use automerge::{AutomergeError, transaction::Transaction};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct JobStanding {
    /// Who recorded it.
    #[n(0)]
    pub author: PersonId,
    /// True when somebody confirmed it: everybody reads it.
    #[n(1)]
    pub opened: bool,
    /// Every version, oldest first; those written side by side by chunk.
    #[n(2)]
    pub versions: Vec<JobVersion>,
    /// Taken back: only those who had the key before still read it here.
    #[n(3)]
    pub dropped: Option<Dropped>,
}

/// One version of a job.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct JobVersion {
    /// The last chunk of the version.
    #[n(0)]
    pub chunk: ItemId,
    /// The version and what it says.
    #[n(1)]
    pub at: JobAt,
    /// Participants who signed this version, its author included.
    #[n(2)]
    pub signed_by: BTreeSet<PersonId>,
    /// With faults it is no ground for a vouch.
    #[n(3)]
    pub faults: Vec<JobFault>,
}

impl JobVersion {
    /// True when somebody beside the author says that it was so.
    pub fn is_confirmed(&self) -> bool {
        self.faults.is_empty() && self.signed_by.len() > 1
    }
}

impl JobStanding {
    /// The newest version.
    pub fn current(&self) -> Option<&JobVersion> {
        self.versions.last()
    }

    /// The version with exactly these heads.
    pub fn version(&self, heads: &[Tip]) -> Option<&JobVersion> {
        self.versions
            .iter()
            .find(|version| version.at.heads == heads)
    }
}

impl PaperKind for Job {
    const FORM: u32 = 1;
    const HAS_VERSIONS: bool = true;
    const TIES: bool = true;
    type Reading = JobVersion;
    type Row = JobStanding;
    type Beside<'a> = ();

    fn write(&self, transaction: &mut Transaction<'_>) -> Result<(), AutomergeError> {
        super::write(transaction, self)
    }

    fn read(version: Version<'_>) -> JobVersion {
        let job = super::read(version.shown);
        JobVersion {
            chunk: version.chunk,
            signed_by: BTreeSet::from([version.author]),
            faults: job.faults(version.author),
            at: JobAt {
                document: version.document,
                heads: version.heads,
                job,
            },
        }
    }

    fn hears(body: &StatementBody) -> bool {
        matches!(body, StatementBody::Confirm(_))
    }

    fn published_key(body: &StatementBody) -> Option<(DocumentId, [u8; 32])> {
        match body {
            StatementBody::Confirm(confirm) => Some((confirm.job, confirm.key)),
            _ => None,
        }
    }

    fn weigh(
        ground: &mut Ground<'_>,
        readings: &Readings<Self>,
        (): (),
    ) -> BTreeMap<DocumentId, JobStanding> {
        let mut jobs = recorded(ground, readings);
        for one in ground.said {
            if let StatementBody::Confirm(confirm) = &one.body {
                let confirmed = confirm_one(&mut jobs, ground, one.statement.person, confirm);
                ground.outcome.ignore(one, confirmed);
            }
        }
        // What somebody published without being asked stays for those who were granted the key, and so does what was
        // taken back.
        jobs.retain(|document, job| {
            job.dropped = ground.dropped(document);
            (job.opened && job.dropped.is_none()) || ground.keys.is_granted(document)
        });
        jobs
    }

    fn concerns(row: &JobStanding) -> BTreeSet<PersonId> {
        let versions = row.versions.iter().flat_map(|v| &v.at.job.participants);
        let participants = versions.map(|participant| participant.person);
        participants.chain([row.author]).collect()
    }
}

/// All jobs with every version, signed by those who wrote them.
fn recorded(ground: &Ground<'_>, readings: &Readings<Job>) -> BTreeMap<DocumentId, JobStanding> {
    let written = readings.all(ground.roster);
    let jobs = written.filter(|(_, _, versions)| !versions.is_empty());
    jobs.map(|(document, author, versions)| {
        let versions = versions.into_iter().map(|(_, version)| version.clone());
        let job = JobStanding {
            author,
            opened: false,
            versions: versions.collect(),
            dropped: None,
        };
        (document, job)
    })
    .collect()
}

fn confirm_one(
    jobs: &mut BTreeMap<DocumentId, JobStanding>,
    ground: &Ground<'_>,
    person: PersonId,
    confirm: &Confirm,
) -> Result<(), Ignored> {
    is_key(ground.header(confirm.job)?, confirm.key)?;
    let job = jobs.get_mut(&confirm.job).ok_or(Ignored::NotHeld)?;
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
