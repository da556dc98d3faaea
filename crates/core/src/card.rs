//! The card: what a member says about themselves.
//!
//! In the document: `fields` holds what is said once; `strengths`, `licences`, `hobbies` and `entries` one value a
//! thing; `times` the free parts of each weekday. What belongs together is one scalar ([`crate::places`]): a merge takes
//! the whole of one or of another. One field left is one change.
//! Reading is forgiving: what a newer version or a stranger's program wrote is cut to what a screen shows.

mod availability;
mod contact_ways;
mod entries;
mod interests;
mod licences;
pub(crate) mod reviewed;
mod section;
mod strengths;
mod way;
mod week;

pub use availability::{Availability, Free};
pub use contact_ways::{CONTACT_WAYS, ContactFault, ContactKind, ContactWay};
pub use interests::{Hobby, Wish, WishKind};
pub use licences::{Licence, LicenceKind};
pub use section::Section;
pub use strengths::{Level, STRENGTHS_SHOWN, Strength};
pub use way::{AREAS, Contact, Depth, Presence, PresenceState, Way, Welcome};
pub use week::{Band, Week, Weekday};

use self::reviewed::REVIEWED;
use crate::limits::forms;
use crate::{
    base::{self, FIELDS},
    change::{ChangeError, RawChange},
    date::Day,
    document::fields::{self, read_lines, read_text, write_text},
    gate::{self, EditError},
    id::PhotoId,
    places::{self, Place, Value},
    text::{self, TextError},
};
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Card {
    /// Name, family name first; up to 60 characters.
    #[n(0)]
    pub name: String,
    /// Reading in hiragana; up to 60 characters.
    #[n(1)]
    pub reading: String,
    /// What to be called; up to 30 characters.
    #[n(2)]
    pub short: String,
    /// One line about oneself; up to 80 characters.
    #[n(3)]
    pub banner: String,
    /// In the person's order.
    #[n(4)]
    pub strengths: Vec<Strength>,
    /// When the person is free.
    #[n(5)]
    pub availability: Option<Availability>,
    /// The face; its file travels beside the card.
    #[n(6)]
    pub photo: Option<PhotoId>,
    /// By the person's own word, in their order.
    #[n(7)]
    pub licences: Vec<Licence>,
    /// What the person lives on; up to 80 characters.
    #[n(8)]
    pub trade: String,
    /// What was before; up to 200 characters.
    #[n(9)]
    pub past: String,
    /// In the person's order.
    #[n(10)]
    pub hobbies: Vec<Hobby>,
    /// What the person can teach, wants to learn, wants to try.
    #[n(11)]
    pub wishes: Vec<Wish>,
    /// How and where the person works; none where nothing was said.
    #[n(12)]
    pub way: Option<Way>,
    /// How the person likes to be spoken to.
    #[n(13)]
    pub contact: Option<Contact>,
    /// What the person welcomes.
    #[n(14)]
    pub welcome: Welcome,
    /// As ever, resting, or an alumnus.
    #[n(15)]
    pub presence: Presence,
    /// What changed lately; none where nothing was said.
    #[n(16)]
    pub news: Option<News>,
    /// The day on which the card was last changed or said to be right still, `YYYY-MM-DD`; empty in old cards.
    #[n(17)]
    pub reviewed_on: String,
    /// How the person can be reached, in their order; at most [`CONTACT_WAYS`].
    #[n(18)]
    pub contact_ways: Vec<ContactWay>,
}

/// 最近変わったこと: one line with the day on which it was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct News {
    /// The line; up to 80 characters. Empty: nothing to tell any more.
    #[n(0)]
    pub text: String,
    /// The day, `YYYY-MM-DD` by the person's clock.
    #[n(1)]
    pub on: String,
}

/// One field left by the member. Texts are already bounded and cleaned ([`crate::text`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardEdit {
    /// A single text.
    Text(TextField, String),
    /// Adds or changes a strength.
    Strength(Strength),
    /// Takes a strength away.
    RemoveStrength(String),
    /// States when one is free.
    Availability(Availability),
    /// Says nothing any more of when one is free.
    RemoveAvailability,
    /// Another face, or none.
    Photo(Option<PhotoId>),
    /// Adds or changes a licence.
    Licence(Licence),
    /// Takes a licence away.
    RemoveLicence(String),
    /// Adds or changes a hobby.
    Hobby(Hobby),
    /// Takes a hobby away.
    RemoveHobby(String),
    /// Adds what one can teach, wants to learn, or wants to try.
    Wish(Wish),
    /// Takes it away.
    RemoveWish(Wish),
    /// How and where one works.
    Way(Way),
    /// How one likes to be spoken to.
    Contact(Option<Contact>),
    /// Adds or changes a way to be reached.
    ContactWay(ContactWay),
    /// Takes the way with this key away ([`ContactWay::key`]).
    RemoveContactWay(String),
    /// What one welcomes.
    Welcome(Welcome),
    /// Rests, returns, becomes an alumnus.
    Presence(Presence),
    /// What changed lately.
    News(News),
    /// All of it is right still.
    Reviewed,
}

