//! Why somebody was found.

use super::entry::Field;
use crate::{
    card::{Band, Weekday},
    date::{Day, Month},
    id::PersonId,
};

/// How a word was found on a card; what fits better comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heard {
    /// It stands there, in some way of writing it.
    Exactly,
    /// Another word for it stands there.
    Otherwise,
    /// It is a part of what stands there.
    Part,
    /// Something that differs by one letter stands there.
    Near,
}

/// Days of the week that are free, with the same parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreePart {
    /// The days, in their order.
    pub weekdays: Vec<Weekday>,
    /// The parts of the day, where such were asked for.
    pub bands: Vec<Band>,
}

/// One reason; they are told in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Holds a licence that was asked for.
    Licence {
        /// As it stands on the card.
        name: String,
        /// Who saw the original, the latest first; nobody: by the person's own word.
        seen_by: Vec<PersonId>,
        /// What was asked for, where the card says something that differs by a letter.
        near: Option<String>,
    },
    /// A word or hobby that was asked for stands on the card.
    Says {
        /// Where.
        field: Field,
        /// As it stands there.
        text: String,
        /// The limit of a strength, the years of a hobby.
        detail: String,
        /// What was asked for, where another word stands on the card.
        asked: Option<String>,
        /// How it was found.
        heard: Heard,
    },
    /// Has time then.
    Free {
        /// What was asked for and is free; at least one.
        parts: Vec<FreePart>,
        /// So many days ago it was said; none where that is not known.
        days_ago: Option<u32>,
    },
    /// Has time in those parts of any day that were asked for.
    FreeInBand {
        /// The parts of the day.
        bands: Vec<Band>,
        /// So many days ago it was said.
        days_ago: Option<u32>,
    },
    /// Can be asked for a longer time.
    FreeFrom {
        /// The first day that was said; none: now already.
        from: Option<Day>,
        /// The month with which it begins, where it begins with one.
        month: Option<Month>,
        /// So many days ago it was said.
        days_ago: Option<u32>,
    },
    /// Has not said in which parts of the week they are free.
    Unstated,
    /// Works there in person.
    Place {
        /// As it stands on the card.
        area: String,
    },
    /// Is at home there, and names no place to work in person.
    AtHome {
        /// As it stands on the card.
        area: String,
        /// Works online only.
        online: bool,
    },
    /// Works online.
    Remote,
    /// Can be asked in a hurry.
    Urgent,
    /// Looks for people to work with.
    Hiring,
    /// Welcomes small work.
    Newcomer,
    /// Others vouch for it; where no skill was asked for, for anything.
    Vouched {
        /// At most three.
        by: Vec<PersonId>,
        /// ほか: others as well.
        others: bool,
    },
    /// The viewer worked with them.
    WorkedTogether,
    /// Rests, until a day where it was said.
    Resting {
        /// The last day.
        until: Option<Day>,
    },
    /// Has left as an alumnus.
    Alumnus {
        /// May still be asked for advice.
        advice: bool,
    },
}
