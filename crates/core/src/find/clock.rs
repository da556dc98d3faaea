//! Which days and parts of them belong together: 「来週の火曜午前か木曜午後」 are two times, each with its own part.

use super::{
    atom::{Atom, coming, of_month, of_week, on, year_and_month},
    conditions::Time,
    days::next_of,
    reading::LeftWhy,
    token::Join,
};
use crate::{
    card::{Band, Weekday},
    date::Day,
};

/// Days of a week that is named up to which each is a time of its own.
const EACH: usize = 3;
const A_WEEK: u32 = 7;

/// Puts times together, word by word.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each remembers a word of its own that was said"
)]
pub(super) struct ClockTime {
    today: Day,
    times: Vec<Time>,
    /// For each of the times: no part of the day was said of it yet.
    open: Vec<bool>,
    /// The week or month that was named last, and whether something was said of it.
    range: Option<(Option<Day>, Option<Day>)>,
    used: bool,
    /// The range became a time of its own, since a part of the day was said of it.
    flushed: Option<usize>,
    /// A part of the day that was said before any day.
    pending: Option<(Vec<Band>, bool)>,
    /// The times of which a part of the day was said last.
    last: Vec<usize>,
    every: bool,
    and: bool,
    or: bool,
    /// The day that was said last, where nothing was said since.
    day: Option<Day>,
}

impl ClockTime {
    pub(super) const fn new(today: Day) -> Self {
        Self {
            today,
            times: Vec::new(),
            open: Vec::new(),
            range: None,
            used: false,
            flushed: None,
            pending: None,
            last: Vec::new(),
            every: false,
            and: false,
            or: false,
            day: None,
        }
    }

    /// All of the times are asked for.
    pub(super) const fn all(&mut self) {
        self.and = true;
    }

    /// Takes what was said next, and how it is joined to what was said of time before. Answers with why it is not heeded.
    pub(super) fn take(&mut self, atom: &Atom, join: Option<Join>) -> Option<LeftWhy> {
        let before = self.day.take();
        if !matches!(atom, Atom::Bands { .. }) {
            match join {
                Some(Join::And) => self.and = true,
                Some(Join::Or) => self.or = true,
                _ => {}
            }
        }
        match atom {
            Atom::Days(days) => {
                self.drop_range_around(days);
                for day in days {
                    self.push(Time::on(*day));
                }
                self.day = days.first().copied().filter(|_| days.len() == 1);
                self.every = false;
            }
            Atom::DayOfMonth(date) => {
                let month = self.times.iter().rev().find_map(Time::day);
                let month = month.and_then(year_and_month);
                let Some(day) = next_of(*date, month, self.today) else {
                    return Some(LeftWhy::NoDay);
                };
                self.drop_range_around(&[day]);
                self.push(Time::on(day));
                self.day = Some(day);
            }
            Atom::Past { day, next } => {
                return Some(LeftWhy::Past {
                    day: *day,
                    next: *next,
                });
            }
            Atom::NoDay => return Some(LeftWhy::NoDay),
            Atom::Weekdays { days, all } => {
                let said = before.filter(|_| join.is_none());
                if let ([one], Some(day)) = (days.as_slice(), said)
                    && Weekday::of(day) == *one
                {
                    self.day = Some(day);
                    return None;
                }
                return self.weekdays(days, *all);
            }
            Atom::Nth { which, days } => self.nth(which, days),
            Atom::Span { from, until } => {
                self.flush();
                self.range = Some((*from, *until));
                self.used = false;
                self.flushed = None;
                self.every = false;
            }
            Atom::Bands { bands, all } => self.bands(bands, *all, join),
            Atom::DayBand(day, band) => {
                self.times.push(Time {
                    bands: [*band].into(),
                    ..Time::on(*day)
                });
                self.open.push(false);
                self.last = vec![self.times.len() - 1];
            }
            Atom::Every => {
                self.every = true;
                self.flush();
                self.range = None;
            }
        }
        None
    }

    /// A day in the week that was named is the whole of it: 来週の12月3日.
    fn drop_range_around(&mut self, days: &[Day]) {
        let Some((from, until)) = self.range else {
            return;
        };
        let within = |day: &Day| {
            from.is_none_or(|from| from <= *day) && until.is_none_or(|until| *day <= until)
        };
        if !self.used && days.iter().all(within) {
            self.used = true;
        }
        self.flush();
    }

    fn push(&mut self, mut time: Time) {
        let open = match &self.pending {
            Some((bands, all)) => {
                time.bands.extend(bands);
                time.all_bands = *all;
                false
            }
            None => true,
        };
        self.times.push(time);
        self.open.push(open);
        self.last.clear();
    }

    /// The week or month of which nothing more was said is a time by itself.
    fn flush(&mut self) {
        if let Some((from, until)) = self.range.filter(|_| !self.used) {
            self.used = true;
            self.push(Time {
                from,
                until,
                ..Time::default()
            });
            self.flushed = Some(self.times.len() - 1);
        }
    }

