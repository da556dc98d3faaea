//! What became of statements about papers, and who took a paper back.

use crate::id::{DocumentId, StatementId};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

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

/// Why a statement about a paper does not count.
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

/// What became of the statements about papers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Documents whose chunks and grants are to be dropped; header and statements stay.
    pub dropped: BTreeMap<DocumentId, Dropped>,
    /// Statements that do not count, or not yet.
    pub ignored: BTreeMap<StatementId, Ignored>,
}
