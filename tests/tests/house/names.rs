//! Which names of types are declared where.

use super::source::Source;
use std::collections::BTreeMap;

/// Words before the name of a type.
const DECLARES: [&str; 5] = ["struct", "enum", "trait", "union", "type"];

/// By the name of a type the files that declare one of this name.
pub(crate) fn declared(all: &[Source]) -> BTreeMap<String, Vec<String>> {
    let mut declared: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in all {
        for line in source.text.lines() {
            if let Some(name) = declares(line) {
                declared
                    .entry(name.to_owned())
                    .or_default()
                    .push(source.path.clone());
            }
        }
    }
    declared
}

/// The name of the type that a line declares. A `type` further in belongs to a trait: every iterator has its `Item`.
fn declares(line: &str) -> Option<&str> {
    let is_inside = line.starts_with(' ');
    let mut words = line.split_whitespace().peekable();
    while words
        .peek()
        .is_some_and(|word| word.starts_with("pub") || *word == "unsafe" || word.ends_with(')'))
        || words.peek().is_some_and(|word| word.starts_with("crate::"))
    {
        words.next();
    }
    let word = words.next()?;
    if !DECLARES.contains(&word) || word == "type" && is_inside {
        return None;
    }
    let name = words.next()?;
    let end = name
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(name.len());
    let name = name.get(..end)?;
    name.starts_with(char::is_uppercase).then_some(name)
}

#[test]
fn what_declares_a_type_is_seen() {
    for (line, expected) in [
        ("pub struct Card {", Some("Card")),
        ("pub(in crate::meet) enum Way<'a> {", Some("Way")),
        ("    pub enum Inside {", Some("Inside")),
        ("trait Reads: Sized {", Some("Reads")),
        ("pub type Millis = u64;", Some("Millis")),
        ("    type Item = u8;", None),
        ("let struct_like = 1;", None),
        ("pub fn enumerate(&self) {", None),
    ] {
        assert_eq!(declares(line), expected, "{line}");
    }
}
