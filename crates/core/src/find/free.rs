//! Whether somebody is free when it is asked for.

use super::{
    conditions::{Time, When},
    entry::Entry,
    reason::{FreePart, Reason},
};
use crate::{
    card::{Availability, Band, Free, Weekday},
    date::Day,
};

/// Days of a span at least of which it is only asked whether somebody can be asked for it at all.
const LONG: u32 = 8;
/// Weeks of a span that are looked at for one day of the week.
const WEEKS: u32 = 5;

/// What somebody has of one time that was asked for.
enum Then {
    /// These days, and parts of them.
    Parts(Vec<FreePart>),
    /// These parts of some day.
    Bands(Vec<Band>),
    /// Can be asked for it.
    Within(Time),
    /// Has not said.
    Unstated,
}

/// Why somebody is free then; none where they are not. `unstated`: who has not said when they are free is taken.
pub(super) fn free(entry: &Entry, when: &When, today: Day, unstated: bool) -> Option<Reason> {
    let Some(stated) = &entry.availability else {
        let away = when.times.iter().all(|time| is_away(entry, time, today));
        return (unstated && (!away || when.times.is_empty())).then_some(Reason::Unstated);
    };
    if stated.status == Free::Full {
        return None;
    }
    let asked = AskedTimes {
        entry,
        stated,
        except: &when.except,
        today,
        unstated,
    };
    let whenever = [Time::default()];
    let times = if when.times.is_empty() {
        &whenever[..]
    } else {
        &when.times
    };
    let found: Vec<Option<Then>> = times.iter().map(|time| asked.at(time)).collect();
    if when.all && found.iter().any(Option::is_none) {
        return None;
    }
    reason(
        found.into_iter().flatten(),
        stated,
        days_ago(entry, today),
        today,
    )
}

fn is_away(entry: &Entry, time: &Time, today: Day) -> bool {
    entry.is_away(time.day().unwrap_or(today))
}

struct AskedTimes<'a> {
    entry: &'a Entry,
    stated: &'a Availability,
    except: &'a [Time],
    today: Day,
    unstated: bool,
}

impl AskedTimes<'_> {
    fn at(&self, time: &Time) -> Option<Then> {
        let dated = time.from.is_some() || time.until.is_some();
        let short = time.from.zip(time.until);
        let short = short.is_some_and(|(from, until)| from.days_between(until) + 1 < LONG);
        if !short && is_away(self.entry, time, self.today) {
            return None;
        }
        let anything = time.weekdays.is_empty() && time.bands.is_empty();
        if dated && !short && anything {
            return self.within(time).then(|| Then::Within(time.clone()));
        }
        if !dated {
            return self.in_an_ordinary_week(time);
        }
        self.on_days(time)
    }

    /// Whether somebody can be asked for a longer time; of one without an end the first month counts.
    fn within(&self, time: &Time) -> bool {
        let first = time.from.unwrap_or(self.today);
        let last = time.until.or_else(|| {
            let next = first.plus_months(1).since_epoch()?;
            Some(Day::of_epoch(next.checked_sub(1)?))
        });
        let first = first.max(self.today);
        let from: Option<Day> = self.stated.from.parse().ok();
        let until: Option<Day> = self.stated.until.parse().ok();
        let begins = from.is_none_or(|from| last.is_none_or(|last| from <= last));
        begins && until.is_none_or(|until| first <= until)
    }

    fn on_days(&self, time: &Time) -> Option<Then> {
        let stated_from: Option<Day> = self.stated.from.parse().ok();
        let stated_until: Option<Day> = self.stated.until.parse().ok();
        let from = time.from.unwrap_or(self.today);
        let first = stated_from.map_or(from, |stated| stated.max(from));
        let last = match (time.until, stated_until) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        if last.is_some_and(|last| last < first) {
            return None;
        }
        if self.stated.week.is_empty() {
            let away = self.entry.is_away(last.unwrap_or(first));
            return (self.unstated && !away).then_some(Then::Unstated);
        }
        let mut parts = Vec::new();
        for weekday in Weekday::ALL {
            if !time.weekdays.is_empty() && !time.weekdays.contains(&weekday) {
                continue;
            }
            let days = days_of(first, last, weekday);
            let mut bands = days.map(|day| self.bands(time, weekday, Some(day)));
            if let Some(bands) = bands.find(|bands| !bands.is_empty()) {
                put(&mut parts, weekday, time, bands);
            }
        }
        (!parts.is_empty()).then_some(Then::Parts(parts))
    }

    fn in_an_ordinary_week(&self, time: &Time) -> Option<Then> {
        if self.stated.week.is_empty() {
            return self.unstated.then_some(Then::Unstated);
        }
        // What ended before today is no ordinary week any more.
        let until: Option<Day> = self.stated.until.parse().ok();
        if until.is_some_and(|until| until < self.today) {
            return None;
        }
        if time.weekdays.is_empty() && !time.bands.is_empty() {
            let days = Weekday::ALL.into_iter();
            let had: Vec<Vec<Band>> = days
                .map(|day| self.bands(time, day, None))
                .filter(|bands| !bands.is_empty())
                .collect();
            let mut bands: Vec<Band> = had.into_iter().flatten().collect();
            bands.sort_unstable();
            bands.dedup();
            return (!bands.is_empty()).then_some(Then::Bands(bands));
        }
        let mut parts = Vec::new();
        for weekday in Weekday::ALL {
            if time.weekdays.is_empty() || time.weekdays.contains(&weekday) {
                let bands = self.bands(time, weekday, None);
                if !bands.is_empty() {
                    put(&mut parts, weekday, time, bands);
                }
            }
        }
        (!parts.is_empty()).then_some(Then::Parts(parts))
    }

    /// The parts of a day that were asked for and are free; none where all were asked for and one is not.
    fn bands(&self, time: &Time, weekday: Weekday, day: Option<Day>) -> Vec<Band> {
        if day.is_some_and(|day| self.entry.is_away(day)) {
            return Vec::new();
        }
        let asked = |band: &Band| time.bands.is_empty() || time.bands.contains(band);
        let free: Vec<Band> = Band::ALL
            .into_iter()
            .filter(asked)
            .filter(|band| self.stated.week.has(weekday, *band))
            .filter(|band| !self.is_excepted(weekday, *band, day))
            .collect();
        if time.all_bands && free.len() < time.bands.len() {
            return Vec::new();
        }
        free
    }

    fn is_excepted(&self, weekday: Weekday, band: Band, day: Option<Day>) -> bool {
        self.except.iter().any(|except| {
            let dated = except.from.is_some() || except.until.is_some();
            let then = match day {
                Some(day) => {
                    except.from.is_none_or(|from| from <= day)
                        && except.until.is_none_or(|until| day <= until)
                }
                None => !dated,
            };
            then && (except.weekdays.is_empty() || except.weekdays.contains(&weekday))
                && (except.bands.is_empty() || except.bands.contains(&band))
        })
    }
}

