//! How long others may take before a connection is given up, and how many of them are listened to at once.

use std::time::Duration;

/// How long others may take before a connection is given up. The defaults are those of `docs/protocol.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// The handshake of a connection.
    pub handshake: Duration,
    /// A stream that is not opened, or a first frame that does not come.
    pub silence: Duration,
    /// A frame that is not taken: a slow computer may still be storing those before it.
    pub taking: Duration,
    /// Until a device of nobody known must have shown itself to be a member's.
    pub introduction: Duration,
    /// One frame of a newcomer, or to one.
    pub joining: Duration,
    /// A whole conversation of a newcomer and a host.
    pub conversation: Duration,
    /// One message about photos.
    pub photo: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            silence: Duration::from_secs(20),
            taking: Duration::from_mins(1),
            introduction: Duration::from_mins(1),
            joining: Duration::from_secs(15),
            conversation: Duration::from_mins(2),
            photo: Duration::from_mins(1),
        }
    }
}

/// Connections whose handshake is under way at once.
pub(super) const HANDSHAKES: usize = 128;
/// Connections of devices that speak for no member, newcomers among them, at once. Members have places of their
/// own: one a device.
pub(super) const STRANGERS: usize = 32;