/// The single texts of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// Name, family name first.
    Name,
    /// Reading in hiragana.
    Reading,
    /// What to be called.
    Short,
    /// One line about oneself.
    Banner,
    /// What one lives on.
    Trade,
    /// What was before.
    Past,
}

impl TextField {
    /// The key in the document.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Reading => "reading",
            Self::Short => "short",
            Self::Banner => "banner",
            Self::Trade => "trade",
            Self::Past => "past",
        }
    }

    /// True where line breaks stay.
    pub const fn has_lines(self) -> bool {
        matches!(self, Self::Past)
    }

    /// Cleans and bounds what was typed.
    ///
    /// # Errors
    /// [`TextError`] when it shows nothing and must not, or is too long.
    pub fn clean(self, typed: &str, required: bool) -> Result<String, TextError> {
        match (self.has_lines(), required) {
            (true, true) => text::required_lines(typed, self.max()),
            (true, false) => text::optional_lines(typed, self.max()),
            (false, true) => text::required(typed, self.max()),
            (false, false) => text::optional(typed, self.max()),
        }
    }

    /// Characters at most.
    pub const fn max(self) -> usize {
        match self {
            Self::Name => forms::NAME,
            Self::Reading => forms::READING,
            Self::Short => forms::SHORT,
            Self::Banner => forms::BANNER,
            Self::Trade => forms::TRADE,
            Self::Past => forms::PAST,
        }
    }
}

impl News {
    /// Cut to what a screen shows.
    fn shown(self) -> Self {
        let on: Option<Day> = self.on.parse().ok();
        Self {
            text: text::shown(&self.text, forms::NEWS),
            on: on.map(|day| day.to_string()).unwrap_or_default(),
        }
    }
}

/// Key of the news in the document.
const NEWS: &str = "news";
/// Key of the photo in the document.
const PHOTO: &str = "photo";
/// Reads a card out of its document.
pub fn read(document: &Automerge) -> Card {
    let field = |field: TextField| {
        if field.has_lines() {
            read_lines(document, field.key(), field.max())
        } else {
            read_text(document, field.key(), field.max())
        }
    };
    let news: Option<News> = fields::read_value(document, NEWS);
    Card {
        name: field(TextField::Name),
        reading: field(TextField::Reading),
        short: field(TextField::Short),
        banner: field(TextField::Banner),
        strengths: strengths::read(document),
        availability: availability::read(document),
        photo: read_text(document, PHOTO, 64).parse().ok(),
        licences: licences::read(document),
        trade: field(TextField::Trade),
        past: field(TextField::Past),
        hobbies: interests::read_hobbies(document),
        wishes: interests::read_wishes(document),
        way: way::read_way(document),
        contact: way::read_contact(document),
        welcome: way::read_welcome(document),
        presence: way::read_presence(document),
        news: news.map(News::shown).filter(|news| !news.text.is_empty()),
        reviewed_on: fields::read_latest_day(document, REVIEWED),
        contact_ways: contact_ways::read(document),
    }
}

/// Writes one edit into a transaction, made on a day (`YYYY-MM-DD` by the person's clock). An edit that says what is
/// there already writes nothing.
///
/// # Errors
/// What the merge library says.
pub fn write_on(
    transaction: &mut Transaction<'_>,
    edit: &CardEdit,
    day: &str,
) -> Result<(), AutomergeError> {
    use automerge::transaction::Transactable;
    write(transaction, edit)?;
    if transaction.pending_ops() > 0 || *edit == CardEdit::Reviewed {
        write_day(transaction, day)?;
    }
    Ok(())
}

/// A card that says one thing only; a day of the week with a word beside it, without which it is not read.
///
/// # Errors
/// [`EditError`] when it is more than a change holds.
pub fn alone(place: &Place, value: &Value) -> Result<Card, EditError> {
    let mut document = base::document();
    gate::edit(&mut document, [1; 24], 0, |transaction| {
        if Section::of_place(place) == Some(Section::Availability) {
            availability::write(transaction, &Availability::said(Free::Ask, "", ""))?;
        }
        places::put(transaction, place, value)
    })?;
    Ok(read(&document))
}

/// The places of which an edit says what stands there already, apart from what it takes away: an edit is a word of the
/// member's also where it changes nothing.
///
/// # Errors
/// [`EditError`] when the edit is more than a change holds.
pub fn places_of(document: &Automerge, edit: &CardEdit) -> Result<BTreeSet<Place>, EditError> {
    let mut blank = document.clone();
    let said = places::all(document);
    gate::edit(&mut blank, [1; 24], 0, |transaction| {
        let mut places = said.keys();
        places.try_for_each(|place| places::put(transaction, place, &Value::Nothing))
    })?;
    gate::edit(&mut blank, [2; 24], 0, |transaction| {
        write(transaction, edit)
    })?;
    let written = places::all(&blank).into_iter();
    let written = written.filter(|(_, standing)| standing.value != Value::Nothing);
    Ok(written.map(|(place, _)| place).collect())
}

