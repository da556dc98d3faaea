//! What happened while the device ran.

use otagai_core::{
    id::{CircleId, DeviceId, PersonId, PhotoId},
    notice::Notice,
};
use otagai_store::Changes;
use std::collections::BTreeSet;

/// What happened while the device ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeEvent {
    /// The network is up.
    Ready {
        /// The address ticket.
        ticket: String,
    },
    /// Something in a circle reads differently, and is on disk.
    Changed {
        /// The circle.
        circle: CircleId,
        /// What.
        changes: Changes,
        /// True when it came from another device.
        from_others: bool,
    },
    /// Something in a circle is new for the member at this computer. It follows what changed with it.
    Notice {
        /// The circle.
        circle: CircleId,
        /// What.
        notice: Notice,
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
}
