//! The form in which texts are compared: one for every way of writing the same word.
//!
//! Full and half width (Unicode NFKC), upper and lower case, katakana and hiragana, ー and without, ヴ and ブ, spaces
//! and marks between words, accents of Latin letters, and kanji that are written in several ways (髙/高, 瀨/瀬, those with
//! a variation selector, the signs of radicals that programs write) are all one. [`sound`] also drops the length of
//! vowels, so that a word in Latin letters meets its reading however its author writes long vowels.
//!
//! It is for comparing only: what is shown is what was written.

use std::{collections::BTreeMap, sync::LazyLock};
use unicode_normalization::{UnicodeNormalization, char::decompose_canonical};

/// A text in its compared form, with the place of each character in the text it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Folded {
    /// The characters.
    pub(super) chars: Vec<char>,
    /// For each of them the index of the character it came from, in [`plain`] form.
    pub(super) at: Vec<usize>,
}

/// Kanji that another stands for: by Unicode's own tables, and by what is added to them.
static VARIANTS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let mut variants = BTreeMap::new();
    for table in [
        include_str!("../../data/unihan.txt"),
        include_str!("../../data/kanji.txt"),
    ] {
        for line in super::lines(table) {
            let mut forms = line.chars();
            if let Some(first) = forms.next() {
                variants.extend(forms.map(|form| (form, first)));
            }
        }
    }
    variants
});

/// How often one kanji stands for another that stands for a third: 齋, 斎, 斉.
const CHAIN: usize = 4;

/// The kanji that stands for this one.
pub(super) fn common(c: char) -> char {
    // Nothing outside kanji and the signs of radicals stands in the tables.
    if c < '\u{2e80}' || matches!(c, '\u{3041}'..='\u{30ff}') {
        return c;
    }
    let mut one = c;
    for _ in 0..CHAIN {
        match VARIANTS.get(&one) {
            Some(next) => one = *next,
            None => break,
        }
    }
    one
}

/// Width and case made one (NFKC, lower case); everything else as it was written.
pub(super) fn plain(text: &str) -> Vec<char> {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// The compared form of a text.
pub(super) fn fold(text: &str) -> String {
    folded(&plain(text)).chars.into_iter().collect()
}

/// The compared form of a text that is [`plain`] already.
pub(super) fn folded(plain: &[char]) -> Folded {
    let mut folded = Folded::default();
    for (index, c) in plain.iter().enumerate() {
        let kana = hiragana(*c);
        if is_passed_over(kana) {
            continue;
        }
        // ヴァ is written バ as well: the small vowel says which of the row it is.
        if let (Some('\u{3076}'), Some(b)) = (folded.chars.last().copied(), b_row(kana))
            && index
                .checked_sub(1)
                .and_then(|before| plain.get(before))
                .copied()
                .map(hiragana)
                == Some('ゔ')
        {
            folded.chars.pop();
            folded.chars.push(b);
            continue;
        }
        let one = match kana {
            'ゔ' => 'ぶ',
            'ぢ' => 'じ',
            'づ' => 'ず',
            'ゕ' => 'か',
            'ゖ' => 'け',
            other => common(without_accent(other)),
        };
        folded.chars.push(one);
        folded.at.push(index);
    }
    folded
}

/// How a text in compared form sounds, without the length of vowels; kanji stay.
pub(super) fn sound(folded: &str) -> String {
    let mut heard = String::with_capacity(folded.len());
    let mut before = None;
    for c in folded.chars() {
        let lengthens = match c {
            'う' => before.is_some_and(|b| O_ROW.contains(b) || U_ROW.contains(b)),
            'お' => before.is_some_and(|b| O_ROW.contains(b)),
            _ => false,
        };
        if !lengthens {
            heard.push(c);
        }
        before = Some(c);
    }
    heard
}

/// True where a text in compared form has only kana.
pub(super) fn is_kana(folded: &str) -> bool {
    !folded.is_empty() && folded.chars().all(|c| matches!(c, 'ぁ'..='ん'))
}

const O_ROW: &str = "おこそとのほもよろごぞどぼぽょを";
const U_ROW: &str = "うくすつぬふむゆるぐずぶぷゅ";

/// A Latin letter without what is written above or below it: ō, é.
fn without_accent(c: char) -> char {
    let mut first = c;
    if matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') {
        let mut parts = Vec::new();
        decompose_canonical(c, |part| parts.push(part));
        first = parts.first().copied().unwrap_or(c);
    }
    first
}

/// Katakana as hiragana.
pub(super) fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    }
}

/// The sound of ヴ with a small vowel.
const fn b_row(small: char) -> Option<char> {
    match small {
        'ぁ' => Some('ば'),
        'ぃ' => Some('び'),
        'ぇ' => Some('べ'),
        'ぉ' => Some('ぼ'),
        _ => None,
    }
}

/// Spaces, marks and long vowels: nobody searches for them.
pub(super) fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || c.is_ascii_punctuation()
        || matches!(c,
            'ー' | '・' | '、' | '。' | '「' | '」' | '『' | '』' | '【' | '】' | '〈' | '〉' | '《' | '》' | '〔' | '〕'
            | '…' | '‥' | '〜' | '‐' | '‑' | '–' | '—' | '―' | '−' | '×' | '→' | '⇄' | '“' | '”' | '‘' | '’'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            | '\u{ad}' | '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
            | '\u{0300}'..='\u{036f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_word_is_one() {
        for (one, other) in [
            ("ファシリテーション", "ﾌｧｼﾘﾃｰｼｮﾝ"),
            ("ファシリテーション", "ふぁしりてーしょん"),
            ("1on1研修", "１ｏｎ１　研修"),
            ("髙﨑", "高崎"),
            ("𠮷田", "吉田"),
            ("ヴァイオリン", "バイオリン"),
            ("取材・記事作成", "取材 記事作成"),
            ("はり師・きゅう師", "はり師きゅう師"),
            ("齋藤", "斉藤"),
            ("斎藤", "齊藤"),
            ("葛\u{e0100}城", "葛城"),
            ("廣瀨", "広瀬"),
            ("長\u{2f95}川", "長谷川"),
            ("\u{2ed1}田", "長田"),
            ("渡邉", "渡辺"),
            ("渡邊", "渡辺"),
            ("柳田", "栁田"),
            ("濱田", "浜田"),
            ("龍", "竜"),
            ("國學院", "国学院"),
            ("café", "cafe"),
            ("Ōno", "ono"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
        assert_ne!(fold("研修"), fold("研究"), "another word");
        assert_eq!(fold("🎸"), "🎸", "pictures are characters");
        assert_eq!(
            fold(" \u{3000}・「」!?\"'*()"),
            "",
            "marks alone are nothing"
        );
    }

    #[test]
    fn places_lead_back_to_what_was_written() {
        let plain = plain("ﾊﾟｰｿﾅﾙ 研修");
        let folded = folded(&plain);
        let kanji = folded.chars.iter().position(|c| *c == '研').unwrap();
        assert_eq!(plain[folded.at[kanji]], '研', "the same character");
    }
}
