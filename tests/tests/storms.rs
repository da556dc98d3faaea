//! Named people on a network that falls apart, with devices that die between any two writes: when it is quiet
//! again all of them hold the same. They do the product's own deeds (`otagai_core::deed`).
//!
//! A device dies over a write as a whole: what was one transaction is on its disk or is not, and nobody was told.
//! That a transaction is all or nothing is tested on real files (`kills.rs`, and `faults.rs` and `crash.rs` of the
//! store). Only what took effect is counted, and has to have happened often enough.
//!
//! `OTAGAI_SEED=…` runs exactly one storm; `OTAGAI_RUNS=…` sets how many there are, from that seed on where both
//! are given (`cargo xtask soak`).

#![expect(
    clippy::print_stdout,
    reason = "without its seed no storm can be repeated"
)]

use otagai_tests::sim::storm::{Tally, storm, storm_with_stores};
use std::{
    collections::BTreeSet,
    hash::{BuildHasher, Hasher, RandomState},
    panic::catch_unwind,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread::{available_parallelism, scope},
};
use tokio::time::Instant;

/// Storms over a few people, where nothing else is said.
const FEW: u64 = 2_000;
/// Storms over fifty, where nothing else is said.
const MANY: u64 = 5;

/// Storms with the product's own stores, where nothing else is said.
const STORES: u64 = 60;

/// What happens at least so often in so many storms as are usual, whatever the seeds.
type Least = &'static [(&'static str, usize)];

/// About half of what any two thousand seeds give.
const OF_FEW: Least = &[
    ("banner", 4_000),
    ("part of a card", 3_000),
    ("licence seen", 50),
    ("charter", 400),
    ("second computer", 1_000),
    ("left", 180),
    ("job", 2_500),
    ("vouch", 900),
    ("vouch with a new job", 1_100),
    ("answer to a vouch", 400),
    ("answer to a job", 300),
    ("shown or put right", 300),
    ("taken back", 500),
    ("invitation", 1_300),
    ("joined", 250),
    ("connections", 7_000),
    ("partitions", 1_200),
    ("severed", 1_700),
    ("killed", 550),
    ("died writing", 4_000),
    ("doubled", 1_000),
    ("reordered", 550),
    ("cut", 1_000),
    ("delayed", 650),
    ("standing", 1_400),
    ("second circles", 220),
    ("second vouch refused", 250),
    ("vouched twice on two computers", 20),
    ("opened by a reader", 12_000),
    ("vouches that count", 140),
];

#[test]
fn a_few_people_hold_the_same_after_any_storm() {
    storms("a_few_people", FEW, OF_FEW, |seed| {
        let people = 4 + usize::try_from(seed % 3).unwrap_or(0);
        storm(seed, people, 60)
    });
}

#[test]
fn fifty_people_hold_the_same_after_any_storm() {
    storms("fifty_people", MANY, &[], |seed| storm(seed, 50, 600));
}

#[test]
fn the_stores_of_the_product_hold_the_same_after_any_storm() {
    storms("the_stores", STORES, &[], |seed| {
        storm_with_stores(seed, 4, 60)
    });
}

/// As many storms as were asked for, side by side; none is begun after one went wrong, and its seed is said.
fn storms(
    name: &str,
    usual: u64,
    least: Least,
    run: impl Fn(u64) -> Tally + Sync + std::panic::RefUnwindSafe,
) {
    let given = number("OTAGAI_SEED");
    let runs = number("OTAGAI_RUNS").unwrap_or(if given.is_some() { 1 } else { usual });
    let first = given.unwrap_or_else(|| RandomState::new().build_hasher().finish() >> 16);
    println!("{name}: {runs} storms from OTAGAI_SEED={first}");
    let begun = Instant::now();
    let next = AtomicU64::new(first);
    let whole = Mutex::new((Tally::default(), BTreeSet::new()));
    let threads = available_parallelism().map_or(1, usize::from);
    scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed.wrapping_sub(first) >= runs {
                        return;
                    }
                    let went = catch_unwind(|| run(seed));
                    let mut whole = whole.lock().unwrap_or_else(PoisonError::into_inner);
                    match went {
                        Ok(tally) => whole.0 += tally,
                        Err(_panic) => {
                            whole.1.insert(seed);
                            next.store(first.wrapping_add(runs), Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    let whole = whole.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!(
        "{name}, in {:.1} s: {}",
        begun.elapsed().as_secs_f32(),
        whole.0
    );
    for seed in &whole.1 {
        println!(
            "went wrong; to repeat: OTAGAI_SEED={seed} cargo test -p otagai-tests --test storms {name}"
        );
    }
    assert!(whole.1.is_empty(), "seeds that went wrong: {:?}", whole.1);
    // Fewer storms than usual prove nothing of how often something happens.
    let rare: Vec<_> = least
        .iter()
        .filter(|(what, least)| runs >= usual && whole.0.of(what) < *least)
        .collect();
    assert!(
        rare.is_empty(),
        "happened too rarely to be a test of it: {rare:?} in {}",
        whole.0
    );
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
