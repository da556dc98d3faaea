//! A month of a calendar, without a day.

use std::{fmt, str::FromStr};

/// A month of the years 1900 to 9999, written `YYYY-MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: u16,
    month: u8,
}

/// Why a text was not read as a month.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
#[error("a month is written YYYY-MM")]
pub struct MonthError;

impl Month {
    /// The first month there is.
    pub const FIRST: Self = Self {
        year: 1900,
        month: 1,
    };

    /// A month, counted from 1.
    ///
    /// # Errors
    /// [`MonthError`] when there is no such month.
    pub fn new(year: u16, month: u8) -> Result<Self, MonthError> {
        if (1900..=9999).contains(&year) && (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(MonthError)
        }
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    pub const fn month(self) -> u8 {
        self.month
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let (year, month) = text.split_once('-').ok_or(MonthError)?;
        Self::new(
            digits(year, 4)?,
            u8::try_from(digits(month, 2)?).map_err(|_large| MonthError)?,
        )
    }
}

/// A number of exactly so many ASCII digits.
pub(crate) fn digits(text: &str, count: usize) -> Result<u16, MonthError> {
    if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(MonthError);
    }
    text.parse().map_err(|_large| MonthError)
}
