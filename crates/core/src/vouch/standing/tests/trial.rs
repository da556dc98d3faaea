//! A kind of paper is one line of the table and a file of its own: the rest walks the table.

use super::world::{TODAY, World};
use crate::{
    document::Kind,
    paper::trial::{Trial, TrialRow},
    statement::{StatementBody, Withdraw},
    vouch::standing::{PAPERS, Standing},
};
use std::collections::BTreeSet;

#[test]
fn a_new_kind_is_read_weighed_and_taken_back_like_any_other() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let remark = Trial {
        job: Some(job.id()),
        text: "よい日でした".to_owned(),
    };
    let paper = world.paper("bob", &["alice", "bob"], &remark);
    let row = TrialRow {
        author: world.id("bob"),
        text: remark.text,
        about: BTreeSet::from([world.id("alice"), world.id("bob")]),
    };
    let seen = world.seen_with(&[&job, &paper], TODAY);
    assert_eq!(
        seen.trials.get(&paper.id()),
        Some(&row),
        "weighed beside the job"
    );
    assert!(
        world.seen_with(&[&paper], TODAY).trials.is_empty(),
        "not without it"
    );
    assert!(world.seen().trials.is_empty(), "and not for who has no key");
    let document = paper.id();
    world.say("bob", &StatementBody::Withdraw(Withdraw { document }));
    let seen = world.seen_with(&[&job, &paper], TODAY);
    assert!(seen.trials.is_empty(), "taken back");
}

#[test]
fn rows_of_every_kind_are_kept_and_read_back_by_who_knows_none() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let vouch = world.vouch("alice", "bob", &job);
    let remark = world.paper(
        "alice",
        &["alice", "bob"],
        &Trial {
            job: Some(job.id()),
            text: "また".to_owned(),
        },
    );
    let seen = world.seen_with(&[&job, &vouch, &remark], TODAY);
    let now = Standing {
        jobs: seen.jobs,
        vouches: seen.vouches,
        answers: seen.answers,
        trials: seen.trials,
    };
    let changes = now.changes_since(&Standing::default());
    let kinds: Vec<Kind> = changes.iter().map(|change| change.kind).collect();
    assert_eq!(
        kinds,
        [Kind::Job, Kind::Vouch, Kind::Trial],
        "each is a row"
    );
    let two = BTreeSet::from([world.id("alice"), world.id("bob")]);
    let mut kept = Standing::default();
    for change in changes {
        assert_eq!(change.concerns, two, "{:?}: whom it is about", change.kind);
        let row = change.row.unwrap();
        kept.put(change.kind.name(), change.document, &row).unwrap();
    }
    assert_eq!(kept, now, "read back");
    assert!(now.changes_since(&kept).is_empty(), "nothing differs");
    let gone = Standing::default().changes_since(&now);
    assert!(
        gone.len() == 3 && gone.iter().all(|change| change.row.is_none()),
        "all are gone"
    );
    assert!(
        kept.put("letter", job.id(), &[]).is_err(),
        "a kind of a later version"
    );
}

#[test]
fn every_paper_of_the_table_has_a_line_for_who_keeps_rows() {
    let papers = Kind::ALL.iter().filter(|kind| kind.is_paper());
    let listed = PAPERS.iter().map(|paper| &paper.kind);
    assert!(papers.eq(listed), "in the order of the table");
    let mut names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Kind::ALL.len(), "no word stands for two kinds");
}
