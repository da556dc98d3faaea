//! Recording a job.

use super::{members, said};
use crate::{NodeError, home::Home, papers::Written};
use otagai_core::{
    document::Kind,
    id::{CircleId, DocumentId, PersonId},
    job::{self, Job, JobDraft},
    roster::Roster,
};
use otagai_store::OwnBatch;

/// A job to be recorded.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What the member filled in.
    pub draft: JobDraft,
    /// The record of one's own that this is a new version of; everybody is then asked again.
    pub replaces: Option<DocumentId>,
}

impl Home {
    /// Records a job; its participants are asked to confirm it, and nobody else sees it before.
    ///
    /// # Errors
    /// [`NodeError::Job`] with every rule that is broken, [`NodeError::UnknownPerson`] for a participant who is
    /// not in the circle.
    pub fn record_job(&self, circle: CircleId, new: &NewJob) -> Result<DocumentId, NodeError> {
        let job = self.checked(&new.draft)?;
        let mut store = self.store();
        members(store.roster(circle)?, people(&job))?;
        let mut own = Vec::new();
        let written = match new.replaces {
            None => self.new_job(circle, store.roster(circle)?, &job, people(&job))?,
            Some(document) => {
                let sealed = store
                    .sealed(circle, document)?
                    .ok_or(NodeError::UnknownWork)?;
                if sealed.header.author != self.person() || !sealed.inner.is(Kind::Job) {
                    return Err(NodeError::NotYours);
                }
                // Who was no reader of the first version cannot read another one.
                if !people(&job).all(|person| sealed.inner.readers.contain(person)) {
                    return Err(NodeError::OtherPeople);
                }
                match self
                    .author
                    .rewrite_sealed(&sealed, |t| job::write(t, &job))?
                {
                    Some(written) => {
                        own.push(said::said(document, written.chunk));
                        written
                    }
                    None => return Ok(document),
                }
            }
        };
        let batch = OwnBatch {
            items: written.items,
            own,
            photo: None,
        };
        self.admit_batch(&mut store, circle, &batch)?;
        Ok(written.document)
    }

    /// Checks and cleans what a member filled in.
    pub(super) fn checked(&self, draft: &JobDraft) -> Result<Job, NodeError> {
        draft
            .check(self.person(), self.clock().month())
            .map_err(NodeError::Job)
    }

    /// A first version for these readers.
    pub(super) fn new_job(
        &self,
        circle: CircleId,
        roster: &Roster,
        job: &Job,
        readers: impl Iterator<Item = PersonId>,
    ) -> Result<Written, NodeError> {
        let blank = self.author.begin_sealed(circle, Kind::Job, readers);
        self.author
            .write_sealed(&blank, roster, |t| job::write(t, job))
    }
}

/// Who took part.
pub(super) fn people(job: &Job) -> impl Iterator<Item = PersonId> {
    job.participants.iter().map(|one| one.person)
}
