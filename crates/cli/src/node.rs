//! `otagai node`: stays and syncs. One JSON object a line in both directions.
//!
//! In: `{"id":1,"call":NAME,"args":…}`, and `{"id":1,"clock":MOMENT}`, which moves a clock that stands still
//! (`--clock`, for tests) before any later line is looked at. Out: `{"id":1,"ok":…}`, `{"id":1,"error":{"code":…,"message":…,"detail":…}}`,
//! and events, `{"event":…}`. Changes are done in the order of their lines; replies to calls that only read may come in
//! between. Ends with its standard input once everything on it is answered, on SIGTERM and on Ctrl+C; without standard
//! input, as under systemd, on these alone.

mod lines;
mod work;

use crate::ending;
use lines::Line;
use otagai_api::{ApiError, Clock, Device, EdgeRefusal, ProgramRefusal};
use serde_json::{Value, json};
use std::{io, pin::pin, sync::Arc};
use tokio::sync::{broadcast::error::RecvError, mpsc};
use work::Work;

/// Stays until standard input ends and everything on it is answered, until nobody reads the output any more, or until
/// the system says that it is time to end. Where there is no standard input it stays until then.
pub(crate) async fn run(device: Arc<Device>, clock: &Clock) -> Result<(), ApiError> {
    let mut ending = pin!(ending::asked());
    let mut events = device.subscribe();
    device.go_online().await?;
    let mut input = lines::is_there().then(lines::lines);
    let stays = input.is_none();
    let mut work = Work::new(device, clock.clone());
    loop {
        let said = tokio::select! {
            event = events.recv() => match event {
                Ok(event) => say(&event),
                Err(RecvError::Lagged(missed)) => say(&json!({ "event": "missed", "count": missed })),
                Err(RecvError::Closed) => return Ok(()),
            },
            line = next(&mut input), if work.takes_more() => match line {
                Some(Line::Text(text)) => match Request::read(&text) {
                    Some(request) => work.take(request),
                    None => Ok(()),
                },
                Some(Line::TooLong(id)) => reply(&id, Err(ProgramRefusal::LineTooLong.into())),
                None => {
                    input = None;
                    Ok(())
                }
            },
            // A call may take long; events and other calls go on meanwhile.
            Some(said) = work.next() => said,
            () = &mut ending => return Ok(()),
        };
        if said.is_err() || (input.is_none() && !stays && work.is_done()) {
            return Ok(());
        }
    }
}

/// The next line; without input it never comes.
async fn next(input: &mut Option<mpsc::Receiver<Line>>) -> Option<Line> {
    match input {
        Some(lines) => lines.recv().await,
        None => std::future::pending().await,
    }
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

/// Moves the clock; not the system's, and only to what can be read.
fn set(clock: &Clock, moment: &str) -> Result<Value, ApiError> {
    let moment = otagai_api::moment(moment).map_err(|_no_moment| EdgeRefusal::BadArguments)?;
    clock
        .set(moment)
        .map_err(|_systems| EdgeRefusal::BadArguments)?;
    Ok(Value::Null)
}

fn reply(id: &Value, outcome: Result<Value, ApiError>) -> io::Result<()> {
    match outcome {
        Ok(reply) => say(&json!({ "id": id, "ok": reply })),
        Err(error) => say(&json!({ "id": id, "error": error })),
    }
}

/// One line.
///
/// # Errors
/// Where the reader went away.
fn say(value: &impl serde::Serialize) -> io::Result<()> {
    use std::io::Write;
    let text = serde_json::to_string(value)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
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
                "badArguments",
                "{moment}"
            );
        }
        assert_eq!(clock.now(), 1_780_390_800_000, "and stays there");
    }
}
