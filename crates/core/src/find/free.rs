//! Whether somebody is free when it is asked for.

use super::{conditions::When, entry::Entry, reason::Reason};
use crate::{
    card::{Availability, Band, Free, Weekday},
    date::Day,
};

/// Why somebody is free then; none where they are not. `unstated`: who has not said when they are free is taken.
pub(super) fn free(entry: &Entry, when: &When, today: Day, unstated: bool) -> Option<Reason> {
    let asked_for = when.day.unwrap_or(today);
    if entry.is_away(asked_for) {
        return None;
    }
    let Some(stated) = &entry.availability else {
        return unstated.then_some(Reason::Unstated);
    };
    if stated.status == Free::Full {
        return None;
    }
    if let Some(month) = when.from {
        let first: Day = format!("{month}-01").parse().ok()?;
        let last = first.plus_months(1).since_epoch()?.checked_sub(1)?;
        let (first, last) = (first.max(today), Day::of_epoch(last));
        if !stated.covers(first) && !stated.covers(last) {
            return None;
        }
    }
    if !when.has_day() && when.band.is_none() {
        return when.from.map(|month| Reason::FreeFrom {
            from: stated.from.parse().ok().filter(|from| *from > today),
            month,
            days_ago: days_ago(entry, today),
        });
    }
    if stated.week.is_empty() {
        let then = when.day.is_none_or(|day| stated.covers(day));
        return (unstated && then).then_some(Reason::Unstated);
    }
    match when.day {
        Some(day) => {
            let weekday = Weekday::of(day);
            (stated.covers(day) && has(stated, weekday, when.band)).then(|| Reason::Free {
                weekdays: vec![weekday],
                band: when.band,
                days_ago: days_ago(entry, today),
            })
        }
        None => in_an_ordinary_week(entry, stated, when, today),
    }
}

fn in_an_ordinary_week(
    entry: &Entry,
    stated: &Availability,
    when: &When,
    today: Day,
) -> Option<Reason> {
    // What ended before today is no ordinary week any more.
    let ended = stated.until.parse::<Day>().is_ok_and(|until| until < today);
    if ended {
        return None;
    }
    let days_ago = days_ago(entry, today);
    if when.weekdays.is_empty() {
        let band = when.band?;
        let some = Weekday::ALL
            .into_iter()
            .any(|day| stated.week.has(day, band));
        return some.then_some(Reason::FreeInBand { band, days_ago });
    }
    let days = when.weekdays.iter().copied();
    let weekdays: Vec<Weekday> = days.filter(|day| has(stated, *day, when.band)).collect();
    (!weekdays.is_empty()).then_some(Reason::Free {
        weekdays,
        band: when.band,
        days_ago,
    })
}

fn has(stated: &Availability, day: Weekday, band: Option<Band>) -> bool {
    match band {
        Some(band) => stated.week.has(day, band),
        None => Band::ALL.into_iter().any(|band| stated.week.has(day, band)),
    }
}

/// How many days ago somebody said when they are free; a day ahead of us (a clock that is ahead) is today.
fn days_ago(entry: &Entry, today: Day) -> Option<u32> {
    let stated: Day = entry.availability.as_ref()?.stated_on.parse().ok()?;
    Some(if stated > today {
        0
    } else {
        stated.days_between(today)
    })
}
