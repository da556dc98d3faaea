//! How lines are read: every character is accounted for, and ways of writing make no difference.

use super::{
    conditions::Conditions,
    index::Index,
    line::{read_line, tokens},
    reading::{LeftWhy, Reading},
    tests::{index, strength},
    token::TokenKind,
    typed::Typed,
};
use crate::{
    card::{Card, Hobby, Level},
    date::Day,
};
use proptest::prelude::*;

/// A Saturday.
fn today() -> Day {
    "2026-11-21".parse().unwrap()
}

fn circle() -> Index {
    let card = |short: &str, skill: &str, hobby: &str| Card {
        short: short.to_owned(),
        strengths: vec![strength(skill, Level::Do)],
        hobbies: vec![Hobby {
            name: hobby.to_owned(),
            years: None,
        }],
        ..Card::default()
    };
    index(&[
        card("のぞみさん", "英語学習コーチング", "路地めぐり"),
        card("さくらさん", "代講", "水泳"),
    ])
}

fn read(line: &str) -> Reading {
    read_line(line, &circle(), today()).unwrap()
}

fn conditions(line: &str) -> Conditions {
    read(line).conditions
}

/// Lines of the pieces that lines are made of, and of anything.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z0-9/:. -]{0,40}",
        "[ぁ-んァ-ヶー一-龠々・、 　0-9]{0,60}",
        r"(看護師|柔道整復師|PT|か|と|の|や|・|来週|来月|火曜|月水金|土日|午前|夜7時|12月3日|12/3|〜|から|まで|3日間|4月から|毎週|第2|埼玉|オンライン|対面|急ぎ|以外|を除く|not |or |next |Tuesday |をお願いできる方|いませんか|さん|研修|サッカー|のぞみ|宇宙飛行士|2時間|3名|\(|\)| |　){0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Nothing of a line is dropped without a word: each character is in a condition, in a word that is looked for, in
    /// words that ask for nothing, or is said to be left.
    #[test]
    fn every_character_of_a_line_is_accounted_for(line in line()) {
        let circle = circle();
        let Ok(read) = read_line(&line, &circle, today()) else { return Ok(()) };
        let typed = Typed::of(&line);
        let tokens = tokens(&typed, &circle, today());
        let mut at = 0;
        for token in &tokens {
            prop_assert_eq!(token.from, at, "{:?}", &tokens);
            prop_assert!(token.to > token.from, "{:?}", token);
            at = token.to;
            let (from, to) = typed.range(token.from, token.to);
            let said = read.left.iter().any(|left| left.from <= from && to <= left.to);
            let conditions = &read.conditions;
            let lists = [&conditions.words, &conditions.except.words];
            match &token.kind {
                TokenKind::Gap => {
                    let text = typed.chars.get(token.from..token.to).unwrap_or_default();
                    prop_assert!(text.iter().all(|c| !c.is_alphanumeric() || *c == 'ー' || from_list(&line)), "{text:?}");
                }
                TokenKind::Word(word) => {
                    let shown: String = crate::text::shown(word.trim(), 40);
                    let heeded = lists.iter().any(|list| list.contains(&shown));
                    prop_assert!(heeded || said || super::fold::fold(&shown).is_empty(), "{word}");
                }
                TokenKind::Unheeded => prop_assert!(said, "{token:?}"),
                TokenKind::When(_) => {
                    let when = &conditions.when;
                    prop_assert!(said || !when.is_any(), "{token:?}");
                }
                _ => {}
            }
        }
        prop_assert_eq!(at, typed.chars.len());
        for left in &read.left {
            let there: String = line.chars().skip(left.from).take(left.to - left.from).collect();
            prop_assert_eq!(&there, &left.text);
        }
    }

    /// Full width, half width and wide spaces make no difference.
    #[test]
    fn width_and_spaces_make_no_difference(pieces in proptest::collection::vec(piece(), 1..6)) {
        let plain = pieces.join(" ");
        let wide: String = pieces.join("　").chars().map(wide).collect();
        prop_assert_eq!(conditions(&plain), conditions(&wide), "{} and {}", plain, wide);
        prop_assert_eq!(conditions(&plain), conditions(&format!("  {} ", pieces.join("   "))));
    }
}

