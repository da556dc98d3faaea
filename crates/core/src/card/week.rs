//! An ordinary week: seven days with three parts each.

use crate::date::Day;
use minicbor::{Decode, Encode};

/// A day of the week; weeks begin on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// 月
    Monday,
    /// 火
    Tuesday,
    /// 水
    Wednesday,
    /// 木
    Thursday,
    /// 金
    Friday,
    /// 土
    Saturday,
    /// 日
    Sunday,
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 午前
    Morning,
    /// 午後
    Afternoon,
    /// 夜
    Evening,
}

impl Weekday {
    /// All of them in their order.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
    /// Monday to Friday.
    pub const WORKING: [Self; 5] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
    ];

    /// The word in the document.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Monday => "mon",
            Self::Tuesday => "tue",
            Self::Wednesday => "wed",
            Self::Thursday => "thu",
            Self::Friday => "fri",
            Self::Saturday => "sat",
            Self::Sunday => "sun",
        }
    }

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
    /// All of them in their order.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The word in the document.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Morning => "am",
            Self::Afternoon => "pm",
            Self::Evening => "night",
        }
    }

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
