//! Between the rules' own types and what crosses the edge.

pub(crate) mod card;
pub(crate) mod find;

use crate::{ApiError, ErrorCode, Misread, view::Event};
use otagai_core::{
    card::ContactFault,
    id::{CircleId, DocumentId, PersonId},
    invite_link::LinkError,
    job::JobFault,
    phrase::PhraseError,
    text::TextError,
    vouch::{VouchFault, portable::PortableError},
};
use otagai_node::{
    NodeError, NodeEvent, RefuseCode,
    photo::PhotoError,
    store::{
        CopyError, FolderError, KeyFileError, OpenError, StoreError, sealed_keys::SealedKeysError,
    },
};
use std::io;

impl From<NodeError> for ApiError {
    fn from(error: NodeError) -> Self {
        tracing::debug!(%error, "refused");
        Self::new(code(&error))
    }
}

impl From<PhraseError> for ApiError {
    fn from(error: PhraseError) -> Self {
        tracing::debug!(%error, "refused");
        match error {
            PhraseError::Length(_) => Self::new(ErrorCode::WordsCount),
            PhraseError::Unknown(unknown) => {
                let misread = Misread {
                    place: u32::try_from(unknown.place).unwrap_or(u32::MAX),
                    word: unknown.word,
                };
                Self::of_word(ErrorCode::WordsUnknown, misread)
            }
            PhraseError::Check => Self::new(ErrorCode::WordsCheck),
        }
    }
}

pub(crate) fn code(error: &NodeError) -> ErrorCode {
    match error {
        NodeError::NotReady => ErrorCode::NotReady,
        NodeError::AlreadySetUp => ErrorCode::AlreadySetUp,
        NodeError::Text(TextError::Empty) => ErrorCode::Empty,
        NodeError::Text(TextError::TooLong(_)) => ErrorCode::TooLong,
        NodeError::OutOfRange | NodeError::BadTicket => ErrorCode::BadInput,
        NodeError::UnknownCircle => ErrorCode::UnknownCircle,
        NodeError::UnknownPerson => ErrorCode::UnknownPerson,
        NodeError::Link(LinkError::NotOurs) => ErrorCode::LinkNotOurs,
        NodeError::Link(LinkError::Damaged) => ErrorCode::LinkDamaged,
        NodeError::Link(LinkError::TooLong) => ErrorCode::LinkTooLong,
        NodeError::Link(LinkError::Newer) => ErrorCode::LinkNewer,
        NodeError::AlreadyMember => ErrorCode::AlreadyMember,
        NodeError::Refused(refused) => refusal(*refused),
        NodeError::NobodyReached => ErrorCode::NobodyReached,
        NodeError::NoKeyChain => ErrorCode::KeychainMissing,
        NodeError::Keys(_) => ErrorCode::KeychainLocked,
        NodeError::NoPassphrase => ErrorCode::PassphraseMissing,
        NodeError::DataMissing | NodeError::KeysThere => ErrorCode::DataMissing,
        NodeError::OnlyCopies => ErrorCode::BackupsOnly,
        NodeError::KeyFileMissing => ErrorCode::KeyFileMissing,
        NodeError::KeysMissing => ErrorCode::KeysMissing,
        NodeError::NotShut => ErrorCode::NotShut,
        NodeError::NoSpare => ErrorCode::SpareMissing,
        NodeError::WordsGone => ErrorCode::RecoveryDone,
        NodeError::SealedKeys(error) => sealed_keys(error),
        NodeError::Folder(error) => folder(error),
        NodeError::KeyFile(error) => key_file(error),
        NodeError::Open(error) => open(error),
        NodeError::Store(error) => store(error),
        NodeError::Network(_) => ErrorCode::Network,
        NodeError::SampleOffline => ErrorCode::SampleOffline,
        NodeError::SampleCircleOnly => ErrorCode::SampleCircleOnly,
        NodeError::SampleFolderTaken => ErrorCode::SampleFolderTaken,
        NodeError::SampleNotCopied => ErrorCode::SampleNotCopied,
        NodeError::UnknownCopy => ErrorCode::CopyUnknown,
        NodeError::NoRoom => ErrorCode::CopyNoRoom,
        NodeError::CopyNeedsWords => ErrorCode::CopyNeedsWords,
        NodeError::CopyElsewhere => ErrorCode::CopyElsewhere,
        NodeError::WordsWrong => ErrorCode::WordsWrong,
        NodeError::Busy => ErrorCode::Busy,
        NodeError::Copy(error) => copy(error),
        NodeError::Shared(error) => code(error),
        NodeError::LineTooLong => ErrorCode::FindTooLong,
        NodeError::UnknownLicence => ErrorCode::UnknownLicence,
        NodeError::OwnLicence => ErrorCode::OwnLicence,
        NodeError::Contact(fault) => contact_fault(*fault),
        NodeError::UnknownContact => ErrorCode::ContactUnknown,
        NodeError::SampleContact => ErrorCode::ContactSample,
        NodeError::UnknownWork => ErrorCode::UnknownWork,
        NodeError::HiddenVouch => ErrorCode::VouchHidden,
        NodeError::Job(faults) => faults.first().map_or(ErrorCode::BadInput, job_fault),
        NodeError::Vouch(faults) => faults.first().map_or(ErrorCode::BadInput, vouch_fault),
        NodeError::SecondVouch => ErrorCode::SecondVouch,
        NodeError::DisputedJob => ErrorCode::DisputedJob,
        NodeError::OtherVersion => ErrorCode::OtherVersion,
        NodeError::OtherPeople => ErrorCode::OtherPeople,
        NodeError::NotYours => ErrorCode::NotYours,
        NodeError::Answered => ErrorCode::AlreadyAnswered,
        NodeError::VoidVouch => ErrorCode::VoidVouch,
        NodeError::Photo(PhotoError::TooLarge) => ErrorCode::PhotoTooLarge,
        NodeError::Photo(PhotoError::NotAPicture) => ErrorCode::PhotoUnreadable,
        NodeError::Portable(PortableError::NotAllowed) => ErrorCode::OutsideNotAllowed,
        NodeError::Portable(_)
        | NodeError::Seal(_)
        | NodeError::Wrap(_)
        | NodeError::Edit(_)
        | NodeError::Sign(_)
        | NodeError::OwnItemRefused
        | NodeError::Stopped => ErrorCode::Internal,
    }
}

