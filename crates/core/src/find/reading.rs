//! What was read of a typed line: conditions, and the pieces of it that are not heeded.

use super::conditions::Conditions;
use crate::date::Day;

/// A line as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it asks for.
    pub conditions: Conditions,
    /// The pieces of it that have to be said to the writer, in their order.
    pub left: Vec<Leftover>,
}

/// A piece of a typed line that was not understood, or not heeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Its first character in the typed line, counted in characters (Unicode scalar values).
    pub from: usize,
    /// The character behind its last.
    pub to: usize,
    /// As it was typed.
    pub text: String,
    /// Why it has to be said.
    pub why: LeftWhy,
}

/// Why a piece of a line has to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftWhy {
    /// A word that stands on no card and is no known word for anything. It is looked for all the same, and is the first
    /// thing to drop.
    Unknown,
    /// Understood, and nothing that a card says: 2時間, 3名, 5000円.
    Unheeded,
    /// More words, licences, places or times than are looked for at once.
    TooMany,
    /// A day that does not exist: 2月30日.
    NoDay,
    /// A day that is over. It is asked whether another one was meant.
    Past {
        /// The day that was said.
        day: Day,
        /// The same day of the next year, or the same day of the week to come; none where nothing is near.
        next: Option<Day>,
    },
}