/// Such days of the week between two days, the last first: whoever rests is back by then.
fn days_of(first: Day, last: Option<Day>, weekday: Weekday) -> impl Iterator<Item = Day> {
    let begin = first.since_epoch().unwrap_or_default();
    let ahead = (weekday.number() + 7 - Weekday::of(first).number()) % 7;
    let one = begin.saturating_add(ahead);
    let end = last.map_or(Some(one), Day::since_epoch);
    let weeks = end
        .and_then(|end| end.checked_sub(one))
        .map(|days| days / 7);
    let weeks = weeks.into_iter().flat_map(|weeks| {
        let from = weeks.saturating_sub(WEEKS);
        (from..=weeks).rev()
    });
    weeks.map(move |week| Day::of_epoch(one.saturating_add(week * 7)))
}

/// Adds a free day; the parts of it are told where they were asked for.
fn put(parts: &mut Vec<FreePart>, weekday: Weekday, time: &Time, bands: Vec<Band>) {
    let bands = if time.bands.is_empty() {
        Vec::new()
    } else {
        bands
    };
    match parts.iter_mut().find(|part| part.bands == bands) {
        Some(part) => part.weekdays.push(weekday),
        None => parts.push(FreePart {
            weekdays: vec![weekday],
            bands,
        }),
    }
}

fn reason(
    found: impl Iterator<Item = Then>,
    stated: &Availability,
    days_ago: Option<u32>,
    today: Day,
) -> Option<Reason> {
    let mut parts: Vec<FreePart> = Vec::new();
    let mut bands: Vec<Band> = Vec::new();
    let (mut within, mut unstated) = (None, false);
    for then in found {
        match then {
            Then::Parts(more) => {
                for one in more {
                    match parts.iter_mut().find(|part| part.bands == one.bands) {
                        Some(part) => part.weekdays.extend(one.weekdays),
                        None => parts.push(one),
                    }
                }
            }
            Then::Bands(more) => bands.extend(more),
            Then::Within(time) => within = within.or(Some(time)),
            Then::Unstated => unstated = true,
        }
    }
    if !parts.is_empty() {
        for part in &mut parts {
            part.weekdays.sort_unstable();
            part.weekdays.dedup();
        }
        return Some(Reason::Free { parts, days_ago });
    }
    if !bands.is_empty() {
        bands.sort_unstable();
        bands.dedup();
        return Some(Reason::FreeInBand { bands, days_ago });
    }
    if let Some(time) = within {
        let first = time.from.filter(|first| *first >= today);
        let begins = first.filter(|first| first.to_string().ends_with("-01"));
        return Some(Reason::FreeFrom {
            from: stated.from.parse().ok().filter(|from| *from > today),
            month: begins.and_then(Day::in_month),
            days_ago,
        });
    }
    unstated.then_some(Reason::Unstated)
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
