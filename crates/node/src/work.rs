//! Work done together: recording jobs, vouching, answering, taking back.
//!
//! What may be done, and what is then written, is decided in [`otagai_core::deed`]. Every deed is one transaction:
//! what a member did is on disk, whole, before it returns.

pub mod proofs;
mod said;
mod trail;

pub use otagai_core::deed::{Answered, NewVouch, VouchedJob};
pub(crate) use said::said;
pub use trail::SkillTrail;

use crate::{NodeError, deeds::about::DeedAbout, home::Home};
use otagai_core::{
    deed,
    id::{CircleId, DocumentId, ItemId},
    job::JobDraft,
    vouch::standing::Standing,
};

/// A job to be recorded.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What the member filled in.
    pub draft: JobDraft,
    /// The record of one's own that this is a new version of; everybody is then asked again.
    pub replaces: Option<DocumentId>,
}

impl Home {
    /// Every job, vouch and quiet answer that can be read here, as of today in Japan.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn work(&self, circle: CircleId) -> Result<Standing, NodeError> {
        Ok(self.store().work(circle)?.on(self.clock().day_in_japan()))
    }

    /// Records a job; its participants are asked to confirm it, and nobody else sees it before.
    ///
    /// # Errors
    /// [`deed::RecordJobRefusal`].
    pub fn record_job(&self, circle: CircleId, new: &NewJob) -> Result<DocumentId, NodeError> {
        if let Some(document) = new.replaces {
            self.do_deed(circle, &DeedAbout::paper(document), |here| {
                deed::correct_job(here, document, &new.draft)
            })?;
            return Ok(document);
        }
        let written = self.do_deed(circle, &DeedAbout::nothing(), |here| {
            deed::record_job(here, &new.draft)
        })?;
        let record = written.papers.first().ok_or(NodeError::OwnItemRefused)?;
        Ok(record.document)
    }

    /// Signs a vouch; its subject is asked, and nobody else sees it before.
    ///
    /// # Errors
    /// [`deed::WriteVouchRefusal`].
    pub fn write_vouch(&self, circle: CircleId, new: &NewVouch) -> Result<DocumentId, NodeError> {
        let mut about = match &new.job {
            VouchedJob::Recorded(job, _) => DeedAbout::paper(*job),
            VouchedJob::New(_) => DeedAbout::nothing(),
        };
        if new.outside.is_some() {
            about = about.and_names_of([self.person(), new.subject]);
        }
        let written = self.do_deed(circle, &about, |here| deed::write_vouch(here, new))?;
        let vouch = written.papers.last().ok_or(NodeError::OwnItemRefused)?;
        Ok(vouch.document)
    }

    /// Answers a job that one took part in, at the version that one saw (its last chunk).
    ///
    /// # Errors
    /// [`deed::AnswerJobRefusal`].
    pub fn answer_job(
        &self,
        circle: CircleId,
        job: DocumentId,
        version: ItemId,
        answered: Answered,
        note: &str,
    ) -> Result<(), NodeError> {
        self.do_deed(circle, &DeedAbout::paper(job), |here| {
            deed::answer_job(here, job, version, answered, note)
        })?;
        Ok(())
    }

    /// Answers a vouch about oneself, and its job with it.
    ///
    /// # Errors
    /// [`deed::AnswerVouchRefusal`].
    pub fn answer_vouch(
        &self,
        circle: CircleId,
        vouch: DocumentId,
        answered: Answered,
        note: &str,
    ) -> Result<(), NodeError> {
        self.do_deed(circle, &DeedAbout::paper(vouch), |here| {
            deed::answer_vouch(here, vouch, answered, note)
        })?;
        Ok(())
    }

    /// Hides a vouch about oneself, or shows it again.
    ///
    /// # Errors
    /// [`deed::ShowVouchRefusal`].
    pub fn show_vouch(
        &self,
        circle: CircleId,
        vouch: DocumentId,
        shown: bool,
    ) -> Result<(), NodeError> {
        self.do_deed(circle, &DeedAbout::paper(vouch), |here| {
            deed::show_vouch(here, vouch, shown)
        })?;
        Ok(())
    }

    /// Takes back a job or a vouch, for good: as its author, or as one whom it is about.
    ///
    /// # Errors
    /// [`deed::TakeBackRefusal`].
    pub fn take_back(&self, circle: CircleId, document: DocumentId) -> Result<(), NodeError> {
        self.do_deed(circle, &DeedAbout::paper(document), |here| {
            deed::take_back(here, document)
        })?;
        Ok(())
    }
}
