//! Find: what is looked for, who was found, and why.

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
    /// A day, `YYYY-MM-DD`; empty where none is meant.
    pub day: String,
    /// Days of the week, any of them; empty where none is meant.
    pub weekdays: Vec<Weekday>,
    /// A part of the day; none: any.
    pub band: Option<Band>,
    /// Free from this month on, `YYYY-MM`; empty where none is meant (「4月から」).
    pub from: String,
    /// In person in any of these areas; at most 12 of 1 to 20 characters.
    pub areas: Vec<String>,
    /// Online. With areas: either.
    pub remote: bool,
    /// Hobbies; at most 12 of 1 to 40 characters.
    pub hobbies: Vec<String>,
    /// 少しだけの方も.
    pub little: bool,
    /// やってみたい方・実績づくり歓迎の方も.
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
            day: String::new(),
            weekdays: Vec::new(),
            band: None,
            from: String::new(),
            areas: Vec::new(),
            remote: false,
            hobbies: Vec::new(),
            little: true,
            newcomers: false,
            unstated: false,
        }
    }
}

/// Who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundView {
    /// The conditions as they were understood: the chips.
    pub conditions: Conditions,
    /// Who fulfils all of them, in order.
    pub hits: Vec<HitView>,
    /// Who fits some of the words and hobbies, in order.
    pub near: Vec<HitView>,
    /// The member at this computer, where they fit; never among the others.
    pub me: Option<HitView>,
    /// How to find more, where nobody was found; each would find somebody.
    pub widen: Vec<WidenView>,
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
    /// What is given up, the last of them what this step adds.
    pub steps: Vec<WidenStep>,
    /// The conditions without it.
    pub conditions: Conditions,
    /// How many would be found.
    pub count: u32,
}

/// What is given up to find more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum WidenStep {
    /// Any part of the day.
    AnyBand,
    /// Who has not said when they are free, too.
    Unstated,
    /// Any day.
    AnyDay,
    /// Online instead of in person.
    OrRemote,
    /// Anywhere.
    AnyPlace,
    /// A little, too.
    Little,
    /// Who wants to try it, too.
    Newcomers,
    /// Any of the licences.
    AnyLicence,
    /// Without the licences.
    NoLicence,
}