    fn weekdays(&mut self, days: &[Weekday], all: bool) -> Option<LeftWhy> {
        self.and |= all;
        let every = std::mem::take(&mut self.every);
        if let Some(at) = self.flushed.take()
            && at + 1 == self.times.len()
            && let Some(week) = self.times.pop()
        {
            self.open.pop();
            if !week.bands.is_empty() {
                self.pending = Some((week.bands.into_iter().collect(), week.all_bands));
            }
        }
        let Some((from, until)) = self.range.filter(|_| !every) else {
            if all {
                for day in days {
                    self.push(Time {
                        weekdays: [*day].into(),
                        ..Time::default()
                    });
                }
            } else {
                self.push(Time {
                    weekdays: days.iter().copied().collect(),
                    ..Time::default()
                });
            }
            return None;
        };
        self.used = true;
        let week = from
            .zip(until)
            .filter(|(from, until)| from.days_between(*until) < A_WEEK);
        if let Some((from, until)) = week {
            let begin = from.since_epoch().unwrap_or_default();
            let end = until.since_epoch().unwrap_or_default();
            let found: Vec<Day> = (begin..=end)
                .map(Day::of_epoch)
                .filter(|day| days.contains(&Weekday::of(*day)))
                .collect();
            if found.is_empty() {
                let weekday = *days.first()?;
                return Some(LeftWhy::Past {
                    day: of_week(self.today, 0, weekday)?,
                    next: coming(self.today, weekday),
                });
            }
            if found.len() <= EACH || all {
                for day in found {
                    self.push(Time::on(day));
                }
                return None;
            }
        }
        self.push(Time {
            from,
            until,
            weekdays: days.iter().copied().collect(),
            ..Time::default()
        });
        None
    }

    /// 第2火曜: of the month that was named, else the next one.
    fn nth(&mut self, which: &[u32], days: &[Weekday]) {
        if std::mem::take(&mut self.every) {
            self.push(Time {
                weekdays: days.iter().copied().collect(),
                ..Time::default()
            });
            return;
        }
        let named = self.range.and_then(|(from, _)| from).filter(|_| !self.used);
        let months: Vec<(u32, u32)> = if let Some(day) = named {
            self.used = true;
            year_and_month(day).into_iter().collect()
        } else {
            let ahead = (0..3).map(|ahead| self.today.plus_months(ahead));
            ahead.filter_map(year_and_month).collect()
        };
        for weekday in days {
            for number in which {
                let mut found = months
                    .iter()
                    .filter_map(|month| nth_of(*month, *number, *weekday))
                    .filter(|day| *day >= self.today);
                if let Some(day) = found.next() {
                    self.push(Time::on(day));
                }
            }
        }
    }

    fn bands(&mut self, bands: &[Band], all: bool, join: Option<Join>) {
        if !self.last.is_empty() {
            for at in &self.last {
                if let Some(time) = self.times.get_mut(*at) {
                    time.bands.extend(bands);
                    time.all_bands |= join == Some(Join::And);
                }
            }
            return;
        }
        self.flush();
        let open: Vec<usize> = (0..self.times.len())
            .filter(|at| self.open.get(*at) == Some(&true))
            .collect();
        if open.is_empty() {
            match &mut self.pending {
                Some((before, both)) if join.is_some() || self.times.is_empty() => {
                    before.extend(bands);
                    *both |= join == Some(Join::And) || all;
                }
                _ => self.pending = Some((bands.to_vec(), all)),
            }
            return;
        }
        for at in &open {
            if let (Some(time), Some(open)) = (self.times.get_mut(*at), self.open.get_mut(*at)) {
                time.bands.extend(bands);
                time.all_bands = all;
                *open = false;
            }
        }
        self.last = open;
    }

    /// The times, and whether all of them are asked for.
    pub(super) fn finish(mut self) -> (Vec<Time>, bool) {
        self.flush();
        if self.times.is_empty()
            && let Some((bands, all)) = self.pending.take()
        {
            self.times.push(Time {
                bands: bands.into_iter().collect(),
                all_bands: all,
                ..Time::default()
            });
        }
        let all = self.and && !self.or && self.times.len() > 1;
        let mut times: Vec<Time> = Vec::new();
        for time in self.times {
            if !times.contains(&time) {
                times.push(time);
            }
        }
        (times, all)
    }
}

/// The so-manieth such day of a month; 0: the last.
fn nth_of((year, month): (u32, u32), number: u32, weekday: Weekday) -> Option<Day> {
    let (first, last) = of_month(year, month)?;
    let ahead = (weekday.number() + 7 - Weekday::of(first).number()) % 7;
    let days = (0..5).filter_map(|week| on(year, month, 1 + ahead + week * 7));
    let mut days = days.filter(|day| *day <= last);
    match number {
        0 => days.next_back(),
        number => days.nth(usize::try_from(number).ok()?.checked_sub(1)?),
    }
}
