//! Searches over a few invented cards, and over anything at all.

mod names;
mod widening;

use super::*;
use crate::{
    card::{
        Availability, Band, Card, Free, Hobby, Level, Licence, LicenceKind, Presence,
        PresenceState, Strength, Way, Weekday, Wish, WishKind,
    },
    date::Day,
    id::PersonId,
    trail::TrustGraph,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A Saturday.
const TODAY: &str = "2026-11-21";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn person(number: u8) -> PersonId {
    PersonId::from_bytes([number; 32])
}

pub(super) fn strength(skill: &str, level: Level) -> Strength {
    Strength {
        skill: skill.to_owned(),
        level,
        limit: String::new(),
    }
}

/// Free on Tuesday mornings, said today.
fn tuesdays() -> Availability {
    Availability {
        week: [(Weekday::Tuesday, Band::Morning)].into_iter().collect(),
        ..Availability::said(Free::Open, "", TODAY)
    }
}

fn nurse(name: &str) -> Card {
    Card {
        short: name.to_owned(),
        licences: vec![Licence {
            name: "看護師".to_owned(),
            kind: LicenceKind::National,
            until: String::new(),
        }],
        availability: Some(tuesdays()),
        way: Some(Way {
            remote: false,
            areas: vec!["埼玉".to_owned()],
            home: String::new(),
        }),
        ..Card::default()
    }
}

pub(super) fn index(cards: &[Card]) -> Index {
    let numbered = (1_u8..).zip(cards);
    let entries = numbered.map(|(number, card)| (person(number), Entry::of(card)));
    Index::new(entries, [])
}

/// Whom somebody who worked with nobody finds, by number.
fn found(cards: &[Card], line: &str) -> Vec<u8> {
    let index = index(cards);
    let graph = TrustGraph::new([], [], BTreeMap::new(), day(TODAY));
    let viewer = Viewer {
        person: person(200),
        graph: &graph,
        today: day(TODAY),
    };
    let conditions = read_line(line, &index, day(TODAY)).unwrap().conditions;
    let hits = find(&index, &conditions, &viewer).hits.into_iter();
    let mut people: Vec<u8> = hits.map(|hit| hit.person.as_bytes()[0]).collect();
    people.sort_unstable();
    people
}

#[test]
fn full_and_resting_people_are_not_free() {
    let free = nurse("1");
    let full = Card {
        availability: Some(Availability {
            status: Free::Full,
            ..tuesdays()
        }),
        ..nurse("2")
    };
    let rests = |until: &str| Card {
        presence: Presence {
            state: PresenceState::Resting,
            until: until.to_owned(),
            ..Presence::default()
        },
        ..nurse("3")
    };
    let cards = [
        free,
        full,
        rests("2026-12-31"),
        rests("2026-11-23"),
        rests(""),
    ];
    assert_eq!(
        found(&cards, "来週の火曜午前"),
        [1, 4],
        "whose rest is over by then"
    );
    assert_eq!(
        found(&cards, "看護師"),
        [1, 2, 3, 4, 5],
        "asked for the licence alone"
    );
}

#[test]
fn what_is_said_of_a_time_holds_for_that_time() {
    let said = |from: &str, until: &str| Card {
        availability: Some(Availability {
            from: from.to_owned(),
            until: until.to_owned(),
            ..tuesdays()
        }),
        ..nurse("")
    };
    let cards = [
        said("", ""),
        said("2027-04-01", ""),
        said("", "2026-11-23"),
        said("2026-11-24", "2026-11-24"),
        said("", "2026-11-20"),
    ];
    assert_eq!(found(&cards, "11月24日"), [1, 4], "from and until");
    assert_eq!(
        found(&cards, "火曜"),
        [1, 2, 3, 4],
        "what ended is no ordinary week"
    );
    assert_eq!(found(&cards, "4月から"), [1, 2], "from April");
}

#[test]
fn a_licence_that_is_over_counts_no_more() {
    let until = |until: &str| {
        let mut card = nurse("");
        card.licences[0].until = until.to_owned();
        card
    };
    let cards = [until(""), until(TODAY), until("2026-11-20")];
    assert_eq!(found(&cards, "看護師"), [1, 2], "the last day still does");
}

#[test]
fn what_somebody_does_not_take_on_or_wants_to_learn_is_no_answer() {
    let cards = [
        Card {
            strengths: vec![strength("研修", Level::Dont)],
            ..Card::default()
        },
        Card {
            wishes: vec![Wish {
                kind: WishKind::Learn,
                what: "研修".to_owned(),
            }],
            ..Card::default()
        },
        Card {
            wishes: vec![Wish {
                kind: WishKind::Teach,
                what: "研修".to_owned(),
            }],
            ..Card::default()
        },
        Card {
            strengths: vec![strength("研修", Level::Little)],
            ..Card::default()
        },
    ];
    assert_eq!(found(&cards, "研修"), [3, 4], "teaching and a little");
}

#[test]
fn a_surname_that_is_a_place_is_a_name_too() {
    let named = |name: &str, area: &str| Card {
        name: name.to_owned(),
        way: Some(Way {
            remote: false,
            areas: vec![area.to_owned()],
            home: String::new(),
        }),
        ..Card::default()
    };
    let cards = [named("千葉 花子", "東京"), named("佐藤 太郎", "千葉")];
    assert_eq!(found(&cards, "千葉さん"), [1], "with さん");
    assert_eq!(found(&cards, "千葉"), [1, 2], "by itself: both");
    assert_eq!(found(&cards, "千葉県"), [2], "the place");
    let [_, elsewhere] = cards;
    assert_eq!(found(&[elsewhere], "千葉"), [1], "nobody is called so");
}

#[test]
fn a_name_that_begins_or_ends_as_a_particle_does_is_found_as_it_is_typed() {
    let called = |name: &str, short: &str| Card {
        name: name.to_owned(),
        short: short.to_owned(),
        ..Card::default()
    };
    let cards = [
        called("道草 のぞみ", "のぞみさん"),
        called("川辺 がくと", "がくとさん"),
        called("縁側 とおる", "とおるさん"),
        called("架空 はじめ", "はじめさん"),
        called("小川 をとめ", "をとめさん"),
        called("花野 かなと", "かなとさん"),
    ];
    for (number, typed) in
        (1_u8..).zip(["のぞみ", "がくと", "とおる", "はじめ", "をとめ", "かなと"])
    {
        assert_eq!(found(&cards, typed), [number], "{typed}");
        assert_eq!(
            found(&cards, &format!("{typed}さん")),
            [number],
            "{typed}さん"
        );
    }
}

#[test]
fn the_line_is_bounded() {
    let index = index(&[]);
    let read = |line: &str| read_line(line, &index, day(TODAY));
    assert!(read(&"看".repeat(LINE_CHARS)).is_ok(), "the longest line");
    assert_eq!(
        read(&"看".repeat(LINE_CHARS + 1)),
        Err(FindRefusal::LineTooLong),
        "one more"
    );
    assert_eq!(
        read(&"看護師".repeat(5_000)),
        Err(FindRefusal::LineTooLong),
        "many more"
    );
    let many: Vec<String> = (0..100).map(|number| format!("w{number}")).collect();
    assert_eq!(
        read(&many.join(" ")).unwrap().conditions.words.len(),
        MOST_TERMS,
        "as many words as are looked for"
    );
}

#[test]
fn equals_change_places_with_the_day_and_the_viewer() {
    let cards: Vec<Card> = (0..8).map(|_| nurse("")).collect();
    let index = index(&cards);
    let order = |today: &str, viewer: u8| {
        let graph = TrustGraph::new([], [], BTreeMap::new(), day(today));
        let viewer = Viewer {
            person: person(viewer),
            graph: &graph,
            today: day(today),
        };
        let asked = Conditions {
            licences: vec!["看護師".to_owned()],
            ..Conditions::default()
        };
        let hits = find(&index, &asked, &viewer).hits;
        hits.into_iter().map(|hit| hit.person).collect::<Vec<_>>()
    };
    assert_eq!(order(TODAY, 100), order(TODAY, 100), "the same all day");
    assert_ne!(order(TODAY, 100), order("2026-11-22", 100), "another day");
    assert_ne!(order(TODAY, 100), order(TODAY, 101), "another viewer");
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z0-9 ]{0,40}",
        "[ぁ-んァ-ヶー一-龠々・、 　]{0,60}",
        r#"(看護師|か|と|の|来週|火曜|午前|12月3日|4月から|埼玉|オンライン|サッカー|研修|"|'|\(|\)|\*|;|--|%|_|\\|𠮷|🎸|\u{202e}|\u{0}|ﷺ){0,30}"#,
    ]
}

