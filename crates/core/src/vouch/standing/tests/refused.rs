//! What does not count, and why.

use super::{
    super::*,
    world::{TODAY, World},
};
use crate::{
    cut::Tip,
    statement::{Accept, Confirm, Veto, Withdraw},
    testing::Person,
    vouch::{Vouch, VouchFault},
};

#[test]
fn statements_with_other_heads_keys_or_signers_are_ignored_with_a_reason() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let vouch = world.vouch("alice", "bob", &job);
    let StatementBody::Confirm(confirm) = job.confirm() else {
        unreachable!("a confirm");
    };
    let StatementBody::Accept(accept) = vouch.accept() else {
        unreachable!("an accept");
    };
    let heads = vec![Tip([1; 32])];
    let mut readers = accept.readers.clone();
    readers.push(world.id("carol"));
    readers.sort_unstable();
    let withdraw = Withdraw {
        document: vouch.id(),
    };
    let veto = Veto {
        document: vouch.id(),
        salt: accept.salt,
        readers: readers.clone(),
    };
    let cases = [
        (
            "bob",
            StatementBody::Confirm(Confirm {
                heads: heads.clone(),
                ..confirm.clone()
            }),
            Ignored::OtherHeads,
        ),
        (
            "bob",
            StatementBody::Confirm(Confirm {
                key: [0; 32],
                ..confirm.clone()
            }),
            Ignored::WrongKey,
        ),
        (
            "carol",
            StatementBody::Confirm(confirm),
            Ignored::NotAParticipant,
        ),
        (
            "bob",
            StatementBody::Accept(Accept {
                heads,
                ..accept.clone()
            }),
            Ignored::OtherHeads,
        ),
        (
            "bob",
            StatementBody::Accept(Accept {
                salt: [0; 32],
                ..accept.clone()
            }),
            Ignored::NotAReader,
        ),
        (
            "carol",
            StatementBody::Accept(Accept {
                readers,
                ..accept.clone()
            }),
            Ignored::NotAReader,
        ),
        (
            "alice",
            StatementBody::Accept(accept),
            Ignored::NotTheSubject,
        ),
        ("alice", vouch.shown(false), Ignored::NotTheSubject),
        (
            "bob",
            StatementBody::Withdraw(withdraw),
            Ignored::NotTheAuthor,
        ),
        ("carol", StatementBody::Veto(veto), Ignored::NotAReader),
    ];
    let mut expected = BTreeMap::new();
    for (name, body, reason) in cases {
        expected.insert(world.say(name, &body), reason);
    }
    let seen = world.seen_with(&[&job, &vouch], TODAY);
    assert_eq!(seen.ignored, expected, "each for its own reason");
    assert_eq!(
        seen.vouches[&vouch.id()].state,
        VouchState::Unanswered,
        "nothing happened to the vouch"
    );
    let third = world.seen();
    assert!(
        third.vouches.is_empty() && third.jobs.is_empty(),
        "and a key published by the wrong person shows nothing to carol"
    );
}

#[test]
fn a_stranger_says_nothing_about_a_vouch() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let mallory = Person::new("mallory");
    let end = world.set.chain_end(mallory.keys.device());
    let item = mallory.say(world.set.circle(), &end, &job.confirm());
    world.set.admit(&[item]);
    assert!(world.seen().jobs.is_empty(), "it is not even stored");
}

#[test]
fn hand_made_vouches_that_break_rules_are_void_with_the_reason() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    world.say("bob", &job.confirm());
    let good = world
        .draft("bob")
        .check(world.id("alice"), &job.at())
        .unwrap();
    let (alice, carol) = (world.id("alice"), world.id("carol"));
    let make = |world: &mut World, readers: &[&str], change: &dyn Fn(&mut Vouch)| {
        let mut vouch = good.clone();
        change(&mut vouch);
        let paper = world.paper("alice", readers, &vouch);
        world.say(readers[1], &paper.accept());
        world.state(&paper)
    };
    let faults = |fault| VouchState::Void(Void::Faults(vec![fault]));
    assert_eq!(
        make(&mut world, &["alice", "bob"], &|v| v.subject = Some(alice)),
        faults(VouchFault::SelfVouch),
        "for herself"
    );
    assert_eq!(
        make(&mut world, &["alice", "carol"], &|v| v.subject =
            Some(carol)),
        faults(VouchFault::SubjectNotThere),
        "for somebody who was not there"
    );
    assert_eq!(
        make(&mut world, &["alice", "bob"], &|v| v.skills =
            vec!["英語".to_owned()]),
        faults(VouchFault::SkillNotInJob(0)),
        "for a skill that the job did not take"
    );
    assert_eq!(
        make(&mut world, &["alice", "carol"], &|_| {}),
        VouchState::Void(Void::SubjectNoReader),
        "behind the subject's back"
    );
    assert_eq!(
        make(&mut world, &["alice", "bob"], &|v| v.job_heads =
            vec![Tip([1; 32])]),
        VouchState::JobNotHeld,
        "from a version that nobody holds"
    );
}
