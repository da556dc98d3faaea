//! `kill -9`, and what the program had said by then.

use super::{Otagai, ProcessError, reply};
use serde_json::Value;
use tokio::time::{Duration, timeout};

/// How long a killed program may take to be gone.
const GONE: Duration = Duration::from_secs(20);

impl Otagai {
    /// Kills the program where it stands. Gives the reply to the last call, where it was written before the end
    /// and nobody has read it: then the member has seen it too.
    ///
    /// # Errors
    ///
    /// Where the program cannot be killed or waited for.
    pub async fn kill(self) -> Result<Option<Value>, ProcessError> {
        let Self {
            mut child,
            mut lines,
            last_id,
            ..
        } = self;
        child.start_kill()?;
        let ended = timeout(GONE, child.wait()).await;
        ended.map_err(|_elapsed| ProcessError::Missing("its end".to_owned(), String::new()))??;
        let mut last = None;
        // Its output ends with it.
        while let Some(line) = lines.recv().await {
            if line.get("id").and_then(Value::as_u64) == Some(last_id) {
                last = reply("the last call", &line).ok();
            }
        }
        Ok(last)
    }
}
