//! Storms without end: the simulated people of `tests/tests/storms.rs`, the copies and clones of
//! `crates/node/tests/schedules.rs` and the sudden ends of `tests/tests/sudden.rs`, with new seeds for as long as one
//! likes; or those ends at every system call there is, once.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::alone::alone;
use crate::fault::{ChoreEnd, ChoreFault};
use crate::places::Places;
use crate::process;
use crate::purpose::SetupPurpose;
use crate::setup;
use crate::steps;

/// How long, where nothing is said.
const USUAL: Limit = Limit::Minutes(10);

/// Tests that live through what their seeds say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SoakProgram {
    /// Simulated people and their network.
    Storms,
    /// Copies, clones and folders put back of one member, who goes on writing.
    Schedules,
    /// Commands that are killed, and power cuts.
    Sudden,
}

impl SoakProgram {
    /// The package, the test in it, and the package's folder.
    fn place(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Storms => ("otagai-tests", "storms", "tests"),
            Self::Schedules => ("otagai-node", "schedules", "crates/node"),
            Self::Sudden => ("otagai-tests", "sudden", "tests"),
        }
    }
}

/// One round: tests, and how many runs of each.
const ROUND: [(SoakProgram, &str, u64); 6] = [
    (
        SoakProgram::Storms,
        "a_few_people_hold_the_same_after_any_storm",
        100,
    ),
    (
        SoakProgram::Storms,
        "fifty_people_hold_the_same_after_any_storm",
        1,
    ),
    (
        SoakProgram::Storms,
        "the_stores_of_the_product_hold_the_same_after_any_storm",
        10,
    ),
    (
        SoakProgram::Schedules,
        "what_was_said_last_at_a_computer_stands_or_is_told_over_copies_clones_and_meetings",
        10,
    ),
    // All tests whose names begin so; a run is a point of each command.
    (SoakProgram::Sudden, "killed::", 10),
    (SoakProgram::Sudden, "without_power::", 10),
];

/// When it is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// After so many minutes; what was begun is brought to its end.
    Minutes(u64),
    /// After so many runs.
    Runs(u64),
}

/// Goes on until it is enough, or until one goes wrong: that one's seed is printed, and how to repeat it.
pub(crate) fn soak(places: &Places, arguments: &[String]) -> ChoreEnd {
    if arguments == ["--calls"] {
        return every_call(places);
    }
    let limit = limit(arguments)?;
    setup::make_ready(places, SetupPurpose::Soak)?;
    let [storms, schedules, sudden] = [
        built(places, SoakProgram::Storms)?,
        built(places, SoakProgram::Schedules)?,
        built(places, SoakProgram::Sudden)?,
    ];
    build_commands(places)?;
    let begin = steps::now();
    // Far from the end of the numbers, so that seeds can be counted up.
    let mut seed = RandomState::new().build_hasher().finish() >> 16;
    let mut done = 0;
    for (program, name, most) in ROUND.into_iter().cycle() {
        let runs = most.min(left(limit, done, begin));
        if runs == 0 {
            break;
        }
        let mut test = Command::new(match program {
            SoakProgram::Storms => &storms,
            SoakProgram::Schedules => &schedules,
            SoakProgram::Sudden => &sudden,
        });
        if program != SoakProgram::Sudden {
            test.arg("--exact");
        }
        alone(&mut test, places)
            .args([name, "--nocapture"])
            .current_dir(places.root.join(program.place().2))
            .env("OTAGAI_SEED", seed.to_string())
            .env("OTAGAI_RUNS", runs.to_string());
        process::run(&mut test).map_err(|fault| {
            ChoreFault::new(format!(
                "one run went wrong after {done} that went well; the lines above say how to repeat it.\n{fault}"
            ))
        })?;
        seed += runs;
        done += runs;
    }
    println!("{done} runs went well.");
    Ok(())
}

