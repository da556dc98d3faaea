//! The card: what a member says about themselves.
//!
//! In the document: `fields` holds single texts; `strengths` a map a skill. One field left is one change.
//! Reading is forgiving: what a newer version or a stranger's program wrote is cut to what a screen shows.

mod availability;
mod fields;

pub use availability::{Availability, Free};
pub use fields::{read_text, write_text};

use crate::{base::FIELDS, id::PhotoId, text};
use automerge::{
    Automerge, AutomergeError, ObjType, ROOT, ReadDoc, transaction::Transactable,
    transaction::Transaction,
};
use minicbor::{Decode, Encode};

/// Name of the collection of strengths in the document.
const STRENGTHS: &str = "strengths";

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Card {
    /// Name, family name first; up to 60 characters.
    #[n(0)]
    pub name: String,
    /// Reading in hiragana; up to 60 characters.
    #[n(1)]
    pub reading: String,
    /// What to be called; up to 30 characters.
    #[n(2)]
    pub short: String,
    /// One line about oneself; up to 80 characters.
    #[n(3)]
    pub banner: String,
    /// In the person's order.
    #[n(4)]
    pub strengths: Vec<Strength>,
    /// When the person is free.
    #[n(5)]
    pub availability: Option<Availability>,
    /// The face; its file travels beside the card.
    #[n(6)]
    pub photo: Option<PhotoId>,
}

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

/// Takes it on, a little, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Takes it on.
    Do,
    /// Can do it a little.
    Little,
    /// Does not, but may know somebody.
    Dont,
}

crate::codec::as_text!(Level, Level::word, Level::from_word);

impl Level {
    /// The word in the document.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::Little => "little",
            Self::Dont => "dont",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Do, Self::Little, Self::Dont]
            .into_iter()
            .find(|level| level.word() == word)
    }
}

/// One field left by the member. Texts are already bounded and cleaned ([`crate::text`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardEdit {
    /// A single text.
    Text(TextField, String),
    /// Adds or changes a strength.
    Strength(Strength),
    /// Takes a strength away.
    RemoveStrength(String),
    /// States when one is free.
    Availability(Availability),
    /// Another face, or none.
    Photo(Option<PhotoId>),
}

/// The single texts of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// Name, family name first.
    Name,
    /// Reading in hiragana.
    Reading,
    /// What to be called.
    Short,
    /// One line about oneself.
    Banner,
}

impl TextField {
    /// The key in the document.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Reading => "reading",
            Self::Short => "short",
            Self::Banner => "banner",
        }
    }

    /// Characters at most.
    pub const fn max(self) -> usize {
        match self {
            Self::Name | Self::Reading => 60,
            Self::Short => 30,
            Self::Banner => 80,
        }
    }
}

/// Key of the photo in the document.
const PHOTO: &str = "photo";
/// Strengths that a card shows at most.
pub const STRENGTHS_SHOWN: usize = 60;

/// Reads a card out of its document.
pub fn read(document: &Automerge) -> Card {
    let field = |field: TextField| read_text(document, field.key(), field.max());
    Card {
        name: field(TextField::Name),
        reading: field(TextField::Reading),
        short: field(TextField::Short),
        banner: field(TextField::Banner),
        strengths: read_strengths(document),
        availability: availability::read(document),
        photo: read_text(document, PHOTO, 64).parse().ok(),
    }
}

fn read_strengths(document: &Automerge) -> Vec<Strength> {
    let Some(map) = fields::map(document, &ROOT, STRENGTHS) else {
        return Vec::new();
    };
    let mut found: Vec<(i64, Strength)> = document
        .keys(&map)
        .take(STRENGTHS_SHOWN)
        .filter_map(|skill| {
            let entry = fields::map(document, &map, &skill)?;
            let level = Level::from_word(&fields::text_at(document, &entry, "level", 10))?;
            let limit = fields::text_at(document, &entry, "limit", 120);
            let order = fields::number_at(document, &entry, "order");
            Some((
                order,
                Strength {
                    skill: text::shown(&skill, 40),
                    level,
                    limit,
                },
            ))
        })
        .collect();
    found.sort_by(|(a, x), (b, y)| (a, &x.skill).cmp(&(b, &y.skill)));
    found
        .into_iter()
        .map(|(_order, strength)| strength)
        .collect()
}

/// Writes one edit into a transaction. An edit that says what is there already writes nothing.
///
/// # Errors
/// What the merge library says.
pub fn write(transaction: &mut Transaction<'_>, edit: &CardEdit) -> Result<(), AutomergeError> {
    match edit {
        CardEdit::Text(field, value) => write_text(transaction, field.key(), value),
        CardEdit::Strength(strength) => write_strength(transaction, strength),
        CardEdit::RemoveStrength(skill) => match fields::map(transaction, &ROOT, STRENGTHS) {
            Some(map) if transaction.get(&map, skill.as_str())?.is_some() => {
                transaction.delete(&map, skill.as_str())
            }
            _ => Ok(()),
        },
        CardEdit::Availability(stated) => availability::write(transaction, stated),
        CardEdit::Photo(photo) => {
            let text = photo.map(|photo| photo.to_string());
            write_text(transaction, PHOTO, &text.unwrap_or_default())
        }
    }
}

fn write_strength(
    transaction: &mut Transaction<'_>,
    strength: &Strength,
) -> Result<(), AutomergeError> {
    let Some(map) = fields::map(transaction, &ROOT, STRENGTHS) else {
        return Ok(());
    };
    let entry = if let Some(entry) = fields::map(transaction, &map, &strength.skill) {
        entry
    } else {
        let last = transaction
            .keys(&map)
            .filter_map(|skill| fields::map(transaction, &map, &skill))
            .map(|entry| fields::number_at(transaction, &entry, "order"))
            .max();
        let entry = transaction.put_object(&map, strength.skill.as_str(), ObjType::Map)?;
        transaction.put(
            &entry,
            "order",
            last.map_or(0, |last| last.saturating_add(1)),
        )?;
        entry
    };
    fields::put_text(transaction, &entry, "level", strength.level.word())?;
    fields::put_text(transaction, &entry, "limit", &strength.limit)
}

/// The collection that holds single values in every kind of document.
pub(crate) const fn fields_key() -> &'static str {
    FIELDS
}

#[cfg(test)]
mod tests;
