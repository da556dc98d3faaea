//! When two written names are one: the only place that rules ask (a skill named twice, a licence by its hash).
//!
//! Width, case, spaces and what cannot be seen make no difference, nor do doubles of a kanji that Unicode itself
//! holds for the same character (U+FA19 and 神, 葛 with a variation selector). Another word is another name: kana and
//! kanji, 髙 and 高, or a reading, are for *searching*, which is more forgiving ([`crate::find`]).

use super::visible::is_ignorable;
use unicode_normalization::UnicodeNormalization;

/// The form of a name that is compared; it is never stored or shown.
pub fn key(name: &str) -> String {
    // Most names are in that form already.
    if name.chars().all(is_plain) {
        return name.to_owned();
    }
    let seen = name.chars().filter(|c| !is_ignorable(*c));
    let folded: String = seen.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that are their own compared form, alone and beside each other.
const fn is_plain(c: char) -> bool {
    matches!(c, '\u{21}'..='\u{40}' | '\u{5b}'..='\u{7e}' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='\u{9fff}')
}

/// One spelling (NFC) for a secret that is compared by its bytes: the same letters typed on another system are often
/// other bytes. Never for what is kept to be read.
pub fn spelling(secret: &str) -> String {
    secret.nfc().collect()
}

/// True where two written names are one.
pub fn same(one: &str, other: &str) -> bool {
    one == other || key(one) == key(other)
}
