//! `otagai/meet/1`: two devices bring each other up to date and stay so while they are connected.
//!
//! One [`Session`] a connection, one stream, one message a frame:
//!
//! - Both say hello. A hello shows, for each circle, tags and a digest that only somebody with the circle's
//!   secret recognises, and says nothing to anybody else. Equal digests: that was all.
//! - Where they differ, the dialer says what it has (fingerprints of 8 bytes), the listener says what it
//!   wants of that and sends what the dialer lacks, the dialer sends what was wanted, and both say where
//!   they stand now.
//! - What is stored afterwards is announced at once, and passed on.
//! - Where both hold the same, each may tell the other who else is known to hold the other's things. A bit of
//!   the hello says that this follows, and the other side then counts the two as met when it has come.
//! - A device that does not know its opposite asks for an introduction first, and says nothing until the
//!   answer makes it a member.
//!
//! Every exchange has a salt by which its messages are told apart; a side opens one exchange of a kind at a
//! time. The edge answers each [`Output`] that asks for something with one [`Input`], in the order of asking.

mod batch;
mod close;
mod exchange;
mod fingerprints;
mod hello;
mod meeting;
mod message;
mod session;

pub use close::{CloseReason, ProtocolError};
pub use session::Session;

use otagai_core::{
    delivery::NewsEntry,
    id::{CircleId, ItemId},
    item::Item,
    secret::CircleSecret,
};

/// What the protocol is called where a connection is made.
pub const ALPN: &[u8] = b"otagai/meet/1";
/// The version of this program.
pub const VERSION: u8 = 1;
/// Rounds of comparing before both sides rest until something changes.
pub const ROUNDS: u8 = 3;
/// Fingerprints in one message.
pub const FINGERPRINTS: usize = 100_000;
/// Items of one circle that two devices can compare: more than 300 members at their limits hold
/// ([`otagai_core::limits::Limits`]). Their fingerprints go in several messages.
pub const COMPARED: usize = 1 << 22;
/// Items that an introduction may hold.
pub const INTRODUCTION_ITEMS: usize = 10_000;
/// Secrets that one message may hand over.
pub const SECRETS: usize = 64;

/// Which side of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Opened the connection; speaks first.
    Dialer,
    /// Was called.
    Listener,
}

/// What the local roster says about the other device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemoteStanding {
    /// It speaks for a member.
    Member,
    /// Nothing is known of it.
    Unknown,
    /// Its person was removed or left.
    Removed,
}

/// A circle that this device takes part in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircleOffer {
    /// The circle.
    pub circle: CircleId,
    /// Its secrets, all generations, in any order.
    pub secrets: Vec<CircleSecret>,
    /// Digest of what is stored: [`otagai_core::circle_set::CircleSet::digest`].
    pub digest: [u8; 32],
    /// Who the other device is here.
    pub remote: RemoteStanding,
    /// True when there is delivery news for the other device that it was not told yet.
    pub news: bool,
    /// What was stored here since the other device was last known to hold everything. It is told first, and
    /// everything is compared only where that did not make both hold the same. None where the two have never
    /// held the same, or where so much came since that comparing costs less.
    pub since_met: Option<Vec<ItemId>>,
}

/// What happens to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The connection stands.
    Opened,
    /// A frame came from the other side.
    Frame(Vec<u8>),
    /// Answers [`Output::List`].
    Listed {
        /// The circle.
        circle: CircleId,
        /// Names of everything stored of it.
        items: Vec<ItemId>,
    },
    /// Answers [`Output::Load`] and [`Output::LoadAdmission`], in one piece or in several.
    Loaded {
        /// The circle.
        circle: CircleId,
        /// The number of the request.
        request: u64,
        /// The items that are still stored. What an item builds on comes before it; the items of a document
        /// stay together (opening, changes, seals, chunks, grants), within one piece.
        items: Vec<Item>,
        /// True in the last piece.
        last: bool,
    },
    /// Answers [`Output::Store`].
    Stored {
        /// The circle.
        circle: CircleId,
        /// What is stored now and was not before.
        stored: Vec<ItemId>,
        /// How many were refused for good.
        refused: usize,
        /// How many wait for something that they build on.
        deferred: usize,
        /// Digest of what is stored now.
        digest: [u8; 32],
        /// Who the other device is now.
        remote: RemoteStanding,
    },
    /// Something was stored that did not come through this session: it is announced.
    Changed {
        /// The circle.
        circle: CircleId,
        /// What is new; may be empty where something was only dropped.
        items: Vec<ItemId>,
        /// Digest of what is stored now.
        digest: [u8; 32],
        /// Who the other device is now.
        remote: RemoteStanding,
    },
    /// This device joined a circle, or has new secrets of one.
    CircleAdded(CircleOffer),
    /// Answers [`Output::LoadNews`].
    NewsLoaded {
        /// The circle.
        circle: CircleId,
        /// What the other device was not told yet, at most [`otagai_core::delivery::NEWS_ENTRIES`]; empty
        /// where there is nothing.
        entries: Vec<NewsEntry>,
    },
    /// Another device was met, and the one at the other end may want to know what that one holds.
    NewsDue(CircleId),
}

/// What a session wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Send a frame.
    Send(Vec<u8>),
    /// Name everything stored of a circle: [`Input::Listed`].
    List(CircleId),
    /// Load items: [`Input::Loaded`].
    Load {
        /// The circle.
        circle: CircleId,
        /// The number of the request, different for each in a session.
        request: u64,
        /// Which; those that are stored no longer are left out.
        items: Vec<ItemId>,
    },
    /// Load the admission set of this device's person: [`Input::Loaded`].
    LoadAdmission {
        /// The circle.
        circle: CircleId,
        /// The number of the request, different for each in a session.
        request: u64,
    },
    /// Check a batch and store what passes, in one transaction: [`Input::Stored`].
    Store {
        /// The circle.
        circle: CircleId,
        /// The batch, as it came.
        items: Vec<Item>,
    },
    /// Keep secrets that a member handed over. Not answered.
    StoreSecrets {
        /// The circle.
        circle: CircleId,
        /// Those that were not known.
        secrets: Vec<CircleSecret>,
    },
    /// Both sides hold the same now, and what either wanted to tell the other has been told.
    Met {
        /// The circle.
        circle: CircleId,
        /// Digest of what both hold. What is stored by now may be more, if the session was not told yet.
        digest: [u8; 32],
        /// Items that came and were stored since the last time.
        received: usize,
        /// Items that were sent since the last time.
        sent: usize,
    },
    /// Work out what the other device is to be told of who holds its person's things:
    /// [`Input::NewsLoaded`].
    LoadNews(CircleId),
    /// The other device tells who holds what of this person's things. Not answered.
    News {
        /// The circle.
        circle: CircleId,
        /// What was told, as it came.
        entries: Vec<NewsEntry>,
    },
    /// News was sent, and the two have met: it need not be told again. Not answered.
    NewsTold {
        /// The circle.
        circle: CircleId,
        /// What was told.
        entries: Vec<NewsEntry>,
    },
    /// Items that came were refused for good.
    Refused {
        /// The circle.
        circle: CircleId,
        /// How many.
        count: usize,
    },
    /// A circle holds more than this version can compare, here or there: it is left out of this connection, the
    /// others go on. Not answered.
    LeftOut {
        /// The circle.
        circle: CircleId,
    },
    /// End the connection after what was to be sent. Nothing comes after this.
    Close(CloseReason),
}

#[cfg(test)]
mod tests;
