//! What was typed, character by character, as it is looked at.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// A typed line with width and case made one, and where each character of that comes from.
pub(super) struct Typed<'a> {
    /// As it was typed.
    pub(super) line: &'a str,
    /// Width and case made one (NFKC, lower case).
    pub(super) chars: Vec<char>,
    /// For each of them the first character it was made of, and the one behind the last.
    at: Vec<(usize, usize)>,
}

impl<'a> Typed<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let mut typed = Self {
            line,
            chars: Vec::new(),
            at: Vec::new(),
        };
        let mut group = String::new();
        let mut begin = 0;
        for (place, c) in line.chars().enumerate() {
            // What belongs to the character before it: ｶ and ﾞ.
            let joins = canonical_combining_class(c) != 0 || matches!(c, '\u{ff9e}' | '\u{ff9f}');
            if !joins && !group.is_empty() {
                typed.put(&group, begin, place);
                group.clear();
            }
            if group.is_empty() {
                begin = place;
            }
            group.push(c);
        }
        let end = line.chars().count();
        typed.put(&group, begin, end);
        typed
    }

    fn put(&mut self, group: &str, from: usize, to: usize) {
        // ① is the number of a list.
        let numbered = group.starts_with(|c| matches!(c, '\u{2460}'..='\u{249b}'));
        let group = if numbered { " " } else { group };
        for c in group.nfkc().flat_map(char::to_lowercase) {
            self.chars.push(c);
            self.at.push((from, to));
        }
    }

    /// The place in the typed line of these characters.
    pub(super) fn range(&self, from: usize, to: usize) -> (usize, usize) {
        let first = self.at.get(from).map_or(0, |(first, _)| *first);
        let last = to.checked_sub(1).and_then(|last| self.at.get(last));
        (first, last.map_or(first, |(_, last)| *last))
    }
}
