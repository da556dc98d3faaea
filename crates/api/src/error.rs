//! What a refusal is to whoever asked: a code, a sentence, and the cause for whoever helps.
//!
//! No sentence stands here: each stands where its error is declared ([`otagai_core::refusal`]). Out of all of them
//! [`wordings`] makes the one list of codes, and the screen's sentences are written from it (`cargo xtask types`).

mod refusals;
#[cfg(test)]
mod tests;

pub use refusals::{EdgeRefusal, FileRefusal, ProgramRefusal, ProofRefusal};

use otagai_core::{
    phrase::PhraseError,
    refusal::{Refusal, Wording},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{error::Error, fmt, path::PathBuf};
use ts_rs::TS;

/// Everything that is ever said to a member who is refused, each code once.
pub fn wordings() -> impl Iterator<Item = &'static Wording> {
    let own = [
        EdgeRefusal::WORDINGS,
        FileRefusal::WORDINGS,
        ProofRefusal::WORDINGS,
        ProgramRefusal::WORDINGS,
    ];
    otagai_node::wordings().chain(own.into_iter().flatten())
}

/// Why something was refused. A code exists only where a screen says something of its own.
#[derive(Clone, Copy)]
pub struct ErrorCode(&'static Wording);

impl ErrorCode {
    /// The code of an error.
    pub fn of(error: &impl Refusal) -> Self {
        Self(error.wording())
    }

    /// Its name, in camelCase.
    pub const fn name(self) -> &'static str {
        self.0.code
    }

    /// What happened, whose side, what to do next, in Japanese.
    pub const fn japanese(self) -> &'static str {
        self.0.ja
    }

    /// The same in English.
    pub const fn english(self) -> &'static str {
        self.0.en
    }
}

impl PartialEq for ErrorCode {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for ErrorCode {}

impl PartialEq<&str> for ErrorCode {
    fn eq(&self, other: &&str) -> bool {
        self.name() == *other
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        wordings()
            .find(|wording| wording.code == name)
            .map(Self)
            .ok_or_else(|| de::Error::custom("no such code"))
    }
}

impl TS for ErrorCode {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn docs() -> Option<String> {
        Some(
            "/**\n * Why something was refused. A code exists only where a screen says something of its own.\n */\n"
                .to_owned(),
        )
    }

    fn name(_: &ts_rs::Config) -> String {
        "ErrorCode".to_owned()
    }

    fn inline(_: &ts_rs::Config) -> String {
        let names: Vec<String> = wordings()
            .map(|wording| format!("\"{}\"", wording.code))
            .collect();
        names.join(" | ")
    }

    fn decl(config: &ts_rs::Config) -> String {
        format!("type ErrorCode = {};", Self::inline(config))
    }

    fn decl_concrete(config: &ts_rs::Config) -> String {
        Self::decl(config)
    }

    fn output_path() -> Option<PathBuf> {
        Some("ErrorCode.ts".into())
    }
}

/// A refusal: a code for the screen, a sentence for people, and the cause for whoever helps.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ApiError {
    /// The code.
    pub code: ErrorCode,
    /// A sentence that a member understands.
    pub message: String,
    /// The technical cause, in English: places and numbers, and nothing that somebody wrote.
    #[serde(default)]
    pub detail: String,
    /// The word that could not be read, where it is one among many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub misread: Option<Misread>,
}

/// A word among many that could not be read. It is shown to whoever typed it, and stands in no log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Misread {
    /// Its place, from 1.
    pub place: u32,
    /// The word as it was read.
    pub word: String,
}

impl fmt::Debug for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Misread({}, ***)", self.place)
    }
}

impl ApiError {
    /// What is refused because of an error, with everything that the error says of its causes.
    pub fn new(error: &(impl Refusal + Error)) -> Self {
        let (code, detail) = (ErrorCode::of(error), causes(error));
        tracing::debug!(?code, detail, "refused");
        Self {
            code,
            message: code.japanese().to_owned(),
            detail,
            misread: None,
        }
    }

    /// What is wrong with words that were to be the 24; the sentence names the one that could not be read.
    pub(crate) fn of_words(error: PhraseError) -> Self {
        let mut said = Self::new(&error);
        if let PhraseError::Unknown(unknown) = error {
            let place = u32::try_from(unknown.place).unwrap_or(u32::MAX);
            let word = unknown.word;
            said.message = format!("{}({place}番目の「{word}」)", said.code.japanese());
            said.misread = Some(Misread { place, word });
        }
        said
    }

    /// The same refusal in English.
    #[must_use]
    pub fn in_english(mut self) -> Self {
        self.message = match &self.misread {
            Some(Misread { place, word }) => {
                format!("{} (Word {place}: “{word}”)", self.code.english())
            }
            None => self.code.english().to_owned(),
        };
        self
    }
}

/// An error and its causes, the nearest first; what a cause repeats is said once.
pub(crate) fn causes(error: &dyn Error) -> String {
    let mut said = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let more = cause.to_string();
        if !said.contains(&more) {
            said = format!("{said}: {more}");
        }
        next = cause.source();
    }
    said
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for ApiError {}

impl<R: Refusal + Error> From<R> for ApiError {
    fn from(error: R) -> Self {
        Self::new(&error)
    }
}
