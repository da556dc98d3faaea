//! The papers of a deed. Who reads one is decided here, and nowhere else.

use crate::{
    document::Kind,
    id::{DocumentId, PersonId},
    job::{self, Job},
    quiet::{self, QuietAnswer},
    vouch::{self, JobAt, Vouch, portable::Names},
};
use automerge::{AutomergeError, transaction::Transaction};
use std::collections::BTreeSet;

/// A document for some only that comes to be with a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewPaper {
    readers: BTreeSet<PersonId>,
    words: PaperWords,
}

/// What a new paper says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PaperWords {
    /// Work done together.
    Job(Job),
    /// A vouch, and what it still lacks.
    Vouch(Box<VouchWords>),
    /// A quiet answer.
    Quiet(QuietAnswer),
}

/// A vouch that is written with a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VouchWords {
    /// Without portable form, and without job where that is recorded with it.
    pub(super) vouch: Vouch,
    /// The job.
    pub(super) on: On,
    /// Where it may be shown outside.
    pub(super) outside: Option<Outside>,
}

/// The job that a vouch of a deed is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum On {
    /// One that is recorded.
    Recorded(JobAt),
    /// The paper before it in the same deed.
    PaperBefore(Job),
}

/// What the portable form needs beside the vouch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outside {
    /// The names of both, as they will stand there.
    pub(super) names: Names,
    /// The subject's credential key, which is public.
    pub(super) subject: [u8; 32],
}

impl NewPaper {
    /// A record for everybody who took part.
    pub(super) fn job(job: Job) -> Self {
        let readers = job.participants.iter().map(|one| one.person).collect();
        Self {
            readers,
            words: PaperWords::Job(job),
        }
    }

    /// A record that comes with a vouch: before the answer nobody but the two reads it.
    pub(super) fn job_with_vouch(job: Job, author: PersonId, subject: PersonId) -> Self {
        Self {
            readers: BTreeSet::from([author, subject]),
            words: PaperWords::Job(job),
        }
    }

    /// A vouch, for the two.
    pub(super) fn vouch(author: PersonId, subject: PersonId, words: VouchWords) -> Self {
        Self {
            readers: BTreeSet::from([author, subject]),
            words: PaperWords::Vouch(Box::new(words)),
        }
    }

    /// A quiet answer, for who asked alone.
    pub(super) fn quiet(author: PersonId, to: PersonId, answer: QuietAnswer) -> Self {
        Self {
            readers: BTreeSet::from([author, to]),
            words: PaperWords::Quiet(answer),
        }
    }

    pub(super) fn readers(&self) -> &BTreeSet<PersonId> {
        &self.readers
    }

    pub(super) fn words(&self) -> &PaperWords {
        &self.words
    }
}

impl PaperWords {
    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Job(_) => Kind::Job,
            Self::Vouch(_) => Kind::Vouch,
            Self::Quiet(_) => Kind::Quiet,
        }
    }

    pub(super) fn write(&self, transaction: &mut Transaction<'_>) -> Result<(), AutomergeError> {
        match self {
            Self::Job(job) => job::write(transaction, job),
            Self::Vouch(words) => vouch::write(transaction, &words.vouch),
            Self::Quiet(answer) => quiet::write(transaction, answer),
        }
    }
}

/// Another version of one's own record of a job, for its readers of before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewVersion {
    pub(super) document: DocumentId,
    pub(super) job: Job,
    /// True: every word is written anew, also one that stands there already.
    pub(super) anew: bool,
}
