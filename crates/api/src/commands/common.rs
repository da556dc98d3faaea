//! What two members have in common (共通点), what they did together, and what changed lately.

use super::naming::Names;
use crate::{
    ApiError, Device, convert,
    view::{CircleArgs, RecentKind, RecentView, SharedKind, SharedView, TogetherView},
};
use otagai_core::{
    card::{Card, Level, WishKind},
    date::{Day, Month},
    id::{CircleId, PersonId},
    sighting::LicenceKey,
    vouch::standing::Standing,
};
use otagai_node::{NodeError, home::Home};
use std::collections::{BTreeMap, BTreeSet};

/// Days for which a change is recent.
const RECENT_DAYS: u32 = 60;
/// Changes that are shown at most.
const MOST_RECENT: usize = 50;

/// What another card has in common with the own one, in the other's words.
pub(super) fn shared(mine: &Card, theirs: &Card) -> Vec<SharedView> {
    let mut shared = Vec::new();
    let mut each = |kind, mine: BTreeSet<&str>, theirs: Vec<&str>| {
        let found = theirs.into_iter().filter(|one| mine.contains(one));
        shared.extend(found.map(|what| SharedView {
            kind,
            what: what.to_owned(),
        }));
    };
    let wishes = |card: &'_ Card, kind| -> Vec<String> {
        let wishes = card.wishes.iter().filter(|wish| wish.kind == kind);
        wishes.map(|wish| wish.what.clone()).collect()
    };
    let (my_learn, my_teach) = (wishes(mine, WishKind::Learn), wishes(mine, WishKind::Teach));
    let (their_learn, their_teach) = (
        wishes(theirs, WishKind::Learn),
        wishes(theirs, WishKind::Teach),
    );
    let their_skills: Vec<&str> = skills(theirs).collect();
    let mut teachable: Vec<&str> = their_teach.iter().map(String::as_str).collect();
    teachable.extend(&their_skills);
    each(
        SharedKind::TeachesMe,
        my_learn.iter().map(String::as_str).collect(),
        teachable,
    );
    let mut mine_to_teach: BTreeSet<&str> = my_teach.iter().map(String::as_str).collect();
    mine_to_teach.extend(skills(mine));
    each(
        SharedKind::LearnsFromMe,
        mine_to_teach,
        their_learn.iter().map(String::as_str).collect(),
    );
    each(
        SharedKind::Hobby,
        mine.hobbies
            .iter()
            .map(|hobby| hobby.name.as_str())
            .collect(),
        theirs
            .hobbies
            .iter()
            .map(|hobby| hobby.name.as_str())
            .collect(),
    );
    each(
        SharedKind::Licence,
        mine.licences.iter().map(|one| one.name.as_str()).collect(),
        theirs
            .licences
            .iter()
            .map(|one| one.name.as_str())
            .collect(),
    );
    each(SharedKind::Skill, skills(mine).collect(), their_skills);
    each(
        SharedKind::Area,
        areas(mine).collect(),
        areas(theirs).collect(),
    );
    shared
}

fn skills(card: &Card) -> impl Iterator<Item = &str> {
    let taken = card.strengths.iter().filter(|one| one.level != Level::Dont);
    taken.map(|one| one.skill.as_str())
}

fn areas(card: &Card) -> impl Iterator<Item = &str> {
    let ways = card.way.iter().flat_map(|way| &way.areas);
    ways.map(String::as_str)
}

/// The confirmed jobs that the member at this computer did with each of the others; one that was taken back is none.
pub(super) fn together(
    me: PersonId,
    work: &Standing,
    today: Day,
) -> BTreeMap<PersonId, TogetherView> {
    let mut found: BTreeMap<PersonId, (u32, Month)> = BTreeMap::new();
    for job in work.jobs.values().filter(|job| job.dropped.is_none()) {
        let confirmed = job.versions.iter().filter(|version| version.is_confirmed());
        let mut with: BTreeMap<PersonId, Month> = BTreeMap::new();
        for version in confirmed.filter(|version| version.signed_by.contains(&me)) {
            let Some(from) = version.at.job.from else {
                continue;
            };
            for person in version.signed_by.iter().filter(|person| **person != me) {
                let first = with.entry(*person).or_insert(from);
                *first = from.min(*first);
            }
        }
        for (person, from) in with {
            let (times, since) = found.entry(person).or_insert((0, from));
            *times = times.saturating_add(1);
            *since = from.min(*since);
        }
    }
    let views = found.into_iter().map(|(person, (times, since))| {
        let begun: Option<Day> = format!("{since}-01").parse().ok();
        let years = begun.map_or(0, |begun| full_years(begun, today));
        let since = since.to_string();
        (
            person,
            TogetherView {
                times,
                since,
                years,
            },
        )
    });
    views.collect()
}

fn full_years(begun: Day, today: Day) -> u32 {
    let years = (1..=200).take_while(|years| begun.plus_years(*years) <= today);
    years.last().map_or(0, u32::from)
}

pub(super) async fn recent(device: &Device, args: CircleArgs) -> Result<Vec<RecentView>, ApiError> {
    let named = convert::circle(&args.circle)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            lately(home, circle)
        })
        .await?)
}

/// What changed in the last two months, the newest first; the own card is left out.
fn lately(home: &Home, circle: CircleId) -> Result<Vec<RecentView>, NodeError> {
    let store = home.store();
    let (cards, sightings) = (store.cards(circle)?, store.sightings(circle)?);
    let members: BTreeSet<PersonId> = (store.members(circle)?.into_iter())
        .filter(|row| row.standing == otagai_node::store::Standing::Member)
        .map(|row| row.person)
        .collect();
    drop(store);
    let names = Names::of(home, circle)?;
    let today = home.clock().day();
    let mut found = Vec::new();
    let mut tell = |person: PersonId, on: &str, what, text: &str| {
        let Ok(day) = on.parse::<Day>() else { return };
        let recent = day.days_between(today) <= RECENT_DAYS;
        if recent && person != home.person() && members.contains(&person) {
            found.push(RecentView {
                person: names.person(person),
                on: on.to_owned(),
                what,
                text: text.to_owned(),
            });
        }
    };
    for row in &cards {
        if let Some(news) = &row.card.news {
            tell(row.person, &news.on, RecentKind::News, &news.text);
        }
        if let Some(stated) = &row.card.availability {
            tell(
                row.person,
                &stated.stated_on,
                RecentKind::Availability,
                &stated.note,
            );
        }
        for licence in &row.card.licences {
            let key = LicenceKey::of(&licence.name);
            let seen = sightings
                .iter()
                .filter(|sighting| sighting.person == row.person && sighting.licence == key);
            if let Some(last) = seen.map(|sighting| sighting.on).max() {
                tell(
                    row.person,
                    &last.to_string(),
                    RecentKind::LicenceSeen,
                    &licence.name,
                );
            }
        }
    }
    found.sort_by(|a, b| (&b.on, &a.person.person).cmp(&(&a.on, &b.person.person)));
    found.truncate(MOST_RECENT);
    Ok(found)
}
