//! Cards and the picture book.

use super::{PersonRef, Standing};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CardView {
    /// Whose card.
    pub person: String,
    /// Name, family name first.
    pub name: String,
    /// Reading in hiragana.
    pub reading: String,
    /// What to be called.
    pub short: String,
    /// One line about oneself.
    pub banner: String,
    /// What the person is good at, in the person's order.
    pub strengths: Vec<Strength>,
    /// When the person is free; none where nothing was said.
    pub availability: Option<Availability>,
    /// Id of the face's photo; none where there is none. Its file may still be on its way.
    pub photo: Option<String>,
    /// What the person is licensed for, by their own word, in their order.
    pub licences: Vec<LicenceView>,
    /// What the person lives on; 0 to 80 characters.
    pub trade: String,
    /// What was before; 0 to 200 characters.
    pub past: String,
    /// In the person's order.
    pub hobbies: Vec<Hobby>,
    /// What the person can teach, wants to learn, wants to try.
    pub wishes: Vec<Wish>,
    /// How and where the person works; none where nothing was said.
    pub way: Option<Way>,
    /// How the person likes to be spoken to; none where nothing was said.
    pub contact: Option<Contact>,
    /// What the person welcomes.
    pub welcome: Welcome,
    /// As ever, resting, or an alumnus.
    pub presence: Presence,
    /// What changed lately; none where nothing was said.
    pub news: Option<News>,
    /// The day on which the card was last changed or said to be right still, `YYYY-MM-DD`; empty in old cards.
    pub reviewed_on: String,
    /// Sections that only the member sees; always empty for others.
    pub hidden: Vec<Section>,
    /// True for the card of the member at this computer.
    pub mine: bool,
    /// One or two characters that stand for a face.
    pub initials: String,
    /// Colour of the face, 0 to 11, the same on every computer.
    pub tint: u8,
}

/// One thing a person does, does a little, or does not do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Strength {
    /// The skill; 1 to 40 characters.
    pub skill: String,
    /// How far.
    pub level: Level,
    /// How far in words; 0 to 120 characters.
    #[serde(default)]
    pub limit: String,
}

/// How far a person takes on a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// お引き受けします.
    Do,
    /// 少しだけできます.
    Little,
    /// お引き受けしません(ご紹介できます).
    Dont,
}

/// When a person is free, with the day it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Availability {
    /// How free.
    pub status: Free,
    /// In words; 0 to 120 characters.
    pub note: String,
    /// The day it was last confirmed, `YYYY-MM-DD`.
    pub stated_on: String,
    /// The first day of it, `YYYY-MM-DD`; empty: now.
    pub from: String,
    /// The last day of it, `YYYY-MM-DD`; empty: until it is said otherwise.
    pub until: String,
    /// At most so many hours a week, 1 to 99; none where nothing was said.
    pub hours: Option<u8>,
    /// The free parts of an ordinary week; empty where nothing was said.
    pub week: Vec<Slot>,
}

/// A part of a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Slot {
    /// The day.
    pub day: Weekday,
    /// The part.
    pub band: Band,
}

/// A day of the week; weeks begin on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Weekday {
    /// 月
    Mon,
    /// 火
    Tue,
    /// 水
    Wed,
    /// 木
    Thu,
    /// 金
    Fri,
    /// 土
    Sat,
    /// 日
    Sun,
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Band {
    /// 午前
    Am,
    /// 午後
    Pm,
    /// 夜
    Night,
}

/// How free a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Free {
    /// 空きがあります.
    Open,
    /// 今月は少しだけ.
    Some,
    /// 相談してください.
    Ask,
    /// いまはいっぱいです.
    Full,
}

/// A licence on a card, with who saw the original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LicenceView {
    /// Its name.
    pub name: String,
    /// Who gives it.
    pub kind: LicenceKind,
    /// Its last day, `YYYY-MM-DD`; empty where it has none.
    pub until: String,
    /// Who saw the original, the latest first; empty: known by the person's own word.
    pub seen: Vec<SeenView>,
}

/// That somebody saw the original of a licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeenView {
    /// Who.
    pub by: PersonRef,
    /// When, `YYYY-MM-DD`.
    pub on: String,
    /// True where it was the member at this computer.
    pub mine: bool,
}

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

/// Who gives a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LicenceKind {
    /// 国家資格
    National,
    /// 民間資格
    Private,
}

/// A hobby.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Hobby {
    /// What it is; 1 to 40 characters.
    pub name: String,
    /// For how many years, 1 to 99; none where nothing was said.
    #[serde(default)]
    pub years: Option<u8>,
}

/// Something a person can teach, wants to learn, or wants to try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wish {
    /// Which of them.
    pub kind: WishKind,
    /// What; 1 to 40 characters.
    pub what: String,
}

/// Teach, learn, try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum WishKind {
    /// 教えられること
    Teach,
    /// 学びたいこと
    Learn,
    /// やってみたいこと
    Try,
}

/// How and where a person works.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Way {
    /// Online.
    pub remote: bool,
    /// In person, in these areas; 0 to 12 of 1 to 20 characters.
    pub areas: Vec<String>,
    /// Where the person is at home; 0 to 20 characters.
    #[serde(default)]
    pub home: String,
}

/// How a person likes to be spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Contact {
    /// In writing: 文字.
    Written,
    /// By telephone: 電話.
    Phone,
    /// In person: 会って.
    InPerson,
}

/// What a person welcomes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a yes or no of its own, as on the screen"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Welcome {
    /// 実績づくり歓迎: takes small work to build a record.
    pub record: bool,
    /// はじめての方歓迎.
    pub first_time: bool,
    /// 急ぎも相談できます.
    pub urgent: bool,
    /// 一緒に働く人を探しています.
    pub hiring: bool,
}

/// How a person takes part, by their own choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Presence {
    /// As ever, resting, or an alumnus.
    pub state: PresenceState,
    /// The last day of a rest, `YYYY-MM-DD`; empty where it was not said.
    #[serde(default)]
    pub until: String,
    /// For an alumnus: may still be asked for advice.
    #[serde(default)]
    pub advice: bool,
    /// How deep in; none where nothing was said.
    #[serde(default)]
    pub depth: Option<Depth>,
}

/// As ever, resting, or an alumnus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PresenceState {
    /// As ever.
    Active,
    /// お休み中
    Resting,
    /// 卒業メンバー
    Alumnus,
}

/// How deep somebody is in (関わり方); never measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Depth {
    /// 濃いめ
    Deep,
    /// ふつう
    Ordinary,
    /// ゆるめ
    Light,
}

/// 最近変わったこと.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct News {
    /// One line.
    pub text: String,
    /// The day it was said, `YYYY-MM-DD`.
    pub on: String,
}

/// A section of a card, shown to everybody or kept for oneself as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Section {
    /// ひとこと看板
    Banner,
    /// 得意なこと
    Strengths,
    /// 空き状況
    Availability,
    /// 資格・免許
    Licences,
    /// 本業・別の仕事
    Trade,
    /// これまで
    Past,
    /// 趣味
    Hobbies,
    /// 教えられること・学びたいこと・やってみたいこと
    Wishes,
    /// 働き方・地域
    Way,
    /// 連絡の好み
    Contact,
    /// 歓迎すること
    Welcome,
    /// 最近変わったこと
    News,
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

/// One face in the picture book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// The card.
    pub card: CardView,
    /// How the person stands.
    pub standing: Standing,
    /// What the inviter is called; empty for a founder.
    pub invited_by: String,
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
