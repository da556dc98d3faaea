//! The week by parts of the day, and a time counted from today.

use crate::dates::Day;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// When somebody is free in an ordinary week.
pub type Week = BTreeMap<Weekday, BTreeSet<Band>>;

/// A day of the week; weeks begin on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Weekday {
    /// 月
    #[serde(rename = "月")]
    Monday,
    /// 火
    #[serde(rename = "火")]
    Tuesday,
    /// 水
    #[serde(rename = "水")]
    Wednesday,
    /// 木
    #[serde(rename = "木")]
    Thursday,
    /// 金
    #[serde(rename = "金")]
    Friday,
    /// 土
    #[serde(rename = "土")]
    Saturday,
    /// 日
    #[serde(rename = "日")]
    Sunday,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Band {
    /// 午前
    #[serde(rename = "午前")]
    Morning,
    /// 午後
    #[serde(rename = "午後")]
    Afternoon,
    /// 夜
    #[serde(rename = "夜")]
    Evening,
}

/// A time such as 「来週火曜の午前」, which is a Tuesday whatever day it is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Weeks from this week: 1 is the next.
    pub week: u8,
    /// The day of that week.
    pub weekday: Weekday,
    /// The part of that day.
    pub band: Band,
}

impl Weekday {
    /// Days since Monday.
    const fn offset(self) -> i32 {
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

impl Slot {
    /// The day it is, seen from today; none beyond the calendar.
    pub fn day(&self, today: Day) -> Option<Day> {
        let ahead = i32::from(self.week) * 7 + self.weekday.offset();
        today.plus_days(ahead - today.days_since_monday())
    }

    /// Whether somebody with this week has time then.
    pub fn is_in(&self, week: &Week) -> bool {
        week.get(&self.weekday)
            .is_some_and(|bands| bands.contains(&self.band))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tuesday_of_next_week_is_counted_from_the_week_of_today() {
        let slot = Slot {
            week: 1,
            weekday: Weekday::Tuesday,
            band: Band::Morning,
        };
        for (today, tuesday) in [
            ("2026-11-21", "2026-11-24"),
            ("2026-11-22", "2026-11-24"),
            ("2026-11-23", "2026-12-01"),
            ("2026-11-24", "2026-12-01"),
        ] {
            let day = slot.day(today.parse().unwrap()).unwrap();
            assert_eq!(day.to_string(), tuesday, "from {today}");
        }
    }
}
