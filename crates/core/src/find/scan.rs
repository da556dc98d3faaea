//! Takes one part of a typed line to pieces: times, places, licences, things on cards, and what is left.

use super::{
    areas,
    days::{self, Time},
    entry::Field,
    fold::{Folded, fold, folded, is_kana, sound},
    index::Index,
    lexicon::Lexicon,
};
use crate::{date::Day, text};

/// Characters of the longest word that is looked up.
const LONGEST: usize = 24;

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// When.
    Time(Time),
    /// Where.
    Area(String),
    /// Online.
    Remote,
    /// A licence.
    Licence(String),
    /// A hobby.
    Hobby(String),
    /// Anything.
    Word(String),
    /// All of the licences.
    All,
}

/// Pieces of one part at most of which the words are looked at more closely.
const LOOKED_AT: usize = 6;

/// Words between others that ask for nothing; the longer first.
const FILLERS: [&str; 41] = [
    "を教えてください",
    "を紹介してください",
    "を持っている方",
    "をお願いしたい",
    "を探しています",
    "をさがしています",
    "に詳しい方",
    "に詳しい人",
    "が得意な方",
    "が得意な人",
    "ができる方",
    "ができる人",
    "のできる方",
    "のできる人",
    "してくれる方",
    "してくれる人",
    "お願いしたい",
    "できる方",
    "できる人",
    "いませんか",
    "いますか",
    "ください",
    "教えて",
    "または",
    "もしくは",
    "いずれか",
    "どちらか",
    "どなたか",
    "だれか",
    "対面で",
    "対面",
    "急ぎで",
    "急ぎ",
    "の資格",
    "の免許",
    "資格",
    "免許",
    "の方",
    "の人",
    "な方",
    "な人",
];

/// Single letters between what is known; at the beginning of a word they may be part of it (のぞみ).
const PARTICLES: [&str; 13] = [
    "さん", "から", "まで", "か", "や", "の", "に", "で", "が", "を", "は", "も", "・",
];

/// Words for all of several licences.
const ALL_OF: [&str; 5] = ["両方", "どちらも", "すべて", "全部", "と"];

/// Words for online.
const REMOTE: [&str; 6] = [
    "オンライン",
    "リモート",
    "在宅",
    "テレビ会議",
    "zoom",
    "ズーム",
];

/// What is said of everybody, so that it tells nobody from another.
const GENERAL: [&str; 9] = [
    "先生",
    "人",
    "方",
    "専門家",
    "経験者",
    "仕事",
    "お仕事",
    "こと",
    "もの",
];

/// Takes a part without spaces to pieces. The text is [`super::fold::plain`].
///
/// Words of kanji are not cut in two, unless the whole of them stands on nobody's card: 柔道整服師 is no 柔道.
pub(super) fn scan(text: &[char], index: &Index, today: Day) -> Vec<Piece> {
    let mut scanner = Scanner {
        text,
        folded: folded(text),
        index,
        today,
        cuts: false,
    };
    let whole: String = scanner.folded.chars.iter().collect();
    if index.has(&whole) {
        let length = scanner.folded.chars.len();
        let word = || Piece::Word(text.iter().collect());
        return vec![scanner.known(&whole, length).unwrap_or_else(word)];
    }
    if let Some(name) = named(text, index) {
        return vec![Piece::Word(name)];
    }
    let pieces = scanner.run();
    let stands = |piece: &Piece| match piece {
        Piece::Word(word) => index.stands(word),
        _ => true,
    };
    // A long text is taken as it is.
    if pieces.len() > LOOKED_AT {
        return pieces;
    }
    if pieces.iter().all(stands) {
        return pieces;
    }
    scanner.cuts = true;
    let cut = scanner.run();
    let known = |pieces: &[Piece]| pieces.iter().filter(|piece| stands(piece)).count();
    // With a typing error the whole is better than a piece of it.
    let nearly = pieces.iter().all(|piece| match piece {
        Piece::Word(word) => !index.look_up(word).is_empty(),
        _ => true,
    });
    if !nearly && known(&cut) > known(&pieces) {
        cut
    } else {
        pieces
    }
}

