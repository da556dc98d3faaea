//! Text that people typed: bounded, on one line, without anything invisible that misleads.

use minicbor::{Decode, Encode};
use unicode_normalization::UnicodeNormalization;

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq, Encode, Decode)]
pub enum TextError {
    /// Nothing was written.
    #[error("nothing was written")]
    #[n(0)]
    Empty,
    /// More characters than allowed.
    #[error("more than {0} characters")]
    #[n(1)]
    TooLong(#[n(0)] usize),
}

/// Trims a text, brings it to NFC, turns line breaks into spaces, and drops control and direction marks.
///
/// # Errors
/// [`TextError`] when it is empty and must not be, or longer than `max` characters.
pub fn line(text: &str, required: bool, max: usize) -> Result<String, TextError> {
    // Bounded before anything is built from it.
    if text.len() > max.saturating_mul(16).saturating_add(64) {
        return Err(TextError::TooLong(max));
    }
    let cleaned: String = text
        .nfc()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_invisible(*c))
        .collect();
    let trimmed = cleaned.trim();
    if required && trimmed.is_empty() {
        return Err(TextError::Empty);
    }
    if trimmed.chars().count() > max {
        return Err(TextError::TooLong(max));
    }
    Ok(trimmed.to_owned())
}

/// Cuts a text that somebody else wrote to what a screen shows.
pub fn shown(text: &str, max: usize) -> String {
    text.chars()
        .filter(|c| !is_invisible(*c) && !c.is_control())
        .take(max)
        .collect()
}

/// What follows a name in Japanese.
const HONORIFICS: [&str; 9] = [
    "さん",
    "さま",
    "様",
    "先生",
    "ちゃん",
    "くん",
    "君",
    "氏",
    "の方",
];

/// A name without さん or its like; none where there is none behind it.
pub fn bare(name: &str) -> Option<&str> {
    let mut ends = HONORIFICS.into_iter();
    ends.find_map(|end| name.strip_suffix(end))
}

/// What a person is called in a Japanese sentence: with さん, unless what they are called ends in its like already.
pub fn called(short: &str) -> String {
    if bare(short).is_some() {
        short.to_owned()
    } else {
        format!("{short}さん")
    }
}

/// Control characters, zero-width spaces, direction overrides: they change what a reader believes to read.
/// The joiner U+200D and variation selectors stay: names and faces need them.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_loses_what_cannot_be_seen() {
        assert_eq!(
            line("  髙﨑\n𠮷美 ", true, 10),
            Ok("髙﨑 𠮷美".to_owned()),
            "line breaks become spaces"
        );
        assert_eq!(
            line("a\u{202e}b\u{0}", true, 10),
            Ok("ab".to_owned()),
            "direction marks and controls go"
        );
        assert_eq!(
            line(" \u{3000} ", true, 10),
            Err(TextError::Empty),
            "full-width spaces are nothing"
        );
        assert_eq!(
            line("あいう", false, 2),
            Err(TextError::TooLong(2)),
            "characters, not bytes"
        );
        assert_eq!(
            line(&"x".repeat(100_000), false, 2),
            Err(TextError::TooLong(2)),
            "refused before it is copied"
        );
    }
}
