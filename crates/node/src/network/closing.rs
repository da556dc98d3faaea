//! With which code a connection is closed. The other side learns what to do next, and nothing about circles or
//! people: whoever speaks for no member gets the same code, whatever the reason.

use crate::{NodeError, frames::FrameError};
use iroh::endpoint::VarInt;
use otagai_sync::{
    join::JoinClose,
    meet::{CloseReason, ProtocolError},
};

/// Ended in good order: everything that came was taken in.
pub(crate) const DONE: VarInt = VarInt::from_u32(0);
/// The other device speaks for no member, as far as this side knows.
pub(super) const TURNED_AWAY: VarInt = VarInt::from_u32(CloseReason::NotAMember.code());
/// Another connection of the same two devices is kept.
pub(crate) const REPLACED: VarInt = VarInt::from_u32(3);
/// The other side was silent, or took too long.
pub(crate) const SILENT: VarInt = VarInt::from_u32(4);
/// There is no room for another stranger.
pub(super) const FULL: VarInt = VarInt::from_u32(5);
/// This side could not go on.
pub(super) const FAILED: VarInt = VarInt::from_u32(6);

/// Why a conversation ended before its end.
#[derive(Debug)]
pub(super) struct ConversationEnd {
    /// What the other side is told.
    pub(super) code: VarInt,
    /// What the log is told.
    pub(super) why: String,
}

impl ConversationEnd {
    /// The other side was silent, or took too long.
    pub(super) fn silent(why: &str) -> Self {
        Self {
            code: SILENT,
            why: why.to_owned(),
        }
    }
}

impl From<NodeError> for ConversationEnd {
    fn from(error: NodeError) -> Self {
        Self {
            code: FAILED,
            why: error.to_string(),
        }
    }
}

impl From<CloseReason> for ConversationEnd {
    fn from(reason: CloseReason) -> Self {
        Self {
            code: VarInt::from_u32(reason.code()),
            why: reason.to_string(),
        }
    }
}

impl From<JoinClose> for ConversationEnd {
    fn from(reason: JoinClose) -> Self {
        Self {
            code: VarInt::from_u32(reason.code()),
            why: reason.to_string(),
        }
    }
}

impl From<FrameError> for ConversationEnd {
    fn from(error: FrameError) -> Self {
        let code = match error {
            FrameError::TooLong { .. } => CloseReason::from(ProtocolError::Oversize).code(),
            FrameError::Cut => CloseReason::from(ProtocolError::Malformed).code(),
            // Nobody is there to be told.
            FrameError::Stream(_) => FAILED.into_inner().try_into().unwrap_or_default(),
        };
        Self {
            code: VarInt::from_u32(code),
            why: error.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use otagai_sync::join::RefuseCode;
    use std::{collections::BTreeSet, io};

    #[test]
    fn every_end_has_a_code_of_its_own() {
        let own = [DONE, REPLACED, SILENT, FULL, FAILED];
        let told = [
            ConversationEnd::from(CloseReason::NothingInCommon).code,
            ConversationEnd::from(CloseReason::TooManyItems).code,
            ConversationEnd::from(CloseReason::Protocol(ProtocolError::Malformed)).code,
        ];
        let different: BTreeSet<VarInt> = own.into_iter().chain(told).collect();
        assert_eq!(different.len(), own.len() + told.len(), "{different:?}");
        assert_eq!(
            ConversationEnd::from(CloseReason::NotAMember).code,
            ConversationEnd::from(CloseReason::NothingInCommon).code,
            "who is known and who is not makes no difference"
        );
        assert_eq!(
            ConversationEnd::from(JoinClose::Done).code,
            DONE,
            "let in, in good order"
        );
        assert_ne!(
            ConversationEnd::from(JoinClose::Refused(RefuseCode::Spent)).code,
            DONE
        );
    }

    #[test]
    fn a_frame_that_is_too_long_or_cut_breaks_the_protocol_in_both_conversations() {
        let too_long = FrameError::TooLong { length: 2, max: 1 };
        assert_eq!(
            ConversationEnd::from(too_long).code,
            ConversationEnd::from(JoinClose::Oversize).code
        );
        assert_eq!(
            ConversationEnd::from(FrameError::Cut).code,
            ConversationEnd::from(JoinClose::Malformed).code
        );
        let broken = FrameError::Stream(io::Error::other("gone"));
        assert_eq!(ConversationEnd::from(broken).code, FAILED);
    }
}
