//! Work done together, and vouches.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A choice that crosses the edge under the same names as in the rules.
macro_rules! mirror {
    ($(#[$doc:meta])* $name:ident = $rules:path { $($(#[$each:meta])* $variant:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$each])* $variant,)+
        }

        impl From<$rules> for $name {
            fn from(one: $rules) -> Self {
                use $rules as Rules;
                match one { $(Rules::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for $rules {
            fn from(one: $name) -> Self {
                use $rules as Rules;
                match one { $($name::$variant => Rules::$variant,)+ }
            }
        }
    };
}

mirror! {
    /// What kind of work it was.
    JobKind = otagai_core::job::JobKind {
        /// 有償の仕事.
        Paid,
        /// 仕事の引き継ぎ.
        Handover,
        /// 紹介.
        Introduction,
        /// 相談.
        Advice,
        /// 勉強会.
        Study,
        /// 会の運営.
        Running,
        /// ボランティア.
        Volunteer,
        /// お試し(実績づくり).
        Trial,
    }
}

mirror! {
    /// How much work it was.
    JobSize = otagai_core::job::JobSize {
        /// 1時間.
        Hour,
        /// 半日.
        HalfDay,
        /// 数日.
        Days,
        /// 1か月.
        Month,
        /// それ以上.
        Longer,
    }
}

mirror! {
    /// わたしの立場.
    Role = otagai_core::vouch::Role {
        /// お願いした.
        Asked,
        /// 一緒に担当した.
        Shared,
        /// 教わった.
        Learned,
        /// 教えた.
        Taught,
        /// 引き継いだ.
        TookOver,
        /// 紹介した.
        Introduced,
        /// 参加した.
        TookPart,
    }
}

mirror! {
    /// どうして分かるか: there is no word for hearsay.
    Basis = otagai_core::vouch::Basis {
        /// 一緒に作業して見た.
        WorkedAlongside,
        /// 成果物を見た.
        SawResult,
    }
}

mirror! {
    /// 次も.
    Again = otagai_core::vouch::Again {
        /// ぜひまた一緒に.
        Gladly,
        /// この内容ならまたお願いしたい.
        SameWork,
    }
}

mirror! {
    /// 関係の開示.
    Relation = otagai_core::vouch::Relation {
        /// なし.
        None,
        /// 親族.
        Family,
        /// 雇用・取引関係.
        Business,
        /// 同じ会社.
        SameCompany,
    }
}

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
    /// True: signed this version.
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
    /// Who took part.
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

/// How recent a vouch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Freshness {
    /// 最近: at most 12 months.
    Recent,
    /// At most 24 months.
    WithinTwoYears,
    /// 2年以上前: shown grey.
    Older,
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
