//! Days and months of the calendar: plain values, without a clock and without a time zone.

mod day;
mod month;

pub use day::{Day, DayError};
pub(crate) use month::digits;
pub use month::{Month, MonthError};
