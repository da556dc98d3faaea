//! The messages of joining, as they travel, and the reasons for which it ends.

use crate::frame::{self, Frame};
use minicbor::{Decode, Encode};
use otagai_core::{codec, item::Item, limits, secret::CircleSecret};

/// How many messages this version knows.
const KNOWN: u32 = 5;
/// What a frame holds beside its items at most, bytes.
const AROUND: usize = 128 * 1024;

/// One message a frame.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub(super) enum JoinMessage {
    #[n(0)]
    Knock {
        #[n(0)]
        version: u8,
        /// Verifying key of the one-time key.
        #[cbor(n(1), with = "minicbor::bytes")]
        key: [u8; 32],
        /// Its signature over [`super::knock_message`].
        #[cbor(n(2), with = "minicbor::bytes")]
        proof: [u8; 64],
    },
    #[n(1)]
    Welcome {
        #[n(0)]
        last: bool,
        #[n(1)]
        items: Vec<Item>,
    },
    #[n(2)]
    Join {
        #[n(0)]
        items: Vec<Item>,
    },
    #[n(3)]
    Accept {
        #[n(0)]
        last: bool,
        #[n(1)]
        items: Vec<Item>,
        /// In the last frame only.
        #[n(2)]
        secrets: Vec<CircleSecret>,
    },
    #[n(4)]
    Refuse {
        /// Number of a [`RefuseCode`].
        #[n(0)]
        code: u16,
    },
}

impl JoinMessage {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads a frame; none for a message of a later version.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Option<Self>, JoinClose> {
        match frame::read(bytes, KNOWN) {
            Ok(Frame::Known(message)) => Ok(Some(message)),
            Ok(Frame::Later) => Ok(None),
            Err(_detail) => Err(JoinClose::Malformed),
        }
    }
}

/// Cuts items into frames; the flag is true for the last one.
pub(super) fn frames(items: Vec<Item>) -> Vec<(bool, Vec<Item>)> {
    let mut frames = vec![(false, Vec::new())];
    let mut bytes = 0_usize;
    for item in items {
        let more = item.bytes.len().saturating_add(48);
        bytes = bytes.saturating_add(more);
        if bytes > limits::FRAME_BYTES - AROUND {
            bytes = more;
            frames.push((false, Vec::new()));
        }
        if let Some((_, frame)) = frames.last_mut() {
            frame.push(item);
        }
    }
    if let Some((last, _)) = frames.last_mut() {
        *last = true;
    }
    frames
}

otagai_core::refusals! {
    /// Why a host does not let somebody in.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
    pub enum RefuseCode {
        /// The host knows no such invitation, perhaps not yet.
        #[error("the invitation is not known")]
        Unknown = "inviteUnknown",
            ja "つながった相手のパソコンには、この招待がありませんでした。招待してくれた方に、おたがいを開いておいてもらい、もう一度押してください。",
            en "The computer that answered does not know this invitation. Please ask the person who invited you to keep Otagai open, and press again.";
        /// The invitation is over, by the host's clock.
        #[error("the invitation has expired")]
        Expired = "inviteExpired",
            ja "この招待は、期限が過ぎています。招待してくれた方に、新しい招待リンクをお願いしてください。",
            en "This invitation is past its last day. Please ask the person who invited you for a new link.";
        /// As many persons as it was for have joined with it.
        #[error("the invitation is used up")]
        Spent = "inviteSpent",
            ja "この招待は、すでに使われています。招待してくれた方に、新しい招待リンクをお願いしてください。",
            en "This invitation has already been used. Please ask the person who invited you for a new link.";
        /// A signature does not match, or names somebody else.
        #[error("a proof does not match")]
        WrongProof = "inviteWrong",
            ja "この招待リンクは、この会のものと確かめられませんでした。招待してくれた方に、新しい招待リンクをお願いしてください。",
            en "This link could not be confirmed as belonging to this circle. Please ask the person who invited you for a new link.";
        /// The newcomer agreed to another charter than the one in force.
        #[error("the charter has changed meanwhile")]
        Charter = "refusedByHost",
            ja "招待してくれた方のパソコンが、参加を受け付けませんでした。招待してくれた方に、ようすを聞いてみてください。",
            en "The computer of the person who invited you did not let you in. Please ask that person how things stand.";
        /// The newcomer's version is too old for the host.
        #[error("a newer version is needed")]
        NewerVersion = "linkNewer";
        /// The host cannot let anybody in now.
        #[error("the host cannot let anybody in now")]
        NotNow = "refusedByHost";
        /// A reason of a later version.
        #[error("refused for a reason that this version does not know")]
        Other = "refusedByHost";
    }
}

impl RefuseCode {
    const ALL: [Self; 8] = [
        Self::Unknown,
        Self::Expired,
        Self::Spent,
        Self::WrongProof,
        Self::Charter,
        Self::NewerVersion,
        Self::NotNow,
        Self::Other,
    ];

    /// Its number on the wire.
    pub const fn number(self) -> u16 {
        match self {
            Self::Unknown => 1,
            Self::Expired => 2,
            Self::Spent => 3,
            Self::WrongProof => 4,
            Self::Charter => 5,
            Self::NewerVersion => 6,
            Self::NotNow => 7,
            Self::Other => 0,
        }
    }

    pub(super) fn from_number(number: u16) -> Self {
        Self::ALL
            .into_iter()
            .find(|code| code.number() == number)
            .unwrap_or(Self::Other)
    }
}

/// Why joining ended.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum JoinClose {
    /// Everything was said.
    #[error("done")]
    Done,
    /// The host refused.
    #[error("refused: {0}")]
    Refused(#[from] RefuseCode),
    /// What the host sent is not the circle of the link, lacks the invitation or the charter, or does not
    /// let the newcomer in.
    #[error("the host did not show what the link promises")]
    NotAsPromised,
    /// A frame is not a message.
    #[error("a frame is not a message")]
    Malformed,
    /// More bytes or items than allowed.
    #[error("too much was sent")]
    Oversize,
    /// A message that cannot come at this moment.
    #[error("a message came out of order")]
    OutOfOrder,
}

impl JoinClose {
    /// The number that the other side sees.
    pub const fn code(self) -> u32 {
        match self {
            Self::Done => 0,
            Self::Refused(_) => 1,
            Self::NotAsPromised => 2,
            Self::Malformed => 16,
            Self::Oversize => 17,
            Self::OutOfOrder => 18,
        }
    }
}
