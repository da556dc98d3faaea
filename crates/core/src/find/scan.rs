//! Takes one part of a typed line to pieces: times, places, licences, things on cards, and what is left.

mod unknown;

use super::{
    areas,
    atom::{Atom, any},
    days,
    entry::Field,
    fold::{Folded, fold, folded, is_kana, sound},
    index::Index,
    lexicon::Lexicon,
    polite::{self, is_kanji},
    signs::{self, PARTICLES},
    token::{Join, Token, TokenKind},
};
use crate::{date::Day, text};
use std::cell::Cell;

/// Characters of the longest word that is looked up.
const LONGEST: usize = 24;

/// Pieces of one part at most of which the words are looked at more closely.
const LOOKED_AT: usize = 6;

/// Takes a part without spaces to pieces. `text` is the whole line in [`super::fold::plain`] form. What stands at its end
/// may reach beyond it, as the day does in 「3/10 〜 3/12」. `behind`: something stands before it in the line.
///
/// Words of kanji are not cut in two, unless the whole of them stands on nobody's card: 柔道整服師 is no 柔道.
pub(super) fn scan(
    text: &[char],
    (from, to): (usize, usize),
    index: &Index,
    today: Day,
    behind: bool,
) -> Vec<Token> {
    let part = text.get(from..to).unwrap_or_default();
    let mut scanner = Scanner {
        text,
        from,
        to,
        folded: folded(part),
        index,
        today,
        behind,
        continues: behind && continues(text, from),
        cuts: false,
        looked: Cell::new(0),
    };
    let whole: String = scanner.folded.chars.iter().collect();
    let word = |text: &[char]| TokenKind::Word(text.iter().collect());
    let token = |kind: TokenKind| vec![Token { kind, from, to }];
    // 採用 stands on cards too, and is what a card says with a yes or no.
    if let Some((says, length)) = signs::says(text.get(..to).unwrap_or_default(), from)
        && from + length == to
    {
        return token(TokenKind::Says(says));
    }
    if index.has(&whole) {
        let length = scanner.folded.chars.len();
        return token(scanner.known(&whole, length).unwrap_or_else(|| word(part)));
    }
    if scanner.is_a_name(part, &whole) {
        return token(word(part));
    }
    let pieces = scanner.run();
    let stands = |piece: &Token| match &piece.kind {
        TokenKind::Word(word) => index.stands(word),
        _ => true,
    };
    // A long text is taken as it is.
    if pieces.len() > LOOKED_AT || pieces.iter().all(stands) {
        return pieces;
    }
    scanner.cuts = true;
    let cut = scanner.run();
    let known = |pieces: &[Token]| {
        let things = pieces.iter().filter(|piece| signs::is_a_thing(&piece.kind));
        things.filter(|piece| stands(piece)).count()
    };
    // With a typing error the whole is better than a piece of it.
    let nearly = pieces.iter().all(|piece| match &piece.kind {
        TokenKind::Word(word) => !index.look_up(word).is_empty(),
        _ => true,
    });
    if !nearly && known(&cut) > known(&pieces) {
        cut
    } else {
        pieces
    }
}

struct Scanner<'a> {
    /// The whole line.
    text: &'a [char],
    /// The part: its first character, and the one behind its last.
    from: usize,
    to: usize,
    /// The part in compared form, with places counted from its beginning.
    folded: Folded,
    index: &'a Index,
    today: Day,
    /// Something stands before the part.
    behind: bool,
    /// It stands right before it.
    continues: bool,
    /// Whether words of kanji may be cut in two.
    cuts: bool,
    /// How many pieces of words were looked for on all cards.
    looked: Cell<usize>,
}

