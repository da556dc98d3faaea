//! Taking back for good, hiding, and showing again.

use super::{Deed, Saying, Situation};
use crate::{
    id::DocumentId,
    statement::{Shown, StatementBody, Veto},
    vouch::standing::VouchState,
};

crate::refusals! {
    /// Why something was not taken back.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
    pub enum TakeBackRefusal {
        /// No such job or vouch here, or it was taken back before.
        #[error("no such job or vouch")]
        UnknownWork = "unknownWork";
        /// It is about others.
        #[error("it is somebody else's to say")]
        NotYours = "notYours";
    }
}

crate::refusals! {
    /// Why a vouch was neither hidden nor shown.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
    pub enum ShowVouchRefusal {
        /// No such vouch here, or none that is shown or hidden.
        #[error("no such vouch")]
        UnknownWork = "unknownWork";
        /// It is about somebody else.
        #[error("it is somebody else's to say")]
        NotYours = "notYours";
    }
}

/// Takes back a job or a vouch, for good: as its author, or as a reader whom it is about.
///
/// # Errors
/// [`TakeBackRefusal`].
pub fn take_back(here: &Situation<'_>, document: DocumentId) -> Result<Deed, TakeBackRefusal> {
    let (jobs, vouches) = (&here.work.jobs, &here.work.vouches);
    let about_me = match (jobs.get(&document), vouches.get(&document)) {
        (Some(job), _) if job.dropped.is_none() => {
            let mut versions = job.versions.iter();
            versions.any(|version| version.at.job.has(here.me))
        }
        (_, Some(found)) if !matches!(found.state, VouchState::Dropped(_)) => {
            found.vouch.subject == Some(here.me)
        }
        _ => return Err(TakeBackRefusal::UnknownWork),
    };
    let paper = here
        .papers
        .get(document)
        .ok_or(TakeBackRefusal::UnknownWork)?;
    if paper.header.author == here.me {
        return Ok(Deed::saying([Saying::withdraw(document)]));
    }
    let readers = &paper.inner.readers;
    if !about_me || !readers.contain(here.me) {
        return Err(TakeBackRefusal::NotYours);
    }
    let veto = Veto {
        document,
        salt: readers.salt,
        readers: readers.persons.clone(),
    };
    Ok(Deed::saying([Saying::Whole(StatementBody::Veto(veto))]))
}

/// Hides a vouch about oneself, or shows it again. Nothing where it is so already.
///
/// # Errors
/// [`ShowVouchRefusal`].
pub fn show_vouch(
    here: &Situation<'_>,
    vouch: DocumentId,
    shown: bool,
) -> Result<Deed, ShowVouchRefusal> {
    let found = here.work.vouches.get(&vouch);
    let found = found.ok_or(ShowVouchRefusal::UnknownWork)?;
    if found.vouch.subject != Some(here.me) {
        return Err(ShowVouchRefusal::NotYours);
    }
    match (&found.state, shown) {
        (VouchState::Counts, true) | (VouchState::Hidden, false) => return Ok(Deed::default()),
        (VouchState::Counts | VouchState::Hidden | VouchState::Expired, _) => {}
        _ => return Err(ShowVouchRefusal::UnknownWork),
    }
    let body = StatementBody::Shown(Shown {
        document: vouch,
        shown,
    });
    Ok(Deed::saying([Saying::Whole(body)]))
}
