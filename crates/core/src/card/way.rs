//! How and where a person works, how they like to be spoken to, what they welcome, and whether they rest.

use crate::limits::forms;
use crate::{date::Day, document::fields, text, word_enum::word_enum};
use automerge::{AutomergeError, ReadDoc, transaction::Transaction};
use minicbor::{Decode, Encode};

/// Areas that a card names at most.
pub const AREAS: usize = forms::AREAS;
/// Keys in the document.
const WAY: &str = "way";
const PRESENCE: &str = "presence";

/// How and where a person works.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Way {
    /// Online.
    #[n(0)]
    pub remote: bool,
    /// In person, in these areas: 埼玉, 関東. Empty for who works online only. Up to 20 characters each.
    #[n(1)]
    pub areas: Vec<String>,
    /// Where the person is at home: 京都. Up to 20 characters.
    #[n(2)]
    pub home: String,
}

word_enum! {
    /// How a person likes to be spoken to.
    pub enum Contact {
        /// In writing: 文字.
        Written = "written",
        /// By telephone: 電話.
        Phone = "phone",
        /// In person: 会って.
        InPerson = "inPerson",
    }
}

/// What a person welcomes; each is yes or nothing.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a yes or no of its own, as on the screen"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Welcome {
    /// 実績づくり歓迎: takes small work to build a record.
    #[n(0)]
    pub record: bool,
    /// はじめての方歓迎: answers who has never asked before.
    #[n(1)]
    pub first_time: bool,
    /// 急ぎも相談できます.
    #[n(2)]
    pub urgent: bool,
    /// 一緒に働く人を探しています.
    #[n(3)]
    pub hiring: bool,
}

/// How a person takes part, by their own choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Presence {
    /// As ever, resting, or an alumnus.
    #[n(0)]
    pub state: PresenceState,
    /// The last day of a rest, `YYYY-MM-DD`; empty: not said.
    #[n(1)]
    pub until: String,
    /// For an alumnus: may still be asked for advice (相談を受けます).
    #[n(2)]
    pub advice: bool,
    /// How deep in; never measured.
    #[n(3)]
    pub depth: Option<Depth>,
}

impl Presence {
    /// Whether the person rests on a day, or has left as an alumnus: then they are in no answer about free time.
    pub fn is_away(&self, day: Day) -> bool {
        match self.state {
            PresenceState::Active => false,
            PresenceState::Alumnus => true,
            PresenceState::Resting => {
                let until: Option<Day> = self.until.parse().ok();
                until.is_none_or(|until| day <= until)
            }
        }
    }
}

word_enum! {
    /// How deep somebody is in, by their own choice (関わり方).
    pub enum Depth {
        /// 濃いめ
        Deep = "deep",
        /// ふつう
        Ordinary = "ordinary",
        /// ゆるめ
        Light = "light",
    }
}

word_enum! {
    /// As ever, resting, or an alumnus.
    #[derive(Default)]
    pub enum PresenceState {
        /// As ever.
        #[default]
        Active = "active",
        /// お休み中
        Resting = "resting",
        /// 卒業メンバー
        Alumnus = "alumnus",
    }
}

const YES: &str = "yes";

const fn yes(is: bool) -> &'static str {
    if is { YES } else { "" }
}

pub(super) fn read_way(document: &impl ReadDoc) -> Option<Way> {
    let written: Way = fields::read_value(document, WAY)?;
    let areas = written.areas.iter().map(|area| text::shown(area, 20));
    let areas: Vec<String> = areas.filter(|area| !area.is_empty()).take(AREAS).collect();
    let home = text::shown(&written.home, forms::AREA);
    (written.remote || !areas.is_empty() || !home.is_empty()).then_some(Way {
        remote: written.remote,
        areas,
        home,
    })
}

pub(super) fn write_way(
    transaction: &mut Transaction<'_>,
    way: &Way,
) -> Result<(), AutomergeError> {
    let says_something = *way != Way::default();
    fields::write_value(transaction, WAY, says_something.then_some(way))
}

pub(super) fn read_contact(document: &impl ReadDoc) -> Option<Contact> {
    Contact::from_word(&fields::read_text(document, "contact", 10))
}

pub(super) fn write_contact(
    transaction: &mut Transaction<'_>,
    contact: Option<Contact>,
) -> Result<(), AutomergeError> {
    fields::write_if_said(transaction, "contact", contact.map_or("", Contact::word))
}

pub(super) fn read_welcome(document: &impl ReadDoc) -> Welcome {
    let said = |key| fields::read_text(document, key, 3) == YES;
    Welcome {
        record: said("welcomesRecord"),
        first_time: said("welcomesFirstTime"),
        urgent: said("welcomesUrgent"),
        hiring: said("hiring"),
    }
}

pub(super) fn write_welcome(
    transaction: &mut Transaction<'_>,
    welcome: Welcome,
) -> Result<(), AutomergeError> {
    for (key, is) in [
        ("welcomesRecord", welcome.record),
        ("welcomesFirstTime", welcome.first_time),
        ("welcomesUrgent", welcome.urgent),
        ("hiring", welcome.hiring),
    ] {
        fields::write_if_said(transaction, key, yes(is))?;
    }
    Ok(())
}

/// Whether one rests, as the document has it: one value. How deep in one is, is another.
#[derive(Default, PartialEq, Encode, Decode)]
#[cbor(array)]
struct Rest {
    #[n(0)]
    state: String,
    #[n(1)]
    until: String,
    #[n(2)]
    advice: bool,
}

pub(super) fn read_presence(document: &impl ReadDoc) -> Presence {
    let rest: Rest = fields::read_value(document, PRESENCE).unwrap_or_default();
    let until: Option<Day> = rest.until.parse().ok();
    Presence {
        state: PresenceState::from_word(&rest.state).unwrap_or_default(),
        until: until.map(|day| day.to_string()).unwrap_or_default(),
        advice: rest.advice,
        depth: Depth::from_word(&fields::read_text(document, "depth", 10)),
    }
}

pub(super) fn write_presence(
    transaction: &mut Transaction<'_>,
    presence: &Presence,
) -> Result<(), AutomergeError> {
    let state = match presence.state {
        PresenceState::Active => "",
        other => other.word(),
    };
    let rest = Rest {
        state: state.to_owned(),
        until: presence.until.clone(),
        advice: presence.advice,
    };
    let says_something = rest != Rest::default();
    fields::write_value(transaction, PRESENCE, says_something.then_some(&rest))?;
    fields::write_if_said(transaction, "depth", presence.depth.map_or("", Depth::word))
}
