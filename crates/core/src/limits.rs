//! Limits of the protocol: the same numbers for everybody, so that all devices store the same set.

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
/// Bytes of all changes of one document.
pub const DOCUMENT_BYTES: usize = 512 * 1024;
/// Changes of one document.
pub const DOCUMENT_CHANGES: usize = 4_096;
/// Documents of one person in one circle.
pub const DOCUMENTS_PER_PERSON: usize = 2_048;
/// Bytes of one signed statement or root-signed record.
pub const STATEMENT_BYTES: usize = 4 * 1024;
/// Ids in the `seen` list of a statement.
pub const STATEMENT_SEEN: usize = 16;
/// Statements of one device in one circle.
pub const STATEMENTS_PER_DEVICE: usize = 8_192;
/// Bytes of one encrypted chunk.
pub const CHUNK_BYTES: usize = 64 * 1024;
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
pub const INVITATION_USES: u16 = 50;
/// Bytes of one item on the wire, whatever its kind.
pub const ITEM_BYTES: usize = 272 * 1024;
/// Bytes of one frame of the meeting protocol.
pub const FRAME_BYTES: usize = 1024 * 1024;
/// Bytes of the items of one batch, which is stored in one transaction.
pub const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// Characters of an invitation link as it comes in, with whatever stands around it.
pub const LINK_CHARS: usize = 4_096;
/// Circles of one device.
pub const CIRCLES: usize = 64;
