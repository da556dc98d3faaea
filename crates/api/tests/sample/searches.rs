//! The table of searches: what is typed, who is found, and why. `searches.txt` is written to be read.

use super::stage::{home, made};
use otagai_core::find::FindRefusal;
use otagai_core::{
    date::Day,
    find::{Conditions, Hit, Language, LeftWhy, Leftover, Lexicon, Time, WideningStep, sentence},
    id::PersonId,
};
use otagai_node::{Answer, NodeError};
use std::fmt::Write as _;

/// The file; its head says how it is read.
const TABLE: &str = include_str!("searches.txt");
/// Who looks where nobody is named.
const VIEWER: &str = "ひとみさん";

/// One search of the table.
struct Search<'a> {
    viewer: &'a str,
    line: &'a str,
    expected: String,
}

fn searches() -> Vec<Search<'static>> {
    let mut found: Vec<Search<'_>> = Vec::new();
    let mut viewer = VIEWER;
    for line in TABLE.lines() {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            viewer = VIEWER;
        } else if let Some(name) = line.strip_prefix("@ ") {
            viewer = name;
        } else if let Some(typed) = line.strip_prefix('?') {
            found.push(Search {
                viewer,
                line: typed.trim_start(),
                expected: String::new(),
            });
        } else if let Some(last) = found.last_mut() {
            last.expected.push_str(line);
            last.expected.push('\n');
        }
    }
    found
}

/// What a search answers, as the table has it.
fn answered(viewer: &str, line: &str) -> String {
    let made = made();
    let found = home(made, viewer).find(made.circle(), line, Conditions::default());
    let Answer {
        conditions,
        left,
        found,
        ..
    } = match found {
        Ok(found) => found,
        Err(NodeError::Finding(FindRefusal::LineTooLong)) => return "! too long\n".to_owned(),
        Err(error) => panic!("{line}: {error}"),
    };
    let mut told = String::new();
    let understood = understood(&conditions, &left);
    if !understood.is_empty() {
        writeln!(told, "[{understood}]").unwrap();
    }
    for (sign, hits) in [("", &found.hits), ("~ ", &found.near)] {
        for hit in hits {
            writeln!(told, "{sign}{}", of(hit)).unwrap();
        }
    }
    if let Some(me) = &found.me {
        writeln!(told, "= {}", of(me)).unwrap();
    }
    for widening in &found.widen {
        let steps: Vec<String> = widening.steps.iter().map(|step| step_name(*step)).collect();
        let words: Vec<String> = widening
            .words
            .iter()
            .map(|word| format!(" -{word}"))
            .collect();
        let (steps, words) = (steps.join(", "), words.concat());
        writeln!(told, "+ {steps}{words} ({})", widening.count).unwrap();
    }
    for instead in &found.instead {
        writeln!(told, "> {} ({})", instead.word, instead.count).unwrap();
    }
    told
}

fn of(hit: &Hit) -> String {
    let why = sentence(&hit.reasons, Language::Japanese, &|person| short(person));
    let missing: Vec<String> = hit.missing.iter().map(|word| format!(" -{word}")).collect();
    format!("{}: {why}{}", short(hit.person), missing.concat())
}

fn short(person: PersonId) -> String {
    let made = made();
    let members = made.sample().members().iter();
    let mut found = members.filter(|one| home(made, &one.short).person() == person);
    found.next().unwrap().short.clone()
}

