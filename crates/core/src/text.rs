//! Text that people typed: bounded, and without anything invisible that misleads.
//!
//! What is kept is what was written. No character is exchanged for another: names are written with kanji (神 U+FA19,
//! 隆 U+F9DC) and variation selectors that a normal form of Unicode would take away, and half-width kana stay half
//! width. One thing is done: a letter and the mark that belongs on it, as macOS writes file names (か and U+3099),
//! become the one character that they are. Only *comparing* looks past such differences ([`same()`]).

mod same;
mod visible;

pub use same::{key, same, spelling};
pub(crate) use visible::is_ignorable;
pub use visible::shows_nothing;

use minicbor::{Decode, Encode};
use unicode_normalization::char::compose;
use visible::is_misleading;

crate::refusals! {
    /// Why a text was not taken.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq, Encode, Decode)]
    pub enum TextError {
        /// Nothing was written, or nothing that can be seen.
        #[error("nothing was written")]
        #[n(0)]
        Empty = "empty";
        /// More characters than allowed.
        #[error("more than {0} characters")]
        #[n(1)]
        TooLong(#[n(0)] usize) = "tooLong";
    }
}

/// A text of one line that must say something: trimmed, line breaks are spaces, control and direction marks are gone.
///
/// # Errors
/// [`TextError`] when it shows nothing, or is longer than `max` characters.
pub fn required(text: &str, max: usize) -> Result<String, TextError> {
    something(optional(text, max)?)
}

/// As [`required()`], but it may be empty.
///
/// # Errors
/// [`TextError::TooLong`] when it is longer than `max` characters.
pub fn optional(text: &str, max: usize) -> Result<String, TextError> {
    let one_space = |c: char| if c.is_whitespace() { ' ' } else { c };
    cleaned(text, max, |whole| whole.chars().map(one_space).collect())
}

/// A text of several lines: as [`required()`], but its line breaks stay, each as one line feed.
///
/// # Errors
/// [`TextError`] when it shows nothing, or is longer than `max` characters; a line break is one.
pub fn required_lines(text: &str, max: usize) -> Result<String, TextError> {
    something(optional_lines(text, max)?)
}

/// As [`required_lines()`], but it may be empty.
///
/// # Errors
/// [`TextError::TooLong`] when it is longer than `max` characters; a line break is one.
pub fn optional_lines(text: &str, max: usize) -> Result<String, TextError> {
    let in_line = |c: char| {
        if c.is_whitespace() && c != '\n' {
            ' '
        } else {
            c
        }
    };
    cleaned(text, max, |whole| {
        let whole = whole.replace("\r\n", "\n");
        let broken = whole.chars().map(|c| if breaks(c) { '\n' } else { c });
        let lines: String = broken.map(in_line).collect();
        lines
            .split('\n')
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    })
}

fn something(cleaned: String) -> Result<String, TextError> {
    if cleaned.is_empty() {
        Err(TextError::Empty)
    } else {
        Ok(cleaned)
    }
}

fn cleaned(
    text: &str,
    max: usize,
    spaced: impl FnOnce(&str) -> String,
) -> Result<String, TextError> {
    // Bounded before anything is built from it.
    if text.len() > max.saturating_mul(16).saturating_add(64) {
        return Err(TextError::TooLong(max));
    }
    let kept: String = spaced(text)
        .chars()
        .filter(|c| *c == '\n' || !is_misleading(*c))
        .collect();
    let whole = composed(&kept);
    let trimmed = whole.trim();
    if shows_nothing(trimmed) {
        return Ok(String::new());
    }
    if trimmed.chars().count() > max {
        return Err(TextError::TooLong(max));
    }
    Ok(trimmed.to_owned())
}

/// Letters with the marks that belong on them as one character each. Nothing is taken apart, so that a character
/// that Unicode holds for a mere double of another (U+FA19, U+212B) stays what it is.
fn composed(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut chars = text.chars();
    let Some(mut last) = chars.next() else {
        return whole;
    };
    for c in chars {
        if let Some(one) = compose(last, c) {
            last = one;
        } else {
            whole.push(last);
            last = c;
        }
    }
    whole.push(last);
    whole
}

/// True for what begins a new line.
const fn breaks(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Cuts a text of one line that somebody else wrote to what a screen shows; empty where nothing would be seen.
pub fn shown(text: &str, max: usize) -> String {
    cut(text, max, |c| !is_misleading(c))
}

/// Cuts a text of several lines that somebody else wrote to what a screen shows; empty where nothing would be seen.
pub fn shown_lines(text: &str, max: usize) -> String {
    cut(text, max, |c| c == '\n' || !is_misleading(c))
}

fn cut(text: &str, max: usize, keeps: impl Fn(char) -> bool) -> String {
    let kept: String = text.chars().filter(|c| keeps(*c)).take(max).collect();
    if shows_nothing(&kept) {
        String::new()
    } else {
        kept
    }
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

#[cfg(test)]
mod tests;
