//! The words by which skills, licences and areas are known, with readings and other words for the same.

use super::fold::{fold, sound};
use crate::card::LicenceKind;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// What a word of the starter vocabulary names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermKind {
    /// A skill.
    Skill,
    /// A licence.
    Licence(LicenceKind),
}

/// A word of the starter vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its place among all of them.
    pub(super) number: usize,
    /// What it names.
    pub kind: TermKind,
    /// The word that members choose.
    pub name: String,
    /// Its reading, in hiragana.
    pub reading: String,
    /// In compared form: the name and every other word for it.
    pub(super) forms: BTreeSet<String>,
    /// How the name sounds.
    pub(super) sound: String,
    /// How name and other words sound.
    pub(super) sounds: BTreeSet<String>,
}

/// The starter vocabulary of every circle.
#[derive(Debug)]
pub struct Lexicon {
    terms: Vec<Term>,
    by_form: BTreeMap<String, usize>,
    by_sound: BTreeMap<String, usize>,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../data/vocabulary.tsv")));

impl Lexicon {
    /// The one that comes with the program.
    pub fn starter() -> &'static Self {
        &LEXICON
    }

    /// All words, in the order of the file.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    fn read(text: &'static str) -> Self {
        let mut lexicon = Self {
            terms: Vec::new(),
            by_form: BTreeMap::new(),
            by_sound: BTreeMap::new(),
        };
        for line in super::lines(text) {
            let mut columns = line.split('\t');
            let kind = match columns.next() {
                Some("skill") => TermKind::Skill,
                Some("national") => TermKind::Licence(LicenceKind::National),
                Some("private") => TermKind::Licence(LicenceKind::Private),
                _ => continue,
            };
            let (Some(name), Some(reading)) = (columns.next(), columns.next()) else {
                continue;
            };
            let others = columns.next().unwrap_or_default().split(';');
            lexicon.add(kind, name, reading, others.filter(|word| !word.is_empty()));
        }
        lexicon
    }

    fn add<'a>(
        &mut self,
        kind: TermKind,
        name: &str,
        reading: &str,
        others: impl Iterator<Item = &'a str>,
    ) {
        let mut forms = BTreeSet::from([fold(name)]);
        let heard = sound(&fold(reading));
        let mut sounds = BTreeSet::from([heard.clone()]);
        for other in others {
            let (word, reading) = other.split_once('|').unwrap_or((other, ""));
            forms.insert(fold(word));
            if !reading.is_empty() {
                sounds.insert(sound(&fold(reading)));
            }
        }
        let index = self.terms.len();
        for form in &forms {
            self.by_form.entry(form.clone()).or_insert(index);
        }
        for heard in &sounds {
            self.by_sound.entry(heard.clone()).or_insert(index);
        }
        self.terms.push(Term {
            number: index,
            kind,
            name: name.to_owned(),
            reading: reading.to_owned(),
            forms,
            sound: heard,
            sounds,
        });
    }

    /// The term of which this is the name or another word, in compared form.
    pub(super) fn by_form(&self, folded: &str) -> Option<&Term> {
        self.by_form
            .get(folded)
            .and_then(|index| self.terms.get(*index))
    }

    /// Whether a form may begin with these two characters, or a sound with the first of them.
    pub(super) fn may_begin(&self, first: char, second: char) -> bool {
        begins_in(&self.by_form, first, second) || super::begins(&self.by_sound, &first.to_string())
    }

    /// Whether a name or another word for something begins so, or sounds so at its beginning.
    pub(super) fn begins(&self, folded: &str) -> bool {
        super::begins(&self.by_form, folded) || super::begins(&self.by_sound, folded)
    }

    /// The term that sounds like this.
    pub(super) fn by_sound(&self, heard: &str) -> Option<&Term> {
        self.by_sound
            .get(heard)
            .and_then(|index| self.terms.get(*index))
    }
}

/// Whether a word begins with these two characters.
fn begins_in(words: &BTreeMap<String, usize>, first: char, second: char) -> bool {
    super::begins(words, &String::from_iter([first, second]))
}

impl Term {
    /// True for a licence.
    pub const fn is_licence(&self) -> bool {
        matches!(self.kind, TermKind::Licence(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_vocabulary_is_whole() {
        let terms = Lexicon::starter().terms();
        let skills = terms.iter().filter(|term| term.kind == TermKind::Skill);
        assert_eq!(skills.count(), 43, "skills");
        assert!(
            terms.iter().filter(|term| term.is_licence()).count() >= 20,
            "licences"
        );
        for term in terms {
            assert!(!term.reading.is_empty(), "{} has a reading", term.name);
            let found = Lexicon::starter().by_form(&fold(&term.name));
            assert_eq!(found.map(|found| &found.name), Some(&term.name), "by name");
        }
    }
}
