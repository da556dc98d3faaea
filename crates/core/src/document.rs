//! Documents: one automerge document, one author, one circle.
//!
//! A document's id is the hash of its header, so that a seal that names the document names circle, author,
//! kind and epoch as well. The header travels inside an [`Opening`], signed by a device of the author:
//! nobody opens a document in somebody else's name.

pub mod fields;
pub(crate) mod kinds;
pub(crate) mod named;

use crate::{
    codec,
    id::{CircleId, DeviceId, DocumentId, PersonId},
    signed::{Content, Verified},
};
use minicbor::{Decode, Encode};

/// Names a document; hashed as encoded.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Header {
    /// Version of this form; 1.
    #[n(0)]
    pub version: u8,
    /// The circle.
    #[n(1)]
    pub circle: CircleId,
    /// The one author.
    #[n(2)]
    pub author: PersonId,
    /// What kind of document: a [`Kind`] name, or one of a later version.
    #[n(3)]
    pub kind: String,
    /// Tells documents of one author and kind apart; zero where there is only one.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    /// Starts at 0; a new epoch starts the document afresh.
    #[n(5)]
    pub epoch: u32,
    /// For kind `sealed` only: what binds key and readers.
    #[n(6)]
    pub sealed: Option<SealedHeader>,
}

/// Binds the key and the readers of an encrypted document without naming them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct SealedHeader {
    /// BLAKE3 of the key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub key_hash: [u8; 32],
    /// BLAKE3 of a salt and the sorted reader ids.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub readers_hash: [u8; 32],
}

/// Makes [`Kind`] of the table of kinds.
macro_rules! declare {
    (
        open { $($(#[doc = $doc:literal])* $open:ident = $open_word:literal;)* }
        papers { $(
            $(#[doc = $paper_doc:literal])* $(#[cfg $cfg:tt])?
            $paper:ident = $paper_word:literal => $rows:ident: $type:ty, beside ($($beside:ident),*);
        )* }
    ) => {
        /// The kinds of this version.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[doc = $doc])* $open,)*
            $($(#[doc = $paper_doc])* $(#[cfg $cfg])? $paper,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &'static [Self] = &[
                $(Self::$open,)*
                $($(#[cfg $cfg])? Self::$paper,)*
            ];

            /// The name in a header.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$open => $open_word,)*
                    $($(#[cfg $cfg])? Self::$paper => $paper_word,)*
                }
            }

            /// True for a kind that only some may read.
            pub const fn is_paper(self) -> bool {
                match self {
                    $(Self::$open => false,)*
                    $($(#[cfg $cfg])? Self::$paper => true,)*
                }
            }
        }
    };
}
kinds::kinds!(declare);

/// Longest name of a kind, bytes.
pub const KIND_BYTES: usize = 32;

impl Header {
    /// The header of the only document of its kind that a person has in a circle.
    pub fn single(circle: CircleId, author: PersonId, kind: Kind) -> Self {
        Self {
            version: 1,
            circle,
            author,
            kind: kind.name().to_owned(),
            nonce: [0; 16],
            epoch: 0,
            sealed: None,
        }
    }

    /// The document's id.
    pub fn id(&self) -> DocumentId {
        DocumentId::from_bytes(blake3::derive_key(
            "otagai 2026 document id",
            &codec::encode(self),
        ))
    }

    /// True for a document of this kind.
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == kind.name()
    }
}

/// A header, signed by a device of its author.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Opening {
    /// The header.
    #[n(0)]
    pub header: Header,
    /// The device that signs.
    #[n(1)]
    pub device: DeviceId,
}

impl Content for Opening {
    const TAG: &'static str = "otagai/opening/1";
    const LIMIT: usize = 512;

    fn issuer(&self) -> &[u8; 32] {
        self.device.as_bytes()
    }
}

impl Verified<Opening> {
    /// The id of the opened document.
    pub fn document(&self) -> DocumentId {
        self.content().header.id()
    }
}
