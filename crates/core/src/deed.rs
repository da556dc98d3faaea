//! Deeds: what a member does, as a value.
//!
//! Whether something may be done, and what is then written for whom, is decided by one pure function a deed: out of what is
//! known here ([`Situation`]) and what the member filled in it makes the [`Deed`], or that deed's own refusal. No key,
//! no random byte and no time that was not handed in is in it. [`Deed::write`] turns it into signed items, with
//! keys, moment and random bytes as arguments, and is the only function that does: whoever writes as a member does
//! (a running device, a simulated one, a test) does the same deeds with their own keys.
//!
//! Windows and command lines ask the same functions what is possible ([`may_vouch`], [`open_for_vouch`]).

mod answer;
mod device;
mod founding;
mod invitation;
mod job;
mod paper;
mod refused;
mod seeing;
mod taking_back;
mod vouch;
mod writing;

pub use answer::{AnswerJobRefusal, AnswerVouchRefusal, Answered, answer_job, answer_vouch};
pub use device::{WritingDevice, WrittenEdit};
pub use founding::{FirstCard, FoundedCircle, Founding, WrittenCard, found};
pub use invitation::{InviteRefusal, NewInvite, invite};
pub use job::{JobSaid, RecordJobRefusal, correct_job, job_stands, record_job, repeat_job};
pub use refused::DeedRefusal;
pub(crate) use refused::wordings;
pub use seeing::{SeeLicenceRefusal, see_licence};
pub use taking_back::{ShowVouchRefusal, TakeBackRefusal, show_vouch, take_back};
pub use vouch::{
    NewVouch, VouchGround, VouchedJob, WriteVouchRefusal, may_vouch, open_for_vouch, write_vouch,
};
pub use writing::{WriteDeedError, WrittenDeed, WrittenPaper};

use crate::{
    circle_set::CircleSet,
    cut::Tip,
    date::Day,
    id::{DocumentId, ItemId, PersonId},
    roster::Roster,
    sealed::SealedDocument,
    statement::{StatementBody, Withdraw},
    vouch::standing::{JobVersion, Standing},
};
use paper::{NewPaper, NewVersion};
use std::collections::{BTreeMap, BTreeSet};

/// What is known where a deed is done.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// Who does it.
    pub me: PersonId,
    /// Today by the calendar on their wall.
    pub today: Day,
    /// Today in Japan: the days of vouches are days there.
    pub today_in_japan: Day,
    /// What is held of the circle.
    pub set: &'a CircleSet,
    /// Its members.
    pub roster: &'a Roster,
    /// Jobs, vouches and quiet answers, as of today in Japan.
    pub work: &'a Standing,
    /// The papers that it is about, as far as they can be read here.
    pub papers: &'a OpenPapers,
    /// Names on the cards of those whom it is about.
    pub names: &'a BTreeMap<PersonId, String>,
}

/// Papers that were opened for a deed.
#[derive(Debug, Clone, Default)]
pub struct OpenPapers(BTreeMap<DocumentId, SealedDocument>);

impl OpenPapers {
    /// Opens what a deed about a job or a vouch may need: the paper, and with a vouch the record of its job.
    ///
    /// # Errors
    /// What opening one gives.
    pub fn about<E>(
        document: DocumentId,
        work: &Standing,
        mut open: impl FnMut(DocumentId) -> Result<Option<SealedDocument>, E>,
    ) -> Result<Self, E> {
        let vouch = work.vouches.get(&document);
        let mut papers = BTreeMap::new();
        for one in [Some(document), vouch.and_then(|found| found.vouch.job)] {
            if let Some(one) = one
                && let Some(paper) = open(one)?
            {
                papers.insert(one, paper);
            }
        }
        Ok(Self(papers))
    }

    /// One of them.
    pub fn get(&self, document: DocumentId) -> Option<&SealedDocument> {
        self.0.get(&document)
    }
}

/// What a member does in a circle, whole: it is done in one transaction, or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deed {
    papers: Vec<NewPaper>,
    versions: Vec<NewVersion>,
    said: Vec<Saying>,
}

/// A statement of a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Saying {
    /// One that is whole.
    Whole(StatementBody),
    /// This version of a job was so; publishes its key.
    Confirm(DocumentId, ItemId, Vec<Tip>),
    /// This version of a vouch is shown; publishes its key and its readers.
    Accept(DocumentId, ItemId, Vec<Tip>),
}

impl Saying {
    fn withdraw(document: DocumentId) -> Self {
        Self::Whole(StatementBody::Withdraw(Withdraw { document }))
    }
}

impl Deed {
    fn saying(said: impl IntoIterator<Item = Saying>) -> Self {
        Self {
            said: said.into_iter().collect(),
            ..Self::default()
        }
    }

    /// True when there is nothing to do: everything is as the member wants it.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Documents that are taken back with it, for good.
    pub fn takes_back(&self) -> impl Iterator<Item = DocumentId> {
        self.said.iter().filter_map(|said| match said {
            Saying::Whole(StatementBody::Withdraw(one)) => Some(one.document),
            Saying::Whole(StatementBody::Veto(one)) => Some(one.document),
            _ => None,
        })
    }

    /// Who can read each new paper, its author among them.
    pub fn readers(&self) -> impl Iterator<Item = &BTreeSet<PersonId>> {
        self.papers.iter().map(NewPaper::readers)
    }
}

impl Situation<'_> {
    /// Only people in the circle take part in its records.
    fn are_members(&self, people: impl IntoIterator<Item = PersonId>) -> bool {
        people
            .into_iter()
            .all(|person| self.roster.is_member(person))
    }

    /// Says that a version of a job was so; none where this was said before.
    ///
    /// # Errors
    /// What is wrong with the record.
    fn confirmation(
        &self,
        version: &JobVersion,
    ) -> Result<Option<Saying>, Vec<crate::job::JobFault>> {
        if version.signed_by.contains(&self.me) {
            return Ok(None);
        }
        if !version.faults.is_empty() {
            return Err(version.faults.clone());
        }
        Ok(Some(Saying::Confirm(
            version.at.document,
            version.chunk,
            version.at.heads.clone(),
        )))
    }
}

#[cfg(test)]
mod tests;
