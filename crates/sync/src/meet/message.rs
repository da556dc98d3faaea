//! The messages, as they travel. Their numbers never change their meaning.

use super::fingerprints::Fingerprints;
use minicbor::{Decode, Encode};
use otagai_core::{delivery::NewsEntry, item::Item, secret::CircleSecret};

/// How many messages this version knows.
pub(super) const KNOWN: u32 = 11;

/// One message a frame.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub(super) enum Message {
    /// The first message of each side; its form is the same in all versions.
    #[n(0)]
    Hello {
        #[n(0)]
        version: u8,
        /// Bit 0: delivery news follows in every circle in common. Unknown bits are ignored.
        #[n(1)]
        flags: u8,
        #[n(2)]
        slots: Vec<HelloSlot>,
    },
    /// A circle that was added after the hello; the listener answers with its own slot.
    #[n(1)]
    Offer {
        #[n(0)]
        slot: HelloSlot,
        #[n(1)]
        answer: bool,
    },
    /// Secrets that the other side lacks.
    #[n(2)]
    Secrets {
        #[n(0)]
        circle: Name,
        #[n(1)]
        secrets: Vec<CircleSecret>,
    },
    /// Who are you? Answered with the items that show it.
    #[n(3)]
    Introduce {
        #[n(0)]
        circle: Name,
        #[n(1)]
        salt: u64,
    },
    /// Everything that the dialer holds; in several messages with one salt where it is much.
    #[n(4)]
    Have {
        #[n(0)]
        circle: Name,
        #[n(1)]
        salt: u64,
        #[n(2)]
        fingerprints: Fingerprints,
        /// True in all but the last of several; none there.
        #[n(3)]
        more: Option<bool>,
    },
    /// Answers `Have` and `Announce`: what is wanted of it, and how many items follow that were not in it.
    #[n(5)]
    Want {
        #[n(0)]
        circle: Name,
        #[n(1)]
        salt: u64,
        #[n(2)]
        fingerprints: Fingerprints,
        /// Zero in all but the last of several.
        #[n(3)]
        follow: u32,
        /// True in all but the last of several; none there.
        #[n(4)]
        more: Option<bool>,
    },
    /// Items of an exchange.
    #[n(6)]
    Items {
        #[n(0)]
        circle: Name,
        #[n(1)]
        salt: u64,
        #[n(2)]
        part: FramePart,
        #[n(3)]
        items: Vec<Item>,
    },
    /// What is new, and the sender's digest with it.
    #[n(7)]
    Announce {
        #[n(0)]
        circle: Name,
        #[n(1)]
        salt: u64,
        #[n(2)]
        fingerprints: Fingerprints,
        #[cbor(n(3), with = "minicbor::bytes")]
        digest: [u8; 16],
    },
    /// Where the sender stands now; with a salt: and it has all of that exchange.
    #[n(8)]
    Step {
        #[n(0)]
        circle: Name,
        #[n(1)]
        salt: Option<u64>,
        #[cbor(n(2), with = "minicbor::bytes")]
        digest: [u8; 16],
    },
    /// What the sender knows of who holds the receiver's things.
    #[n(9)]
    News {
        #[n(0)]
        circle: Name,
        #[n(1)]
        entries: Vec<NewsEntry>,
    },
    /// The sender holds more of a circle than it can compare, and says nothing more about it.
    #[n(10)]
    TooMany {
        #[n(0)]
        circle: Name,
    },
}

/// What a circle is called within one connection: the dialer's tag of the newest common secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub(super) struct Name(#[cbor(n(0), with = "minicbor::bytes")] pub(super) [u8; 8]);

/// Where a frame of items stands in its exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub(super) enum FramePart {
    /// More of this batch follows.
    #[n(0)]
    Continues,
    /// The last frame of a batch.
    #[n(1)]
    EndsBatch,
    /// The last frame of the exchange.
    #[n(2)]
    Last,
}

/// A circle in a hello: three tags of 8 bytes, the newest secret's first, and a digest of 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub(super) struct HelloSlot(#[cbor(n(0), with = "minicbor::bytes")] [u8; 40]);

impl HelloSlot {
    pub(super) fn new(tags: [[u8; 8]; 3], digest: [u8; 16]) -> Self {
        let mut bytes = [0; 40];
        for (to, from) in bytes.iter_mut().zip(tags.iter().flatten().chain(&digest)) {
            *to = *from;
        }
        Self(bytes)
    }

    /// Padding, and everything that a stranger sees.
    pub(super) fn from_bytes(bytes: [u8; 40]) -> Self {
        Self(bytes)
    }

    /// The three tags.
    pub(super) fn tags(&self) -> &[[u8; 8]] {
        let (parts, _) = self.0.as_chunks::<8>();
        parts.get(..3).unwrap_or_default()
    }

    /// The digest.
    pub(super) fn digest(&self) -> [u8; 16] {
        *self.0.last_chunk().unwrap_or(&[0; 16])
    }
}
