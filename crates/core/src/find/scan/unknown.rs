//! What is not known in a part of a line becomes words.

use super::Scanner;
use crate::find::{
    fold::fold,
    lexicon::Lexicon,
    polite::is_kanji,
    token::{Join, Token, TokenKind},
};

/// What is said of everybody, so that it tells nobody from another.
const GENERAL: [&str; 16] = [
    "先生",
    "人",
    "方",
    "専門家",
    "経験者",
    "仕事",
    "お仕事",
    "こと",
    "もの",
    "ほう",
    "とき",
    "ところ",
    "ため",
    "件",
    "お方",
    "皆さん",
];

impl Scanner<'_> {
    /// What is not known becomes words: without the particle behind it, parted at の. What is done with it is said to be
    /// not heeded.
    pub(super) fn put_unknown(&self, from: usize, to: usize, tokens: &mut Vec<Token>) {
        let all = self.text.get(from..to).unwrap_or_default();
        let alone = tokens.is_empty() && to == self.to;
        let mut end = all.len();
        let object = all.iter().position(|c| matches!(c, 'を' | 'が'));
        let mut rest = None;
        if let Some(object) = object.filter(|object| *object > 1) {
            end = object;
            rest = Some(object);
        }
        let word = all.get(..end).unwrap_or_default();
        if let Some(shorter) = without_particle(word) {
            end = shorter;
        }
        let word = all.get(..end).unwrap_or_default();
        // A letter that is left over beside what is known.
        if let ([one], false) = (word, alone && end == all.len())
            && !is_kanji(*one)
        {
            let small = matches!(one, 'ぁ'..='ん') || !one.is_alphanumeric();
            let kind = if small {
                TokenKind::Filler
            } else {
                TokenKind::Unheeded
            };
            tokens.push(Token { kind, from, to });
            return;
        }
        let mut begins = vec![0];
        begins.extend((1..word.len()).filter(|at| word.get(*at) == Some(&'の')));
        begins.push(word.len());
        let parts: Vec<(usize, usize)> = begins
            .windows(2)
            .filter_map(|pair| match pair {
                [first, last] => Some((if *first == 0 { 0 } else { first + 1 }, *last)),
                _ => None,
            })
            .collect();
        let together: String = word.iter().filter(|c| **c != 'の').collect();
        let folded = fold(&together);
        let known = parts.len() > 1
            && (Lexicon::starter().by_form(&folded).is_some() || self.index.is_a_thing(&folded));
        if known {
            tokens.push(Token {
                kind: TokenKind::Word(together),
                from,
                to: from + word.len(),
            });
        }
        let short = parts
            .iter()
            .any(|(first, last)| last.saturating_sub(*first) < 2);
        let parts = if short { vec![(0, word.len())] } else { parts };
        let parts = if known { Vec::new() } else { parts };
        for (number, (first, last)) in parts.iter().enumerate() {
            if number > 0 {
                tokens.push(Token {
                    kind: TokenKind::Join(Join::Of),
                    from: from + first - 1,
                    to: from + first,
                });
            }
            let said: String = word.get(*first..*last).unwrap_or_default().iter().collect();
            let kind = if GENERAL.contains(&said.as_str()) {
                TokenKind::Filler
            } else {
                TokenKind::Word(said)
            };
            tokens.push(Token {
                kind,
                from: from + first,
                to: from + last,
            });
        }
        let tail = rest.unwrap_or(all.len());
        if end < tail {
            tokens.push(Token {
                kind: TokenKind::Join(Join::Of),
                from: from + end,
                to: from + tail,
            });
        }
        if let Some(rest) = rest {
            let bare = rest + 1 == all.len();
            tokens.push(Token {
                kind: if bare {
                    TokenKind::Join(Join::Of)
                } else {
                    TokenKind::Unheeded
                },
                from: from + rest,
                to,
            });
        }
    }
}

/// Where a word ends without the particle behind it, where the word itself is not in kana.
fn without_particle(word: &[char]) -> Option<usize> {
    let (last, before) = word.split_last()?;
    let kana = matches!(before.last()?, 'ぁ'..='ん');
    let parts = "のにではもとへや".contains(*last) && !kana;
    (parts && before.len() > 1).then_some(before.len())
}
