//! The sections of a card: what is shown to everybody or kept for oneself as a whole.

use super::{Card, CardEdit, ContactWay, News, TextField, Way, Welcome};
use crate::{
    base::FIELDS,
    places::{Place, Value},
    word_enum::word_enum,
};

word_enum! {
    /// A section of a card. What somebody is called is not among them: it is always shown.
    pub enum Section {
        /// ひとこと看板
        Banner = "banner",
        /// 得意なこと
        Strengths = "strengths",
        /// 空き状況
        Availability = "availability",
        /// 資格・免許
        Licences = "licences",
        /// 本業・別の仕事
        Trade = "trade",
        /// これまで
        Past = "past",
        /// 趣味
        Hobbies = "hobbies",
        /// 教えられること・学びたいこと・やってみたいこと
        Wishes = "wishes",
        /// 働き方・地域
        Way = "way",
        /// 連絡の好み
        Contact = "contact",
        /// 連絡先
        ContactWays = "contactWays",
        /// 歓迎すること
        Welcome = "welcome",
        /// 最近変わったこと
        News = "news",
    }
}

impl Section {
    /// The section that a place of the document belongs to; none where that is always shown.
    pub fn of_place(place: &Place) -> Option<Self> {
        Some(match place.map.as_str() {
            "strengths" => Self::Strengths,
            "licences" => Self::Licences,
            "hobbies" => Self::Hobbies,
            "entries" => match place.key.split_once(':') {
                Some(("phone" | "mail" | "line" | "other", _)) => Self::ContactWays,
                _ => Self::Wishes,
            },
            "times" => Self::Availability,
            map if map == FIELDS => match place.key.as_str() {
                "banner" => Self::Banner,
                "trade" => Self::Trade,
                "past" => Self::Past,
                "free" => Self::Availability,
                "way" => Self::Way,
                "contact" => Self::Contact,
                "welcomesRecord" | "welcomesFirstTime" | "welcomesUrgent" | "hiring" => {
                    Self::Welcome
                }
                "news" => Self::News,
                _ => return None,
            },
            _ => return None,
        })
    }

    /// The place that says whether this section is kept for oneself.
    pub fn kept_place(self) -> Place {
        Place::new(FIELDS, format!("{KEPT}{}", self.word()))
    }

    /// The section whose [`Section::kept_place`] this is.
    pub fn of_kept_place(place: &Place) -> Option<Self> {
        let word = place.key.strip_prefix(KEPT)?;
        Self::from_word(word).filter(|_| place.map == FIELDS)
    }

    /// What stands in [`Section::kept_place`] as long as it is kept. Where it was shown again there is another text, which
    /// names what was shown to whoever kept it.
    pub fn kept_value() -> Value {
        Value::Text("yes".to_owned())
    }
}

/// What the key of [`Section::kept_place`] begins with.
const KEPT: &str = "kept:";

impl CardEdit {
    /// The section that an edit belongs to; none where that is always shown.
    pub const fn section(&self) -> Option<Section> {
        Some(match self {
            Self::Text(TextField::Name | TextField::Reading | TextField::Short, _)
            | Self::Photo(_)
            | Self::Presence(_)
            | Self::Reviewed => return None,
            Self::Text(TextField::Banner, _) => Section::Banner,
            Self::Text(TextField::Trade, _) => Section::Trade,
            Self::Text(TextField::Past, _) => Section::Past,
            Self::Strength(_) | Self::RemoveStrength(_) => Section::Strengths,
            Self::Availability(_) | Self::RemoveAvailability => Section::Availability,
            Self::Licence(_) | Self::RemoveLicence(_) => Section::Licences,
            Self::Hobby(_) | Self::RemoveHobby(_) => Section::Hobbies,
            Self::Wish(_) | Self::RemoveWish(_) => Section::Wishes,
            Self::Way(_) => Section::Way,
            Self::Contact(_) => Section::Contact,
            Self::ContactWay(_) | Self::RemoveContactWay(_) => Section::ContactWays,
            Self::Welcome(_) => Section::Welcome,
            Self::News(_) => Section::News,
        })
    }
}

