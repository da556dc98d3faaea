//! What asks a member for an answer, and what of it is new.

use super::*;
use crate::notice::{Notice, NoticeAsking};

/// What asks somebody who holds the keys of these papers.
fn asking(world: &World, name: &str, papers: &[&Paper]) -> NoticeAsking {
    let seen = world.seen_with(papers, TODAY);
    let standing = Standing {
        jobs: seen.jobs,
        vouches: seen.vouches,
        answers: seen.answers,
        ..Standing::default()
    };
    NoticeAsking::of(&standing, world.id(name))
}

fn new(world: &World, name: &str, papers: &[&Paper]) -> Vec<Notice> {
    asking(world, name, papers).since(&NoticeAsking::default())
}

#[test]
fn a_vouch_asks_its_subject_until_it_is_answered_and_its_job_with_it() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let vouch = world.vouch("alice", "bob", &job);
    let waits = Notice::VouchWaits {
        vouch: vouch.id(),
        author: world.id("alice"),
    };
    assert_eq!(
        new(&world, "bob", &[&job, &vouch]),
        [waits],
        "one thing to answer, not two"
    );
    assert_eq!(new(&world, "alice", &[&job, &vouch]), [], "nobody asks her");
    assert_eq!(new(&world, "carol", &[]), [], "nor whom it is not about");
    world.say("bob", &vouch.accept());
    world.say("bob", &job.confirm());
    assert_eq!(new(&world, "bob", &[&job, &vouch]), [], "he has answered");
}

#[test]
fn a_job_asks_whom_it_names_and_a_corrected_one_asks_anew() {
    let mut world = World::new();
    let mut job = world.job("alice", &["bob"]);
    let asks = Notice::JobAsks {
        job: job.id(),
        author: world.id("alice"),
    };
    let before = asking(&world, "bob", &[&job]);
    assert_eq!(
        before.since(&NoticeAsking::default()),
        [asks],
        "it names him"
    );
    assert_eq!(
        asking(&world, "bob", &[&job]).since(&before),
        [],
        "which is said once"
    );
    world.retitle("alice", &mut job);
    let corrected = asking(&world, "bob", &[&job]);
    assert_eq!(corrected.since(&before), [asks], "another version");
    world.say("bob", &job.confirm());
    assert_eq!(new(&world, "bob", &[&job]), [], "he has signed it");
}
