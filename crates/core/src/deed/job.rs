//! Recording a job, putting the record right, and saying it again.

use super::{
    Deed, Situation,
    paper::{NewPaper, NewVersion},
};
use crate::{
    date::Month,
    document::Kind,
    id::{DocumentId, ItemId},
    job::{Job, JobDraft, JobFault},
    vouch::standing::{JobVersion, Standing},
};

crate::refusals! {
    /// Why a job was not recorded.
    #[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
    pub enum RecordJobRefusal {
        /// Every rule that is broken.
        #[error("the job record breaks rules: {0:?}")]
        Faults(Vec<JobFault>) of 0;
        /// A participant is not in the circle.
        #[error("no such person")]
        UnknownPerson = "unknownPerson";
        /// No such record here, or it was taken back.
        #[error("no such job")]
        UnknownWork = "unknownWork";
        /// The record is somebody else's.
        #[error("it is somebody else's to say")]
        NotYours = "notYours";
        /// A new version names people who cannot read the first one.
        #[error("a new version names other people")]
        OtherPeople = "otherPeople",
            ja "記録を直すときに、はじめにいなかった方をくわえることはできません。その方をはずすか、新しい記録を作ってください。",
            en "When a record is put right, new people cannot be added. Please leave them out, or make a new record.";
    }
}

/// What becomes of the version of a job that its author said last here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobSaid {
    /// It stands, or nobody can say anything of it now.
    Stands,
    /// Somebody who knew it said something else since.
    Followed,
    /// Another one took its place without knowing it: it is said again.
    Again(Deed),
}

/// Records a job; its participants are asked to confirm it, and nobody else sees it before.
///
/// # Errors
/// [`RecordJobRefusal`].
pub fn record_job(here: &Situation<'_>, draft: &JobDraft) -> Result<Deed, RecordJobRefusal> {
    let job = checked(here, draft).map_err(RecordJobRefusal::Faults)?;
    of_members(here, &job)?;
    Ok(Deed {
        papers: vec![NewPaper::job(job)],
        ..Deed::default()
    })
}

/// Writes another version of one's own record of a job; everybody is asked anew.
///
/// # Errors
/// [`RecordJobRefusal`].
pub fn correct_job(
    here: &Situation<'_>,
    document: DocumentId,
    draft: &JobDraft,
) -> Result<Deed, RecordJobRefusal> {
    let job = checked(here, draft).map_err(RecordJobRefusal::Faults)?;
    of_members(here, &job)?;
    let paper = here.papers.get(document);
    let paper = paper.ok_or(RecordJobRefusal::UnknownWork)?;
    if paper.header.author != here.me || !paper.inner.is(Kind::Job) {
        return Err(RecordJobRefusal::NotYours);
    }
    // Who was no reader of the first version cannot read another one.
    let readers = &paper.inner.readers;
    if !job
        .participants
        .iter()
        .all(|one| readers.contain(one.person))
    {
        return Err(RecordJobRefusal::OtherPeople);
    }
    Ok(version(document, job, false))
}

/// Says a version of one's own record again, where another one took its place without knowing it: it was forgotten with a
/// copy, or is a clone's. `said` is the last chunk of what was said here last.
pub fn repeat_job(here: &Situation<'_>, document: DocumentId, said: ItemId) -> JobSaid {
    let Some(known) = fallen(here.work, document, said) else {
        return JobSaid::Stands;
    };
    match here.papers.get(document) {
        None => JobSaid::Stands,
        Some(paper) if paper.chunks.contains(&said) => {
            JobSaid::Again(version(document, known.at.job.clone(), true))
        }
        Some(_) => JobSaid::Followed,
    }
}

/// True where the version of a job that was said last here is the newest, or nothing can be said of it now.
pub fn job_stands(work: &Standing, document: DocumentId, said: ItemId) -> bool {
    fallen(work, document, said).is_none()
}

/// The version that was said last, where another one is the newest.
fn fallen(work: &Standing, document: DocumentId, said: ItemId) -> Option<&JobVersion> {
    let job = work.jobs.get(&document)?;
    let known = job.versions.iter().find(|version| version.chunk == said)?;
    let has_fallen = job.current()?.chunk != said && job.dropped.is_none();
    has_fallen.then_some(known)
}

fn version(document: DocumentId, job: Job, anew: bool) -> Deed {
    Deed {
        versions: vec![NewVersion {
            document,
            job,
            anew,
        }],
        ..Deed::default()
    }
}

/// Checks and cleans what a member filled in.
pub(super) fn checked(here: &Situation<'_>, draft: &JobDraft) -> Result<Job, Vec<JobFault>> {
    // A day of ours is never before 1970, so it lies in a month of ours.
    let month = here.today.in_month().unwrap_or(Month::FIRST);
    draft.check(here.me, month)
}

fn of_members(here: &Situation<'_>, job: &Job) -> Result<(), RecordJobRefusal> {
    let people = job.participants.iter().map(|one| one.person);
    if here.are_members(people) {
        Ok(())
    } else {
        Err(RecordJobRefusal::UnknownPerson)
    }
}