fn job_fault(fault: &JobFault) -> ErrorCode {
    match fault {
        JobFault::Title(TextError::Empty) => ErrorCode::JobTitle,
        JobFault::Title(_) | JobFault::Role(..) | JobFault::Skill(_, TextError::TooLong(_)) => {
            ErrorCode::TooLong
        }
        JobFault::EndsBeforeItBegins => ErrorCode::JobEndsBeforeItBegins,
        JobFault::InTheFuture => ErrorCode::JobInTheFuture,
        JobFault::TooFewPeople
        | JobFault::TooManyPeople
        | JobFault::PersonTwice(_)
        | JobFault::WithoutAuthor => ErrorCode::JobPeople,
        JobFault::NoSkill
        | JobFault::TooManySkills
        | JobFault::Skill(_, TextError::Empty)
        | JobFault::SkillTwice(_) => ErrorCode::JobSkills,
        JobFault::NoKind | JobFault::NoPeriod | JobFault::TooManyOutside => ErrorCode::BadInput,
    }
}

fn vouch_fault(fault: &VouchFault) -> ErrorCode {
    match fault {
        VouchFault::SelfVouch => ErrorCode::SelfVouch,
        VouchFault::OtherVersion => ErrorCode::OtherVersion,
        VouchFault::AuthorNotThere | VouchFault::SubjectNotThere => ErrorCode::NotInJob,
        VouchFault::NoSkill | VouchFault::TooManySkills | VouchFault::SkillTwice(_) => {
            ErrorCode::VouchSkills
        }
        VouchFault::SkillNotInJob(_) => ErrorCode::SkillNotInJob,
        VouchFault::Text(TextError::TooLong(_)) => ErrorCode::VouchTextLong,
        VouchFault::Text(TextError::Empty) | VouchFault::TooShort => ErrorCode::VouchTextShort,
        VouchFault::ForWhom(_) => ErrorCode::TooLong,
        VouchFault::BeforeTheJob => ErrorCode::VouchBeforeJob,
        VouchFault::NoSubjectOrJob
        | VouchFault::NoChoice
        | VouchFault::Validity
        | VouchFault::Language
        | VouchFault::ProofsNotAllowed => ErrorCode::BadInput,
    }
}

