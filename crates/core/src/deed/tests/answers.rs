//! Answers to jobs and vouches: what is written, for whom, and what is refused.

use super::*;
use crate::{quiet::QuietWord, vouch::standing::Dropped};

#[test]
fn keeping_says_that_the_work_was_so_and_shows_no_vouch() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let about_bob = vouch(&mut circle, "alice", "bob", job).unwrap();
    answer(
        &mut circle,
        "bob",
        about_bob,
        Answered::Quiet(QuietWord::Keep),
    )
    .unwrap();
    let carols = circle.work("carol");
    assert!(
        carols.jobs[&job].versions[0].is_confirmed(),
        "carol reads of the work"
    );
    assert!(
        carols.vouches.is_empty() && carols.answers.is_empty(),
        "and of nothing else"
    );
    let alices = circle.work("alice");
    let said = alices.answers.values().map(|one| one.answer.word);
    assert!(
        said.eq([Some(QuietWord::Keep)]),
        "alice reads what bob says"
    );
}

#[test]
fn the_last_answer_stands_and_takes_back_what_was_said_before() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let about_bob = vouch(&mut circle, "alice", "bob", job).unwrap();
    for quiet in [QuietWord::Decline, QuietWord::Fix] {
        answer(&mut circle, "bob", about_bob, Answered::Quiet(quiet)).unwrap();
    }
    let said = circle.work("alice").answers;
    let said: Vec<_> = said.values().map(|one| one.answer.word).collect();
    assert_eq!(said, [Some(QuietWord::Fix)], "one answer, the last");
    answer(&mut circle, "bob", about_bob, Answered::Accept).unwrap();
    assert!(
        circle.work("alice").answers.is_empty(),
        "nothing quiet is left"
    );
    assert_eq!(
        state(&circle, "carol", about_bob),
        VouchState::Counts,
        "and it counts"
    );
}

#[test]
fn a_quiet_answer_to_a_job_is_taken_back_by_confirming_it_whenever_that_was() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let version = circle.version("bob", job);
    for answered in [
        Answered::Accept,
        Answered::Quiet(QuietWord::Fix),
        Answered::Accept,
    ] {
        circle
            .does("bob", Some(job), |here| {
                answer_job(here, job, version, answered, "")
            })
            .unwrap();
    }
    assert!(
        circle.work("alice").answers.is_empty(),
        "the last word stands"
    );
}

#[test]
fn who_is_not_asked_does_not_answer() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let version = circle.version("alice", job);
    let accept = |here: &Situation<'_>| answer_job(here, job, version, Answered::Accept, "");
    let by_author = circle.ask("alice", Some(job), accept);
    assert_eq!(
        by_author,
        Err(AnswerJobRefusal::NotYours),
        "who recorded it"
    );
    let by_other = circle.ask("carol", Some(job), accept);
    assert_eq!(
        by_other,
        Err(AnswerJobRefusal::UnknownWork),
        "who cannot read it"
    );
    confirm(&mut circle, "bob", job);
    let by_other = circle.ask("carol", Some(job), accept);
    assert_eq!(
        by_other,
        Err(AnswerJobRefusal::NotYours),
        "who was not there"
    );
    let about_bob = vouch(&mut circle, "alice", "bob", job).unwrap();
    assert_eq!(
        answer(&mut circle, "alice", about_bob, Answered::Accept).unwrap_err(),
        AnswerVouchRefusal::NotYours,
        "a vouch is its subject's to answer"
    );
}

#[test]
fn an_answer_names_the_version_that_was_read() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let read = circle.version("bob", job);
    let mut draft = circle.job_draft(&["alice", "bob"]);
    draft.title = "研修(2日間)".to_owned();
    circle
        .does("alice", Some(job), |here| correct_job(here, job, &draft))
        .unwrap();
    let refused = circle.ask("bob", Some(job), |here| {
        answer_job(here, job, read, Answered::Accept, "")
    });
    assert_eq!(
        refused,
        Err(AnswerJobRefusal::OtherVersion),
        "it changed since"
    );
    confirm(&mut circle, "bob", job);
}

#[test]
fn a_vouch_is_answered_once_and_not_after_it_was_taken_back() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let about_bob = vouch(&mut circle, "alice", "bob", job).unwrap();
    answer(&mut circle, "bob", about_bob, Answered::Accept).unwrap();
    assert_eq!(
        answer(&mut circle, "bob", about_bob, Answered::Accept).unwrap_err(),
        AnswerVouchRefusal::AlreadyAnswered,
        "it is shown"
    );
    circle
        .does("alice", Some(about_bob), |here| take_back(here, about_bob))
        .unwrap();
    assert_eq!(
        state(&circle, "bob", about_bob),
        VouchState::Dropped(Dropped::Withdrawn),
        "alice took it back"
    );
    assert_eq!(
        answer(&mut circle, "bob", about_bob, Answered::Accept).unwrap_err(),
        AnswerVouchRefusal::UnknownWork,
        "there is nothing to answer"
    );
}

#[test]
fn a_note_that_is_too_long_is_refused_with_nothing_written() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let version = circle.version("bob", job);
    let note = "あ".repeat(crate::quiet::NOTE_CHARS + 1);
    let refused = circle.ask("bob", Some(job), |here| {
        let answered = Answered::Quiet(QuietWord::Fix);
        answer_job(here, job, version, answered, &note)
    });
    assert!(
        matches!(refused, Err(AnswerJobRefusal::Note(_))),
        "it is named"
    );
}
