//! Words about time, and small words, as people type them in English.

mod dates;

use dates::{bounded, date, in_some_time, more_days, of_a_week, span_word};

use super::{
    atom::{Atom, after, before},
    hours,
    token::{Join, Says, TokenKind},
};
use crate::{
    card::{
        Band::{self, Afternoon, Evening, Morning},
        Weekday,
    },
    date::Day,
};

/// Words between others that ask for nothing.
const SMALL: [&str; 62] = [
    "in",
    "on",
    "at",
    "a",
    "an",
    "the",
    "who",
    "can",
    "could",
    "is",
    "are",
    "be",
    "free",
    "available",
    "for",
    "with",
    "i",
    "we",
    "me",
    "my",
    "us",
    "you",
    "need",
    "needs",
    "want",
    "looking",
    "look",
    "find",
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "people",
    "person",
    "please",
    "help",
    "to",
    "do",
    "does",
    "that",
    "this",
    "of",
    "some",
    "any",
    "there",
    "has",
    "have",
    "knows",
    "know",
    "would",
    "like",
    "good",
    "able",
    "hello",
    "hi",
    "thanks",
    "thank",
    "by",
    "also",
    "speaks",
    "based",
    "from",
];

/// A word of Latin letters: its characters.
fn word(text: &[char], at: usize) -> Option<(String, usize)> {
    let rest = text.get(at..)?;
    let word: String = rest
        .iter()
        .take_while(|c| c.is_ascii_alphanumeric() || **c == '\'')
        .collect();
    let length = word.chars().count();
    (length > 0).then_some((word, length))
}

/// The place of the next word: behind one gap of spaces.
fn next(text: &[char], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|c| **c == ' ' || **c == '.').count()
}

/// Several words that stand here one after the other; where they end.
fn words(text: &[char], at: usize, wanted: &str) -> Option<usize> {
    let mut end = at;
    for (number, wanted) in wanted.split(' ').enumerate() {
        let begin = if number == 0 { at } else { next(text, end) };
        let (found, length) = word(text, begin)?;
        if found != wanted {
            return None;
        }
        end = begin + length;
    }
    Some(end)
}

/// The first of these phrases that stands here, the longest of them.
fn phrase<T: Copy>(text: &[char], at: usize, phrases: &[(&str, T)]) -> Option<(T, usize)> {
    let found = phrases
        .iter()
        .filter_map(|(phrase, value)| Some((*value, words(text, at, phrase)? - at)));
    found.max_by_key(|(_, length)| *length)
}

fn weekday(word: &str) -> Option<Weekday> {
    let names: [&[&str]; 7] = [
        &["mon", "monday", "mondays"],
        &["tue", "tues", "tuesday", "tuesdays"],
        &["wed", "weds", "wednesday", "wednesdays"],
        &["thu", "thur", "thurs", "thursday", "thursdays"],
        &["fri", "friday", "fridays"],
        &["sat", "saturday", "saturdays"],
        &["sun", "sunday", "sundays"],
    ];
    let mut days = Weekday::ALL.into_iter().zip(names);
    days.find_map(|(day, names)| names.contains(&word).then_some(day))
}

/// Conditions, small words, and words about time; with their characters.
pub(super) fn read(text: &[char], at: usize, today: Day) -> Option<(TokenKind, usize)> {
    let says = [
        ("online", Says::Remote),
        ("remote", Says::Remote),
        ("remotely", Says::Remote),
        ("from home", Says::Remote),
        ("zoom", Says::Remote),
        ("in person", Says::InPerson),
        ("face to face", Says::InPerson),
        ("onsite", Says::InPerson),
        ("on site", Says::InPerson),
        ("urgent", Says::Urgent),
        ("urgently", Says::Urgent),
        ("asap", Says::Urgent),
        ("in a hurry", Says::Urgent),
        ("at short notice", Says::Urgent),
        ("small jobs", Says::Record),
        ("small work", Says::Record),
        ("hiring", Says::Hiring),
        ("recruiting", Says::Hiring),
    ];
    if let Some((says, length)) = phrase(text, at, &says) {
        return Some((TokenKind::Says(says), length));
    }
    if let Some((atom, length)) = time(text, at, today) {
        return Some((TokenKind::When(atom), length));
    }
    let joins = [
        ("or", TokenKind::Join(Join::Or)),
        ("and", TokenKind::Join(Join::And)),
    ];
    let (found, length) = word(text, at)?;
    for (name, kind) in joins {
        if found == name {
            return Some((kind, length));
        }
    }
    if let Some(((), length)) = phrase(
        text,
        at,
        &[
            ("not on", ()),
            ("not in", ()),
            ("not", ()),
            ("except for", ()),
            ("except on", ()),
            ("except in", ()),
            ("except", ()),
            ("excluding", ()),
            ("without", ()),
            ("but not", ()),
            ("no", ()),
        ],
    ) {
        return Some((TokenKind::NotNext, length));
    }
    if found == "both" || found == "all" {
        return Some((TokenKind::All, length));
    }
    if found == "either" {
        return Some((TokenKind::Filler, length));
    }
    SMALL
        .contains(&found.as_str())
        .then_some((TokenKind::Filler, length))
}

