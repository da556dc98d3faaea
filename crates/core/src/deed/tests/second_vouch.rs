//! A second vouch of the same pair, direction and job, over every state of the first.

use super::*;
use crate::{
    deed::vouch::Earlier,
    quiet::{QuietAnswer, QuietWord},
    vouch::standing::{Dropped, QuietStanding, Void},
};
use std::collections::BTreeSet;

/// What happens to a second vouch.
#[derive(Debug, PartialEq, Eq)]
enum Second {
    /// It is written; the first is nothing to it.
    Written,
    /// It is written, and takes the first back.
    InItsPlace,
    /// It is refused.
    Refused,
}

#[test]
fn a_second_vouch_is_refused_while_the_first_waits_or_stands_and_replaces_what_is_to_be_put_right()
{
    use Second::{InItsPlace, Refused, Written};
    use VouchState as State;
    // State of the first; what becomes of a second one; the same where the subject wants the first put right.
    let table = [
        (State::Unanswered, Refused, InItsPlace),
        (State::JobNotHeld, Refused, InItsPlace),
        (State::Unconfirmed(BTreeSet::new()), Refused, Refused),
        (State::Counts, Refused, Refused),
        (State::Hidden, Refused, Refused),
        (State::Expired, Written, Written),
        (State::Void(Void::JobDropped), Written, InItsPlace),
        (State::Void(Void::NotMembers), Written, InItsPlace),
        (State::Dropped(Dropped::Withdrawn), Written, Written),
        (State::Dropped(Dropped::Vetoed), Written, Written),
    ];
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let first = vouch(&mut circle, "alice", "bob", job).unwrap();
    let (alice, bob) = (circle.id_of("alice"), circle.id_of("bob"));
    let at = (job, circle.version("alice", job));
    for (state, expected, where_to_be_put_right) in table {
        for (put_right, expected) in [(false, expected), (true, where_to_be_put_right)] {
            let mut work = circle.work("alice");
            work.vouches.get_mut(&first).unwrap().state = state.clone();
            if put_right {
                let answer = QuietAnswer::new(None, Some(first), QuietWord::Fix, "").unwrap();
                let fix = QuietStanding {
                    author: bob,
                    answer,
                };
                work.answers.insert(DocumentId::from_bytes([9; 32]), fix);
            }
            let case = format!("{state:?}, to be put right: {put_right}");
            let second = match may_vouch(&work, |_| true, (alice, bob), at) {
                Ok(ground) if ground.replaces.is_empty() => Written,
                Ok(ground) => {
                    assert_eq!(ground.replaces, [first], "{case}: which");
                    InItsPlace
                }
                Err(refusal) => {
                    assert_eq!(refusal, WriteVouchRefusal::SecondVouch, "{case}: why");
                    Refused
                }
            };
            assert_eq!(second, expected, "{case}");
            let offered = open_for_vouch(&work, |_| true, alice, job);
            let is_offered = offered.contains(&bob);
            assert_eq!(is_offered, expected != Refused, "{case}: offered or not");
        }
    }
}

#[test]
fn a_vouch_of_another_pair_direction_or_job_stands_in_nobodys_way() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob", "carol"]);
    vouch(&mut circle, "alice", "bob", job).unwrap();
    vouch(&mut circle, "alice", "carol", job).unwrap();
    confirm(&mut circle, "bob", job);
    vouch(&mut circle, "bob", "alice", job).unwrap();
    let other = record(&mut circle, &["alice", "bob"]);
    vouch(&mut circle, "alice", "bob", other).unwrap();
    assert_eq!(
        vouch(&mut circle, "alice", "bob", job),
        Err(WriteVouchRefusal::SecondVouch),
        "and the same once more is one too many"
    );
}

#[test]
fn a_vouch_put_right_takes_the_first_back_in_the_same_deed() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let first = vouch(&mut circle, "alice", "bob", job).unwrap();
    answer(&mut circle, "bob", first, Answered::Quiet(QuietWord::Fix)).unwrap();
    let second = vouch(&mut circle, "alice", "bob", job).unwrap();
    assert_eq!(
        state(&circle, "bob", first),
        VouchState::Dropped(Dropped::Withdrawn),
        "gone with the second"
    );
    answer(&mut circle, "bob", second, Answered::Accept).unwrap();
    assert_eq!(
        state(&circle, "carol", second),
        VouchState::Counts,
        "which counts for everybody"
    );
}

#[test]
fn a_vouch_whose_version_of_the_job_is_not_at_hand_may_yet_count() {
    // What the table says of it, at its source: it is neither over nor free to be doubled.
    assert_eq!(
        Earlier::of(&VouchState::JobNotHeld, false),
        Earlier::InTheWay,
        "like one that waits"
    );
}