/// Ends every command at every system call by which it changes something, and cuts the power after each.
fn every_call(places: &Places) -> ChoreEnd {
    setup::make_ready(places, SetupPurpose::Soak)?;
    let sudden = built(places, SoakProgram::Sudden)?;
    build_commands(places)?;
    let mut test = Command::new(sudden);
    alone(&mut test, places)
        .arg("--nocapture")
        .current_dir(places.root.join(SoakProgram::Sudden.place().2))
        .env("OTAGAI_EVERY", "1");
    process::run(&mut test)
}

/// Builds the command line, which the tests of sudden ends start.
fn build_commands(places: &Places) -> ChoreEnd {
    process::run(&mut places.cargo(&["build", "--locked", "--workspace", "--bins"]))
}

/// Builds the test once, so that all storms are of the same program whatever is edited meanwhile. Gives where it is.
fn built(places: &Places, program: SoakProgram) -> ChoreEnd<String> {
    let (package, test, _) = program.place();
    let arguments = ["test", "--locked", "-p", package, "--test", test];
    let mut build = places.cargo(&arguments);
    build.args(["--no-run", "--message-format=json-render-diagnostics"]);
    let ended = build.stderr(Stdio::inherit()).output();
    let ended = ended.map_err(|error| process::not_started(&build, &error))?;
    let said = String::from_utf8_lossy(&ended.stdout);
    executable(&said)
        .filter(|_path| ended.status.success())
        .ok_or_else(|| ChoreFault::new("what is run could not be built."))
}

/// The program of which cargo says that it was built.
fn executable(said: &str) -> Option<String> {
    let (_, rest) = said.rsplit_once(r#""executable":""#)?;
    let (path, _) = rest.split_once('"')?;
    Some(path.replace(r"\\", r"\"))
}

/// Runs that may still be begun.
fn left(limit: Limit, done: u64, begin: Instant) -> u64 {
    match limit {
        Limit::Runs(runs) => runs - done,
        Limit::Minutes(minutes) if begin.elapsed() < Duration::from_secs(60 * minutes) => u64::MAX,
        Limit::Minutes(_) => 0,
    }
}

fn limit(arguments: &[String]) -> ChoreEnd<Limit> {
    let wrong = || {
        ChoreFault::new(
            "say `cargo xtask soak`, `… soak --minutes NUMBER`, `… soak --runs NUMBER` or `… soak --calls`.",
        )
    };
    let (unit, number) = match arguments {
        [] => return Ok(USUAL),
        [unit, number] => (unit.as_str(), number.parse().map_err(|_none| wrong())?),
        _ => return Err(wrong()),
    };
    match unit {
        "--minutes" => Ok(Limit::Minutes(number)),
        "--runs" => Ok(Limit::Runs(number)),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[&str]) -> Option<Limit> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        limit(&words).ok()
    }

    #[test]
    fn minutes_or_runs() {
        assert_eq!(said(&[]), Some(USUAL));
        assert_eq!(said(&["--minutes", "30"]), Some(Limit::Minutes(30)));
        assert_eq!(said(&["--runs", "5000"]), Some(Limit::Runs(5000)));
        for wrong in [&["30"][..], &["--runs"], &["--runs", "x"], &["--seed", "1"]] {
            assert_eq!(said(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_program_that_was_built() {
        let said = r#"{"reason":"x","executable":null}
            {"executable":"C:\\cache\\storms.exe","fresh":true}"#;
        assert_eq!(executable(said).as_deref(), Some(r"C:\cache\storms.exe"));
        assert_eq!(executable("{}"), None);
    }

    #[test]
    fn no_more_than_was_asked_for() {
        let begin = steps::now();
        assert_eq!(left(Limit::Runs(12), 10, begin), 2);
        assert_eq!(left(Limit::Runs(12), 12, begin), 0);
        assert_eq!(left(Limit::Minutes(0), 0, begin), 0);
        assert_ne!(left(Limit::Minutes(600), 7, begin), 0);
    }
}
