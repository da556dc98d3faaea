//! The one place that reads the clock. What it says is shown and remembered; it never decides validity.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge where the clock is read"
)]

use otagai_core::Millis;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in milliseconds since 1970-01-01 UTC; 0 on a computer whose clock stands before that.
pub fn now() -> Millis {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}

/// Today by the calendar on the wall, `YYYY-MM-DD`.
pub fn today() -> String {
    jiff::Zoned::now().date().to_string()
}
