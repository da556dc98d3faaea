//! Days, days of the week and parts of the day, as people write them in one line.

use crate::{
    card::{Band, Weekday},
    date::{Day, Month},
};

/// What words about time say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Time {
    /// A day.
    Day(Day),
    /// Days of the week, any of them.
    Weekdays(Vec<Weekday>),
    /// A part of the day.
    Band(Band),
    /// From a month on.
    From(Month),
}

/// Reads what stands at the beginning; with how many characters it takes. `today` is the writer's day.
pub(super) fn read(text: &[char], today: Day) -> Option<(Time, usize)> {
    relative(text, today)
        .or_else(|| in_a_week(text, today))
        .or_else(|| of_the_week(text))
        .or_else(|| calendar(text, today))
        .or_else(|| month(text, today))
        .or_else(|| band(text))
}

/// The first of these words that stands at the beginning; with its characters.
fn first<T: Copy>(text: &[char], words: &[(&str, T)]) -> Option<(T, usize)> {
    let mut words = words.iter();
    words.find_map(|(word, value)| Some((*value, starts(text, word)?)))
}

/// How many characters a word takes that stands at the beginning.
fn starts(text: &[char], word: &str) -> Option<usize> {
    let length = word.chars().count();
    let head = text.get(..length)?;
    head.iter().copied().eq(word.chars()).then_some(length)
}

fn rest(text: &[char], from: usize) -> &[char] {
    text.get(from..).unwrap_or_default()
}

fn days_after(day: Day, days: u32) -> Option<Day> {
    Some(Day::of_epoch(day.since_epoch()?.checked_add(days)?))
}

fn relative(text: &[char], today: Day) -> Option<(Time, usize)> {
    let words = [
        ("明後日", 2),
        ("あさって", 2),
        ("明日", 1),
        ("あした", 1),
        ("あす", 1),
        ("今日", 0),
        ("本日", 0),
        ("きょう", 0),
    ];
    let (days, length) = first(text, &words)?;
    Some((Time::Day(days_after(today, days)?), length))
}

/// A day of a week that is named: 来週の火曜, 次の金曜日. A week alone is its working days.
fn in_a_week(text: &[char], today: Day) -> Option<(Time, usize)> {
    let words = [
        ("再来週", Some(2)),
        ("さらいしゅう", Some(2)),
        ("来週", Some(1)),
        ("らいしゅう", Some(1)),
        ("今週", Some(0)),
        ("こんしゅう", Some(0)),
        ("今度", None),
        ("こんど", None),
        ("次", None),
        ("つぎ", None),
    ];
    let (weeks, mut length) = first(text, &words)?;
    length += starts(rest(text, length), "の").unwrap_or_default();
    let Some((weekday, more)) = weekday(rest(text, length), true) else {
        return weeks.map(|_week| (Time::Weekdays(Weekday::WORKING.to_vec()), length));
    };
    let day = match weeks {
        Some(weeks) => of_week(today, weeks, weekday)?,
        None => coming(today, weekday)?,
    };
    Some((Time::Day(day), length + more))
}

/// The day of the week so many weeks ahead; weeks begin on Monday.
pub(super) fn of_week(today: Day, weeks: u32, weekday: Weekday) -> Option<Day> {
    let since = Weekday::of(today).number();
    let monday = today.since_epoch()?.checked_sub(since)?;
    Some(Day::of_epoch(
        monday.checked_add(weeks * 7 + weekday.number())?,
    ))
}

/// The next such day after today.
pub(super) fn coming(today: Day, weekday: Weekday) -> Option<Day> {
    let ahead = (weekday.number() + 7 - Weekday::of(today).number()) % 7;
    days_after(today, if ahead == 0 { 7 } else { ahead })
}

