//! The words of all cards of a circle, and on whose cards they stand.

use super::{
    entry::{CardTerm, Entry, Field},
    fold::{fold, is_kana, latin_sound, sound},
    lexicon::{Lexicon, Term},
    reason::Heard,
};
use crate::{
    date::Day,
    id::PersonId,
    sighting::{LicenceKey, Sighting},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// Characters of a word at least in which a typing error is forgiven.
const LONG_ENOUGH: usize = 4;
/// The same for a word with kanji: one of four may make another licence of it (正看護師, 准看護師).
const LONG_ENOUGH_KANJI: usize = 5;

/// What is searched of all cards of a circle, in memory.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) people: Vec<(PersonId, Entry)>,
    words: Vec<Word>,
    /// The place of each word by its compared form.
    by_folded: BTreeMap<String, usize>,
    sightings: BTreeMap<(PersonId, LicenceKey), Vec<(Day, PersonId)>>,
}

/// A word or line that stands on at least one card.
#[derive(Debug)]
struct Word {
    folded: String,
    /// How it sounds; empty for sentences.
    sound: String,
    /// The starter vocabulary's term of this name.
    term: Option<&'static Term>,
    uses: Vec<Use>,
}

/// Where a word stands: the place of the person, and of the term on their card.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    pub(super) person: usize,
    pub(super) term: usize,
}

/// What somebody looks for, in every form that is compared.
struct Asked {
    folded: String,
    length: usize,
    /// How it sounds, where it is kana or Latin letters that read as Japanese.
    sound: Option<String>,
    term: Option<&'static Term>,
}

impl Asked {
    fn new(word: &str) -> Self {
        let folded = fold(word);
        let lexicon = Lexicon::starter();
        let heard = if is_kana(&folded) {
            Some(sound(&folded))
        } else {
            latin_sound(&folded)
        };
        let term = lexicon
            .by_form(&folded)
            .or_else(|| heard.as_deref().and_then(|heard| lexicon.by_sound(heard)));
        Self {
            length: folded.chars().count(),
            sound: heard,
            term,
            folded,
        }
    }

    /// Long enough to be looked for within other words. One kanji is; one kana is in nearly everything.
    fn is_telling(&self) -> bool {
        self.length > 1
            || self
                .folded
                .chars()
                .any(|c| !c.is_ascii() && !is_kana(&c.to_string()))
    }
}

impl Index {
    /// The index of these cards, and of who saw which originals.
    pub fn new(
        entries: impl IntoIterator<Item = (PersonId, Entry)>,
        sightings: impl IntoIterator<Item = Sighting>,
    ) -> Self {
        let mut index = Self {
            people: entries.into_iter().collect(),
            ..Self::default()
        };
        for (person, (_, entry)) in index.people.iter().enumerate() {
            for (term, found) in entry.terms.iter().enumerate() {
                let at = if let Some(at) = index.by_folded.get(&found.folded) {
                    *at
                } else {
                    index.words.push(Word::new(found));
                    index
                        .by_folded
                        .insert(found.folded.clone(), index.words.len() - 1);
                    index.words.len() - 1
                };
                if let Some(word) = index.words.get_mut(at) {
                    word.uses.push(Use { person, term });
                }
            }
        }
        for sighting in sightings {
            let of = (sighting.person, sighting.licence);
            let seen = index.sightings.entry(of).or_default();
            seen.push((sighting.on, sighting.witness));
        }
        for seen in index.sightings.values_mut() {
            seen.sort_by_key(|(on, witness)| (Reverse(*on), *witness));
        }
        index
    }

    /// Everybody whose card is in it.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody's card is in it.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Who saw the original of a licence, the latest first.
    pub(super) fn seen_by(&self, person: PersonId, licence: &str) -> Vec<PersonId> {
        let seen = self.sightings.get(&(person, LicenceKey::of(licence)));
        seen.into_iter()
            .flatten()
            .map(|(_, witness)| *witness)
            .collect()
    }

    /// Where a word stands, and how it was heard. A typing error is forgiven where nothing else fits.
    pub(super) fn look_up(&self, word: &str) -> Vec<(Use, Heard)> {
        let asked = Asked::new(word);
        let found = self.uses_of(|word| word.hears(&asked));
        if found.is_empty() && asked.length >= LONG_ENOUGH {
            return self.uses_of(|word| word.nearly_hears(&asked).then_some(Heard::Near));
        }
        found
    }

