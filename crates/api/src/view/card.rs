//! Cards and the picture book.

use super::{PersonRef, Standing};
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

/// How far a person takes on a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// お引き受けします.
    Do,
    /// 少しだけできます.
    Little,
    /// お引き受けしません(ご紹介できます).
    Dont,
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
}

/// How free a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Free {
    /// 空きがあります.
    Open,
    /// 相談してください.
    Ask,
    /// いまはいっぱいです.
    Full,
}

/// Whose card.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CardArgs {
    /// Id of the circle, or empty.
    #[serde(default)]
    pub circle: String,
    /// Id of the person, or empty for one's own.
    #[serde(default)]
    pub person: String,
}

/// One change of one's own card: one field left.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CardSetArgs {
    /// Id of the circle, or empty.
    #[serde(default)]
    pub circle: String,
    /// What changes.
    pub edit: CardEdit,
}

/// What changes in a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "field",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum CardEdit {
    /// Name, family name first; 1 to 60 characters.
    Name {
        /// The new name.
        value: String,
    },
    /// Reading; 1 to 60 characters.
    Reading {
        /// The new reading.
        value: String,
    },
    /// What to be called; 1 to 30 characters.
    Short {
        /// The new short name.
        value: String,
    },
    /// One line about oneself; 0 to 80 characters.
    Banner {
        /// The new line.
        value: String,
    },
    /// Adds or changes one strength.
    Strength {
        /// The strength as it shall be.
        value: Strength,
    },
    /// Takes one strength away.
    RemoveStrength {
        /// The skill.
        skill: String,
    },
    /// States when one is free; the day is today's.
    Availability {
        /// How free.
        status: Free,
        /// In words; 0 to 120 characters.
        note: String,
    },
}

/// One face in the picture book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// The card.
    pub card: CardView,
    /// How the person stands.
    pub standing: Standing,
    /// What the inviter is called; empty for a founder.
    pub invited_by: String,
    /// True for a steward (世話役).
    pub steward: bool,
    /// At most three who vouch for any skill, in the order of the trust trail.
    pub vouched_by: Vec<PersonRef>,
    /// ほか: others vouch as well.
    pub others: bool,
}

/// Another face for the own card.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PhotoSetArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// The file (JPEG, PNG or WebP, at most 20 MB), base64 (RFC 4648, section 4); empty: no photo.
    #[serde(default)]
    pub base64: String,
}

/// A photo that is wanted.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PhotoArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Id of the photo.
    pub photo: String,
}

/// The file of a photo.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoView {
    /// A JPEG, base64 (RFC 4648, section 4); none while it is on its way.
    pub base64: Option<String>,
}
