//! The recovery phrase: 24 words (BIP-39) from which the root key follows.

use crate::{id::PersonId, keys::root_key, text};
use bip39::{Language, Mnemonic};
use ed25519_dalek::SigningKey;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// 32 random bytes behind the 24 words.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryEntropy([u8; 32]);

impl fmt::Debug for RecoveryEntropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryEntropy(***)")
    }
}

/// Which word list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordList {
    /// Hiragana words.
    Japanese,
    /// English words.
    English,
}

/// How many words a phrase has.
pub const WORDS: usize = 24;
/// Characters of an unknown word that is named.
const NAMED_CHARS: usize = 30;

crate::refusals! {
    /// Why words were not taken. The sentences name no word: they may stand in a log.
    #[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
    pub enum PhraseError {
        /// All of them are words of a list, but there are not [`WORDS`].
        #[error("{0} words instead of {WORDS}")]
        Length(usize) = "wordsCount",
            ja "24のことばが、全部そろっていないか、多すぎます。紙の控えを見て、はじめから24番目まで、一度ずつ入れてください。",
            en "There are not 24 words. Enter each word of the paper once, from the first to the 24th.";
        /// One of them is no word of the list that the others are of.
        #[error("word {} is not in the list", .0.place)]
        Unknown(UnknownPhraseWord) = "wordsUnknown",
            ja "24のことばの中に、控えには出てこないことばがあります。紙の控えと見比べて、直してください。",
            en "One of the 24 words is not a recovery word. Compare it with the paper and correct it.";
        /// The words are no phrase together: their order, or one of them, is another.
        #[error("the words do not fit each other")]
        Check = "wordsCheck",
            ja "ことばはどれも読めましたが、組み合わせが合いません。順番が違うか、どれかが別のことばになっています。紙の控えと見比べてください。",
            en "All the words can be read, but they do not fit together: the order, or one of them, is another. Compare them with the paper.";
    }
}

/// A word that is in no list, and where it stands.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownPhraseWord {
    /// Its place, from 1.
    pub place: usize,
    /// The word as it was read, to be shown to whoever typed it.
    pub word: String,
}

impl fmt::Debug for UnknownPhraseWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnknownWord({}, ***)", self.place)
    }
}

impl RecoveryEntropy {
    /// Takes 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be kept sealed.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The 24 words in order, each letter with its mark as one character, as a keyboard writes them.
    pub fn words(&self, list: WordList) -> Vec<String> {
        let language = match list {
            WordList::Japanese => Language::Japanese,
            WordList::English => Language::English,
        };
        // 32 bytes are always 24 words.
        Mnemonic::from_entropy_in(language, &self.0)
            .map(|phrase| phrase.words().map(|word| word.nfc().collect()).collect())
            .unwrap_or_default()
    }

    /// Reads the words back, from either list, however they were written down: numbered, with commas or wide spaces,
    /// in katakana or capitals.
    ///
    /// # Errors
    /// [`PhraseError`]: a word that is no word, too few or too many, or words that do not fit each other.
    pub fn from_words(typed: &str) -> Result<Self, PhraseError> {
        let words = written(typed);
        // The list to which the first wrong word comes last.
        let wrong = |language: Language| {
            let known = |word: &String| language.find_word(&list_form(word)).is_some();
            words.iter().position(|word| !known(word))
        };
        let lists = [Language::Japanese, Language::English];
        let (language, wrong) = lists
            .map(|language| (language, wrong(language)))
            .into_iter()
            .min_by_key(|(_, wrong)| (wrong.is_some(), std::cmp::Reverse(*wrong)))
            .ok_or(PhraseError::Check)?;
        if let Some((place, word)) = wrong.and_then(|at| Some((at + 1, words.get(at)?))) {
            let word = text::shown(word, NAMED_CHARS);
            return Err(PhraseError::Unknown(UnknownPhraseWord { place, word }));
        }
        if words.len() != WORDS {
            return Err(PhraseError::Length(words.len()));
        }
        let joined: Vec<String> = words.iter().map(|word| list_form(word)).collect();
        let phrase = Mnemonic::parse_in_normalized(language, &joined.join(" "))
            .map_err(|_checksum| PhraseError::Check)?;
        <[u8; 32]>::try_from(phrase.to_entropy())
            .map(Self)
            .map_err(|_other_length| PhraseError::Check)
    }

    /// The root key that follows from the words.
    pub fn root_key(&self) -> SigningKey {
        root_key(&self.0)
    }

    /// The person whose words these are.
    pub fn person(&self) -> PersonId {
        PersonId::from_bytes(self.root_key().verifying_key().to_bytes())
    }

    /// A key for the slot of the data file that only the words open.
    pub fn file_key(&self) -> [u8; 32] {
        blake3::derive_key("otagai 2026 phrase slot of the data file", &self.0)
    }

    /// A key for the device's keys inside a copy of the data: it seals them while the words themselves are on
    /// paper only, and says nothing about the words.
    pub fn copy_key(&self) -> [u8; 32] {
        blake3::derive_key("otagai 2026 device keys in a copy of the data", &self.0)
    }
}

/// The words in a text: whatever is no letter stands between them. In one width, in hiragana and small letters.
fn written(typed: &str) -> Vec<String> {
    let seen = typed.chars().filter(|c| !text::is_ignorable(*c));
    let wide: String = seen.nfkc().flat_map(char::to_lowercase).collect();
    let hiragana = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    };
    let letters: String = wide.chars().map(hiragana).collect();
    let words = letters.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The lists hold their words in this form.
fn list_form(word: &str) -> String {
    word.nfkd().collect()
}

#[cfg(test)]
mod tests;