impl Card {
    /// The edits that say in an empty card what this one says in a section.
    pub fn edits_of(&self, section: Section) -> Vec<CardEdit> {
        let text = |field, value: &String| match value.as_str() {
            "" => Vec::new(),
            _ => vec![CardEdit::Text(field, value.clone())],
        };
        match section {
            Section::Banner => text(TextField::Banner, &self.banner),
            Section::Trade => text(TextField::Trade, &self.trade),
            Section::Past => text(TextField::Past, &self.past),
            Section::Strengths => self
                .strengths
                .iter()
                .cloned()
                .map(CardEdit::Strength)
                .collect(),
            Section::Availability => {
                let stated = self.availability.iter().cloned();
                stated.map(CardEdit::Availability).collect()
            }
            Section::Licences => self
                .licences
                .iter()
                .cloned()
                .map(CardEdit::Licence)
                .collect(),
            Section::Hobbies => self.hobbies.iter().cloned().map(CardEdit::Hobby).collect(),
            Section::Wishes => self.wishes.iter().cloned().map(CardEdit::Wish).collect(),
            Section::Way => self.way.iter().cloned().map(CardEdit::Way).collect(),
            Section::Contact => {
                let contact = self.contact.into_iter();
                contact
                    .map(|contact| CardEdit::Contact(Some(contact)))
                    .collect()
            }
            Section::ContactWays => {
                let ways = self.contact_ways.iter().cloned();
                ways.map(CardEdit::ContactWay).collect()
            }
            Section::Welcome if self.welcome == Welcome::default() => Vec::new(),
            Section::Welcome => vec![CardEdit::Welcome(self.welcome)],
            Section::News => self.news.iter().cloned().map(CardEdit::News).collect(),
        }
    }

    /// The edits that leave nothing of a section.
    pub fn removals_of(&self, section: Section) -> Vec<CardEdit> {
        let text = |field, value: &String| match value.as_str() {
            "" => Vec::new(),
            _ => vec![CardEdit::Text(field, String::new())],
        };
        match section {
            Section::Banner => text(TextField::Banner, &self.banner),
            Section::Trade => text(TextField::Trade, &self.trade),
            Section::Past => text(TextField::Past, &self.past),
            Section::Strengths => {
                let skills = self.strengths.iter().map(|strength| strength.skill.clone());
                skills.map(CardEdit::RemoveStrength).collect()
            }
            Section::Availability => {
                let stated = self.availability.iter();
                stated.map(|_stated| CardEdit::RemoveAvailability).collect()
            }
            Section::Licences => {
                let names = self.licences.iter().map(|licence| licence.name.clone());
                names.map(CardEdit::RemoveLicence).collect()
            }
            Section::Hobbies => {
                let names = self.hobbies.iter().map(|hobby| hobby.name.clone());
                names.map(CardEdit::RemoveHobby).collect()
            }
            Section::Wishes => self
                .wishes
                .iter()
                .cloned()
                .map(CardEdit::RemoveWish)
                .collect(),
            Section::Way => self
                .way
                .iter()
                .map(|_way| CardEdit::Way(Way::default()))
                .collect(),
            Section::Contact => {
                let contact = self.contact.iter();
                contact.map(|_contact| CardEdit::Contact(None)).collect()
            }
            Section::ContactWays => {
                let keys = self.contact_ways.iter().map(ContactWay::key);
                keys.map(CardEdit::RemoveContactWay).collect()
            }
            Section::Welcome if self.welcome == Welcome::default() => Vec::new(),
            Section::Welcome => vec![CardEdit::Welcome(Welcome::default())],
            Section::News => {
                let news = self.news.iter();
                news.map(|_news| CardEdit::News(News::default())).collect()
            }
        }
    }

    /// Takes what another card says in a section.
    pub fn take_section(&mut self, section: Section, from: &Self) {
        match section {
            Section::Banner => self.banner.clone_from(&from.banner),
            Section::Strengths => self.strengths.clone_from(&from.strengths),
            Section::Availability => self.availability.clone_from(&from.availability),
            Section::Licences => self.licences.clone_from(&from.licences),
            Section::Trade => self.trade.clone_from(&from.trade),
            Section::Past => self.past.clone_from(&from.past),
            Section::Hobbies => self.hobbies.clone_from(&from.hobbies),
            Section::Wishes => self.wishes.clone_from(&from.wishes),
            Section::Way => self.way.clone_from(&from.way),
            Section::Contact => self.contact = from.contact,
            Section::ContactWays => self.contact_ways.clone_from(&from.contact_ways),
            Section::Welcome => self.welcome = from.welcome,
            Section::News => self.news.clone_from(&from.news),
        }
    }
}
