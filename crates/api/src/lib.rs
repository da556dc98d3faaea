//! Every command once: its name, its argument, its reply and its error codes.
//!
//! [`Device::call`] takes a name and JSON and gives JSON: the window, the command line and scripts all go
//! through it. The TypeScript types of names, arguments, replies, events and codes are generated from here.
//!
//! Deliberately absent: Tauri, SQL, and any rule about who may do what (that is the core's).

mod commands;
mod convert;
mod device;
mod error;
mod files;
mod qr;
pub mod sample;
pub mod view;

pub use commands::{Commands, NAMES, changes, read_link_alone, verify_alone};
pub use device::{ChoosesFiles, Config, Device, Wanted};
pub use error::{
    ApiError, EdgeRefusal, ErrorCode, FileRefusal, Misread, ProgramRefusal, ProofRefusal, wordings,
};
/// The clock: whoever opens a device says what tells the time there.
pub use otagai_node::clock::{Clock, ClockError, STANDS_AT, SystemClockError, moment};
/// How long other devices may take: the protocol's own values, unless whoever opens a device says others.
pub use otagai_node::network::Patience;
pub use view::Event;

#[cfg(test)]
mod bindings;
