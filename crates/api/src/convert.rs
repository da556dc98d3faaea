//! Between the rules' own types and what crosses the edge.

pub(crate) mod card;
pub(crate) mod find;

use otagai_core::id::{CircleId, DocumentId, PersonId};
use otagai_node::NodeError;

/// The circle that was named; none where nothing was written.
pub(crate) fn circle(text: &str) -> Result<Option<CircleId>, NodeError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_not_an_id| NodeError::UnknownCircle)
}

/// The person that was named; none where nothing was written.
pub(crate) fn person(text: &str) -> Result<Option<PersonId>, NodeError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_not_an_id| NodeError::UnknownPerson)
}

/// The document that was named; none where nothing was written.
pub(crate) fn document(text: &str) -> Result<Option<DocumentId>, NodeError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_not_an_id| NodeError::UnknownWork)
}

/// Two characters of what the person is called, one where it is Latin.
fn initials(short: &str, name: &str) -> String {
    let text = if short.is_empty() { name } else { short };
    let count = if text.chars().next().is_some_and(|c| c.is_ascii()) {
        1
    } else {
        2
    };
    text.chars()
        .filter(|c| !c.is_whitespace())
        .take(count)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_characters_or_one_letter() {
        assert_eq!(initials("ひとみ", ""), "ひと", "kana");
        assert_eq!(
            initials("", "佐藤 花子"),
            "佐藤",
            "the name where nothing else is known"
        );
        assert_eq!(initials("Bob", ""), "B", "Latin");
        assert_eq!(
            initials("𠮷田", ""),
            "𠮷田",
            "characters outside the basic plane are characters"
        );
    }
}
