//! Delivery news: promised in a hello, told where both hold the same, never in anybody's way.

use super::*;
use otagai_core::delivery::{Mark, NewsEntry, PersonStart};

pub(super) const ENTRY: NewsEntry = NewsEntry {
    person: PersonStart([7; 8]),
    mark: Mark([8; 8]),
    met_at_s: 1_800_000_000,
};

const LOAD: Output = Output::LoadNews(CIRCLE);

fn loaded(entries: Vec<NewsEntry>) -> Input {
    Input::NewsLoaded {
        circle: CIRCLE,
        entries,
    }
}

fn told() -> Output {
    Output::NewsTold {
        circle: CIRCLE,
        entries: vec![ENTRY],
    }
}

fn heard() -> Output {
    Output::News {
        circle: CIRCLE,
        entries: vec![ENTRY],
    }
}

/// A member's offer that holds the same as everybody's.
fn member(news: bool) -> CircleOffer {
    CircleOffer {
        news,
        ..offer(1, RemoteStanding::Member)
    }
}

#[test]
fn the_one_who_waits_for_news_counts_the_two_as_met_when_it_came() {
    let (mut alice, mut bob, at_alice, at_bob) = greeted(member(false), member(true));
    assert_eq!(at_alice, [], "bob's hello says that news follows");
    assert_eq!(at_bob.get(1..), Some([LOAD].as_slice()), "bob looks");
    let telling = bob.handle(loaded(vec![ENTRY]));
    assert_eq!(
        telling.get(1..),
        Some([MET, told()].as_slice()),
        "bob has said everything"
    );
    let news = sent(&telling).remove(0);
    assert_eq!(
        alice.handle(Input::Frame(news)),
        [heard(), MET],
        "first what is new, then the end of the meeting"
    );
}

#[test]
fn both_have_news_and_neither_waits_for_ever() {
    let (mut alice, mut bob, at_alice, at_bob) = greeted(member(true), member(true));
    assert_eq!(at_alice, [LOAD], "alice looks");
    assert_eq!(at_bob.get(1..), Some([LOAD].as_slice()), "bob looks");
    let from_alice = alice.handle(loaded(vec![ENTRY]));
    let from_bob = bob.handle(loaded(vec![ENTRY]));
    assert_eq!((from_alice.len(), from_bob.len()), (1, 1), "one frame each");
    for (side, telling) in [(&mut alice, from_bob), (&mut bob, from_alice)] {
        assert_eq!(
            side.handle(Input::Frame(sent(&telling).remove(0))),
            [heard(), MET, told()],
            "heard, met, and need not tell again"
        );
    }
}

#[test]
fn a_promise_is_kept_with_an_empty_message_where_nothing_is_left_to_tell() {
    let (mut alice, mut bob, ..) = greeted(member(false), member(true));
    let telling = bob.handle(loaded(Vec::new()));
    assert_eq!(telling.get(1..), Some([MET].as_slice()), "nothing was told");
    let empty = sent(&telling).remove(0);
    assert_eq!(alice.handle(Input::Frame(empty)), [MET], "nothing is heard");
}

#[test]
fn news_is_told_only_where_both_hold_the_same() {
    let bobs = CircleOffer {
        news: true,
        ..offer(2, RemoteStanding::Member)
    };
    let (_, mut bob, _, at_bob) = greeted(member(false), bobs);
    assert_eq!(at_bob.len(), 1, "the hello; they hold different things");
    let same = Input::Changed {
        circle: CIRCLE,
        items: Vec::new(),
        digest: [1; 32],
        remote: RemoteStanding::Member,
    };
    let now = bob.handle(same);
    assert_eq!(now.last(), Some(&LOAD), "now bob looks: {now:?}");
}

#[test]
fn what_is_learned_while_connected_is_told_and_what_is_nothing_is_not_sent() {
    let (mut alice, ..) = greeted(member(false), member(false));
    let due = Input::NewsDue(CIRCLE);
    assert_eq!(alice.handle(due.clone()), [LOAD], "alice looks");
    assert_eq!(alice.handle(due.clone()), [], "one question at a time");
    assert_eq!(
        alice.handle(loaded(Vec::new())),
        [LOAD],
        "nothing new, but asked again meanwhile"
    );
    let telling = alice.handle(loaded(vec![ENTRY]));
    assert_eq!(telling.get(1..), Some([told()].as_slice()), "and told");
    let elsewhere = Input::NewsDue(CircleId::from_bytes([9; 32]));
    assert_eq!(alice.handle(elsewhere), [], "no circle in common");
}

#[test]
fn somebody_unknown_is_promised_nothing_and_heard_in_vain() {
    let alice = CircleOffer {
        news: true,
        ..offer(1, RemoteStanding::Unknown)
    };
    let (mut alice, _, at_alice, at_bob) = greeted(alice, member(false));
    assert_eq!(at_alice.len(), 1, "who are you?");
    assert_eq!(
        at_bob.get(1..),
        Some([MET].as_slice()),
        "bob was promised nothing"
    );
    let news = Message::News {
        circle: name(),
        entries: vec![ENTRY],
    };
    assert_eq!(alice.handle(frame(&news)), [], "not believed");
}

#[test]
fn a_version_that_does_not_know_news_passes_over_it() {
    use crate::frame::{self, Frame};
    let news = codec::encode(&Message::News {
        circle: name(),
        entries: vec![ENTRY],
    });
    // The first version knew nine messages.
    assert_eq!(
        frame::read::<Message>(&news, 9),
        Ok(Frame::Later),
        "well-formed, and not for it"
    );
}
