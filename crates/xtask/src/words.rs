//! The tables that come out of other people's data: kanji that are one in a search, and readings of words.
//!
//! Both are committed, so that a build needs nothing of it. They are written anew by `cargo xtask words`, out of the
//! Debian packages `unicode-data` (Unihan, Unicode License) and `mecab-ipadic` (BSD with the term of ICOT).

mod kanji;
mod readings;

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::fault::{ChoreEnd, ChoreFault};
use crate::places::Places;
use crate::process;

const PACKAGES: &[(&str, &str)] = &[
    ("unicode-data", "/usr/share/unicode/Unihan_Variants.txt.bz2"),
    ("mecab-ipadic", "/usr/share/mecab/dic/ipadic/Noun.csv"),
];

/// Writes both tables anew.
pub(crate) fn regenerate(places: &Places) -> ChoreEnd {
    for (package, file) in PACKAGES {
        if !Path::new(file).is_file() {
            return Err(ChoreFault::new(format!(
                "{file} is not there; `apt-get install {package}` brings it."
            )));
        }
    }
    let data = places.root.join("crates/core/data");
    write(&data.join("unihan.txt"), &kanji::table()?)?;
    write(&data.join("readings.tsv"), &readings::table()?)
}

fn write(file: &Path, text: &str) -> ChoreEnd {
    fs::write(file, text).map_err(|error| {
        ChoreFault::new(format!("{} cannot be written: {error}.", file.display()))
    })?;
    println!("{}: {} lines", file.display(), text.lines().count());
    Ok(())
}

/// What a program makes of a file.
fn through(program: &str, arguments: &[&str]) -> ChoreEnd<String> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .map_err(|error| process::not_started(&Command::new(program), &error))?;
    if output.status.success() {
        String::from_utf8(output.stdout)
            .map_err(|_no_text| ChoreFault::new(format!("`{program}` gave no text.")))
    } else {
        Err(ChoreFault::new(format!(
            "`{program}` ended with {}.",
            output.status
        )))
    }
}

/// Kanji, those of names included, and the sign that repeats one.
fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '々')
}
