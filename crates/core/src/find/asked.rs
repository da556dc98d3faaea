//! What somebody looks for, in every form that is compared, worked out once for all cards.

use super::{
    fold::{fold, is_kana, sound},
    latin::latin_sounds,
    lexicon::{Lexicon, Term},
    pronunciation,
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
    /// How it is read, where it has kanji and the reading is certain: that is how another may have written it in kana.
    read: Option<String>,
    /// The starter vocabulary's term of this name.
    pub(super) term: Option<&'static Term>,
    /// How each term of the starter vocabulary is heard in it; none: not at all.
    terms: Vec<Option<Heard>>,
    /// Long enough to be looked for within other words. One kanji is; one kana is in nearly everything.
    is_telling: bool,
    /// What a word must have to be heard in it at all: the letters of one of these.
    letters: Letters,
    sound_letters: Vec<Letters>,
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
    /// It is a name, or a part of one.
    pub(super) is_name: bool,
}

/// What is looked at first of every word of a circle: most are passed over by it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    letters: Letters,
    sound: Letters,
    /// It is in the starter vocabulary.
    has_term: bool,
}

/// How many letters a word has, and roughly which.
#[derive(Debug, Clone, Copy)]
struct Letters {
    count: u32,
    which: u64,
}

impl Letters {
    fn of(word: &str) -> Self {
        let which = word
            .chars()
            .fold(0, |which, c| which | 1 << (u32::from(c) % 64));
        Self {
            count: u32::try_from(word.chars().count()).unwrap_or(u32::MAX),
            which,
        }
    }

    /// False where another has a letter that is not in this.
    const fn may_hold(self, other: Self) -> bool {
        other.which & !self.which == 0
    }

    /// Whether another has half of its letters, and is not much longer.
    const fn shares_half(self, other: Self) -> bool {
        let shared = (self.which & other.which).count_ones();
        shared >= 2 && shared * 2 >= self.which.count_ones() && other.count <= self.count * 3
    }

    /// False where more than one edit lies between two words: one changes at most two of the letters.
    const fn may_be_near(self, other: Self) -> bool {
        self.count.abs_diff(other.count) <= 1 && (self.which ^ other.which).count_ones() <= 2
    }
}

impl Form {
    /// A word in compared form, with how it sounds by its reading where that is certain. `is_a_thing`: no sentence.
    pub(super) fn new(folded: &str, read: &str, is_a_thing: bool) -> Self {
        let heard = match read {
            _ if !is_a_thing => String::new(),
            "" => sound(folded),
            read => read.to_owned(),
        };
        Self {
            term: Lexicon::starter().by_form(folded),
            folded: folded.to_owned(),
            sound: heard,
            is_name: false,
        }
    }

    /// Takes in how it sounds where it stands as a thing, after it stood in a sentence or was not read there. True where it
    /// did not sound so before.
    pub(super) fn hears_as(&mut self, read: &str) -> bool {
        let heard = match read {
            "" if self.sound.is_empty() => sound(&self.folded),
            "" => return false,
            read => read.to_owned(),
        };
        let another = heard != self.sound;
        self.sound = heard;
        another
    }

    /// What is looked at first.
    pub(super) fn outline(&self) -> Outline {
        Outline {
            letters: Letters::of(&self.folded),
            sound: Letters::of(&self.sound),
            has_term: self.term.is_some(),
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
        let read = pronunciation::of(word).map(|read| sound(&fold(&read)));
        let heard = sounds.iter().chain(&read);
        let mut asked = Self {
            letters: Letters::of(&folded),
            sound_letters: heard.map(|heard| Letters::of(heard)).collect(),
            folded,
            sounds,
            read,
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

    /// False where a word of this outline is not heard in it at all.
    pub(super) fn may_hear(&self, word: &Outline) -> bool {
        word.has_term
            || word.letters.may_hold(self.letters)
            || self
                .sound_letters
                .iter()
                .any(|heard| word.sound.may_hold(*heard))
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
        // Two words with kanji that only sound alike are two words.
        if self.read.as_ref() == Some(&word.sound) && is_kana(&word.folded) {
            return Some(Heard::Exactly);
        }
        if !self.is_telling {
            return None;
        }
        if word.folded.contains(&self.folded) {
            return Some(Heard::Part);
        }
        by_term.or_else(|| {
            let mut sounds = self.sounds.iter();
            let is_part = |heard: &String| {
                let long = heard.chars().count() >= PART;
                // Names begin or end with what somebody is called: sato in さとうはなこ.
                long && word.sound.contains(heard.as_str())
                    || word.is_name
                        && (word.sound.starts_with(heard.as_str())
                            || word.sound.ends_with(heard.as_str()))
            };
            sounds.any(is_part).then_some(Heard::Part)
        })
    }

    /// False where a word of this outline has too little of it, or is too long, to be like it.
    pub(super) fn may_be_like(&self, word: &Outline) -> bool {
        // The reading of kanji comes last, and is no measure.
        let heard = self.sound_letters.iter().take(self.sounds.len());
        let mut mine = std::iter::once((self.letters, word.letters))
            .chain(heard.map(|heard| (*heard, word.sound)));
        mine.any(|(asked, word)| asked.shares_half(word))
    }

    /// How like a word is, from 0 to 1: by the edits that lie between them, written or heard.
    pub(super) fn likeness(&self, word: &Form) -> f64 {
        let written = strsim::normalized_damerau_levenshtein(&self.folded, &word.folded);
        // By its sound where it is written as it sounds: 火山 and 登山 only sound alike.
        let heard = self.sounds.iter();
        let heard = heard.map(|heard| strsim::normalized_damerau_levenshtein(heard, &word.sound));
        heard.fold(written, f64::max)
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
        let sounds = asked.sounds.iter().map(String::as_str);
        let sounds: Vec<(&str, Letters)> =
            sounds.map(|heard| (heard, Letters::of(heard))).collect();
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
            letters: asked.letters,
            terms: terms.collect(),
            sounds,
        }
    }

    /// False where a word of this outline is not near to it.
    pub(super) fn may_hear(&self, word: &Outline) -> bool {
        word.has_term
            || self.letters.may_be_near(word.letters)
            || self
                .sounds
                .iter()
                .any(|(_, letters)| letters.may_be_near(word.sound))
    }

    /// Whether a word is near to it.
    pub(super) fn hears(&self, word: &Form) -> bool {
        if word.sound.is_empty() {
            return false;
        }
        let by_term = word.term.and_then(|term| self.terms.get(term.number));
        by_term.is_some_and(|near| *near)
            || differ_by_one(&word.folded, self.folded)
            || self
                .sounds
                .iter()
                .any(|(heard, _)| differ_by_one(&word.sound, heard))
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
