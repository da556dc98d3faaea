//! Days as people write them, on one Saturday.

use super::{super::atom::Atom, read};
use crate::date::Day;

/// A Saturday.
const TODAY: &str = "2026-11-21";

fn said(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let (atom, length) = read(&chars, 0, TODAY.parse().unwrap())?;
    assert_eq!(length, chars.len(), "{text}: {atom:?}");
    Some(match atom {
        Atom::Days(days) => {
            let days: Vec<String> = days.iter().map(ToString::to_string).collect();
            days.join(",")
        }
        Atom::DayOfMonth(date) => format!("the {date}"),
        Atom::Span { from, until } => format!("{}..{}", day(from), day(until)),
        Atom::NoDay => "none".to_owned(),
        other => format!("{other:?}"),
    })
}

#[test]
fn days_are_read_as_people_write_them() {
    for (text, day) in [
        ("今日", "2026-11-21"),
        ("明日", "2026-11-22"),
        ("あさって", "2026-11-23"),
        ("しあさって", "2026-11-24"),
        ("3日後", "2026-11-24"),
        ("十日後", "2026-12-01"),
        ("2週間後", "2026-12-05"),
        ("次の土曜", "2026-11-28"),
        ("12月3日", "2026-12-03"),
        ("12/3", "2026-12-03"),
        ("12/3(木)", "2026-12-03"),
        ("2027-01-05", "2027-01-05"),
        ("2027年1月5日", "2027-01-05"),
        ("令和9年1月5日", "2027-01-05"),
        ("r9.1.5", "2027-01-05"),
        ("1月5日", "2027-01-05"),
        ("24日", "the 24"),
        ("12/24か25", "2026-12-24,2026-12-25"),
        ("2月30日", "none"),
    ] {
        assert_eq!(said(text).as_deref(), Some(day), "{text}");
    }
}

#[test]
fn weeks_months_and_spans_are_read_as_people_write_them() {
    for (text, span) in [
        ("来週", "2026-11-23..2026-11-29"),
        ("来週末", "2026-11-28,2026-11-29"),
        ("今週末", "2026-11-21,2026-11-22"),
        ("来月", "2026-12-01..2026-12-31"),
        ("来月上旬", "2026-12-01..2026-12-10"),
        ("2月下旬", "2027-02-21..2027-02-28"),
        ("4月から", "2027-04-01.."),
        ("3月まで", "2026-11-21..2027-03-31"),
        ("12月", "2026-12-01..2026-12-31"),
        ("12月〜2月", "2026-12-01..2027-02-28"),
        ("3/10〜3/12", "2027-03-10..2027-03-12"),
        ("12/3から3日間", "2026-12-03..2026-12-05"),
        ("1週間以内", "2026-11-21..2026-11-28"),
        ("年内", "2026-11-21..2026-12-31"),
        ("年明け", "2027-01-01..2027-01-31"),
    ] {
        assert_eq!(said(text).as_deref(), Some(span), "{text}");
    }
}

#[test]
fn what_only_begins_like_a_day_is_none() {
    for text in [
        "13/40",
        "99月",
        "火山",
        "月見",
        "12345日",
        "3日間",
        "四日市",
        "十日町",
        "朝活",
        "",
    ] {
        let chars: Vec<char> = text.chars().collect();
        assert_eq!(read(&chars, 0, TODAY.parse().unwrap()), None, "{text}");
    }
}
