//! Enums whose variants have one word each: in documents, in the api, and in TypeScript.
//!
//! `word_enum!` is the one place where such an enum is declared. A word is said once, and a stored word is the word of
//! the api. What a later version stored is an unknown word here: [`from_word`](crate::job::JobKind::from_word) says
//! none, and whoever reads a document says what that means.

/// Why a text was not read as a choice: it is none of the words, or one of a later version.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
#[error("no word of {0}")]
pub struct UnknownWord(
    /// The name of the enum.
    pub &'static str,
);

/// Declares an enum with its words, in the order in which they are offered; serde and CBOR write the word. With the
/// feature `ts` it has a form in TypeScript.
macro_rules! word_enum {
    (
        $(#[$about:meta])*
        $vis:vis enum $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal,)+ }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        $vis enum $name {
            $($(#[$each])* #[cfg_attr(feature = "ts", ts(rename = $word))] $variant,)+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            $vis const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The words of all of them.
            $vis const WORDS: [&'static str; Self::ALL.len()] = [$($word),+];

            /// The word that says it.
            $vis const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The meaning of a word; none for one of a later version.
            $vis fn from_word(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.word() == word)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::word_enum::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::from_word(word).ok_or($crate::word_enum::UnknownWord(stringify!($name)))
            }
        }

        $crate::codec::as_text!($name, $name::word, $name::from_word);
        $crate::word_enum::serde_as_text!($name, |one: $name| one.word());
    };
}
pub(crate) use word_enum;

/// A type that serde writes as a text and reads by `FromStr`; what reading says is why it was no such text.
macro_rules! serde_as_text {
    ($name:ident, $write:expr) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let write = $write;
                serializer.serialize_str(write(*self).as_ref())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text: std::borrow::Cow<'de, str> =
                    serde::Deserialize::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use serde_as_text;

#[cfg(test)]
mod tests {
    use crate::{card::Weekday, codec, word_enum::UnknownWord};

    #[test]
    fn a_word_is_the_same_in_a_document_and_in_the_api() {
        for day in Weekday::ALL {
            let json = serde_json::to_string(&day).unwrap();
            assert_eq!(json, format!("\"{}\"", day.word()), "as the api has it");
            assert_eq!(
                serde_json::from_str::<Weekday>(&json).unwrap(),
                day,
                "and back"
            );
            let stored = codec::encode(&day);
            assert_eq!(codec::decode(&stored, 10), Ok(day), "as it is stored");
            assert_eq!(
                codec::decode(&stored, 10),
                Ok(day.word().to_owned()),
                "the same word"
            );
        }
    }

    #[test]
    fn a_word_of_a_later_version_is_none_and_says_what_it_was_to_be() {
        assert_eq!(Weekday::from_word("octidi"), None, "no such day yet");
        let read = serde_json::from_str::<Weekday>("\"octidi\"").unwrap_err();
        assert!(
            read.to_string()
                .starts_with(&UnknownWord("Weekday").to_string()),
            "{read}"
        );
    }
}
