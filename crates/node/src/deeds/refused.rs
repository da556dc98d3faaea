//! Refusals of deeds among the errors of a running device.

use crate::NodeError;
use otagai_core::deed::{
    AnswerJobRefusal, AnswerVouchRefusal, InviteRefusal, RecordJobRefusal, SeeLicenceRefusal,
    ShowVouchRefusal, TakeBackRefusal, WriteDeedError, WriteVouchRefusal,
};

impl From<WriteDeedError> for NodeError {
    fn from(error: WriteDeedError) -> Self {
        match error {
            WriteDeedError::PaperMissing => Self::UnknownWork,
            WriteDeedError::EmptyPaper => Self::OwnItemRefused,
            WriteDeedError::Edit(error) => Self::Edit(error),
            WriteDeedError::Seal(error) => Self::Seal(error),
            WriteDeedError::Wrap(error) => Self::Wrap(error),
            WriteDeedError::Sign(error) => Self::Sign(error),
            WriteDeedError::Portable(error) => Self::Portable(error),
        }
    }
}

impl From<TakeBackRefusal> for NodeError {
    fn from(refusal: TakeBackRefusal) -> Self {
        match refusal {
            TakeBackRefusal::UnknownWork => Self::UnknownWork,
            TakeBackRefusal::NotYours => Self::NotYours,
        }
    }
}

impl From<ShowVouchRefusal> for NodeError {
    fn from(refusal: ShowVouchRefusal) -> Self {
        match refusal {
            ShowVouchRefusal::UnknownWork => Self::UnknownWork,
            ShowVouchRefusal::NotYours => Self::NotYours,
        }
    }
}

impl From<AnswerJobRefusal> for NodeError {
    fn from(refusal: AnswerJobRefusal) -> Self {
        match refusal {
            AnswerJobRefusal::UnknownWork => Self::UnknownWork,
            AnswerJobRefusal::OtherVersion => Self::OtherVersion,
            AnswerJobRefusal::NotYours => Self::NotYours,
            AnswerJobRefusal::UnknownPerson => Self::UnknownPerson,
            AnswerJobRefusal::Faults(faults) => Self::Job(faults),
            AnswerJobRefusal::Note(error) => Self::Text(error),
        }
    }
}

impl From<AnswerVouchRefusal> for NodeError {
    fn from(refusal: AnswerVouchRefusal) -> Self {
        match refusal {
            AnswerVouchRefusal::UnknownWork => Self::UnknownWork,
            AnswerVouchRefusal::NotYours => Self::NotYours,
            AnswerVouchRefusal::AlreadyAnswered => Self::Answered,
            AnswerVouchRefusal::VoidVouch => Self::VoidVouch,
            AnswerVouchRefusal::UnknownPerson => Self::UnknownPerson,
            AnswerVouchRefusal::Faults(faults) => Self::Job(faults),
            AnswerVouchRefusal::Note(error) => Self::Text(error),
        }
    }
}

impl From<RecordJobRefusal> for NodeError {
    fn from(refusal: RecordJobRefusal) -> Self {
        match refusal {
            RecordJobRefusal::Faults(faults) => Self::Job(faults),
            RecordJobRefusal::UnknownPerson => Self::UnknownPerson,
            RecordJobRefusal::UnknownWork => Self::UnknownWork,
            RecordJobRefusal::NotYours => Self::NotYours,
            RecordJobRefusal::OtherPeople => Self::OtherPeople,
        }
    }
}

impl From<WriteVouchRefusal> for NodeError {
    fn from(refusal: WriteVouchRefusal) -> Self {
        match refusal {
            WriteVouchRefusal::Faults(faults) => Self::Vouch(faults),
            WriteVouchRefusal::JobFaults(faults) => Self::Job(faults),
            WriteVouchRefusal::SecondVouch => Self::SecondVouch,
            WriteVouchRefusal::DisputedJob => Self::DisputedJob,
            WriteVouchRefusal::UnknownPerson => Self::UnknownPerson,
            WriteVouchRefusal::UnknownWork => Self::UnknownWork,
            WriteVouchRefusal::OtherVersion => Self::OtherVersion,
            WriteVouchRefusal::Name(error) => Self::Text(error),
            WriteVouchRefusal::Portable(error) => Self::Portable(error),
        }
    }
}

impl From<InviteRefusal> for NodeError {
    fn from(InviteRefusal::OutOfRange: InviteRefusal) -> Self {
        Self::OutOfRange
    }
}

impl From<SeeLicenceRefusal> for NodeError {
    fn from(refusal: SeeLicenceRefusal) -> Self {
        match refusal {
            SeeLicenceRefusal::OwnLicence => Self::OwnLicence,
            SeeLicenceRefusal::UnknownPerson => Self::UnknownPerson,
            SeeLicenceRefusal::UnknownLicence => Self::UnknownLicence,
        }
    }
}
