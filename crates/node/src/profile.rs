//! What the member said about themselves at the first start: the beginning of every card.

mod called;

use otagai_core::{
    deed::FirstCard,
    limits::forms,
    text::{self, TextError},
};
use serde::{Deserialize, Serialize};

/// Name, reading and what to be called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Name, family name first.
    pub name: String,
    /// Reading in hiragana.
    pub reading: String,
    /// What to be called.
    pub short: String,
}

impl Profile {
    /// The card with which the member begins in a circle.
    pub(crate) fn first_card(&self, banner: &str) -> FirstCard {
        FirstCard {
            name: self.name.clone(),
            reading: self.reading.clone(),
            short: self.short.clone(),
            banner: banner.to_owned(),
        }
    }

    /// Checks and cleans what was typed; an empty short name becomes the name.
    ///
    /// # Errors
    /// [`TextError`] when a text is empty or too long.
    pub fn new(name: &str, reading: &str, short: &str) -> Result<Self, TextError> {
        let name = text::required(name, forms::NAME)?;
        let reading = hiragana(&text::required(reading, forms::READING)?);
        let short = text::optional(short, forms::SHORT)?;
        let short = if short.is_empty() {
            name.chars().take(forms::SHORT).collect()
        } else {
            short
        };
        Ok(Self {
            name,
            reading,
            short,
        })
    }
}

/// Katakana becomes hiragana: people type either, and one of them sorts.
fn hiragana(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_becomes_hiragana_and_an_empty_short_name_the_name() {
        let profile = Profile::new(" 佐藤 花子 ", "サトウ ハナコ", "").unwrap();
        assert_eq!(
            (profile.reading.as_str(), profile.short.as_str()),
            ("さとう はなこ", "佐藤 花子"),
            "cleaned"
        );
        assert_eq!(
            Profile::new("", "x", ""),
            Err(TextError::Empty),
            "a name is needed"
        );
    }
}