/// One day of the week. `alone`: one character is enough.
fn weekday(text: &[char], alone: bool) -> Option<(Weekday, usize)> {
    let names = [
        ("月", "げつ"),
        ("火", "か"),
        ("水", "すい"),
        ("木", "もく"),
        ("金", "きん"),
        ("土", "ど"),
        ("日", "にち"),
    ];
    for (day, (kanji, kana)) in Weekday::ALL.into_iter().zip(names) {
        for (name, ends) in [(kanji, ["曜日", "曜"]), (kana, ["ようび", "よう"])] {
            let Some(length) = starts(text, name) else {
                continue;
            };
            let mut ends = ends.into_iter();
            if let Some(more) = ends.find_map(|end| starts(rest(text, length), end)) {
                return Some((day, length + more));
            }
            if alone && name == kanji {
                return Some((day, length));
            }
        }
    }
    None
}

/// 火曜, 火・木, 土日, 平日, 週末.
fn of_the_week(text: &[char]) -> Option<(Time, usize)> {
    use Weekday::{Saturday, Sunday};
    for (word, days) in [
        ("平日", Weekday::WORKING.to_vec()),
        ("へいじつ", Weekday::WORKING.to_vec()),
        ("週末", vec![Saturday, Sunday]),
        ("しゅうまつ", vec![Saturday, Sunday]),
        ("土日", vec![Saturday, Sunday]),
    ] {
        if let Some(length) = starts(text, word) {
            return Some((Time::Weekdays(days), length));
        }
    }
    let (first, mut length) = weekday(text, true)?;
    let mut days = vec![first];
    while let Some(mark) = starts(rest(text, length), "・")
        && let Some((day, more)) = weekday(rest(text, length + mark), true)
    {
        days.push(day);
        length += mark + more;
    }
    // One character alone is a day only where nothing else could be meant: at the end, or before a part of the day.
    let after = rest(text, length);
    let alone = length == 1 && !(after.is_empty() || band(after).is_some());
    (!alone).then_some((Time::Weekdays(days), length))
}

/// 2026-12-03, 2026年12月3日, 12月3日, 12/3, 3日. A day that does not exist is none.
fn calendar(text: &[char], today: Day) -> Option<(Time, usize)> {
    let (first, mut length) = number(text)?;
    let (mut year, mut month, mut day) = (None, None, None);
    let mark = *text.get(length)?;
    match (first, mark) {
        (1900..=9999, '年' | '-' | '/') => year = Some(first),
        (_, '月' | '/') => month = Some(first),
        (_, '日') => day = Some(first),
        _ => return None,
    }
    length += 1;
    if year.is_some() {
        let (number, more) = number(rest(text, length))?;
        let mark = *text.get(length + more)?;
        if !matches!(mark, '月' | '-' | '/') {
            return None;
        }
        month = Some(number);
        length += more + 1;
    }
    if day.is_none() {
        let (number, more) = number(rest(text, length))?;
        day = Some(number);
        length += more;
        length += starts(rest(text, length), "日").unwrap_or_default();
    }
    let day = day?;
    let on = |year: u32, month: u32| -> Option<Day> {
        format!("{year:04}-{month:02}-{day:02}").parse().ok()
    };
    let now = today.in_month()?;
    let this_year = u32::from(now.year());
    let found = match (year, month) {
        (Some(year), Some(month)) => on(year, month)?,
        (None, Some(month)) => on(this_year, month)
            .filter(|day| *day >= today)
            .or_else(|| on(this_year + 1, month))?,
        _ => (0..12)
            .filter_map(|ahead| {
                let month = u32::from(now.month()) - 1 + ahead;
                on(this_year + month / 12, month % 12 + 1)
            })
            .find(|day| *day >= today)?,
    };
    Some((Time::Day(found), length))
}

/// 4月から, 来月.
fn month(text: &[char], today: Day) -> Option<(Time, usize)> {
    let now = today.in_month()?;
    let ahead = |months: u32| today.plus_months(months).in_month();
    let (month, mut length) = if let Some((months, length)) = first(
        text,
        &[
            ("再来月", 2),
            ("来月", 1),
            ("らいげつ", 1),
            ("今月", 0),
            ("こんげつ", 0),
        ],
    ) {
        (ahead(months)?, length)
    } else {
        let (number, length) = number(text)?;
        let length = length + starts(rest(text, length), "月")?;
        // 2月30日 is no month that was meant.
        if text.get(length).is_some_and(char::is_ascii_digit) {
            return None;
        }
        let number = u8::try_from(number).ok()?;
        let later = u16::from(number < now.month());
        (
            Month::new(now.year().checked_add(later)?, number).ok()?,
            length,
        )
    };
    let ends = ["から", "以降", "以後"];
    let mut ends = ends.into_iter();
    length += ends
        .find_map(|end| starts(rest(text, length), end))
        .unwrap_or_default();
    Some((Time::From(month), length))
}