    /// Where a licence stands. One of the starter vocabulary is that one and no other: 看護師 is not 准看護師.
    pub(super) fn look_up_licence(&self, licence: &str) -> Vec<(Use, Heard)> {
        let asked = Asked::new(licence);
        let known = asked.term.is_some_and(Term::is_licence);
        let mut found = self.uses_of(|word| match word.hears(&asked) {
            Some(Heard::Part) if known => None,
            heard => heard,
        });
        found.retain(|(used, _)| {
            self.term(*used)
                .is_some_and(|term| term.field == Field::Licence)
        });
        found
    }

    fn uses_of(&self, hears: impl Fn(&Word) -> Option<Heard>) -> Vec<(Use, Heard)> {
        let mut found = Vec::new();
        for word in &self.words {
            if let Some(heard) = hears(word) {
                found.extend(word.uses.iter().map(|used| (*used, heard)));
            }
        }
        found
    }

    /// The term of a use.
    pub(super) fn term(&self, used: Use) -> Option<&CardTerm> {
        self.people.get(used.person)?.1.terms.get(used.term)
    }

    /// Whether this, in compared form, stands on somebody's card just so.
    pub(super) fn has(&self, folded: &str) -> bool {
        self.by_folded.contains_key(folded)
    }

    /// Whether this, in compared form, is one thing on somebody's card.
    pub(super) fn is_a_thing(&self, folded: &str) -> bool {
        !self.fields_of(folded).is_empty()
    }

    /// Whether a word in compared form is one thing on somebody's card, and in which fields.
    pub(super) fn fields_of(&self, folded: &str) -> Vec<Field> {
        let word = self
            .by_folded
            .get(folded)
            .and_then(|at| self.words.get(*at));
        let uses = word.into_iter().flat_map(|word| &word.uses);
        let fields = uses.filter_map(|used| self.term(*used).map(|term| term.field));
        fields.filter(|field| field.is_a_thing()).collect()
    }
}

impl Word {
    fn new(found: &CardTerm) -> Self {
        Self {
            folded: found.folded.clone(),
            sound: if found.field.is_a_thing() {
                sound(&found.folded)
            } else {
                String::new()
            },
            term: Lexicon::starter().by_form(&found.folded),
            uses: Vec::new(),
        }
    }

    fn hears(&self, asked: &Asked) -> Option<Heard> {
        if self.folded == asked.folded {
            return Some(Heard::Exactly);
        }
        if asked.folded.is_empty() {
            return None;
        }
        if let (Some(term), Some(other)) = (self.term, asked.term)
            && term.name == other.name
        {
            // A reading is the same word, another word for it is not.
            let read_so = asked.sound.as_ref() == Some(&term.sound);
            return Some(if read_so {
                Heard::Exactly
            } else {
                Heard::Otherwise
            });
        }
        if let Some(heard) = &asked.sound
            && !self.sound.is_empty()
            && self.sound == *heard
        {
            return Some(Heard::Exactly);
        }
        if !asked.is_telling() {
            return None;
        }
        if self.folded.contains(&asked.folded) {
            return Some(Heard::Part);
        }
        let forms = self.term.into_iter().flat_map(|term| &term.forms);
        if asked.length > 2 && forms.into_iter().any(|form| form.contains(&asked.folded)) {
            return Some(Heard::Otherwise);
        }
        let heard = asked
            .sound
            .as_ref()
            .filter(|heard| heard.chars().count() > 2)?;
        let sounds = self.term.into_iter().flat_map(|term| &term.sounds);
        let within =
            self.sound.contains(heard) || sounds.into_iter().any(|one| one.contains(heard));
        within.then_some(Heard::Part)
    }

    /// Whether one letter is too many, missing, wrong, or swapped with its neighbour.
    fn nearly_hears(&self, asked: &Asked) -> bool {
        if self.sound.is_empty() {
            return false;
        }
        let forms = self.term.into_iter().flat_map(|term| &term.forms);
        let by_form = forms
            .chain([&self.folded])
            .any(|form| differ_by_one(form, &asked.folded));
        let sounds = self.term.into_iter().flat_map(|term| &term.sounds);
        let heard = asked.sound.as_ref();
        by_form
            || heard.is_some_and(|heard| {
                sounds
                    .chain([&self.sound])
                    .any(|one| differ_by_one(one, heard))
            })
    }
}

/// One edit apart, in words that are long enough.
fn differ_by_one(one: &str, other: &str) -> bool {
    let (a, b) = (one.chars().count(), other.chars().count());
    let kanji = |word: &str| {
        word.chars()
            .any(|c| !c.is_ascii() && !matches!(c, 'ぁ'..='ん'))
    };
    let enough = if kanji(one) || kanji(other) {
        LONG_ENOUGH_KANJI
    } else {
        LONG_ENOUGH
    };
    a.min(b) >= enough && a.abs_diff(b) <= 1 && strsim::osa_distance(one, other) <= 1
}
