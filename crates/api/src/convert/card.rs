//! Cards between the rules' own types and what crosses the edge.

use crate::view::{self, CardView};
use otagai_core::limits::forms;
use otagai_core::{
    card::{self, Card, TextField},
    date::Day,
    id::PersonId,
    text,
};
use otagai_node::NodeError;

/// A card as a screen shows it, without who saw the originals of licences.
pub(crate) fn card(person: PersonId, card: Card, mine: bool) -> CardView {
    CardView {
        person: person.to_string(),
        initials: super::initials(&card.short, &card.name),
        tint: person.as_bytes().first().map_or(0, |byte| byte % 12),
        name: card.name,
        reading: card.reading,
        short: card.short,
        banner: card.banner,
        strengths: card.strengths.into_iter().map(strength).collect(),
        availability: card.availability.map(availability),
        photo: card.photo.map(|photo| photo.to_string()),
        licences: card.licences.into_iter().map(licence).collect(),
        trade: card.trade,
        past: card.past,
        hobbies: card.hobbies.into_iter().map(hobby).collect(),
        wishes: card.wishes.into_iter().map(wished).collect(),
        way: card.way.map(|way| view::Way {
            remote: way.remote,
            areas: way.areas,
            home: way.home,
        }),
        contact: card.contact,
        contact_ways: card.contact_ways.into_iter().map(contact_way).collect(),
        welcome: view::Welcome {
            record: card.welcome.record,
            first_time: card.welcome.first_time,
            urgent: card.welcome.urgent,
            hiring: card.welcome.hiring,
        },
        presence: view::Presence {
            state: card.presence.state,
            until: card.presence.until,
            advice: card.presence.advice,
            depth: card.presence.depth,
        },
        news: card.news.map(|news| view::News {
            text: news.text,
            on: news.on,
        }),
        reviewed_on: card.reviewed_on,
        hidden: Vec::new(),
        mine,
    }
}

fn strength(strength: card::Strength) -> view::Strength {
    view::Strength {
        skill: strength.skill,
        level: strength.level,
        limit: strength.limit,
    }
}

fn availability(stated: card::Availability) -> view::Availability {
    let slot = |(day, band)| view::Slot { day, band };
    view::Availability {
        status: stated.status,
        note: stated.note,
        stated_on: stated.stated_on,
        from: stated.from,
        until: stated.until,
        hours: stated.hours,
        week: stated.week.slots().map(slot).collect(),
    }
}

fn licence(licence: card::Licence) -> view::LicenceView {
    view::LicenceView {
        name: licence.name,
        kind: licence.kind,
        until: licence.until,
        seen: Vec::new(),
    }
}

fn hobby(hobby: card::Hobby) -> view::Hobby {
    view::Hobby {
        name: hobby.name,
        years: hobby.years,
    }
}

fn contact_way(way: card::ContactWay) -> view::ContactWayView {
    view::ContactWayView {
        kind: way.kind,
        plain: way.plain(),
        key: way.key(),
        opens: way.address().is_some(),
        value: way.value,
        note: way.note,
    }
}

fn wished(wish: card::Wish) -> view::Wish {
    view::Wish {
        kind: wish.kind,
        what: wish.what,
    }
}

/// Checks and cleans what a screen sent; what is stated is stated on this day (`YYYY-MM-DD`).
pub(crate) fn edit(edit: view::CardEdit, today: String) -> Result<card::CardEdit, NodeError> {
    use card::CardEdit as To;
    use view::CardEdit as From;
    let single = |field: TextField, value: &str, required: bool| {
        Ok::<_, NodeError>(To::Text(field, field.clean(value, required)?))
    };
    Ok(match edit {
        From::Name { value } => single(TextField::Name, &value, true)?,
        From::Reading { value } => single(TextField::Reading, &value, true)?,
        From::Short { value } => single(TextField::Short, &value, true)?,
        From::Banner { value } => single(TextField::Banner, &value, false)?,
        From::Trade { value } => single(TextField::Trade, &value, false)?,
        From::Past { value } => single(TextField::Past, &value, false)?,
        From::Strength { value } => To::Strength(card::Strength {
            skill: text::required(&value.skill, forms::SKILL)?,
            level: value.level,
            limit: text::optional(&value.limit, forms::STRENGTH_LIMIT)?,
        }),
        From::RemoveStrength { skill } => To::RemoveStrength(text::required(&skill, forms::SKILL)?),
        From::Availability {
            status,
            note,
            from,
            until,
            hours,
            week,
        } => To::Availability(card::Availability {
            status,
            note: text::optional(&note, forms::FREE_NOTE)?,
            stated_on: today,
            from: day(&from)?,
            until: day(&until)?,
            hours: hours.map(in_years).transpose()?,
            week: week.into_iter().map(|slot| (slot.day, slot.band)).collect(),
        }),
        From::Licence { value } => To::Licence(card::Licence {
            name: text::required(&value.name, forms::LICENCE)?,
            kind: value.kind,
            until: day(&value.until)?,
        }),
        From::RemoveLicence { name } => To::RemoveLicence(text::required(&name, forms::LICENCE)?),
        From::Hobby { value } => To::Hobby(card::Hobby {
            name: text::required(&value.name, forms::HOBBY)?,
            years: value.years.map(in_years).transpose()?,
        }),
        From::RemoveHobby { name } => To::RemoveHobby(text::required(&name, forms::HOBBY)?),
        From::Wish { value } => To::Wish(wish_in(&value)?),
        From::RemoveWish { value } => To::RemoveWish(wish_in(&value)?),
        From::Way { value } => To::Way(way(&value)?),
        From::Contact { value } => To::Contact(value),
        // Who may see it is no part of the card: see `Home::put_contact_way`.
        From::ContactWay { value, only_me: _ } => To::ContactWay(card::ContactWay::new(
            value.kind,
            &value.value,
            &value.note,
        )?),
        From::RemoveContactWay { key } => To::RemoveContactWay(key),
        From::Welcome { value } => To::Welcome(card::Welcome {
            record: value.record,
            first_time: value.first_time,
            urgent: value.urgent,
            hiring: value.hiring,
        }),
        From::Presence { value } => To::Presence(card::Presence {
            state: value.state,
            until: day(&value.until)?,
            advice: value.advice,
            depth: value.depth,
        }),
        From::News { value } => To::News(card::News {
            text: text::optional(&value, forms::NEWS)?,
            on: today,
        }),
        From::Reviewed => To::Reviewed,
    })
}

fn wish_in(wished: &view::Wish) -> Result<card::Wish, NodeError> {
    Ok(card::Wish {
        kind: wished.kind,
        what: text::required(&wished.what, forms::WISH)?,
    })
}

fn way(way: &view::Way) -> Result<card::Way, NodeError> {
    if way.areas.len() > card::AREAS {
        return Err(NodeError::OutOfRange);
    }
    let areas = way
        .areas
        .iter()
        .map(|area| text::required(area, forms::AREA));
    Ok(card::Way {
        remote: way.remote,
        areas: areas.collect::<Result<_, _>>()?,
        home: text::optional(&way.home, forms::AREA)?,
    })
}

/// A day that was written, or none.
pub(crate) fn day(written: &str) -> Result<String, NodeError> {
    if written.is_empty() {
        return Ok(String::new());
    }
    let day: Day = written.parse().map_err(|_no_day| NodeError::OutOfRange)?;
    Ok(day.to_string())
}

/// A number of years, or of hours a week.
fn in_years(number: u8) -> Result<u8, NodeError> {
    if (1..=99).contains(&number) {
        Ok(number)
    } else {
        Err(NodeError::OutOfRange)
    }
}
