//! An ordinary week: seven days with three parts each.

use crate::{date::Day, word_enum::word_enum};
use minicbor::{Decode, Encode};

word_enum! {
    /// A day of the week; weeks begin on Monday.
    pub enum Weekday {
        /// 月
        Monday = "mon",
        /// 火
        Tuesday = "tue",
        /// 水
        Wednesday = "wed",
        /// 木
        Thursday = "thu",
        /// 金
        Friday = "fri",
        /// 土
        Saturday = "sat",
        /// 日
        Sunday = "sun",
    }
}

word_enum! {
    /// A part of a day.
    pub enum Band {
        /// 午前
        Morning = "am",
        /// 午後
        Afternoon = "pm",
        /// 夜
        Evening = "night",
    }
}

impl Weekday {
    /// Monday to Friday.
    pub const WORKING: [Self; 5] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
    ];

    /// The one of a day; 1970-01-01 was a Thursday.
    pub fn of(day: Day) -> Self {
        let number = (day.since_epoch().unwrap_or_default() + 3) % 7;
        let found = Self::ALL.into_iter().find(|one| one.number() == number);
        found.unwrap_or(Self::Monday)
    }

    /// Days since Monday.
    pub const fn number(self) -> u32 {
        match self {
            Self::Monday => 0,
            Self::Tuesday => 1,
            Self::Wednesday => 2,
            Self::Thursday => 3,
            Self::Friday => 4,
            Self::Saturday => 5,
            Self::Sunday => 6,
        }
    }
}

impl Band {
    const fn number(self) -> u32 {
        match self {
            Self::Morning => 0,
            Self::Afternoon => 1,
            Self::Evening => 2,
        }
    }
}

/// The parts of an ordinary week in which somebody has time. Empty: nothing was said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Week(#[n(0)] u32);

impl Week {
    /// The same with one more part.
    #[must_use]
    pub const fn with(self, day: Weekday, band: Band) -> Self {
        Self(self.0 | 1 << (day.number() * 3 + band.number()))
    }

    /// Whether this part is free.
    pub const fn has(self, day: Weekday, band: Band) -> bool {
        self.0 & 1 << (day.number() * 3 + band.number()) != 0
    }

    /// Whether nothing was said.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Every free part, by day.
    pub fn slots(self) -> impl Iterator<Item = (Weekday, Band)> {
        let days = Weekday::ALL.into_iter();
        let all = days.flat_map(|day| Band::ALL.map(|band| (day, band)));
        all.filter(move |(day, band)| self.has(*day, *band))
    }
}

impl FromIterator<(Weekday, Band)> for Week {
    fn from_iter<T: IntoIterator<Item = (Weekday, Band)>>(slots: T) -> Self {
        let slots = slots.into_iter();
        slots.fold(Self::default(), |week, (day, band)| week.with(day, band))
    }
}

/// The free parts of a day as the document has them, such as `am night`.
pub(super) fn written(week: Week, day: Weekday) -> String {
    let bands = Band::ALL.into_iter().filter(|band| week.has(day, *band));
    bands.map(Band::word).collect::<Vec<_>>().join(" ")
}

/// Reads what [`written`] wrote; unknown words are passed over.
pub(super) fn read(text: &str, day: Weekday) -> Vec<(Weekday, Band)> {
    let bands = Band::ALL.into_iter();
    bands
        .filter(|band| text.split(' ').any(|word| word == band.word()))
        .map(|band| (day, band))
        .collect()
}
