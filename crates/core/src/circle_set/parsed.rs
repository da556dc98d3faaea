//! An item that was read and verified, and what may become of one.

use crate::{
    change::{ChangeError, RawChange},
    chunk::{Chunk, Grant},
    codec::CodecError,
    document::Opening,
    id::{DocumentId, ItemId},
    item::{Item, ItemKind, change_item_id, list_item_id, opening_item_id},
    limits,
    record::Record,
    seal::Seal,
    signed::{Content, Signed, Verified, VerifyError},
    statement::Statement,
};

/// Why an item was refused for good.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum ItemRefusal {
    /// The bytes are not what the kind says.
    #[error("the bytes are not of the expected form")]
    Malformed,
    /// A signature that does not match.
    #[error("the signature does not match")]
    BadSignature,
    /// It belongs to another circle.
    #[error("it belongs to another circle")]
    OtherCircle,
    /// It is not allowed to be what it says: a genesis of another circle, a seal under another's change.
    #[error("it says something that its signer cannot say")]
    NotEntitled,
    /// The change is outside the limits or no change at all.
    #[error("the change is not taken: {0}")]
    Change(#[from] ChangeError),
    /// A limit of the protocol is reached.
    #[error("a limit of the protocol is reached")]
    Limit,
}

impl From<VerifyError> for ItemRefusal {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Codec(_) => Self::Malformed,
            VerifyError::BadIssuer | VerifyError::BadSignature => Self::BadSignature,
        }
    }
}

impl From<CodecError> for ItemRefusal {
    fn from(_: CodecError) -> Self {
        Self::Malformed
    }
}

/// An item that is now held, with what a database needs to find it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub id: ItemId,
    /// The document it belongs to, if any.
    pub document: Option<DocumentId>,
    /// The item as it came.
    pub item: Item,
}

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intake {
    /// New and now held, in an order in which each one's dependencies come first.
    pub stored: Vec<Stored>,
    /// No longer held: seals that newer ones replace, and what lies beyond a limit now.
    pub removed: Vec<ItemId>,
    /// Those of `removed` that were held before this batch and lie beyond a limit now.
    pub outdone: Vec<ItemId>,
    /// How many came and are not held because they lie beyond a limit: neither stored nor refused.
    pub beyond: usize,
    /// Refused for good.
    pub refused: Vec<(ItemKind, ItemRefusal)>,
    /// Neither stored nor refused, because something they build on is missing.
    pub deferred: usize,
}

/// An item whose shape and signature were checked.
pub(super) enum Parsed {
    Record(Verified<Record>),
    Statement(Verified<Statement>),
    List(ItemId, Vec<u8>),
    Opening(Verified<Opening>),
    Change(DocumentId, RawChange),
    Seal(Verified<Seal>),
    Chunk(Verified<Chunk>),
    Grant(Verified<Grant>),
}

/// Whether signatures are checked, or were checked before the item went into our own file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Outside,
    OwnStore,
}

impl Parsed {
    pub(super) fn read(item: &Item, source: Source) -> Result<Self, ItemRefusal> {
        if item.document.is_some() != (item.kind == ItemKind::Change) {
            return Err(ItemRefusal::Malformed);
        }
        Ok(match item.kind {
            ItemKind::Record => Self::Record(verified(&item.bytes, source)?),
            ItemKind::Statement => Self::Statement(verified(&item.bytes, source)?),
            ItemKind::Opening => Self::Opening(verified(&item.bytes, source)?),
            ItemKind::Seal => Self::Seal(verified(&item.bytes, source)?),
            ItemKind::Chunk => Self::Chunk(verified(&item.bytes, source)?),
            ItemKind::Grant => Self::Grant(verified(&item.bytes, source)?),
            ItemKind::List if item.bytes.len() > limits::LIST_BYTES => {
                return Err(ItemRefusal::Limit);
            }
            ItemKind::List => Self::List(list_item_id(&item.bytes), item.bytes.clone()),
            ItemKind::Change => {
                let document = item.document.ok_or(ItemRefusal::Malformed)?;
                Self::Change(document, RawChange::parse(&item.bytes)?)
            }
        })
    }

    pub(super) fn id(&self) -> ItemId {
        match self {
            Self::Record(record) => record.item_id(),
            Self::Statement(statement) => statement.item_id(),
            Self::List(id, _) => *id,
            Self::Opening(opening) => opening_item_id(opening.document()),
            Self::Change(document, change) => change_item_id(*document, change.hash),
            Self::Seal(seal) => seal.item_id(),
            Self::Chunk(chunk) => chunk.item_id(),
            Self::Grant(grant) => grant.item_id(),
        }
    }

    fn document(&self) -> Option<DocumentId> {
        match self {
            Self::Record(_) | Self::Statement(_) | Self::List(..) => None,
            Self::Opening(opening) => Some(opening.document()),
            Self::Change(document, _) => Some(*document),
            Self::Seal(seal) => Some(seal.content().document),
            Self::Chunk(chunk) => Some(chunk.content().document),
            Self::Grant(grant) => Some(grant.content().document),
        }
    }

    pub(super) fn kind(&self) -> ItemKind {
        match self {
            Self::Record(_) => ItemKind::Record,
            Self::Statement(_) => ItemKind::Statement,
            Self::List(..) => ItemKind::List,
            Self::Opening(_) => ItemKind::Opening,
            Self::Change(..) => ItemKind::Change,
            Self::Seal(_) => ItemKind::Seal,
            Self::Chunk(_) => ItemKind::Chunk,
            Self::Grant(_) => ItemKind::Grant,
        }
    }

    pub(super) fn into_stored(self) -> Stored {
        let (id, document) = (self.id(), self.document());
        let item = match self {
            Self::Record(record) => Item::new(ItemKind::Record, record.to_bytes()),
            Self::Statement(statement) => Item::new(ItemKind::Statement, statement.to_bytes()),
            Self::List(_, bytes) => Item::new(ItemKind::List, bytes),
            Self::Opening(opening) => Item::new(ItemKind::Opening, opening.to_bytes()),
            Self::Change(document, change) => Item::change(document, change.bytes),
            Self::Seal(seal) => Item::new(ItemKind::Seal, seal.to_bytes()),
            Self::Chunk(chunk) => Item::new(ItemKind::Chunk, chunk.to_bytes()),
            Self::Grant(grant) => Item::new(ItemKind::Grant, grant.to_bytes()),
        };
        Stored { id, document, item }
    }
}

fn verified<T: Content>(bytes: &[u8], source: Source) -> Result<Verified<T>, ItemRefusal> {
    let signed = Signed::from_bytes(bytes, T::LIMIT)?;
    Ok(match source {
        Source::Outside => signed.verify()?,
        Source::OwnStore => signed.trust_own_store()?,
    })
}

/// What placing one item came to.
pub(super) enum Placed {
    /// It is held now.
    Now,
    /// It is held now and makes others superfluous.
    Replacing(Vec<ItemId>),
    /// It was held before, or something newer is.
    Already,
    /// Something it builds on is missing.
    Missing,
    /// Never.
    Refused(ItemRefusal),
}
