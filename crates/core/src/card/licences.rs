//! What a person is licensed for, by their own word. Who saw the original is a statement of theirs
//! ([`crate::sighting`]).

use super::entries;
use crate::limits::forms;
use crate::{date::Day, text, word_enum::word_enum};
use automerge::{AutomergeError, ReadDoc, transaction::Transaction};
use minicbor::{Decode, Encode};

/// Name of the collection in the document.
const LICENCES: &str = "licences";
/// Licences that a card shows at most.
const SHOWN: usize = 30;

/// A licence. There is no number: it stays on paper.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Licence {
    /// Its name; up to 40 characters.
    #[n(0)]
    pub name: String,
    /// Who gives it.
    #[n(1)]
    pub kind: LicenceKind,
    /// Its last day, `YYYY-MM-DD`; empty where it has none.
    #[n(2)]
    pub until: String,
}

word_enum! {
    /// Who gives a licence.
    pub enum LicenceKind {
        /// 国家資格
        National = "national",
        /// 民間資格
        Private = "private",
    }
}

impl Licence {
    /// Whether it still is one on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        let until: Option<Day> = self.until.parse().ok();
        until.is_none_or(|until| day <= until)
    }
}

/// What an entry says, as the document has it.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Written {
    #[n(0)]
    kind: String,
    #[n(1)]
    until: String,
}

pub(super) fn read(document: &impl ReadDoc) -> Vec<Licence> {
    let entries = entries::all::<Written>(document, LICENCES, SHOWN).into_iter();
    let licences = entries.map(|(name, written)| {
        let until: Option<Day> = written.until.parse().ok();
        Licence {
            name: text::shown(&name, forms::LICENCE),
            kind: LicenceKind::from_word(&written.kind).unwrap_or(LicenceKind::Private),
            until: until.map(|day| day.to_string()).unwrap_or_default(),
        }
    });
    licences.collect()
}

pub(super) fn write(
    transaction: &mut Transaction<'_>,
    licence: &Licence,
) -> Result<(), AutomergeError> {
    let says = Written {
        kind: licence.kind.word().to_owned(),
        until: licence.until.clone(),
    };
    entries::put(transaction, LICENCES, &licence.name, says)
}

pub(super) fn remove(transaction: &mut Transaction<'_>, name: &str) -> Result<(), AutomergeError> {
    entries::remove(transaction, LICENCES, name)
}
