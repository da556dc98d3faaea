//! Parts of the day, and hours of the clock as the parts of the day in which they lie.

use super::{
    atom::{Atom, any, first, number, spaces},
    polite::is_kanji,
};
use crate::card::Band::{self, Afternoon, Evening, Morning};

/// The hour at which the evening begins.
const EVENING: u32 = 18;

/// Behind an hour.
const FROM_ON: [&str; 6] = ["以降", "以後", "過ぎ", "すぎ", "より後", "よりあと"];
const UNTIL: [&str; 4] = ["までに", "まで", "以前", "より前"];
const ABOUT: [&str; 12] = [
    "ごろから",
    "頃から",
    "スタート",
    "開始",
    "集合",
    "ごろ",
    "ころ",
    "頃",
    "くらい",
    "ぐらい",
    "から",
    "より",
];
const TO: [&str; 8] = ["から", "〜", "~", "-", "–", "ー", "より", "、"];

/// What stands here about a part of the day.
pub(super) fn read(text: &[char], at: usize) -> Option<(Atom, usize)> {
    clock(text, at).or_else(|| word(text, at))
}

fn bands(bands: &[Band], all: bool) -> Atom {
    Atom::Bands {
        bands: bands.to_vec(),
        all,
    }
}

/// 午前, 午後, 夜 and what is said instead. One kanji before another is part of some other word: 朝活.
fn word(text: &[char], at: usize) -> Option<(Atom, usize)> {
    let whole = [
        ("終日", ()),
        ("一日中", ()),
        ("1日中", ()),
        ("丸一日", ()),
        ("まる一日", ()),
        ("丸1日", ()),
        ("全日", ()),
    ];
    if let Some(((), length)) = first(text, at, &whole) {
        return Some((bands(&[Morning, Afternoon], true), length));
    }
    if let Some(((), length)) = first(text, at, &[("日中", ()), ("昼間", ()), ("デイタイム", ())])
    {
        let words: &[Band] = if length == 2 && any(text, at, &["昼間"]) > 0 {
            &[Afternoon]
        } else {
            &[Morning, Afternoon]
        };
        return Some((bands(words, false), length));
    }
    let words = [
        ("午前中", Morning),
        ("午前", Morning),
        ("ごぜん", Morning),
        ("朝イチ", Morning),
        ("朝いち", Morning),
        ("朝一番", Morning),
        ("朝一", Morning),
        ("早朝", Morning),
        ("朝方", Morning),
        ("朝", Morning),
        ("午後イチ", Afternoon),
        ("午後いち", Afternoon),
        ("午後一番", Afternoon),
        ("午後一", Afternoon),
        ("午後", Afternoon),
        ("ごご", Afternoon),
        ("昼過ぎ", Afternoon),
        ("昼すぎ", Afternoon),
        ("お昼", Afternoon),
        ("昼", Afternoon),
        ("夕方", Afternoon),
        ("夕刻", Afternoon),
        ("ゆうがた", Afternoon),
        ("夜間", Evening),
        ("深夜", Evening),
        ("夜中", Evening),
        ("夜分", Evening),
        ("夜", Evening),
        ("晩", Evening),
        ("よる", Evening),
        ("仕事帰り", Evening),
        ("仕事終わり", Evening),
        ("仕事のあと", Evening),
        ("仕事の後", Evening),
    ];
    let (band, length) = first(text, at, &words)?;
    let next = text.get(at + length);
    let within =
        length == 1 && next.is_some_and(|c| is_kanji(*c) && *c != '以' && *c != '可' && *c != '希');
    let kana = any(text, at, &["よる", "ごご", "ごぜん"]) > 0
        && next.is_some_and(|c| matches!(c, 'ぁ'..='ん') && !"のにはもかで".contains(*c));
    (!within && !kana).then(|| (bands(&[band], false), length))
}

