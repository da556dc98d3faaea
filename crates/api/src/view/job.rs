//! Work done together.

pub use otagai_core::job::{JobKind, JobSize};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody, by id and by what they are called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRef {
    /// Id of the person.
    pub person: String,
    /// What the person is called.
    pub short: String,
}

/// A job as a member fills it in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobDraft {
    /// What it was called, without the client's name; 1 to 60 characters.
    pub title: String,
    /// What kind.
    pub kind: JobKind,
    /// First month, `YYYY-MM`.
    pub from: String,
    /// Last month, `YYYY-MM`; not in the future.
    pub to: String,
    /// How much.
    #[serde(default)]
    pub size: Option<JobSize>,
    /// Who took part, oneself included; 2 to 20.
    pub participants: Vec<ParticipantArgs>,
    /// What it took; 1 to 6.
    pub skills: Vec<String>,
    /// How many people from outside the circle took part, 0 to 999.
    #[serde(default)]
    pub outside: u32,
}

/// Who took part in a job.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ParticipantArgs {
    /// Id of the person; empty: oneself.
    #[serde(default)]
    pub person: String,
    /// As what, in words; 0 to 40 characters.
    #[serde(default)]
    pub role: String,
}

/// A job to be recorded.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobRecordArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// The job.
    pub job: JobDraft,
    /// Id of a record of one's own that this puts right; empty for a new one.
    #[serde(default)]
    pub replaces: String,
}

/// What is answered to a job or a vouch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AnswerKind {
    /// 受け取る: it was so, and the vouch is shown to everybody.
    Accept,
    /// 受け取って表示しない.
    Keep,
    /// 直してほしい.
    Fix,
    /// 受け取らない.
    Decline,
}

/// An answer to a job.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobAnswerArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Id of the job.
    pub job: String,
    /// The version that was read; empty: the newest.
    #[serde(default)]
    pub version: String,
    /// The answer.
    pub answer: AnswerKind,
    /// To the author alone; 0 to 200 characters.
    #[serde(default)]
    pub note: String,
}

/// A job or a vouch that is meant.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Id of the job or vouch.
    pub document: String,
}

/// How a job record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum JobState {
    /// 相手の確認待ち.
    Waiting,
    /// 確認ずみ: somebody beside its author says that it was so.
    Confirmed,
    /// 直してほしい.
    ToFix,
    /// 受け取らない.
    Declined,
    /// 取り消し.
    Withdrawn,
    /// It breaks rules; it can only come from a faulty program.
    Faulty,
}

/// A participant of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ParticipantView {
    /// Id of the person.
    pub person: String,
    /// What the person is called.
    pub short: String,
    /// As what.
    pub role: String,
    /// True: signed this version, and so says that it was so. False: only named by who recorded it; silent, asked
    /// still, or of another mind.
    pub confirmed: bool,
}

/// A quiet answer, for the two only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerView {
    /// Id of the person who answered.
    pub person: String,
    /// What the person is called.
    pub short: String,
    /// What was answered.
    pub answer: AnswerKind,
    /// What should be put right.
    pub note: String,
}

/// A job record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobView {
    /// Id of the job.
    pub job: String,
    /// The version that is shown, for the answer.
    pub version: String,
    /// Who recorded it.
    pub author: PersonRef,
    /// What it was called.
    pub title: String,
    /// What kind; none where it is of a later version of the program.
    pub kind: Option<JobKind>,
    /// First month, `YYYY-MM`.
    pub from: String,
    /// Last month, `YYYY-MM`.
    pub to: String,
    /// How much.
    pub size: Option<JobSize>,
    /// Whom the record names; who of them signed it, each says. Only those took part as far as anybody knows.
    pub participants: Vec<ParticipantView>,
    /// What it took.
    pub skills: Vec<String>,
    /// How many people from outside the circle took part.
    pub outside: u32,
    /// How it stands.
    pub state: JobState,
    /// True: everybody in the circle reads it.
    pub opened: bool,
    /// True: recorded by the member at this computer.
    pub mine: bool,
    /// True: the member at this computer is asked whether it was so.
    pub my_turn: bool,
    /// What participants answered quietly; only the author and who answered see it.
    pub answers: Vec<AnswerView>,
    /// Ids of participants for whom the member at this computer may still vouch on this job.
    pub can_vouch: Vec<String>,
}