/// Whether digits of a line may be the numbers of a list (1. 看護師), which ask for nothing.
fn from_list(line: &str) -> bool {
    line.contains('.') || line.contains('．')
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("来週の火曜午前"),
        Just("12/3"),
        Just("19時から"),
        Just("PT"),
        Just("看護師か柔道整復師"),
        Just("月曜以外"),
        Just("埼玉"),
        Just("コーチング"),
        Just("オンライン"),
        Just("nurse"),
        Just("3日間"),
        Just("R8.12.3"),
        Just("のぞみ"),
        Just("急ぎ"),
    ]
}

/// A character of ASCII in full width.
fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        other => other,
    }
}

#[test]
fn kana_and_kanji_of_one_word_are_one() {
    for (one, other) in [
        ("かようび", "火曜日"),
        ("カヨウビ", "火曜日"),
        ("ｶﾖｳﾋﾞ", "火曜日"),
        ("あした", "明日"),
        ("らいしゅうの かようび", "来週の火曜日"),
        ("さいたま", "埼玉"),
        ("かんごし", "看護師"),
        ("十二月三日", "12月3日"),
        ("三日後", "3日後"),
        ("オンラインで", "オンライン"),
    ] {
        assert_eq!(conditions(one), conditions(other), "{one} and {other}");
    }
}

#[test]
fn every_day_of_the_week_is_read_in_every_way_of_writing() {
    let names = ["月", "火", "水", "木", "金", "土", "日"];
    let kana = ["げつ", "か", "すい", "もく", "きん", "ど", "にち"];
    let english = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let all = crate::card::Weekday::ALL;
    for (((kanji, kana), english), day) in names.iter().zip(kana).zip(english).zip(all) {
        for line in [
            format!("{kanji}曜"),
            format!("{kanji}曜日"),
            format!("{kana}ようび"),
            format!("毎週{kanji}曜"),
            english.to_owned(),
            format!("every {english}"),
            format!("{english}s"),
        ] {
            let times = conditions(&line).when.times;
            assert_eq!(times.len(), 1, "{line}");
            assert!(times[0].weekdays.iter().eq([&day]), "{line}");
        }
        let except = conditions(&format!("{kanji}曜以外")).when.except;
        assert!(except[0].weekdays.iter().eq([&day]), "not {english}");
    }
}

#[test]
fn a_day_that_is_over_is_asked_about_and_asks_for_nothing() {
    for (line, next) in [
        ("11/20", Some("2027-11-20")),
        ("9月1日", Some("2027-09-01")),
        ("昨日", None),
        ("今週の水曜", Some("2026-11-25")),
        ("Nov 18", Some("2027-11-18")),
    ] {
        let read = read(line);
        assert!(read.conditions.is_empty(), "{line}");
        let next: Option<Day> = next.map(|day| day.parse().unwrap());
        assert!(
            matches!(read.left.as_slice(), [left] if matches!(left.why, LeftWhy::Past { next: found, .. } if found == next)),
            "{line}: {:?}",
            read.left
        );
    }
}

#[test]
fn words_of_the_same_beginning_as_a_time_or_a_place_stay_words() {
    for line in [
        "火山",
        "土木",
        "木村",
        "日本語",
        "朝活",
        "十日町",
        "よるごはん",
        "あすか",
        "きょうこ",
        "水野",
        "日曜大工",
        "のりこ",
        "かおり",
        "がくと",
        "エステティシャン",
    ] {
        assert_eq!(conditions(line).words, [line], "{line}");
        assert!(conditions(line).when.is_any(), "{line}");
    }
}
