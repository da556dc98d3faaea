//! `otagai/join/1`: somebody with an invitation link is let in by a member, any member.
//!
//! 1. The [`Newcomer`] knocks: the one-time key of the link signs for this connection.
//! 2. The [`Host`] welcomes: genesis, who invited and who hosts with what shows them to be members, the
//!    invitation, and the charter. Or refuses, with a [`RefuseCode`].
//! 3. The newcomer checks all of that in a set of its own, and shows the charter to its person. It may stop
//!    here, and nobody has learned who it is.
//! 4. Agreed: the newcomer sends its root-signed records and its `Joined`.
//! 5. The host checks them, has `Admitted` signed and stored, and hands over the circle's secrets.
//!
//! Knocking again after that, because the answer was lost, gives the last answer again.

mod admitting;
mod host;
mod invited;
mod message;
mod newcomer;
mod offered;

pub use admitting::admit;
pub use host::{Host, HostInput, HostOutput};
pub use invited::FoundInvitation;
pub use message::{JoinClose, RefuseCode};
pub use newcomer::{Newcomer, NewcomerInput, NewcomerOutput};
pub use offered::OfferedCharter;

use otagai_core::id::DeviceId;

/// What the protocol is called where a connection is made.
pub const ALPN: &[u8] = b"otagai/join/1";
/// The version of this program.
pub const VERSION: u8 = 1;
/// Bytes of all items of one answer.
pub const ANSWER_BYTES: usize = 8 * 1024 * 1024;
/// Items that a newcomer sends at most.
pub const JOIN_ITEMS: usize = 8;
/// Secrets that an acceptance holds at most.
pub const SECRETS: usize = 1_024;

/// What the one-time key signs to knock: good in this direction between these two devices only.
fn knock_message(newcomer: DeviceId, host: DeviceId) -> Vec<u8> {
    let mut message = b"otagai/knock/1\0".to_vec();
    message.extend_from_slice(newcomer.as_bytes());
    message.extend_from_slice(host.as_bytes());
    message
}

#[cfg(test)]
mod tests;
