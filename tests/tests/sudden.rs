//! Sudden ends of commands: killed at one system call, and the power cut after any.
//!
//! Every command is done once, undisturbed, while `strace` notes what it asks of the disk. Then it is killed at drawn
//! calls; and what was asked is played to a disk that loses everything, or some, of what was not synced. Afterwards the
//! program starts, what was answered is there, nothing is half there, and the same command succeeds.
//!
//! The points come from a seed, which is printed; `OTAGAI_SEED=…` repeats it, `OTAGAI_RUNS=…` says how many points of each
//! command, and `OTAGAI_EVERY=1` takes all there are (`cargo xtask soak --calls`).

#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests stop them as the tests themselves would"
)]
#![expect(
    clippy::print_stdout,
    reason = "without its seed no run can be repeated"
)]

#[path = "sudden/act.rs"]
mod act;
#[path = "sudden/course.rs"]
mod course;
#[path = "sudden/disk.rs"]
mod disk;
#[path = "sudden/prepared.rs"]
mod prepared;
#[path = "sudden/seen.rs"]
mod seen;
#[path = "sudden/trace.rs"]
mod trace;

use act::EndedCommand;
use course::{InvitingHost, WholeRun, run};
use disk::PowerLoss;
use otagai_tests::{
    not_run,
    process::{Home, ProcessError, binary},
    sim::Chance,
    twelve::seed,
};
use prepared::Prepared;
use serde_json::Value;
use std::{collections::BTreeSet, path::Path, process::Command};
use tokio::{sync::OnceCell, time::Instant};
use trace::DiskCall;

/// Points of each command where nothing else is said.
const POINTS: usize = 6;

static PREPARED: OnceCell<Prepared> = OnceCell::const_new();

async fn prepared() -> &'static Prepared {
    PREPARED
        .get_or_init(async || Prepared::new().await.unwrap())
        .await
}

/// `number` points of so many, or all of them.
fn drawn(seed: u64, among: usize, number: usize) -> Vec<usize> {
    if takes_every() {
        return (0..among).collect();
    }
    let mut chance = Chance::new(seed);
    (0..number).map(|_| chance.below(among)).collect()
}

fn takes_every() -> bool {
    std::env::var_os("OTAGAI_EVERY").is_some()
}

fn points() -> usize {
    let runs = std::env::var("OTAGAI_RUNS").ok();
    runs.and_then(|runs| runs.parse().ok()).unwrap_or(POINTS)
}

/// A command that kills a program at one of its calls.
fn killing(program: &Path, call: &str, number: usize) -> Command {
    let mut strace = Command::new("strace");
    strace
        .args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &format!("trace={call}"),
        ])
        .args(["-e", &format!("inject={call}:signal=KILL:when={number}")])
        .arg(program);
    strace
}

/// Calls at which a program can be killed: which, and the how manieth. Some more than are wanted: which thread does what
/// is not the same in every run, and a call may not come.
fn calls(course: &WholeRun<'_>, seed: u64) -> Vec<(String, usize)> {
    let kinds: Vec<_> = course.trace.calls.iter().collect();
    if takes_every() {
        let every = |(call, numbers): &(&String, &BTreeSet<usize>)| {
            let call = (*call).clone();
            let numbers: Vec<_> = numbers.iter().copied().collect();
            numbers
                .into_iter()
                .map(move |number| (call.clone(), number))
        };
        return kinds.iter().flat_map(every).collect();
    }
    let mut chance = Chance::new(seed);
    let draw = |_| {
        // A rename is as interesting as one of a hundred writes.
        let (call, numbers) = kinds[chance.below(kinds.len())];
        let mut numbers = numbers.iter().copied();
        let number = numbers.nth(chance.below(numbers.len())).unwrap();
        (call.clone(), number)
    };
    (0..2 * points()).map(draw).collect()
}