const fn contact_fault(fault: ContactFault) -> ErrorCode {
    match fault {
        ContactFault::Text(TextError::Empty) => ErrorCode::Empty,
        ContactFault::Text(TextError::TooLong(_)) => ErrorCode::TooLong,
        ContactFault::PhoneSigns => ErrorCode::ContactPhone,
        ContactFault::PhoneLength => ErrorCode::ContactPhoneLength,
        ContactFault::Mail => ErrorCode::ContactMail,
        ContactFault::Line => ErrorCode::ContactLine,
        ContactFault::TooMany => ErrorCode::ContactTooMany,
    }
}

fn refusal(refused: RefuseCode) -> ErrorCode {
    match refused {
        RefuseCode::Expired => ErrorCode::InviteExpired,
        RefuseCode::Spent => ErrorCode::InviteSpent,
        RefuseCode::Unknown => ErrorCode::InviteUnknown,
        RefuseCode::WrongProof => ErrorCode::InviteWrong,
        RefuseCode::NewerVersion => ErrorCode::LinkNewer,
        RefuseCode::Charter | RefuseCode::NotNow | RefuseCode::Other => ErrorCode::RefusedByHost,
    }
}

fn sealed_keys(error: &SealedKeysError) -> ErrorCode {
    match error {
        SealedKeysError::WrongPassphrase | SealedKeysError::UnfitPassphrase => {
            ErrorCode::PassphraseWrong
        }
        SealedKeysError::Newer => ErrorCode::DataNewer,
        SealedKeysError::Damaged => ErrorCode::DataDamaged,
        SealedKeysError::Missing => ErrorCode::KeysMissing,
        SealedKeysError::Io(error) => disk(error).unwrap_or(ErrorCode::KeychainLocked),
        SealedKeysError::TooLong => ErrorCode::KeychainLocked,
    }
}

fn folder(error: &FolderError) -> ErrorCode {
    match error {
        FolderError::Taken(_) => ErrorCode::DataInUse,
        FolderError::ReadOnly(_) => ErrorCode::ReadOnly,
        FolderError::TooLong => ErrorCode::PathTooLong,
        FolderError::Io(error) => disk(error).unwrap_or(ErrorCode::Internal),
    }
}

/// What the member can do something about.
fn disk(error: &io::Error) -> Option<ErrorCode> {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(ErrorCode::DiskFull),
        io::ErrorKind::ReadOnlyFilesystem => Some(ErrorCode::ReadOnly),
        io::ErrorKind::InvalidFilename => Some(ErrorCode::PathTooLong),
        _ => None,
    }
}

fn key_file(error: &KeyFileError) -> ErrorCode {
    match error {
        KeyFileError::WrongKey => ErrorCode::KeyWrong,
        KeyFileError::Newer => ErrorCode::DataNewer,
        KeyFileError::Damaged => ErrorCode::DataDamaged,
        KeyFileError::Missing => ErrorCode::KeyFileMissing,
        KeyFileError::Io(error) => disk(error).unwrap_or(ErrorCode::Internal),
        _ => ErrorCode::Internal,
    }
}

fn open(error: &OpenError) -> ErrorCode {
    match error {
        OpenError::WrongKey => ErrorCode::KeyWrong,
        OpenError::Damaged => ErrorCode::DataDamaged,
        OpenError::Newer { .. } => ErrorCode::DataNewer,
        OpenError::DiskFull => ErrorCode::DiskFull,
        OpenError::ReadOnly => ErrorCode::ReadOnly,
        OpenError::Store(error) => store(error),
        OpenError::Exists | OpenError::Missing | OpenError::NoEncryption => ErrorCode::Internal,
    }
}

