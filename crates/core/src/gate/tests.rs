use super::*;
use crate::{
    card::{self, CardEdit, TextField},
    testing::Person,
};

fn banner(text: &str) -> CardEdit {
    CardEdit::Text(TextField::Banner, text.to_owned())
}

#[test]
fn two_changes_with_one_number_are_both_left_out_with_what_builds_on_them() {
    let mut alice = Person::new("alice");
    let common = alice.change(&CardEdit::Text(TextField::Name, "有".to_owned()));
    // A restored backup that wrote on with the same actor.
    let mut restored = alice.clone();
    let one = alice.change(&banner("一"));
    let two = alice.change(&banner("二"));
    let other = restored.change(&banner("別"));
    let shown = materialise(&[common, one.clone(), two.clone(), other.clone()]);
    assert!(shown.forked, "the fork is seen");
    assert_eq!(
        shown.skipped,
        BTreeSet::from([one.hash, two.hash, other.hash]),
        "neither side, nor what follows"
    );
    assert_eq!(
        card::read(&shown.document).name,
        "有",
        "what came before stays"
    );
}

#[test]
fn a_failed_edit_leaves_the_document_as_it_was() {
    let mut document = base::document();
    let heads = document.get_heads();
    let outcome = edit(&mut document, [1; 24], 0, |_| panic!("inside the library"));
    assert!(
        matches!(outcome, Err(EditError::Contained)),
        "the panic is contained"
    );
    assert_eq!(
        document.get_heads(),
        heads,
        "nothing happened to the document"
    );
}

#[test]
fn an_edit_too_large_for_others_is_refused_here_already() {
    let mut document = base::document();
    let text = "長".repeat(30_000);
    let outcome = edit(&mut document, [1; 24], 0, |t| {
        card::write(t, &banner(&text))
    });
    assert!(
        matches!(outcome, Err(EditError::Unfit(ChangeError::TooLarge))),
        "nobody would take it"
    );
    assert_eq!(
        document.get_heads(),
        base::document().get_heads(),
        "and it is not kept"
    );
}
