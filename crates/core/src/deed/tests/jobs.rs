//! Recording work done together, and correcting it.

use super::*;
use crate::{quiet::QuietWord, testing::Person};

#[test]
fn a_record_is_read_by_all_who_took_part_and_by_nobody_else() {
    let mut circle = TestCircle::new(&["alice", "bob", "carol", "dora"]);
    let job = record(&mut circle, &["alice", "bob", "carol"]);
    for (name, reads) in [
        ("alice", true),
        ("bob", true),
        ("carol", true),
        ("dora", false),
    ] {
        let opens = circle.paper(name, job).is_some();
        assert_eq!(opens, reads, "{name} can read it");
    }
}

#[test]
fn a_record_names_members_only_and_its_author() {
    let circle = three();
    let mut draft = circle.job_draft(&["alice", "bob"]);
    draft.participants[1].person = Person::new("dora").keys.person();
    assert_eq!(
        circle.ask("alice", None, |here| record_job(here, &draft)),
        Err(RecordJobRefusal::UnknownPerson),
        "dora is not in"
    );
    let others = circle.job_draft(&["bob", "carol"]);
    let refused = circle.ask("alice", None, |here| record_job(here, &others));
    assert!(
        matches!(refused, Err(RecordJobRefusal::Faults(_))),
        "alice was not there"
    );
}

#[test]
fn a_new_version_is_the_authors_and_for_those_who_read_the_first() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let same = circle.job_draft(&["alice", "bob"]);
    let written = circle
        .does("alice", Some(job), |here| correct_job(here, job, &same))
        .unwrap();
    assert!(
        written.items.is_empty(),
        "what says nothing new is no version"
    );
    let mut draft = circle.job_draft(&["bob", "alice"]);
    draft.title = "ちがう仕事".to_owned();
    assert_eq!(
        circle.ask("bob", Some(job), |here| correct_job(here, job, &draft)),
        Err(RecordJobRefusal::NotYours),
        "bob did not record it"
    );
    let more = circle.job_draft(&["alice", "bob", "carol"]);
    assert_eq!(
        circle.ask("alice", Some(job), |here| correct_job(here, job, &more)),
        Err(RecordJobRefusal::OtherPeople),
        "carol could not read it"
    );
    let about_bob = vouch(&mut circle, "alice", "bob", job).unwrap();
    assert_eq!(
        circle.ask("alice", Some(about_bob), |here| {
            correct_job(here, about_bob, &same)
        }),
        Err(RecordJobRefusal::NotYours),
        "a vouch is no record of work"
    );
}

#[test]
fn what_was_said_last_is_said_again_only_where_nobody_knew_it() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let first = circle.version("alice", job);
    let ask = |circle: &TestCircle, said| {
        circle.ask("alice", Some(job), |here| repeat_job(here, job, said))
    };
    assert_eq!(ask(&circle, first), JobSaid::Stands, "it is the newest");
    let mut draft = circle.job_draft(&["alice", "bob"]);
    draft.title = "研修(2日間)".to_owned();
    circle
        .does("alice", Some(job), |here| correct_job(here, job, &draft))
        .unwrap();
    assert_eq!(
        ask(&circle, first),
        JobSaid::Followed,
        "who wrote the second knew the first"
    );
}

#[test]
fn a_version_that_a_clone_did_not_know_is_said_again_after_both() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let mut draft = circle.job_draft(&["alice", "bob"]);
    draft.title = "片方の題".to_owned();
    let before = circle.clone();
    let here = circle
        .does("alice", Some(job), |here| correct_job(here, job, &draft))
        .unwrap();
    draft.title = "もう片方の題".to_owned();
    let mut clone = before;
    clone.now += 1;
    // The clone goes on from the same numbers but is another run of the program.
    clone.draw_apart();
    let there = clone
        .does("alice", Some(job), |here| correct_job(here, job, &draft))
        .unwrap();
    circle.take(&there.items);
    let [mine, other] = [&here, &there].map(|written| written.versions[0].chunk);
    let current = circle.version("alice", job);
    let lost = if current == mine { other } else { mine };
    let JobSaid::Again(again) = circle.ask("alice", Some(job), |here| repeat_job(here, job, lost))
    else {
        panic!("the one that is not the newest is said again");
    };
    let said = circle.work("alice").jobs[&job]
        .versions
        .iter()
        .find(|version| version.chunk == lost)
        .map(|version| version.at.job.title.clone());
    circle
        .does("alice", Some(job), |_| Ok::<_, RecordJobRefusal>(again))
        .unwrap();
    let now = circle.work("alice").jobs[&job].current().cloned().unwrap();
    assert_eq!(Some(now.at.job.title), said, "it stands now");
    confirm(&mut circle, "bob", job);
    let version = circle.version("bob", job);
    let fix = circle.ask("bob", Some(job), |here| {
        answer_job(here, job, version, Answered::Quiet(QuietWord::Fix), "")
    });
    assert!(fix.is_ok(), "and can be answered like any other");
}
