//! Founding a circle, inviting, and seeing the original of a licence.

use super::*;
use crate::{
    card::{Card, CardEdit, Licence, LicenceKind},
    change::{RawChange, actor_prefix},
    charter,
    circle_set::CircleSet,
    gate,
    item::Item,
    roster::Roster,
    sighting::{LicenceKey, sightings},
    testing::Person,
    text::TextError,
};

fn writes<T>(
    person: &Person,
    write: impl FnOnce(&WritingDevice<'_>, &mut dyn FnMut(&mut [u8])) -> T,
) -> T {
    let mut actor = [1; 24];
    actor[..8].copy_from_slice(&actor_prefix(&person.keys.device()));
    let device = WritingDevice {
        keys: &person.keys,
        actor,
        now: 1_795_230_000_000,
    };
    let mut next = 0;
    write(&device, &mut |bytes| {
        next += 1;
        bytes.fill(next);
    })
}

#[test]
fn a_circle_is_founded_whole_with_its_founder_charter_card_and_secret() {
    let alice = Person::new("alice");
    let card = FirstCard {
        name: "青木 あや".to_owned(),
        short: "あや".to_owned(),
        ..FirstCard::default()
    };
    let founding = found(" 町の会 ", "教え合う\n頼み合う", card).unwrap();
    let founded = writes(&alice, |device, random| founding.write(device, random)).unwrap();
    let mut set = CircleSet::new(founded.circle);
    let intake = set.admit(&founded.items);
    assert_eq!(
        intake.stored.len(),
        founded.items.len(),
        "all of it is taken, in the order in which it is given"
    );
    let roster = Roster::of(&set);
    assert!(roster.is_member(alice.keys.person()), "the founder is in");
    assert_eq!(roster.name, "町の会", "under its name");
    let (document, heads) = roster.charter.unwrap();
    let of_charter = |item: &&Item| item.document == Some(document);
    let changes: Vec<RawChange> = founded
        .items
        .iter()
        .filter(of_charter)
        .map(|item| RawChange::parse(&item.bytes).unwrap())
        .collect();
    let read = charter::read(&gate::materialise(&changes).document);
    assert_eq!(
        read.purpose, "教え合う\n頼み合う",
        "the charter is in force"
    );
    assert_eq!(
        changes.last().map(|change| change.hash),
        heads.first().copied(),
        "at its version"
    );
    assert!(
        founded.card.change.is_some(),
        "the card says who founded it"
    );
    for (name, purpose, error) in [
        ("", "目的", TextError::Empty),
        ("会", " ", TextError::Empty),
    ] {
        let refused = found(name, purpose, FirstCard::default());
        assert_eq!(refused, Err(error), "{name:?}, {purpose:?}");
    }
}

#[test]
fn an_invitation_is_good_for_as_many_persons_and_days_as_were_said() {
    let mut circle = three();
    let new = NewInvite {
        key: [5; 32],
        uses: 2,
        days: 7,
        now: circle.now,
    };
    let written = circle.does("bob", None, |_| invite(&new)).unwrap();
    let invitations = Roster::of(&circle.set).invitations;
    let made = &invitations[&written.statements[0]];
    assert_eq!(
        (made.inviter, made.invite.uses, made.invite.expires_at),
        (
            circle.id_of("bob"),
            2,
            circle.now + 7 * 24 * 60 * 60 * 1_000
        ),
        "a week later by the inviter's clock"
    );
    for (uses, days) in [
        (0, 7),
        (crate::limits::INVITATION_USES + 1, 7),
        (1, 0),
        (1, crate::limits::forms::INVITE_DAYS + 1),
    ] {
        let refused = invite(&NewInvite { uses, days, ..new });
        assert_eq!(refused, Err(InviteRefusal::OutOfRange), "{uses}, {days}");
    }
}

#[test]
fn only_a_licence_that_stands_on_somebody_elses_card_is_seen_and_the_last_word_counts() {
    let mut circle = three();
    let bob = circle.id_of("bob");
    let licence = Licence {
        name: "調理師".to_owned(),
        kind: LicenceKind::National,
        until: String::new(),
    };
    let card = Card::default().edited(&CardEdit::Licence(licence)).unwrap();
    let see = |circle: &mut TestCircle, who: &str, whom, name: &str, seen| {
        circle
            .does(who, None, |here| see_licence(here, whom, &card, name, seen))
            .map(|_written| ())
    };
    for (seen, expected) in [(true, 1), (false, 0), (true, 1)] {
        see(&mut circle, "alice", bob, "調理師", seen).unwrap();
        let all = sightings(&circle.set, &Roster::of(&circle.set));
        let of_bob = all.iter().filter(|one| {
            one.person == bob && one.licence == LicenceKey::of("調理師") && one.on == circle.today()
        });
        assert_eq!(of_bob.count(), expected, "seen: {seen}");
    }
    let stranger = Person::new("dora").keys.person();
    for (who, whom, name, refusal) in [
        ("bob", bob, "調理師", SeeLicenceRefusal::OwnLicence),
        (
            "alice",
            stranger,
            "調理師",
            SeeLicenceRefusal::UnknownPerson,
        ),
        ("alice", bob, "看護師", SeeLicenceRefusal::UnknownLicence),
    ] {
        let refused = see(&mut circle, who, whom, name, true);
        assert_eq!(refused, Err(refusal), "{who}: {name}");
    }
}
