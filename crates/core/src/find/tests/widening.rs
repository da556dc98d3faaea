//! Nobody is found: what is offered.

use super::*;

/// What somebody who worked with nobody is answered.
fn answer(cards: &[Card], conditions: &Conditions) -> Found {
    let graph = TrustGraph::new([], [], BTreeMap::new(), day(TODAY));
    let viewer = Viewer {
        person: person(200),
        graph: &graph,
        today: day(TODAY),
    };
    find(&index(cards), conditions, &viewer)
}

#[test]
fn a_word_that_nobody_has_is_the_first_to_be_given_up() {
    let cards = [nurse("1"), nurse("2")];
    let asked = Conditions {
        words: vec!["宇宙遊泳".to_owned()],
        licences: vec!["看護師".to_owned()],
        ..Conditions::default()
    };
    let found = answer(&cards, &asked);
    assert!(found.hits.is_empty(), "nobody has both");
    let first = &found.widen[0];
    assert_eq!(first.steps, [WideningStep::UnknownWords]);
    assert_eq!(first.words, ["宇宙遊泳"], "it is named");
    assert_eq!((first.count, first.conditions.words.len()), (2, 0));
    assert_eq!(first.conditions.licences, ["看護師"], "the licence stays");

    let at_a_place = Conditions {
        words: vec!["宇宙遊泳".to_owned()],
        areas: vec!["埼玉".to_owned()],
        ..Conditions::default()
    };
    let first = answer(&cards, &at_a_place).widen.swap_remove(0);
    assert_eq!(first.steps, [WideningStep::UnknownWords], "beside a place");

    let too_much = Conditions {
        areas: vec!["沖縄".to_owned()],
        ..asked
    };
    let found = answer(&cards, &too_much);
    let steps: Vec<_> = found.widen.iter().map(|one| one.steps.clone()).collect();
    assert!(
        steps
            .iter()
            .all(|steps| steps.first() == Some(&WideningStep::UnknownWords)),
        "the word goes first: {steps:?}"
    );
}

#[test]
fn where_nobody_has_a_word_near_ones_are_offered_or_what_there_is() {
    let skilled = |skill: &str| Card {
        strengths: vec![strength(skill, Level::Do)],
        ..Card::default()
    };
    let cards = [
        skilled("家庭菜園"),
        skilled("ファシリテーション"),
        skilled("家庭菜園"),
    ];
    let ask = |word: &str| {
        let asked = Conditions {
            words: vec![word.to_owned()],
            ..Conditions::default()
        };
        answer(&cards, &asked)
    };
    let found = ask("ファシリテータ");
    let instead = &found.instead[0];
    assert_eq!(
        (instead.word.as_str(), instead.count),
        ("ファシリテーション", 1)
    );
    assert_eq!(instead.conditions.words, ["ファシリテーション"]);
    assert!(found.common.is_empty(), "there is something to go on with");

    let found = ask("宇宙遊泳");
    assert!(found.widen.is_empty() && found.instead.is_empty());
    assert_eq!(
        found.common,
        ["家庭菜園", "ファシリテーション"],
        "what most take on comes first"
    );
}

#[test]
fn each_of_several_words_can_be_given_up() {
    let cards = [
        Card {
            strengths: vec![strength("取材", Level::Do)],
            ..nurse("1")
        },
        Card {
            strengths: vec![strength("会計", Level::Do)],
            ..nurse("2")
        },
    ];
    let asked = Conditions {
        words: vec!["取材".to_owned(), "会計".to_owned()],
        ..Conditions::default()
    };
    let widen = answer(&cards, &asked).widen.into_iter();
    let given_up: Vec<_> = widen.map(|one| (one.steps, one.words)).collect();
    assert_eq!(
        given_up,
        ["取材", "会計"].map(|word| (vec![WideningStep::WithoutWord], vec![word.to_owned()]))
    );
}
