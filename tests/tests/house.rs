//! The shape of the house: one name for one type, and no circle of files.
//!
//! Both read the source as text. What they know of Rust is what this code uses of it.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "without the files there is nothing to check, and how many names are reused is to be read"
)]

mod house {
    pub(crate) mod circles;
    pub(crate) mod imports;
    pub(crate) mod names;
    pub(crate) mod source;
}

use house::{circles, names, source::Source};

/// Of a thousand type names so many stand for more than one type. It goes down and never up; the aim is 50.
const MOST_REUSED_PERMILLE: usize = 75;

#[test]
fn a_type_name_means_one_type() {
    let declared = names::declared(&Source::all());
    let reused: Vec<String> = declared
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    let permille = reused.len() * 1000 / declared.len();
    println!(
        "{} of {} type names stand for more than one type ({permille} in a thousand):\n{}",
        reused.len(),
        declared.len(),
        reused.join("\n")
    );
    assert!(declared.len() > 400, "the types are found");
    assert!(
        permille <= MOST_REUSED_PERMILLE,
        "{permille} in a thousand; give the newer of two a name of its own: {reused:#?}"
    );
}

#[test]
fn no_files_of_a_crate_need_each_other_in_a_circle() {
    let found = circles::of(&Source::all());
    assert!(
        found.is_empty(),
        "move what both need into a file of its own: {found:#?}"
    );
}