/// Words about time.
fn time(text: &[char], at: usize, today: Day) -> Option<(Atom, usize)> {
    let one = |day: Day| Atom::Days(vec![day]);
    let first = span_word(text, at)
        .and_then(|(word, length)| bounded(text, at, word, length, today))
        .or_else(|| {
            let (found, length) = date(text, at, today)?;
            Some(more_days(text, at, found, length))
        });
    if first.is_some() {
        return first;
    }
    let days = [
        ("today", 0),
        ("tomorrow", 1),
        ("day after tomorrow", 2),
        ("the day after tomorrow", 2),
    ];
    if let Some((ahead, length)) = phrase(text, at, &days) {
        return Some((one(after(today, ahead)?), length));
    }
    if let Some(((), length)) = phrase(text, at, &[("tonight", ())]) {
        return Some((Atom::DayBand(today, Evening), length));
    }
    if let Some(((), length)) = phrase(text, at, &[("yesterday", ())]) {
        let day = before(today, 1)?;
        return Some((Atom::Past { day, next: None }, length));
    }
    if let Some(found) = in_some_time(text, at, today) {
        return Some(found);
    }
    if let Some(found) = of_a_week(text, at, today) {
        return Some(found);
    }
    if let Some(((), length)) = phrase(text, at, &[("every", ()), ("each", ()), ("weekly", ())]) {
        return Some((Atom::Every, length));
    }
    let weekdays = |days: &[Weekday], length: usize| {
        let days = days.to_vec();
        Some((Atom::Weekdays { days, all: false }, length))
    };
    let weekend = [Weekday::Saturday, Weekday::Sunday];
    let named: [(&str, &[Weekday]); 4] = [
        ("weekday", &Weekday::WORKING),
        ("weekdays", &Weekday::WORKING),
        ("weekend", &weekend),
        ("weekends", &weekend),
    ];
    if let Some((days, length)) = phrase(text, at, &named) {
        return weekdays(days, length);
    }
    if let Some(found) = list(text, at) {
        return Some(found);
    }
    part(text, at)
}

/// "Tue", "Tue/Thu", "Mon-Wed", "Monday to Friday".
fn list(text: &[char], at: usize) -> Option<(Atom, usize)> {
    let (name, mut length) = word(text, at)?;
    let mut last = weekday(&name)?;
    let mut days = vec![last];
    loop {
        let here = at + length;
        let mark = text.get(here).copied();
        let (to, behind) = match mark {
            Some('/') => (false, here + 1),
            Some('-' | '–' | '~') => (true, here + 1),
            _ => match words(text, next(text, here), "to") {
                Some(end) => (true, next(text, end)),
                None => break,
            },
        };
        let Some((name, more)) = word(text, behind) else {
            break;
        };
        let Some(day) = weekday(&name) else { break };
        if to {
            let between = Weekday::ALL
                .into_iter()
                .cycle()
                .skip_while(|one| *one != last);
            days.extend(between.take(7).skip(1).take_while(|one| *one != day));
        }
        days.push(day);
        last = day;
        length = behind + more - at;
    }
    days.sort_unstable();
    days.dedup();
    Some((Atom::Weekdays { days, all: false }, length))
}

/// Morning, afternoon, evening; an hour of the clock.
fn part(text: &[char], at: usize) -> Option<(Atom, usize)> {
    let bands = |bands: &[Band], all: bool| Atom::Bands {
        bands: bands.to_vec(),
        all,
    };
    if let Some(((), length)) = phrase(
        text,
        at,
        &[("all day", ()), ("full day", ()), ("whole day", ())],
    ) {
        return Some((bands(&[Morning, Afternoon], true), length));
    }
    let parts = [
        ("morning", Morning),
        ("mornings", Morning),
        ("am", Morning),
        ("afternoon", Afternoon),
        ("afternoons", Afternoon),
        ("pm", Afternoon),
        ("evening", Evening),
        ("evenings", Evening),
        ("night", Evening),
        ("nights", Evening),
        ("after work", Evening),
    ];
    if let Some((band, length)) = phrase(text, at, &parts) {
        return Some((bands(&[band], false), length));
    }
    let later = phrase(text, at, &[("after", ()), ("from", ())]);
    let until = phrase(text, at, &[("before", ()), ("until", ()), ("till", ())]);
    let begin = later
        .or(until)
        .map_or(at, |((), length)| next(text, at + length));
    let (hour, end) = hour(text, begin)?;
    if let Some(mark) = text.get(end)
        && matches!(mark, '-' | '–' | '~')
        && let Some((last, end)) = self::hour(text, end + 1)
    {
        return Some((hours::from_to(hour, last), end - at));
    }
    let first = hours::band_of(hour);
    let all: Vec<Band> = if later.is_some() {
        Band::ALL
            .into_iter()
            .filter(|band| *band >= first)
            .collect()
    } else if until.is_some() {
        let last = hours::band_of(hour.saturating_sub(1));
        Band::ALL.into_iter().filter(|band| *band <= last).collect()
    } else {
        vec![first]
    };
    Some((bands(&all, false), end - at))
}

/// 3pm, 10 am, 19:00.
fn hour(text: &[char], at: usize) -> Option<(u32, usize)> {
    let digits: String = text
        .get(at..)?
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .take(3)
        .collect();
    let hour: u32 = digits.parse().ok()?;
    let mut here = at + digits.len();
    let mut clock = false;
    if text.get(here) == Some(&':')
        && let Some(minutes) = text.get(here + 1..here + 3)
        && minutes.iter().all(char::is_ascii_digit)
    {
        here += 3;
        clock = true;
    }
    let behind = next(text, here);
    let half = word(text, behind);
    match half.as_ref().map(|(half, _)| half.as_str()) {
        Some("am") if hour <= 12 => Some((hour % 12, behind + 2)),
        Some("pm") if hour <= 12 => Some((hour % 12 + 12, behind + 2)),
        Some("o'clock") if hour <= 12 => {
            Some((if hour < 7 { hour + 12 } else { hour }, behind + 7))
        }
        _ => (clock && hour <= 24).then_some((hour, here)),
    }
}
