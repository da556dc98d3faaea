//! Days and months of the calendar, without a clock and without a time zone.

use jiff::{Span, civil::Date};
use serde::Deserialize;
use std::{fmt, str::FromStr};

/// A day, written `YYYY-MM-DD`; the year is 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Day(Date);

/// A month, written `YYYY-MM`; the year is 1 to 9999. Inside: months since the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Month(i32);

/// Why a written date could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not a day of the calendar.
    #[error("a day of the calendar is written YYYY-MM-DD")]
    Day,
    /// Not a month of the calendar.
    #[error("a month of the calendar is written YYYY-MM")]
    Month,
}

impl Day {
    /// The month in which it lies.
    pub fn month(self) -> Month {
        Month(i32::from(self.0.year()) * 12 + i32::from(self.0.month()) - 1)
    }

    /// Some days later, or earlier; none beyond the calendar.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        self.plus(Span::new().try_days(days).ok()?)
    }

    /// The same day some years later; 28 February where there is no 29th.
    pub fn plus_years(self, years: i16) -> Option<Self> {
        self.plus(Span::new().try_years(years).ok()?)
    }

    /// How many days from this day to the other; less than 0 where the other is earlier.
    pub fn days_until(self, other: Self) -> i32 {
        // Dates are apart by days alone, and the calendar has far fewer than an i32 can count.
        (other.0 - self.0).get_days()
    }

    /// Days since the Monday of its week.
    pub(crate) fn days_since_monday(self) -> i32 {
        i32::from(self.0.weekday().to_monday_zero_offset())
    }

    fn plus(self, span: Span) -> Option<Self> {
        let date = self.0.checked_add(span).ok()?;
        (date.year() > 0).then_some(Self(date))
    }
}

impl FromStr for Day {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let day = text.parse().map(Self).map_err(|_other| DateError::Day)?;
        // The library also reads 20261121 and moments.
        if day.0.year() > 0 && day.to_string() == text {
            Ok(day)
        } else {
            Err(DateError::Day)
        }
    }
}

impl TryFrom<String> for Day {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(date) = self;
        write!(
            f,
            "{:04}-{:02}-{:02}",
            date.year(),
            date.month(),
            date.day()
        )
    }
}

impl Month {
    /// The year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The number of the month in its year, from 1.
    pub fn number(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// Some months later, or earlier; none beyond the calendar.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let month = Self(self.0.checked_add(months)?);
        (1..=9999).contains(&month.year()).then_some(month)
    }

    /// How many months from this month to the other; less than 0 where the other is earlier.
    pub fn months_until(self, other: Self) -> i32 {
        other.0 - self.0
    }
}

impl FromStr for Month {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let first: Day = format!("{text}-01")
            .parse()
            .map_err(|_day| DateError::Month)?;
        Ok(first.month())
    }
}

impl TryFrom<String> for Month {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_back_what_it_writes() {
        for text in ["0001-01-01", "2024-02-29", "9999-12-31"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text, "a day");
        }
        for text in ["0001-01", "2026-11", "9999-12"] {
            assert_eq!(text.parse::<Month>().unwrap().to_string(), text, "a month");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2026-11",
            "20261121",
            "2026-02-29",
            "0000-01-01",
            "-000001-01-01",
            "2026-11-21T00:00",
            " 2026-11-21",
        ] {
            assert_eq!(text.parse::<Day>(), Err(DateError::Day), "{text:?}");
        }
        for text in ["", "2026", "2026-13", "2026-11-21", "0000-12"] {
            assert_eq!(text.parse::<Month>(), Err(DateError::Month), "{text:?}");
        }
    }

    #[test]
    fn dates_are_counted_both_ways_and_end_with_the_calendar() {
        let day: Day = "2024-02-29".parse().unwrap();
        let later = day.plus_days(366).unwrap();
        assert_eq!(later.to_string(), "2025-03-01", "over a leap day");
        assert_eq!(later.days_until(day), -366, "and back");
        assert_eq!(
            day.plus_years(3).unwrap().to_string(),
            "2027-02-28",
            "no 29th"
        );
        assert_eq!(day.plus_days(i32::MAX), None, "after the last day");
        assert_eq!(day.plus_days(-800_000), None, "before the first day");
        let month = day.month();
        assert_eq!(month.plus_months(-2).unwrap().to_string(), "2023-12");
        assert_eq!(month.plus_months(i32::MAX), None, "after the last month");
    }
}
