//! Which of two connections of the same two devices is kept.
//!
//! A device that was killed and started again dials, and the other one may take its dead connection for a living
//! one for as long as silence is allowed. So each side tells at the beginning of a connection in which run of its
//! program it speaks, and a connection of another run takes the place of what there was. Only where the same two
//! runs dialled each other at once do the ids decide, which both sides see alike.

use crate::{endpoint::DIAL_TIMEOUT, random};
use minicbor::{Decode, Encode};
use otagai_core::id::DeviceId;
use std::time::Duration;
use tokio::time::Instant;

/// How far apart the beginnings of two connections lie at most that were dialled at once: a dial, and the first word.
const AT_ONCE: Duration = DIAL_TIMEOUT.saturating_mul(2);

/// A run of a program: random, new at every start of the network, and the first thing said over a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub(crate) struct ProgramRun(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]);

impl ProgramRun {
    /// That of a network that starts now.
    pub(crate) fn fresh() -> Self {
        Self(random::bytes())
    }
}

/// What is known of a connection when it is to be kept or not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ConnectionFacts {
    /// Who dialled.
    pub(crate) dialer: DeviceId,
    /// The run in which the other device speaks.
    pub(crate) run: ProgramRun,
    /// When it stood, as this side saw it.
    pub(crate) at: Instant,
}

impl ConnectionFacts {
    /// True where this one, whose other side has just said its first word, takes the place of one that is open.
    pub(crate) fn replaces(&self, old: &Self) -> bool {
        if self.run != old.run {
            return true;
        }
        if self.dialer == old.dialer {
            return self.at >= old.at;
        }
        // Who dials again much later has lost the old one.
        self.at.saturating_duration_since(old.at) >= AT_ONCE || self.dialer < old.dialer
    }
}

#[cfg(test)]
mod tests;
