//! Members bring each other up to date.

use otagai_tests::sim::Network;

#[test]
fn whoever_joins_and_meets_holds_the_same() {
    let mut network = Network::new(1);
    let circle = network.circle_of(&["alice", "bob"]);
    network.say_banner("bob", circle, "はじめまして");
    let [dialer, listener] = network.meet("alice", "bob");
    network.assert_same(circle, &["alice", "bob"]);
    assert_eq!((dialer.closed, listener.closed), (None, None), "both stay");
    assert_eq!(dialer.met.len(), 1, "alice knows: {dialer:?}");
    assert_eq!(listener.met.len(), 1, "bob knows: {listener:?}");
    let bob = network.look("bob").id();
    assert_eq!(
        network.look("alice").sees_card(circle, bob).banner,
        "はじめまして",
        "the words have arrived"
    );
}
