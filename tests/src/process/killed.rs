//! `kill -9`, and what the program had said by then; and asking it to end.

use super::{Otagai, ProcessError, reply};
use serde_json::Value;
use tokio::time::{Duration, timeout};

/// How long a killed program may take to be gone.
const GONE: Duration = Duration::from_secs(20);

impl Otagai {
    /// Asks the program to end, as whoever manages services does, and waits until it has. Gives its exit status; none
    /// where it did not end by itself.
    ///
    /// # Errors
    ///
    /// Where it cannot be asked or waited for.
    #[cfg(unix)]
    pub async fn terminate(self) -> Result<Option<i32>, ProcessError> {
        // Kept open: the end of the input is another reason to end.
        let Self {
            mut child, stdin, ..
        } = self;
        let id = child.id().unwrap_or_default().to_string();
        std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status()?;
        let ended = timeout(GONE, child.wait()).await;
        drop(stdin);
        let ended = ended.map_err(|_elapsed| {
            ProcessError::Missing("its end when asked to".to_owned(), String::new())
        })??;
        Ok(ended.code())
    }

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
