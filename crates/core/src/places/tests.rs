use super::*;
use crate::{
    base,
    card::{
        Availability, Card, CardEdit, Free, Hobby, Level, Licence, LicenceKind, News, Presence,
        PresenceState, Section, Strength, TextField, Way, read, write,
    },
    change::RawChange,
    gate,
};

/// One computer's document.
struct Here {
    document: Automerge,
    actor: [u8; 24],
    changes: Vec<RawChange>,
}

impl Here {
    fn new(actor: u8) -> Self {
        Self {
            document: base::document(),
            actor: [actor; 24],
            changes: Vec::new(),
        }
    }

    /// Another computer with the same document.
    fn copy(&self, actor: u8) -> Self {
        Self {
            document: self.document.clone(),
            actor: [actor; 24],
            changes: self.changes.clone(),
        }
    }

    fn say(&mut self, edit: &CardEdit) -> Word {
        let change = gate::edit(&mut self.document, self.actor, 0, |t| write(t, edit))
            .unwrap()
            .unwrap();
        let said = said_in(&self.document, change.hash);
        let word = Word::new(said[0].1.clone(), change.hash.into());
        self.changes.push(change);
        word
    }

    fn say_again(&mut self, word: &Word, place: &Place) -> Tip {
        let message = Some(again(word.original));
        let change = gate::edit_with(&mut self.document, self.actor, 0, message, |t| {
            put(t, place, &word.value)
        })
        .unwrap()
        .unwrap();
        let tip = change.hash.into();
        self.changes.push(change);
        tip
    }

    fn hear(&mut self, other: &Self) {
        for change in &other.changes {
            if !self.changes.contains(change) {
                self.changes.push(change.clone());
            }
        }
        self.document = gate::materialise(&self.changes).document;
    }

    fn meets(&self, word: &Word, place: &Place) -> WordFate {
        let all = all(&self.document);
        word.meets(all.get(place), &mut History::of(&self.document))
    }
}

fn banner(text: &str) -> CardEdit {
    CardEdit::Text(TextField::Banner, text.into())
}

fn place() -> Place {
    Place::new("fields", "banner")
}

#[test]
fn a_word_stands_over_one_that_did_not_know_it_and_is_written_against_it_once() {
    let mut copy = Here::new(1);
    copy.say(&banner("はじめ"));
    let mut forgotten = copy.copy(2);
    forgotten.say(&banner("忘れた一つめ"));
    forgotten.say(&banner("忘れた二つめ"));
    let mut here = copy.copy(3);
    let word = here.say(&banner("いま"));
    here.hear(&forgotten);
    let WordFate::Again(mut again) = here.meets(&word, &place()) else {
        panic!("the forgotten one has the higher number");
    };
    again.written = here.say_again(&again, &place());
    assert_eq!(here.meets(&again, &place()), WordFate::Stands, "said again");
    assert_eq!(read(&here.document).banner, "いま", "and shown");
    assert!(
        matches!(here.meets(&word, &place()), WordFate::Stands),
        "whatever became of the numbers"
    );
}

#[test]
fn who_knew_a_word_and_says_something_else_is_followed() {
    let mut here = Here::new(1);
    let word = here.say(&banner("はじめ"));
    let mut there = here.copy(2);
    let next = there.say(&banner("そのあと"));
    here.hear(&there);
    let WordFate::Followed(theirs) = here.meets(&word, &place()) else {
        panic!("it knew");
    };
    assert_eq!(
        (theirs.value, theirs.original),
        (next.value, next.original),
        "theirs is the word now"
    );
}

#[test]
fn a_word_that_was_overridden_by_one_said_again_has_lost_and_two_computers_end() {
    let copy = Here::new(1);
    let (mut one, mut other) = (copy.copy(2), copy.copy(3));
    let first = one.say(&banner("机で"));
    other.say(&banner("居間で"));
    let second = other.say(&banner("居間で、もう一度"));
    one.hear(&other);
    let WordFate::Again(first) = one.meets(&first, &place()) else {
        panic!("the other one has the higher number");
    };
    one.say_again(&first, &place());
    other.hear(&one);
    let WordFate::Lost(theirs) = other.meets(&second, &place()) else {
        panic!("it knew, and was no new word");
    };
    assert_eq!(theirs.value, first.value, "what stands now");
    assert_eq!(
        other.meets(&theirs, &place()),
        WordFate::Stands,
        "and nobody writes any more"
    );
}

#[test]
fn what_is_there_already_can_be_said_again() {
    let mut here = Here::new(1);
    here.say(&banner("はじめ"));
    for value in [Value::Text("はじめ".into()), Value::Nothing, Value::Nothing] {
        let word = Word::new(value, base::hash().into());
        let written = here.say_again(&word, &place());
        let standing = all(&here.document).remove(&place()).unwrap();
        assert_eq!(standing.value, word.value, "the same value");
        assert_eq!(
            Tip::from(standing.change),
            written,
            "in a change of its own"
        );
    }
}

