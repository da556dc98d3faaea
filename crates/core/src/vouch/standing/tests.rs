mod noticed;
mod refused;
mod trial;
mod world;

use super::*;
use crate::{
    item::{Item, ItemKind},
    quiet::{QuietAnswer, QuietWord},
    sealed::{ChunkWriter, open_chunk},
    signed::Verified,
    statement::{Veto, Withdraw, compose},
    vouch,
};
use proptest::prelude::*;
use world::{Paper, TODAY, World, seen};

#[test]
fn a_vouch_is_for_two_until_the_subject_answers_and_then_for_all() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let vouch = world.vouch("alice", "bob", &job);
    let before = world.seen();
    assert!(
        before.jobs.is_empty() && before.vouches.is_empty(),
        "carol sees nothing"
    );
    assert_eq!(
        world.state(&vouch),
        VouchState::JobNotHeld,
        "the vouch alone, without the job's key"
    );
    let both = world.seen_with(&[&job, &vouch], TODAY);
    assert_eq!(
        both.vouches[&vouch.id()].state,
        VouchState::Unanswered,
        "bob sees a draft for two"
    );
    world.say("bob", &vouch.accept());
    assert_eq!(
        world.state(&vouch),
        VouchState::JobNotHeld,
        "shown, but nobody has said that the work was done"
    );
    world.say("bob", &job.confirm());
    let after = world.seen();
    assert_eq!(
        after.vouches[&vouch.id()].state,
        VouchState::Counts,
        "for carol too"
    );
    assert!(after.ignored.is_empty(), "and every statement counts");
    let version = after.jobs[&job.id()].current().unwrap();
    assert_eq!(
        version.signed_by,
        BTreeSet::from([world.id("alice"), world.id("bob")]),
        "confirmed by whom"
    );
    assert!(version.is_confirmed(), "by somebody beside its author");
}

#[test]
fn author_and_subject_must_both_sign_the_job_whoever_recorded_it() {
    let mut world = World::new();
    let job = world.job("carol", &["alice", "bob"]);
    let vouch = world.vouch("alice", "bob", &job);
    world.say("bob", &vouch.accept());
    world.say("bob", &job.confirm());
    assert_eq!(
        world.state(&vouch),
        VouchState::Unconfirmed(BTreeSet::from([world.id("alice")])),
        "the author of the vouch has not signed"
    );
    world.say("alice", &job.confirm());
    assert_eq!(world.state(&vouch), VouchState::Counts, "now both have");
}

#[test]
fn a_signature_under_another_version_of_the_job_is_none_under_this_one() {
    let mut world = World::new();
    let mut job = world.job("alice", &["bob"]);
    world.say("bob", &job.confirm());
    world.retitle("alice", &mut job);
    let vouch = world.vouch("alice", "bob", &job);
    world.say("bob", &vouch.accept());
    assert_eq!(
        world.state(&vouch),
        VouchState::Void(Void::OtherVersionSigned(BTreeSet::from([world.id("bob")]))),
        "bob signed the version before"
    );
    let standing = world.seen();
    let versions = &standing.jobs[&job.id()].versions;
    assert_eq!(versions.len(), 2, "both are seen");
    assert!(
        versions[0].is_confirmed() && !versions[1].is_confirmed(),
        "a change after confirmation needs all signatures again"
    );
    world.say("bob", &job.confirm());
    assert_eq!(world.state(&vouch), VouchState::Counts, "he signs again");
}

#[test]
fn a_second_vouch_of_the_pair_and_job_is_void_until_the_first_is_over() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let back = world.vouch("bob", "alice", &job);
    let first = world.vouch("alice", "bob", &job);
    world.say("bob", &job.confirm());
    world.say("bob", &first.accept());
    world.say("alice", &back.accept());
    let mut later = world.draft("bob");
    later.signed_on = "2026-08-01".parse().unwrap();
    let later = later.check(world.id("alice"), &job.at()).unwrap();
    let second = world.paper("alice", &["alice", "bob"], &later);
    assert_eq!(
        world.state(&first),
        VouchState::Counts,
        "one that is not answered takes nobody's place"
    );
    world.say("bob", &second.accept());
    let state = |world: &World, paper: &Paper, on| {
        world.seen_with(&[], on).vouches[&paper.id()].state.clone()
    };
    assert_eq!(
        state(&world, &second, TODAY),
        VouchState::Void(Void::Second(first.id())),
        "the first stands"
    );
    assert_eq!(
        state(&world, &back, TODAY),
        VouchState::Counts,
        "the other direction is another vouch"
    );
    assert_eq!(
        (
            state(&world, &first, "2029-06-30"),
            state(&world, &first, "2029-07-01")
        ),
        (VouchState::Counts, VouchState::Expired),
        "good for its last day"
    );
    assert_eq!(
        state(&world, &second, "2029-07-01"),
        VouchState::Counts,
        "and then there is room"
    );
    let withdraw = StatementBody::Withdraw(Withdraw {
        document: first.id(),
    });
    world.say("alice", &withdraw);
    assert_eq!(
        state(&world, &second, TODAY),
        VouchState::Counts,
        "so there is when the first is withdrawn"
    );
}

