//! Somebody with an invitation link is let in by a member.

use otagai_core::{charter::Charter, invite_link::InviteLink};
use otagai_sync::join::{JoinClose, RefuseCode};
use otagai_tests::sim::Network;

fn refused(code: RefuseCode) -> JoinClose {
    JoinClose::Refused(code)
}

fn charter(conditions: &str) -> Charter {
    Charter {
        name: "会".to_owned(),
        purpose: "教え合う".to_owned(),
        conditions: conditions.to_owned(),
        data_use: "この会の中だけで使う".to_owned(),
    }
}

#[test]
fn a_newcomer_is_a_member_and_holds_what_shows_it() {
    let mut network = Network::new(1);
    let circle = network.found("alice", "コーチングの会");
    let link = network.invite("alice", circle, 1);
    assert_eq!(network.join("bob", &link, "alice"), Ok(circle), "let in");
    for name in ["alice", "bob"] {
        let holding = network.look(name).holding(circle);
        let bob = network.look("bob").id();
        assert!(
            holding.roster.is_member(bob),
            "{name} knows bob as a member"
        );
        assert_eq!(
            holding.roster.name, "コーチングの会",
            "{name} knows the name"
        );
        assert_eq!(holding.secrets.len(), 1, "{name} has the secret");
    }
}

#[test]
fn reading_the_charter_tells_nobody_who_reads() {
    let mut network = Network::new(2);
    let circle = network.found("alice", "会");
    let link = network.invite("alice", circle, 1);
    let before = network.look("alice").holding(circle).set.digest();
    let offered = network
        .read_charter("bob", &link, "alice")
        .expect("a charter");
    assert_eq!(offered.text().conditions, "約束を守る", "its words");
    let alice = network.look("alice");
    assert_eq!(
        alice.holding(circle).set.digest(),
        before,
        "nothing is stored about bob"
    );
    assert!(
        !network.look("bob").circles.contains_key(&circle),
        "bob keeps nothing either"
    );
    assert_eq!(network.join("bob", &link, "alice"), Ok(circle), "and later");
}

#[test]
fn any_member_who_knows_the_invitation_can_let_in() {
    let mut network = Network::new(3);
    let circle = network.circle_of(&["alice", "bob"]);
    let link = network.invite("alice", circle, 1);
    assert_eq!(
        network.join("carol", &link, "bob"),
        Err(refused(RefuseCode::Unknown)),
        "bob has not heard of it yet"
    );
    network.meet("alice", "bob");
    assert_eq!(
        network.join("carol", &link, "bob"),
        Ok(circle),
        "now he has"
    );
    network.meet("carol", "alice");
    network.assert_same(circle, &["alice", "carol"]);
    let carol = network.look("carol").id();
    assert!(
        network
            .look("alice")
            .holding(circle)
            .roster
            .is_member(carol),
        "the inviter agrees"
    );
}

#[test]
fn an_invitation_ends_with_its_last_moment() {
    let mut network = Network::new(4);
    let circle = network.found("alice", "会");
    let link = network.invite("alice", circle, 1);
    network.now += 86_400_000;
    assert!(
        network.read_charter("bob", &link, "alice").is_some(),
        "the last moment"
    );
    network.now += 1;
    assert_eq!(
        network.join("bob", &link, "alice"),
        Err(refused(RefuseCode::Expired)),
        "one millisecond later"
    );
}

#[test]
fn an_invitation_is_spent_when_as_many_have_joined() {
    let mut network = Network::new(5);
    let circle = network.found("alice", "会");
    let link = network.invite("alice", circle, 2);
    for name in ["bob", "carol"] {
        assert_eq!(network.join(name, &link, "alice"), Ok(circle), "{name}");
    }
    assert_eq!(
        network.join("dave", &link, "alice"),
        Err(refused(RefuseCode::Spent)),
        "the third"
    );
}

#[test]
fn a_lost_answer_is_given_again() {
    let mut network = Network::new(6);
    let circle = network.found("alice", "会");
    let link = network.invite("alice", circle, 1);
    network.join("bob", &link, "alice").unwrap();
    let before = network.look("alice").holding(circle).set.digest();
    network.person("bob").circles.clear();
    // Long after it has expired: bob was let in, only the answer was lost.
    network.now *= 2;
    assert_eq!(network.join("bob", &link, "alice"), Ok(circle), "again");
    assert_eq!(
        network.look("alice").holding(circle).set.digest(),
        before,
        "nothing is said twice"
    );
    network.meet("bob", "alice");
    network.assert_same(circle, &["alice", "bob"]);
}

#[test]
fn a_link_with_another_key_or_circle_opens_nothing() {
    let mut network = Network::new(7);
    let circle = network.found("alice", "会");
    let other = network.found("alice", "別の会");
    let link = network.invite("alice", circle, 1);
    let guessed = InviteLink {
        seed: [1; 16],
        ..link.clone()
    };
    assert_eq!(
        network.join("bob", &guessed, "alice"),
        Err(refused(RefuseCode::Unknown)),
        "a key that no invitation names"
    );
    let forged = InviteLink {
        circle: other,
        ..link
    };
    assert_eq!(
        network.join("bob", &forged, "alice"),
        Err(JoinClose::NotAsPromised),
        "the newcomer notices that it is another circle"
    );
}

#[test]
fn the_charter_in_force_is_the_one_that_is_shown() {
    let mut network = Network::new(8);
    let circle = network.circle_of(&["alice", "bob"]);
    let early = network.invite("alice", circle, 5);
    network.meet("alice", "bob");
    network
        .person("alice")
        .adopt(circle, &charter("新しい約束"));
    let shown = network.read_charter("carol", &early, "alice").unwrap();
    assert_eq!(shown.text().conditions, "新しい約束", "alice's");
    let shown = network.read_charter("carol", &early, "bob").unwrap();
    assert_eq!(
        shown.text().conditions,
        "約束を守る",
        "bob has not heard yet"
    );
    assert_eq!(network.join("carol", &early, "alice"), Ok(circle), "agreed");
    assert_eq!(network.join("dave", &early, "bob"), Ok(circle), "agreed");
    network.meet("alice", "bob");
    network.meet("carol", "alice");
    network.meet("dave", "alice");
    network.meet("alice", "bob");
    network.meet("carol", "alice");
    network.assert_same(circle, &["alice", "bob", "carol", "dave"]);
}

#[test]
fn a_newcomer_invites_and_lets_in_the_next() {
    let mut network = Network::new(9);
    let circle = network.found("alice", "会");
    let names = ["alice", "bob", "carol", "dave", "erin"];
    for pair in names.windows(2) {
        let link = network.invite(pair[0], circle, 1);
        assert_eq!(
            network.join(pair[1], &link, pair[0]),
            Ok(circle),
            "{}",
            pair[1]
        );
    }
    let roster = &network.look("erin").holding(circle).roster;
    let erin = network.look("erin").id();
    assert_eq!(
        roster.members[&erin].distance, 4,
        "four steps to the founder"
    );
    network.meet("erin", "alice");
    network.assert_same(circle, &["alice", "erin"]);
}