/// A line as it was read, in the notation that the head of the table explains.
fn understood(conditions: &Conditions, left: &[Leftover]) -> String {
    let mut parts = Vec::new();
    let each = |name: &str, list: &[String], parts: &mut Vec<String>| {
        parts.extend(list.iter().map(|one| format!("{name}:{one}")));
    };
    let says = |name: &str, said: bool, parts: &mut Vec<String>| {
        parts.extend(said.then(|| name.to_owned()));
    };
    each("語", &conditions.words, &mut parts);
    each("資格", &conditions.licences, &mut parts);
    says("資格すべて", conditions.all_licences, &mut parts);
    let times = conditions.when.times.iter();
    parts.extend(times.map(|time| format!("時:{}", written(time))));
    says("時すべて", conditions.when.all, &mut parts);
    each("所", &conditions.areas, &mut parts);
    says("オンライン", conditions.remote, &mut parts);
    says("対面", conditions.in_person, &mut parts);
    says("急ぎ", conditions.urgent, &mut parts);
    says("お試し", conditions.record, &mut parts);
    says("採用", conditions.hiring, &mut parts);
    each("趣味", &conditions.hobbies, &mut parts);
    each("語でない", &conditions.except.words, &mut parts);
    each("資格でない", &conditions.except.licences, &mut parts);
    let times = conditions.when.except.iter();
    parts.extend(times.map(|time| format!("時でない:{}", written(time))));
    each("所でない", &conditions.except.areas, &mut parts);
    for left in left {
        let Leftover { text, why, .. } = left;
        parts.push(match why {
            LeftWhy::Unknown => format!("?{text}"),
            LeftWhy::Unheeded => format!("-{text}"),
            LeftWhy::TooMany => format!("多:{text}"),
            LeftWhy::NoDay => format!("日なし:{text}"),
            LeftWhy::Past { day, next } => {
                let next = next.map(|next| next.to_string()).unwrap_or_default();
                format!("過:{text}({day}→{next})")
            }
        });
    }
    parts.join(" ")
}

/// A time: days, days of the week, parts of the day; each where it was said.
fn written(time: &Time) -> String {
    let mut parts = Vec::new();
    let text = |day: Option<_>| day.map(|day: Day| day.to_string()).unwrap_or_default();
    match time.day() {
        Some(day) => parts.push(day.to_string()),
        None if time.from.is_some() || time.until.is_some() => {
            parts.push(format!("{}..{}", text(time.from), text(time.until)));
        }
        None => {}
    }
    let words: Vec<&str> = time.weekdays.iter().map(|day| day.word()).collect();
    parts.extend((!words.is_empty()).then(|| words.join(",")));
    let words: Vec<&str> = time.bands.iter().map(|band| band.word()).collect();
    let between = if time.all_bands { "+" } else { "," };
    parts.extend((!words.is_empty()).then(|| words.join(between)));
    parts.join("/")
}

fn step_name(step: WideningStep) -> String {
    let name = match step {
        WideningStep::UnknownWords => "見つからない言葉なし",
        WideningStep::AnyTime => "どれかの日",
        WideningStep::AnyWay => "ほかの条件なし",
        WideningStep::NoExcept => "以外なし",
        WideningStep::WithoutWord => "その言葉なし",
        WideningStep::AnyBand => "時間帯を問わない",
        WideningStep::Unstated => "曜日を書いていない方も",
        WideningStep::OrRemote => "オンラインでもよい",
        WideningStep::Little => "少しだけの方も",
        WideningStep::Newcomers => "やってみたい方も",
        WideningStep::AnyDay => "日を問わない",
        WideningStep::AnyPlace => "場所を問わない",
        WideningStep::AnyLicence => "資格はどれか一つでよい",
        WideningStep::NoLicence => "資格を問わない",
    };
    name.to_owned()
}

#[test]
fn the_samples_words_are_those_that_every_circle_starts_with() {
    let sample = made().sample();
    let starter: Vec<(&str, &str)> = Lexicon::starter()
        .terms()
        .iter()
        .map(|term| (term.name.as_str(), term.reading.as_str()))
        .collect();
    let skills = sample.skills().iter().flat_map(|group| &group.terms);
    let skills = skills.map(|term| (term.name.as_str(), term.reading.as_str()));
    let licences = sample.licences().iter();
    let licences = licences.map(|licence| (licence.name.as_str(), licence.reading.as_str()));
    assert_eq!(skills.chain(licences).collect::<Vec<_>>(), starter);
}

#[test]
fn every_search_of_the_table_finds_whom_it_says_and_why() {
    let searches = searches();
    assert!(searches.len() >= 400, "{} searches", searches.len());
    let mut wrong = String::new();
    for search in &searches {
        let answered = answered(search.viewer, search.line);
        if answered != search.expected {
            let Search {
                viewer,
                line,
                expected,
            } = search;
            write!(
                wrong,
                "@ {viewer}\n? {line}\nexpected:\n{expected}found:\n{answered}\n"
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