/// An hour: which, its characters, and whether it was said of which half of the day.
fn hour(text: &[char], at: usize) -> Option<(u32, usize)> {
    let halves = [
        ("午前", 0),
        ("朝", 0),
        ("早朝", 0),
        ("午後", 12),
        ("昼", 12),
        ("お昼", 12),
        ("夕方", 12),
        ("夜", 12),
        ("晩", 12),
    ];
    let half = first(text, at, &halves);
    let mut here = at;
    if let Some((_, length)) = half {
        here += length + any(text, at + length, &["の"]);
    }
    here += any(text, here, &["約", "およそ"]);
    let (number, length) = number(text, here).filter(|(hour, _)| *hour <= 30)?;
    here += length;
    if any(text, here, &["時"]) > 0 {
        if any(text, here, &["時間", "時短"]) > 0 {
            return None;
        }
        here += 1;
        here += any(text, here, &["半"]);
        if let Some((_, minutes)) = minutes(text, here) {
            here += minutes;
        }
    } else if any(text, here, &[":"]) > 0 {
        let digits = text.get(here + 1..here + 3)?;
        if !digits.iter().all(char::is_ascii_digit)
            || text.get(here + 3).is_some_and(char::is_ascii_digit)
        {
            return None;
        }
        here += 3;
    } else {
        return None;
    }
    let hour = match half {
        Some((12, _)) if number < 12 => number + 12,
        // Who says 3時 means the afternoon.
        None if (1..=6).contains(&number) => number + 12,
        _ => number,
    };
    Some((hour, here - at))
}

fn minutes(text: &[char], at: usize) -> Option<(u32, usize)> {
    let (minutes, length) = number(text, at)?;
    let sign = any(text, at + length, &["分"]);
    (sign > 0 && any(text, at + length, &["分間"]) == 0).then_some((minutes, length + sign))
}

/// The part of the day in which an hour lies.
const fn of(hour: u32) -> Band {
    match hour {
        0..12 => Morning,
        12..EVENING => Afternoon,
        _ => Evening,
    }
}

/// 15時, 夜7時, 15:00〜17:00, 19時から, 15時以降.
fn clock(text: &[char], at: usize) -> Option<(Atom, usize)> {
    let (begin, length) = hour(text, at).or_else(|| {
        // 13-17時
        let (begin, length) = number(text, at).filter(|(hour, _)| (6..=24).contains(hour))?;
        let between = any(text, at + length, &["-", "〜", "~", "–"]);
        let end = hour(text, at + length + between).filter(|_| between > 0);
        end.map(|_| (begin, length))
    })?;
    let here = at + length;
    let gap = spaces(text, here);
    let to = any(text, here + gap, &TO);
    if to > 0 {
        let behind = here + gap + to + spaces(text, here + gap + to);
        if let Some((end, more)) = hour(text, behind)
            && text.get(here + gap) != Some(&'、')
        {
            let end = if end <= begin { end + 12 } else { end };
            let next = behind + more;
            let until = any(text, next, &["までの間", "まで", "の間"]);
            return Some((from_to(begin, end), next + until - at));
        }
    }
    let on = any(text, here, &FROM_ON);
    if on > 0 {
        let all: Vec<Band> = Band::ALL
            .into_iter()
            .filter(|band| *band >= of(begin))
            .collect();
        return Some((bands(&all, false), length + on));
    }
    let until = any(text, here, &UNTIL);
    if until > 0 {
        let last = of(begin.saturating_sub(1));
        let all: Vec<Band> = Band::ALL.into_iter().filter(|band| *band <= last).collect();
        return Some((bands(&all, false), length + until));
    }
    let about = any(text, here, &ABOUT).max(any(text, here, &["〜", "~"]));
    Some((bands(&[of(begin)], false), length + about))
}

/// The parts of the day from one hour to another.
pub(super) fn from_to(begin: u32, end: u32) -> Atom {
    let (first, last) = (of(begin), of(end.saturating_sub(1).max(begin)));
    let all: Vec<Band> = Band::ALL
        .into_iter()
        .filter(|band| *band >= first && *band <= last)
        .collect();
    bands(&all, all.len() > 1)
}

/// The part of the day of an hour, for other languages.
pub(super) const fn band_of(hour: u32) -> Band {
    of(hour)
}
