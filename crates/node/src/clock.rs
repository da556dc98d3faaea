//! The one place that reads the clock. What it says is shown and remembered; it never decides validity.
//!
//! A clock is a value that is handed down from where the program starts: the system's, or one that stands at
//! an injected moment, so that a test lives through months without waiting for them.

use jiff::{Timestamp, civil, tz::TimeZone};
use otagai_core::{
    Millis,
    credential::Second,
    date::{Day, Month},
};
use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::sync::watch;

/// How often whoever waits for a day looks at the clock of the system: a computer that slept through midnight
/// notices soon.
const TICK: Duration = Duration::from_mins(10);

/// The clock of a running device. A clone of an injected clock shows what the original shows.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// None: the system's. Otherwise the moment at which it stands, ms since 1970-01-01 UTC.
    injected: Option<Arc<watch::Sender<Millis>>>,
}

/// Names the variable of the environment that lets the programs stand at a moment, for tests; [`moment`] reads it.
pub const STANDS_AT: &str = "OTAGAI_CLOCK";

/// Where the clock of a test stands unless [`STANDS_AT`] says otherwise: a Monday afternoon in Japan.
const USUAL: &str = "2026-11-30T06:10:00Z";

/// Why a clock was not set: it is the system's, which is not ours to move.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
#[error("the clock is the system's")]
pub struct SystemClockError;

/// Why a text is not a moment at which a clock can stand.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
#[error("neither a second in UTC like 2026-06-02T09:00:00Z nor a day like 2026-06-02")]
pub struct ClockError;

impl Clock {
    /// The clock of this computer.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at a moment, ms since 1970-01-01 UTC, until it is set.
    pub fn standing_at(moment: Millis) -> Self {
        Self {
            injected: Some(Arc::new(watch::Sender::new(moment))),
        }
    }

    /// The clock of a test, which never reads the day: it stands on a usual day, or where [`STANDS_AT`] puts it,
    /// as `cargo xtask test` does for the days on which a calendar is awkward.
    ///
    /// # Errors
    /// [`ClockError`] when the variable holds no moment.
    pub fn of_tests() -> Result<Self, ClockError> {
        Ok(Self::standing_at(moment(&Self::moment_of_tests())?))
    }

    /// Where the clock of a test stands, as it is written on a command line.
    pub fn moment_of_tests() -> String {
        std::env::var(STANDS_AT).unwrap_or_else(|_not_said| USUAL.to_owned())
    }

    /// Moves an injected clock, and all its clones, to a moment, ms since 1970-01-01 UTC; backwards too.
    ///
    /// # Errors
    /// [`SystemClockError`] when it is the system's.
    pub fn set(&self, moment: Millis) -> Result<(), SystemClockError> {
        let injected = self.injected.as_ref().ok_or(SystemClockError)?;
        injected.send_replace(moment);
        Ok(())
    }

    /// Now, in ms since 1970-01-01 UTC; 0 on a computer whose clock stands before that.
    pub fn now(&self) -> Millis {
        self.injected
            .as_ref()
            .map_or_else(system_now, |moment| *moment.borrow())
    }

    /// Occasions to look at the clock again.
    pub(crate) fn ticks(&self) -> Ticks {
        Ticks(self.injected.as_ref().map(|moment| moment.subscribe()))
    }

    /// Today by the calendar on the wall, in the local time zone, `YYYY-MM-DD`.
    pub fn today(&self) -> String {
        self.day().to_string()
    }

    /// Today by the calendar on the wall, in the local time zone.
    pub fn day(&self) -> Day {
        Self::day_of(self.now())
    }

    /// The day of a moment (ms since 1970-01-01 UTC) by the calendar on the wall, in the local time zone.
    pub(crate) fn day_of(moment: Millis) -> Day {
        day_in(moment, &TimeZone::system())
    }

    /// Today in Japan: the days of vouches are days there, so that one vouch has the same days for everybody.
    pub fn day_in_japan(&self) -> Day {
        Second::of(self.now()).day_in_japan()
    }

    /// This month by the calendar on the wall, in the local time zone.
    pub fn month(&self) -> Month {
        // A day of ours is never before 1970, so it lies in a month of ours.
        self.day().in_month().unwrap_or(Month::FIRST)
    }
}

/// Occasions to look at the clock again: each time an injected one is set, every ten minutes with the system's.
#[derive(Debug)]
pub(crate) struct Ticks(Option<watch::Receiver<Millis>>);

