//! Named people on a simulated network: real keys, real items, the real protocol; no sockets, no clock.
//!
//! ```
//! use otagai_tests::sim::Network;
//!
//! let mut network = Network::new(7);
//! let circle = network.found("alice", "コーチングの会");
//! let link = network.invite("alice", circle, 1);
//! network.join("bob", &link, "alice").unwrap();
//! network.connect("alice", "bob");
//! network.settle();
//! network.assert_same(circle, &["alice", "bob"]);
//! ```
//!
//! One random stream, from the seed, chooses who acts next; the seed is printed when a test fails.

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "only tests use this, and a broken simulation shall stop them"
)]

mod cards;
mod chance;
mod delivery;
mod disk;
mod faults;
mod holding;
mod joining;
mod link;
mod network;
mod opened;
mod person;
mod reading;
pub mod storm;
mod work;

pub use chance::Chance;
pub use delivery::Reach;
pub use faults::Fault;
pub use holding::Holding;
pub use link::{End, LinkId, Report};
pub use network::Network;
pub use person::Person;
pub use work::Done;
