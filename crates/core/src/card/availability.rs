//! When a person is free, with the day it was said.

use super::fields;
use automerge::{AutomergeError, ReadDoc, transaction::Transaction};
use minicbor::{Decode, Encode};

/// How free a person is, in the person's own words and by the person's own calendar.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Availability {
    /// How free.
    #[n(0)]
    pub status: Free,
    /// In words; up to 120 characters.
    #[n(1)]
    pub note: String,
    /// The day it was last confirmed, `YYYY-MM-DD` by the person's clock.
    #[n(2)]
    pub stated_on: String,
}

/// How free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Free {
    /// Has time.
    Open,
    /// Ask.
    Ask,
    /// Is full.
    Full,
}

crate::codec::as_text!(Free, Free::word, Free::from_word);

impl Free {
    /// The word in the document.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ask => "ask",
            Self::Full => "full",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Open, Self::Ask, Self::Full]
            .into_iter()
            .find(|free| free.word() == word)
    }
}

pub(super) fn read(document: &impl ReadDoc) -> Option<Availability> {
    let status = Free::from_word(&fields::read_text(document, "free", 10))?;
    Some(Availability {
        status,
        note: fields::read_text(document, "freeNote", 120),
        stated_on: fields::read_text(document, "freeStatedOn", 10),
    })
}

pub(super) fn write(
    transaction: &mut Transaction<'_>,
    stated: &Availability,
) -> Result<(), AutomergeError> {
    fields::write_text(transaction, "free", stated.status.word())?;
    fields::write_text(transaction, "freeNote", &stated.note)?;
    fields::write_text(transaction, "freeStatedOn", &stated.stated_on)
}
