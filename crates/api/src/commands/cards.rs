//! Cards and the picture book.

use super::naming::Names;
use crate::{
    ApiError, Device, convert,
    view::{CardArgs, CardEdit, CardSetArgs, CardView, CircleArgs, Free, Level, MemberView},
};
use otagai_core::{
    card::{self, Card, TextField},
    id::{CircleId, PersonId},
    text,
};
use otagai_node::{NodeError, clock::Clock, home::Home};
use std::collections::BTreeMap;

pub(super) async fn show(device: &Device, args: CardArgs) -> Result<CardView, ApiError> {
    let (circle, person) = (
        convert::circle(&args.circle)?,
        convert::person(&args.person)?,
    );
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(circle)?;
            view(home, circle, person.unwrap_or(home.person()))
        })
        .await?)
}

pub(super) async fn set(device: &Device, args: CardSetArgs) -> Result<CardView, ApiError> {
    let named = convert::circle(&args.circle)?;
    Ok(device
        .node
        .with_home(move |home| {
            let edit = checked(args.edit, home.clock())?;
            let circle = home.circle(named)?;
            home.edit_card(circle, &edit)?;
            view(home, circle, home.person())
        })
        .await?)
}

pub(super) async fn members(
    device: &Device,
    args: CircleArgs,
) -> Result<Vec<MemberView>, ApiError> {
    let named = convert::circle(&args.circle)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            everybody(home, circle)
        })
        .await?)
}

pub(super) fn view(home: &Home, circle: CircleId, person: PersonId) -> Result<CardView, NodeError> {
    let store = home.store();
    if !store
        .members(circle)?
        .iter()
        .any(|row| row.person == person)
    {
        return Err(NodeError::UnknownPerson);
    }
    let card = store
        .card(circle, person)?
        .map(|row| row.card)
        .unwrap_or_default();
    Ok(convert::card(person, card, person == home.person()))
}

fn everybody(home: &Home, circle: CircleId) -> Result<Vec<MemberView>, NodeError> {
    let graph = home.trust_graph(circle, home.clock().day())?;
    let store = home.store();
    let cards: BTreeMap<PersonId, Card> = store
        .cards(circle)?
        .into_iter()
        .map(|row| (row.person, row.card))
        .collect();
    let called = Names::on(&cards);
    let mut members: Vec<MemberView> = store
        .members(circle)?
        .into_iter()
        .map(|row| {
            let shown = graph.shown_names(home.person(), row.person);
            let inviter = row.invited_by.map(|person| called.short(person));
            MemberView {
                card: convert::card(
                    row.person,
                    cards.get(&row.person).cloned().unwrap_or_default(),
                    row.person == home.person(),
                ),
                standing: super::circles::standing(row.standing),
                invited_by: inviter.unwrap_or_default(),
                steward: row.steward,
                vouched_by: called.people(&shown.people),
                others: shown.others,
            }
        })
        .collect();
    // By reading; the id only keeps equal readings in one order.
    members
        .sort_by(|a, b| (&a.card.reading, &a.card.person).cmp(&(&b.card.reading, &b.card.person)));
    Ok(members)
}

/// Checks and cleans what a screen sent; what is stated is stated today.
fn checked(edit: CardEdit, clock: &Clock) -> Result<card::CardEdit, NodeError> {
    let single = |field: TextField, value: &str, required: bool| {
        Ok(card::CardEdit::Text(
            field,
            text::line(value, required, field.max())?,
        ))
    };
    match edit {
        CardEdit::Name { value } => single(TextField::Name, &value, true),
        CardEdit::Reading { value } => single(TextField::Reading, &value, true),
        CardEdit::Short { value } => single(TextField::Short, &value, true),
        CardEdit::Banner { value } => single(TextField::Banner, &value, false),
        CardEdit::Strength { value } => Ok(card::CardEdit::Strength(card::Strength {
            skill: text::line(&value.skill, true, 40)?,
            level: match value.level {
                Level::Do => card::Level::Do,
                Level::Little => card::Level::Little,
                Level::Dont => card::Level::Dont,
            },
            limit: text::line(&value.limit, false, 120)?,
        })),
        CardEdit::RemoveStrength { skill } => Ok(card::CardEdit::RemoveStrength(text::line(
            &skill, true, 40,
        )?)),
        CardEdit::Availability { status, note } => {
            Ok(card::CardEdit::Availability(card::Availability {
                status: match status {
                    Free::Open => card::Free::Open,
                    Free::Ask => card::Free::Ask,
                    Free::Full => card::Free::Full,
                },
                note: text::line(&note, false, 120)?,
                stated_on: clock.today(),
            }))
        }
    }
}
