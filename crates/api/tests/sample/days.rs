//! The sample of other days: dates move, and everything stands as it does on the day it was written for.

use super::stage::{home, made, made_for, state};
use otagai_api::sample::MadeSample;
use otagai_core::trail::TrustGraph;
use std::collections::BTreeMap;

/// How every vouch and every job stands for somebody.
fn standing(made: &MadeSample, viewer: &str) -> BTreeMap<String, String> {
    let work = home(made, viewer).work(made.circle()).unwrap();
    let vouches = made.sample().vouches().iter().map(|one| {
        let state = state(made, one.id.as_str(), viewer);
        (one.id.to_string(), format!("{state:?}"))
    });
    let jobs = made.sample().jobs().iter().map(|one| {
        let found = work.jobs.get(&made.job(&one.id).unwrap());
        let confirmed = found.and_then(|job| Some(job.current()?.is_confirmed()));
        (one.id.to_string(), format!("{confirmed:?}"))
    });
    vouches.chain(jobs).collect()
}

fn graph(made: &MadeSample) -> TrustGraph {
    let hitomi = home(made, "ひとみさん");
    hitomi
        .trust_graph(made.circle(), hitomi.clock().day())
        .unwrap()
}

/// Who vouches now and who did before, how often, and whether all of it is an exchange.
fn trails(made: &MadeSample) -> Vec<String> {
    let graph = graph(made);
    let person = |short| home(made, short).person();
    [
        ("ひな先生", "ひとみさん", "ファシリテーション"),
        ("ひとみさん", "のぞみさん", "英語学習コーチング"),
        ("ひとみさん", "きくさん", "運営・幹事"),
        ("ひな先生", "さくらさん", "医療系講師"),
        ("きくさん", "つよしさん", "健康講座"),
        ("きくさん", "さくらさん", "医療系講師"),
    ]
    .iter()
    .map(|(viewer, subject, skill)| {
        let trail = graph.trail(person(viewer), person(subject), skill);
        let vouchers: Vec<_> = (trail.vouchers.iter())
            .map(|one| (one.person, one.repeats.clone(), one.mutual))
            .collect();
        let earlier: Vec<_> = trail.earlier.iter().map(|one| one.person).collect();
        let paths: Vec<_> = trail.paths.iter().map(|path| path.worked_with).collect();
        let (mutual, chain) = (trail.all_mutual, trail.invitations.clone());
        format!("{skill}: {vouchers:?} {earlier:?} {mutual} {paths:?} {chain:?}")
    })
    .collect()
}

fn same_as_today(day: &str) {
    let then = made_for(day);
    assert_eq!(then.sample().today().to_string(), day, "moved");
    for viewer in ["ひとみさん", "まことさん", "あいちゃん"] {
        assert_eq!(
            standing(&then, viewer),
            standing(made(), viewer),
            "{viewer} on {day}"
        );
    }
    assert_eq!(trails(&then), trails(made()), "{day}");
}

#[test]
fn on_a_leap_day_everything_stands_the_same() {
    same_as_today("2028-02-29");
}

#[test]
fn on_the_first_day_of_a_year_everything_stands_the_same() {
    same_as_today("2027-01-01");
}

#[test]
fn on_the_last_day_of_a_short_month_everything_stands_the_same() {
    same_as_today("2031-04-30");
}
