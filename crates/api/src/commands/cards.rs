//! Cards and the picture book.

use super::{common, naming::Names};
use crate::{
    ApiError, Device, convert,
    view::{
        self, CardArgs, CardSetArgs, CardShowToArgs, CardView, LicenceSeenArgs, MemberView,
        MembersArgs, SeenView,
    },
};
use otagai_core::{
    card::{Card, CardEdit},
    id::{CircleId, PersonId},
    sighting::{LicenceKey, Sighting},
};
use otagai_node::{NodeError, home::Home, store::Standing as Row};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

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
            let only_me = match &args.edit {
                view::CardEdit::ContactWay { only_me, .. } => *only_me,
                _ => None,
            };
            let edit = convert::card::edit(args.edit, home.clock().today())?;
            let circle = home.circle(named)?;
            match edit {
                CardEdit::ContactWay(way) => home.put_contact_way(circle, way, only_me)?,
                edit => home.edit_card(circle, &edit)?,
            }
            home.follow_card(circle)?;
            view(home, circle, home.person())
        })
        .await?)
}

pub(super) async fn show_to(device: &Device, args: CardShowToArgs) -> Result<CardView, ApiError> {
    let named = convert::circle(&args.circle)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            home.show_section(circle, args.section, args.only_me)?;
            view(home, circle, home.person())
        })
        .await?)
}

pub(super) async fn licence_seen(
    device: &Device,
    args: LicenceSeenArgs,
) -> Result<CardView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let person = convert::person(&args.person)?.ok_or(NodeError::UnknownPerson)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            home.see_licence(circle, person, &args.licence, args.seen)?;
            view(home, circle, person)
        })
        .await?)
}

pub(super) async fn members(
    device: &Device,
    args: MembersArgs,
) -> Result<Vec<MemberView>, ApiError> {
    let named = convert::circle(&args.circle)?;
    let people = args.people.iter();
    let people: BTreeSet<PersonId> = people
        .filter_map(|person| convert::person(person).transpose())
        .collect::<Result<_, _>>()?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            members_of(home, circle, |person| {
                people.is_empty() || people.contains(&person)
            })
        })
        .await?)
}

pub(super) fn view(home: &Home, circle: CircleId, person: PersonId) -> Result<CardView, NodeError> {
    let store = home.store();
    if store.member(circle, person)?.is_none() {
        return Err(NodeError::UnknownPerson);
    }
    let card = store.card(circle, person)?.map(|row| row.card);
    let sightings = store.sightings(circle)?;
    drop(store);
    let seen = Seen::new(home, Names::of(home, circle)?, &sightings);
    if person == home.person() {
        return own(home, circle, &seen);
    }
    Ok(seen.card(person, card.unwrap_or_default()))
}

/// The own card, with what only its owner sees.
fn own(home: &Home, circle: CircleId, seen: &Seen<'_>) -> Result<CardView, NodeError> {
    let own = home.own_card(circle)?;
    let mut card = seen.card(home.person(), own.card);
    card.hidden = own.hidden.into_iter().collect();
    Ok(card)
}

fn members_of(
    home: &Home,
    circle: CircleId,
    wanted: impl Fn(PersonId) -> bool,
) -> Result<Vec<MemberView>, NodeError> {
    let today = home.clock().day_in_japan();
    // Read once: it is the largest part of what the first screen waits for.
    let work = home.store().work(circle)?.on(today);
    let graph = home.trust_graph_of(circle, &work, today)?;
    let store = home.store();
    let cards: BTreeMap<PersonId, Card> = store
        .cards(circle)?
        .into_iter()
        .map(|row| (row.person, row.card))
        .collect();
    let (rows, sightings) = (store.members(circle)?, store.sightings(circle)?);
    drop(store);
    let called = Names::on(&cards);
    let together = common::together(home.person(), &work, today);
    let seen = Seen::new(home, Names::on(&cards), &sightings);
    let mine = cards.get(&home.person()).cloned().unwrap_or_default();
    let mut members = Vec::new();
    for row in rows.into_iter().filter(|row| wanted(row.person)) {
        let shown = graph.shown_names(home.person(), row.person);
        let inviter = row.invited_by.map(|person| called.short(person));
        let theirs = cards.get(&row.person).cloned().unwrap_or_default();
        let is_me = row.person == home.person();
        let shared = if is_me {
            Vec::new()
        } else {
            common::shared(&mine, &theirs)
        };
        members.push(MemberView {
            card: if is_me {
                own(home, circle, &seen)?
            } else {
                seen.card(row.person, theirs)
            },
            standing: super::circles::standing(row.standing),
            founder: row.invited_by.is_none() && row.standing == Row::Member,
            invited_by: inviter.unwrap_or_default(),
            steward: row.steward,
            vouched_by: called.people(&shown.people),
            others: shown.others,
            shared,
            together: together.get(&row.person).cloned(),
        });
    }
    // By reading; the id only keeps equal readings in one order.
    members
        .sort_by(|a, b| (&a.card.reading, &a.card.person).cmp(&(&b.card.reading, &b.card.person)));
    Ok(members)
}

/// Puts on cards who saw the originals of licences.
struct Seen<'a> {
    me: PersonId,
    names: Names,
    by_person: BTreeMap<PersonId, Vec<&'a Sighting>>,
}

impl<'a> Seen<'a> {
    fn new(home: &Home, names: Names, sightings: &'a [Sighting]) -> Self {
        let mut by_person: BTreeMap<PersonId, Vec<&Sighting>> = BTreeMap::new();
        for sighting in sightings {
            by_person.entry(sighting.person).or_default().push(sighting);
        }
        Self {
            me: home.person(),
            names,
            by_person,
        }
    }

    fn card(&self, person: PersonId, card: Card) -> CardView {
        let mut view = convert::card::card(person, card, person == self.me);
        let mut about = self.by_person.get(&person).cloned().unwrap_or_default();
        about.sort_by_key(|sighting| (Reverse(sighting.on), sighting.witness));
        for licence in &mut view.licences {
            let key = LicenceKey::of(&licence.name);
            let seen = about.iter().filter(|sighting| sighting.licence == key);
            licence.seen = seen
                .map(|sighting| SeenView {
                    by: self.names.person(sighting.witness),
                    on: sighting.on.to_string(),
                    mine: sighting.witness == self.me,
                })
                .collect();
        }
        view
    }
}
