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
        /// The days of the week that were asked for and are free; the one of a day that was asked for.
        weekdays: Vec<Weekday>,
        /// The part of the day, where one was asked for.
        band: Option<Band>,
        /// So many days ago it was said; none where that is not known.
        days_ago: Option<u32>,
    },
    /// Has time in that part of any day that was asked for.
    FreeInBand {
        /// The part of the day.
        band: Band,
        /// So many days ago it was said.
        days_ago: Option<u32>,
    },
    /// Has time from a month on.
    FreeFrom {
        /// The first day that was said; none: now already.
        from: Option<Day>,
        /// The month that was asked for.
        month: Month,
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
    /// Wants to try it and welcomes small work.
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
