//! Vouches.

pub use otagai_core::vouch::{Again, Basis, Relation, Role};

use super::{AnswerKind, Freshness, JobDraft, PersonRef};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A vouch to be written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VouchWriteArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Id of the person it is about.
    pub subject: String,
    /// Id of a recorded job; empty where it is recorded with the vouch.
    #[serde(default)]
    pub job: String,
    /// The version of the job that was read; empty: the newest.
    #[serde(default)]
    pub version: String,
    /// The job that is recorded with the vouch.
    #[serde(default)]
    pub new_job: Option<JobDraft>,
    /// Skills of that job; 1 to 3.
    pub skills: Vec<String>,
    /// What was done, and how it was; 30 to 400 characters.
    pub text: String,
    /// わたしの立場: a [`Role`] by name; empty: 一緒に担当した.
    #[serde(default)]
    pub role: String,
    /// どうして分かるか: a [`Basis`] by name; empty: 一緒に作業して見た. Hearsay has no name and is refused.
    #[serde(default)]
    pub basis: String,
    /// For whom it would be good; 0 to 120 characters.
    #[serde(default)]
    pub for_whom: String,
    /// 次も; none: ぜひまた一緒に.
    #[serde(default)]
    pub again: Option<Again>,
    /// 関係の開示; none: なし.
    #[serde(default)]
    pub relation: Option<Relation>,
    /// True: may be shown outside the circle.
    #[serde(default)]
    pub outside: bool,
    /// The name under which it may be shown outside; 0 to 60 characters, empty: under none.
    #[serde(default)]
    pub outside_name: String,
    /// Language of the text, a BCP 47 tag; empty: Japanese.
    #[serde(default)]
    pub language: String,
}

/// An answer to a vouch about oneself, and to its job with it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VouchAnswerArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Id of the vouch.
    pub vouch: String,
    /// The answer.
    pub answer: AnswerKind,
    /// To the author alone; 0 to 200 characters.
    #[serde(default)]
    pub note: String,
}

/// Whether a vouch about oneself is shown.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VouchShowArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Id of the vouch.
    pub vouch: String,
    /// False: hidden.
    pub shown: bool,
}

/// Whose vouches are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VouchesArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Id of a person: written by or about them; empty: everything readable here.
    #[serde(default)]
    pub person: String,
}

/// How a vouch stands, as the member at this computer may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum VouchState {
    /// 受け取り待ち: for the two only.
    Waiting,
    /// 直してほしい: for the two only.
    ToFix,
    /// 受け取らない: for the two only.
    Declined,
    /// 受け取って表示していません: for the two only.
    Kept,
    /// Accepted, but one of the two has not signed the job yet: for the two only.
    Unconfirmed,
    /// 有効.
    Counts,
    /// 表示していません: only its subject is told.
    Hidden,
    /// 期限切れ.
    Expired,
    /// 取り下げ: only the two are told.
    Withdrawn,
    /// It does not count; [`VouchView::reason`] says why.
    Void,
}

/// A vouch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VouchView {
    /// Id of the vouch.
    pub vouch: String,
    /// Who vouches.
    pub author: PersonRef,
    /// For whom.
    pub subject: PersonRef,
    /// Id of the job.
    pub job: String,
    /// What the job was called; empty where it cannot be read here.
    pub job_title: String,
    /// First month of the job, `YYYY-MM`.
    pub job_from: String,
    /// Last month of the job, `YYYY-MM`.
    pub job_to: String,
    /// For which skills.
    pub skills: Vec<String>,
    /// わたしの立場 of the author.
    pub role: Option<Role>,
    /// How the author knows.
    pub basis: Option<Basis>,
    /// What was done, and how it was.
    pub text: String,
    /// For whom it would be good.
    pub for_whom: String,
    /// Would the author do it again.
    pub again: Option<Again>,
    /// What else ties the two.
    pub relation: Relation,
    /// True: its subject may show it outside the circle.
    pub outside: bool,
    /// Day of signing, `YYYY-MM-DD`.
    pub signed_on: String,
    /// Last day it is good for, `YYYY-MM-DD`.
    pub valid_until: String,
    /// Language of the text.
    pub language: String,
    /// How recent it is.
    pub freshness: Freshness,
    /// ⇄: its subject vouched for its author for the same job, or within 30 days.
    pub mutual: bool,
    /// How it stands.
    pub state: VouchState,
    /// Why it does not count: a word for the log; empty unless void.
    pub reason: String,
    /// What its subject wants put right; empty unless they said so.
    pub note: String,
    /// On which side of it the member at this computer is.
    pub side: Side,
}

/// On which side of a vouch somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// Wrote it.
    Author,
    /// It is about them.
    Subject,
    /// Neither.
    Other,
}
