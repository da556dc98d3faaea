//! `otagai node`: stays and syncs. One JSON object a line in both directions.
//!
//! In: `{"id":1,"call":NAME,"args":…}`, and `{"id":1,"clock":MOMENT}`, which moves a clock that stands still
//! (`--clock`, for tests) before any later line is looked at. Out: `{"id":1,"ok":…}`, `{"id":1,"error":{"code":…,"message":…}}`,
//! and events, `{"event":…}`. Ends with its standard input, or on Ctrl+C.

use otagai_api::{ApiError, Clock, Device, ErrorCode};
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
pub(crate) async fn run(device: Arc<Device>, clock: &Clock) -> Result<(), ApiError> {
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
                Some(text) => match Request::read(&text) {
                    Some(Request { id, wish: Wish::Call { name, args } }) => {
                        drop(answers.spawn(answer(Arc::clone(&device), id, name, args)));
                    }
                    // In place: the calls that follow have to find the clock moved.
                    Some(Request { id, wish: Wish::Clock(moment) }) => reply(&id, set(clock, &moment)),
                    Some(Request { id, wish: Wish::Unclear }) => {
                        reply(&id, Err(ErrorCode::BadArguments.into()));
                    }
                    None => {}
                },
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

/// What one line asks for.
#[derive(Debug, PartialEq)]
struct Request {
    /// Whatever the asker wants to find in the answer.
    id: Value,
    wish: Wish,
}

/// What is to be done.
#[derive(Debug, PartialEq)]
enum Wish {
    /// A command of the api.
    Call { name: String, args: Value },
    /// The clock is to stand at this moment.
    Clock(String),
    /// Neither of the two, or both.
    Unclear,
}

impl Request {
    /// Reads a line; an empty one asks for nothing.
    fn read(text: &str) -> Option<Self> {
        if text.trim().is_empty() {
            return None;
        }
        let request: Value = serde_json::from_str(text).unwrap_or_default();
        let word = |key| request.get(key).and_then(Value::as_str).map(str::to_owned);
        let wish = match (word("call"), word("clock")) {
            (Some(name), None) => Wish::Call {
                name,
                args: request.get("args").cloned().unwrap_or_else(|| json!({})),
            },
            (None, Some(moment)) => Wish::Clock(moment),
            _ => Wish::Unclear,
        };
        let id = request.get("id").cloned().unwrap_or_default();
        Some(Self { id, wish })
    }
}

async fn answer(device: Arc<Device>, id: Value, name: String, args: Value) {
    reply(&id, device.call(&name, args).await);
}

/// Moves the clock; not the system's, and only to what can be read.
fn set(clock: &Clock, moment: &str) -> Result<Value, ApiError> {
    let moment = otagai_api::moment(moment).map_err(|_no_moment| ErrorCode::BadArguments)?;
    clock
        .set(moment)
        .map_err(|_systems| ErrorCode::BadArguments)?;
    Ok(Value::Null)
}

fn reply(id: &Value, outcome: Result<Value, ApiError>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_calls_or_moves_the_clock_and_nothing_else() {
        for (line, wish) in [
            (
                r#"{"id":1,"call":"status"}"#,
                Wish::Call {
                    name: "status".to_owned(),
                    args: json!({}),
                },
            ),
            (
                r#"{"id":1,"clock":"2026-06-03"}"#,
                Wish::Clock("2026-06-03".to_owned()),
            ),
            (
                r#"{"id":1,"call":"status","clock":"2026-06-03"}"#,
                Wish::Unclear,
            ),
            (r#"{"id":1,"clock":5}"#, Wish::Unclear),
            (r#"{"id":1}"#, Wish::Unclear),
        ] {
            let read = Request { id: json!(1), wish };
            assert_eq!(Request::read(line), Some(read), "{line}");
        }
        assert_eq!(Request::read(" \n"), None, "an empty line");
        let unclear = Request {
            id: Value::Null,
            wish: Wish::Unclear,
        };
        assert_eq!(Request::read("{"), Some(unclear), "no JSON");
    }

    #[test]
    fn a_clock_that_stands_is_moved_and_the_systems_is_not() {
        let clock = Clock::standing_at(0);
        assert_eq!(
            set(&clock, "2026-06-02T09:00:00Z").unwrap(),
            Value::Null,
            "nothing to say"
        );
        assert_eq!(clock.now(), 1_780_390_800_000, "moved");
        for (clock, moment) in [(&clock, "soon"), (&Clock::system(), "2026-06-02T09:00:00Z")] {
            assert_eq!(
                set(clock, moment).unwrap_err().code,
                ErrorCode::BadArguments,
                "{moment}"
            );
        }
        assert_eq!(clock.now(), 1_780_390_800_000, "and stays there");
    }
}
