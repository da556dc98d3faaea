//! Words in Latin letters as they may sound in Japanese, names among them as passports spell them.

use super::fold::{fold, sound};
use std::collections::BTreeSet;
use wana_kana::ConvertJapanese;

/// Ways of reading one word at most.
const MOST_WAYS: usize = 32;

/// How a word in Latin letters may sound as Japanese, without the length of vowels: "honyaku" as ほにゃく, and as ほんやく;
/// "ohno" as おの, like ōno and oono. Nothing where it is no Japanese.
pub(super) fn latin_sounds(folded: &str) -> Vec<String> {
    if folded.is_empty() || !folded.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let mut sounds: Vec<String> = Vec::new();
    for latin in spellings(folded) {
        let kana = fold(&latin.to_hiragana());
        let heard = sound(&kana);
        let is_japanese = !kana.is_empty() && !kana.bytes().any(|byte| byte.is_ascii_alphabetic());
        if is_japanese && !sounds.contains(&heard) {
            sounds.push(heard);
        }
    }
    sounds
}

/// A word spelled as it is read syllable by syllable, in every way in which it can be meant.
///
/// Passports write ん before b, m and p as m (Homma), っち as tch (Itchi), a long o as oh (Ohno), and leave out the mark
/// that parts ん from a vowel (Junichi).
fn spellings(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut ways = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let next = letters.get(at + 1);
        let is = |c: Option<&char>, any: &str| c.is_some_and(|c| any.contains(*c));
        let forms: &[&str] = match letter {
            // A long vowel; before y it may be ひゃ as well.
            'h' if is(before, "ou") && is(next, "y") => &["", "h"],
            'h' if is(before, "ou") && !is(next, "aeiou") => &[""],
            'm' if is(next, "bmp") => &["n"],
            't' if is(next, "c") => &["c"],
            'n' if is(next, "aeiouy") => &["n", "n'"],
            _ => &[],
        };
        if forms.is_empty() {
            for way in &mut ways {
                way.push(*letter);
            }
        } else {
            let longer = ways.iter().flat_map(|way| {
                let way = way.clone();
                forms.iter().map(move |form| format!("{way}{form}"))
            });
            let longer: BTreeSet<String> = longer.take(MOST_WAYS).collect();
            ways = longer.into_iter().collect();
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_letters_meet_the_reading() {
        for (latin, reading) in [
            ("kangoshi", "かんごし"),
            ("kangosi", "かんごし"),
            ("juudouseifukushi", "じゅうどうせいふくし"),
            ("judoseifukushi", "じゅうどうせいふくし"),
            ("kochingu", "こーちんぐ"),
            ("jinji", "じんじ"),
            ("honyaku", "ほんやく"),
        ] {
            assert!(
                latin_sounds(latin).contains(&sound(&fold(reading))),
                "{latin} and {reading}"
            );
        }
        assert!(latin_sounds("nurse2").is_empty(), "a number in it");
        assert!(latin_sounds("mcc").is_empty(), "no syllables");
    }

    #[test]
    fn names_are_read_as_passports_spell_them() {
        for (latin, reading) in [
            ("sato", "さとう"),
            ("satou", "さとう"),
            ("satoh", "さとう"),
            ("ito", "いとう"),
            ("itoh", "いとう"),
            ("kato", "かとう"),
            ("ohno", "おおの"),
            ("oono", "おおの"),
            ("ono", "おおの"),
            ("Ōno", "おおの"),
            ("ohara", "おはら"),
            ("ohyama", "おおやま"),
            ("inoue", "いのうえ"),
            ("homma", "ほんま"),
            ("kambe", "かんべ"),
            ("junichi", "じゅんいち"),
            ("jun'ichi", "じゅんいち"),
            ("shinya", "しんや"),
            ("kenichiro", "けんいちろう"),
            ("yuko", "ゆうこ"),
            ("yuuko", "ゆうこ"),
            ("kohei", "こうへい"),
            ("itchi", "いっち"),
            ("tsuzuki", "つづき"),
        ] {
            let heard = latin_sounds(&fold(latin));
            assert!(
                heard.contains(&sound(&fold(reading))),
                "{latin} and {reading}: {heard:?}"
            );
        }
    }
}