/// Writes one edit into a transaction. An edit that says what is there already writes nothing.
///
/// # Errors
/// What the merge library says.
pub fn write(transaction: &mut Transaction<'_>, edit: &CardEdit) -> Result<(), AutomergeError> {
    match edit {
        CardEdit::Text(field, value) => write_text(transaction, field.key(), value),
        CardEdit::Strength(strength) => strengths::write(transaction, strength),
        CardEdit::RemoveStrength(skill) => strengths::remove(transaction, skill),
        CardEdit::Availability(stated) => availability::write(transaction, stated),
        CardEdit::RemoveAvailability => availability::remove(transaction),
        CardEdit::Photo(photo) => {
            let text = photo.map(|photo| photo.to_string());
            write_text(transaction, PHOTO, &text.unwrap_or_default())
        }
        CardEdit::Licence(licence) => licences::write(transaction, licence),
        CardEdit::RemoveLicence(name) => licences::remove(transaction, name),
        CardEdit::Hobby(hobby) => interests::write_hobby(transaction, hobby),
        CardEdit::RemoveHobby(name) => interests::remove_hobby(transaction, name),
        CardEdit::Wish(wish) => interests::write_wish(transaction, wish),
        CardEdit::RemoveWish(wish) => interests::remove_wish(transaction, wish),
        CardEdit::Way(way) => way::write_way(transaction, way),
        CardEdit::Contact(contact) => way::write_contact(transaction, *contact),
        CardEdit::ContactWay(way) => contact_ways::write(transaction, way),
        CardEdit::RemoveContactWay(key) => contact_ways::remove(transaction, key),
        CardEdit::Welcome(welcome) => way::write_welcome(transaction, *welcome),
        CardEdit::Presence(presence) => way::write_presence(transaction, presence),
        CardEdit::News(news) => {
            let says_something = !news.text.is_empty();
            fields::write_value(transaction, NEWS, says_something.then_some(news))
        }
        CardEdit::Reviewed => Ok(()),
    }
}

/// Sections that are kept outside of the circle: one change over the first one, read as forgivingly as any card, so that
/// what this version kept is readable when cards have learned more.
impl Card {
    /// The sections of this card as one change; empty where they say nothing.
    ///
    /// # Errors
    /// [`EditError`] when they are more than a change holds.
    pub fn to_kept(&self) -> Result<Vec<u8>, EditError> {
        Ok(self.written(None)?.1)
    }

    /// The card that [`Card::to_kept`] wrote.
    ///
    /// # Errors
    /// [`ChangeError`] when the bytes are something else.
    pub fn of_kept(bytes: &[u8]) -> Result<Self, ChangeError> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let change = RawChange::parse(bytes)?;
        Ok(read(&gate::materialise(&[change]).document))
    }

    /// The sections of this card after one edit of them.
    ///
    /// # Errors
    /// [`EditError`] when they are more than a change holds.
    pub fn edited(&self, edit: &CardEdit) -> Result<Self, EditError> {
        Ok(read(&self.written(Some(edit))?.0))
    }

    /// The sections of this card with what others of the same sections say, place by place, where this one says nothing.
    ///
    /// # Errors
    /// [`EditError`] when they are more than a change holds.
    pub fn with_places<'a>(
        &self,
        places: impl Iterator<Item = &'a (Place, Value)>,
    ) -> Result<Self, EditError> {
        let mut document = self.written(None)?.0;
        let there = places::all(&document);
        let mut new = places.filter(|(place, _)| !there.contains_key(place));
        gate::edit(&mut document, [1; 24], 0, |transaction| {
            new.try_for_each(|(place, value)| places::put(transaction, place, value))
        })?;
        Ok(read(&document))
    }

    fn written(&self, edit: Option<&CardEdit>) -> Result<(Automerge, Vec<u8>), EditError> {
        let mut document = base::document();
        let sections = Section::ALL.into_iter();
        let mut edits: Vec<CardEdit> = sections
            .flat_map(|section| self.edits_of(section))
            .collect();
        edits.extend(edit.cloned());
        let change = gate::edit(&mut document, [1; 24], 0, |transaction| {
            edits.iter().try_for_each(|edit| write(transaction, edit))
        })?;
        Ok((
            document,
            change.map(|change| change.bytes).unwrap_or_default(),
        ))
    }
}

/// The place of the photo.
pub fn photo_place() -> Place {
    Place::new(FIELDS, PHOTO)
}

/// Writes the day on which something was last changed or said to be right.
///
/// # Errors
/// What the merge library says.
pub fn write_day(transaction: &mut Transaction<'_>, day: &str) -> Result<(), AutomergeError> {
    write_text(transaction, REVIEWED, day)
}

#[cfg(test)]
mod tests;
