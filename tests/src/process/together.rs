//! Two running programs that meet.

use super::{Otagai, ProcessError};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::Instant;

/// Lets two meet until both hold the same.
///
/// # Errors
///
/// [`ProcessError::Missing`] where they do not within that time, or what either said.
pub async fn converge(nodes: [&mut Otagai; 2], within: Duration) -> Result<(), ProcessError> {
    let [one, other] = nodes;
    let deadline = Instant::now() + within;
    let ticket = other.call("ticket", json!({})).await?;
    let stored = |rebuilt: &Value| rebuilt.get("stored").cloned();
    loop {
        let args = json!({ "peer": ticket.get("ticket"), "once": true, "seconds": 20 });
        let moved = one.call("sync", args).await?;
        let mine = stored(&one.call("rebuild", json!({})).await?);
        let theirs = stored(&other.call("rebuild", json!({})).await?);
        if mine == theirs {
            return Ok(());
        }
        let what = format!("both to hold the same: {mine:?} and {theirs:?} after {moved}");
        let left = deadline.saturating_duration_since(Instant::now());
        one.wait_event(left, &what, |event| {
            event.get("event").and_then(Value::as_str) == Some("met")
        })
        .await?;
    }
}
