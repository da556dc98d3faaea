//! The requests that are there when the sample is first opened.

use crate::{
    dated_text::DatedText,
    dates::{Day, Month},
    ids::{MemberId, RequestId},
    week::Slot,
};
use serde::Deserialize;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The id.
    pub id: RequestId,
    /// Of which kind it is.
    pub kind: RequestKind,
    /// Who asks.
    pub from: MemberId,
    /// On behalf of somebody outside the circle.
    #[serde(default)]
    pub for_outside: bool,
    /// The day it was asked.
    pub asked: Day,
    /// What is asked, in words.
    pub text: DatedText,
    /// The skills it is about.
    #[serde(default)]
    pub skills: Vec<String>,
    /// Licences one of which is needed; empty where none is.
    #[serde(default)]
    pub any_licence: Vec<String>,
    /// The times in question.
    #[serde(default)]
    pub slots: Vec<Slot>,
    /// The month in question, where no time is named.
    pub month: Option<Month>,
    /// The prefecture.
    pub place: Option<String>,
    /// In person or online.
    pub way: Option<Way>,
    /// How long or how often.
    pub length: Option<String>,
    /// Whom it goes to; everybody where nobody is named.
    pub to: Option<MemberId>,
    /// How far it has come.
    pub state: RequestState,
    /// Whom it fits, by licence, time and place.
    #[serde(default)]
    pub fits: Vec<MemberId>,
    /// What somebody answered.
    pub reply: Option<Reply>,
    /// Who came along to a proposal.
    #[serde(default)]
    pub joined: Vec<MemberId>,
    /// Whether thanks were said.
    #[serde(default)]
    pub thanked: bool,
}

/// Kinds of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum RequestKind {
    /// 急ぎ
    #[serde(rename = "急ぎ")]
    Urgent,
    /// お願い
    #[serde(rename = "お願い")]
    Request,
    /// 相談
    #[serde(rename = "相談")]
    Consult,
    /// 募集
    #[serde(rename = "募集")]
    Recruit,
    /// この指とまれ
    #[serde(rename = "この指とまれ")]
    Proposal,
    /// 紹介
    #[serde(rename = "紹介")]
    Referral,
}

/// In person or online.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Way {
    /// 対面
    #[serde(rename = "対面")]
    InPerson,
    /// オンライン
    #[serde(rename = "オンライン")]
    Online,
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum RequestState {
    /// 返事待ち
    #[serde(rename = "返事待ち")]
    Waiting,
    /// 打診中
    #[serde(rename = "打診中")]
    Sounding,
    /// 返事あり
    #[serde(rename = "返事あり")]
    Answered,
    /// 受付中
    #[serde(rename = "受付中")]
    Open,
    /// 決まりました
    #[serde(rename = "決まりました")]
    Settled,
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Who answered.
    pub from: MemberId,
    /// What.
    pub words: String,
    /// The times offered.
    pub slots: Vec<Slot>,
}
