//! A day of the calendar, without a clock and without a time zone.

use super::Month;
use std::{fmt, str::FromStr};

/// A day of the calendar, written `YYYY-MM-DD`.
///
/// The year is 1 to 9999, so that the written form and the order of the days agree.
///
/// ```
/// # use otagai_core::date::{Day, DayError};
/// let signed: Day = "2024-02-29".parse()?;
/// assert_eq!(signed.plus_months(12).to_string(), "2025-02-28");
/// # Ok::<(), DayError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u32,
    month: u32,
    date: u32,
}

/// Why a written day could not be read.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
#[error("a day of the calendar is written YYYY-MM-DD")]
pub struct DayError;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: u32 = 719_468;
/// Days from 1970-01-01 to 9999-12-31.
const EPOCH_LAST: u32 = 2_932_896;

impl Day {
    const LAST: Self = Self {
        year: 9999,
        month: 12,
        date: 31,
    };

    /// The same day some months later; the last day of that month where it is too short.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let months = (self.year * 12 + self.month - 1).saturating_add(months);
        let (year, month) = (months / 12, months % 12 + 1);
        if year > Self::LAST.year {
            return Self::LAST;
        }
        Self {
            year,
            month,
            date: self.date.min(length(year, month)),
        }
    }

    /// The same day so many years later; the 28th of February where there is no 29th.
    #[must_use]
    pub fn plus_years(self, years: u16) -> Self {
        self.plus_months(u32::from(years).saturating_mul(12))
    }

    /// The month that it lies in; none before the year 1900, which no month of ours has.
    pub fn in_month(self) -> Option<Month> {
        let (year, month) = (
            u16::try_from(self.year).ok()?,
            u8::try_from(self.month).ok()?,
        );
        Month::new(year, month).ok()
    }

    /// How many days lie between two days, whichever comes first.
    pub fn days_between(self, other: Self) -> u32 {
        self.number().abs_diff(other.number())
    }

    /// The day so many days after 1970-01-01; the last day of the year 9999 at most.
    /// "`civil_from_days`" of Howard Hinnant's date algorithms.
    pub fn of_epoch(days: u32) -> Self {
        let shifted = days.min(EPOCH_LAST) + EPOCH;
        let (era, of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        Self {
            year: year_of_era + era * 400 + u32::from(month <= 2),
            month,
            date: of_year - (153 * from_march + 2) / 5 + 1,
        }
    }

    /// Days since 1970-01-01; none for an earlier day.
    pub fn since_epoch(self) -> Option<u32> {
        self.number().checked_sub(EPOCH)
    }

    /// Days since 0000-03-01: a year that begins in March has its leap day at the end.
    fn number(self) -> u32 {
        let year = if self.month > 2 {
            self.year
        } else {
            self.year - 1
        };
        let before_month = (153 * ((self.month + 9) % 12) + 2) / 5;
        year * 365 + year / 4 - year / 100 + year / 400 + before_month + self.date - 1
    }
}

/// How many days a month has.
fn length(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            parts
                .next()
                .filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|part| part.parse::<u32>().ok())
                .ok_or(DayError)
        };
        let (year, month, date) = (number(4)?, number(2)?, number(2)?);
        let exists = parts.next().is_none()
            && year > 0
            && (1..=12).contains(&month)
            && (1..=length(year, month)).contains(&date);
        if exists {
            Ok(Self { year, month, date })
        } else {
            Err(DayError)
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_reads_back_what_it_writes() {
        for text in ["0001-01-01", "2024-02-29", "2026-11-21", "9999-12-31"] {
            assert_eq!(day(text).to_string(), text, "there and back");
        }
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_refused() {
        for text in [
            "",
            "2026",
            "2026-11",
            "2026-11-21-1",
            "2026-13-01",
            "2026-00-10",
            "2026-11-00",
            "2026-11-31",
            "2025-02-29",
            "1900-02-29",
            "0000-01-01",
            "26-11-21",
            "2026-1-01",
            "+026-11-21",
            "2026-11-+1",
            "2026/11/21",
            " 2026-11-21",
            "２０２６-11-21",
        ] {
            assert_eq!(text.parse::<Day>(), Err(DayError), "{text:?}");
        }
    }

    #[test]
    fn months_are_added_and_short_months_clamp() {
        for (from, months, to) in [
            ("2025-11-21", 12, "2026-11-21"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2025-10-31", 1, "2025-11-30"),
            ("2025-12-31", 2, "2026-02-28"),
            ("2026-11-21", 0, "2026-11-21"),
            ("9999-06-01", 12, "9999-12-31"),
            ("2026-11-21", u32::MAX, "9999-12-31"),
        ] {
            assert_eq!(
                day(from).plus_months(months).to_string(),
                to,
                "{from} and {months} months"
            );
        }
    }

    #[test]
    fn days_are_counted_over_months_years_and_leap_days() {
        for (one, other, days) in [
            ("2026-11-21", "2026-11-21", 0),
            ("2026-02-28", "2026-03-01", 1),
            ("2024-02-28", "2024-03-01", 2),
            ("2025-12-20", "2026-01-19", 30),
            ("1900-02-28", "1900-03-01", 1),
            ("2000-02-28", "2000-03-01", 2),
            ("1970-01-01", "2026-11-21", 20_778),
            ("0001-01-01", "9999-12-31", 3_652_058),
        ] {
            assert_eq!(day(one).days_between(day(other)), days, "{one} to {other}");
            assert_eq!(day(other).days_between(day(one)), days, "{other} to {one}");
        }
    }

    #[test]
    fn the_order_of_days_is_the_order_of_their_text() {
        let mut days = ["2026-11-21", "0999-12-31", "2026-02-03", "2025-12-31"].map(day);
        days.sort();
        assert_eq!(
            days.map(|day| day.to_string()),
            ["0999-12-31", "2025-12-31", "2026-02-03", "2026-11-21"],
            "year, month, day"
        );
    }
}
