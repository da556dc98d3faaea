//! Nobody has a word: which words that somebody has are near to it.

use super::{asked::Asked, conditions::Conditions, entry::Field, index::Index};
use std::{cmp::Reverse, collections::BTreeSet};

/// Words that are offered instead of one at most.
const MOST_INSTEAD: usize = 3;
/// Skills of a circle that are named at most.
const MOST_COMMON: usize = 6;
/// So like must two words be to be near, of 1: half of the letters of the longer.
const NEAR: f64 = 0.5;

/// A word on a card in place of one that nobody has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// What was asked for.
    pub asked: String,
    /// What stands on cards.
    pub word: String,
    /// The conditions with it.
    pub conditions: Conditions,
    /// How many would be found; at least one.
    pub count: usize,
}

/// For each word that nobody has the near ones with which somebody is found.
pub(super) fn instead(
    index: &Index,
    conditions: &Conditions,
    unknown: &[String],
    count: impl Fn(&Conditions) -> usize,
) -> Vec<Instead> {
    let mut found = Vec::new();
    for asked in unknown {
        for word in index.nearest(asked) {
            let mut other = conditions.clone();
            let words = other.words.iter_mut().chain(&mut other.hobbies);
            words
                .filter(|one| *one == asked)
                .for_each(|one| one.clone_from(&word));
            let count = count(&other);
            if count > 0 {
                found.push(Instead {
                    asked: asked.clone(),
                    word,
                    conditions: other,
                    count,
                });
            }
        }
    }
    found
}

impl Index {
    /// Words on cards that are near to one that nobody has, the nearest first; at most three.
    pub(super) fn nearest(&self, word: &str) -> Vec<String> {
        let asked = Asked::new(word);
        let mut found: Vec<(f64, &str)> = Vec::new();
        for (form, uses) in self.things(|outline| asked.may_be_like(outline)) {
            let like = asked.likeness(form);
            let written = uses.iter().filter_map(|used| self.term(*used));
            // However many write it, and in whatever way: one of them.
            if like >= NEAR
                && let Some(text) = written.map(|term| term.text.as_str()).min()
            {
                found.push((like, text));
            }
        }
        found.sort_by(|(one, word), (other, than)| other.total_cmp(one).then(word.cmp(than)));
        let mut told = BTreeSet::new();
        let words = found.into_iter().map(|(_, word)| word);
        words
            .filter(|word| told.insert(*word))
            .take(MOST_INSTEAD)
            .map(str::to_owned)
            .collect()
    }

    /// What most people in the circle take on; at most six, those of equally many by their writing.
    pub(super) fn common_skills(&self) -> Vec<String> {
        let mut skills: Vec<(Reverse<usize>, &str)> = Vec::new();
        for (_, uses) in self.things(|_| true) {
            let terms = uses.iter().filter_map(|used| self.term(*used));
            let does = terms.filter(|term| term.field == Field::Does);
            if let Some(text) = does.clone().map(|term| term.text.as_str()).min() {
                skills.push((Reverse(does.count()), text));
            }
        }
        skills.sort_unstable();
        let words = skills.into_iter().take(MOST_COMMON);
        words.map(|(_, word)| word.to_owned()).collect()
    }
}