/// Kills a command at drawn calls.
async fn holds_when_killed(act: EndedCommand) {
    if !not_run::has_programs(&["strace"]).unwrap() {
        return;
    }
    let seed = seed();
    println!("OTAGAI_SEED={seed}");
    let begun = Instant::now();
    let prepared = prepared().await;
    let course = WholeRun::of(act, prepared).await.unwrap();
    let calls = calls(&course, seed);
    let wanted = if takes_every() { calls.len() } else { points() };
    let (mut hits, mut all) = (0, 0);
    for (call, number) in &calls {
        if hits == wanted {
            break;
        }
        all += 1;
        let when = format!("OTAGAI_SEED={seed}, {act:?} at {call} {number}");
        hits += usize::from(
            kill(&course, prepared, (call, *number), &when)
                .await
                .unwrap(),
        );
    }
    let took = begun.elapsed().as_secs_f32();
    println!("{act:?}: killed at {hits} of {all} calls; {took:.1} s");
    assert!(
        4 * hits >= 3 * wanted,
        "{act:?}: {hits} of {all} were killed"
    );
}

/// Kills a command at one call; true where it had not ended before.
async fn kill(
    course: &WholeRun<'_>,
    prepared: &Prepared,
    (call, number): (&str, usize),
    when: &str,
) -> Result<bool, ProcessError> {
    let act = course.act;
    let home = act.home(prepared).copied()?;
    let host = InvitingHost::of(act, prepared).await?;
    let link = host.as_ref().map_or("", |host| host.link.as_str());
    let words = act.words(prepared, &home, link);
    let ended = run(killing(&binary()?, call, number), &home, &words)?;
    assert!([None, Some(0)].contains(&ended.status), "{when}: {ended:?}");
    course.assert_holds(&home, host, &ended.out, when).await?;
    Ok(ended.status.is_none())
}

/// Cuts the power after drawn steps, and right after the answer.
async fn holds_without_power(act: EndedCommand) {
    if !not_run::has_programs(&["strace"]).unwrap() {
        return;
    }
    let seed = seed();
    println!("OTAGAI_SEED={seed}");
    let begun = Instant::now();
    let course = WholeRun::of(act, prepared().await).await.unwrap();
    let steps = &course.trace.steps;
    let printed = steps
        .iter()
        .position(|step| *step == DiskCall::Print)
        .unwrap();
    let mut cuts = vec![printed + 1, steps.len()];
    cuts.extend(drawn(seed, steps.len(), points() / 2));
    let mut number = 0;
    for cut in cuts {
        for lost in [
            PowerLoss::All,
            PowerLoss::Some(seed.wrapping_add(number)),
            PowerLoss::Nothing,
        ] {
            number += 1;
            let when = format!(
                "OTAGAI_SEED={seed}, {act:?} after {cut} of {} steps, {lost:?}",
                steps.len()
            );
            let answer = if cut > printed {
                &course.answer
            } else {
                &Value::Null
            };
            let home = Home::new().unwrap();
            course.disk.after(cut, lost, home.path()).unwrap();
            course
                .assert_holds(&home, None, answer, &when)
                .await
                .unwrap();
        }
    }
    let took = begun.elapsed().as_secs_f32();
    println!(
        "{act:?}: {number} power cuts among {} steps; {took:.1} s",
        steps.len()
    );
}

/// One test for each command.
macro_rules! each {
    ($holds:ident: $($name:ident $act:ident,)*) => {
        $(#[tokio::test]
        async fn $name() {
            $holds(EndedCommand::$act).await;
        })*
    };
}

mod killed {
    use super::*;

    each! { holds_when_killed:
        while_being_set_up Init,
        while_founding_a_circle CircleCreate,
        while_joining Join,
        while_writing_on_the_card CardSet,
        while_a_section_is_hidden Hide,
        while_a_section_is_shown Show,
        while_a_photo_is_set PhotoSet,
        while_a_vouch_is_written VouchWrite,
        while_a_vouch_is_answered VouchAnswer,
        while_a_copy_is_saved Backup,
        while_a_copy_is_made BackupNow,
        while_a_copy_is_restored Restore,
    }
}

mod without_power {
    use super::*;

    each! { holds_without_power:
        after_being_set_up Init,
        after_founding_a_circle CircleCreate,
        after_writing_on_the_card CardSet,
        after_a_section_is_hidden Hide,
        after_a_photo_is_set PhotoSet,
        after_a_vouch_is_written VouchWrite,
        after_a_copy_is_saved Backup,
        after_a_copy_is_made BackupNow,
        after_a_copy_is_restored Restore,
    }
}
