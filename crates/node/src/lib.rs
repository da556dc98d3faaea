//! A running device: joins rules, store, protocol, network, key chain and clock.
//!
//! [`Node`] is a data folder that is open in this program. [`home::Home`] is what its owner can do without
//! a network, [`network::Network`] meets other devices. This crate is the only user of tokio and iroh; it
//! knows nothing of screens and commands.

pub mod author;
pub mod backups;
mod blocking;
pub mod cards;
pub mod circles;
pub mod clock;
mod deeds;
pub mod endpoint;
mod error;
mod event;
mod finding;
pub mod frames;
pub mod home;
mod hosting;
pub mod invitations;
pub mod joining;
pub mod lan;
pub mod network;
mod node;
mod notices;
mod opening;
pub mod photo;
pub mod powers;
pub mod profile;
mod random;
pub mod reopening;
pub mod restoring;
pub mod sample;
mod side_by_side;
pub mod ticket;
pub mod vault;
pub mod words;
pub mod work;

pub use error::{
    ContactRefusal, CopyRefusal, JoinRefusal, NodeError, OpeningRefusal, SampleRefusal, wordings,
};
pub use event::NodeEvent;
pub use finding::Answer;
pub use node::{Config, Node, Recovery};
/// The store: its rows and errors appear in what this crate gives.
pub use otagai_store as store;
pub use otagai_store::Changes;
pub use otagai_sync::join::RefuseCode;
