//! Find: who can do this, is free then, and holds one of these licences?
//!
//! One function for every screen and script. It works on an [`Index`] of what cards say ([`Entry`], kept by the store),
//! on [`Conditions`], which [`read_line`] makes out of one typed line, and on the trust graph as one member sees it. It
//! answers with people, and for each of them with the [`Reason`]s, which [`sentence()`] puts into words.
//!
//! How the rules are read where they leave room:
//!
//! - **Words and hobbies** are looked for one by one. Who has all of them is a hit, who has some is near. **Licences,
//!   time and place** must all be fulfilled by both.
//! - **Order**: what is looked at stands in one list (`order.rs`), out of which the sentence under every list is made:
//!   how many of the words somebody has, who is here before who rests or has left as an alumnus, how far it is taken on
//!   (takes it on, a little, other things on the card, wants to try it), who works at a place before who only lives
//!   there, the original of a licence seen before one's own word, how close the words are, closeness to the viewer, how
//!   fresh the card is (a month, half a year, older); then by lot, anew every day and for every viewer. **The number of
//!   vouches is nowhere in it.**
//! - **Nobody found** is never the end: words that nobody has are the first to give up, then one concession after the
//!   other, the smallest first (`widen.rs`); near words are offered, or what most people in the circle take on.
//! - **Free** on a day: the ordinary week has that part of it, the day lies between the first and the last that were
//!   said, the person is not full, does not rest and is no alumnus. Who has not said which parts of the week is found
//!   only if that is asked for, and is the first thing offered where nobody is found.
//! - **A place** is had by who works there in person. Prefectures lie in regions both ways.
//! - **The viewer** is never among the others, but told that they fit as well.
//! - **A typing error** is forgiven where nothing else fits: one letter too many, missing, wrong or swapped in a word
//!   of at least four.
//!
//! Deliberately absent: a clock, a database, and any score.

mod areas;
mod asked;
mod atom;
mod bind;
mod clock;
mod conditions;
mod days;
mod english;
mod entry;
mod fitting;
mod fold;
mod free;
mod hours;
mod index;
mod latin;
mod lexicon;
mod line;
#[cfg(test)]
mod line_tests;
mod matched;
mod nearest;
mod order;
mod polite;
mod pronunciation;
mod reading;
mod reason;
mod scan;
mod search;
mod sentence;
mod signs;
#[cfg(test)]
mod tests;
mod there;
mod token;
mod typed;
mod weekdays;
mod widen;

use std::collections::BTreeMap;

pub use crate::language::Language;
pub use conditions::{Conditions, Except, LINE_CHARS, MOST_TERMS, Time, When};
pub use entry::{Entry, Field};
pub use index::Index;
pub use lexicon::{Lexicon, Term, TermKind};
pub use line::{FindRefusal, read_line};
pub use nearest::Instead;
pub use order::rule;
pub use reading::{LeftWhy, Leftover, Reading};
pub use reason::{FreePart, Heard, Reason};
pub use search::{Found, Hit, Viewer, find};
pub use sentence::sentence;
pub use widen::{Widening, WideningStep};

/// Whether a word of a map begins so.
fn begins(words: &BTreeMap<String, usize>, start: &str) -> bool {
    let from = (std::ops::Bound::Included(start), std::ops::Bound::Unbounded);
    let next = words.range::<str, _>(from).next();
    next.is_some_and(|(word, _)| word.starts_with(start))
}

/// The lines of a file of words that are not remarks.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = text.lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}
