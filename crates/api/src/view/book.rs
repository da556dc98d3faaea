//! The picture book: everybody, what they share with the member, and what changed lately.

use super::{CardView, PersonRef, Standing};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which members.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MembersArgs {
    /// Id of the circle; empty: the only one.
    #[serde(default)]
    pub circle: String,
    /// Ids of the members; none: everybody.
    #[serde(default)]
    pub people: Vec<String>,
}

/// One face in the picture book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// The card.
    pub card: CardView,
    /// How the person stands.
    pub standing: Standing,
    /// What the inviter is called; empty for a founder, for who is waiting, and where the inviter's card is not here.
    pub invited_by: String,
    /// True: nobody invited them, they founded the circle. Not known of who is waiting.
    pub founder: bool,
    /// True for a steward (世話役).
    pub steward: bool,
    /// At most three who vouch for any skill, in the order of the trust trail.
    pub vouched_by: Vec<PersonRef>,
    /// ほか: others vouch as well.
    pub others: bool,
    /// 共通点 with the member at this computer; empty for the member.
    pub shared: Vec<SharedView>,
    /// いっしょに活動 with the member at this computer; none where there was nothing yet.
    pub together: Option<TogetherView>,
}

/// Something that two members have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SharedView {
    /// What it is.
    pub kind: SharedKind,
    /// In the other's words.
    pub what: String,
}

/// What two members have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SharedKind {
    /// A skill that both take on or do a little.
    Skill,
    /// A licence.
    Licence,
    /// A hobby.
    Hobby,
    /// A place where both work in person.
    Area,
    /// They can teach what I want to learn.
    TeachesMe,
    /// They want to learn what I can teach.
    LearnsFromMe,
}

/// いっしょに活動 4年・3回: confirmed jobs that two members did together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TogetherView {
    /// How often.
    pub times: u32,
    /// The month in which the first began, `YYYY-MM`.
    pub since: String,
    /// Full years from then until today; 0 in the first.
    pub years: u32,
}

/// Something that changed lately (最近変わったこと).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecentView {
    /// Whom it is about.
    pub person: PersonRef,
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// What it is.
    pub what: RecentKind,
    /// The member's own line, or the name of a licence; empty where there is none.
    pub text: String,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecentKind {
    /// The member says so in a line.
    News,
    /// The member said anew when they are free.
    Availability,
    /// Somebody saw the original of a licence.
    LicenceSeen,
}
