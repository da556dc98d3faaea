//! The protocol as values: what two devices say to each other, without a network, a disk or a clock.
//!
//! Two protocols, each a state machine with `handle(Input) -> Vec<Output>`:
//!
//! 1. [`meet`]: two members bring each other up to date, and keep each other so while connected.
//! 2. [`join`]: somebody with an invitation link is let in by a member.
//!
//! Frames are deterministic CBOR. Each is bounded and read once into a type; whatever does not fit the
//! moment ends the connection with a reason, and nothing in a frame can do more. Items are passed on as
//! they are: only [`otagai_core::circle_set`] decides what is stored.
//!
//! A device that knows nothing in common with its opposite learns that, and nothing else:
//!
//! ```
//! use otagai_core::id::DeviceId;
//! use otagai_sync::meet::{CloseReason, Input, Output, Role, Session};
//!
//! let (alice, bob) = (DeviceId::from_bytes([1; 32]), DeviceId::from_bytes([2; 32]));
//! let mut dialer = Session::new(Role::Dialer, alice, bob, Vec::new(), [3; 32]);
//! let mut listener = Session::new(Role::Listener, bob, alice, Vec::new(), [4; 32]);
//! let Some(Output::Send(hello)) = dialer.handle(Input::Opened).pop() else { return };
//! let answer = listener.handle(Input::Frame(hello));
//! assert_eq!(answer.last(), Some(&Output::Close(CloseReason::NothingInCommon)));
//! ```
//!
//! Deliberately absent: tokio, sockets, files, time, and a source of randomness. They are arguments.

mod frame;
pub mod join;
pub mod meet;
mod random;
