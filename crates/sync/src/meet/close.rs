//! Why a connection ends.

/// Why a session closes its connection.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum CloseReason {
    /// No circle in common, as far as either side shows.
    #[error("no circle in common")]
    NothingInCommon,
    /// The other device speaks for nobody in the circles in common.
    #[error("the other device speaks for no member")]
    NotAMember,
    /// Every circle in common holds more items than this version can compare.
    #[error("a circle holds more than this version can compare")]
    TooManyItems,
    /// The other side does not keep to the protocol.
    #[error("the other side does not keep to the protocol: {0}")]
    Protocol(#[from] ProtocolError),
}

/// What was wrong with a frame.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum ProtocolError {
    /// Not a message, or not in its one canonical form.
    #[error("a frame is not a message")]
    Malformed,
    /// More bytes, items or names than allowed.
    #[error("a frame or batch is too large")]
    Oversize,
    /// A message that cannot come at this moment.
    #[error("a message came out of order")]
    OutOfOrder,
    /// A circle that the two have not recognised in each other.
    #[error("a message names a circle that is not in common")]
    UnknownCircle,
    /// Items that were not asked for.
    #[error("items came that were not asked for")]
    Unasked,
    /// Messages that change nothing, again and again.
    #[error("messages repeat without end")]
    Repeating,
    /// Version 0.
    #[error("there is no such version")]
    Version,
}

impl CloseReason {
    /// The number that the other side sees. Whether it is a stranger, a device that nobody certified or one
    /// that was removed makes no difference on the wire.
    pub const fn code(self) -> u32 {
        match self {
            Self::NothingInCommon | Self::NotAMember => 1,
            Self::TooManyItems => 2,
            Self::Protocol(error) => 16 + error.code(),
        }
    }
}

impl ProtocolError {
    const fn code(self) -> u32 {
        match self {
            Self::Malformed => 0,
            Self::Oversize => 1,
            Self::OutOfOrder => 2,
            Self::UnknownCircle => 3,
            Self::Unasked => 4,
            Self::Repeating => 5,
            Self::Version => 6,
        }
    }
}
