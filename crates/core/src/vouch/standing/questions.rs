//! What is asked of several kinds of papers at once.

use super::Standing;
use crate::{
    id::{DocumentId, PersonId},
    job::paper::JobVersion,
    quiet::QuietWord,
};

impl Standing {
    /// True when a person said quietly that the job was not so, and has not signed this version of it. Who
    /// wants a vouch put right is asked about its job again with the next one: that disputes nothing yet.
    pub fn is_disputed(&self, version: &JobVersion, person: PersonId) -> bool {
        !version.signed_by.contains(&person)
            && self.answers.values().any(|one| {
                one.author == person
                    && one.answer.job == Some(version.at.document)
                    && match one.answer.word {
                        Some(QuietWord::Decline) => true,
                        Some(QuietWord::Fix) => one.answer.vouch.is_none(),
                        Some(QuietWord::Keep) | None => false,
                    }
            })
    }

    /// True when the subject of a vouch wants it put right: another may take its place.
    pub fn is_to_be_put_right(&self, vouch: DocumentId) -> bool {
        self.answers
            .values()
            .any(|one| one.answer.vouch == Some(vouch) && one.answer.word == Some(QuietWord::Fix))
    }
}
