//! Taking back, hiding and showing.

use super::*;
use crate::vouch::standing::Dropped;

#[test]
fn its_author_takes_a_job_or_a_vouch_back_and_so_does_a_reader_whom_it_is_about() {
    for (who, by) in [("alice", Dropped::Withdrawn), ("bob", Dropped::Vetoed)] {
        let mut circle = three();
        let job = record(&mut circle, &["alice", "bob"]);
        let about_bob = vouch(&mut circle, "alice", "bob", job).unwrap();
        for document in [about_bob, job] {
            let deed = circle.ask(who, Some(document), |here| take_back(here, document));
            let deed = deed.unwrap();
            assert!(deed.takes_back().eq([document]), "{who}: this one alone");
            circle
                .does(who, Some(document), |_| Ok::<_, TakeBackRefusal>(deed))
                .unwrap();
        }
        assert_eq!(
            state(&circle, "alice", about_bob),
            VouchState::Dropped(by),
            "{who}: the vouch"
        );
        assert_eq!(
            circle.work("bob").jobs[&job].dropped,
            Some(by),
            "{who}: the job"
        );
        let again = circle.ask(who, Some(job), |here| take_back(here, job));
        assert_eq!(
            again,
            Err(TakeBackRefusal::UnknownWork),
            "{who}: there is nothing left to take back"
        );
    }
}

#[test]
fn nobody_takes_back_what_is_about_others_or_what_they_were_never_asked_about() {
    let mut circle = TestCircle::new(&["alice", "bob", "carol", "dora"]);
    let job = VouchedJob::New(circle.job_draft(&["alice", "bob", "carol"]));
    let new = circle.new_vouch("bob", job);
    let written = circle
        .does("alice", None, |here| write_vouch(here, &new))
        .unwrap();
    let [job, about_bob] = [0, 1].map(|n| written.papers[n].document);
    answer(&mut circle, "bob", about_bob, Answered::Accept).unwrap();
    // Carol took part and can read it now; the record was for the other two.
    for (name, document) in [("carol", job), ("carol", about_bob), ("dora", job)] {
        let refused = circle.ask(name, Some(document), |here| take_back(here, document));
        assert_eq!(refused, Err(TakeBackRefusal::NotYours), "{name}");
    }
}

#[test]
fn only_its_subject_hides_a_vouch_and_shows_it_again() {
    let mut circle = three();
    let job = record(&mut circle, &["alice", "bob"]);
    let about_bob = vouch(&mut circle, "alice", "bob", job).unwrap();
    let show = |shown| move |here: &Situation<'_>| show_vouch(here, about_bob, shown);
    assert_eq!(
        circle.ask("bob", Some(about_bob), show(false)),
        Err(ShowVouchRefusal::UnknownWork),
        "one that waits is neither shown nor hidden"
    );
    answer(&mut circle, "bob", about_bob, Answered::Accept).unwrap();
    assert_eq!(
        circle.ask("alice", Some(about_bob), show(false)),
        Err(ShowVouchRefusal::NotYours),
        "it is not alice's to hide"
    );
    for (shown, expected) in [
        (true, VouchState::Counts),
        (false, VouchState::Hidden),
        (false, VouchState::Hidden),
        (true, VouchState::Counts),
    ] {
        let is_so = state(&circle, "bob", about_bob) == expected;
        let deed = circle.ask("bob", Some(about_bob), show(shown)).unwrap();
        assert_eq!(deed.is_nothing(), is_so, "nothing is said twice");
        circle
            .does("bob", Some(about_bob), |_| Ok::<_, ShowVouchRefusal>(deed))
            .unwrap();
        assert_eq!(state(&circle, "bob", about_bob), expected, "shown: {shown}");
    }
}
