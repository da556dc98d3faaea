//! The quiet answer: what somebody who was asked about a job or a vouch says to its author alone.
//!
//! 受け取る is said to everybody, by `Confirm` and `Accept`. The others are a document for the two: there is no
//! public negative. In the document `fields` holds single values. It is written once and never edited.

pub(crate) mod paper;

use crate::limits::forms;
use crate::{
    document::fields::{self, read_lines, read_text},
    id::{DocumentId, ItemId},
    text::{self, TextError},
    word_enum::word_enum,
};
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use minicbor::{Decode, Encode};

/// Characters of the note.
pub const NOTE_CHARS: usize = forms::ANSWER_NOTE;

word_enum! {
    /// What is answered.
    pub enum QuietWord {
        /// 受け取って表示しない: the work was so, the vouch is not shown.
        Keep = "keep",
        /// 直してほしい.
        Fix = "fix",
        /// 受け取らない.
        Decline = "decline",
    }
}

/// An answer as it stands in a document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct QuietAnswer {
    /// The job that was asked about.
    #[n(0)]
    pub job: Option<DocumentId>,
    /// The vouch that was asked about; none where it was the job alone.
    #[n(1)]
    pub vouch: Option<DocumentId>,
    /// None where the word is missing or of a later version.
    #[n(2)]
    pub word: Option<QuietWord>,
    /// What should be put right; may be empty.
    #[n(3)]
    pub note: String,
    /// The version of the job that was read, by its last chunk: what is put right later is asked about anew.
    #[n(4)]
    pub version: Option<ItemId>,
}

impl QuietAnswer {
    /// Cleans and bounds the note. The job is named with the version that was read.
    ///
    /// # Errors
    /// [`TextError::TooLong`].
    pub fn new(
        job: Option<(DocumentId, ItemId)>,
        vouch: Option<DocumentId>,
        word: QuietWord,
        note: &str,
    ) -> Result<Self, TextError> {
        Ok(Self {
            job: job.map(|(job, _)| job),
            vouch,
            word: Some(word),
            note: text::optional_lines(note, NOTE_CHARS)?,
            version: job.map(|(_, version)| version),
        })
    }
}

/// Reads an answer out of its document.
pub fn read(document: &Automerge) -> QuietAnswer {
    let text = |key| read_text(document, key, 64);
    let id = |key| text(key).parse().ok();
    QuietAnswer {
        job: id("job"),
        vouch: id("vouch"),
        word: QuietWord::from_word(&read_text(document, "word", 20)),
        note: read_lines(document, "note", NOTE_CHARS),
        version: text("version").parse().ok(),
    }
}

/// Writes an answer, which is done once.
///
/// # Errors
/// What the merge library says.
pub fn write(
    transaction: &mut Transaction<'_>,
    answer: &QuietAnswer,
) -> Result<(), AutomergeError> {
    let id = |id: Option<DocumentId>| id.map(|id| id.to_string());
    let texts = [
        ("job", id(answer.job)),
        ("vouch", id(answer.vouch)),
        ("word", answer.word.map(|word| word.word().to_owned())),
        (
            "note",
            Some(answer.note.clone()).filter(|note| !note.is_empty()),
        ),
        ("version", answer.version.map(|version| version.to_string())),
    ];
    for (key, value) in texts {
        fields::write_optional(transaction, key, value.as_deref())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base, gate};

    #[test]
    fn an_answer_is_read_back_as_it_was_written() {
        let job = (DocumentId::from_bytes([1; 32]), ItemId::from_bytes([2; 32]));
        let answer =
            QuietAnswer::new(Some(job), None, QuietWord::Fix, " 月が\nちがいます ").unwrap();
        assert_eq!(answer.note, "月が\nちがいます", "its lines stay");
        let mut document = base::document();
        gate::edit(&mut document, [7; 24], 0, |t| write(t, &answer))
            .unwrap()
            .unwrap();
        assert_eq!(read(&document), answer, "read back");
        assert_eq!(
            QuietAnswer::new(None, None, QuietWord::Decline, &"あ".repeat(201)),
            Err(TextError::TooLong(NOTE_CHARS)),
            "bounded"
        );
    }
}
