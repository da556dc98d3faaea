use super::*;
use crate::{statement::Sighted, testing::Person};

fn saw(person: &Person, licence: &str, day: u32, stands: bool) -> StatementBody {
    StatementBody::Sighted(Sighted {
        person: person.keys.person(),
        licence: *LicenceKey::of(licence).as_bytes(),
        day,
        stands,
    })
}

fn circle_of_two() -> (CircleSet, Person, Person) {
    let (alice, bob) = (Person::new("alice"), Person::new("bob"));
    let (mut set, _items) = alice.found("会");
    let (invitation, _item) = alice.invite(&mut set, [3; 16], 1);
    let joined = bob.join(set.circle(), invitation, [3; 16]);
    alice.admit(&mut set, &bob, joined);
    (set, alice, bob)
}

fn of(set: &CircleSet) -> BTreeSet<Sighting> {
    sightings(set, &Roster::of(set))
}

#[test]
fn a_member_saw_the_original_until_they_take_it_back() {
    let (mut set, alice, bob) = circle_of_two();
    alice.put(&mut set, &saw(&bob, "看護師", 20_000, true));
    let seen = of(&set);
    let expected = Sighting {
        person: bob.keys.person(),
        licence: LicenceKey::of("看護師"),
        witness: alice.keys.person(),
        on: Day::of_epoch(20_000),
    };
    assert_eq!(seen, BTreeSet::from([expected]), "who, whose, which, when");
    alice.put(&mut set, &saw(&bob, "看護師", 20_001, false));
    assert_eq!(of(&set), BTreeSet::new(), "taken back");
    alice.put(&mut set, &saw(&bob, "看護師", 20_002, true));
    assert_eq!(of(&set).len(), 1, "seen anew");
}

#[test]
fn nobody_sees_their_own_and_strangers_see_nothing() {
    let (mut set, alice, bob) = circle_of_two();
    bob.put(&mut set, &saw(&bob, "看護師", 20_000, true));
    assert_eq!(of(&set), BTreeSet::new(), "one's own");
    let carol = Person::new("carol");
    carol.put(&mut set, &saw(&alice, "看護師", 20_000, true));
    assert_eq!(of(&set), BTreeSet::new(), "somebody who is not in");
}

#[test]
fn a_licence_is_one_however_its_name_is_written() {
    for (one, other) in [
        ("ＣＴＩ認定コーチ", "CTI認定コーチ"),
        ("\u{fa19}職", "神職"),
        ("看護\u{200b}師", "看護師"),
        ("ﾍﾙﾊﾟｰ2級", "ヘルパー2級"),
    ] {
        assert_eq!(LicenceKey::of(one), LicenceKey::of(other), "{one}");
    }
    assert_ne!(
        LicenceKey::of("看護師"),
        LicenceKey::of("准看護師"),
        "another one"
    );
}
