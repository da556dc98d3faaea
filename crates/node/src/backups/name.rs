//! Names of the copies in the data folder, and which of them stay.

use otagai_core::date::Day;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

/// Copies of today that stay.
const TODAY: usize = 3;
/// Days that keep their last copy.
const DAYS: usize = 7;
/// Weeks that keep their last copy.
const WEEKS: usize = 5;
/// Days that lie ahead, after a clock that went wrong, and keep their last copy.
const AHEAD: usize = 2;
/// Copies made before something was replaced that stay.
const BEFORE: usize = 3;
/// How the names of files end.
const ENDING: &str = ".otagai-copy";
/// How the names of copies begin that were made before something was replaced.
const BEFORE_NAME: &str = "before-";

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CopyKind {
    /// A day began, or somebody asked.
    Daily,
    /// Another copy was about to take the place of the data.
    Before,
}

/// Name of a copy in the data folder: `2026-06-02`, a later one of that day `2026-06-02.2`, one that was made
/// before something was replaced `before-2026-06-02`. There is one way to write each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CopyName {
    /// Why it was made.
    pub kind: CopyKind,
    /// The day on which it was made.
    pub day: Day,
    /// Which of that day, from 1.
    pub number: u16,
}

/// Why a text names no copy.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
#[error("no copy has such a name")]
pub struct CopyNameError;

impl fmt::Display for CopyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == CopyKind::Before {
            f.write_str(BEFORE_NAME)?;
        }
        write!(f, "{}", self.day)?;
        if self.number > 1 {
            write!(f, ".{}", self.number)?;
        }
        Ok(())
    }
}

impl FromStr for CopyName {
    type Err = CopyNameError;

    fn from_str(text: &str) -> Result<Self, CopyNameError> {
        let (kind, rest) = match text.strip_prefix(BEFORE_NAME) {
            Some(rest) => (CopyKind::Before, rest),
            None => (CopyKind::Daily, text),
        };
        let (day, number) = rest.split_once('.').unwrap_or((rest, "1"));
        let name = Self {
            kind,
            day: day.parse().map_err(|_none| CopyNameError)?,
            number: number.parse().map_err(|_none| CopyNameError)?,
        };
        // Only what we write ourselves: no `+2`, no `.1`, no `.0`.
        if name.number > 0 && name.to_string() == text {
            Ok(name)
        } else {
            Err(CopyNameError)
        }
    }
}

impl CopyName {
    /// The next of a kind on a day.
    pub(super) fn next(kind: CopyKind, day: Day, there: &BTreeSet<Self>) -> Self {
        let number = there
            .iter()
            .filter(|name| (name.kind, name.day) == (kind, day))
            .map(|name| name.number.saturating_add(1))
            .max()
            .unwrap_or(1);
        Self { kind, day, number }
    }

    /// Name of its file.
    pub(super) fn file(&self) -> String {
        format!("{self}{ENDING}")
    }

    /// Reads the name of a file; none for any other file.
    pub(super) fn of_file(file: &str) -> Option<Self> {
        file.strip_suffix(ENDING)?.parse().ok()
    }
}

/// The copies that go: of today three stay, of the seven last days with copies the last one each, of the five
/// last weeks with copies the last one each, and three that were made before something was replaced.
pub(super) fn superfluous(there: &BTreeSet<CopyName>, today: Day) -> BTreeSet<CopyName> {
    let of = |kind| there.iter().rev().filter(move |name| name.kind == kind);
    let mut stay: BTreeSet<CopyName> = of(CopyKind::Before).take(BEFORE).copied().collect();
    stay.extend(
        of(CopyKind::Daily)
            .filter(|name| name.day == today)
            .take(TODAY),
    );
    // The sets are sorted by day and number, so the last one put in is the last one of its day or week.
    let mut days: BTreeMap<Day, CopyName> = BTreeMap::new();
    let mut weeks: BTreeMap<u32, CopyName> = BTreeMap::new();
    let mut ahead: BTreeMap<Day, CopyName> = BTreeMap::new();
    for name in there.iter().filter(|name| name.kind == CopyKind::Daily) {
        if name.day > today {
            ahead.insert(name.day, *name);
        } else {
            days.insert(name.day, *name);
            weeks.insert(week(name.day), *name);
        }
    }
    stay.extend(days.into_values().rev().take(DAYS));
    stay.extend(weeks.into_values().rev().take(WEEKS));
    stay.extend(ahead.into_values().rev().take(AHEAD));
    there.difference(&stay).copied().collect()
}

/// Number of the week, from Monday.
fn week(day: Day) -> u32 {
    // 1970-01-01 was a Thursday.
    day.since_epoch().unwrap_or(0).saturating_add(3) / 7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> CopyName {
        text.parse().unwrap()
    }

    #[test]
    fn a_name_is_written_in_one_way_and_is_never_a_path() {
        for text in [
            "2026-06-02",
            "2026-06-02.2",
            "before-2026-06-02",
            "before-2026-06-02.65535",
        ] {
            assert_eq!(name(text).to_string(), text, "{text}");
            assert_eq!(
                CopyName::of_file(&name(text).file()),
                Some(name(text)),
                "{text}"
            );
        }
        for text in [
            "",
            "2026-6-2",
            "2026-06-02.1",
            "2026-06-02.0",
            "2026-06-02.+2",
            "2026-06-02.02",
            "2026-06-02.70000",
            "../2026-06-02",
            "2026-06-02/",
            "before-",
            "before-before-2026-06-02",
            "2026-06-02.otagai-copy",
            "/etc/passwd",
        ] {
            assert_eq!(text.parse::<CopyName>(), Err(CopyNameError), "{text}");
        }
        assert_eq!(CopyName::of_file("2026-06-02"), None, "another file");
        assert_eq!(
            CopyName::of_file("2026-06-02.otagai-copy.new"),
            None,
            "half a copy"
        );
    }

    #[test]
    fn days_then_weeks_stay_and_the_number_is_bounded() {
        let mut there = BTreeSet::new();
        for number in 0..400 {
            let today = Day::of_epoch(20_000 + number);
            for kind in [CopyKind::Daily, CopyKind::Daily, CopyKind::Before] {
                let next = CopyName::next(kind, today, &there);
                assert!(there.insert(next), "a new name");
                for gone in superfluous(&there, today) {
                    there.remove(&gone);
                }
                assert!(there.contains(&next), "the one just made stays");
            }
        }
        let days: Vec<u32> = there
            .iter()
            .filter(|name| name.kind == CopyKind::Daily && name.number == 2)
            .map(|name| Day::of_epoch(20_399).days_between(name.day))
            .rev()
            .collect();
        assert_eq!(days[..7], [0, 1, 2, 3, 4, 5, 6], "a week of days");
        assert!(
            *days.last().unwrap() >= 21 && days.len() <= 10,
            "then a month of weeks: {days:?}"
        );
        assert!(there.len() <= 3 + 7 + 5 + 3, "bounded: {}", there.len());
    }

    #[test]
    fn a_clock_that_was_wrong_for_a_while_costs_no_real_copy() {
        let today: Day = "2026-06-10".parse().unwrap();
        let there: BTreeSet<CopyName> = [
            "2026-06-08",
            "2026-06-09",
            "2026-06-10",
            "2099-01-01",
            "2099-01-02",
            "2099-01-03",
        ]
        .map(name)
        .into();
        assert_eq!(
            superfluous(&there, today),
            [name("2099-01-01")].into(),
            "two of those ahead stay, and all others"
        );
    }
}
