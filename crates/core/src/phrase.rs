//! The recovery phrase: 24 words (BIP-39) from which the root key follows.

use crate::{id::PersonId, keys::root_key};
use bip39::{Language, Mnemonic};
use ed25519_dalek::SigningKey;
use std::fmt;
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

/// Why words were not taken.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PhraseError {
    /// Not 24 words of one list, or the last one does not fit the others.
    #[error("these are not 24 fitting words of one list")]
    NotAPhrase,
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

    /// The 24 words in order.
    pub fn words(&self, list: WordList) -> Vec<String> {
        let language = match list {
            WordList::Japanese => Language::Japanese,
            WordList::English => Language::English,
        };
        // 32 bytes are always 24 words.
        Mnemonic::from_entropy_in(language, &self.0)
            .map(|phrase| phrase.words().map(str::to_owned).collect())
            .unwrap_or_default()
    }

    /// Reads the words back, from either list, however they are spaced.
    ///
    /// # Errors
    /// [`PhraseError::NotAPhrase`] when a word is wrong or missing.
    pub fn from_words(words: &str) -> Result<Self, PhraseError> {
        let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let phrase = [Language::Japanese, Language::English]
            .into_iter()
            .find_map(|language| Mnemonic::parse_in(language, joined.as_str()).ok())
            .ok_or(PhraseError::NotAPhrase)?;
        <[u8; 32]>::try_from(phrase.to_entropy())
            .map(Self)
            .map_err(|_other_length| PhraseError::NotAPhrase)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_bring_the_same_person_back_in_both_languages() {
        let entropy = RecoveryEntropy::new([42; 32]);
        for list in [WordList::Japanese, WordList::English] {
            let words = entropy.words(list);
            assert_eq!(words.len(), 24, "24 words");
            assert_eq!(
                RecoveryEntropy::from_words(&words.join("　")),
                Ok(entropy.clone()),
                "full-width spaces are fine"
            );
        }
        let mut wrong = entropy.words(WordList::English);
        wrong.swap(0, 23);
        assert_eq!(
            RecoveryEntropy::from_words(&wrong.join(" ")),
            Err(PhraseError::NotAPhrase),
            "a wrong order is noticed"
        );
    }
}