impl Scanner<'_> {
    /// Whether a piece of a word stands on somebody's card; only so many of a part are looked at.
    fn stands(&self, word: &str) -> bool {
        let looked = self.looked.get();
        self.looked.set(looked + 1);
        looked < LOOKED_AT && self.index.stands(word)
    }

    /// The line up to the end of the part.
    fn part(&self) -> &[char] {
        self.text.get(..self.to).unwrap_or_default()
    }

    /// Somebody's name: with さん or its like, even where a place has the name too (千葉さん); in kana, even where it
    /// begins like something else (のぞみ, かおり, あすか).
    fn is_a_name(&self, part: &[char], whole: &str) -> bool {
        let text: String = part.iter().collect();
        let named = text::bare(&text)
            .is_some_and(|name| name.chars().count() > 1 && self.index.names_begin(&fold(name)));
        let kana = is_kana(whole) && (2..=12).contains(&whole.chars().count());
        let known = || Lexicon::starter().by_form(whole).is_some();
        named || kana && !known() && areas::named(whole).is_none() && self.index.names_begin(whole)
    }

    fn run(&self) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut at = self.from;
        let mut unknown: Option<usize> = None;
        while at < self.to {
            let found = if let Some(start) = unknown {
                self.ends_unknown(start, at)
            } else {
                let after_piece = self.continues || !tokens.is_empty();
                self.piece(at)
                    .or_else(|| self.between(at, after_piece, &tokens))
            };
            if let Some((kind, length)) = found {
                if let Some(start) = unknown.take() {
                    self.put_unknown(start, at, &mut tokens);
                }
                let to = at + length.max(1);
                tokens.push(Token { kind, from: at, to });
                at = to;
            } else {
                unknown.get_or_insert(at);
                at += 1;
            }
        }
        if let Some(start) = unknown {
            self.put_unknown(start, self.to, &mut tokens);
        }
        tokens
    }

    /// Something that is known, where a word begins.
    fn piece(&self, at: usize) -> Option<(TokenKind, usize)> {
        let time = days::read(self.text, at, self.today).or_else(|| self.in_katakana(at));
        let time = time.map(|(atom, length)| (TokenKind::When(atom), length));

        let says =
            signs::says(self.part(), at).map(|(says, length)| (TokenKind::Says(says), length));
        let amount = signs::amount(self.part(), at).map(|length| (TokenKind::Unheeded, length));
        let found = [time, self.thing(at), says, amount];
        // The longest: オンライン配信 is a skill, オンライン alone is not.
        let found = found.into_iter().flatten();
        found.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// A part that is all katakana says a time where it does so in hiragana: ｶﾖｳﾋﾞ.
    fn in_katakana(&self, at: usize) -> Option<(Atom, usize)> {
        let part = self.text.get(self.from..self.to)?;
        let katakana = |c: &char| matches!(c, 'ァ'..='ヶ' | 'ー');
        if at != self.from || !part.iter().all(katakana) {
            return None;
        }
        let kana: Vec<char> = fold(&part.iter().collect::<String>()).chars().collect();
        let found = days::read(&kana, 0, self.today)?;
        (found.1 == kana.len()).then_some((found.0, part.len()))
    }

    /// What stands between things, or around them.
    fn between(
        &self,
        at: usize,
        after_piece: bool,
        tokens: &[Token],
    ) -> Option<(TokenKind, usize)> {
        let part = self.part();
        if let Some(length) = polite::greeting(part, at) {
            return Some((TokenKind::Filler, length));
        }
        let joined = || {
            let (join, length) = signs::join(part, at)?;
            Some((TokenKind::Join(join), length))
        };
        if !after_piece {
            let polite = polite::after_a_thing(part, at);
            if polite > 1 && (at + polite == self.to || self.piece(at + polite).is_some()) {
                return Some((TokenKind::Filler, polite));
            }
            let not = signs::not(part, at);
            if not > 0 && self.behind {
                return Some((TokenKind::Not, not));
            }
            if let Some(length) = signs::all(part, at).filter(|_| self.behind) {
                return Some((TokenKind::All, length));
            }
            if let Some(length) = signs::mark(part, at) {
                return Some((TokenKind::Gap, length));
            }
            // 看護師 か柔道整復師
            let (kind, length) = joined().filter(|_| self.behind)?;
            let next = at + length;
            let alone = next == self.to;
            let thing = || self.piece(next).is_some_and(|(_, length)| length > 1);
            return (alone || thing()).then_some((kind, length));
        }
        let not = signs::not(part, at);
        if not > 0 {
            return Some((TokenKind::Not, not));
        }
        if let Some(length) = signs::all(part, at) {
            return Some((TokenKind::All, length));
        }
        let polite = polite::after_a_thing(part, at);
        if polite > 0 {
            return Some((TokenKind::Filler, polite));
        }
        if let Some(found) = joined() {
            return Some(found);
        }
        let noun = any(part, at, signs::NOUNS);
        if noun > 0 {
            return Some((TokenKind::Filler, noun));
        }
        if let Some(length) = signs::mark(part, at) {
            return Some((TokenKind::Gap, length));
        }
        let length = any(part, at, PARTICLES);
        let last = tokens
            .last()
            .map_or(at == self.from, |token| token.to == at);
        (length > 0 && last).then_some((TokenKind::Join(Join::Of), length))
    }

    /// What ends a word that is not known: a known thing behind a particle, polite words, 以外.
    fn ends_unknown(&self, start: usize, at: usize) -> Option<(TokenKind, usize)> {
        let part = self.part();
        let not = signs::not(part, at);
        if not > 0 {
            return Some((TokenKind::Not, not));
        }
        let (before, here) = (part.get(at.checked_sub(1)?)?, part.get(at)?);
        if *here == '/' {
            return Some((TokenKind::Join(Join::Or), 1));
        }
        // 英語と中国語: what stands before it is on somebody's card.
        if let Some((join, length)) =
            signs::join(part, at).filter(|_| at - start > 1 && at + 1 < self.to)
        {
            let before: String = part.get(start..at)?.iter().collect();
            if self.stands(&before) {
                return Some((TokenKind::Join(join), length));
            }
        }
        if let Some(polite) = polite::ends_a_word(part, at) {
            let next = at + polite;
            let kanji = !matches!(before, 'ぁ'..='ん') || at - start > 1;
            if kanji && (next == self.to || !matches!(part.get(next), Some('ぁ'..='ん'))) {
                return Some((TokenKind::Filler, polite));
            }
        }
        let particle = "のにでがをはもとやか".contains(*before) && at - start > 1;
        let kana = |c: &char| matches!(c, 'ぁ'..='ん' | 'ー');
        let script = at - start > 1 && kana(before) && !kana(here) && !here.is_ascii();
        let found = (particle || script).then(|| self.piece(at))?;
        let Some(found) = found else {
            // はじめての英語: the rest of the part stands on cards, though it is no thing of its own.
            let rest: String = part.get(at..)?.iter().collect();
            let stands =
                script && is_kanji(*here) && rest.chars().count() > 1 && self.stands(&rest);
            return stands.then(|| (TokenKind::Word(rest), part.len() - at));
        };
        let telling = if particle {
            found.1 > 1
        } else {
            // やりなおし英語: what is known begins with another script.
            found.1 > 1
                && matches!(
                    found.0,
                    TokenKind::Word(_) | TokenKind::Licence(_) | TokenKind::Hobby(_)
                )
        };
        telling.then_some(found)
    }

    /// The longest thing that is known here: a place, a licence, something on a card.
    fn thing(&self, absolute: usize) -> Option<(TokenKind, usize)> {
        let at = absolute.checked_sub(self.from)?;
        let part = self.text.get(self.from..self.to)?;
        let from = self.folded.at.iter().position(|place| *place >= at)?;
        let longest = LONGEST.min(self.folded.chars.len() - from);
        let longest = if from == 0 || self.may_begin(from) {
            longest
        } else {
            1
        };
        for length in (1..=longest).rev() {
            let word: String = self.folded.chars.get(from..from + length)?.iter().collect();
            if length == 1 && word.is_ascii() {
                return None;
            }
            let last = *self.folded.at.get(from + length - 1)?;
            // Long vowels and marks are no characters of their own.
            let next = self
                .folded
                .at
                .get(from + length)
                .copied()
                .unwrap_or(part.len());
            if let Some(piece) = self.known(&word, length)
                && !self.is_within_a_word(last, next)
            {
                let gap = part.get(last + 1..next).unwrap_or_default();
                let long = gap.iter().take_while(|c| **c == 'ー').count();
                return Some((piece, last + 1 + long - at));
            }
        }
        None
    }

    /// Whether a word that ended here would be cut out of a longer one: エステ in エステティシャン.
    fn is_within_a_word(&self, last: usize, next: usize) -> bool {
        let part = self.text.get(self.from..self.to).unwrap_or_default();
        let (Some(here), Some(after)) = (part.get(last), part.get(next)) else {
            return false;
        };
        let katakana = |c: &char| matches!(c, 'ァ'..='ヺ');
        if next != last + 1 {
            return false;
        }
        if is_kanji(*here) && is_kanji(*after) && !self.cuts {
            return !self.begins_something(next);
        }
        katakana(here) && katakana(after)
            || here.is_ascii_alphabetic() && after.is_ascii_alphabetic()
    }

    /// Whether something that is known begins here, whatever it would be cut out of.
    fn begins_something(&self, at: usize) -> bool {
        let absolute = self.from + at;
        let part = self.part();
        if days::read(self.text, absolute, self.today).is_some()
            || signs::not(part, absolute) > 0
            || any(part, absolute, signs::NOUNS) > 0
            || polite::ends_a_word(part, absolute).is_some()
            || signs::says(part, absolute).is_some()
            || signs::all(part, absolute).is_some()
        {
            return true;
        }
        let Some(from) = self.folded.at.iter().position(|place| *place >= at) else {
            return false;
        };
        let longest = LONGEST.min(self.folded.chars.len() - from);
        let longest = if self.may_begin(from) { longest } else { 1 };
        (2..=longest).any(|length| {
            let word = self.folded.chars.get(from..from + length);
            word.is_some_and(|word| {
                self.known(&word.iter().collect::<String>(), length)
                    .is_some()
            })
        })
    }

    /// Whether anything that is known begins with these two characters.
    fn may_begin(&self, from: usize) -> bool {
        let (Some(first), Some(second)) =
            (self.folded.chars.get(from), self.folded.chars.get(from + 1))
        else {
            return true;
        };
        Lexicon::starter().may_begin(*first, *second)
            || areas::may_begin(*first, *second)
            || self.index.may_begin(*first, *second)
    }

    fn known(&self, word: &str, length: usize) -> Option<TokenKind> {
        let lexicon = Lexicon::starter();
        let term = lexicon.by_form(word).or_else(|| {
            let heard = (is_kana(word) && length > 2).then(|| sound(word))?;
            lexicon.by_sound(&heard)
        });
        if let Some(term) = term.filter(|term| term.is_licence()) {
            return Some(TokenKind::Licence(term.name.clone()));
        }
        // A place in kana is one only by itself: なら is no 奈良 in most lines.
        // And コーチ is no 高知: a skill begins with it.
        let by_itself =
            !is_kana(word) || length == self.folded.chars.len() && !lexicon.begins(word);
        if length > 1
            && by_itself
            && fields_of_skill(self.index, word).is_none()
            && let Some(area) = areas::named(word)
        {
            return Some(TokenKind::Area(area.to_owned()));
        }
        let fields = self.index.fields_of(word);
        let short = length < 2 || length < 3 && is_kana(word);
        if term.is_none() && (fields.is_empty() || short) {
            return None;
        }
        let written = || self.written(word);
        let skill = |field: &Field| !matches!(field, Field::Hobby | Field::Licence | Field::Area);
        if term.is_some() || fields.iter().any(skill) {
            return Some(TokenKind::Word(written()));
        }
        match fields.first()? {
            Field::Licence => Some(TokenKind::Licence(written())),
            Field::Area => Some(TokenKind::Area(written())),
            _ => Some(TokenKind::Hobby(written())),
        }
    }

    /// A word in compared form as it was typed.
    fn written(&self, word: &str) -> String {
        let typed: Vec<char> = word.chars().collect();
        let from = self
            .folded
            .chars
            .windows(typed.len())
            .position(|part| part == typed);
        let span = from.and_then(|from| {
            let (first, last) = (
                self.folded.at.get(from)?,
                self.folded.at.get(from + typed.len() - 1)?,
            );
            let part = self.text.get(self.from..self.to)?;
            let long = part.get(last + 1).is_some_and(|c| *c == 'ー');
            part.get(*first..=last + usize::from(long))
        });
        span.map_or_else(|| word.to_owned(), |span| span.iter().collect())
    }
}

/// Whether a part goes on with what stands right before it, as behind a bracket: 12/3(木)の午後.
fn continues(text: &[char], from: usize) -> bool {
    let before = from.checked_sub(1).and_then(|before| text.get(before));
    before.is_some_and(|c| {
        !c.is_whitespace() && !c.is_ascii_punctuation() && !"、。！？…".contains(*c) || *c == ')'
    })
}

/// A skill, not a place only, that stands on a card.
fn fields_of_skill(index: &Index, word: &str) -> Option<Field> {
    let fields = index.fields_of(word).into_iter();
    fields
        .filter(|field| {
            matches!(
                field,
                Field::Does | Field::Little | Field::Teach | Field::Hobby
            )
        })
        .min()
}
