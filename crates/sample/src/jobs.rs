//! The work done together.

use crate::{
    dates::Month,
    ids::{JobId, MemberId},
};
use serde::Deserialize;

/// A record of work done together. It names no client.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// The id.
    pub id: JobId,
    /// What it was; up to 60 characters.
    pub title: String,
    /// Of which kind it was.
    pub kind: JobKind,
    /// Its first month.
    pub start: Month,
    /// Its last month.
    pub end: Month,
    /// How many people from outside the circle were part of it.
    #[serde(default)]
    pub outside: u8,
    /// Who took part: 2 to 20 people. The first wrote the record.
    pub participants: Vec<Participant>,
    /// The skills used: 1 to 6.
    pub skills: Vec<String>,
    /// Whether all agree with it.
    pub state: JobState,
}

/// Who took part in a job.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Who.
    pub member: MemberId,
    /// As what, in words.
    pub role: String,
}

/// Kinds of jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum JobKind {
    /// 有償の仕事
    #[serde(rename = "有償の仕事")]
    Paid,
    /// 仕事の引き継ぎ
    #[serde(rename = "仕事の引き継ぎ")]
    HandOver,
    /// 紹介
    #[serde(rename = "紹介")]
    Referral,
    /// 相談
    #[serde(rename = "相談")]
    Consult,
    /// 勉強会
    #[serde(rename = "勉強会")]
    Study,
    /// 会の運営
    #[serde(rename = "会の運営")]
    Running,
    /// ボランティア
    #[serde(rename = "ボランティア")]
    Volunteer,
    /// お試し(実績づくり)
    #[serde(rename = "お試し(実績づくり)")]
    Trial,
}

/// Whether all who took part agree with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum JobState {
    /// 確認ずみ
    #[serde(rename = "確認ずみ")]
    Confirmed,
    /// 相手の確認待ち
    #[serde(rename = "相手の確認待ち")]
    Waiting,
}

impl Job {
    /// Who wrote the record.
    pub fn author(&self) -> Option<&MemberId> {
        self.participants.first().map(|author| &author.member)
    }

    /// Whether somebody took part.
    pub fn has(&self, member: &MemberId) -> bool {
        self.participants
            .iter()
            .any(|participant| participant.member == *member)
    }
}
