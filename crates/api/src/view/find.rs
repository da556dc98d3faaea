//! Find: what is looked for, who was found, and why.

pub use otagai_core::find::WideningStep;

use super::{Band, Language, PersonRef, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A search: a line as one thinks it, or conditions, or both.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FindArgs {
    /// Id of the circle, or empty.
    #[serde(default)]
    pub circle: String,
    /// One line, such as 「来週の火曜午前 埼玉 看護師か柔道整復師」; it is added to the conditions. At most 400
    /// characters; what is longer is refused.
    #[serde(default)]
    pub line: String,
    /// Conditions.
    #[serde(default)]
    pub conditions: Conditions,
    /// The language of the reasons; Japanese where nothing is said.
    #[serde(default)]
    pub language: Option<Language>,
}

/// What somebody must fulfil to be found. Words and hobbies are looked for one by one: who fits more comes first.
/// Licences, time and place must all be fulfilled.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a yes or no of its own, as on the screen"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Conditions {
    /// Anything on a card; at most 12 of 1 to 40 characters.
    pub words: Vec<String>,
    /// Licences; at most 12 of 1 to 40 characters.
    pub licences: Vec<String>,
    /// すべて instead of いずれか.
    pub all_licences: bool,
    /// Free at any of these times; at most 12. Empty: whenever.
    pub times: Vec<Time>,
    /// At all of the times instead of any (火曜と木曜).
    pub all_times: bool,
    /// At none of these times (月曜以外); at most 12.
    pub except_times: Vec<Time>,
    /// In person in any of these areas; at most 12 of 1 to 20 characters.
    pub areas: Vec<String>,
    /// Online. With areas: either.
    pub remote: bool,
    /// Works in person somewhere (対面).
    pub in_person: bool,
    /// Can be asked in a hurry (急ぎも相談できます).
    pub urgent: bool,
    /// Takes small work (小さな仕事・お試し歓迎).
    pub record: bool,
    /// Looks for people to work with (採用).
    pub hiring: bool,
    /// Hobbies; at most 12 of 1 to 40 characters.
    pub hobbies: Vec<String>,
    /// Nobody on whose card one of these stands; at most 12 of 1 to 40 characters.
    pub except_words: Vec<String>,
    /// Nobody who holds one of these; at most 12 of 1 to 40 characters.
    pub except_licences: Vec<String>,
    /// Nobody who works only in these areas; at most 12 of 1 to 20 characters.
    pub except_areas: Vec<String>,
    /// 少しだけの方も.
    pub little: bool,
    /// やってみたい方も.
    pub newcomers: bool,
    /// Who has not said in which parts of the week they are free, too.
    pub unstated: bool,
}

impl Default for Conditions {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            licences: Vec::new(),
            all_licences: false,
            times: Vec::new(),
            all_times: false,
            except_times: Vec::new(),
            areas: Vec::new(),
            remote: false,
            in_person: false,
            urgent: false,
            record: false,
            hiring: false,
            hobbies: Vec::new(),
            except_words: Vec::new(),
            except_licences: Vec::new(),
            except_areas: Vec::new(),
            little: true,
            newcomers: false,
            unstated: false,
        }
    }
}

/// Some days, and parts of them. Everything that is said holds together: Tuesdays, of next week, in the morning.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Time {
    /// The first day, `YYYY-MM-DD`; empty: from now on. The same as the last: that one day.
    pub from: String,
    /// The last day, `YYYY-MM-DD`; empty: without an end.
    pub until: String,
    /// Only these days of the week; empty: any.
    pub weekdays: Vec<Weekday>,
    /// Any of these parts of the day; empty: any part.
    pub bands: Vec<Band>,
    /// All of these parts of the day (終日).
    pub all_bands: bool,
}

/// A piece of the typed line that was not understood, or not heeded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeftView {
    /// Its first character in the typed line, counted in characters (Unicode scalar values).
    pub from: u32,
    /// The character behind its last.
    pub to: u32,
    /// As it was typed.
    pub text: String,
    /// Why it has to be said.
    pub why: LeftWhy,
    /// A day that was said and is over, `YYYY-MM-DD`; else empty.
    pub day: String,
    /// Which day may have been meant instead, `YYYY-MM-DD`; else empty.
    pub next: String,
}

/// Why a piece of a line has to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LeftWhy {
    /// It stands on no card and is no known word. It is looked for all the same, and is the first thing to drop.
    Unknown,
    /// Understood, and nothing that a card says: 2時間, 3名.
    Unheeded,
    /// More than is looked for at once.
    TooMany,
    /// A day that does not exist: 2月30日.
    NoDay,
    /// A day that is over: it is asked whether another one was meant.
    Past,
}

/// Who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundView {
    /// The conditions as they were understood: the chips.
    pub conditions: Conditions,
    /// What of the line was not understood, or not heeded, in its order.
    pub left: Vec<LeftView>,
    /// Who fulfils all of them, in order.
    pub hits: Vec<HitView>,
    /// Who fits some of the words and hobbies, in order.
    pub near: Vec<HitView>,
    /// The member at this computer, where they fit; never among the others.
    pub me: Option<HitView>,
    /// How to find more, where nobody was found; each would find somebody, the smallest loss first.
    pub widen: Vec<WidenView>,
    /// Words on cards that are near to one that nobody has; each would find somebody.
    pub instead: Vec<InsteadView>,
    /// What most people in the circle take on, where there is nothing else to go on with; at most 6.
    pub common: Vec<String>,
    /// The rule of the order, in the language that was asked for; printed under the list.
    pub rule: String,
}

/// Somebody who was found, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HitView {
    /// Who.
    pub person: PersonRef,
    /// Why, in one sentence of the language that was asked for.
    pub why: String,
    /// Words and hobbies that were not found on the card.
    pub missing: Vec<String>,
}

/// A way to find more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WidenView {
    /// What is given up; one step where that is enough.
    pub steps: Vec<WideningStep>,
    /// The words and hobbies that are given up.
    pub words: Vec<String>,
    /// The conditions without it.
    pub conditions: Conditions,
    /// How many would be found.
    pub count: u32,
}

/// A word on a card in place of one that nobody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InsteadView {
    /// What was asked for.
    pub asked: String,
    /// What stands on cards.
    pub word: String,
    /// The conditions with it.
    pub conditions: Conditions,
    /// How many would be found.
    pub count: u32,
}
