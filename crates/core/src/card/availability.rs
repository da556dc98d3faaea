//! When a person is free, with the day it was said.

use super::week::{self, Week, Weekday};
use crate::limits::forms;
use crate::{date::Day, document::fields, text, word_enum::word_enum};
use automerge::{AutomergeError, ReadDoc, transaction::Transaction};
use minicbor::{Decode, Encode};

/// Name of the collection of weekdays in the document.
const TIMES: &str = "times";
/// Key of the rest in the document.
const FREE: &str = "free";

/// How free a person is, in the person's own words and by the person's own calendar.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Availability {
    /// How free.
    #[n(0)]
    pub status: Free,
    /// In words; up to 120 characters.
    #[n(1)]
    pub note: String,
    /// The day it was last confirmed, `YYYY-MM-DD` by the person's clock.
    #[n(2)]
    pub stated_on: String,
    /// The first day of it, `YYYY-MM-DD`; empty: now.
    #[n(3)]
    pub from: String,
    /// The last day of it, `YYYY-MM-DD`; empty: until it is said otherwise.
    #[n(4)]
    pub until: String,
    /// At most so many hours a week, 1 to 99.
    #[n(5)]
    pub hours: Option<u8>,
    /// The free parts of an ordinary week.
    #[n(6)]
    pub week: Week,
}

word_enum! {
    /// How free; who has time comes first.
    pub enum Free {
        /// Has time: 今すぐ手伝える.
        Open = "open",
        /// Has a little: 今月は少し.
        Some = "some",
        /// Ask: 相談から.
        Ask = "ask",
        /// Is full.
        Full = "full",
    }
}

impl Availability {
    /// What was said on a day, in words only.
    pub fn said(status: Free, note: impl Into<String>, stated_on: impl Into<String>) -> Self {
        Self {
            status,
            note: note.into(),
            stated_on: stated_on.into(),
            from: String::new(),
            until: String::new(),
            hours: None,
            week: Week::default(),
        }
    }

    /// Whether a day lies between the first and the last.
    pub fn covers(&self, day: Day) -> bool {
        let from: Option<Day> = self.from.parse().ok();
        let until: Option<Day> = self.until.parse().ok();
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
    }
}

/// What is said of it apart from the week, as the document has it: one value.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Stated {
    #[n(0)]
    status: String,
    #[n(1)]
    note: String,
    #[n(2)]
    on: String,
    #[n(3)]
    from: String,
    #[n(4)]
    until: String,
    #[n(5)]
    hours: Option<u8>,
}

pub(super) fn read(document: &impl ReadDoc) -> Option<Availability> {
    let stated: Stated = fields::read_value(document, FREE)?;
    let day = |text: &str| {
        let day: Option<Day> = text.parse().ok();
        day.map(|day| day.to_string()).unwrap_or_default()
    };
    Some(Availability {
        status: Free::from_word(&stated.status)?,
        note: text::shown(&stated.note, forms::FREE_NOTE),
        stated_on: text::shown(&stated.on, 10),
        from: day(&stated.from),
        until: day(&stated.until),
        hours: stated.hours.filter(|hours| (1..=99).contains(hours)),
        week: read_week(document),
    })
}

fn read_week(document: &impl ReadDoc) -> Week {
    let Some(times) = fields::map(document, &automerge::ROOT, TIMES) else {
        return Week::default();
    };
    let bands = |day: Weekday| fields::text_at(document, &times, day.word(), 20);
    let days = Weekday::ALL.into_iter();
    days.flat_map(|day| week::read(&bands(day), day)).collect()
}

pub(super) fn remove(transaction: &mut Transaction<'_>) -> Result<(), AutomergeError> {
    fields::write_value::<Stated>(transaction, FREE, None)?;
    write_week(transaction, Week::default())
}

pub(super) fn write(
    transaction: &mut Transaction<'_>,
    said: &Availability,
) -> Result<(), AutomergeError> {
    let stated = Stated {
        status: said.status.word().to_owned(),
        note: said.note.clone(),
        on: said.stated_on.clone(),
        from: said.from.clone(),
        until: said.until.clone(),
        hours: said.hours,
    };
    fields::write_value(transaction, FREE, Some(&stated))?;
    write_week(transaction, said.week)
}

fn write_week(transaction: &mut Transaction<'_>, week: Week) -> Result<(), AutomergeError> {
    let Some(times) = fields::map(transaction, &automerge::ROOT, TIMES) else {
        return Ok(());
    };
    for day in Weekday::ALL {
        let bands = week::written(week, day);
        fields::put_if_said(transaction, &times, day.word(), &bands)?;
    }
    Ok(())
}
