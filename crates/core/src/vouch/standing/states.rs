//! What standing is made of: states, and reasons.

use crate::{
    cut::Tip,
    id::{DocumentId, ItemId, PersonId, StatementId},
    job::JobFault,
    vouch::{JobAt, Vouch, VouchFault},
};
use std::collections::{BTreeMap, BTreeSet};

/// Every job and vouch that can be read here, and what became of statements about them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Jobs by document.
    pub jobs: BTreeMap<DocumentId, JobStanding>,
    /// Vouches by document.
    pub vouches: BTreeMap<DocumentId, VouchStanding>,
    /// Documents whose chunks and grants are to be dropped; header and statements stay.
    pub dropped: BTreeMap<DocumentId, Dropped>,
    /// Statements that do not count, or not yet.
    pub ignored: BTreeMap<StatementId, Ignored>,
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobStanding {
    /// Who recorded it.
    pub author: PersonId,
    /// True when somebody confirmed it: everybody reads it.
    pub opened: bool,
    /// Every version, oldest first; those written side by side by chunk.
    pub versions: Vec<JobVersion>,
}

/// One version of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobVersion {
    /// The last chunk of the version.
    pub chunk: ItemId,
    /// The version and what it says.
    pub at: JobAt,
    /// Participants who signed this version, its author included.
    pub signed_by: BTreeSet<PersonId>,
    /// With faults it is no ground for a vouch.
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

    pub(super) fn version(&self, heads: &[Tip]) -> Option<&JobVersion> {
        self.versions
            .iter()
            .find(|version| version.at.heads == heads)
    }
}

/// A vouch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VouchStanding {
    /// Who vouches.
    pub author: PersonId,
    /// The one chunk.
    pub chunk: ItemId,
    /// The exact version, for the subject's answer.
    pub heads: Vec<Tip>,
    /// What it says.
    pub vouch: Vouch,
    /// What it is worth.
    pub state: VouchState,
}

/// What a vouch is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VouchState {
    /// The subject has not shown it: for the two only.
    Unanswered,
    /// The version of the job that it names is not held, or cannot be read here.
    JobNotHeld,
    /// Accepted, but these of the two have not signed the job yet: for the two only.
    Unconfirmed(BTreeSet<PersonId>),
    /// It counts.
    Counts,
    /// The subject hid it. Not shown as hidden to others.
    Hidden,
    /// Its time is over.
    Expired,
    /// It does not count, and why.
    Void(Void),
}

/// Why a vouch does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Void {
    /// It breaks rules.
    #[error("it breaks rules: {0:?}")]
    Faults(Vec<VouchFault>),
    /// The job breaks rules.
    #[error("the job breaks rules: {0:?}")]
    JobFaults(Vec<JobFault>),
    /// The job was taken back.
    #[error("the job was taken back")]
    JobDropped,
    /// The subject is none of the readers: they were never asked.
    #[error("its subject cannot read it")]
    SubjectNoReader,
    /// Author or subject is no member.
    #[error("one of the two is no member")]
    NotMembers,
    /// These of the two signed another version of the job, and not this one.
    #[error("the two have not signed the same version of the job")]
    OtherVersionSigned(BTreeSet<PersonId>),
    /// There is an earlier one of the same pair, direction and job, whose time is not over.
    #[error("another vouch of the same pair and job counts: {0}")]
    Second(DocumentId),
}

/// Who took a document back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dropped {
    /// The author.
    Withdrawn,
    /// A reader.
    Vetoed,
}

/// Why a statement about a job or a vouch does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ignored {
    /// The signer is no member, or the device is not theirs.
    #[error("the signer is no member")]
    NotAMember,
    /// Document or chunk is not held or cannot be read here: it may count later.
    #[error("what it is about is not held")]
    NotHeld,
    /// The document is none that only some may read.
    #[error("the document is not a sealed one")]
    NotSealed,
    /// The key is not that of the document.
    #[error("the key is not that of the document")]
    WrongKey,
    /// The chunk gives other heads.
    #[error("the chunk gives another version")]
    OtherHeads,
    /// The job breaks rules.
    #[error("the job breaks rules")]
    Faulty,
    /// The signer did not take part.
    #[error("the signer did not take part in the job")]
    NotAParticipant,
    /// The signer is not the subject.
    #[error("the signer is not the subject of the vouch")]
    NotTheSubject,
    /// The signer is not shown to be a reader.
    #[error("the signer is not shown to be a reader")]
    NotAReader,
    /// The signer is not the author.
    #[error("the signer is not the author")]
    NotTheAuthor,
}
