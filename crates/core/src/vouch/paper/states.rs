//! What is said of a vouch, and what it is worth.

use crate::{
    cut::Tip,
    id::{DocumentId, ItemId, PersonId},
    job::JobFault,
    paper::Dropped,
    vouch::{Vouch, VouchFault},
};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

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
    /// Its time is over. Only [`Standing::on`](crate::vouch::standing::Standing::on) says so.
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
    /// [`Standing::on`](crate::vouch::standing::Standing::on) says so.
    #[n(6)]
    #[error("another vouch of the same pair and job counts: {0}")]
    Second(#[n(0)] DocumentId),
    /// It carries a portable form that was made with a key which is not the author's, or about another person.
    #[n(7)]
    #[error("its portable form is not made with the keys of the two")]
    ForeignKeys,
}
