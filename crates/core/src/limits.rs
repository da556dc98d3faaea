//! Limits of the protocol: the same numbers for everybody, so that all devices store the same set.

pub mod forms;

/// Bytes of one automerge change.
pub const CHANGE_BYTES: usize = 64 * 1024;
/// Dependencies of one automerge change.
pub const CHANGE_DEPS: usize = 64;
/// Rows that the columns of one change may claim, run lengths included.
pub const CHANGE_ROWS: u64 = 20_000;
/// Bytes that the text columns of one change may claim once expanded.
pub const CHANGE_EXPANDED_BYTES: u64 = 256 * 1024;
/// Columns of one change.
pub const CHANGE_COLUMNS: u64 = 64;
/// Other actors that one change may name.
pub const CHANGE_ACTORS: u64 = 256;
/// Bytes of one signed statement or root-signed record.
pub const STATEMENT_BYTES: usize = 4 * 1024;
/// Ids in the `seen` list of a statement.
pub const STATEMENT_SEEN: usize = 16;
/// Bytes of one encrypted chunk.
pub const CHUNK_BYTES: usize = 64 * 1024;
/// What a chunk holds is filled up to a multiple of so many bytes before it is encrypted.
pub const CHUNK_STEP: usize = 2_048;
/// Bytes that encrypting adds to what a chunk holds: the tag of Poly1305.
pub const CHUNK_TAG: usize = 16;
/// Chunks that one chunk may follow.
pub const CHUNK_PREVIOUS: usize = 16;
/// Bytes of a grant.
pub const GRANT_BYTES: usize = 1024;
/// Bytes of a photo as it is kept and relayed.
pub const PHOTO_BYTES: usize = 128 * 1024;
/// Pixels of a photo as it is kept and relayed, on its longer side.
pub const PHOTO_SIDE: u32 = 640;
/// Bytes of a content-addressed list (the documents of a cut).
pub const LIST_BYTES: usize = 256 * 1024;
/// Devices that one cut may name.
pub const CUT_DEVICES: usize = 32;
/// Creators of a circle.
pub const CREATORS: usize = 8;
/// Persons who may join with one invitation.
pub const INVITATION_USES: u16 = forms::INVITE_USES;
/// Bytes of one item on the wire, whatever its kind.
pub const ITEM_BYTES: usize = 272 * 1024;
/// Bytes of one frame of the meeting protocol.
pub const FRAME_BYTES: usize = 1024 * 1024;
/// Bytes of the items of one batch, which is stored in one transaction.
pub const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// Characters of an invitation link as it comes in, with whatever stands around it.
pub const LINK_CHARS: usize = 20_000;
/// Circles of one device.
pub const CIRCLES: usize = 64;

/// Limits on how many items there are. Beyond one of them the set keeps what comes first in an order that the
/// items alone decide, whatever arrived first (`circle_set/within.rs`).
///
/// A person who writes 500 items a year for twenty years stays below each of them. All together are 13,824 items a
/// person, so that 300 persons at their limits hold fewer than a meeting can compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Records of one person.
    pub records: usize,
    /// Lists that the cuts of one person name.
    pub lists: usize,
    /// Statements of one person, forks included; so many a chain may have, too.
    pub statements: usize,
    /// Items of all documents of one person: openings, changes, seals, chunks and grants.
    pub document_items: usize,
    /// Changes up to a sealed tip: what one history may have.
    pub history_changes: usize,
    /// Bytes of the changes up to a sealed tip.
    pub history_bytes: usize,
    /// Changes of one document: two histories fit that were written apart.
    pub document_changes: usize,
    /// Bytes of all changes, or of all chunks, of one document.
    pub document_bytes: usize,
    /// Seals of one document.
    pub seals: usize,
    /// Grants of one document.
    pub grants: usize,
}

impl Limits {
    /// Those of the protocol; others are for tests.
    pub const PROTOCOL: Self = Self {
        records: 64,
        lists: 64,
        statements: 4_096,
        document_items: 9_600,
        history_changes: 4_096,
        history_bytes: 512 * 1024,
        document_changes: 8_192,
        document_bytes: 1024 * 1024,
        seals: 64,
        grants: 4_096,
    };

    /// Items of one person at most.
    pub const fn items_of_a_person(&self) -> usize {
        self.records + self.lists + self.statements + self.document_items
    }
}
