//! The sample circle, made and opened: what ひとみさん finds in it, every situation of the design's table that is
//! about work, vouches and paths, and the folder it lives in.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

#[path = "sample/book.rs"]
mod book;
#[path = "sample/contacts.rs"]
mod contacts;
#[path = "sample/contract.rs"]
mod contract;
#[path = "sample/days.rs"]
mod days;
#[path = "sample/finding.rs"]
mod finding;
#[path = "sample/folder.rs"]
mod folder;
#[path = "sample/paths.rs"]
mod paths;
#[path = "sample/playing.rs"]
mod playing;
#[path = "sample/searches.rs"]
mod searches;
#[path = "sample/situations.rs"]
mod situations;
#[path = "sample/stage.rs"]
mod stage;
