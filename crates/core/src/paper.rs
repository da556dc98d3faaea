//! Papers: documents that only some may read, and what each is worth to who reads it here.
//!
//! A kind of paper is one line of the table of kinds (`document/kinds.rs`) and one type that says the rest
//! ([`PaperKind`]) in a file of its own. Everything else walks the table: opening and keeping what was opened
//! ([`Texts`](crate::vouch::standing::Texts)), weighing it ([`standing`](crate::vouch::standing::standing())), the rows of
//! a database.

mod ground;
mod keys;
mod outcome;
mod parts;
mod readings;
#[cfg(test)]
pub mod trial;

pub use ground::Ground;
pub(crate) use ground::{entitled, is_key, is_reader};
pub use keys::Keys;
pub use outcome::{Dropped, Ignored, Outcome};
pub(crate) use parts::Parts;
pub use readings::Readings;

use crate::{
    cut::Tip,
    date::Day,
    document::Kind,
    id::{DocumentId, ItemId, PersonId},
    statement::StatementBody,
};
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use minicbor::{Decode, Encode};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// A type that stands in the table of kinds. Written by the table.
pub trait Listed {
    /// The kind that it is.
    const KIND: Kind;
}

/// Where a version of a paper stands, and what it says.
#[derive(Debug)]
pub struct Version<'a> {
    /// Who wrote it.
    pub author: PersonId,
    /// The document.
    pub document: DocumentId,
    /// The last chunk of the version.
    pub chunk: ItemId,
    /// Its newest changes, sorted.
    pub heads: Vec<Tip>,
    /// What it says, merged.
    pub shown: &'a Automerge,
}

/// What is written in a paper of a kind, and everything that is the kind's own to say.
pub trait PaperKind: Listed + Sized + fmt::Debug {
    /// Goes up with every change of how it is read or weighed, or of its row: rows that were kept are then worked out
    /// anew.
    const FORM: u32;
    /// False where a paper is exactly one chunk, and what is written after it changes nothing.
    const HAS_VERSIONS: bool;
    /// True where it says who worked with whom, or who vouches for whom: trails, and the order of who is found, are made
    /// of it.
    const TIES: bool;
    /// What is kept of a version that was read.
    type Reading: fmt::Debug;
    /// What is shown of a paper: a row of its own in every database.
    type Row: fmt::Debug + Clone + PartialEq + Eq + Encode<()> + for<'b> Decode<'b, ()>;
    /// The rows of the kinds that it is weighed beside, as its line names them.
    type Beside<'a>;

    /// Writes it into its document.
    ///
    /// # Errors
    /// What the merge library says.
    fn write(&self, transaction: &mut Transaction<'_>) -> Result<(), AutomergeError>;

    /// Reads a version, once.
    fn read(version: Version<'_>) -> Self::Reading;

    /// True for a statement that says something about papers of this kind. That one was taken back is said of all alike,
    /// and needs no word here.
    fn hears(_body: &StatementBody) -> bool {
        false
    }

    /// The key that a statement publishes with its word about a paper of this kind, and the paper.
    fn published_key(_body: &StatementBody) -> Option<(DocumentId, [u8; 32])> {
        None
    }

    /// What can be read here of all papers of this kind, and what it is worth on any day.
    fn weigh(
        ground: &mut Ground<'_>,
        readings: &Readings<Self>,
        beside: Self::Beside<'_>,
    ) -> BTreeMap<DocumentId, Self::Row>;

    /// What of it changes with the day, by the viewer's calendar.
    fn on(_rows: &mut BTreeMap<DocumentId, Self::Row>, _day: Day) {}

    /// Whom a row is about: for them something new is here when it changes.
    fn concerns(row: &Self::Row) -> BTreeSet<PersonId>;
}
