//! How a thing on a card is read, where that is certain: 登山 is とざん.
//!
//! The words come out of the tables of a morphological analyser (`data/readings.tsv`), and are looked up where they lie in
//! the program: nothing is loaded, and nothing is kept in memory. A thing of several words is parted into as few of them
//! as can be. Where two ways of parting it are read differently, or a part is in no table, the reading is not certain
//! and there is none.

use super::fold::{common, hiragana, is_passed_over, plain};
use std::cmp::Ordering;

static TABLE: &str = include_str!("../../data/readings.tsv");

/// Characters of a thing at most.
const LONGEST_THING: usize = 24;
/// Characters of a word of the table at most.
const LONGEST_WORD: usize = 8;

/// The reading of a thing on a card in hiragana; none where it has no kanji, or the reading is not certain.
pub(super) fn of(text: &str) -> Option<String> {
    // What is passed over parts words, and is left out of the reading.
    let chars: Vec<char> = plain(text)
        .into_iter()
        .map(|c| common(hiragana(c)))
        .map(|c| if is_passed_over(c) { ' ' } else { c })
        .collect();
    if chars.len() > LONGEST_THING || !chars.iter().copied().any(is_kanji) {
        return None;
    }
    Parting { chars }.read()
}

struct Parting {
    chars: Vec<char>,
}

/// The best way to read what stands before a place.
#[derive(Debug, Clone)]
struct BestReading {
    words: usize,
    reading: String,
    /// As few words are read in another way.
    doubtful: bool,
}

impl Parting {
    fn read(&self) -> Option<String> {
        let mut best: Vec<Option<BestReading>> = vec![None; self.chars.len() + 1];
        *best.first_mut()? = Some(BestReading {
            words: 0,
            reading: String::new(),
            doubtful: false,
        });
        for at in 0..self.chars.len() {
            let Some(Some(way)) = best.get(at).cloned() else {
                continue;
            };
            for (length, words, reading) in self.steps(at) {
                let next = BestReading {
                    words: way.words + words,
                    reading: format!("{}{reading}", way.reading),
                    doubtful: way.doubtful,
                };
                if let Some(place) = best.get_mut(at + length) {
                    keep(place, next);
                }
            }
        }
        let whole = best.pop()??;
        (!whole.doubtful && !whole.reading.is_empty()).then_some(whole.reading)
    }

    /// What may stand at a place: how many characters and words it takes, and how it is read.
    fn steps(&self, at: usize) -> Vec<(usize, usize, String)> {
        let Some(here) = self.chars.get(at).copied() else {
            return Vec::new();
        };
        let mut steps = Vec::new();
        if !is_kanji(here) {
            let heard = (here != ' ').then_some(here);
            steps.push((1, 0, heard.into_iter().collect()));
        }
        for length in 1..=LONGEST_WORD.min(self.chars.len() - at) {
            let word = self.word(at, length);
            // One kanji beside others may be read in many ways: 山 is やま by itself only.
            if length > 1 || self.stands_alone(at) {
                steps.extend(look_up(&word).map(|reading| (length, 1, reading.to_owned())));
            }
            let Some(before) = look_up(&format!("{word}-")) else {
                continue;
            };
            for long in 2..=LONGEST_WORD.min(self.chars.len() - at - length) {
                let reading = look_up(&self.word(at + length, long));
                steps.extend(
                    reading.map(|reading| (length + long, 2, format!("{before}{reading}"))),
                );
            }
        }
        if at >= 2 && self.chars.get(at - 1).copied().is_some_and(is_kanji) {
            for length in 1..=LONGEST_WORD.min(self.chars.len() - at) {
                let behind = format!("-{}", self.word(at, length));
                steps.extend(look_up(&behind).map(|reading| (length, 1, reading.to_owned())));
            }
        }
        steps
    }

    fn word(&self, at: usize, length: usize) -> String {
        let word = self.chars.get(at..at + length);
        word.unwrap_or_default().iter().collect()
    }

    /// Whether a kanji stands between marks and の, so that no ending belongs to it.
    fn stands_alone(&self, at: usize) -> bool {
        let ends = |c: Option<&char>| c.is_none_or(|c| matches!(c, ' ' | 'の' | 'と' | 'や'));
        let before = at.checked_sub(1).and_then(|before| self.chars.get(before));
        ends(before) && ends(self.chars.get(at + 1))
    }
}

/// Keeps the way of fewer words; of two that are read differently neither is certain.
fn keep(place: &mut Option<BestReading>, next: BestReading) {
    let Some(before) = place else {
        *place = Some(next);
        return;
    };
    match next.words.cmp(&before.words) {
        Ordering::Less => *before = next,
        Ordering::Equal => before.doubtful |= next.doubtful || next.reading != before.reading,
        Ordering::Greater => {}
    }
}

/// The reading of a word in the table.
fn look_up(word: &str) -> Option<&'static str> {
    let mut rest = TABLE;
    while !rest.is_empty() {
        let middle = rest.as_bytes().get(..rest.len() / 2)?;
        let start = middle.iter().rposition(|byte| *byte == b'\n');
        let start = start.map_or(0, |before| before + 1);
        let from = rest.get(start..)?;
        let (line, after) = from.split_once('\n').unwrap_or((from, ""));
        let (known, reading) = line.split_once('\t').unwrap_or((line, ""));
        rest = match word.cmp(known) {
            Ordering::Equal => return Some(reading),
            Ordering::Less => rest.get(..start)?,
            Ordering::Greater => after,
        };
    }
    None
}

const fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_its_bytes_and_every_word_is_found() {
        let words = super::super::lines(TABLE).filter_map(|line| line.split_once('\t'));
        let words: Vec<(&str, &str)> = words.collect();
        assert!(words.len() > 50_000, "{} words", words.len());
        assert!(words.is_sorted_by(|one, other| one.0 < other.0), "sorted");
        for (word, reading) in words.iter().step_by(97).chain(words.last()) {
            assert_eq!(look_up(word), Some(*reading), "{word}");
        }
        assert_eq!(look_up("登山家族会"), None, "no word");
        assert_eq!(look_up(""), None, "nothing");
    }

    #[test]
    fn a_thing_is_read_where_its_reading_is_certain() {
        for (thing, reading) in [
            ("登山", "とざん"),
            ("写真撮影", "しゃしんさつえい"),
            ("山登り", "やまのぼり"),
            ("家庭菜園", "かていさいえん"),
            ("登山ガイド", "とざんがいど"),
            ("研修づくり", "けんしゅうづくり"),
            ("料理・掃除", "りょうりそうじ"),
            ("犬の散歩", "いぬのさんぽ"),
            ("會計", "かいけい"),
        ] {
            assert_eq!(of(thing).as_deref(), Some(reading), "{thing}");
        }
        for thing in ["書く", "聴く", "バイオリン", "", "鬱鑿鼕"] {
            assert_eq!(of(thing), None, "{thing}");
        }
    }
}
