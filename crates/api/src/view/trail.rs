//! The trust trail: names and days, no number and no score.

pub use otagai_core::trail::{Closeness, Freshness};

use super::PersonRef;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whose trail is wanted.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrailArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Id of the person.
    pub person: String,
    /// One skill; empty: every skill that somebody vouched for.
    #[serde(default)]
    pub skill: String,
    /// As of which day, `YYYY-MM-DD`; empty: today.
    #[serde(default)]
    pub as_of: String,
}

/// The trail of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrailView {
    /// Whose.
    pub person: PersonRef,
    /// Names for the card: at most three who vouch for any skill.
    pub names: Vec<PersonRef>,
    /// ほか: there are others.
    pub others: bool,
    /// The trail for each skill, by skill.
    pub skills: Vec<SkillTrailView>,
}

/// The trail for one skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SkillTrailView {
    /// The skill.
    pub skill: String,
    /// Who vouches, each person once: oneself, people one worked with, all others; the newest first.
    pub vouchers: Vec<VoucherView>,
    /// How recent the newest is; none where nobody vouches.
    pub freshness: Option<Freshness>,
    /// おたがいの推薦です: every one of them is mutual.
    pub all_mutual: bool,
    /// 以前の推薦: those whose time is over.
    pub earlier: Vec<EarlierView>,
    /// How near the person is.
    pub closeness: Closeness,
    /// Up to three paths from oneself that share nobody between.
    pub paths: Vec<PathView>,
    /// Where there is no path: how the two hang together by invitations.
    pub invitations: Option<InvitationsView>,
}

/// A person who vouches for the skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VoucherView {
    /// Who.
    pub person: PersonRef,
    /// 「2回」 where they vouch for more than one job; empty otherwise.
    pub repeats: String,
    /// Day of their newest vouch, `YYYY-MM-DD`.
    pub newest: String,
    /// How recent that is.
    pub freshness: Freshness,
    /// ⇄.
    pub mutual: bool,
    /// True for oneself.
    pub is_me: bool,
    /// あなたと仕事をした.
    pub worked_with_me: bool,
    /// Ids of their vouches, the newest first.
    pub vouches: Vec<String>,
}

/// A person whose vouches for the skill are over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarlierView {
    /// Who.
    pub person: PersonRef,
    /// Day of their newest vouch, `YYYY-MM-DD`.
    pub newest: String,
    /// Ids of the vouches, the newest first.
    pub vouches: Vec<String>,
}

/// One way from oneself to the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PathView {
    /// Oneself, those between, the person.
    pub people: Vec<PersonRef>,
    /// Ids of the jobs that oneself and the second of them did together.
    pub jobs: Vec<String>,
    /// Ids of the vouches from there on, one a step.
    pub vouches: Vec<String>,
}

/// How two people hang together by invitations: known to the circle, nothing on skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InvitationsView {
    /// Who invited whom, down to the person.
    pub to_person: Vec<PersonRef>,
    /// Who invited whom, down to oneself.
    pub to_me: Vec<PersonRef>,
}
