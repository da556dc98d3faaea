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
