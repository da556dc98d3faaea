//! The rules of Otagai, as values: who speaks, what was said, who is in.
//!
//! Three ideas carry everything here:
//!
//! 1. What a member *says* is an automerge document with one author ([`document`], [`change`], [`seal`]).
//! 2. Who *stands* where is a small signed record ([`statement`], [`record`]) in a grow-only set.
//! 3. Bytes from outside become [`item::Item`]s, are checked one by one against what is already held
//!    ([`circle_set`]), and only then reach the merge library ([`gate`]). Everything shown is derived from
//!    the set, whatever the order of arrival ([`roster`], [`counting`]).
//!
//! Deliberately absent: input and output, a clock, a source of randomness, threads. They are arguments.

pub mod authority;
pub mod base;
pub mod card;
pub mod change;
pub mod charter;
pub mod chunk;
pub mod circle_set;
pub mod codec;
pub mod counting;
pub mod credential;
pub mod cut;
pub mod date;
pub mod deed;
pub mod delivery;
pub mod document;
pub mod find;
pub mod gate;
pub mod id;
pub mod invite_link;
pub mod item;
pub mod job;
pub mod keys;
pub mod language;
pub mod limits;
pub mod notice;
pub mod paper;
pub mod phrase;
pub mod places;
pub mod quiet;
pub mod record;
pub mod refusal;
pub mod roster;
pub mod seal;
pub mod sealed;
pub mod secret;
pub mod sighting;
pub mod signed;
pub mod statement;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod trail;
pub mod vouch;
pub mod word_enum;

/// A moment by somebody's clock: milliseconds since 1970-01-01 UTC. Never decides validity.
pub type Millis = u64;
