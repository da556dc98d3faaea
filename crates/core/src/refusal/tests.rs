//! Where a code and its sentences come from.

use super::{Refusal, SHARED, Wording, named};
use crate::text::TextError;
use std::error::Error;

crate::refusals! {
    /// Why a vase was not painted.
    #[derive(Debug, thiserror::Error)]
    enum VaseRefusal {
        /// There is paint on it.
        #[error("the vase is painted already")]
        Painted = "vasePainted", ja "もう塗ってあります。", en "It is painted already.";
        /// The same to whoever looks on.
        #[error("{colour} is on it already")]
        Coloured { colour: u32 } = "vasePainted";
        /// A code of everybody's.
        #[error("{0} ml of paint were asked for")]
        TooMuchPaint(u32) = "badInput";
        /// What is to stand on it.
        #[error("the title")]
        Title(#[from] TextError)
            where (TextError::TooLong(7)) = "vaseSeven", ja "7は不吉です。", en "Seven is unlucky.",
            else of 0;
        /// What is to stand below it.
        #[error("line {line}")]
        Line { line: usize, #[source] cause: TextError } of cause;
        /// Everything that is wrong.
        #[error("{} faults", .0.len())]
        Faults(Vec<TextError>) of 0;
        /// What the kiln said.
        #[error("the kiln")]
        Kiln(String) by by_heat;
    }
}

fn by_heat(heat: &str) -> &'static Wording {
    named(
        &[],
        if heat == "too hot" {
            "badInput"
        } else {
            "empty"
        },
    )
}

#[test]
fn a_code_and_its_sentences_are_known_by_the_error() {
    let wording = VaseRefusal::Painted.wording();
    assert_eq!(
        (wording.code, wording.ja, wording.en),
        (
            "vasePainted",
            "もう塗ってあります。",
            "It is painted already."
        )
    );
    let other = VaseRefusal::Coloured { colour: 3 };
    assert_eq!(other.wording(), wording, "one code for two");
    let declared: Vec<_> = VaseRefusal::WORDINGS.iter().map(|one| one.code).collect();
    assert_eq!(declared, ["vasePainted", "vaseSeven"], "each once");
    assert_eq!(
        VaseRefusal::TooMuchPaint(3).code(),
        "badInput",
        "everybody's"
    );
}

#[test]
fn an_error_inside_another_says_its_own_code() {
    let title = VaseRefusal::from(TextError::Empty);
    assert_eq!(title.code(), "empty");
    let seven = VaseRefusal::from(TextError::TooLong(7));
    assert_eq!(seven.code(), "vaseSeven", "one case of it");
    let heats = ["too hot", "cold"].map(|heat| VaseRefusal::Kiln(heat.to_owned()).code());
    assert_eq!(heats, ["badInput", "empty"], "what a function says");
    let line = VaseRefusal::Line {
        line: 3,
        cause: TextError::TooLong(9),
    };
    assert_eq!(line.code(), "tooLong");
    let first = VaseRefusal::Faults(vec![TextError::TooLong(9), TextError::Empty]);
    assert_eq!(first.code(), "tooLong", "the first of several");
    assert_eq!(VaseRefusal::Faults(Vec::new()).code(), "badInput", "none");
}

#[test]
fn the_cause_is_kept_and_is_not_what_the_member_reads() {
    let line = VaseRefusal::Line {
        line: 3,
        cause: TextError::TooLong(9),
    };
    assert_eq!(line.to_string(), "line 3");
    assert_eq!(
        line.source().unwrap().to_string(),
        "more than 9 characters",
        "why"
    );
}

#[test]
fn a_code_of_everybodys_is_declared_once() {
    for wording in SHARED {
        let same = SHARED.iter().filter(|other| other.code == wording.code);
        assert_eq!(same.count(), 1, "{}", wording.code);
    }
}