/// 午前, 午後, 夜 and what is said instead. One kanji before another is part of some other word: 朝活.
fn band(text: &[char]) -> Option<(Time, usize)> {
    let words = [
        ("午前中", Band::Morning),
        ("午前", Band::Morning),
        ("ごぜん", Band::Morning),
        ("朝", Band::Morning),
        ("午後", Band::Afternoon),
        ("ごご", Band::Afternoon),
        ("昼間", Band::Afternoon),
        ("昼", Band::Afternoon),
        ("夕方", Band::Afternoon),
        ("夜間", Band::Evening),
        ("夜", Band::Evening),
        ("晩", Band::Evening),
        ("よる", Band::Evening),
    ];
    let (band, length) = first(text, &words)?;
    let kanji = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let within = length == 1 && text.get(1).is_some_and(kanji);
    (!within).then_some((Time::Band(band), length))
}

/// A number of at most four digits.
fn number(text: &[char]) -> Option<(u32, usize)> {
    let digits: String = text
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .take(5)
        .collect();
    if digits.len() > 4 {
        return None;
    }
    Some((digits.parse().ok()?, digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Saturday.
    const TODAY: &str = "2026-11-21";

    fn read_day(text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        match read(&chars, TODAY.parse().unwrap())? {
            (Time::Day(day), length) if length == chars.len() => Some(day.to_string()),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, day) in [
            ("今日", "2026-11-21"),
            ("明日", "2026-11-22"),
            ("あさって", "2026-11-23"),
            ("来週の火曜", "2026-11-24"),
            ("来週火曜日", "2026-11-24"),
            ("再来週の月", "2026-11-30"),
            ("今週の日曜", "2026-11-22"),
            ("次の土曜", "2026-11-28"),
            ("12月3日", "2026-12-03"),
            ("12/3", "2026-12-03"),
            ("2027-01-05", "2027-01-05"),
            ("2027年1月5日", "2027-01-05"),
            ("1月5日", "2027-01-05"),
            ("20日", "2026-12-20"),
            ("24日", "2026-11-24"),
            ("らいしゅうのかようび", "2026-11-24"),
        ] {
            assert_eq!(read_day(text).as_deref(), Some(day), "{text}");
        }
        for text in [
            "2月30日",
            "13/40",
            "99月",
            "火山",
            "月見",
            "日",
            "12345日",
            "",
        ] {
            let chars: Vec<char> = text.chars().collect();
            let found = read(&chars, TODAY.parse().unwrap());
            let whole = found.filter(|(_, length)| *length == chars.len() && length > &1);
            assert_eq!(whole, None, "{text}");
        }
    }

    #[test]
    fn weekdays_bands_and_months() {
        let read = |text: &str| read(&text.chars().collect::<Vec<_>>(), TODAY.parse().unwrap());
        assert_eq!(
            read("火・木"),
            Some((Time::Weekdays(vec![Weekday::Tuesday, Weekday::Thursday]), 3)),
            "two days"
        );
        assert_eq!(
            read("火午前"),
            Some((Time::Weekdays(vec![Weekday::Tuesday]), 1)),
            "before a part"
        );
        assert_eq!(
            read("午前中"),
            Some((Time::Band(Band::Morning), 3)),
            "the longest word"
        );
        assert_eq!(read("朝活"), None, "another word");
        let month = |year, number| Time::From(Month::new(year, number).unwrap());
        assert_eq!(
            read("4月から"),
            Some((month(2027, 4), 4)),
            "the coming April"
        );
        assert_eq!(read("12月"), Some((month(2026, 12), 3)), "this December");
        assert_eq!(read("来月"), Some((month(2026, 12), 2)), "next month");
    }
}
