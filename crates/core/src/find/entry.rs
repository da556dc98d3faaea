//! What is searched of one card, in compared form.

use super::{
    fold::{fold, sound},
    pronunciation,
};
use crate::{
    card::{Availability, Card, Level, LicenceKind, Presence, Way, Welcome, WishKind},
    date::Day,
    text,
    word_enum::word_enum,
};
use minicbor::{Decode, Encode};

/// What is searched of one card. A row of the index in the store.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Entry {
    /// Everything that words are looked for in.
    #[n(0)]
    pub(super) terms: Vec<CardTerm>,
    /// How and where the person works.
    #[n(1)]
    pub(super) way: Option<Way>,
    /// When the person is free.
    #[n(2)]
    pub(super) availability: Option<Availability>,
    /// As ever, resting, or an alumnus.
    #[n(3)]
    pub(super) presence: Presence,
    /// Whom and what the person is glad of.
    #[n(4)]
    pub(super) welcome: Welcome,
    /// The day on which the card was last said to be right; empty in old cards.
    #[n(5)]
    pub(super) reviewed_on: String,
    /// What the person is called.
    #[n(6)]
    pub(super) short: String,
}

/// Something on a card that a word may be.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct CardTerm {
    /// Where it stands.
    #[n(0)]
    pub(super) field: Field,
    /// As it was written.
    #[n(1)]
    pub(super) text: String,
    /// In compared form.
    #[n(2)]
    pub(super) folded: String,
    /// More about it: the limit of a strength, the years of a hobby, the last day of a licence.
    #[n(3)]
    pub(super) detail: String,
    /// How it sounds by its reading, where that is certain and it is no kana: 登山 as とざん; else empty.
    #[n(4)]
    pub(super) read: String,
}

word_enum! {
    /// Where on a card something stands; what is worth more for an answer comes first.
    pub enum Field {
        /// A strength that is taken on.
        Does = "do",
        /// A licence.
        Licence = "li",
        /// A name, its reading, or what somebody is called.
        Name = "na",
        /// A strength, a little.
        Little = "lt",
        /// 教えられること
        Teach = "te",
        /// 本業
        Trade = "tr",
        /// 趣味
        Hobby = "ho",
        /// ひとこと看板
        Banner = "ba",
        /// これまで
        Past = "pa",
        /// 最近変わったこと
        News = "ne",
        /// Where somebody works in person.
        Area = "ar",
        /// やってみたいこと
        Try = "ty",
    }
}

impl Field {
    /// How well somebody fits for whom a word was found here; the lower the better.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::Does | Self::Licence | Self::Name => 0,
            Self::Little | Self::Teach => 1,
            Self::Trade | Self::Hobby => 2,
            Self::Banner | Self::Past | Self::News | Self::Area => 3,
            Self::Try => 4,
        }
    }

    /// Whether it holds a single thing, and no sentence.
    pub(super) const fn is_a_thing(self) -> bool {
        !matches!(self, Self::Trade | Self::Banner | Self::Past | Self::News)
    }
}

impl Entry {
    /// What is searched of a card.
    pub fn of(card: &Card) -> Self {
        let mut terms = Terms(Vec::new());
        for strength in &card.strengths {
            let field = match strength.level {
                Level::Do => Field::Does,
                Level::Little => Field::Little,
                // Nobody asks for what somebody does not take on.
                Level::Dont => continue,
            };
            terms.add(field, &strength.skill, &strength.limit);
        }
        for licence in &card.licences {
            let national = licence.kind == LicenceKind::National;
            let detail = format!("{}{}", if national { "n" } else { "p" }, licence.until);
            terms.add(Field::Licence, &licence.name, &detail);
        }
        for name in [&card.short, &card.name, &card.reading] {
            terms.add(Field::Name, name, "");
            if let Some(bare) = text::bare(name) {
                terms.add_as(Field::Name, name, &fold(bare), "");
            }
            // Surname and given name, each by itself: in Latin letters they come in either order.
            let parts: Vec<&str> = name.split_whitespace().collect();
            if parts.len() > 1 {
                for part in parts {
                    terms.add_as(Field::Name, name, &fold(part), "");
                }
            }
        }
        for hobby in &card.hobbies {
            let years = hobby.years.map(|years| years.to_string());
            terms.add(
                Field::Hobby,
                &hobby.name,
                years.as_deref().unwrap_or_default(),
            );
        }
        for wish in &card.wishes {
            match wish.kind {
                WishKind::Teach => terms.add(Field::Teach, &wish.what, ""),
                WishKind::Try => terms.add(Field::Try, &wish.what, ""),
                // Whoever wants to learn something is no answer to who can do it.
                WishKind::Learn => {}
            }
        }
        terms.add(Field::Trade, &card.trade, "");
        terms.add(Field::Banner, &card.banner, "");
        terms.add(Field::Past, &card.past, "");
        if let Some(news) = &card.news {
            terms.add(Field::News, &news.text, "");
        }
        if let Some(way) = &card.way {
            for area in way.areas.iter().chain([&way.home]) {
                terms.add(Field::Area, area, "");
            }
        }
        Self {
            terms: terms.0,
            way: card.way.clone(),
            availability: card.availability.clone(),
            presence: card.presence.clone(),
            welcome: card.welcome,
            reviewed_on: card.reviewed_on.clone(),
            short: card.short.clone(),
        }
    }

    /// Whether the person rests on a day, or has left as an alumnus.
    pub(super) fn is_away(&self, day: Day) -> bool {
        self.presence.is_away(day)
    }

    /// The newest day on which something on the card was said to be right; none where that is not known.
    pub(super) fn said_on(&self) -> Option<Day> {
        let stated = self
            .availability
            .as_ref()
            .map(|stated| stated.stated_on.as_str());
        let days = stated.into_iter().chain([self.reviewed_on.as_str()]);
        days.filter_map(|day| day.parse().ok()).max()
    }
}

struct Terms(Vec<CardTerm>);

impl Terms {
    fn add(&mut self, field: Field, text: &str, detail: &str) {
        self.add_as(field, text, &fold(text), detail);
    }

    /// Adds what is shown as `text` and compared in the form `folded`.
    fn add_as(&mut self, field: Field, text: &str, folded: &str, detail: &str) {
        if folded.is_empty() {
            return;
        }
        // The reading of a name is written beside it, and what a place is called stands in the table of places.
        let may_be_read = field.is_a_thing() && !matches!(field, Field::Name | Field::Area);
        let read = may_be_read.then(|| pronunciation::of(text)).flatten();
        self.0.push(CardTerm {
            field,
            text: text.to_owned(),
            folded: folded.to_owned(),
            detail: detail.to_owned(),
            read: read.map(|read| sound(&fold(&read))).unwrap_or_default(),
        });
    }
}
