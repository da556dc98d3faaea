//! What is said to a member whose deed is refused: one enum a deed, held together by [`DeedRefusal`].

use super::{
    AnswerJobRefusal, AnswerVouchRefusal, InviteRefusal, RecordJobRefusal, SeeLicenceRefusal,
    ShowVouchRefusal, TakeBackRefusal, WriteDeedError, WriteVouchRefusal,
};
use crate::{refusal::Wording, text::TextError};

crate::refusals! {
    /// Why a deed was not done.
    #[derive(Debug, thiserror::Error)]
    pub enum DeedRefusal {
        /// A job was not recorded.
        #[error(transparent)]
        RecordJob(#[from] RecordJobRefusal) of 0;
        /// A job was not answered.
        #[error(transparent)]
        AnswerJob(#[from] AnswerJobRefusal) of 0;
        /// A vouch was not written.
        #[error(transparent)]
        WriteVouch(#[from] WriteVouchRefusal) of 0;
        /// A vouch was not answered.
        #[error(transparent)]
        AnswerVouch(#[from] AnswerVouchRefusal) of 0;
        /// A vouch was neither hidden nor shown.
        #[error(transparent)]
        ShowVouch(#[from] ShowVouchRefusal) of 0;
        /// Something was not taken back.
        #[error(transparent)]
        TakeBack(#[from] TakeBackRefusal) of 0;
        /// Nobody was invited.
        #[error(transparent)]
        Invite(#[from] InviteRefusal) of 0;
        /// No original was seen.
        #[error(transparent)]
        SeeLicence(#[from] SeeLicenceRefusal) of 0;
        /// No circle was founded.
        #[error(transparent)]
        Found(#[from] TextError) of 0;
        /// What was decided was not written.
        #[error(transparent)]
        Write(#[from] WriteDeedError) of 0;
    }
}

/// What is said by refusals of deeds.
pub(crate) fn wordings() -> impl Iterator<Item = &'static Wording> {
    let tables = [
        RecordJobRefusal::WORDINGS,
        AnswerJobRefusal::WORDINGS,
        WriteVouchRefusal::WORDINGS,
        AnswerVouchRefusal::WORDINGS,
        ShowVouchRefusal::WORDINGS,
        TakeBackRefusal::WORDINGS,
        InviteRefusal::WORDINGS,
        SeeLicenceRefusal::WORDINGS,
        WriteDeedError::WORDINGS,
        DeedRefusal::WORDINGS,
    ];
    tables.into_iter().flatten()
}
