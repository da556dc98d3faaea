use super::*;
use crate::{base, gate};

fn edited(edits: &[CardEdit]) -> (Automerge, usize) {
    let mut document = base::document();
    let mut changes = 0;
    for edit in edits {
        let change = gate::edit(&mut document, [1; 24], 0, |transaction| {
            write(transaction, edit)
        })
        .unwrap();
        changes += usize::from(change.is_some());
    }
    (document, changes)
}

fn strength(skill: &str, level: Level) -> CardEdit {
    CardEdit::Strength(Strength {
        skill: skill.into(),
        level,
        limit: String::new(),
    })
}

#[test]
fn one_field_left_is_one_change_and_the_same_again_is_none() {
    let banner = CardEdit::Text(TextField::Banner, "英語が得意です".into());
    let (document, changes) = edited(&[banner.clone(), banner]);
    assert_eq!(changes, 1, "the second says nothing new");
    assert_eq!(read(&document).banner, "英語が得意です", "it is there");
}

#[test]
fn strengths_keep_the_order_in_which_they_came() {
    let (document, _) = edited(&[
        strength("研修", Level::Do),
        strength("英語", Level::Little),
        strength("研修", Level::Dont),
        strength("司会", Level::Do),
        CardEdit::RemoveStrength("英語".into()),
        CardEdit::RemoveStrength("ないもの".into()),
    ]);
    let skills: Vec<_> = read(&document)
        .strengths
        .into_iter()
        .map(|s| (s.skill, s.level))
        .collect();
    assert_eq!(
        skills,
        [
            ("研修".to_owned(), Level::Dont),
            ("司会".to_owned(), Level::Do)
        ],
        "order, levels, removal"
    );
}

#[test]
fn a_strength_is_one_however_it_is_written() {
    let skills = |edits: &[CardEdit]| -> Vec<_> {
        let (document, _) = edited(edits);
        let strengths = read(&document).strengths.into_iter();
        strengths.map(|s| (s.skill, s.level)).collect()
    };
    let (first, other) = (
        strength("PTA", Level::Do),
        strength("ＰＴＡ", Level::Little),
    );
    let english = strength("英語", Level::Do);
    assert_eq!(
        skills(&[first.clone(), english.clone(), other.clone()]),
        [
            ("ＰＴＡ".to_owned(), Level::Little),
            ("英語".to_owned(), Level::Do)
        ],
        "as it was written last, in its place"
    );
    assert_eq!(
        skills(&[first.clone(), other.clone(), first.clone()]),
        [("PTA".to_owned(), Level::Do)],
        "and back"
    );
    assert_eq!(
        skills(&[first, CardEdit::RemoveStrength("ｐｔａ".into())]),
        [],
        "gone by any spelling"
    );
}

#[test]
fn two_devices_of_a_person_edit_apart_and_both_edits_stay() {
    let mut here = base::document();
    let mut there = base::document();
    let name = CardEdit::Text(TextField::Name, "佐藤 花子".into());
    let a = gate::edit(&mut here, [1; 24], 0, |t| write(t, &name))
        .unwrap()
        .unwrap();
    let b = gate::edit(&mut there, [2; 24], 0, |t| {
        write(t, &strength("研修", Level::Do))
    })
    .unwrap()
    .unwrap();
    let one = gate::materialise(&[a.clone(), b.clone()]);
    let other = gate::materialise(&[b, a]);
    assert_eq!(
        read(&one.document),
        read(&other.document),
        "whatever the order"
    );
    assert_eq!(
        (
            read(&one.document).name.as_str(),
            read(&one.document).strengths.len()
        ),
        ("佐藤 花子", 1),
        "both are there"
    );
}

