//! The clock of the machine since it started: one for all processes, so that two of them can be compared.

use rustix::time::{ClockId, clock_gettime};

/// Now, in ns since the machine started.
pub(crate) fn now() -> u64 {
    let time = clock_gettime(ClockId::Monotonic);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let rest = u64::try_from(time.tv_nsec).unwrap_or(0);
    seconds * 1_000_000_000 + rest
}

/// Milliseconds since an earlier moment of [`now`].
pub(crate) fn since(begin: u64) -> f64 {
    between(begin, now())
}

/// Milliseconds between two moments of [`now`]; negative when they are the wrong way round.
#[expect(
    clippy::cast_precision_loss,
    reason = "a measurement has fewer digits than an f64"
)]
pub(crate) fn between(begin: u64, end: u64) -> f64 {
    (end as f64 - begin as f64) / 1e6
}
