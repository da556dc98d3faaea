//! What somebody looks for, in every form that is compared, worked out once for all cards.

use super::{
    fold::{fold, is_kana, latin_sounds, sound},
    lexicon::{Lexicon, Term},
    reason::Heard,
};

/// Characters of a word at least in which a typing error is forgiven.
const LONG_ENOUGH: usize = 4;
/// The same for a word with kanji: one of four may make another licence of it (正看護師, 准看護師).
const LONG_ENOUGH_KANJI: usize = 5;
/// Characters of a part at least for which other words and sounds are looked through.
const PART: usize = 3;

/// What somebody looks for.
pub(super) struct Asked {
    /// In compared form.
    pub(super) folded: String,
    /// How it may sound, where it is kana or Latin letters that read as Japanese.
    sounds: Vec<String>,
    /// The starter vocabulary's term of this name.
    pub(super) term: Option<&'static Term>,
    /// How each term of the starter vocabulary is heard in it; none: not at all.
    terms: Vec<Option<Heard>>,
    /// Long enough to be looked for within other words. One kanji is; one kana is in nearly everything.
    is_telling: bool,
}

/// A word as it is compared.
#[derive(Debug)]
pub(super) struct Form {
    /// In compared form.
    pub(super) folded: String,
    /// How it sounds; empty for sentences.
    pub(super) sound: String,
    /// The starter vocabulary's term of this name.
    pub(super) term: Option<&'static Term>,
    /// What letters it has, to pass over words that are too different.
    letters: Letters,
    sound_letters: Letters,
}

/// How many letters a word has, and roughly which.
#[derive(Debug, Clone, Copy)]
struct Letters {
    count: usize,
    which: u64,
}

impl Letters {
    fn of(word: &str) -> Self {
        let which = word
            .chars()
            .fold(0, |which, c| which | 1 << (u32::from(c) % 64));
        Self {
            count: word.chars().count(),
            which,
        }
    }

    /// False where more than one edit lies between two words: one changes at most two of the letters.
    const fn may_be_near(self, other: Self) -> bool {
        self.count.abs_diff(other.count) <= 1 && (self.which ^ other.which).count_ones() <= 2
    }
}

impl Form {
    /// A word in compared form. `is_a_thing`: no sentence.
    pub(super) fn new(folded: &str, is_a_thing: bool) -> Self {
        let heard = if is_a_thing {
            sound(folded)
        } else {
            String::new()
        };
        Self {
            letters: Letters::of(folded),
            sound_letters: Letters::of(&heard),
            term: Lexicon::starter().by_form(folded),
            folded: folded.to_owned(),
            sound: heard,
        }
    }
}

impl Asked {
    /// What a word that was typed asks for.
    pub(super) fn new(word: &str) -> Self {
        let folded = fold(word);
        let lexicon = Lexicon::starter();
        let sounds = if is_kana(&folded) {
            vec![sound(&folded)]
        } else {
            latin_sounds(&folded)
        };
        let term = lexicon
            .by_form(&folded)
            .or_else(|| sounds.iter().find_map(|heard| lexicon.by_sound(heard)));
        let length = folded.chars().count();
        let is_telling = length > 1 || folded.chars().any(is_kanji_or_picture);
        let mut asked = Self {
            folded,
            sounds,
            term,
            terms: Vec::new(),
            is_telling,
        };
        let terms = lexicon.terms().iter();
        asked.terms = terms.map(|term| asked.hears_term(term, length)).collect();
        asked
    }

    fn hears_term(&self, term: &Term, length: usize) -> Option<Heard> {
        if self.term.is_some_and(|asked| asked.number == term.number) {
            // A reading is the same word, another word for it is not.
            let read_so = self.sounds.contains(&term.sound);
            return Some(if read_so {
                Heard::Exactly
            } else {
                Heard::Otherwise
            });
        }
        if length >= PART && term.forms.iter().any(|form| form.contains(&self.folded)) {
            return Some(Heard::Otherwise);
        }
        let mut parts = self
            .sounds
            .iter()
            .filter(|heard| heard.chars().count() >= PART);
        parts
            .any(|heard| term.sounds.iter().any(|one| one.contains(heard)))
            .then_some(Heard::Part)
    }

