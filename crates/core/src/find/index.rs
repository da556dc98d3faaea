//! The words of all cards of a circle, and on whose cards they stand.

use super::{
    asked::{Asked, Form, Outline},
    entry::{CardTerm, Entry, Field},
    latin::latin_sounds,
    lexicon::Term,
    reason::Heard,
};
use crate::{
    date::Day,
    id::PersonId,
    sighting::{LicenceKey, Sighting},
    text,
};
use std::{cmp::Reverse, collections::BTreeMap};

/// What is searched of all cards of a circle, in memory.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) people: Vec<(PersonId, Entry)>,
    by_person: BTreeMap<PersonId, usize>,
    words: Vec<IndexedWord>,
    /// What is looked at first, word by word, in one place.
    outlines: Vec<Outline>,
    /// The place of each word by its compared form; those that stand on a card.
    by_folded: BTreeMap<String, usize>,
    /// Places of words that stand on no card any more.
    unused: Vec<usize>,
    sightings: BTreeMap<(PersonId, LicenceKey), Vec<(Day, PersonId)>>,
}

/// A word or line that stands on at least one card.
#[derive(Debug)]
struct IndexedWord {
    form: Form,
    uses: Vec<Use>,
}

/// Where a word stands: the place of the person, and of the term on their card.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    pub(super) person: usize,
    pub(super) term: usize,
}

impl Index {
    /// The index of these cards, and of who saw which originals.
    pub fn new(
        entries: impl IntoIterator<Item = (PersonId, Entry)>,
        sightings: impl IntoIterator<Item = Sighting>,
    ) -> Self {
        let mut index = Self::default();
        for (person, entry) in entries {
            index.put(person, entry);
        }
        index.set_sightings(sightings);
        index
    }

    /// Takes in what a card says now, in place of what it said before.
    pub fn put(&mut self, person: PersonId, entry: Entry) {
        self.remove(person);
        let at = self.people.len();
        self.people.push((person, entry));
        self.by_person.insert(person, at);
        self.add_words(at);
    }

    /// Forgets somebody's card.
    pub fn remove(&mut self, person: PersonId) {
        let Some(at) = self.by_person.remove(&person) else {
            return;
        };
        self.drop_words(at);
        let last = self.people.len() - 1;
        if at != last {
            // The last one takes the place.
            self.drop_words(last);
        }
        self.people.swap_remove(at);
        if at != last
            && let Some((moved, _)) = self.people.get(at)
        {
            self.by_person.insert(*moved, at);
            self.add_words(at);
        }
    }

    /// Says anew who saw which originals.
    pub fn set_sightings(&mut self, sightings: impl IntoIterator<Item = Sighting>) {
        self.sightings.clear();
        for sighting in sightings {
            let of = (sighting.person, sighting.licence);
            let seen = self.sightings.entry(of).or_default();
            seen.push((sighting.on, sighting.witness));
        }
        for seen in self.sightings.values_mut() {
            seen.sort_by_key(|(on, witness)| (Reverse(*on), *witness));
        }
    }

    fn add_words(&mut self, person: usize) {
        let Some((_, entry)) = self.people.get(person) else {
            return;
        };
        for (term, found) in entry.terms.iter().enumerate() {
            let at = if let Some(at) = self.by_folded.get(&found.folded) {
                *at
            } else {
                let form = Form::new(&found.folded, &found.read, found.field.is_a_thing());
                let outline = form.outline();
                let word = IndexedWord {
                    form,
                    uses: Vec::new(),
                };
                let unused = self.unused.pop();
                let at = unused.unwrap_or(self.words.len());
                let old = self.words.get_mut(at).zip(self.outlines.get_mut(at));
                if let Some((old, old_outline)) = old {
                    (*old, *old_outline) = (word, outline);
                } else {
                    self.words.push(word);
                    self.outlines.push(outline);
                }
                self.by_folded.insert(found.folded.clone(), at);
                at
            };
            let here = self.words.get_mut(at).zip(self.outlines.get_mut(at));
            if let Some((word, outline)) = here {
                if found.field.is_a_thing() && word.form.hears_as(&found.read) {
                    *outline = word.form.outline();
                }
                word.form.is_name |= found.field == Field::Name;
                word.uses.push(Use { person, term });
            }
        }
    }

    fn drop_words(&mut self, person: usize) {
        let Some((_, entry)) = self.people.get(person) else {
            return;
        };
        for term in &entry.terms {
            let Some(at) = self.by_folded.get(&term.folded).copied() else {
                continue;
            };
            if let Some(word) = self.words.get_mut(at) {
                word.uses.retain(|used| used.person != person);
                if word.uses.is_empty() {
                    self.by_folded.remove(&term.folded);
                    self.unused.push(at);
                }
            }
        }
    }

