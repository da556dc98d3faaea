//! Weeks, months and seasons of the year that are named: 来週末, 来月上旬, 年明け.

use super::{DayBase, FROM, UNTIL, day, days, in_brackets};
use crate::{
    card::Weekday,
    date::Day,
    find::{
        atom::{Atom, any, before, coming, first, number, of_month, of_week, on, year_and_month},
        polite::starts,
    },
};

/// 来週, 今週末, 来月上旬, 年内, 年明け.
pub(super) fn week_or_month(text: &[char], at: usize, today: Day) -> Option<DayBase> {
    week(text, at, today)
        .or_else(|| month(text, at, today))
        .or_else(|| season(text, at, today))
}

/// 来週, 今週末, 来週前半, 週明け.
fn week(text: &[char], at: usize, today: Day) -> Option<DayBase> {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let weeks = [
        ("再来週", 2),
        ("さらいしゅう", 2),
        ("来週", 1),
        ("らいしゅう", 1),
        ("次週", 1),
        ("翌週", 1),
        ("今週", 0),
        ("こんしゅう", 0),
    ];
    if starts(text, at, "先週").is_some() {
        let day = before(of_week(today, 0, Monday)?, 7)?;
        return Some(DayBase::Other(Atom::Past { day, next: None }, 2));
    }
    if let Some((week, length)) = first(text, at, &weeks) {
        let parts = [
            ("末", (Saturday, Sunday)),
            ("の週末", (Saturday, Sunday)),
            ("前半", (Monday, Wednesday)),
            ("の前半", (Monday, Wednesday)),
            ("後半", (Thursday, Sunday)),
            ("の後半", (Thursday, Sunday)),
            ("半ば", (Tuesday, Thursday)),
            ("の半ば", (Tuesday, Thursday)),
            ("初め", (Monday, Tuesday)),
            ("の初め", (Monday, Tuesday)),
            ("頭", (Monday, Tuesday)),
            ("あたま", (Monday, Tuesday)),
            ("明け", (Monday, Monday)),
            ("の平日", (Monday, Friday)),
            ("中に", (Monday, Sunday)),
            ("中", (Monday, Sunday)),
        ];
        let part = first(text, at + length, &parts);
        let ((begin, end), more) = part.unwrap_or(((Monday, Sunday), 0));
        let first = of_week(today, week, begin)?.max(today);
        let last = of_week(today, week, end)?;
        if begin == Saturday {
            let all: Vec<Day> = [first, last].into();
            let mut all: Vec<Day> = all.into_iter().filter(|day| *day >= today).collect();
            all.dedup();
            let suffix =
                any(text, at + length + more, &FROM).max(any(text, at + length + more, &UNTIL));
            if suffix == 0 {
                return Some(DayBase::Other(Atom::Days(all), length + more));
            }
        }
        return Some(days(first.min(last), last, length + more));
    }
    if let Some(length) = starts(text, at, "週明け") {
        return Some(day(coming(today, Monday)?, length));
    }
    None
}

/// 来月, 再来月の10日, 来月上旬.
fn month(text: &[char], at: usize, today: Day) -> Option<DayBase> {
    let ahead = [
        ("再来月", 2),
        ("さらいげつ", 2),
        ("来月", 1),
        ("らいげつ", 1),
        ("翌月", 1),
        ("今月", 0),
        ("こんげつ", 0),
        ("当月", 0),
    ];
    if let Some((ahead, length)) = first(text, at, &ahead) {
        let (year, month) = months_on(today, ahead)?;
        let the = any(text, at + length, &["の"]);
        let here = at + length + the;
        // 来月の10日
        if let Some((date, digits)) = number(text, here)
            && let Some(sign) = starts(text, here + digits, "日")
            && starts(text, here + digits, "日間").is_none()
        {
            let length = here + digits + sign - at;
            let Some(found) = on(year, month, date) else {
                return Some(DayBase::Other(Atom::NoDay, length));
            };
            return Some(day(found, length + in_brackets(text, at + length)));
        }
        return part_of_month(text, at, at + length, (year, month), today);
    }
    None
}

/// The month so many months on, and its year.
fn months_on(today: Day, ahead: u32) -> Option<(u32, u32)> {
    let (year, month) = year_and_month(today)?;
    let all = month - 1 + ahead;
    Some((year + all / 12, all % 12 + 1))
}

