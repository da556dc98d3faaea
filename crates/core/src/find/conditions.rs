//! What somebody must fulfil to be found.

use crate::{
    card::{Band, Weekday},
    date::{Day, Month},
};
use std::collections::BTreeSet;

/// Characters of a typed line at most.
pub const LINE_CHARS: usize = 400;
/// Words, licences, areas, hobbies at most, each.
pub const MOST_TERMS: usize = 12;

/// The conditions of a search. Words and hobbies are looked for one by one: who fits more comes first. Licences,
/// time and place must all be fulfilled.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a yes or no of its own, as on the screen"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conditions {
    /// Anything on a card.
    pub words: Vec<String>,
    /// Licences, any of them.
    pub licences: Vec<String>,
    /// All of the licences.
    pub all_licences: bool,
    /// When.
    pub when: When,
    /// In person in any of these areas.
    pub areas: Vec<String>,
    /// Online; with areas: either.
    pub remote: bool,
    /// Hobbies.
    pub hobbies: Vec<String>,
    /// Who can do it a little, too.
    pub little: bool,
    /// Who wants to try it, too.
    pub newcomers: bool,
    /// Who has not said in which parts of the week they are free, too.
    pub unstated: bool,
}

/// When somebody must be free.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When {
    /// On this day.
    pub day: Option<Day>,
    /// On any of these days of the week.
    pub weekdays: BTreeSet<Weekday>,
    /// In this part of the day.
    pub band: Option<Band>,
    /// From this month on.
    pub from: Option<Month>,
}

impl Default for Conditions {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            licences: Vec::new(),
            all_licences: false,
            when: When::default(),
            areas: Vec::new(),
            remote: false,
            hobbies: Vec::new(),
            little: true,
            newcomers: false,
            unstated: false,
        }
    }
}

impl When {
    /// Whether nothing is asked.
    pub fn is_any(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a day or days of the week are asked for.
    pub fn has_day(&self) -> bool {
        self.day.is_some() || !self.weekdays.is_empty()
    }
}

impl Conditions {
    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
            && self.licences.is_empty()
            && self.when.is_any()
            && self.areas.is_empty()
            && !self.remote
            && self.hobbies.is_empty()
    }

    /// Adds what another search asks for; what both ask for is there once.
    pub fn add(&mut self, more: Self) {
        for (mine, theirs) in [
            (&mut self.words, more.words),
            (&mut self.licences, more.licences),
            (&mut self.areas, more.areas),
            (&mut self.hobbies, more.hobbies),
        ] {
            for one in theirs {
                if !mine.contains(&one) && mine.len() < MOST_TERMS {
                    mine.push(one);
                }
            }
        }
        self.all_licences |= more.all_licences;
        self.remote |= more.remote;
        if more.when.day.is_some() {
            self.when.day = more.when.day;
        }
        self.when.weekdays.extend(more.when.weekdays);
        self.when.band = more.when.band.or(self.when.band);
        self.when.from = more.when.from.or(self.when.from);
    }
}