#[test]
fn what_is_withdrawn_or_vetoed_is_gone_for_good() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let [one, two] = ["one", "two"].map(|_| world.vouch("alice", "bob", &job));
    world.say("bob", &job.confirm());
    for vouch in [&one, &two] {
        world.say("bob", &vouch.accept());
    }
    world.say(
        "alice",
        &StatementBody::Withdraw(Withdraw { document: one.id() }),
    );
    world.say(
        "bob",
        &StatementBody::Veto(Veto {
            document: two.id(),
            salt: two.inner.readers.salt,
            readers: two.inner.readers.persons.clone(),
        }),
    );
    assert!(world.seen().vouches.is_empty(), "others see neither");
    let seen = world.seen_with(&[&one, &two], TODAY);
    let state = |paper: &Paper| seen.vouches[&paper.id()].state.clone();
    assert_eq!(
        [state(&one), state(&two)],
        [Dropped::Withdrawn, Dropped::Vetoed].map(VouchState::Dropped),
        "the two know what became of them"
    );
    assert_eq!(
        seen.dropped,
        BTreeMap::from([(one.id(), Dropped::Withdrawn), (two.id(), Dropped::Vetoed)]),
        "by whom"
    );
    let third = world.vouch("alice", "bob", &job);
    world.say("bob", &third.accept());
    assert_eq!(
        world.state(&third),
        VouchState::Counts,
        "a new one may come"
    );
    world.say(
        "alice",
        &StatementBody::Withdraw(Withdraw { document: job.id() }),
    );
    assert_eq!(
        world.state(&third),
        VouchState::Void(Void::JobDropped),
        "no vouch without its job"
    );
}

#[test]
fn a_quiet_answer_is_for_the_two_and_only_of_those_who_were_asked() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let vouch = world.vouch("alice", "bob", &job);
    let said = QuietAnswer::new(
        Some((job.id(), job.chunk)),
        Some(vouch.id()),
        QuietWord::Fix,
        "月",
    )
    .unwrap();
    let from_bob = world.paper("bob", &["alice", "bob"], &said);
    let from_carol = world.paper("carol", &["alice", "carol"], &said);
    let papers = [&job, &vouch, &from_bob, &from_carol];
    let seen = world.seen_with(&papers, TODAY);
    let answers: Vec<_> = seen.answers.into_iter().collect();
    let expected = QuietStanding {
        author: world.id("bob"),
        answer: said,
    };
    assert_eq!(answers, [(from_bob.id(), expected)], "bob's, not carol's");
    assert!(
        world.seen().answers.is_empty(),
        "and nobody else's business"
    );
    let withdraw = Withdraw {
        document: from_bob.id(),
    };
    world.say("bob", &StatementBody::Withdraw(withdraw));
    assert!(
        world.seen_with(&papers, TODAY).answers.is_empty(),
        "until bob thinks better of it"
    );
}

#[test]
fn the_words_of_what_was_taken_back_leave_the_set_and_do_not_come_again() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let before = world.set.items().len();
    let words: Vec<Item> = world
        .items
        .iter()
        .filter(|item| matches!(item.kind, ItemKind::Chunk | ItemKind::Grant))
        .cloned()
        .collect();
    let withdraw = StatementBody::Withdraw(Withdraw { document: job.id() });
    world.say("alice", &withdraw);
    let roster = Roster::of(&world.set);
    let gone = world
        .set
        .drop_words(dropped(&world.set, &roster).into_keys());
    assert_eq!(gone.len(), 3, "one chunk, two grants");
    assert_eq!(
        world.set.items().len(),
        before + 1 - 3,
        "opening and statement stay"
    );
    let again = world.set.admit(&words);
    assert!(
        again.stored.is_empty() && again.refused.is_empty() && again.deferred == 0,
        "whoever still offers them is not to blame"
    );
}

