//! `otagai node`: stays and syncs. One JSON object a line in both directions.
//!
//! In: `{"id":1,"call":NAME,"args":…}`. Out: `{"id":1,"ok":…}`, `{"id":1,"error":{"code":…,"message":…}}`,
//! and events, `{"event":…}`. Ends with its standard input, or on Ctrl+C.

use otagai_api::{ApiError, Device, ErrorCode};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    sync::broadcast::error::RecvError,
    task::JoinSet,
};

/// Bytes of one line at most.
const LINE_BYTES: u64 = 1024 * 1024;

/// Stays until standard input ends.
pub(crate) async fn run(device: Arc<Device>) -> Result<(), ApiError> {
    let mut events = device.subscribe();
    device.go_online().await?;
    let mut input = BufReader::new(tokio::io::stdin());
    let mut line = Vec::new();
    let mut answers = JoinSet::new();
    loop {
        tokio::select! {
            event = events.recv() => match event {
                Ok(event) => say(&event),
                Err(RecvError::Lagged(missed)) => say(&json!({ "event": "missed", "count": missed })),
                Err(RecvError::Closed) => return Ok(()),
            },
            // Reading until a line end keeps what was read when an event comes in between.
            read = next_line(&mut input, &mut line) => match read {
                Some(text) => drop(answers.spawn(answer(Arc::clone(&device), text))),
                None => return Ok(()),
            },
            // A call may take long; events and other calls go on meanwhile.
            Some(_) = answers.join_next() => {}
            _ = tokio::signal::ctrl_c() => return Ok(()),
        }
    }
}

/// The next line; none at the end of the input or when a line is longer than allowed.
async fn next_line(input: &mut BufReader<tokio::io::Stdin>, line: &mut Vec<u8>) -> Option<String> {
    let room = LINE_BYTES.saturating_sub(line.len() as u64);
    let read = (&mut *input)
        .take(room)
        .read_until(b'\n', line)
        .await
        .ok()?;
    if read == 0 || line.last() != Some(&b'\n') {
        return None;
    }
    Some(String::from_utf8_lossy(&std::mem::take(line)).into_owned())
}

async fn answer(device: Arc<Device>, text: String) {
    if text.trim().is_empty() {
        return;
    }
    let request: Value = serde_json::from_str(&text).unwrap_or_default();
    let id = request.get("id").cloned().unwrap_or_default();
    let args = request.get("args").cloned().unwrap_or_else(|| json!({}));
    let outcome = match request.get("call").and_then(Value::as_str) {
        Some(name) => device.call(name, args).await,
        None => Err(ErrorCode::BadArguments.into()),
    };
    match outcome {
        Ok(reply) => say(&json!({ "id": id, "ok": reply })),
        Err(error) => say(&json!({ "id": id, "error": error })),
    }
}

/// One line; a reader that went away ends the program by the next write.
fn say(value: &impl serde::Serialize) {
    use std::io::Write;
    let Ok(text) = serde_json::to_string(value) else {
        return;
    };
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{text}").and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}
