//! A moment as a credential writes it: a second in UTC.

use crate::{
    Millis,
    date::{Day, digits},
};
use std::{fmt, str::FromStr};

/// Why a text is not a date in its one form.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum MomentError {
    /// Not `2026-06-02T09:00:00Z`, or no such day or time.
    #[error("not a second in UTC like 2026-06-02T09:00:00Z")]
    Second,
}

/// A second in UTC, `2026-06-02T09:00:00Z`: RFC 3339 with no fraction and no other offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Second {
    day: Day,
    second_of_day: u32,
}

const DAY_SECONDS: u64 = 86_400;
/// How many hours Japan is ahead of UTC, summer and winter.
const JAPAN_HOURS: u32 = 9;
/// 9999-12-31T23:59:59Z, the last second that four digits can write.
const LAST_SECOND: u64 = 253_402_300_799;

impl Second {
    /// The second that a moment falls into; moments after the year 9999 become its last second.
    pub fn of(moment: Millis) -> Self {
        let seconds = (moment / 1000).min(LAST_SECOND);
        Self {
            day: Day::of_epoch(u32::try_from(seconds / DAY_SECONDS).unwrap_or(u32::MAX)),
            second_of_day: u32::try_from(seconds % DAY_SECONDS).unwrap_or(0),
        }
    }

    /// The last second of a day in Japan, `T14:59:59Z`: the days of a vouch are days there, wherever it is read.
    pub const fn last_in_japan(day: Day) -> Self {
        Self {
            day,
            second_of_day: (24 - JAPAN_HOURS) * 3600 - 1,
        }
    }

    /// The day in Japan that this second falls into.
    pub fn day_in_japan(self) -> Day {
        let seconds = self.millis() / 1000 + u64::from(JAPAN_HOURS) * 3600;
        Day::of_epoch(u32::try_from(seconds / DAY_SECONDS).unwrap_or(u32::MAX))
    }

    /// The first millisecond of this second.
    pub fn millis(self) -> Millis {
        (u64::from(self.day.since_epoch().unwrap_or(0)) * DAY_SECONDS
            + u64::from(self.second_of_day))
            * 1000
    }
}

impl fmt::Display for Second {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, second) = (self.second_of_day / 60, self.second_of_day % 60);
        let (hour, minute) = (minutes / 60, minutes % 60);
        let day = self.day;
        write!(f, "{day}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl FromStr for Second {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        read_second(text).ok_or(MomentError::Second)
    }
}

fn read_second(text: &str) -> Option<Second> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let day: Day = date.parse().ok()?;
    // Moments before 1970 are not ours.
    day.since_epoch()?;
    let mut parts = time.split(':');
    let mut part = |below: u16| {
        digits(parts.next()?, 2)
            .ok()
            .filter(|number| *number < below)
    };
    let (hour, minute, second) = (part(24)?, part(60)?, part(60)?);
    if parts.next().is_some() {
        return None;
    }
    Some(Second {
        day,
        second_of_day: u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_second_has_one_spelling() {
        for (text, millis) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T23:59:59Z", 951_868_799_000),
            ("2026-06-02T09:00:00Z", 1_780_390_800_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000),
        ] {
            let second: Second = text.parse().unwrap();
            assert_eq!(second.millis(), millis, "{text}");
            assert_eq!(Second::of(millis + 999).to_string(), text, "and back");
        }
        assert_eq!(
            Second::of(u64::MAX).to_string(),
            "9999-12-31T23:59:59Z",
            "a broken clock makes no broken text"
        );
        for bad in [
            "2026-13-01T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "2026-06-02T24:00:00Z",
            "2026-06-02T09:00:60Z",
            "2026-06-02T9:00:00Z",
            "2026-06-02t09:00:00Z",
            "1969-12-31T23:59:59Z",
            "+026-06-02T09:00:00Z",
            "2026-06-02T09:00:00:00Z",
            "２０２６-06-02T09:00:00Z",
            "",
        ] {
            assert_eq!(bad.parse::<Second>(), Err(MomentError::Second), "{bad}");
        }
    }

    #[test]
    fn a_day_in_japan_ends_at_three_in_the_afternoon_in_utc() {
        for day in ["2029-06-02", "2028-02-29", "2026-12-31"] {
            let day: Day = day.parse().unwrap();
            let last = Second::last_in_japan(day);
            assert_eq!(last.to_string(), format!("{day}T14:59:59Z"));
            assert_eq!(last.day_in_japan(), day, "its last second");
            let next = Second::of(last.millis() + 1000).day_in_japan();
            assert_eq!(next.days_between(day), 1, "and the next one is not in it");
        }
        let second: Second = "2026-12-31T15:00:00Z".parse().unwrap();
        assert_eq!(second.day_in_japan().to_string(), "2027-01-01", "new year");
    }

    proptest! {
        #[test]
        fn every_day_is_written_and_read_back(seconds in 0_u64..253_402_300_800) {
            let second = Second::of(seconds * 1000);
            prop_assert_eq!(second.millis(), seconds * 1000);
            prop_assert_eq!(second.to_string().parse::<Second>(), Ok(second));
        }
    }
}
