//! The smallest things that words about time say, and what all readers of them need.

use super::polite::starts;
use crate::{
    card::{Band, Weekday},
    date::Day,
};

/// What a word about time says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Atom {
    /// These days, any of them.
    Days(Vec<Day>),
    /// A day of a month that is not named (10日).
    DayOfMonth(u32),
    /// A day that is over; and which one may have been meant.
    Past { day: Day, next: Option<Day> },
    /// A day that does not exist.
    NoDay,
    /// Days of the week; any of them, or all (火曜と木曜).
    Weekdays { days: Vec<Weekday>, all: bool },
    /// The so-manieth such days of a month; 0: the last.
    Nth { which: Vec<u32>, days: Vec<Weekday> },
    /// A longer time, without an end where none is said; days of the week behind it are those in it.
    Span {
        from: Option<Day>,
        until: Option<Day>,
    },
    /// Parts of the day; any of them, or all.
    Bands { bands: Vec<Band>, all: bool },
    /// A part of one day (今夜).
    DayBand(Day, Band),
    /// Every week, every month: the days of the week behind it are of no certain week.
    Every,
}

/// The first of these words that stands here, the longest of them; with its characters.
pub(super) fn first<T: Copy>(text: &[char], at: usize, words: &[(&str, T)]) -> Option<(T, usize)> {
    let found = words
        .iter()
        .filter_map(|(word, value)| Some((*value, starts(text, at, word)?)));
    found.max_by_key(|(_, length)| *length)
}

/// How many characters the longest of these words takes here; 0 where none stands here.
pub(super) fn any(text: &[char], at: usize, words: &[&str]) -> usize {
    let lengths = words.iter().filter_map(|word| starts(text, at, word));
    lengths.max().unwrap_or_default()
}

/// Spaces here.
pub(super) fn spaces(text: &[char], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.iter().take_while(|c| c.is_whitespace()).count()
}

/// A number of at most four digits, or of kanji below 100.
pub(super) fn number(text: &[char], at: usize) -> Option<(u32, usize)> {
    let rest = text.get(at..)?;
    let digits: String = rest
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .take(5)
        .collect();
    if !digits.is_empty() {
        return Some((digits.parse().ok()?, digits.len())).filter(|_| digits.len() < 5);
    }
    let (mut value, mut length) = (0, 0);
    for c in rest.iter().take(3) {
        value = match (*c, value) {
            ('十', 0) => 10,
            ('十', 1..=9) => value * 10,
            (c, 0 | 10..) if value % 10 == 0 => {
                match "一二三四五六七八九".chars().position(|one| one == c) {
                    Some(digit) => value + u32::try_from(digit).ok()? + 1,
                    None => break,
                }
            }
            _ => break,
        };
        length += 1;
    }
    (length > 0).then_some((value, length))
}

/// Whether a day word in kana ends here: what follows is no other part of the same word (きょうと, あすか).
pub(super) fn ends_kana(text: &[char], at: usize) -> bool {
    let Some(next) = text.get(at) else {
        return true;
    };
    if !matches!(next, 'ぁ'..='ん') {
        return true;
    }
    let particle = any(text, at, &["から", "まで", "の", "に", "は", "も", "で"]);
    let or = *next == 'か' && text.get(at + 1).is_some_and(|c| !c.is_whitespace());
    particle > 0
        && (particle > 1 || !matches!(text.get(at + 1), Some('ぁ'..='ん')) || *next != 'で')
        || or
}

/// So many days after a day.
pub(super) fn after(day: Day, days: u32) -> Option<Day> {
    Some(Day::of_epoch(day.since_epoch()?.checked_add(days)?))
}

/// So many days before a day.
pub(super) fn before(day: Day, days: u32) -> Option<Day> {
    Some(Day::of_epoch(day.since_epoch()?.checked_sub(days)?))
}

/// A day of the calendar; none where it does not exist.
pub(super) fn on(year: u32, month: u32, day: u32) -> Option<Day> {
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

/// Year and month of a day.
pub(super) fn year_and_month(day: Day) -> Option<(u32, u32)> {
    let month = day.in_month()?;
    Some((u32::from(month.year()), u32::from(month.month())))
}

/// The first and the last day of a month.
pub(super) fn of_month(year: u32, month: u32) -> Option<(Day, Day)> {
    let first = on(year, month, 1)?;
    Some((first, before(first.plus_months(1), 1)?))
}

/// The day of the week so many weeks ahead; weeks begin on Monday.
pub(super) fn of_week(today: Day, weeks: u32, weekday: Weekday) -> Option<Day> {
    let monday = before(today, Weekday::of(today).number())?;
    after(monday, weeks * 7 + weekday.number())
}

/// The next such day after today.
pub(super) fn coming(today: Day, weekday: Weekday) -> Option<Day> {
    let ahead = (weekday.number() + 7 - Weekday::of(today).number()) % 7;
    after(today, if ahead == 0 { 7 } else { ahead })
}
