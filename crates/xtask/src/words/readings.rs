//! Readings of words, by the dictionary of a morphological analyser.

use std::collections::BTreeMap;

use super::{is_kanji, through};
use crate::fault::ChoreEnd;

const FOLDER: &str = "/usr/share/mecab/dic/ipadic";
/// Nouns, nouns that become verbs, nouns that become adjectives; and what stands before and behind them.
const NOUNS: [&str; 3] = ["Noun.csv", "Noun.verbal.csv", "Noun.adjv.csv"];
const BEFORE: &str = "Prefix.csv";
const BEHIND: &str = "Suffix.csv";
/// Characters of a word at most.
const LONGEST: usize = 8;
/// So much more must the second reading of a word cost for the first to be certain.
const CERTAIN: i32 = 4000;
const HEAD: &str = "\
# Readings of nouns that have one. In the order of their bytes: looked up in place, by halves.
# Written by `cargo xtask words` out of the tables of IPADIC 2.7.0 (Debian's mecab-ipadic); not to be changed by hand.
# Copyright 2000, 2001, 2002, 2003 Nara Institute of Science and Technology. All Rights Reserved. Use, reproduction, and
# distribution of this software is permitted. NAIST and ICOT disclaim all warranties; the whole text stands in
# LICENCE-ipadic.txt beside this file.
";

/// The lines of the table: word, tab, reading in hiragana. `-` stands where another word must: 新-, -士.
///
/// A word that is two shorter ones read one after the other is left out: whoever looks up does the same.
pub(super) fn table() -> ChoreEnd<String> {
    let mut words = BTreeMap::new();
    for file in NOUNS {
        read(file, "", "", &mut words)?;
    }
    read(BEFORE, "", "-", &mut words)?;
    read(BEHIND, "-", "", &mut words)?;
    let certain: BTreeMap<String, String> = words
        .into_iter()
        .filter_map(|(word, readings)| Some((word, certain(readings)?)))
        .collect();
    let lines = certain
        .iter()
        .filter(|(word, reading)| !is_two(word, reading, &certain))
        .map(|(word, reading)| format!("{word}\t{reading}\n"));
    Ok(HEAD.to_owned() + &lines.collect::<String>())
}

/// Adds the words of a file, each with its readings and the least that each costs.
fn read(
    file: &str,
    before: &str,
    behind: &str,
    words: &mut BTreeMap<String, BTreeMap<String, i32>>,
) -> ChoreEnd {
    let path = format!("{FOLDER}/{file}");
    let text = through("iconv", &["-f", "EUC-JP", "-t", "UTF-8", &path])?;
    for line in text.lines() {
        let columns: Vec<&str> = line.split(',').collect();
        let [word, _, _, cost, _, _, kind, ..] = columns.as_slice() else {
            continue;
        };
        let (Ok(cost), Some(reading)) = (cost.parse::<i32>(), columns.get(11)) else {
            continue;
        };
        let length = word.chars().count();
        let fits = length <= LONGEST
            && word.chars().any(is_kanji)
            && word
                .chars()
                .all(|c| is_kanji(c) || matches!(c, 'ぁ'..='ん'));
        // 個, 本, 枚: their reading depends on the number before them.
        if !fits || *kind == "助数詞" {
            continue;
        }
        let readings = words.entry(format!("{before}{word}{behind}")).or_default();
        let least = readings.entry(hiragana(reading)).or_insert(cost);
        *least = cost.min(*least);
    }
    Ok(())
}

fn certain(readings: BTreeMap<String, i32>) -> Option<String> {
    let mut by_cost: Vec<(i32, String)> = readings
        .into_iter()
        .map(|(reading, cost)| (cost, reading))
        .collect();
    by_cost.sort();
    let mut by_cost = by_cost.into_iter();
    let (cost, reading) = by_cost.next()?;
    let rival = by_cost.next();
    rival
        .is_none_or(|(other, _)| other - cost >= CERTAIN)
        .then_some(reading)
}

/// Whether two words of at least two characters, one after the other, have this reading.
fn is_two(word: &str, reading: &str, words: &BTreeMap<String, String>) -> bool {
    let count = word.chars().count();
    let mut cuts = word.char_indices().enumerate();
    cuts.any(|(number, (at, _))| {
        let (one, other) = word.split_at(at);
        let long = number >= 2 && count - number >= 2;
        let read = words.get(one).zip(words.get(other));
        long && read.is_some_and(|(one, other)| reading == format!("{one}{other}"))
    })
}

fn hiragana(text: &str) -> String {
    let hiragana = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    };
    text.chars().map(hiragana).collect()
}
