//! What a member changes in their own card, and what is asked about cards.

use super::{
    Contact, ContactKind, Free, Hobby, LicenceKind, Presence, Section, Slot, Strength, Way,
    Welcome, Wish,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A licence as its holder writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Licence {
    /// Its name; 1 to 40 characters. No number.
    pub name: String,
    /// Who gives it.
    pub kind: LicenceKind,
    /// Its last day, `YYYY-MM-DD`; empty where it has none.
    #[serde(default)]
    pub until: String,
}

/// A way to be reached as its owner writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactWay {
    /// Which kind.
    pub kind: ContactKind,
    /// A telephone number (up to 40 characters, full-width digits and any hyphens), a mail address (254), an id or link
    /// of LINE (200), or a text (200).
    pub value: String,
    /// When it suits; 0 to 40 characters. For the other kind it says what it is, and is needed.
    #[serde(default)]
    pub note: String,
}

/// A way on somebody's card that shall be opened.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactOpenArgs {
    /// Id of the circle, or empty.
    #[serde(default)]
    pub circle: String,
    /// Whose card.
    pub person: String,
    /// The key of the way.
    pub key: String,
}

/// Who may see a section of one's own card.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CardShowToArgs {
    /// Id of the circle, or empty.
    #[serde(default)]
    pub circle: String,
    /// The section.
    pub section: Section,
    /// True: 自分だけ. False: 会の全員.
    pub only_me: bool,
}

/// That the member at this computer saw the original of somebody's licence.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LicenceSeenArgs {
    /// Id of the circle, or empty.
    #[serde(default)]
    pub circle: String,
    /// Whose licence.
    pub person: String,
    /// Its name as it stands on the card.
    pub licence: String,
    /// False: takes it back.
    pub seen: bool,
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
    /// What one lives on; 0 to 80 characters.
    Trade {
        /// The new line.
        value: String,
    },
    /// What was before; 0 to 200 characters.
    Past {
        /// The new line.
        value: String,
    },
    /// States when one is free; the day is today's. What is left out is said no more.
    Availability {
        /// How free.
        status: Free,
        /// In words; 0 to 120 characters.
        note: String,
        /// The first day, `YYYY-MM-DD`, or empty.
        #[serde(default)]
        from: String,
        /// The last day, `YYYY-MM-DD`, or empty.
        #[serde(default)]
        until: String,
        /// At most so many hours a week, 1 to 99.
        #[serde(default)]
        hours: Option<u8>,
        /// The free parts of an ordinary week.
        #[serde(default)]
        week: Vec<Slot>,
    },
    /// Adds or changes a licence.
    Licence {
        /// The licence as it shall be.
        value: Licence,
    },
    /// Takes a licence away.
    RemoveLicence {
        /// Its name.
        name: String,
    },
    /// Adds or changes a hobby.
    Hobby {
        /// The hobby as it shall be.
        value: Hobby,
    },
    /// Takes a hobby away.
    RemoveHobby {
        /// Its name.
        name: String,
    },
    /// Adds what one can teach, wants to learn, or wants to try.
    Wish {
        /// What it is.
        value: Wish,
    },
    /// Takes it away.
    RemoveWish {
        /// What it was.
        value: Wish,
    },
    /// How and where one works.
    Way {
        /// As it shall be.
        value: Way,
    },
    /// How one likes to be spoken to.
    Contact {
        /// None: nothing is said.
        value: Option<Contact>,
    },
    /// Adds or changes a way to be reached.
    ContactWay {
        /// The way as it shall be.
        value: ContactWay,
        /// Who may see all of these ways. None: as before, and 自分だけ for the first one.
        #[serde(default)]
        only_me: Option<bool>,
    },
    /// Takes a way to be reached away.
    RemoveContactWay {
        /// Its key.
        key: String,
    },
    /// What one welcomes.
    Welcome {
        /// As it shall be.
        value: Welcome,
    },
    /// Rests, returns, becomes an alumnus.
    Presence {
        /// As it shall be.
        value: Presence,
    },
    /// What changed lately; the day is today's. Empty: nothing to tell any more.
    News {
        /// One line; 0 to 80 characters.
        value: String,
    },
    /// All of it is right still (半年たちました).
    Reviewed,
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
