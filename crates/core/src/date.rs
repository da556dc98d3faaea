//! Days and months of the calendar: plain values, without a clock and without a time zone.

mod day;
mod month;

pub use day::{Day, DayError};
pub(crate) use month::digits;
pub use month::{Month, MonthError};

crate::codec::as_text!(Day, |day: Day| day.to_string(), |text: &str| text
    .parse::<Day>()
    .ok());
crate::codec::as_text!(Month, |month: Month| month.to_string(), |text: &str| text
    .parse::<Month>()
    .ok());