#[test]
fn the_subject_hides_and_shows_again_and_hiding_wins_where_two_devices_differ() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let vouch = world.vouch("alice", "bob", &job);
    world.say("bob", &job.confirm());
    world.say("bob", &vouch.accept());
    let before = world.set.chain_end(world.people["bob"].keys.device());
    world.say("bob", &vouch.shown(false));
    assert_eq!(world.state(&vouch), VouchState::Hidden, "hidden");
    world.say("bob", &vouch.shown(true));
    assert_eq!(world.state(&vouch), VouchState::Counts, "shown again");
    // A statement that knows nothing of the last two.
    let bob = world.people["bob"].clone();
    // It has seen something the first hiding had not, or the two would be one statement.
    let more = compose(
        world.set.circle(),
        bob.keys.person(),
        bob.keys.device(),
        &before,
        &before.prev.into_iter().collect::<Vec<_>>(),
        &vouch.shown(false),
    );
    let more = Verified::sign(more, &bob.keys.signing_key()).unwrap();
    world.take(vec![Item::new(ItemKind::Statement, more.to_bytes())]);
    assert_eq!(
        world.state(&vouch),
        VouchState::Hidden,
        "who did not know of showing hides"
    );
    world.say("bob", &vouch.shown(true));
    let end = world.set.chain_end(bob.keys.device());
    let all = compose(
        world.set.circle(),
        bob.keys.person(),
        bob.keys.device(),
        &end,
        &world.set.statement_tips(),
        &vouch.shown(true),
    );
    let all = Verified::sign(all, &bob.keys.signing_key()).unwrap();
    world.take(vec![Item::new(ItemKind::Statement, all.to_bytes())]);
    assert_eq!(
        world.state(&vouch),
        VouchState::Counts,
        "who knows of both decides"
    );
}

#[test]
fn a_vouch_cannot_be_changed_after_it_was_accepted() {
    let mut world = World::new();
    let job = world.job("alice", &["bob"]);
    let mut vouch = world.vouch("alice", "bob", &job);
    world.say("bob", &job.confirm());
    world.say("bob", &vouch.accept());
    let said = vouch::read(&vouch.document).text;
    let first = vouch.chunk;
    let change = world.edit("alice", &mut vouch, |t| {
        crate::document::fields::write_text(t, "text", "ちがうことを書いておきます。")
    });
    let device = world.people["alice"].keys.signing_key();
    let writer = ChunkWriter {
        header: &vouch.header,
        key: &vouch.key,
        device: &device,
    };
    let chunk = writer.next(&[first], [98; 24], &change).unwrap();
    assert!(
        open_chunk(&vouch.header, &chunk, &vouch.key).is_ok(),
        "a good chunk by itself"
    );
    world.take(vec![Item::new(ItemKind::Chunk, chunk.to_bytes())]);
    let seen = world.seen();
    assert_eq!(
        seen.vouches[&vouch.id()].vouch.text,
        said,
        "what was accepted stays"
    );
}

/// A story with everything in it.
fn story() -> World {
    let mut world = World::new();
    let mut job = world.job("carol", &["alice", "bob"]);
    let early = world.vouch("alice", "bob", &job);
    world.say("bob", &job.confirm());
    world.say("alice", &job.confirm());
    world.say("bob", &early.accept());
    world.retitle("carol", &mut job);
    let later = world.vouch("bob", "alice", &job);
    world.say("alice", &later.accept());
    world.say("alice", &job.confirm());
    world.say("bob", &early.shown(false));
    let gone = world.vouch("carol", "bob", &job);
    world.say("bob", &gone.accept());
    world.say(
        "carol",
        &StatementBody::Withdraw(Withdraw {
            document: gone.id(),
        }),
    );
    world.say("bob", &early.shown(true));
    world.say("carol", &early.accept());
    world
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_arrival_does_not_matter(order in Just(story().items).prop_shuffle(), batch in 1_usize..6) {
        let world = story();
        let mut set = CircleSet::new(world.set.circle());
        // What lacks something is neither stored nor refused: the next meeting brings it again.
        loop {
            let before = set.items().len();
            for items in order.chunks(batch) {
                set.admit(items);
            }
            if set.items().len() == before {
                break;
            }
        }
        prop_assert_eq!(set.items(), world.set.items(), "the same set");
        let none = BTreeMap::new();
        prop_assert_eq!(
            seen(&set, &order, &none, TODAY),
            seen(&world.set, &world.items, &none, TODAY),
            "the same standing"
        );
    }
}

#[test]
fn the_story_has_one_of_each() {
    let seen = story().seen();
    assert_eq!(
        (seen.jobs.len(), seen.vouches.len(), seen.dropped.len()),
        (1, 2, 1),
        "the property above is about something"
    );
    let states: Vec<&VouchState> = seen.vouches.values().map(|v| &v.state).collect();
    assert!(
        states.contains(&&VouchState::Counts),
        "one counts: {states:?}"
    );
    assert!(
        states
            .iter()
            .any(|state| matches!(state, VouchState::Void(Void::OtherVersionSigned(_)))),
        "and one does not: {states:?}"
    );
}
