//! The first change of every document: one constant, the same for everybody.
//!
//! It creates the empty maps that all kinds use, so that two devices of one person start from the same
//! objects and their edits merge. It is computed, never received, and counts by definition.

use automerge::{
    ActorId, Automerge, Change, ChangeHash, ObjType, ROOT, transaction::CommitOptions,
    transaction::Transactable,
};
use std::sync::LazyLock;

/// Single values: a map from field name to text or number.
pub const FIELDS: &str = "fields";
/// Named entries that come and go: maps from a name to a map of values.
pub const COLLECTIONS: [&str; 7] = [
    "strengths",
    "licences",
    "hobbies",
    "times",
    "people",
    "skills",
    "entries",
];

/// The hash of the first change, published: a second implementation must arrive at it.
pub const HASH: &str = "1f457b599d69abc5574d1f867b29f5fafa03ba200c057caa5c93e903f6211453";

/// The actor of the first change: 24 zero bytes, which no device's key hashes to.
const ACTOR: [u8; 24] = [0; 24];

struct Base {
    document: Automerge,
    hash: ChangeHash,
    bytes: Vec<u8>,
}

static BASE: LazyLock<Base> = LazyLock::new(|| {
    let mut document = Automerge::new().with_actor(ActorId::from(ACTOR.as_slice()));
    let mut transaction = document.transaction();
    for name in std::iter::once(FIELDS).chain(COLLECTIONS) {
        // Creating a map in an empty root fails only where the library itself is broken; the test on
        // `HASH` would show it before any release.
        let created = transaction.put_object(ROOT, name, ObjType::Map);
        debug_assert!(created.is_ok(), "the empty maps");
    }
    let (hash, _patches) = transaction.commit_with(CommitOptions::default().with_time(0));
    let bytes = document
        .get_last_local_change()
        .map(|change: Change| change.raw_bytes().to_vec());
    Base {
        document,
        hash: hash.unwrap_or(ChangeHash([0; 32])),
        bytes: bytes.unwrap_or_default(),
    }
});

/// A document that holds the first change only.
pub fn document() -> Automerge {
    BASE.document.clone()
}

/// Its hash.
pub fn hash() -> ChangeHash {
    BASE.hash
}

/// Its bytes, for whoever reads an exported document.
pub fn bytes() -> &'static [u8] {
    &BASE.bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_change_is_the_published_one() {
        assert_eq!(
            hash().to_string(),
            HASH,
            "a changed first change would split every document in two"
        );
    }
}