impl Ticks {
    /// The next occasion. None is missed between two calls.
    pub(crate) async fn next(&mut self) {
        match &mut self.0 {
            None => tokio::time::sleep(TICK).await,
            Some(moved) => {
                if moved.changed().await.is_err() {
                    // Nobody is left who could set it.
                    std::future::pending::<()>().await;
                }
            }
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the edge where the clock is read"
)]
fn system_now() -> Millis {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}

/// The day of a moment on the wall of a zone; not before 1970-01-01, not after 9999-12-31.
fn day_in(moment: Millis, zone: &TimeZone) -> Day {
    // The rules of a zone end where jiff's timestamps do, in the year 9999.
    let moment = i64::try_from(moment)
        .ok()
        .and_then(|moment| Timestamp::from_millisecond(moment).ok())
        .unwrap_or(Timestamp::MAX);
    let on_the_wall = moment.as_second() + i64::from(zone.to_offset(moment).seconds());
    Day::of_epoch(u32::try_from(on_the_wall.div_euclid(86_400)).unwrap_or(0))
}

/// Reads a moment at which a clock can stand, as ms since 1970-01-01 UTC: a second in UTC like
/// `2026-06-02T09:00:00Z`, or a day like `2026-06-02`, which means its noon in the local time zone.
///
/// # Errors
/// [`ClockError`] for anything else, and for what lies before 1970.
pub fn moment(text: &str) -> Result<Millis, ClockError> {
    match text.parse::<Second>() {
        Ok(second) => Ok(second.millis()),
        Err(_no_second) => noon(text, TimeZone::system()).ok_or(ClockError),
    }
}

/// Noon of a written day on the wall of a zone, ms since 1970-01-01 UTC.
fn noon(text: &str, zone: TimeZone) -> Option<Millis> {
    // Ours first: it takes one spelling only.
    let day: Day = text.parse().ok()?;
    let day: civil::Date = day.to_string().parse().ok()?;
    let noon = day.at(12, 0, 0, 0).to_zoned(zone).ok()?;
    Millis::try_from(noon.timestamp().as_millisecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz;

    /// 2026-06-02T09:00:00Z.
    const NINE: Millis = 1_780_390_800_000;

    #[test]
    fn a_standing_clock_stands_until_it_is_set() {
        let clock = Clock::standing_at(NINE);
        let shared = clock.clone();
        assert_eq!((clock.now(), clock.now()), (NINE, NINE), "it stands");
        clock.set(NINE + 1).unwrap();
        assert_eq!(shared.now(), NINE + 1, "whoever holds a clone sees it move");
        clock.set(0).unwrap();
        assert_eq!(shared.now(), 0, "backwards too");
    }

    #[test]
    fn the_clock_of_the_system_goes_and_is_not_set() {
        let clock = Clock::system();
        assert!(clock.now() > NINE - 365 * 86_400_000, "it shows some time");
        assert_eq!(clock.set(NINE), Err(SystemClockError), "refused");
        assert_eq!(
            Clock::default().set(NINE),
            Err(SystemClockError),
            "the system's where nobody chose"
        );
    }

    #[test]
    fn today_is_a_day_and_lies_in_its_month() {
        let clock = Clock::standing_at(moment("2026-06-02").unwrap());
        assert_eq!(clock.today(), "2026-06-02", "in every zone");
        assert_eq!(clock.day().to_string(), "2026-06-02", "as a value");
        assert_eq!(clock.month().to_string(), "2026-06", "and its month");
        clock.set(moment("2026-07-01").unwrap()).unwrap();
        assert_eq!(
            (clock.today().as_str(), clock.month().to_string().as_str()),
            ("2026-07-01", "2026-07"),
            "a day later"
        );
    }

    #[test]
    fn the_day_changes_at_midnight_on_the_wall() {
        for (hours, moment, day) in [
            (9, "2026-06-02T14:59:59Z", "2026-06-02"),
            (9, "2026-06-02T15:00:00Z", "2026-06-03"),
            (0, "2026-06-02T23:59:59Z", "2026-06-02"),
            (-5, "2026-06-02T04:59:59Z", "2026-06-01"),
            (-5, "1970-01-01T00:00:00Z", "1970-01-01"),
        ] {
            let second: Second = moment.parse().unwrap();
            let zone = TimeZone::fixed(tz::offset(hours));
            assert_eq!(
                day_in(second.millis(), &zone).to_string(),
                day,
                "{moment}, {hours} hours from UTC"
            );
        }
        assert_eq!(
            day_in(Millis::MAX, &TimeZone::UTC).to_string(),
            "9999-12-30",
            "a broken clock makes no broken day"
        );
    }

    #[test]
    fn a_moment_is_a_second_in_utc_or_noon_of_a_local_day() {
        assert_eq!(moment("2026-06-02T09:00:00Z"), Ok(NINE), "a second");
        let tokyo = TimeZone::fixed(tz::offset(9));
        assert_eq!(
            noon("2026-06-02", tokyo),
            Some(NINE - 6 * 3_600_000),
            "noon is at three in UTC"
        );
        for bad in [
            "",
            "now",
            "1780390800000",
            "2026-02-30",
            "2026-6-2",
            "2026-06-02T09:00:00+09:00",
            "2026-06-02T09:00:00",
            "1969-06-02",
            "1969-06-02T09:00:00Z",
        ] {
            assert_eq!(moment(bad), Err(ClockError), "{bad:?}");
        }
    }
}
