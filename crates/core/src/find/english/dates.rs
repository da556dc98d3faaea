//! Days, weeks and months in English: "Dec 3", "next week", "in two weeks", "until March".

use super::{next, phrase, weekday, word, words};
use crate::{
    card::Weekday,
    date::Day,
    find::atom::{Atom, after, coming, of_month, of_week, on, year_and_month},
};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(word: &str) -> Option<u32> {
    let mut months = (1..).zip(MONTHS);
    months.find_map(|(number, name)| {
        let short = word.len() == 3 && name.starts_with(word) || word == "sept" && number == 9;
        // "may" is more often something else.
        (word == name || short).then_some(number)
    })
}

/// A date with another of the same month behind it: "Dec 24 or 25", "Dec 24-26".
pub(super) fn more_days(text: &[char], at: usize, atom: Atom, length: usize) -> (Atom, usize) {
    let more = || {
        let Atom::Days(days) = &atom else { return None };
        let first = *days.first()?;
        let (year, month) = year_and_month(first)?;
        let end = at + length;
        let (to, behind) = match text.get(end) {
            Some('-' | '–' | '~') => (true, end + 1),
            _ => (false, next(text, words(text, next(text, end), "or")?)),
        };
        let (said, digits) = word(text, behind)?;
        let last = on(year, month, said.parse().ok()?).filter(|last| *last > first)?;
        let atom = if to {
            Atom::Span {
                from: Some(first),
                until: Some(last),
            }
        } else {
            Atom::Days(vec![first, last])
        };
        Some((atom, behind + digits - at))
    };
    match more() {
        Some(found) => found,
        None => (atom, length),
    }
}

/// "in 3 days", "in two weeks", "within a month".
pub(super) fn in_some_time(text: &[char], at: usize, today: Day) -> Option<(Atom, usize)> {
    let ((), length) = phrase(text, at, &[("in", ()), ("within", ())])?;
    let within = words(text, at, "within").is_some();
    let begin = next(text, at + length);
    let (said, digits) = word(text, begin)?;
    let numbers = ["a", "two", "three", "four", "five", "six"];
    let number = said
        .parse::<u32>()
        .ok()
        .filter(|number| *number < 1000)
        .or_else(|| {
            let place = numbers.iter().position(|number| *number == said)?;
            u32::try_from(place + 1).ok()
        });
    let number = number.or_else(|| (said == "one").then_some(1))?;
    let unit = next(text, begin + digits);
    let (name, more) = word(text, unit)?;
    let then = match name.as_str() {
        "day" | "days" => after(today, number)?,
        "week" | "weeks" => after(today, number * 7)?,
        "month" | "months" => today.plus_months(number),
        _ => return None,
    };
    let length = unit + more - at;
    Some(if within {
        let (from, until) = (Some(today), Some(then));
        (Atom::Span { from, until }, length)
    } else {
        (Atom::Days(vec![then]), length)
    })
}

/// "next week", "next Tuesday", "this weekend", "next month", "this year".
pub(super) fn of_a_week(text: &[char], at: usize, today: Day) -> Option<(Atom, usize)> {
    let which = [
        ("next", Some(1)),
        ("this", Some(0)),
        ("coming", None),
        ("the coming", None),
        ("this coming", None),
    ];
    let (ahead, length) = phrase(text, at, &which)?;
    let begin = next(text, at + length);
    let (name, more) = word(text, begin)?;
    let length = begin + more - at;
    let span = |from: Day, until: Day| {
        let (from, until) = (Some(from.max(today)), Some(until));
        Some((Atom::Span { from, until }, length))
    };
    let week = ahead.unwrap_or(0);
    let (year, month) = year_and_month(today)?;
    match name.as_str() {
        "week" => span(
            of_week(today, week, Weekday::Monday)?,
            of_week(today, week, Weekday::Sunday)?,
        ),
        "weekend" => {
            let days = [Weekday::Saturday, Weekday::Sunday];
            let days = days.into_iter().filter_map(|day| of_week(today, week, day));
            let days: Vec<Day> = days.filter(|day| *day >= today).collect();
            Some((Atom::Days(days), length))
        }
        "month" => {
            let month = month - 1 + week;
            let (from, until) = of_month(year + month / 12, month % 12 + 1)?;
            span(from, until)
        }
        "year" => span(on(year + week, 1, 1)?, on(year + week, 12, 31)?),
        name => {
            let weekday = weekday(name)?;
            let day = match ahead {
                Some(weeks) if weeks > 0 => of_week(today, weeks, weekday)?,
                _ => coming(today, weekday)?,
            };
            Some((Atom::Days(vec![day]), length))
        }
    }
}

