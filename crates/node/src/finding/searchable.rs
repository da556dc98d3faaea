//! What a search needs of a circle, kept in memory between searches.

use otagai_core::{date::Day, find::Index, id::CircleId, trail::TrustGraph};

/// What a search needs of a circle.
#[derive(Debug)]
pub(crate) struct Searchable {
    pub(super) circle: CircleId,
    pub(super) generation: u64,
    pub(super) today: Day,
    pub(super) index: Index,
    pub(super) graph: TrustGraph,
}
