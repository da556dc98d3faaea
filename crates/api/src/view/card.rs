//! Cards.

pub use otagai_core::card::{
    Band, Contact, ContactKind, Depth, Free, Level, LicenceKind, PresenceState, Section, Weekday,
    WishKind,
};

use super::PersonRef;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CardView {
    /// Whose card.
    pub person: String,
    /// Name, family name first.
    pub name: String,
    /// Reading in hiragana.
    pub reading: String,
    /// What to be called.
    pub short: String,
    /// One line about oneself.
    pub banner: String,
    /// What the person is good at, in the person's order.
    pub strengths: Vec<Strength>,
    /// When the person is free; none where nothing was said.
    pub availability: Option<Availability>,
    /// Id of the face's photo; none where there is none. Its file may still be on its way.
    pub photo: Option<String>,
    /// What the person is licensed for, by their own word, in their order.
    pub licences: Vec<LicenceView>,
    /// What the person lives on; 0 to 80 characters.
    pub trade: String,
    /// What was before; 0 to 200 characters.
    pub past: String,
    /// In the person's order.
    pub hobbies: Vec<Hobby>,
    /// What the person can teach, wants to learn, wants to try.
    pub wishes: Vec<Wish>,
    /// How and where the person works; none where nothing was said.
    pub way: Option<Way>,
    /// How the person likes to be spoken to; none where nothing was said.
    pub contact: Option<Contact>,
    /// How the person can be reached, in their order; at most 6.
    pub contact_ways: Vec<ContactWayView>,
    /// What the person welcomes.
    pub welcome: Welcome,
    /// As ever, resting, or an alumnus.
    pub presence: Presence,
    /// What changed lately; none where nothing was said.
    pub news: Option<News>,
    /// The day on which the card was last changed or said to be right still, `YYYY-MM-DD`; empty in old cards.
    pub reviewed_on: String,
    /// Sections that only the member sees; always empty for others.
    pub hidden: Vec<Section>,
    /// True for the card of the member at this computer.
    pub mine: bool,
    /// One or two characters that stand for a face.
    pub initials: String,
    /// Colour of the face, 0 to 11, the same on every computer.
    pub tint: u8,
}

/// One thing a person does, does a little, or does not do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Strength {
    /// The skill; 1 to 40 characters.
    pub skill: String,
    /// How far.
    pub level: Level,
    /// How far in words; 0 to 120 characters.
    #[serde(default)]
    pub limit: String,
}

/// When a person is free, with the day it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Availability {
    /// How free.
    pub status: Free,
    /// In words; 0 to 120 characters.
    pub note: String,
    /// The day it was last confirmed, `YYYY-MM-DD`.
    pub stated_on: String,
    /// The first day of it, `YYYY-MM-DD`; empty: now.
    pub from: String,
    /// The last day of it, `YYYY-MM-DD`; empty: until it is said otherwise.
    pub until: String,
    /// At most so many hours a week, 1 to 99; none where nothing was said.
    pub hours: Option<u8>,
    /// The free parts of an ordinary week; empty where nothing was said.
    pub week: Vec<Slot>,
}

/// A part of a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Slot {
    /// The day.
    pub day: Weekday,
    /// The part.
    pub band: Band,
}

/// A licence on a card, with who saw the original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LicenceView {
    /// Its name.
    pub name: String,
    /// Who gives it.
    pub kind: LicenceKind,
    /// Its last day, `YYYY-MM-DD`; empty where it has none.
    pub until: String,
    /// Who saw the original, the latest first; empty: known by the person's own word.
    pub seen: Vec<SeenView>,
}

/// That somebody saw the original of a licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeenView {
    /// Who.
    pub by: PersonRef,
    /// When, `YYYY-MM-DD`.
    pub on: String,
    /// True where it was the member at this computer.
    pub mine: bool,
}

/// A hobby.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Hobby {
    /// What it is; 1 to 40 characters.
    pub name: String,
    /// For how many years, 1 to 99; none where nothing was said.
    #[serde(default)]
    pub years: Option<u8>,
}

/// Something a person can teach, wants to learn, or wants to try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wish {
    /// Which of them.
    pub kind: WishKind,
    /// What; 1 to 40 characters.
    pub what: String,
}

/// How and where a person works.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Way {
    /// Online.
    pub remote: bool,
    /// In person, in these areas; 0 to 12 of 1 to 20 characters.
    pub areas: Vec<String>,
    /// Where the person is at home; 0 to 20 characters.
    #[serde(default)]
    pub home: String,
}

/// A way to reach a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContactWayView {
    /// Which kind.
    pub kind: ContactKind,
    /// The number, the address, the id or the text as it was typed.
    pub value: String,
    /// When it suits, or what it is where the kind does not say so.
    pub note: String,
    /// The value in plain half-width letters, for copying.
    pub plain: String,
    /// What tells it from the others on the card.
    pub key: String,
    /// True where a telephone or mail program can open it.
    pub opens: bool,
}

/// What a person welcomes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a yes or no of its own, as on the screen"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Welcome {
    /// 実績づくり歓迎: takes small work to build a record.
    pub record: bool,
    /// はじめての方歓迎.
    pub first_time: bool,
    /// 急ぎも相談できます.
    pub urgent: bool,
    /// 一緒に働く人を探しています.
    pub hiring: bool,
}

/// How a person takes part, by their own choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Presence {
    /// As ever, resting, or an alumnus.
    pub state: PresenceState,
    /// The last day of a rest, `YYYY-MM-DD`; empty where it was not said.
    #[serde(default)]
    pub until: String,
    /// For an alumnus: may still be asked for advice.
    #[serde(default)]
    pub advice: bool,
    /// How deep in; none where nothing was said.
    #[serde(default)]
    pub depth: Option<Depth>,
}

/// 最近変わったこと.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct News {
    /// One line.
    pub text: String,
    /// The day it was said, `YYYY-MM-DD`.
    pub on: String,
}
