//! What a person is good at, and how far they take it on.

use super::entries;
use crate::limits::forms;
use crate::{text, word_enum::word_enum};
use automerge::{AutomergeError, ReadDoc, transaction::Transaction};
use minicbor::{Decode, Encode};

/// Name of the collection in the document.
const STRENGTHS: &str = "strengths";
/// Strengths that a card shows at most.
pub const STRENGTHS_SHOWN: usize = 60;

/// How far a person takes on a skill.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Strength {
    /// The skill; up to 40 characters.
    #[n(0)]
    pub skill: String,
    /// How far.
    #[n(1)]
    pub level: Level,
    /// How far in words; up to 120 characters.
    #[n(2)]
    pub limit: String,
}

word_enum! {
    /// Takes it on, a little, or not; who takes it on comes first.
    pub enum Level {
        /// Takes it on.
        Do = "do",
        /// Can do it a little.
        Little = "little",
        /// Does not, but may know somebody.
        Dont = "dont",
    }
}

/// What an entry says, as the document has it.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Written {
    #[n(0)]
    level: String,
    #[n(1)]
    limit: String,
}

pub(super) fn read(document: &impl ReadDoc) -> Vec<Strength> {
    let entries = entries::all::<Written>(document, STRENGTHS, STRENGTHS_SHOWN);
    let strengths = entries.into_iter().filter_map(|(skill, written)| {
        Some(Strength {
            skill: text::shown(&skill, forms::SKILL),
            level: Level::from_word(&written.level)?,
            limit: text::shown(&written.limit, forms::STRENGTH_LIMIT),
        })
    });
    strengths.collect()
}

pub(super) fn write(
    transaction: &mut Transaction<'_>,
    strength: &Strength,
) -> Result<(), AutomergeError> {
    let says = Written {
        level: strength.level.word().to_owned(),
        limit: strength.limit.clone(),
    };
    entries::put(transaction, STRENGTHS, &strength.skill, says)
}

pub(super) fn remove(transaction: &mut Transaction<'_>, skill: &str) -> Result<(), AutomergeError> {
    entries::remove(transaction, STRENGTHS, skill)
}