    /// How a word is heard in what was asked for; none: not at all.
    pub(super) fn hears(&self, word: &Form) -> Option<Heard> {
        if word.folded == self.folded {
            return Some(Heard::Exactly);
        }
        if self.folded.is_empty() {
            return None;
        }
        let by_term = word.term.and_then(|term| *self.terms.get(term.number)?);
        let same = self
            .term
            .is_some_and(|asked| word.term.is_some_and(|term| term.number == asked.number));
        if same {
            return by_term;
        }
        if !word.sound.is_empty() && self.sounds.contains(&word.sound) {
            return Some(Heard::Exactly);
        }
        if !self.is_telling {
            return None;
        }
        if word.folded.contains(&self.folded) {
            return Some(Heard::Part);
        }
        by_term.or_else(|| {
            let mut parts = self
                .sounds
                .iter()
                .filter(|heard| heard.chars().count() >= PART);
            parts
                .any(|heard| word.sound.contains(heard))
                .then_some(Heard::Part)
        })
    }

    /// What is looked for where nothing fits: one letter too many, missing, wrong, or swapped with its neighbour.
    /// None where the word is too short for that.
    pub(super) fn nearly(&self) -> Option<Nearly<'_>> {
        (self.folded.chars().count() >= LONG_ENOUGH).then(|| Nearly::new(self))
    }
}

/// What somebody looks for, with a typing error.
pub(super) struct Nearly<'a> {
    folded: &'a str,
    letters: Letters,
    sounds: Vec<(&'a str, Letters)>,
    /// Which terms of the starter vocabulary are near.
    terms: Vec<bool>,
}

impl<'a> Nearly<'a> {
    fn new(asked: &'a Asked) -> Self {
        let sounds = asked.sounds.iter();
        let sounds: Vec<(&str, Letters)> = sounds
            .map(|heard| (heard.as_str(), Letters::of(heard)))
            .collect();
        let terms = Lexicon::starter().terms().iter();
        let terms = terms.map(|term| {
            let mut forms = term.forms.iter();
            forms.any(|form| differ_by_one(form, &asked.folded))
                || sounds.iter().any(|(heard, _)| {
                    let mut sounds = term.sounds.iter();
                    sounds.any(|one| differ_by_one(one, heard))
                })
        });
        Self {
            folded: &asked.folded,
            letters: Letters::of(&asked.folded),
            terms: terms.collect(),
            sounds,
        }
    }

    /// Whether a word is near to it.
    pub(super) fn hears(&self, word: &Form) -> bool {
        if word.sound.is_empty() {
            return false;
        }
        let by_term = word.term.and_then(|term| self.terms.get(term.number));
        by_term.is_some_and(|near| *near)
            || self.letters.may_be_near(word.letters) && differ_by_one(&word.folded, self.folded)
            || self.sounds.iter().any(|(heard, letters)| {
                letters.may_be_near(word.sound_letters) && differ_by_one(&word.sound, heard)
            })
    }
}

/// One edit apart, in words that are long enough.
fn differ_by_one(one: &str, other: &str) -> bool {
    let (a, b) = (one.chars().count(), other.chars().count());
    let kanji = |word: &str| word.chars().any(is_kanji_or_picture);
    let enough = if kanji(one) || kanji(other) {
        LONG_ENOUGH_KANJI
    } else {
        LONG_ENOUGH
    };
    a.min(b) >= enough && a.abs_diff(b) <= 1 && strsim::osa_distance(one, other) <= 1
}

/// Neither a letter of the Latin alphabet nor kana.
const fn is_kanji_or_picture(c: char) -> bool {
    !c.is_ascii() && !matches!(c, 'ぁ'..='ん')
}