/// A card on which everything is said.
fn whole() -> Card {
    Card {
        banner: "いのちの話を、やさしく".into(),
        trade: "看護師・講師".into(),
        past: "短大を退職".into(),
        strengths: vec![Strength {
            skill: "代講".into(),
            level: Level::Do,
            limit: "半日まで".into(),
        }],
        availability: Some(Availability {
            from: "2027-04-01".into(),
            until: "2027-09-30".into(),
            hours: Some(10),
            week: [
                (Weekday::Tuesday, Band::Morning),
                (Weekday::Sunday, Band::Evening),
            ]
            .into_iter()
            .collect(),
            ..Availability::said(Free::Some, "平日午前", "2026-11-18")
        }),
        licences: vec![Licence {
            name: "看護師".into(),
            kind: LicenceKind::National,
            until: "2030-03-31".into(),
        }],
        hobbies: vec![
            Hobby {
                name: "水泳".into(),
                years: Some(10),
            },
            Hobby {
                name: "読書".into(),
                years: None,
            },
        ],
        wishes: [WishKind::Teach, WishKind::Learn, WishKind::Try]
            .map(|kind| Wish {
                kind,
                what: "手話:入門".into(),
            })
            .into(),
        way: Some(Way {
            remote: true,
            areas: vec!["埼玉".into(), "東京".into()],
            home: "埼玉".into(),
        }),
        contact: Some(Contact::Written),
        contact_ways: vec![
            ContactWay::new(ContactKind::Phone, "０３ー００００ー０００１", "平日の昼").unwrap(),
            ContactWay::new(ContactKind::Line, "mihon.sakura", "").unwrap(),
        ],
        welcome: Welcome {
            record: true,
            urgent: true,
            ..Welcome::default()
        },
        news: Some(News {
            text: "4月から動けます".into(),
            on: "2026-11-01".into(),
        }),
        ..Card::default()
    }
}

#[test]
fn every_section_comes_back_as_it_was_written_and_can_be_taken_away() {
    let card = whole();
    let edits: Vec<_> = Section::ALL
        .into_iter()
        .flat_map(|section| card.edits_of(section))
        .collect();
    let (document, _) = edited(&edits);
    assert_eq!(read(&document), card, "all of it");
    let kept = card.to_kept().unwrap();
    assert_eq!(
        Card::of_kept(&kept),
        Ok(card.clone()),
        "kept outside of a document"
    );
    assert_eq!(
        Card::of_kept(&Card::default().to_kept().unwrap()),
        Ok(Card::default()),
        "nothing"
    );
    assert!(Card::of_kept(b"no change").is_err(), "something else");
    for section in Section::ALL {
        assert!(
            !card.edits_of(section).is_empty(),
            "{section:?} says something"
        );
        assert!(
            card.edits_of(section)
                .iter()
                .all(|edit| edit.section() == Some(section)),
            "{section:?} is in its own section"
        );
        let removals = card.removals_of(section);
        let left = removals
            .iter()
            .fold(card.clone(), |left, edit| left.edited(edit).unwrap());
        assert_eq!(left.edits_of(section), [], "{section:?} is gone");
        let mut others = card.clone();
        others.take_section(section, &Card::default());
        assert_eq!(left, others, "and nothing else");
    }
}

#[test]
fn a_card_knows_the_day_on_which_it_was_last_right() {
    let mut document = base::document();
    let mut edit = |edit: &CardEdit, day: &str| {
        let change = gate::edit(&mut document, [1; 24], 0, |t| write_on(t, edit, day)).unwrap();
        (change.is_some(), read(&document).reviewed_on)
    };
    let trade = CardEdit::Text(TextField::Trade, "講師".into());
    assert_eq!(
        edit(&trade, "2026-01-10"),
        (true, "2026-01-10".into()),
        "an edit"
    );
    assert_eq!(
        edit(&trade, "2026-02-10"),
        (false, "2026-01-10".into()),
        "nothing new"
    );
    assert_eq!(
        edit(&CardEdit::Reviewed, "2026-03-10"),
        (true, "2026-03-10".into()),
        "right still"
    );
}
