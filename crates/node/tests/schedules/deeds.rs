//! What a member writes, and how two devices meet.

use crate::seat::Seat;
use otagai_core::{
    card::{CardEdit, TextField},
    date::Month,
    id::{CircleId, PersonId},
    job::{JobDraft, JobKind, Participant},
};
use otagai_node::work::{Answered, NewJob};
use rand::{Rng, RngExt, rngs::StdRng};

/// Writes something; on disk when this returns.
pub(crate) fn write(seat: &Seat, circle: CircleId, people: &[PersonId], rng: &mut StdRng) {
    let home = seat.home();
    let number = rng.next_u32();
    match rng.random_range(0..6) {
        0..3 => {
            let edit = CardEdit::Text(TextField::Banner, format!("聞きます {number}"));
            home.edit_card(circle, &edit).unwrap();
        }
        3 => {
            home.invite(circle, "さくら", 1, 7, Vec::new()).unwrap();
        }
        4 => record(seat, circle, people, number),
        _ => {
            let waiting = {
                let work = home.store().work(circle).unwrap();
                work.jobs.iter().find_map(|(document, job)| {
                    let current = job.current()?;
                    let mine = job.author == home.person();
                    let is_signed = current.signed_by.contains(&home.person());
                    (!mine && !is_signed).then_some((*document, current.chunk))
                })
            };
            match waiting {
                Some((job, version)) => home
                    .answer_job(circle, job, version, Answered::Accept, "")
                    .unwrap(),
                None => record(seat, circle, people, number),
            }
        }
    }
}

fn record(seat: &Seat, circle: CircleId, people: &[PersonId], number: u32) {
    let new = NewJob {
        draft: draft(people, &format!("研修 {number}")),
        replaces: None,
    };
    seat.home().record_job(circle, &new).unwrap();
}

/// A job that these people did.
pub(crate) fn draft(people: &[PersonId], title: &str) -> JobDraft {
    let month = Month::new(2026, 5).unwrap();
    let participant = |person: &PersonId| Participant {
        person: *person,
        role: String::new(),
    };
    JobDraft {
        title: title.to_owned(),
        kind: JobKind::Paid,
        from: month,
        to: month,
        size: None,
        participants: people.iter().map(participant).collect(),
        skills: vec!["傾聴".to_owned()],
        outside: 0,
        request: None,
    }
}

/// Two devices meet: what one holds and the other lacks is passed on, and everything is taken. Whoever says something
/// again upon that passes it on as well, and that comes to an end.
pub(crate) fn meet(one: &Seat, other: &Seat, circle: CircleId) {
    let digest = |seat: &Seat| seat.home().store().digest(circle).unwrap();
    let mut rounds = 0;
    loop {
        pass_on(one, other, circle);
        pass_on(other, one, circle);
        if digest(one) == digest(other) {
            break;
        }
        rounds += 1;
        assert!(rounds < 10, "both hold the same once they have met");
    }
    let here = digest(one);
    for (me, whom) in [(one, other), (other, one)] {
        let (home, met) = (me.home(), whom.home());
        let now = home.clock().now();
        home.store()
            .met(circle, met.author.device(), met.person(), &here, now)
            .unwrap();
    }
}

fn pass_on(from: &Seat, to: &Seat, circle: CircleId) {
    let (from, to) = (from.home(), to.home());
    let held: std::collections::BTreeSet<_> =
        to.store().item_ids(circle).unwrap().into_iter().collect();
    let mut lacking = from.store().item_ids(circle).unwrap();
    lacking.retain(|id| !held.contains(id));
    let items = from.store().load_items(circle, &lacking).unwrap();
    let admitted = to.admit(&mut to.store(), circle, &items, None).unwrap();
    assert_eq!(admitted.intake.refused, [], "nothing is refused");
    assert_eq!(admitted.intake.deferred, 0, "and nothing waits");
}