/// 年内, 年明け, 年度末, 月末.
fn season(text: &[char], at: usize, today: Day) -> Option<DayBase> {
    let (year, month) = year_and_month(today)?;
    let this_year_end = on(year, 12, 31)?;
    let years = |from: Day, until: Day, length: usize| Some(days(from, until, length));
    let words = [
        "年末年始",
        "年末",
        "年明け早々",
        "年明け",
        "年始",
        "新年度",
        "年度末",
        "年度内",
        "年内",
        "今年中",
        "今年度中",
        "来年度",
        "来年中",
        "来年",
        "今年",
        "月末",
        "月初",
        "新年",
        "正月",
    ];
    let word = words
        .into_iter()
        .find(|word| starts(text, at, word).is_some())?;
    let length = word.chars().count();
    // 来年の3月, 今年12月: the calendar reads it.
    let the = any(text, at + length, &["の"]);
    if matches!(word, "来年" | "今年") && number(text, at + length + the).is_some() {
        return None;
    }
    let fiscal = |from_year: u32| -> Option<(Day, Day)> {
        Some((on(from_year, 4, 1)?, on(from_year + 1, 3, 31)?))
    };
    let this_fiscal = if month < 4 { year - 1 } else { year };
    match word {
        "年末年始" => years(on(year, 12, 28)?, on(year + 1, 1, 5)?, length),
        "年末" => years(on(year, 12, 25)?.max(today), this_year_end, length),
        "年明け早々" | "年始" | "正月" => {
            years(on(year + 1, 1, 1)?, on(year + 1, 1, 7)?, length)
        }
        "年明け" | "新年" => years(on(year + 1, 1, 1)?, on(year + 1, 1, 31)?, length),
        "年内" | "今年中" | "今年" => years(today, this_year_end, length),
        "来年" | "来年中" => years(on(year + 1, 1, 1)?, on(year + 1, 12, 31)?, length),
        "年度末" => years(
            on(this_fiscal + 1, 3, 25)?.max(today),
            on(this_fiscal + 1, 3, 31)?,
            length,
        ),
        "年度内" | "今年度中" => years(today, fiscal(this_fiscal)?.1, length),
        "新年度" | "来年度" => {
            let (first, last) = fiscal(this_fiscal + 1)?;
            let last = if word == "新年度" {
                on(this_fiscal + 1, 4, 30)?
            } else {
                last
            };
            years(first, last, length)
        }
        "月初" => {
            let (year, month) = months_on(today, 1)?;
            years(on(year, month, 1)?, on(year, month, 7)?, length)
        }
        _ => {
            let (_, last) = of_month(year, month)?;
            years(before(last, 5)?.max(today), last, length)
        }
    }
}

/// A month, or a part of it that is named behind it: 12月上旬, 来月末.
pub(super) fn part_of_month(
    text: &[char],
    at: usize,
    behind: usize,
    (year, month): (u32, u32),
    today: Day,
) -> Option<DayBase> {
    let (first_day, last_day) = of_month(year, month)?;
    let length = last_day.days_between(first_day) + 1;
    let the = any(text, behind, &["の"]);
    let parts = [
        ("上旬", (1, 10)),
        ("初旬", (1, 10)),
        ("中旬", (11, 20)),
        ("下旬", (21, length)),
        ("末", (length - 5, length)),
        ("終わり", (length - 5, length)),
        ("頭", (1, 5)),
        ("あたま", (1, 5)),
        ("初め", (1, 7)),
        ("はじめ", (1, 7)),
        ("前半", (1, 15)),
        ("後半", (16, length)),
        ("半ば", (11, 20)),
        ("なかば", (11, 20)),
        ("いっぱい", (1, length)),
        ("中に", (1, length)),
        ("中", (1, length)),
    ];
    let part = first(text, behind + the, &parts);
    let ((begin, end), more) = match part {
        Some((part, more)) => (part, the + more),
        None => ((1, length), 0),
    };
    let (from, until) = (on(year, month, begin)?, on(year, month, end)?);
    let from = if until >= today {
        from.max(today.min(until))
    } else {
        from
    };
    Some(days(from, until, behind + more - at))
}
