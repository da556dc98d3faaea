//! The tests in which the day can matter, once more on other days. No test reads the computer's clock: it stands where
//! `OTAGAI_CLOCK` puts it, for the programs and for the screen alike.

use crate::alone::alone;
use crate::fault::ChoreEnd;
use crate::npm;
use crate::places::Places;
use crate::process;

/// The variable that says where the clock of a test stands.
const STANDS_AT: &str = "OTAGAI_CLOCK";

/// All files share one page: making a new one for each would take longer than the tests.
const ALL_IN_ONE: &str = "--isolate=false";

/// Where the members live. A computer that checks a change mostly keeps UTC, and so sees the other side as well.
const ZONE: &str = "Asia/Tokyo";

/// A moment at which a calendar is awkward.
pub(crate) struct OtherDay {
    /// What the step is called.
    pub(crate) name: &'static str,
    /// The moment, a second in UTC.
    moment: &'static str,
    /// Tests of the screen for which one other day is enough.
    screen: &'static [&'static str],
    /// What of the crates is tested on it: arguments for `cargo test`. The dates of vouches and of the files made of
    /// them on all four, what dates something on one.
    crates: &'static [&'static [&'static str]],
}

const PROOFS: &[&str] = &["--test", "vouching", "proofs"];

/// The other days.
pub(crate) const DAYS: [OtherDay; 4] = [
    OtherDay {
        name: "On 1 January, ten past midnight (the year before in UTC)",
        moment: "2026-12-31T15:10:00Z",
        screen: &[
            "tests/card-sections.test.ts",
            "tests/delivery.test.ts",
            "tests/trail.test.ts",
        ],
        crates: &[PROOFS, &["--test", "two_people", "--test", "drafts"]],
    },
    OtherDay {
        name: "On 29 February, in the morning (the day before in UTC)",
        moment: "2028-02-28T23:30:00Z",
        screen: &["tests/card-week.test.ts", "tests/work.test.ts", "src"],
        crates: &[&["--test", "vouching"]],
    },
    OtherDay {
        name: "On a Sunday night",
        moment: "2026-12-06T14:50:00Z",
        screen: &["tests/write-vouch.test.ts", "tests/vouches.test.ts"],
        crates: &[PROOFS, &["--test", "command_line"]],
    },
    OtherDay {
        name: "In ten years",
        moment: "2036-12-01T03:00:00Z",
        screen: &["tests/my-card.test.ts", "tests/proof.test.ts"],
        crates: &[PROOFS],
    },
];

/// Tests of the screen that show days from wherever the clock stands.
const SCREEN: &[&str] = &[
    "tests/backup.test.ts",
    "tests/book.test.ts",
    "tests/browse.test.ts",
    "tests/find.test.ts",
    "tests/person.test.ts",
];

/// Runs them on a day.
pub(crate) fn on(places: &Places, day: &OtherDay) -> ChoreEnd {
    let mut screen = npm::command(&places.ui(), &["run", "test", "--", ALL_IN_ONE]);
    screen.args(SCREEN).args(day.screen);
    process::run(screen.env(STANDS_AT, day.moment).env("TZ", ZONE))?;
    for some in day.crates {
        let mut crates = places.cargo(&["test", "--locked", "--workspace"]);
        crates
            .args(*some)
            .env(STANDS_AT, day.moment)
            .env("TZ", ZONE);
        process::run(alone(&mut crates, places))?;
    }
    Ok(())
}