fn card() -> impl Strategy<Value = Card> {
    (text(), text(), text(), any::<u8>()).prop_map(|(banner, skill, hobby, years)| Card {
        banner,
        strengths: vec![strength(&skill, Level::Do)],
        hobbies: vec![Hobby {
            name: hobby,
            years: Some(years),
        }],
        availability: Some(tuesdays()),
        ..Card::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is typed and whatever stands on cards: an answer or a refusal, within bounds.
    #[test]
    fn anything_can_be_typed(cards in proptest::collection::vec(card(), 0..6), line in text()) {
        let index = index(&cards);
        let graph = TrustGraph::new([], [], BTreeMap::new(), day(TODAY));
        let viewer = Viewer { person: person(200), graph: &graph, today: day(TODAY) };
        let Ok(read) = read_line(&line, &index, day(TODAY)) else { return Ok(()) };
        let asked = read.conditions;
        let lists = [&asked.words, &asked.licences, &asked.areas, &asked.hobbies];
        for one in lists.into_iter().flatten() {
            prop_assert!(one.chars().count() <= 40, "{one:?}");
        }
        let found = find(&index, &asked, &viewer);
        for hit in found.hits.iter().chain(&found.near) {
            let told = sentence(&hit.reasons, Language::Japanese, &|_| "だれか".to_owned());
            prop_assert!(!told.is_empty() || hit.reasons.is_empty());
        }
        for widening in &found.widen {
            let wider = find(&index, &widening.conditions, &viewer);
            prop_assert_eq!(wider.hits.len(), widening.count.min(300), "as many as was said");
        }
    }

    /// An index that was brought up to date finds the same as one made anew.
    #[test]
    fn an_index_that_was_kept_is_the_same_as_a_new_one(
        before in proptest::collection::vec(card(), 0..6),
        now in proptest::collection::vec((any::<bool>(), card()), 0..8),
        line in text(),
    ) {
        let mut kept = index(&before);
        let mut left = Vec::new();
        for (number, (stays, card)) in (1_u8..).zip(&now) {
            if *stays {
                kept.put(person(number), Entry::of(card));
                left.push((person(number), Entry::of(card)));
            } else {
                kept.remove(person(number));
            }
        }
        let untouched = (1_u8..).zip(&before).skip(now.len());
        left.extend(untouched.map(|(number, card)| (person(number), Entry::of(card))));
        let anew = Index::new(left, []);
        prop_assert_eq!(kept.len(), anew.len());
        let graph = TrustGraph::new([], [], BTreeMap::new(), day(TODAY));
        let viewer = Viewer { person: person(200), graph: &graph, today: day(TODAY) };
        let (Ok(one), Ok(other)) = (read_line(&line, &kept, day(TODAY)), read_line(&line, &anew, day(TODAY))) else {
            return Ok(());
        };
        prop_assert_eq!(&one, &other, "the line is read in the same way");
        prop_assert_eq!(find(&kept, &one.conditions, &viewer), find(&anew, &other.conditions, &viewer));
    }

    /// A skill is found by exactly what its owner wrote, and by its owner's name.
    #[test]
    fn whoever_wrote_a_word_is_found_by_it(skill in "[ぁ-んァ-ヶ一-龠]{1,12}", others in proptest::collection::vec(card(), 0..4)) {
        let mut cards = vec![Card { strengths: vec![strength(&skill, Level::Do)], ..Card::default() }];
        cards.extend(others);
        let index = index(&cards);
        let graph = TrustGraph::new([], [], BTreeMap::new(), day(TODAY));
        let viewer = Viewer { person: person(200), graph: &graph, today: day(TODAY) };
        let asked = Conditions { words: vec![skill], ..Conditions::default() };
        let found = find(&index, &asked, &viewer);
        if !fold::fold(&asked.words[0]).is_empty() {
            prop_assert!(found.hits.iter().any(|hit| hit.person == person(1)));
        }
    }
}
