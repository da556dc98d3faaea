//! What each search finds and misses, beside what is known of the invented people.

use super::{
    SearchedBook,
    fts::Fts,
    typed::{KINDS, TypedKind},
    words::OTHERWISE,
};
use crate::outcome::BenchOutcome;
use otagai_core::{
    card::{Card, Level},
    date::Day,
};
use std::collections::BTreeSet;

/// What was found by the words of one kind.
pub(crate) struct Judged {
    pub(crate) title: &'static str,
    /// The words, each with how many were meant.
    pub(crate) words: Vec<(&'static str, usize)>,
    /// The product, FTS5 by its index, and LIKE.
    pub(crate) by: [Score; 3],
}

/// What one of them found, over all words of a kind.
#[derive(Default)]
pub(crate) struct Score {
    /// Cards that are meant.
    pub(crate) found: usize,
    /// Cards that were not found though they are meant.
    pub(crate) missed: usize,
    /// Other cards: the word stands in a banner, say, or what was meant has expired.
    pub(crate) others: usize,
    /// Words by which somebody who is meant was not found, with how many of how many.
    pub(crate) lost: Vec<(&'static str, usize, usize)>,
}

impl Score {
    fn add(&mut self, word: &'static str, meant: &BTreeSet<usize>, found: &BTreeSet<usize>) {
        let both = meant.intersection(found).count();
        self.found += both;
        self.missed += meant.len() - both;
        self.others += found.len() - both;
        if both < meant.len() {
            self.lost.push((word, meant.len() - both, meant.len()));
        }
    }
}

/// Types every word once, as the first member.
pub(super) fn judge(seen: &SearchedBook<'_>, fts: &Fts) -> BenchOutcome<Vec<Judged>> {
    KINDS
        .iter()
        .map(|kind| judge_kind(seen, fts, kind))
        .collect()
}

fn judge_kind(seen: &SearchedBook<'_>, fts: &Fts, kind: &TypedKind) -> BenchOutcome<Judged> {
    let mut judged = Judged {
        title: kind.title,
        words: Vec::new(),
        by: Default::default(),
    };
    for (word, means) in kind.words {
        let people = seen.people.iter().enumerate();
        let meant: BTreeSet<usize> = people
            .filter(|(_, person)| is_meant(&person.card, means, seen.today))
            .map(|(number, _)| number)
            .collect();
        let found = seen.answer(word, &seen.viewer(0)?)?.0;
        let hits = found.hits.iter().chain(&found.me);
        let hits: BTreeSet<_> = hits.map(|hit| hit.person).collect();
        let people = seen.people.iter().enumerate();
        let ours: BTreeSet<usize> = people
            .filter(|(_, person)| hits.contains(&person.id))
            .map(|(number, _)| number)
            .collect();
        let [product, index, like] = &mut judged.by;
        product.add(word, &meant, &ours);
        index.add(word, &meant, &fts.matching(word)?);
        like.add(word, &meant, &fts.like(word)?);
        judged.words.push((word, meant.len()));
    }
    Ok(judged)
}

/// Whether a card has a skill that is taken on, a licence that holds, a hobby or a name of which this is a part.
fn is_meant(card: &Card, means: &str, today: Day) -> bool {
    let strengths = card.strengths.iter();
    let strengths = strengths
        .filter(|strength| strength.level != Level::Dont)
        .map(|strength| &strength.skill);
    let licences = card.licences.iter();
    let licences = licences
        .filter(|licence| licence.holds_on(today))
        .map(|licence| &licence.name);
    let hobbies = card.hobbies.iter().map(|hobby| &hobby.name);
    let mut things = strengths.chain(licences).chain(hobbies);
    things.any(|thing| thing.contains(means)) || usual(&card.name).contains(means)
}

/// A name with the kanji that most write.
fn usual(name: &str) -> String {
    let usual = |c| {
        let found = OTHERWISE.iter().find(|(_, other)| *other == c);
        found.map_or(c, |(usual, _)| *usual)
    };
    name.chars().map(usual).collect()
}
