//! The vouches.

use crate::{
    dates::Day,
    ids::{JobId, MemberId, VouchId},
};
use serde::Deserialize;

/// For how many years a vouch holds.
const HOLDS_YEARS: i16 = 3;

/// What one participant of a job signed about another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vouch {
    /// The id.
    pub id: VouchId,
    /// Who vouches.
    pub issuer: MemberId,
    /// For whom.
    pub subject: MemberId,
    /// The job they did together.
    pub job: JobId,
    /// 1 to 3 of the skills of that job.
    pub skills: Vec<String>,
    /// In which role the issuer was.
    pub standing: Standing,
    /// How the issuer knows.
    pub basis: Basis,
    /// What was done and how it was; 30 to 400 characters.
    pub text: String,
    /// Whether the issuer would do it again.
    pub next: Next,
    /// The day it was signed.
    pub signed: Day,
    /// Whether the issuer lets the subject show it outside the circle.
    pub outside_use: bool,
    /// What became of it.
    pub state: VouchState,
}

/// In which role somebody vouches: わたしの立場.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Standing {
    /// お願いした
    #[serde(rename = "お願いした")]
    Asked,
    /// 一緒に担当した
    #[serde(rename = "一緒に担当した")]
    WorkedTogether,
    /// 教わった
    #[serde(rename = "教わった")]
    Learned,
    /// 教えた
    #[serde(rename = "教えた")]
    Taught,
    /// 引き継いだ
    #[serde(rename = "引き継いだ")]
    TookOver,
    /// 紹介した
    #[serde(rename = "紹介した")]
    Referred,
    /// 参加した
    #[serde(rename = "参加した")]
    TookPart,
}

/// How somebody who vouches knows: どうして分かるか.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Basis {
    /// 一緒に作業して見た
    #[serde(rename = "一緒に作業して見た")]
    SawTheWork,
    /// 成果物を見た
    #[serde(rename = "成果物を見た")]
    SawTheResult,
}

/// Whether somebody would do it again. There is no third answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Next {
    /// ぜひまた一緒に
    #[serde(rename = "ぜひまた一緒に")]
    Gladly,
    /// この内容ならまたお願いしたい
    #[serde(rename = "この内容ならまたお願いしたい")]
    SameKind,
}

/// What became of a vouch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum VouchState {
    /// 有効: its subject accepted it and shows it.
    #[serde(rename = "有効")]
    Active,
    /// 受け取り待ち: its subject has not answered; the two alone see it.
    #[serde(rename = "受け取り待ち")]
    Waiting,
    /// 本人が非表示: its subject does not show it.
    #[serde(rename = "本人が非表示")]
    Hidden,
    /// 取り下げ: its issuer took it back.
    #[serde(rename = "取り下げ")]
    Withdrawn,
    /// 期限切れ: accepted, and its time is over.
    #[serde(rename = "期限切れ")]
    Expired,
}

impl Vouch {
    /// The last day on which it holds; none beyond the calendar.
    pub fn valid_until(&self) -> Option<Day> {
        self.signed.plus_years(HOLDS_YEARS)
    }

    /// Whether others see it and it counts.
    pub fn is_active(&self) -> bool {
        self.state == VouchState::Active
    }
}
