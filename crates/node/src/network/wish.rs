//! Who is to be dialled.

use otagai_core::id::DeviceId;
use std::{collections::BTreeSet, net::SocketAddr};

/// Somebody to be dialled soon.
#[derive(Debug, Clone)]
pub(super) enum DialWish {
    /// A device at these addresses.
    Device(DeviceId, Vec<SocketAddr>),
    /// Everybody known, at their last known addresses.
    Everybody,
    /// Nobody of these any more, until they are seen or wished for again.
    Forget(BTreeSet<DeviceId>),
}
