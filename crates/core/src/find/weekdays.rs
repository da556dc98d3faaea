//! Days of the week as people write them: 火曜, 火・木, 月水金, 月〜水, 平日, 土日, 第2火曜.

use super::{
    atom::{Atom, any, first, number, spaces},
    hours,
    polite::{is_kanji, starts},
};
use crate::card::Weekday::{self, Saturday, Sunday};

const NAMES: [(&str, &str); 7] = [
    ("月", "げつ"),
    ("火", "か"),
    ("水", "すい"),
    ("木", "もく"),
    ("金", "きん"),
    ("土", "ど"),
    ("日", "にち"),
];

/// Between two days of which any will do.
const OR: [&str; 12] = [
    "・",
    "/",
    "／",
    "、",
    ",",
    "か",
    "や",
    "または",
    "もしくは",
    "あるいは",
    "or",
    "&",
];
/// Between two days that are both asked for.
const AND: [&str; 3] = ["と", "および", "及び"];
/// From one day to another.
const TO: [&str; 6] = ["〜", "~", "-", "–", "から", "ー"];

/// Days of the week that stand here.
pub(super) fn read(text: &[char], at: usize) -> Option<(Atom, usize)> {
    // A hobby, not a day.
    if starts(text, at, "日曜大工").is_some() {
        return None;
    }
    if let Some(found) = named(text, at) {
        return Some(found);
    }
    nth(text, at).or_else(|| {
        let (days, all, length) = list(text, at)?;
        Some((Atom::Weekdays { days, all }, length))
    })
}

fn named(text: &[char], at: usize) -> Option<(Atom, usize)> {
    let weekend: &[Weekday] = &[Saturday, Sunday];
    let words: [(&str, &[Weekday]); 8] = [
        ("平日", &Weekday::WORKING),
        ("へいじつ", &Weekday::WORKING),
        ("週日", &Weekday::WORKING),
        ("週末", weekend),
        ("しゅうまつ", weekend),
        ("休日", weekend),
        ("どにち", weekend),
        ("毎日", &Weekday::ALL),
    ];
    if let Some((days, length)) = first(text, at, &words) {
        let days = days.to_vec();
        return Some((Atom::Weekdays { days, all: false }, length));
    }
    let ((), length) = first(
        text,
        at,
        &[
            ("毎週の", ()),
            ("毎週", ()),
            ("まいしゅう", ()),
            ("毎月", ()),
            ("隔週", ()),
        ],
    )?;
    Some((Atom::Every, length))
}

/// 第2火曜, 第2・第4土曜, 最終金曜.
fn nth(text: &[char], at: usize) -> Option<(Atom, usize)> {
    let mut which = Vec::new();
    let mut here = at;
    let last = any(text, at, &["最終", "最後の"]);
    if last > 0 {
        which.push(0);
        here += last;
    } else {
        here += starts(text, at, "第")?;
        loop {
            let (one, length) = number(text, here).filter(|(one, _)| (1..=5).contains(one))?;
            which.push(one);
            here += length;
            let between = any(text, here, &["・", "、", ",", "と", "か"]);
            let again = any(text, here + between, &["第"]);
            if between == 0 || number(text, here + between + again).is_none() {
                break;
            }
            here += between + again;
        }
    }
    let (days, _, length) = list(text, here)?;
    Some((Atom::Nth { which, days }, here + length - at))
}

/// One day: which, its characters, and whether it was written out (火曜, not 火).
fn one(text: &[char], at: usize) -> Option<(Weekday, usize, bool)> {
    for (day, (kanji, kana)) in Weekday::ALL.into_iter().zip(NAMES) {
        for (name, ends) in [(kanji, ["曜日", "曜"]), (kana, ["ようび", "よう"])] {
            let Some(length) = starts(text, at, name) else {
                continue;
            };
            let more = any(text, at + length, &ends);
            if more > 0 {
                return Some((day, length + more, true));
            }
            if name == kanji {
                return Some((day, length, false));
            }
        }
    }
    None
}

/// A list of days: which, whether all are asked for, and its characters.
pub(super) fn list(text: &[char], at: usize) -> Option<(Vec<Weekday>, bool, usize)> {
    let (start, mut length, mut written) = one(text, at)?;
    let mut days = vec![start];
    let (mut all, mut parted, mut last) = (false, false, start);
    loop {
        let here = at + length;
        // Several at once, in their order: 月水金. 土木 is something else.
        if let Some((day, more, full)) = one(text, here)
            && !parted_word(text, here)
            && day > last
        {
            days.push(day);
            (length, last, written) = (length + more, day, written || full);
            continue;
        }
        let gap = spaces(text, here);
        let (to, and, or) = (
            any(text, here + gap, &TO),
            any(text, here + gap, &AND),
            any(text, here + gap, &OR),
        );
        let between = to.max(and).max(or);
        if between == 0 {
            break;
        }
        let behind = here + gap + between + spaces(text, here + gap + between);
        let Some((day, more, full)) = one(text, behind) else {
            break;
        };
        // One kanji behind a mark may begin another word (火曜と木工).
        let next = behind + more;
        if !full && one(text, next).is_none() && !ends(text, next) {
            break;
        }
        if to > 0 {
            let mut day_of = Weekday::ALL
                .into_iter()
                .cycle()
                .skip_while(|one| *one != last);
            days.extend(
                day_of
                    .by_ref()
                    .take(7)
                    .skip(1)
                    .take_while(|one| *one != day),
            );
        }
        days.push(day);
        all |= and > 0;
        parted = true;
        (length, last, written) = (next - at, day, written || full);
    }
    days.sort_unstable();
    days.dedup();
    let alone = days.len() == 1 || days == [Weekday::Monday, Sunday] && !parted;
    let next = at + length;
    let ok = written || ends(text, next) && (!alone || is_alone(text, at, next));
    ok.then_some((days, all, length))
}

/// Whether the day here is rather the beginning of a date or a word of its own (日本, 月末).
fn parted_word(text: &[char], at: usize) -> bool {
    any(text, at, &["日本", "月末", "日程", "日中", "日間", "日後"]) > 0
}

/// Whether a list of single kanji may end here.
fn ends(text: &[char], at: usize) -> bool {
    let Some(next) = text.get(at) else {
        return true;
    };
    !is_kanji(*next)
        || hours::read(text, at).is_some()
        || any(text, at, &["以外", "祝", "限定", "両日", "曜"]) > 0
}

/// One kanji is a day where nothing else could be meant: between spaces, or before a part of the day.
fn is_alone(text: &[char], at: usize, next: usize) -> bool {
    let begins = at == 0 || !is_kanji(text.get(at - 1).copied().unwrap_or(' '));
    let follows = text.get(next).is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '、' | ',' | '。' | ')' | '・')
            || hours::read(text, next).is_some()
    });
    begins
        && (follows
            || any(text, next, &["以外", "の"]) > 0 && hours::read(text, next + 1).is_some())
}

/// One day of the week, written out or as one kanji; where a day of a week is expected.
pub(super) fn single(text: &[char], at: usize) -> Option<(Weekday, usize)> {
    let (day, length, _) = one(text, at)?;
    Some((day, length))
}
