//! What each deed allows and writes: expected from the need of the members.

mod answers;
mod circles;
mod jobs;
mod second_vouch;
mod taking_back;
mod vouches;

use super::*;
use crate::{
    id::DocumentId,
    testing::TestCircle,
    vouch::standing::{VouchStanding, VouchState},
};

/// alice, bob and carol.
fn three() -> TestCircle {
    TestCircle::new(&["alice", "bob", "carol"])
}

/// The first of them records work of all.
fn record(circle: &mut TestCircle, names: &[&'static str]) -> DocumentId {
    let draft = circle.job_draft(names);
    let author = names.first().copied().unwrap();
    let written = circle.does(author, None, |here| record_job(here, &draft));
    written.unwrap().papers[0].document
}

/// Somebody says that a record is so.
fn confirm(circle: &mut TestCircle, name: &str, job: DocumentId) {
    let version = circle.version(name, job);
    circle
        .does(name, Some(job), |here| {
            answer_job(here, job, version, Answered::Accept, "")
        })
        .unwrap();
}

/// Somebody vouches for somebody on the newest version of a record.
fn vouch(
    circle: &mut TestCircle,
    author: &str,
    subject: &str,
    job: DocumentId,
) -> Result<DocumentId, WriteVouchRefusal> {
    let recorded = VouchedJob::Recorded(job, circle.version(author, job));
    let new = circle.new_vouch(subject, recorded);
    let written = circle.does(author, Some(job), |here| write_vouch(here, &new))?;
    Ok(written.papers.last().unwrap().document)
}

/// Somebody answers a vouch about themselves.
fn answer(
    circle: &mut TestCircle,
    name: &str,
    vouch: DocumentId,
    answered: Answered,
) -> Result<WrittenDeed, AnswerVouchRefusal> {
    circle.does(name, Some(vouch), |here| {
        answer_vouch(here, vouch, answered, "")
    })
}

fn standing_of(circle: &TestCircle, name: &str, vouch: DocumentId) -> Option<VouchStanding> {
    circle.work(name).vouches.remove(&vouch)
}

fn state(circle: &TestCircle, name: &str, vouch: DocumentId) -> VouchState {
    standing_of(circle, name, vouch).unwrap().state
}
