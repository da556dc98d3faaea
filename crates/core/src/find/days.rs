//! Days, weeks and months as people write them in Japanese.

mod months;
#[cfg(test)]
mod tests;

use super::{
    atom::{
        Atom, after, any, before, coming, ends_kana, first, number, on, spaces, year_and_month,
    },
    hours,
    polite::{is_kanji, starts},
    weekdays,
};
use crate::{
    card::{Band, Weekday},
    date::Day,
};

use months::{part_of_month, week_or_month};

/// Up to so many days ago a day without a year is asked about; longer ago it is one of the next year.
const JUST_PAST: u32 = 92;

const FROM: [&str; 5] = ["から", "以降", "以後", "より", "スタート"];
const UNTIL: [&str; 6] = ["までの間", "までに", "まで", "以前", "締切", "〆切"];
const TO: [&str; 8] = ["から", "より", "〜", "~", "-", "–", "—", "ー"];
const MONTHS: [&str; 8] = [
    "か月", "ヶ月", "ケ月", "カ月", "ヵ月", "ヵ月", "箇月", "ヶ月",
];

/// What stands here about days and parts of them; with its characters. `today` is the writer's day.
pub(super) fn read(text: &[char], at: usize, today: Day) -> Option<(Atom, usize)> {
    let tonight = tonight(text, at, today);
    let span = span(text, at, today);
    let in_a_week = in_a_week(text, at, today);
    let hours = hours::read(text, at);
    let weekdays = weekdays::read(text, at);
    let all = [tonight, span, in_a_week, hours, weekdays];
    all.into_iter()
        .flatten()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// 今夜, 明晩, 明朝.
fn tonight(text: &[char], at: usize, today: Day) -> Option<(Atom, usize)> {
    let words = [
        ("今夜", (0, Band::Evening)),
        ("今晩", (0, Band::Evening)),
        ("明晩", (1, Band::Evening)),
        ("明朝", (1, Band::Morning)),
        ("明夜", (1, Band::Evening)),
    ];
    let ((days, band), length) = first(text, at, &words)?;
    Some((Atom::DayBand(after(today, days)?, band), length))
}

/// Days that were named: the first and the last.
struct Named {
    first: Day,
    last: Day,
    length: usize,
    /// Only the number of the day was said.
    bare: Option<u32>,
}

enum DayBase {
    Named(Named),
    Other(Atom, usize),
}

/// A day, a week, a month, or from one of them to another.
fn span(text: &[char], at: usize, today: Day) -> Option<(Atom, usize)> {
    let named = match base(text, at, today)? {
        DayBase::Named(named) => named,
        DayBase::Other(atom, length) => return Some((atom, length)),
    };
    let here = at + named.length;
    let gap = spaces(text, here);
    let to = any(text, here + gap, &TO);
    if to > 0 {
        let behind = here + gap + to + spaces(text, here + gap + to);
        if let Some((last, more)) = end_of_span(text, behind, &named, today)
            && last >= named.first
        {
            let next = behind + more;
            let until = any(text, next, &["までの間", "まで", "の間"]);
            let span = Atom::Span {
                from: Some(named.first),
                until: Some(last),
            };
            return Some((span, next + until - at));
        }
    }
    let open = any(text, here, &FROM);
    if open > 0 {
        let from = Some(named.first);
        return Some((Atom::Span { from, until: None }, named.length + open));
    }
    let until = any(text, here, &UNTIL);
    if until > 0 && named.last >= today {
        let span = Atom::Span {
            from: Some(today),
            until: Some(named.last),
        };
        return Some((span, named.length + until));
    }
    if let Some(number) = named.bare {
        return Some((Atom::DayOfMonth(number), named.length));
    }
    if named.last < today {
        let next = next_year(named.first, today).filter(|_| named.first == named.last);
        let day = named.first;
        return Some((Atom::Past { day, next }, named.length));
    }
    if named.first == named.last {
        let (days, length) = more_days(text, at, &named, today);
        return Some((Atom::Days(days), length));
    }
    let span = Atom::Span {
        from: Some(named.first),
        until: Some(named.last),
    };
    Some((span, named.length))
}

/// A day with those of the same month of which only the number is said: 12/24か25.
fn more_days(text: &[char], at: usize, named: &Named, today: Day) -> (Vec<Day>, usize) {
    let mut days = vec![named.first];
    let mut length = named.length;
    let dated = text.get(at).is_some_and(char::is_ascii_digit);
    if !dated {
        return (days, length);
    }
    loop {
        let here = at + length;
        let or = any(text, here, &["か", "・", ",", "、", "または"]);
        let behind = here + or + spaces(text, here + or);
        let found = number(text, behind).filter(|_| or > 0);
        let Some((date, digits)) = found else { break };
        let next = behind + digits + any(text, behind + digits, &["日"]);
        let other = any(
            text,
            next,
            &[
                "/", "月", "時", "間", "名", "人", "分", ":", "年", "回", "万", "円", "-", "か月",
                "ヶ月", "on",
            ],
        );
        let month = year_and_month(named.first);
        let day = month.and_then(|(year, month)| on(year, month, date));
        let Some(day) = day.filter(|day| other == 0 && *day >= today) else {
            break;
        };
        days.push(day);
        length = next + in_brackets(text, next) - at;
    }
    (days, length)
}

/// The same day of the next year in which it is not over.
fn next_year(day: Day, today: Day) -> Option<Day> {
    (1..=20)
        .map(|years| day.plus_years(years))
        .find(|next| *next >= today)
}

/// The last day of a span, behind から or 〜: a date, a number of days, or only a number (3/10〜12).
fn end_of_span(text: &[char], at: usize, first: &Named, today: Day) -> Option<(Day, usize)> {
    if let Some((days, length)) = number(text, at) {
        let unit = any(text, at + length, &["日間"]);
        if unit > 0 {
            return Some((after(first.first, days.checked_sub(1)?)?, length + unit));
        }
        let dated = any(text, at + length, &["月", "/", "年", "."]) > 0;
        let hour = any(
            text,
            at + length,
            &["時", ":", "名", "人", "回", "分", "万", "円"],
        ) > 0;
        if !dated && !hour {
            let (year, month) = year_and_month(first.first)?;
            let last = on(year, month, days)?;
            let day = any(text, at + length, &["日"]);
            return Some((last, length + day + in_brackets(text, at + length + day)));
        }
    }
    match base(text, at, today)? {
        DayBase::Named(named) => {
            // From December to February.
            let later = named.last.plus_years(1);
            let last = if named.last < first.first {
                later
            } else {
                named.last
            };
            Some((last, named.length))
        }
        DayBase::Other(..) => None,
    }
}

fn base(text: &[char], at: usize, today: Day) -> Option<DayBase> {
    relative(text, at, today)
        .or_else(|| week_or_month(text, at, today))
        .or_else(|| calendar(text, at, today))
}

fn day(day: Day, length: usize) -> DayBase {
    DayBase::Named(Named {
        first: day,
        last: day,
        length,
        bare: None,
    })
}

fn days(first: Day, last: Day, length: usize) -> DayBase {
    DayBase::Named(Named {
        first,
        last,
        length,
        bare: None,
    })
}

/// 明日, あさって, 3日後, 2週間以内.
fn relative(text: &[char], at: usize, today: Day) -> Option<DayBase> {
    let past = [("一昨日", 2), ("おととい", 2), ("昨日", 1), ("きのう", 1)];
    if let Some((ago, length)) = first(text, at, &past) {
        let day = before(today, ago)?;
        return Some(DayBase::Other(Atom::Past { day, next: None }, length));
    }
    let words = [
        ("明々後日", 3),
        ("しあさって", 3),
        ("明後日", 2),
        ("あさって", 2),
        ("明日", 1),
        ("あした", 1),
        ("あす", 1),
        ("翌日", 1),
        ("今日", 0),
        ("本日", 0),
        ("当日", 0),
        ("きょう", 0),
    ];
    if let Some((ahead, length)) = first(text, at, &words) {
        let kana = text.get(at).is_some_and(|c| matches!(c, 'ぁ'..='ん'));
        if kana && !ends_kana(text, at + length) {
            return None;
        }
        return Some(day(
            after(today, ahead)?,
            length + in_brackets(text, at + length),
        ));
    }
    let (number, digits) = number(text, at)?;
    let here = at + digits;
    let (then, unit) = if starts(text, here, "週間").is_some() {
        (after(today, number.checked_mul(7)?)?, 2)
    } else if starts(text, here, "日").is_some() {
        (after(today, number)?, 1)
    } else {
        let unit = any(text, here, &MONTHS);
        (unit > 0).then_some(())?;
        (today.plus_months(number), unit)
    };
    let behind = here + unit;
    let ago = any(text, behind, &["前"]);
    if ago > 0 && any(text, behind, &["前後", "前半"]) == 0 {
        let day = before(today, then.days_between(today))?;
        return Some(DayBase::Other(
            Atom::Past { day, next: None },
            behind + ago - at,
        ));
    }
    let later = any(text, behind, &["後", "あと"]);
    if later > 0 && any(text, behind, &["後半"]) == 0 {
        return Some(day(then, behind + later - at));
    }
    let within = any(text, behind, &["以内に", "以内"]);
    (within > 0).then(|| days(today, then, behind + within - at))
}

/// 2026-12-03, 2026年12月3日, 令和8年12月3日, 12月3日, 12/3(木), 3日, 12月.
fn calendar(text: &[char], at: usize, today: Day) -> Option<DayBase> {
    let (this_year, this_month) = year_and_month(today)?;
    let (year, mut here) = match year(text, at, this_year) {
        Some((year, length)) => (Some(year), at + length),
        None => (None, at),
    };
    let (number_read, digits) = number(text, here)?;
    let mark = *text.get(here + digits)?;
    here += digits;
    let is_month = mark == '月' || mark == '/' || year.is_some() && matches!(mark, '-' | '.');
    if mark == '日' && year.is_none() {
        return day_of_month(text, at, here + 1, number_read, today);
    }
    if !is_month || !(1..=12).contains(&number_read) {
        return None;
    }
    let month = number_read;
    here += 1;
    let Some((date, digits)) = number(text, here).filter(|(date, _)| *date <= 31 && *date > 0)
    else {
        // 2月30日 is no month that was meant, and 12/ neither.
        if mark != '月' || text.get(here).is_some_and(char::is_ascii_digit) {
            return None;
        }
        // 一月 may begin a name; 12月 does not.
        if text.get(at).is_some_and(|c| !c.is_ascii_digit())
            && text
                .get(here)
                .is_some_and(|c| is_kanji(*c) && !"中上下末前後頭初".contains(*c))
        {
            return None;
        }
        let year = year.unwrap_or(this_year + u32::from(month < this_month));
        return part_of_month(text, at, here, (year, month), today);
    };
    // 12月3人 and 10/3名 are no dates.
    if any(text, here + digits, &["時間", "名", "人", "回", "時", "円"]) > 0
        && any(text, here + digits, &["日"]) == 0
    {
        return None;
    }
    here += digits;
    here += any(text, here, &["日"]);
    if mark == '月' || year.is_some() || mark == '/' {
        here += in_brackets(text, here);
    }
    let length = here - at;
    let Some(found) = (match year {
        Some(year) => on(year, month, date),
        None => on(this_year, month, date).or_else(|| on(this_year + 1, month, date)),
    }) else {
        return Some(DayBase::Other(Atom::NoDay, length));
    };
    let long_ago = found < today && found.days_between(today) > JUST_PAST;
    if year.is_none() && long_ago {
        let next = on(this_year + 1, month, date);
        return Some(match next {
            Some(next) => day(next, length),
            None => DayBase::Other(Atom::NoDay, length),
        });
    }
    Some(day(found, length))
}

/// A day of a month that is not named: the next one.
fn day_of_month(text: &[char], at: usize, behind: usize, date: u32, today: Day) -> Option<DayBase> {
    let kanji = text.get(at).is_some_and(|c| !c.is_ascii_digit());
    let next = text.get(behind);
    if any(text, behind, &["間", "目", "分", "数", "本", "中"]) > 0 {
        return None;
    }
    // 十日町, 四日市, 二日酔い
    if kanji && next.is_some_and(|c| is_kanji(*c) && !"午夜朝昼夕以".contains(*c)) {
        return None;
    }
    if !(1..=31).contains(&date) {
        return None;
    }
    let found = next_of(date, None, today)?;
    Some(DayBase::Named(Named {
        first: found,
        last: found,
        length: behind - at + in_brackets(text, behind),
        bare: Some(date),
    }))
}

/// The next day with this number: in a month, where one was named, else in the first that has it still to come.
pub(super) fn next_of(date: u32, month: Option<(u32, u32)>, today: Day) -> Option<Day> {
    if let Some((year, month)) = month
        && let Some(found) = on(year, month, date).filter(|day| *day >= today)
    {
        return Some(found);
    }
    let (year, month) = year_and_month(today)?;
    (0..12)
        .filter_map(|ahead| {
            on(
                year + (month - 1 + ahead) / 12,
                (month - 1 + ahead) % 12 + 1,
                date,
            )
        })
        .find(|day| *day >= today)
}

/// A year with what parts it from the month: 2026年, 令和8年, R8., 来年の.
fn year(text: &[char], at: usize, this_year: u32) -> Option<(u32, usize)> {
    let era = any(text, at, &["令和", "r", "れいわ"]);
    if era > 0 {
        let here = at + era;
        let (number, length) = match starts(text, here, "元") {
            Some(length) => (1, length),
            None => number(text, here)?,
        };
        let mark = any(text, here + length, &["年", ".", "/", "-"]);
        return (mark > 0 && number < 100).then_some((2018 + number, era + length + mark));
    }
    let words = [
        ("来年の", 1),
        ("来年", 1),
        ("今年の", 0),
        ("今年", 0),
        ("再来年の", 2),
        ("再来年", 2),
    ];
    if let Some((ahead, length)) = first(text, at, &words) {
        return Some((this_year + ahead, length));
    }
    let (number, length) = number(text, at).filter(|(year, _)| (1900..=9999).contains(year))?;
    let mark = any(text, at + length, &["年", "-", "/", "."]);
    (mark > 0).then_some((number, length + mark))
}

/// The day of the week in brackets behind a date: (木), (木曜・祝).
fn in_brackets(text: &[char], at: usize) -> usize {
    let Some(open) = starts(text, at, "(") else {
        return 0;
    };
    let Some((_, length)) = weekdays::single(text, at + open) else {
        return 0;
    };
    let here = at + open + length;
    let here = here + any(text, here, &["・祝日", "・祝", "/祝", "祝"]);
    match starts(text, here, ")") {
        Some(close) => here + close - at,
        None => 0,
    }
}

/// 今度の火曜, 次の週末, 来週の火・木: days of a week that is named, where the days follow at once.
fn in_a_week(text: &[char], at: usize, today: Day) -> Option<(Atom, usize)> {
    let ((), length) = first(
        text,
        at,
        &[
            ("今度の", ()),
            ("こんどの", ()),
            ("次の", ()),
            ("つぎの", ()),
            ("今度", ()),
            ("次回の", ()),
            ("直近の", ()),
        ],
    )?;
    let here = at + length;
    if let Some(weekend) = first(text, here, &[("週末", ()), ("土日", ())]) {
        let days = [
            coming(today, Weekday::Saturday)?,
            coming(today, Weekday::Sunday)?,
        ];
        return Some((Atom::Days(days.into()), length + weekend.1));
    }
    let (days, _, more) = weekdays::list(text, here).or_else(|| {
        let (day, more) = weekdays::single(text, here)?;
        let next = text.get(here + more);
        next.is_none_or(|c| !is_kanji(*c))
            .then_some((vec![day], false, more))
    })?;
    let days = days.into_iter().filter_map(|day| coming(today, day));
    Some((Atom::Days(days.collect()), length + more))
}
