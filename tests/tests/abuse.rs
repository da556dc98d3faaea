//! Invitations under abuse, pictures that are bombs, and devices that do not keep to the protocol: in the program
//! as it is, over real connections on this computer.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

#[path = "abuse/attacker.rs"]
mod attacker;
#[path = "abuse/links.rs"]
mod links;
#[path = "abuse/met.rs"]
mod met;
#[path = "abuse/peers.rs"]
mod peers;
#[path = "abuse/people.rs"]
mod people;
#[path = "abuse/rooms.rs"]
mod rooms;
