//! The people: what their cards say and how they came.

use crate::{
    dated_text::DatedText,
    dates::{Day, Month},
    ids::MemberId,
    week::Week,
};
use serde::Deserialize;
use std::fmt;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The id.
    pub id: MemberId,
    /// Name, family name first.
    pub name: String,
    /// Reading in hiragana.
    pub reading: String,
    /// What to be called, with さん or what stands in its place.
    pub short: String,
    /// The prefecture.
    pub area: String,
    /// What the person is in the circle.
    pub role: Role,
    /// How deep the person is in.
    pub depth: Depth,
    /// When the person came.
    pub joined: Month,
    /// How the person came.
    pub invited: Invited,
    /// The day on which an alumnus left.
    pub graduated: Option<Day>,
    /// What the person lives on.
    pub main_work: DatedText,
    /// One line about oneself.
    pub banner: String,
    /// Skills that the person takes on.
    #[serde(rename = "do")]
    pub takes_on: Vec<String>,
    /// Skills that the person can do a little.
    pub little: Vec<String>,
    /// Skills that the person does not take on.
    pub dont: Vec<String>,
    /// What the person is licensed for.
    pub licences: Vec<HeldLicence>,
    /// When the person is free.
    pub availability: Availability,
    /// How and where the person works; none where the card says nothing of it.
    pub work: Option<Work>,
    /// How the person likes to be spoken to, where it matters.
    pub contact: Option<Contact>,
    /// How the person can be reached; seen by the whole circle.
    #[serde(default)]
    pub contact_ways: Vec<ContactWay>,
    /// Hobbies.
    pub hobbies: Vec<Hobby>,
    /// What the person would like to try.
    pub wants_to_try: Option<String>,
    /// What else can be searched for.
    #[serde(default)]
    pub flags: Vec<Flag>,
}

/// What somebody is in the circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Role {
    /// 世話役
    #[serde(rename = "世話役")]
    Steward,
    /// 記録係
    #[serde(rename = "記録係")]
    Recorder,
    /// 会員
    #[serde(rename = "会員")]
    Member,
    /// 会員(新しい方)
    #[serde(rename = "会員(新しい方)")]
    Newcomer,
    /// 卒業メンバー(相談役)
    #[serde(rename = "卒業メンバー(相談役)")]
    Alumnus,
}

/// How deep somebody is in, by their own choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Depth {
    /// 濃いめ
    #[serde(rename = "濃いめ")]
    Deep,
    /// ふつう
    #[serde(rename = "ふつう")]
    Ordinary,
    /// ゆるめ
    #[serde(rename = "ゆるめ")]
    Loose,
    /// お休み中
    #[serde(rename = "お休み中")]
    Resting,
}

/// How somebody came into the circle.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Invited {
    /// Began it: 発起人.
    Founder,
    /// Was invited by a member.
    By(MemberId),
}

impl From<String> for Invited {
    fn from(text: String) -> Self {
        if text == "発起人" {
            Self::Founder
        } else {
            Self::By(text.as_str().into())
        }
    }
}

/// A licence that somebody says they hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldLicence {
    /// A licence of the list, by its name or by a synonym.
    pub name: String,
    /// Who saw the original; nobody where it is known by the person's own word only.
    pub seen_by: Vec<Sighting>,
}

/// That somebody saw the original of a licence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sighting {
    /// Who saw it.
    pub member: MemberId,
    /// When.
    pub on: Day,
}

/// When somebody is free, with the day it was said.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// In a word.
    pub status: Status,
    /// In the person's words.
    pub text: DatedText,
    /// The day it was said.
    pub stated: Day,
    /// Rests until the end of this month.
    pub until: Option<Month>,
    /// Can come at short notice.
    #[serde(default)]
    pub urgent: bool,
    /// At most so many hours a week.
    pub hours_per_week: Option<u8>,
    /// By appointment only.
    #[serde(default)]
    pub by_appointment: bool,
    /// Answers within so many days.
    pub reply_within_days: Option<u8>,
    /// The week; empty where no days are named.
    pub grid: Week,
}

/// How free somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Status {
    /// 今すぐ手伝える
    #[serde(rename = "今すぐ手伝える")]
    Now,
    /// 今月は少し
    #[serde(rename = "今月は少し")]
    ALittle,
    /// 相談から
    #[serde(rename = "相談から")]
    Ask,
    /// お休み中
    #[serde(rename = "お休み中")]
    Resting,
}

/// How and where somebody works.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Online.
    pub online: bool,
    /// In person, in these regions; nowhere for who works online only.
    pub in_person: Vec<String>,
}

/// How somebody likes to be spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Contact {
    /// In writing: 文字.
    #[serde(rename = "文字")]
    Written,
}

/// A way to reach somebody. All of them are invented.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactWay {
    /// Which kind.
    pub kind: ContactKind,
    /// The number, the address, the id or a text.
    pub value: String,
    /// When it suits; for something else what it is.
    #[serde(default)]
    pub note: String,
}

/// Kinds of ways to reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum ContactKind {
    /// 電話
    #[serde(rename = "電話")]
    Phone,
    /// メール
    #[serde(rename = "メール")]
    Mail,
    /// LINE
    #[serde(rename = "LINE")]
    Line,
    /// そのほか
    #[serde(rename = "そのほか")]
    Other,
}

impl ContactWay {
    /// Whether it can be nobody's: a number that no telephone has, an address of the domain for examples.
    pub(crate) fn is_invented(&self) -> bool {
        match self.kind {
            ContactKind::Phone => self.value.starts_with("00-0000-00"),
            ContactKind::Mail => self.value.ends_with("@example.jp"),
            ContactKind::Line => self.value.starts_with("mihon-"),
            ContactKind::Other => self.value.starts_with("https://example.jp/"),
        }
    }
}

/// A hobby.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hobby {
    /// What it is.
    pub name: String,
    /// For how many years.
    pub years: Option<u8>,
}

impl fmt::Display for Hobby {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.years.map_or(Ok(()), |years| write!(f, "({years}年)"))
    }
}

/// What else can be searched for on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Flag {
    /// 実績づくり歓迎
    #[serde(rename = "実績づくり歓迎")]
    BuildsRecord,
    /// 一緒に働く人を募集中
    #[serde(rename = "一緒に働く人を募集中")]
    Hiring,
}