    /// Everybody whose card is in it.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// What somebody is called, by their card; none where it is not in here.
    pub fn short(&self, person: PersonId) -> Option<&str> {
        let at = self.by_person.get(&person)?;
        self.people.get(*at).map(|(_, entry)| entry.short.as_str())
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
        let mut found = self.heard(&asked);
        if let Some(name) = text::bare(word).filter(|_| found.is_empty()) {
            // 千葉さん is somebody, and not whoever works in 千葉.
            found = self.heard(&Asked::new(name));
            found.retain(|(used, _)| self.is_in(*used, Field::Name));
        }
        if !found.is_empty() {
            return found;
        }
        match asked.nearly() {
            Some(nearly) => self.uses_of(
                |outline| nearly.may_hear(outline),
                |form| nearly.hears(form).then_some(Heard::Near),
            ),
            None => found,
        }
    }

    fn heard(&self, asked: &Asked) -> Vec<(Use, Heard)> {
        self.uses_of(|outline| asked.may_hear(outline), |form| asked.hears(form))
    }

    /// Whether a word stands on somebody's card as it is, or as a part.
    pub(super) fn stands(&self, word: &str) -> bool {
        let asked = Asked::new(word);
        self.words_like(|outline| asked.may_hear(outline))
            .any(|word| asked.hears(&word.form).is_some())
    }

    /// Where a licence stands. One of the starter vocabulary is that one and no other: 看護師 is not 准看護師.
    pub(super) fn look_up_licence(&self, licence: &str) -> Vec<(Use, Heard)> {
        let asked = Asked::new(licence);
        let known = asked.term.is_some_and(Term::is_licence);
        let mut found = self.heard(&asked);
        found.retain(|(_, heard)| !known || *heard != Heard::Part);
        found.retain(|(used, _)| self.is_in(*used, Field::Licence));
        found
    }

    fn is_in(&self, used: Use, field: Field) -> bool {
        self.term(used).is_some_and(|term| term.field == field)
    }

    fn uses_of(
        &self,
        may_hear: impl Fn(&Outline) -> bool,
        hears: impl Fn(&Form) -> Option<Heard>,
    ) -> Vec<(Use, Heard)> {
        let mut found = Vec::new();
        for word in self.words_like(may_hear) {
            if let Some(heard) = hears(&word.form) {
                found.extend(word.uses.iter().map(|used| (*used, heard)));
            }
        }
        found
    }

    /// The words that stand on a card and come in question by their outline.
    fn words_like(
        &self,
        may_hear: impl Fn(&Outline) -> bool,
    ) -> impl Iterator<Item = &IndexedWord> {
        let outlines = self.outlines.iter().zip(&self.words);
        let words = outlines.filter(move |(outline, _)| may_hear(outline));
        words
            .map(|(_, word)| word)
            .filter(|word| !word.uses.is_empty())
    }

    /// Each thing that stands on a card and comes in question by its outline, with where it stands.
    pub(super) fn things(
        &self,
        in_question: impl Fn(&Outline) -> bool,
    ) -> impl Iterator<Item = (&Form, &[Use])> {
        let words = self.words_like(in_question);
        let words = words.filter(|word| !word.form.sound.is_empty());
        words.map(|word| (&word.form, word.uses.as_slice()))
    }

    /// The term of a use.
    pub(super) fn term(&self, used: Use) -> Option<&CardTerm> {
        self.people.get(used.person)?.1.terms.get(used.term)
    }

    /// Whether what stands on a card may begin with these two characters.
    pub(super) fn may_begin(&self, first: char, second: char) -> bool {
        super::begins(&self.by_folded, &String::from_iter([first, second]))
    }

    /// Whether somebody's name begins so, in kanji, kana or Latin letters.
    pub(super) fn names_begin(&self, folded: &str) -> bool {
        let from = (
            std::ops::Bound::Included(folded),
            std::ops::Bound::Unbounded,
        );
        let words = self.by_folded.range::<str, _>(from);
        let mut words = words.take_while(|(word, _)| word.starts_with(folded));
        if words.any(|(word, _)| self.fields_of(word).contains(&Field::Name)) {
            return true;
        }
        let sounds = latin_sounds(folded);
        let mut names = self.words.iter().filter(|word| word.form.is_name);
        names.any(|word| {
            let mut sounds = sounds.iter();
            !word.uses.is_empty() && sounds.any(|heard| word.form.sound.starts_with(heard.as_str()))
        })
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
