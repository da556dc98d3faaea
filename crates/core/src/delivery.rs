//! Delivery: who holds what of one's own things, as far as it is known.
//!
//! Two devices whose digests are equal hold the same; each then knows what the other holds. That is direct.
//! At second hand, a device tells a member what it knows of the others: for each person a [`Mark`] of those
//! of the member's items that the person holds. The member finds the mark among those of its own items in
//! the order in which it wrote them, and knows how far the person has come.
//!
//! A mark is the exclusive or of a hash of each item's name, so neither order nor distance matters, only which
//! items there are. It is information, never proof: a member who lies about another can be believed, which is
//! why what was told is kept and shown with who told it. It decides nothing about validity. A mark that is not
//! found tells nothing: the two compared different things, and will again when they have met.
//!
//! ```
//! use otagai_core::{delivery::Course, id::ItemId};
//!
//! let (one, two) = (ItemId::from_bytes([1; 32]), ItemId::from_bytes([2; 32]));
//! // They are numbered differently where they were written and where they were received.
//! let author = Course::new(vec![(3, one), (8, two)]);
//! let other = Course::new(vec![(40, one), (41, two)]);
//! assert_eq!(other.mark(40).and_then(|mark| author.position(mark)), Some(3));
//! ```

use crate::{
    circle_set::CircleSet,
    id::{DocumentId, ItemId, PersonId, StatementId},
    item::ItemKind,
    signed::Verified,
};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Entries of one telling: more than a circle has members.
pub const NEWS_ENTRIES: usize = 1_000;
/// How exactly the time of a meeting counts when news is compared, seconds: that somebody was met again is
/// news once a day.
const FRESH_S: u64 = 86_400;

/// 8 bytes that stand for a set of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct Mark(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 8]);

/// The first bytes of a person's id: enough to find a member of the same circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct PersonStart(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 8]);

impl From<PersonId> for PersonStart {
    fn from(person: PersonId) -> Self {
        Self(*person.as_bytes().first_chunk().unwrap_or(&[0; 8]))
    }
}

/// What somebody tells a member of one other person, as it travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct NewsEntry {
    /// The other person.
    #[n(0)]
    pub person: PersonStart,
    /// What that person holds of the member's items.
    #[n(1)]
    pub mark: Mark,
    /// When that person was met, by the teller's clock, seconds since 1970-01-01 UTC.
    #[n(2)]
    pub met_at_s: u64,
}

