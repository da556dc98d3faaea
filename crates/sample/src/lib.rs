//! The sample circle: twelve invented people to play with before there is a circle of one's own.
//!
//! Three ideas carry it:
//!
//! 1. **It is data.** People, jobs, vouches, requests and words are in `data/circle.json`; [`Sample::load`]
//!    reads it into types and refuses what contradicts itself, so that whoever makes documents of it can
//!    follow every reference.
//! 2. **It never looks stale.** The data is written for one day. [`Sample::shifted_to`] moves all of it to
//!    the day the member's calendar shows, dates inside texts included.
//! 3. **Its keys are no secret.** [`KeySeeds`] follow from the id of the person, the same for everybody.
//!
//! ```
//! # use otagai_sample::{Day, Sample};
//! let sample = Sample::load()?.shifted_to("2027-03-03".parse::<Day>()?)?;
//! let viewer = sample.member(sample.viewer()).map(|member| member.short.as_str());
//! assert_eq!(viewer, Some("ひとみさん"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! All of it is fiction. All names come from coaching or office words, so that nobody takes them for real.
//!
//! # How dates move
//!
//! - A day moves by as many days as today does.
//! - A month that has come moves with all others of its kind by one number of months: the largest that still
//!   leaves every vouch signed after the month in which its job ended. Jobs keep their length and order.
//! - A month ahead keeps its distance to the month of today, so that who rests still rests.
//! - 「来週火曜の午前」 is a [`Slot`], counted from today, and stays a Tuesday.
//!
//! # What the design left open, and how it is here
//!
//! - **Who is in which sub-group**, on which day a licence was seen, on which day somebody last said when
//!   they are free (one is half a year old, to show that), on which day a request was asked.
//! - **The week**: a line that names days but no part of the day means all three parts; a line that names no
//!   days is an empty week.
//! - **How somebody works**: 〜可 adds to the other way, 〜のみ rules it out. 「オンライン可」 means in the own
//!   prefecture as well. Regions are in the words of the card: 関東 is not spelled out. Who names neither
//!   way has none.
//! - **What a vouch needs from its author**: in which role, and how they know, worked out from the texts and
//!   the roles of the job. Nobody is related to anybody, and all is in Japanese.
//! - **Who wrote a job down**: the first of its participants.
//! - **Readings and synonyms** of all 43 skills and of the licences, apart from the three given. Two licences
//!   that members hold were added to the list: 全国通訳案内士 and 応用情報技術者.
//! - **Requests**: R3 and R5 have no word for their state: 返事あり and 受付中. R1, R3, R4 and R5 go to
//!   everybody. The three times of R3 are evenings on which both have time.
//!
//! # Deliberately absent
//!
//! Documents, signatures and files: they are made from this by whoever opens the sample. What follows from
//! the data is not in it: mutual vouches, when one runs out, paths between people. No clock: today is an
//! argument.

mod check;
mod dated_text;
mod dates;
mod error;
mod ids;
mod jobs;
mod keys;
mod people;
mod requests;
mod shift;
#[cfg(test)]
mod tests;
mod vocabulary;
mod vouches;
mod week;

pub use dated_text::{DatedText, DatedTextError};
pub use dates::{DateError, Day, Month};
pub use error::{Rule, SampleError};
pub use ids::{JobId, MemberId, RequestId, VouchId};
pub use jobs::{Job, JobKind, JobState, Participant};
pub use keys::KeySeeds;
pub use people::{
    Availability, Contact, ContactKind, ContactWay, Depth, Flag, HeldLicence, Hobby, Invited,
    Member, Role, Sighting, Status, Work,
};
pub use requests::{Reply, Request, RequestKind, RequestState, Way};
pub use vocabulary::{Circle, Licence, LicenceKind, SkillGroup, Subgroup, Synonym, Term};
pub use vouches::{Basis, Next, Standing, Vouch, VouchState};
pub use week::{Band, Slot, Week, Weekday};

use serde::Deserialize;
use shift::Shift;

/// The sample circle on one day; every reference in it leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample(Written);

/// The file as it is written, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    today: Day,
    viewer: MemberId,
    circle: Circle,
    skills: Vec<SkillGroup>,
    licences: Vec<Licence>,
    members: Vec<Member>,
    jobs: Vec<Job>,
    vouches: Vec<Vouch>,
    requests: Vec<Request>,
}

impl Sample {
    /// The sample as it was written, on its own day.
    ///
    /// # Errors
    /// [`SampleError`] only if the data of this crate was changed for the worse.
    pub fn load() -> Result<Self, SampleError> {
        Self::read(include_str!("../data/circle.json"))
    }

    fn read(json: &str) -> Result<Self, SampleError> {
        check::checked(serde_json::from_str(json)?).map(Self)
    }

    /// The same circle as if it had been written for this day.
    ///
    /// # Errors
    /// [`SampleError::OutOfCalendar`] at the ends of the calendar.
    pub fn shifted_to(&self, today: Day) -> Result<Self, SampleError> {
        let shift = Shift::new(self, today);
        let mut moved = self.0.clone();
        moved.today = today;
        shift.circle(&mut moved.circle)?;
        for member in &mut moved.members {
            shift.member(member)?;
        }
        for job in &mut moved.jobs {
            shift.job(job)?;
        }
        for vouch in &mut moved.vouches {
            vouch.signed = shift.day(vouch.signed)?;
        }
        for request in &mut moved.requests {
            shift.request(request)?;
        }
        check::checked(moved).map(Self)
    }

    /// The day for which the sample is dated.
    pub fn today(&self) -> Day {
        self.0.today
    }

    /// As whom the sample is opened.
    pub fn viewer(&self) -> &MemberId {
        &self.0.viewer
    }

    /// The circle itself.
    pub fn circle(&self) -> &Circle {
        &self.0.circle
    }

    /// The words for skills, in their groups.
    pub fn skills(&self) -> &[SkillGroup] {
        &self.0.skills
    }

    /// The licences that can be chosen.
    pub fn licences(&self) -> &[Licence] {
        &self.0.licences
    }

    /// The people.
    pub fn members(&self) -> &[Member] {
        &self.0.members
    }

    /// The work done together.
    pub fn jobs(&self) -> &[Job] {
        &self.0.jobs
    }

    /// The vouches, whatever became of them.
    pub fn vouches(&self) -> &[Vouch] {
        &self.0.vouches
    }

    /// The requests that are there when the sample is first opened.
    pub fn requests(&self) -> &[Request] {
        &self.0.requests
    }

    /// A person.
    pub fn member(&self, id: &MemberId) -> Option<&Member> {
        self.0.members.iter().find(|member| member.id == *id)
    }

    /// A job.
    pub fn job(&self, id: &JobId) -> Option<&Job> {
        self.0.jobs.iter().find(|job| job.id == *id)
    }

    /// A licence of the list, by its name or by a synonym of it.
    pub fn licence(&self, name: &str) -> Option<&Licence> {
        self.0
            .licences
            .iter()
            .find(|licence| licence.is_called(name))
    }
}