/// Somebody's name with さん or its like, even where a place has the name too: 千葉さん.
fn named(text: &[char], index: &Index) -> Option<String> {
    let text: String = text.iter().collect();
    let name = text::bare(&text)?;
    (name.chars().count() > 1 && index.names_begin(&fold(name))).then(|| text.clone())
}

struct Scanner<'a> {
    text: &'a [char],
    folded: Folded,
    index: &'a Index,
    today: Day,
    /// Whether words of kanji may be cut in two.
    cuts: bool,
}

impl Scanner<'_> {
    fn run(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut unknown: Option<usize> = None;
        let mut after_piece = false;
        while at < self.text.len() {
            let begun = unknown.is_some();
            let found = if begun {
                self.telling(at)
            } else {
                self.piece(at).or_else(|| self.filler(at, after_piece))
            };
            if let Some((piece, length)) = found {
                if let Some(start) = unknown.take() {
                    self.put_unknown(start, at, &mut pieces);
                }
                after_piece = true;
                pieces.extend(piece);
                at += length.max(1);
            } else {
                unknown.get_or_insert(at);
                at += 1;
            }
        }
        if let Some(start) = unknown {
            self.put_unknown(start, self.text.len(), &mut pieces);
        }
        pieces
    }

    /// Something that is known, where a word begins.
    fn piece(&self, at: usize) -> Option<(Option<Piece>, usize)> {
        let rest = self.text.get(at..)?;
        let time = days::read(rest, self.today).map(|(time, length)| (Piece::Time(time), length));
        let thing = self.thing(at);
        let remote = REMOTE.iter().find_map(|word| {
            let length = self.starts(at, word)?;
            Some((Piece::Remote, length))
        });
        let mut found = [time, thing, remote].into_iter().flatten();
        // The longest: オンライン配信 is a skill, オンライン alone is not.
        let first = found.next()?;
        let longest = found.fold(
            first,
            |best, next| if next.1 > best.1 { next } else { best },
        );
        Some((Some(longest.0), longest.1))
    }

    /// Something that ends a word which is not known: a known thing after a particle.
    fn telling(&self, at: usize) -> Option<(Option<Piece>, usize)> {
        let before = self.text.get(at.checked_sub(1)?)?;
        if !"のにでがをはもとやか".contains(*before) {
            return None;
        }
        self.piece(at).filter(|(_, length)| *length > 1)
    }

    fn filler(&self, at: usize, after_piece: bool) -> Option<(Option<Piece>, usize)> {
        let how_long = self.amount(at);
        if let Some(length) =
            how_long.or_else(|| FILLERS.iter().find_map(|word| self.starts(at, word)))
        {
            return Some((None, length));
        }
        if !after_piece {
            return None;
        }
        if let Some(length) = ALL_OF.iter().find_map(|word| self.starts(at, word)) {
            return Some((Some(Piece::All), length));
        }
        let length = PARTICLES.iter().find_map(|word| self.starts(at, word))?;
        Some((None, length))
    }

    /// How long, how many, how much: no card says that.
    fn amount(&self, at: usize) -> Option<usize> {
        let digits = self
            .text
            .get(at..)?
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        if digits == 0 {
            return self.starts(at, "半日");
        }
        let units = ["時間", "分", "名", "人", "円", "回", "万円"];
        let mut units = units.iter();
        units.find_map(|unit| Some(digits + self.starts(at + digits, unit)?))
    }

    /// How many characters a word takes that stands here.
    fn starts(&self, at: usize, word: &str) -> Option<usize> {
        let length = word.chars().count();
        let here = self.text.get(at..at.checked_add(length)?)?;
        here.iter().copied().eq(word.chars()).then_some(length)
    }

    /// The longest thing that is known here: a place, a licence, something on a card.
    fn thing(&self, at: usize) -> Option<(Piece, usize)> {
        let from = self.folded.at.iter().position(|place| *place >= at)?;
        let longest = LONGEST.min(self.folded.chars.len() - from);
        let longest = if self.may_begin(from) { longest } else { 1 };
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
                .unwrap_or(self.text.len());
            if let Some(piece) = self.known(&word, length)
                && !self.is_within_a_word(last, next)
            {
                let gap = self.text.get(last + 1..next).unwrap_or_default();
                let long = gap.iter().take_while(|c| **c == 'ー').count();
                return Some((piece, last + 1 + long - at));
            }
        }
        None
    }

    /// Whether a word that ended here would be cut out of a longer one: エステ in エステティシャン.
    fn is_within_a_word(&self, last: usize, next: usize) -> bool {
        let (Some(here), Some(after)) = (self.text.get(last), self.text.get(next)) else {
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
        let rest = self.text.get(at..).unwrap_or_default();
        if days::read(rest, self.today).is_some() || self.filler(at, false).is_some() {
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

    fn known(&self, word: &str, length: usize) -> Option<Piece> {
        let lexicon = Lexicon::starter();
        let term = lexicon.by_form(word).or_else(|| {
            let heard = (is_kana(word) && length > 2).then(|| sound(word))?;
            lexicon.by_sound(&heard)
        });
        if let Some(term) = term.filter(|term| term.is_licence()) {
            return Some(Piece::Licence(term.name.clone()));
        }
        // A place in kana is one only by itself: なら is no 奈良 in most lines.
        let by_itself = !is_kana(word) || length == self.folded.chars.len();
        if length > 1
            && by_itself
            && let Some(area) = areas::named(word)
        {
            return Some(Piece::Area(area.to_owned()));
        }
        let fields = self.index.fields_of(word);
        let short = length < 2 || length < 3 && is_kana(word);
        if term.is_none() && (fields.is_empty() || short) {
            return None;
        }
        let written = || self.written(word);
        let skill = |field: &Field| !matches!(field, Field::Hobby | Field::Licence | Field::Area);
        if term.is_some() || fields.iter().any(skill) {
            return Some(Piece::Word(written()));
        }
        match fields.first()? {
            Field::Licence => Some(Piece::Licence(written())),
            Field::Area => Some(Piece::Area(written())),
            _ => Some(Piece::Hobby(written())),
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
            let long = self.text.get(last + 1).is_some_and(|c| *c == 'ー');
            self.text.get(*first..=last + usize::from(long))
        });
        span.map_or_else(|| word.to_owned(), |span| span.iter().collect())
    }

    /// What is not known becomes words: without endings, up to what is done with it (を, が), parted at の, and without
    /// what is said of everybody.
    fn put_unknown(&self, from: usize, to: usize, pieces: &mut Vec<Piece>) {
        let mut text: String = self.text.get(from..to).unwrap_or_default().iter().collect();
        while let Some(shorter) = FILLERS.iter().find_map(|end| {
            let shorter = text.strip_suffix(end)?;
            (shorter.chars().count() > 1).then(|| shorter.to_owned())
        }) {
            text = shorter;
        }
        let object = text.split(['を', 'が']).next().unwrap_or_default();
        if object.chars().count() > 1 {
            text = object.to_owned();
        }
        if let Some(bare) = without_particle(&text) {
            text = bare;
        }
        // A letter that is left over beside what is known.
        let mut chars = text.chars();
        let alone = chars.next().is_some_and(|c| !is_kanji(c)) && chars.next().is_none();
        if alone && to - from < self.text.len() {
            return;
        }
        let parts: Vec<&str> = text.split('の').filter(|part| !part.is_empty()).collect();
        let whole = parts.iter().any(|part| part.chars().count() < 2);
        let words = if whole { vec![text.as_str()] } else { parts };
        let told = words.into_iter().filter(|word| !GENERAL.contains(word));
        pieces.extend(told.map(|word| Piece::Word(word.to_owned())));
    }
}

/// A word without the particle behind it, where the word itself is not in kana.
fn without_particle(text: &str) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    let last = chars.pop()?;
    let before = chars.last()?;
    let parts = "のにではもと".contains(last) && !matches!(before, 'ぁ'..='ん');
    (parts && chars.len() > 1).then(|| chars.into_iter().collect())
}

const fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '々')
}
