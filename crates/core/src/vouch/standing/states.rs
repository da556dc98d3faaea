//! What standing is made of: states, and reasons.

use crate::{
    cut::Tip,
    id::{DocumentId, ItemId, PersonId, StatementId},
    job::JobFault,
    quiet::QuietAnswer,
    vouch::{JobAt, Vouch, VouchFault},
};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Every job, vouch and quiet answer that can be read here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Jobs by document.
    pub jobs: BTreeMap<DocumentId, JobStanding>,
    /// Vouches by document.
    pub vouches: BTreeMap<DocumentId, VouchStanding>,
    /// Quiet answers by document: for the two only.
    pub answers: BTreeMap<DocumentId, QuietStanding>,
}

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

/// A vouch.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct VouchStanding {
    /// Who vouches.
    #[n(0)]
    pub author: PersonId,
    /// The one chunk.
    #[n(1)]
    pub chunk: ItemId,
    /// The exact version, for the subject's answer.
    #[n(2)]
    pub heads: Vec<Tip>,
    /// What it says.
    #[n(3)]
    pub vouch: Vouch,
    /// What it is worth.
    #[n(4)]
    pub state: VouchState,
}

/// A quiet answer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct QuietStanding {
    /// Who answers.
    #[n(0)]
    pub author: PersonId,
    /// What it says.
    #[n(1)]
    pub answer: QuietAnswer,
}

/// What a vouch is worth.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum VouchState {
    /// The subject has not shown it: for the two only.
    #[n(0)]
    Unanswered,
    /// The version of the job that it names is not held, or cannot be read here.
    #[n(1)]
    JobNotHeld,
    /// Accepted, but these of the two have not signed the job yet: for the two only.
    #[n(2)]
    Unconfirmed(#[n(0)] BTreeSet<PersonId>),
    /// It counts.
    #[n(3)]
    Counts,
    /// The subject hid it. Not shown as hidden to others.
    #[n(4)]
    Hidden,
    /// Its time is over. Only [`Standing::on`] says so.
    #[n(5)]
    Expired,
    /// It does not count, and why.
    #[n(6)]
    Void(#[n(0)] Void),
    /// Taken back: only those who had the key before still read it here.
    #[n(7)]
    Dropped(#[n(0)] Dropped),
}

/// Why a vouch does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Encode, Decode)]
pub enum Void {
    /// It breaks rules.
    #[n(0)]
    #[error("it breaks rules: {0:?}")]
    Faults(#[n(0)] Vec<VouchFault>),
    /// The job breaks rules.
    #[n(1)]
    #[error("the job breaks rules: {0:?}")]
    JobFaults(#[n(0)] Vec<JobFault>),
    /// The job was taken back.
    #[n(2)]
    #[error("the job was taken back")]
    JobDropped,
    /// The subject is none of the readers: they were never asked.
    #[n(3)]
    #[error("its subject cannot read it")]
    SubjectNoReader,
    /// Author or subject is no member.
    #[n(4)]
    #[error("one of the two is no member")]
    NotMembers,
    /// These of the two signed another version of the job, and not this one.
    #[n(5)]
    #[error("the two have not signed the same version of the job")]
    OtherVersionSigned(#[n(0)] BTreeSet<PersonId>),
    /// There is an earlier one of the same pair, direction and job, whose time is not over. Only
    /// [`Standing::on`] says so.
    #[n(6)]
    #[error("another vouch of the same pair and job counts: {0}")]
    Second(#[n(0)] DocumentId),
    /// It carries a portable form that was made with a key which is not the author's, or about another person.
    #[n(7)]
    #[error("its portable form is not made with the keys of the two")]
    ForeignKeys,
}

/// Who took a document back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Dropped {
    /// The author.
    #[n(0)]
    Withdrawn,
    /// A reader.
    #[n(1)]
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

/// What became of the statements about jobs and vouches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Documents whose chunks and grants are to be dropped; header and statements stay.
    pub dropped: BTreeMap<DocumentId, Dropped>,
    /// Statements that do not count, or not yet.
    pub ignored: BTreeMap<StatementId, Ignored>,
}
