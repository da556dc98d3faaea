//! What crosses the edge to a screen or a script: plain data, `camelCase` on the wire.
//!
//! Times are milliseconds since 1970 UTC, days are `YYYY-MM-DD`, ids are lower-case hexadecimal.
//! Everything that comes in (`…Args`) is checked again in Rust; nothing here is trusted.

mod app;
mod backup;
mod book;
mod card;
mod card_edit;
mod circle;
mod delivery;
mod draft;
mod event;
mod find;
mod job;
mod lost;
mod meet;
mod proof;
mod trail;
mod vouch;

pub use app::*;
pub use backup::*;
pub use book::*;
pub use card::*;
pub use card_edit::*;
pub use circle::*;
pub use delivery::*;
pub use draft::*;
pub use event::*;
pub use find::*;
pub use job::*;
pub use lost::*;
pub use meet::*;
pub use proof::*;
pub use trail::*;
pub use vouch::*;
