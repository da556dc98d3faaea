//! What happened while the device ran.

use otagai_core::id::{CircleId, DeviceId, PersonId, PhotoId};
use std::collections::BTreeSet;

/// What happened while the device ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeEvent {
    /// The network is up.
    Ready {
        /// The address ticket.
        ticket: String,
    },
    /// Cards or standing in a circle are new or different, and on disk.
    Changed {
        /// The circle.
        circle: CircleId,
        /// Whose.
        people: BTreeSet<PersonId>,
        /// True when it came from another device.
        from_others: bool,
    },
    /// Another device was met, and both hold the same.
    Met {
        /// The circle.
        circle: CircleId,
        /// Whose device.
        person: PersonId,
        /// The device.
        device: DeviceId,
        /// Items received so far over this connection.
        received: u32,
        /// Items handed over so far.
        sent: u32,
        /// Those whose items the device is now known to hold, and was not before.
        heard_of: BTreeSet<PersonId>,
    },
    /// Another device told who holds what of this person's things, and some of it was new.
    Delivery {
        /// The circle.
        circle: CircleId,
    },
    /// Something that was said at this computer does not stand any more: see [`crate::home::Home::lost_words`].
    WordsLost {
        /// The circle.
        circle: CircleId,
    },
    /// The photo of a card is here now.
    PhotoCame {
        /// The circle.
        circle: CircleId,
        /// The photo.
        photo: PhotoId,
    },
    /// A connection ended.
    Gone {
        /// Whose device, if known.
        person: Option<PersonId>,
        /// The device.
        device: DeviceId,
        /// Items refused over this connection.
        refused: u32,
    },
    /// This device let a newcomer in.
    Admitted {
        /// The circle.
        circle: CircleId,
        /// The newcomer.
        person: PersonId,
    },
}
