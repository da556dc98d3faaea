//! Writing a vouch, alone or with its job.

use super::*;
use crate::{
    job::JobFault,
    quiet::QuietWord,
    statement::StatementBody,
    testing,
    vouch::{VouchFault, portable::PortableError},
};

/// alice writes a vouch for bob together with the record of their work.
fn together(circle: &mut TestCircle, names: &[&'static str]) -> WrittenDeed {
    let job = VouchedJob::New(circle.job_draft(names));
    let new = circle.new_vouch("bob", job);
    circle
        .does("alice", None, |here| write_vouch(here, &new))
        .unwrap()
}

#[test]
fn job_and_vouch_of_one_deed_are_for_the_two_until_the_subject_answers() {
    let mut circle = three();
    let written = together(&mut circle, &["alice", "bob", "carol"]);
    let [job, vouch] = written.papers.as_slice() else {
        panic!("a record and a vouch");
    };
    for (name, reads) in [("alice", true), ("bob", true), ("carol", false)] {
        for paper in [job, vouch] {
            let opens = circle.paper(name, paper.document).is_some();
            assert_eq!(opens, reads, "{name} can read it");
        }
    }
    let waiting = standing_of(&circle, "bob", vouch.document).unwrap();
    assert_eq!(
        (waiting.vouch.job, &waiting.vouch.job_heads, waiting.state),
        (Some(job.document), &job.heads, VouchState::Unanswered),
        "it names the very record that came with it, and waits"
    );
    answer(&mut circle, "bob", vouch.document, Answered::Accept).unwrap();
    assert_eq!(
        state(&circle, "carol", vouch.document),
        VouchState::Counts,
        "one answer opens both"
    );
}

#[test]
fn who_vouches_on_a_record_of_somebody_else_says_with_it_that_it_was_so() {
    let mut circle = three();
    let job = record(&mut circle, &["carol", "alice", "bob"]);
    let recorded = VouchedJob::Recorded(job, circle.version("alice", job));
    let new = circle.new_vouch("bob", recorded);
    let written = circle
        .does("alice", Some(job), |here| write_vouch(here, &new))
        .unwrap();
    let mut said = written.items.iter().filter(|item| {
        item.kind == crate::item::ItemKind::Statement
            && matches!(
                testing::read(item).content().body(),
                Ok(StatementBody::Confirm(_))
            )
    });
    assert!(said.next().is_some(), "alice confirms the record");
    assert!(said.next().is_none(), "once");
    vouch(&mut circle, "alice", "carol", job).unwrap();
    let confirmed = &circle.work("bob").jobs[&job].versions[0].signed_by;
    assert!(
        confirmed.contains(&circle.id_of("alice")),
        "everybody reads that"
    );
}

#[test]
fn nobody_vouches_for_themselves_for_strangers_or_where_they_were_not() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    confirm(&mut circle, "bob", job);
    let fault = |fault| Err(WriteVouchRefusal::Faults(vec![fault]));
    for (author, subject, expected) in [
        ("alice", "alice", fault(VouchFault::SelfVouch)),
        ("alice", "carol", fault(VouchFault::SubjectNotThere)),
        ("carol", "bob", fault(VouchFault::AuthorNotThere)),
    ] {
        let refused = vouch(&mut circle, author, subject, job);
        assert_eq!(refused, expected, "{author} for {subject}");
    }
    let stranger = testing::Person::new("dora").keys.person();
    let mut new = circle.new_vouch("bob", VouchedJob::New(circle.job_draft(&["alice", "bob"])));
    new.subject = stranger;
    let refused = circle.ask("alice", None, |here| write_vouch(here, &new));
    assert_eq!(refused, Err(WriteVouchRefusal::UnknownPerson), "a stranger");
}

#[test]
fn every_fault_of_a_vouch_or_of_its_new_record_is_named_at_once() {
    let circle = three();
    let mut draft = circle.job_draft(&["alice", "bob"]);
    draft.to = "2026-12".parse().unwrap();
    draft.skills = Vec::new();
    let new = circle.new_vouch("bob", VouchedJob::New(draft));
    assert_eq!(
        circle.ask("alice", None, |here| write_vouch(here, &new)),
        Err(WriteVouchRefusal::JobFaults(vec![
            JobFault::InTheFuture,
            JobFault::NoSkill
        ])),
        "of the record"
    );
    let mut new = circle.new_vouch("bob", VouchedJob::New(circle.job_draft(&["alice", "bob"])));
    new.text = "短い".to_owned();
    new.skills = vec!["料理".to_owned()];
    assert_eq!(
        circle.ask("alice", None, |here| write_vouch(here, &new)),
        Err(WriteVouchRefusal::Faults(vec![
            VouchFault::SkillNotInJob(0),
            VouchFault::TooShort
        ])),
        "of the vouch"
    );
}

#[test]
fn nobody_vouches_on_work_that_the_subject_disputes_or_on_another_version_than_they_read() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let version = circle.version("bob", job);
    circle
        .does("bob", Some(job), |here| {
            let answered = Answered::Quiet(QuietWord::Decline);
            answer_job(here, job, version, answered, "")
        })
        .unwrap();
    assert_eq!(
        vouch(&mut circle, "alice", "bob", job),
        Err(WriteVouchRefusal::DisputedJob),
        "bob says that it was not so"
    );
    let unread = ItemId::from_bytes([7; 32]);
    let new = circle.new_vouch("bob", VouchedJob::Recorded(job, unread));
    assert_eq!(
        circle.ask("alice", Some(job), |here| write_vouch(here, &new)),
        Err(WriteVouchRefusal::OtherVersion),
        "a version that is not there"
    );
}

#[test]
fn a_vouch_for_outside_carries_both_names_and_proofs_or_is_refused() {
    let mut circle = three();
    let mut new = circle.new_vouch("bob", VouchedJob::New(circle.job_draft(&["alice", "bob"])));
    new.outside = Some(String::new());
    let written = circle
        .does("alice", None, |here| write_vouch(here, &new))
        .unwrap();
    let vouch = written.papers.last().unwrap().document;
    let portable = standing_of(&circle, "bob", vouch).unwrap().vouch.portable;
    let portable = portable.unwrap();
    assert_eq!(
        (portable.name.as_str(), portable.subject_name.as_str()),
        ("alice", "bob"),
        "as on their cards"
    );
    new.outside = Some("鈴木".to_owned());
    let nameless = circle.ask("alice", None, |here| {
        let none = BTreeMap::new();
        let here = Situation {
            names: &none,
            ..*here
        };
        write_vouch(&here, &new)
    });
    assert_eq!(
        nameless,
        Err(WriteVouchRefusal::Portable(PortableError::NoName)),
        "nobody outside would know for whom it is"
    );
}
