//! What somebody must fulfil to be found.

use crate::limits::forms;
use crate::{
    card::{Band, Weekday},
    date::Day,
};
use std::collections::BTreeSet;

/// Characters of a typed line at most.
pub const LINE_CHARS: usize = forms::FIND_LINE;
/// Words, licences, areas, hobbies at most, each.
pub const MOST_TERMS: usize = forms::FIND_TERMS;

/// The conditions of a search. Words and hobbies are looked for one by one: who fits more comes first. Everything else
/// must be fulfilled.
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
    /// Works in person somewhere (対面).
    pub in_person: bool,
    /// Can be asked in a hurry (急ぎも相談できます).
    pub urgent: bool,
    /// Takes small work (小さな仕事・お試し歓迎).
    pub record: bool,
    /// Looks for people to work with (採用).
    pub hiring: bool,
    /// Hobbies.
    pub hobbies: Vec<String>,
    /// What somebody must not have.
    pub except: Except,
    /// Who can do it a little, too.
    pub little: bool,
    /// Who wants to try it, too.
    pub newcomers: bool,
    /// Who has not said in which parts of the week they are free, too.
    pub unstated: bool,
}

/// What somebody must not have: 埼玉以外, 看護師以外.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Except {
    /// Nobody on whose card one of these stands.
    pub words: Vec<String>,
    /// Nobody who holds one of these.
    pub licences: Vec<String>,
    /// Nobody who works only in these areas.
    pub areas: Vec<String>,
}

impl Except {
    /// Whether nothing is excepted.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty() && self.licences.is_empty() && self.areas.is_empty()
    }
}

/// Some days, and parts of them. Everything that is said holds together: Tuesdays, of next week, in the morning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Time {
    /// The first day; none: from now on. The same as the last: that one day.
    pub from: Option<Day>,
    /// The last day; none: without an end.
    pub until: Option<Day>,
    /// Only these days of the week; empty: any.
    pub weekdays: BTreeSet<Weekday>,
    /// Any of these parts of the day; empty: any part.
    pub bands: BTreeSet<Band>,
    /// All of these parts of the day (終日).
    pub all_bands: bool,
}

impl Time {
    /// One day.
    pub fn on(day: Day) -> Self {
        Self {
            from: Some(day),
            until: Some(day),
            ..Self::default()
        }
    }

    /// The day, where it is one.
    pub fn day(&self) -> Option<Day> {
        self.from.filter(|from| self.until == Some(*from))
    }
}

/// When somebody must be free.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When {
    /// At any of these times; at most 12. Empty: whenever.
    pub times: Vec<Time>,
    /// At all of these times (火曜と木曜).
    pub all: bool,
    /// At none of these times (月曜以外); at most 12.
    pub except: Vec<Time>,
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
            in_person: false,
            urgent: false,
            record: false,
            hiring: false,
            hobbies: Vec::new(),
            except: Except::default(),
            little: true,
            newcomers: false,
            unstated: false,
        }
    }
}

impl When {
    /// Whether nothing is asked.
    pub const fn is_any(&self) -> bool {
        self.times.is_empty() && self.except.is_empty()
    }

    /// Whether a day or days are asked for.
    pub fn has_day(&self) -> bool {
        let mut times = self.times.iter();
        times.any(|time| time.from.is_some() || time.until.is_some() || !time.weekdays.is_empty())
    }

    /// Whether a part of the day is asked for.
    pub fn has_band(&self) -> bool {
        self.times.iter().any(|time| !time.bands.is_empty())
    }

    /// The same days in any part of the day; none where only a part of any day was asked for.
    #[must_use]
    pub fn any_band(&self) -> Self {
        let mut wider = self.clone();
        for time in &mut wider.times {
            time.bands.clear();
            time.all_bands = false;
        }
        wider.times.retain(|time| *time != Time::default());
        wider
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
            && !self.in_person
            && !self.urgent
            && !self.record
            && !self.hiring
            && self.hobbies.is_empty()
            && self.except.is_empty()
    }

    /// Adds what another search asks for; what both ask for is there once.
    pub fn add(&mut self, more: Self) {
        for (mine, theirs) in [
            (&mut self.words, more.words),
            (&mut self.licences, more.licences),
            (&mut self.areas, more.areas),
            (&mut self.hobbies, more.hobbies),
            (&mut self.except.words, more.except.words),
            (&mut self.except.licences, more.except.licences),
            (&mut self.except.areas, more.except.areas),
        ] {
            add_each(mine, theirs);
        }
        add_each(&mut self.when.times, more.when.times);
        add_each(&mut self.when.except, more.when.except);
        self.when.all |= more.when.all;
        self.all_licences |= more.all_licences;
        self.remote |= more.remote;
        self.in_person |= more.in_person;
        self.urgent |= more.urgent;
        self.record |= more.record;
        self.hiring |= more.hiring;
    }
}

fn add_each<T: PartialEq>(mine: &mut Vec<T>, theirs: Vec<T>) {
    for one in theirs {
        if !mine.contains(&one) && mine.len() < MOST_TERMS {
            mine.push(one);
        }
    }
}
