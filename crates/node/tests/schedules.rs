//! Copies, restores and copied folders in any order, among three people whose devices write and meet in between:
//! nobody refuses what another one wrote, no actor is used twice, and when all have met they hold the same.
//!
//! `OTAGAI_SEED=…` runs the schedules of one seed; `OTAGAI_RUNS=…` sets how many schedules of words there are, from that
//! seed on where both are given. `cargo xtask soak` does so for as long as one likes.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests stop them as the tests themselves would, and a seed has to be seen"
)]

#[path = "schedules/deeds.rs"]
mod deeds;
#[path = "schedules/said.rs"]
mod said;
#[path = "schedules/seat.rs"]
mod seat;
#[path = "schedules/words.rs"]
mod words;
#[path = "schedules/world.rs"]
mod world;

use std::hash::{BuildHasher, RandomState};
use tokio::task::JoinSet;
use world::{Tally, World};

/// Groups of people; each lives through its schedules one after the other, so that what an early one did to a
/// device is still there in a late one.
const WORLDS: u64 = 20;
/// Schedules of a group.
const SCHEDULES: u32 = 10;
/// What happens in a schedule.
const STEPS: u32 = 7;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_schedules_of_copies_restores_and_clones_end_with_one_circle() {
    let seeds = if let Some(seed) = number("OTAGAI_SEED") {
        seed..seed + 1
    } else {
        // Small enough to be typed.
        let seed = RandomState::new().hash_one("schedules") >> 24;
        seed..seed + WORLDS
    };
    println!("seeds {seeds:?}");
    let mut worlds = JoinSet::new();
    for seed in seeds {
        worlds.spawn(async move {
            let mut world = World::new(seed).await;
            for _ in 0..SCHEDULES {
                for _ in 0..STEPS {
                    world.step().await;
                }
                world.quiet();
            }
            world.tally()
        });
    }
    let mut all = Tally::default();
    while let Some(tally) = worlds.join_next().await {
        all += tally.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    }
    println!("{all:?}");
    assert!(
        all.restores > 0 && all.clones > 0 && all.writes > 0 && all.forks > 0,
        "what it is about did happen: {all:?}"
    );
}

/// What an environment variable says.
fn number(name: &str) -> Option<u64> {
    let said = std::env::var(name).ok()?;
    Some(said.parse().expect("seeds and runs are numbers"))
}

/// Schedules of one member's words.
const SAYINGS: u64 = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_said_last_at_a_computer_stands_or_is_told_over_copies_clones_and_meetings() {
    let given = number("OTAGAI_SEED");
    let runs = number("OTAGAI_RUNS").unwrap_or(if given.is_some() { 1 } else { SAYINGS });
    let seed = given.unwrap_or_else(|| RandomState::new().hash_one("sayings") >> 24);
    let seeds = seed..seed + runs;
    println!("seeds {seeds:?}");
    let mut worlds = JoinSet::new();
    for seed in seeds {
        worlds.spawn(async move {
            let mut sayings = said::Sayings::new(seed).await;
            for _ in 0..3 {
                for _ in 0..25 {
                    sayings.step().await;
                }
                sayings.quiet();
            }
            sayings.happened()
        });
    }
    let mut all = said::Happened::default();
    while let Some(happened) = worlds.join_next().await {
        all += happened.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    }
    println!("{all:?}");
    assert!(
        runs < SAYINGS || all.is_worth_something(),
        "what it is about did happen: {all:?}"
    );
}
