//! Hobbies with their years; what a person can teach, wants to learn, and wants to try.

use super::entries;
use crate::limits::forms;
use crate::{text, word_enum::word_enum};
use automerge::{AutomergeError, ReadDoc, transaction::Transaction};
use minicbor::{Decode, Encode};

/// Names of the collections in the document.
const HOBBIES: &str = "hobbies";
const ENTRIES: &str = "entries";
/// Entries of each that a card shows at most.
const SHOWN: usize = 60;

/// A hobby.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Hobby {
    /// What it is; up to 40 characters.
    #[n(0)]
    pub name: String,
    /// For how many years, 1 to 99.
    #[n(1)]
    pub years: Option<u8>,
}

/// Something a person can teach, wants to learn, or wants to try.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Wish {
    /// Which of them.
    #[n(0)]
    pub kind: WishKind,
    /// What; up to 40 characters.
    #[n(1)]
    pub what: String,
}

word_enum! {
    /// Teach, learn, try.
    pub enum WishKind {
        /// 教えられること
        Teach = "teach",
        /// 学びたいこと
        Learn = "learn",
        /// やってみたいこと
        Try = "try",
    }
}

impl Wish {
    /// The name of its entry: somebody may both teach and learn the same.
    fn key(&self) -> String {
        format!("{}:{}", self.kind.word(), self.what)
    }
}

pub(super) fn read_hobbies(document: &impl ReadDoc) -> Vec<Hobby> {
    let entries = entries::all::<Option<u8>>(document, HOBBIES, SHOWN).into_iter();
    let hobbies = entries.map(|(name, years)| Hobby {
        name: text::shown(&name, forms::HOBBY),
        years: years.filter(|years| (1..=99).contains(years)),
    });
    hobbies.collect()
}

pub(super) fn read_wishes(document: &impl ReadDoc) -> Vec<Wish> {
    let entries = entries::all::<()>(document, ENTRIES, SHOWN * 3).into_iter();
    let wishes = entries.filter_map(|(key, _entry)| {
        let (kind, what) = key.split_once(':')?;
        Some(Wish {
            kind: WishKind::from_word(kind)?,
            what: text::shown(what, 40),
        })
    });
    wishes.collect()
}

pub(super) fn write_hobby(
    transaction: &mut Transaction<'_>,
    hobby: &Hobby,
) -> Result<(), AutomergeError> {
    entries::put(transaction, HOBBIES, &hobby.name, hobby.years)
}

pub(super) fn remove_hobby(
    transaction: &mut Transaction<'_>,
    name: &str,
) -> Result<(), AutomergeError> {
    entries::remove(transaction, HOBBIES, name)
}

pub(super) fn write_wish(
    transaction: &mut Transaction<'_>,
    wish: &Wish,
) -> Result<(), AutomergeError> {
    entries::put(transaction, ENTRIES, &wish.key(), ())
}

pub(super) fn remove_wish(
    transaction: &mut Transaction<'_>,
    wish: &Wish,
) -> Result<(), AutomergeError> {
    entries::remove(transaction, ENTRIES, &wish.key())
}
