//! Days before and after another.

use otagai_core::date::Day;

/// So many days before a day.
pub(crate) fn before(today: Day, days: usize) -> Day {
    let days = u32::try_from(days).unwrap_or(0);
    Day::of_epoch(today.since_epoch().unwrap_or_default().saturating_sub(days))
}

/// So many days after a day.
pub(super) fn after(today: Day, days: usize) -> Day {
    let days = u32::try_from(days).unwrap_or(0);
    Day::of_epoch(today.since_epoch().unwrap_or_default().saturating_add(days))
}