/// A hash by which news is compared with what was told before. Meetings on one day are one.
pub fn digest(entries: &[NewsEntry]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 delivery news");
    for entry in entries {
        hasher.update(&entry.person.0);
        hasher.update(&entry.mark.0);
        hasher.update(&(entry.met_at_s / FRESH_S).to_be_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// An author's items in the order in which one device stored them, with the mark of each beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course(Vec<(u64, Mark)>);

impl Course {
    /// Takes the items with their numbers on this device, in any order.
    pub fn new(mut items: Vec<(u64, ItemId)>) -> Self {
        items.sort_unstable();
        let mut mark = [0; 8];
        let marks = items.into_iter().map(|(number, id)| {
            let hash = blake3::derive_key("otagai 2026 delivery mark", id.as_bytes());
            for (to, from) in mark.iter_mut().zip(hash) {
                *to ^= from;
            }
            (number, Mark(mark))
        });
        Self(marks.collect())
    }

    /// The mark of everything up to a number; none where nothing is.
    pub fn mark(&self, up_to: u64) -> Option<Mark> {
        let end = self.0.partition_point(|(number, _)| *number <= up_to);
        self.0.get(..end)?.last().map(|(_, mark)| *mark)
    }

    /// The number up to which a mark reaches; none where it is the mark of no beginning.
    pub fn position(&self, mark: Mark) -> Option<u64> {
        self.0
            .iter()
            .find(|(_, known)| *known == mark)
            .map(|(number, _)| *number)
    }
}

/// True for what an author's items are: not seals, which newer ones replace, and not lists, which anybody who
/// knows one may bring.
pub fn is_own(kind: ItemKind) -> bool {
    !matches!(kind, ItemKind::Seal | ItemKind::List)
}

/// Whose an item is: who said it, or the author of its document. None for seals and lists, and for what is not
/// held.
pub fn author(
    set: &CircleSet,
    kind: ItemKind,
    document: Option<DocumentId>,
    id: ItemId,
) -> Option<PersonId> {
    match kind {
        ItemKind::Record => set
            .records()
            .find(|record| record.item_id() == id)
            .map(|record| record.content().person),
        ItemKind::Statement => set
            .statements()
            .get(&StatementId::from_bytes(*id.as_bytes()))
            .map(|statement| statement.content().person),
        ItemKind::Opening | ItemKind::Change | ItemKind::Chunk | ItemKind::Grant => {
            author_of(set, &document?)
        }
        ItemKind::Seal | ItemKind::List => None,
    }
}

/// The author of a document; none when it is not held.
pub fn author_of(set: &CircleSet, document: &DocumentId) -> Option<PersonId> {
    set.opening(document)
        .map(|opening| opening.content().header.author)
}

/// A person's documents.
pub fn documents_of(set: &CircleSet, person: PersonId) -> impl Iterator<Item = DocumentId> {
    set.documents()
        .filter(move |(_, entry)| entry.opening().content().header.author == person)
        .map(|(id, _)| *id)
}

/// A person's statements.
pub fn statements_of(set: &CircleSet, person: PersonId) -> impl Iterator<Item = StatementId> {
    set.statements()
        .iter()
        .filter(move |(_, statement)| statement.content().person == person)
        .map(|(id, _)| *id)
}

/// Names of a person's records.
pub fn records_of(set: &CircleSet, person: PersonId) -> impl Iterator<Item = ItemId> {
    set.records()
        .filter(move |record| record.content().person == person)
        .map(Verified::<crate::record::Record>::item_id)
}

/// Members by the start of their ids; where two share one, neither is found.
pub fn by_start(persons: impl IntoIterator<Item = PersonId>) -> BTreeMap<PersonStart, PersonId> {
    let mut found: BTreeMap<PersonStart, Option<PersonId>> = BTreeMap::new();
    for person in persons {
        found
            .entry(person.into())
            .and_modify(|known| *known = None)
            .or_insert(Some(person));
    }
    found
        .into_iter()
        .filter_map(|(start, person)| Some((start, person?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u8) -> ItemId {
        ItemId::from_bytes([number; 32])
    }

    fn entry(mark: u8, met_at_s: u64) -> NewsEntry {
        NewsEntry {
            person: PersonStart([1; 8]),
            mark: Mark([mark; 8]),
            met_at_s,
        }
    }

    #[test]
    fn nothing_has_no_mark_and_an_unknown_mark_no_position() {
        let course = Course::new(vec![(5, id(1))]);
        assert_eq!(course.mark(4), None, "nothing up to there");
        assert_eq!(course.mark(5), course.mark(99), "nothing after it");
        assert_eq!(course.position(Mark([0; 8])), None, "the mark of nothing");
        assert_eq!(course.position(Mark([9; 8])), None, "the mark of no item");
    }

    #[test]
    fn a_part_that_is_no_beginning_is_not_found() {
        let author = Course::new(vec![(1, id(1)), (2, id(2)), (3, id(3))]);
        let gap = Course::new(vec![(1, id(1)), (2, id(3))]);
        let mark = gap.mark(2).unwrap();
        assert_eq!(author.position(mark), None, "the second one is missing");
    }

    #[test]
    fn news_is_new_when_a_mark_changes_or_a_day_has_passed() {
        let told = digest(&[entry(1, 86_400)]);
        assert_eq!(told, digest(&[entry(1, 86_400 + 80_000)]), "the same day");
        assert_ne!(told, digest(&[entry(1, 2 * 86_400)]), "the next day");
        assert_ne!(told, digest(&[entry(2, 86_400)]), "holds more");
    }

    #[test]
    fn two_persons_with_one_start_are_not_told_apart_and_so_not_found() {
        let person = |last: u8| {
            let mut bytes = [7; 32];
            bytes[31] = last;
            PersonId::from_bytes(bytes)
        };
        let other = PersonId::from_bytes([8; 32]);
        let found = by_start([person(1), other, person(2), person(3)]);
        assert_eq!(found, BTreeMap::from([(other.into(), other)]), "only one");
    }

    proptest! {
        #[test]
        fn every_beginning_is_found_whatever_the_order_within_it(count in 1_u8..40, cut in 1_u8..40, turn: bool) {
            let cut = cut.min(count);
            let author = Course::new((1..=count).map(|n| (u64::from(n) * 3, id(n))).collect());
            // The other device received the beginning in one piece, backwards or not, and then the rest.
            let received = (1..=count).map(|n| {
                let at = if turn && n <= cut { cut - n } else { n };
                (u64::from(at) + 1_000, id(n))
            });
            let other = Course::new(received.collect());
            let mark = other.mark(1_000 + u64::from(cut)).unwrap();
            prop_assert_eq!(author.position(mark), Some(u64::from(cut) * 3));
        }
    }
}
