//! The sample circle: made by the code that real people use, opened as one of them.
//!
//! Twelve homes in memory, with the sample's public keys and a clock that is set to each day of the story, found
//! the circle, join it, write their cards, record jobs, vouch and answer ([`MadeSample`]). What one of them holds in
//! the end goes into a data folder of its own ([`load`], [`Device::open_sample`]), which is the sample's from
//! then on: marked, without a network, and otherwise like any other (`otagai_node::sample` says how).
//!
//! # What is not in it yet
//!
//! A card has no place so far for the area, the main work, licences, hobbies, how somebody works, and the week;
//! a circle has none for its sub-groups, its words for skills, offices other than founding, alumni, and requests.
//! All of that is in the data and comes in with the documents that hold it. とおるさん, who has left by the data,
//! stays a member: leaving for good is another thing than 卒業.

mod deeds;
mod diary;
mod people;
mod words;

use crate::{ApiError, Config, Device, EdgeRefusal, commands::KEPT_SETTINGS};
use deeds::Deeds;
use otagai_core::{
    Millis,
    date::Day,
    id::{CircleId, DocumentId},
};
use otagai_node::{
    NodeError, SampleRefusal,
    clock::Clock,
    home::Home,
    sample::{EmptyPlace, SamplePlace},
};
use otagai_sample::{JobId, MemberId, Sample, SampleError, VouchId};
use people::People;
use std::collections::BTreeMap;

/// The sample circle, made: everybody's home, in memory.
#[derive(Debug)]
pub struct MadeSample {
    sample: Sample,
    people: People,
    circle: CircleId,
    jobs: BTreeMap<JobId, DocumentId>,
    vouches: BTreeMap<VouchId, DocumentId>,
}

/// What keeps the sample from being made. Whatever it is, the program is at fault, or the calendar at its end.
#[derive(Debug, thiserror::Error)]
enum SampleFault {
    #[error("the rules refused something: {0}")]
    Node(#[from] NodeError),
    #[error("the data is not sound: {0}")]
    Data(#[from] SampleError),
    #[error("a date lies outside what the rules can name")]
    Calendar,
    #[error("nobody founds the circle")]
    NoFounder,
    #[error("somebody or something is named that is not there")]
    Nobody,
    #[error("what one wrote was not taken by another")]
    Refused,
}

impl From<SampleFault> for ApiError {
    fn from(fault: SampleFault) -> Self {
        tracing::error!(%fault, "the sample could not be made");
        match fault {
            SampleFault::Node(error) => error.into(),
            _ => EdgeRefusal::Internal("the sample could not be made").into(),
        }
    }
}

impl MadeSample {
    /// Makes the sample as if it had been written for a day. `now` lies on that day.
    ///
    /// # Errors
    /// [`ApiError`] at the ends of the calendar.
    pub fn for_day(day: Day, now: Millis) -> Result<Self, ApiError> {
        let made = Self::make(day, now)?;
        made.people.all_hear()?;
        Ok(made)
    }

    /// The same, but everybody knows only what was done until they acted last.
    fn make(day: Day, now: Millis) -> Result<Self, SampleFault> {
        let day = day
            .to_string()
            .parse()
            .map_err(|_none| SampleFault::Calendar)?;
        let sample = Sample::load()?.shifted_to(day)?;
        let mut deeds = Deeds {
            people: People::of(&sample, now)?,
            sample: &sample,
            jobs: BTreeMap::new(),
            vouches: BTreeMap::new(),
        };
        deeds.all()?;
        let Deeds {
            people,
            jobs,
            vouches,
            ..
        } = deeds;
        Ok(Self {
            circle: people.circle()?,
            sample,
            people,
            jobs,
            vouches,
        })
    }

    /// The circle.
    pub fn circle(&self) -> CircleId {
        self.circle
    }

    /// The data it was made from, with the dates it has.
    pub fn sample(&self) -> &Sample {
        &self.sample
    }

    /// Somebody's home; none for an id that is nobody's.
    pub fn home(&self, who: &MemberId) -> Option<&Home> {
        self.people.home(who).ok()
    }

    /// The document of a job.
    pub fn job(&self, job: &JobId) -> Option<DocumentId> {
        self.jobs.get(job).copied()
    }

    /// The document of a vouch.
    pub fn vouch(&self, vouch: &VouchId) -> Option<DocumentId> {
        self.vouches.get(vouch).copied()
    }

    /// Writes what somebody holds into a data folder that nobody owns; the sample is opened there as them.
    ///
    /// # Errors
    /// [`SampleRefusal::FolderTaken`] when there is somebody, or why it could not be written.
    pub fn write(&self, who: &MemberId, config: &Config) -> Result<(), ApiError> {
        match SamplePlace::find(&config.data, &config.clock, KEPT_SETTINGS)? {
            SamplePlace::Kept => Err(SampleRefusal::FolderTaken.into()),
            SamplePlace::Empty(place) => Ok(self.fill(place, who, &config.clock)?),
        }
    }

    fn fill(&self, place: EmptyPlace, who: &MemberId, clock: &Clock) -> Result<(), SampleFault> {
        self.people.hear(who)?;
        let home = self.people.home(who)?;
        Ok(place.fill(who, home, self.circle, clock)?)
    }
}

/// What came of loading the sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// It was made, for today.
    Made,
    /// It was there, and stays as it is.
    Kept,
}

/// Makes the sample in a data folder that nobody owns, for today by the clock of the configuration. A sample
/// that is there stays, unless its day is over and nobody wrote in it: then it is made anew.
///
/// # Errors
/// [`SampleRefusal::FolderTaken`] when somebody owns the folder, or why it could not be written.
pub async fn load(config: &Config) -> Result<Loaded, ApiError> {
    let (data, clock) = (config.data.clone(), config.clock.clone());
    let loading = move || -> Result<Loaded, ApiError> {
        let place = match SamplePlace::find(&data, &clock, KEPT_SETTINGS)? {
            SamplePlace::Kept => return Ok(Loaded::Kept),
            SamplePlace::Empty(place) => place,
        };
        // One moment for all of it, so that midnight does not come in between.
        let clock = Clock::standing_at(clock.now());
        let made = MadeSample::make(clock.day(), clock.now())?;
        made.fill(place, made.sample.viewer(), &clock)?;
        Ok(Loaded::Made)
    };
    tokio::task::spawn_blocking(loading)
        .await
        .map_err(|_panicked| EdgeRefusal::Internal("making the sample ended before its time"))?
}

impl Device {
    /// Opens the sample in a data folder of its own; makes it first where [`load`] does.
    ///
    /// # Errors
    /// What [`load`] and [`Device::open`] say.
    pub async fn open_sample(config: Config) -> Result<Self, ApiError> {
        load(&config).await?;
        Self::open(config).await
    }
}