#[test]
fn a_removal_is_a_word_like_any_other() {
    let hobby = |years| {
        CardEdit::Hobby(Hobby {
            name: "水泳".into(),
            years: Some(years),
        })
    };
    let mut copy = Here::new(1);
    copy.say(&hobby(1));
    let mut forgotten = copy.copy(2);
    forgotten.say(&hobby(2));
    forgotten.say(&hobby(3));
    let mut here = copy.copy(3);
    let word = here.say(&CardEdit::RemoveHobby("水泳".into()));
    assert_eq!(word.value, Value::Nothing, "that there is none");
    here.hear(&forgotten);
    let place = Place::new("hobbies", "水泳");
    assert!(
        matches!(here.meets(&word, &place), WordFate::Again(_)),
        "taken away again"
    );
}

/// Two edits of one value that differ in every part.
fn pairs() -> Vec<[CardEdit; 2]> {
    let strength = |level, limit: &str| {
        CardEdit::Strength(Strength {
            skill: "代講".into(),
            level,
            limit: limit.into(),
        })
    };
    let licence = |kind, until: &str| {
        CardEdit::Licence(Licence {
            name: "看護師".into(),
            kind,
            until: until.into(),
        })
    };
    let free = |status, note: &str, hours| {
        CardEdit::Availability(Availability {
            hours: Some(hours),
            ..Availability::said(status, note, "2026-11-18")
        })
    };
    let way = |remote, home: &str| {
        CardEdit::Way(Way {
            remote,
            areas: vec![home.into()],
            home: home.into(),
        })
    };
    let rest = |state, until: &str| {
        CardEdit::Presence(Presence {
            state,
            until: until.into(),
            ..Presence::default()
        })
    };
    let news = |text: &str, on: &str| {
        CardEdit::News(News {
            text: text.into(),
            on: on.into(),
        })
    };
    vec![
        [strength(Level::Do, "半日"), strength(Level::Dont, "一日")],
        [
            licence(LicenceKind::National, "2030-03-31"),
            licence(LicenceKind::Private, "2031-03-31"),
        ],
        [free(Free::Open, "朝", 1), free(Free::Ask, "夜", 2)],
        [way(true, "埼玉"), way(false, "東京")],
        [
            rest(PresenceState::Resting, "2027-01-01"),
            rest(PresenceState::Alumnus, "2027-02-02"),
        ],
        [news("一つめ", "2026-01-01"), news("二つめ", "2026-02-02")],
    ]
}

#[test]
fn no_merge_makes_a_value_of_two() {
    for [one, other] in pairs() {
        let mut copy = Here::new(1);
        copy.say(&one);
        // Higher numbers on one side, then on the other.
        for more in [0, 1] {
            let (mut here, mut there) = (copy.copy(2), copy.copy(3));
            here.say(&other);
            for _ in 0..more {
                there.say(&other);
                there.say(&one);
            }
            here.hear(&there);
            let card = read(&here.document);
            let alone = |edit: &CardEdit| {
                let mut alone = Here::new(4);
                alone.say(edit);
                read(&alone.document)
            };
            assert!(
                card == alone(&one) || card == alone(&other),
                "{card:?} is what somebody said"
            );
        }
    }
}

#[test]
fn every_place_of_a_section_is_known_to_be_of_it() {
    for edits in pairs() {
        let section = edits[0].section();
        let mut here = Here::new(1);
        here.say(&edits[0]);
        for (place, _) in all(&here.document) {
            assert_eq!(Section::of_place(&place), section, "{place:?}");
        }
    }
    for section in Section::ALL {
        assert_eq!(
            Section::of_kept_place(&section.kept_place()),
            Some(section),
            "there and back"
        );
    }
}

#[test]
fn two_computers_that_were_reviewed_apart_show_the_later_day() {
    let copy = Here::new(1);
    let (mut one, mut other) = (copy.copy(2), copy.copy(3));
    for (here, days) in [
        (&mut one, &["2026-01-01", "2026-05-05"][..]),
        (&mut other, &["2026-02-02", "2026-02-03", "2026-02-04"]),
    ] {
        for day in days {
            let change = gate::edit(&mut here.document, here.actor, 0, |t| {
                crate::card::write_day(t, day)
            });
            here.changes.push(change.unwrap().unwrap());
        }
    }
    one.hear(&other);
    assert_eq!(
        read(&one.document).reviewed_on,
        "2026-05-05",
        "whatever the numbers say"
    );
}

#[test]
fn what_a_program_of_somebody_else_wrote_is_read_as_far_as_it_goes() {
    let mut document = base::document();
    let fields = map(&document, "fields").unwrap();
    let strengths = map(&document, "strengths").unwrap();
    gate::edit(&mut document, [1; 24], 0, |t| {
        t.put(&fields, "free", vec![0xff; 10])?;
        t.put(&fields, "way", vec![0; 9_000])?;
        t.put(&fields, "news", 7)?;
        t.put(&strengths, "代講", "やります")?;
        // A part more than this version knows.
        t.put(
            &strengths,
            "研修",
            vec![0x83, 0, 0x83, 0x62, b'd', b'o', 0x60, 0x60, 1],
        )
    })
    .unwrap();
    let card = read(&document);
    assert_eq!(card.strengths.len(), 1, "what can be read");
    assert_eq!(
        card,
        Card {
            strengths: card.strengths.clone(),
            ..Card::default()
        },
        "and nothing else"
    );
}
