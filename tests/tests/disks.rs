//! Disks that are full or cannot be written, data that is damaged, newer or somebody else's, clocks that are
//! wrong: each is refused, or goes on, with a code and a sentence of its own, and nothing is lost.
//!
//! The whole program by the command line; what the store does on its own is in `crates/store`.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests stop them as the tests themselves would"
)]

#[path = "disks/clocks.rs"]
mod clocks;
#[path = "disks/full.rs"]
mod full;
#[path = "disks/member.rs"]
mod member;
#[path = "disks/places.rs"]
mod places;
#[path = "disks/refused.rs"]
mod refused;
#[path = "disks/shut.rs"]
mod shut;