fn copy(error: &CopyError) -> ErrorCode {
    match error {
        CopyError::NotACopy => ErrorCode::CopyUnreadable,
        CopyError::Damaged => ErrorCode::CopyDamaged,
        CopyError::Newer => ErrorCode::DataNewer,
        CopyError::KeyFile(error) => key_file(error),
        CopyError::Open(error) => open(error),
        CopyError::Io(error) => match error.kind() {
            io::ErrorKind::NotFound => ErrorCode::CopyUnknown,
            io::ErrorKind::PermissionDenied => ErrorCode::ReadOnly,
            _ => disk(error).unwrap_or(ErrorCode::Internal),
        },
    }
}

fn store(error: &StoreError) -> ErrorCode {
    match error {
        StoreError::UnknownCircle(_) => ErrorCode::UnknownCircle,
        StoreError::TooLong => ErrorCode::TooLong,
        StoreError::BeyondLimit => ErrorCode::WrittenTooMuch,
        StoreError::Damaged => ErrorCode::DataDamaged,
        StoreError::DiskFull => ErrorCode::DiskFull,
        StoreError::ReadOnly => ErrorCode::ReadOnly,
        _ => ErrorCode::Internal,
    }
}

/// The circle that was named; none where nothing was written.
pub(crate) fn circle(text: &str) -> Result<Option<CircleId>, NodeError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_not_an_id| NodeError::UnknownCircle)
}

/// The person that was named; none where nothing was written.
pub(crate) fn person(text: &str) -> Result<Option<PersonId>, NodeError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_not_an_id| NodeError::UnknownPerson)
}

/// The document that was named; none where nothing was written.
pub(crate) fn document(text: &str) -> Result<Option<DocumentId>, NodeError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_not_an_id| NodeError::UnknownWork)
}

/// Two characters of what the person is called, one where it is Latin.
fn initials(short: &str, name: &str) -> String {
    let text = if short.is_empty() { name } else { short };
    let count = if text.chars().next().is_some_and(|c| c.is_ascii()) {
        1
    } else {
        2
    };
    text.chars()
        .filter(|c| !c.is_whitespace())
        .take(count)
        .collect()
}

/// What happened, as a screen is told.
pub(crate) fn event(event: NodeEvent) -> Event {
    match event {
        NodeEvent::Ready { ticket } => Event::Ready { ticket },
        NodeEvent::Changed {
            circle,
            people,
            from_others,
        } => Event::Changed {
            circle: circle.to_string(),
            people: people.iter().map(ToString::to_string).collect(),
            from_others,
        },
        NodeEvent::Met {
            circle,
            person,
            received,
            sent,
            ..
        } => Event::Met {
            circle: circle.to_string(),
            person: person.to_string(),
            received,
            sent,
        },
        NodeEvent::Delivery { circle } => Event::Delivery {
            circle: circle.to_string(),
        },
        NodeEvent::WordsLost { circle } => Event::WordsLost {
            circle: circle.to_string(),
        },
        NodeEvent::PhotoCame { circle, photo } => Event::Photo {
            circle: circle.to_string(),
            photo: photo.to_string(),
        },
        NodeEvent::Gone { person, .. } => Event::Gone {
            person: person.map(|person| person.to_string()).unwrap_or_default(),
        },
        NodeEvent::Admitted { circle, person } => Event::Admitted {
            circle: circle.to_string(),
            person: person.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_characters_or_one_letter() {
        assert_eq!(initials("ひとみ", ""), "ひと", "kana");
        assert_eq!(
            initials("", "佐藤 花子"),
            "佐藤",
            "the name where nothing else is known"
        );
        assert_eq!(initials("Bob", ""), "B", "Latin");
        assert_eq!(
            initials("𠮷田", ""),
            "𠮷田",
            "characters outside the basic plane are characters"
        );
    }
}