/// "Dec 3", "3 December", "December 3rd, 2026", "December".
pub(super) fn date(text: &[char], at: usize, today: Day) -> Option<(Atom, usize)> {
    let (this_year, this_month) = year_and_month(today)?;
    let (said, length) = word(text, at)?;
    let number = |word: &str| -> Option<u32> {
        let digits = ["st", "nd", "rd", "th"]
            .into_iter()
            .find_map(|end| word.strip_suffix(end));
        digits
            .unwrap_or(word)
            .parse()
            .ok()
            .filter(|day| (1..=31).contains(day))
    };
    let behind = next(text, at + length);
    let second = word(text, behind);
    let (named, date, mut end) = if let Some(month) = month(&said) {
        match second
            .as_ref()
            .and_then(|(said, more)| Some((number(said)?, *more)))
        {
            // "Dec 3pm" is no date.
            Some((date, more)) => (month, Some(date), behind + more),
            None if said == "may" || said == "mar" || said == "sat" => return None,
            None => (month, None, at + length),
        }
    } else {
        let date = number(&said)?;
        let (mut name, mut more) = second?;
        let mut begin = behind;
        if name == "of" {
            begin = next(text, behind + more);
            (name, more) = word(text, begin)?;
        }
        (month(&name)?, Some(date), begin + more)
    };
    let mut year = None;
    let comma = end + usize::from(text.get(end) == Some(&','));
    if let Some((said, more)) = word(text, next(text, comma))
        && let Some(number) = said
            .parse()
            .ok()
            .filter(|year| (1900..=9999).contains(year))
    {
        year = Some(number);
        end = next(text, comma) + more;
    }
    let Some(date) = date else {
        let year = year.unwrap_or(this_year + u32::from(named < this_month));
        let (from, until) = of_month(year, named)?;
        let (from, until) = (Some(from.max(today)), Some(until));
        return Some((Atom::Span { from, until }, end - at));
    };
    let Some(found) = on(year.unwrap_or(this_year), named, date) else {
        return Some((Atom::NoDay, end - at));
    };
    if found >= today {
        return Some((Atom::Days(vec![found]), end - at));
    }
    let next = on(this_year + 1, named, date);
    if year.is_none() && found.days_between(today) > 92 {
        return Some((
            next.map_or(Atom::NoDay, |next| Atom::Days(vec![next])),
            end - at,
        ));
    }
    Some((Atom::Past { day: found, next }, end - at))
}

/// A word before a day or a month with which a span begins or ends.
pub(super) fn span_word(text: &[char], at: usize) -> Option<(bool, usize)> {
    let words = [
        ("from", true),
        ("after", true),
        ("since", true),
        ("starting", true),
        ("until", false),
        ("till", false),
        ("by", false),
        ("before", false),
    ];
    phrase(text, at, &words)
}

pub(super) fn bounded(
    text: &[char],
    at: usize,
    begins: bool,
    length: usize,
    today: Day,
) -> Option<(Atom, usize)> {
    let behind = next(text, at + length);
    let (atom, more) = date(text, behind, today)
        .or_else(|| of_a_week(text, behind, today))
        .or_else(|| in_days(text, behind, today))?;
    let (first, last) = match atom {
        Atom::Days(days) => (*days.first()?, *days.last()?),
        Atom::Span { from, until } => (from?, until?),
        other => return Some((other, behind + more - at)),
    };
    let end = behind + more;
    if begins
        && let Some(to) =
            words(text, next(text, end), "to").or_else(|| words(text, next(text, end), "until"))
        && let Some((atom, more)) = date(text, next(text, to), today)
    {
        let until = match atom {
            Atom::Days(days) => days.last().copied(),
            Atom::Span { until, .. } => until,
            _ => None,
        };
        let span = Atom::Span {
            from: Some(first),
            until,
        };
        return Some((span, next(text, to) + more - at));
    }
    let span = if begins {
        Atom::Span {
            from: Some(first),
            until: None,
        }
    } else {
        Atom::Span {
            from: Some(today),
            until: Some(last),
        }
    };
    Some((span, end - at))
}

fn in_days(text: &[char], at: usize, today: Day) -> Option<(Atom, usize)> {
    let (ahead, length) = phrase(text, at, &[("today", 0), ("tomorrow", 1)])?;
    Some((Atom::Days(vec![after(today, ahead)?]), length))
}
