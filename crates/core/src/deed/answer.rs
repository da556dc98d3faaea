//! One answer: to a job, or to a vouch and its job together.

use super::{Deed, Saying, Situation, paper::NewPaper};
use crate::{
    id::{DocumentId, ItemId, PersonId},
    job::JobFault,
    quiet::{QuietAnswer, QuietWord},
    text::TextError,
    vouch::standing::VouchState,
};

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// 受け取る: the job was so, and the vouch is shown.
    Accept,
    /// 受け取って表示しない, 直してほしい, 受け取らない: for the author alone.
    Quiet(QuietWord),
}

crate::refusals! {
    /// Why an answer to a job was not taken.
    #[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
    pub enum AnswerJobRefusal {
        /// No such job here, or it was taken back.
        #[error("no such job")]
        UnknownWork = "unknownWork";
        /// There is a newer version than the one that was read.
        #[error("there is another version now")]
        OtherVersion = "otherVersion";
        /// The member did not take part, or recorded it.
        #[error("it is somebody else's to say")]
        NotYours = "notYours";
        /// Who recorded it is no member (any more).
        #[error("who asked is no member")]
        UnknownPerson = "unknownPerson";
        /// The record breaks rules: nobody confirms it.
        #[error("the job record breaks rules: {0:?}")]
        Faults(Vec<JobFault>) of 0;
        /// The note.
        #[error(transparent)]
        Note(#[from] TextError) of 0;
    }
}

crate::refusals! {
    /// Why an answer to a vouch was not taken.
    #[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
    pub enum AnswerVouchRefusal {
        /// No such vouch here, its job cannot be read, or it was taken back.
        #[error("no such vouch")]
        UnknownWork = "unknownWork";
        /// It is about somebody else.
        #[error("it is somebody else's to say")]
        NotYours = "notYours";
        /// It is shown already.
        #[error("it was answered before")]
        AlreadyAnswered = "alreadyAnswered",
            ja "この推薦には、もう答えています。表示するかどうかは、「推薦」の画面でいつでも変えてください。",
            en "You have answered this vouch already. Please hide or show it under “Vouches” at any time.";
        /// It breaks rules, so it cannot be accepted.
        #[error("the vouch does not count")]
        VoidVouch = "voidVouch",
            ja "この推薦は、内容がきまりに合わないため受け取れません。書いた方に、書き直しをお願いしてください。",
            en "Something in this vouch breaks the rules, so it cannot be accepted. Please ask its writer to write it anew.";
        /// Who wrote it is no member (any more).
        #[error("who asked is no member")]
        UnknownPerson = "unknownPerson";
        /// The record of its job breaks rules: nobody confirms it.
        #[error("the job record breaks rules: {0:?}")]
        Faults(Vec<JobFault>) of 0;
        /// The note.
        #[error(transparent)]
        Note(#[from] TextError) of 0;
    }
}

/// Answers a job that one took part in, at the version that one saw (its last chunk). The last answer stands: what was
/// said quietly before is taken back with it.
///
/// # Errors
/// [`AnswerJobRefusal`].
pub fn answer_job(
    here: &Situation<'_>,
    job: DocumentId,
    version: ItemId,
    answered: Answered,
    note: &str,
) -> Result<Deed, AnswerJobRefusal> {
    let found = here.work.jobs.get(&job);
    let found = found.filter(|found| found.dropped.is_none());
    let found = found.ok_or(AnswerJobRefusal::UnknownWork)?;
    let current = found.current().ok_or(AnswerJobRefusal::UnknownWork)?;
    if current.chunk != version {
        return Err(AnswerJobRefusal::OtherVersion);
    }
    if !current.at.job.has(here.me) || found.author == here.me {
        return Err(AnswerJobRefusal::NotYours);
    }
    let before = |answer: &QuietAnswer| answer.job == Some(job) && answer.vouch.is_none();
    let mut deed = Deed::saying(said_before(here, before));
    match answered {
        Answered::Quiet(quiet) if quiet != QuietWord::Keep => {
            let answer = QuietAnswer::new(Some((job, version)), None, quiet, note)?;
            let paper = quietly(here, found.author, answer);
            deed.papers
                .push(paper.ok_or(AnswerJobRefusal::UnknownPerson)?);
        }
        // To a job alone there is nothing to hide.
        Answered::Accept | Answered::Quiet(_) => {
            let confirmation = here.confirmation(current);
            deed.said
                .extend(confirmation.map_err(AnswerJobRefusal::Faults)?);
        }
    }
    Ok(deed)
}

/// Answers a vouch about oneself, and its job with it. The last answer stands: what was said quietly before is taken
/// back with it.
///
/// # Errors
/// [`AnswerVouchRefusal`].
pub fn answer_vouch(
    here: &Situation<'_>,
    vouch: DocumentId,
    answered: Answered,
    note: &str,
) -> Result<Deed, AnswerVouchRefusal> {
    let found = here.work.vouches.get(&vouch);
    let found = found.ok_or(AnswerVouchRefusal::UnknownWork)?;
    if found.vouch.subject != Some(here.me) {
        return Err(AnswerVouchRefusal::NotYours);
    }
    match &found.state {
        VouchState::Unanswered => {}
        VouchState::Dropped(_) | VouchState::JobNotHeld => {
            return Err(AnswerVouchRefusal::UnknownWork);
        }
        VouchState::Void(_) => return Err(AnswerVouchRefusal::VoidVouch),
        VouchState::Unconfirmed(_)
        | VouchState::Counts
        | VouchState::Hidden
        | VouchState::Expired => return Err(AnswerVouchRefusal::AlreadyAnswered),
    }
    let job = found.vouch.job.and_then(|job| here.work.jobs.get(&job));
    let version = job.and_then(|job| job.version(&found.vouch.job_heads));
    let version = version.ok_or(AnswerVouchRefusal::UnknownWork)?;
    let mut deed = Deed::saying(said_before(here, |answer| answer.vouch == Some(vouch)));
    // Keeping says, as accepting does, that the job was so.
    if matches!(
        answered,
        Answered::Accept | Answered::Quiet(QuietWord::Keep)
    ) {
        let confirmation = here.confirmation(version);
        deed.said
            .extend(confirmation.map_err(AnswerVouchRefusal::Faults)?);
    }
    match answered {
        Answered::Accept => {
            deed.said
                .push(Saying::Accept(vouch, found.chunk, found.heads.clone()));
        }
        Answered::Quiet(quiet) => {
            let unsigned = !version.signed_by.contains(&here.me);
            let job = unsigned.then_some((version.at.document, version.chunk));
            let answer = QuietAnswer::new(job, Some(vouch), quiet, note)?;
            let paper = quietly(here, found.author, answer);
            deed.papers
                .push(paper.ok_or(AnswerVouchRefusal::UnknownPerson)?);
        }
    }
    Ok(deed)
}

/// Takes back what one said quietly before.
fn said_before<'a>(
    here: &Situation<'a>,
    about: impl Fn(&QuietAnswer) -> bool + 'a,
) -> impl Iterator<Item = Saying> + 'a {
    let me = here.me;
    let answers = here.work.answers.iter();
    let mine = answers.filter(move |(_, one)| one.author == me && about(&one.answer));
    mine.map(|(document, _)| Saying::withdraw(*document))
}

/// Something for the author of a job or a vouch alone; none where they are no member.
fn quietly(here: &Situation<'_>, to: PersonId, answer: QuietAnswer) -> Option<NewPaper> {
    let asked = here.are_members([to]);
    asked.then(|| NewPaper::quiet(here.me, to, answer))
}
