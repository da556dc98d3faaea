//! The lines of standard input.

use serde_json::Value;
use std::{
    io::{self, BufRead, IsTerminal, Read},
    thread,
};
use tokio::sync::mpsc;

/// Bytes of one line at most: the largest photo that is taken, 20 MiB, in base64, and the call around it.
const LINE_BYTES: usize = 32 * 1024 * 1024;
/// Bytes at both ends of a longer line in which its id is looked for.
const END_BYTES: usize = 4 * 1024;

/// What stands on one line.
#[derive(Debug, PartialEq)]
pub(super) enum Line {
    /// Its text.
    Text(String),
    /// More than [`LINE_BYTES`]; with its id, where that can be read, else null.
    TooLong(Value),
}

/// Whether anybody could ever write to standard input: under systemd it is a device that is always at its end.
pub(super) fn is_there() -> bool {
    io::stdin().is_terminal() || !is_device()
}

#[cfg(unix)]
fn is_device() -> bool {
    use std::os::{fd::AsFd, unix::fs::FileTypeExt};
    let same = io::stdin().as_fd().try_clone_to_owned();
    let about = same.and_then(|input| std::fs::File::from(input).metadata());
    // What is closed says nothing either.
    about.map_or(true, |about| about.file_type().is_char_device())
}

#[cfg(not(unix))]
fn is_device() -> bool {
    false
}

/// The lines, until they end.
///
/// Read by a thread of its own: those of the runtime are waited for at the end, and this one may never come back
/// from reading.
pub(super) fn lines() -> mpsc::Receiver<Line> {
    let (sender, receiver) = mpsc::channel(1);
    let reading = thread::Builder::new().spawn(move || {
        let mut input = io::stdin().lock();
        while let Some(line) = next_line(&mut input, LINE_BYTES) {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    if let Err(error) = reading {
        tracing::error!(%error, "standard input cannot be read");
    }
    receiver
}

/// The next line, whether its end is there or the input's; none after the last one.
fn next_line(input: &mut impl BufRead, most: usize) -> Option<Line> {
    let mut line = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let read = input.take(limit).read_until(b'\n', &mut line).ok()?;
    if read == 0 {
        return None;
    }
    if read < most || line.last() == Some(&b'\n') {
        return Some(Line::Text(String::from_utf8_lossy(&line).into_owned()));
    }
    let mut tail = Vec::new();
    loop {
        let piece = input.fill_buf().ok()?;
        let end = piece.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(piece.len(), |end| end + 1);
        tail.extend_from_slice(piece.get(..taken).unwrap_or_default());
        let superfluous = tail.len().saturating_sub(END_BYTES);
        tail.drain(..superfluous);
        let is_over = end.is_some() || taken == 0;
        input.consume(taken);
        if is_over {
            break;
        }
    }
    // Short remains of a line that is hardly too long: the id may stand before them.
    let before = line.len().saturating_sub(END_BYTES);
    let end = [line.get(before..).unwrap_or_default(), &tail].concat();
    line.truncate(END_BYTES);
    let id = id_at_the_beginning(&line).or_else(|| id_at_the_end(&end));
    Some(Line::TooLong(id.unwrap_or_default()))
}

/// The id of a call that begins with it.
fn id_at_the_beginning(line: &[u8]) -> Option<Value> {
    let text = String::from_utf8_lossy(line);
    let rest = text.trim_start().strip_prefix('{')?.trim_start();
    first_value(rest.strip_prefix("\"id\"")?)
}

/// The id of a call that ends with it.
fn id_at_the_end(line: &[u8]) -> Option<Value> {
    let text = String::from_utf8_lossy(line);
    let text = text.trim_end().strip_suffix('}')?.trim_end();
    let (_, rest) = text.rsplit_once("\"id\"")?;
    let id = first_value(rest)?;
    // Nothing else behind it: it is not the id of something inside.
    let written = rest.trim_start().strip_prefix(':')?.trim();
    (serde_json::from_str::<Value>(written).ok()? == id).then_some(id)
}

fn first_value(rest: &str) -> Option<Value> {
    let rest = rest.trim_start().strip_prefix(':')?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
    values
        .next()?
        .ok()
        .filter(|id| id.is_number() || id.is_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn all(input: &str, most: usize) -> Vec<Line> {
        let mut input = io::BufReader::with_capacity(7, input.as_bytes());
        std::iter::from_fn(|| next_line(&mut input, most)).collect()
    }

    fn text(text: &str) -> Line {
        Line::Text(text.to_owned())
    }

    #[test]
    fn a_line_that_is_too_long_is_told_by_its_id_and_the_next_one_is_read() {
        let long = "x".repeat(40);
        for (line, id) in [
            (format!(r#"{{"id":7,"call":"{long}"}}"#), json!(7)),
            (format!(r#"{{ "id" : "a", "call":"{long}"}}"#), json!("a")),
            (
                format!(r#"{{"args":"{long}","call":"c","id":8}}"#),
                json!(8),
            ),
            (
                format!(r#"{{"args":{{"id":5,"text":"{long}"}}}}"#),
                Value::Null,
            ),
            (long.clone(), Value::Null),
        ] {
            let read = all(&format!("{line}\nnext\n"), 30);
            assert_eq!(read, [Line::TooLong(id), text("next\n")], "{line}");
        }
    }

    #[test]
    fn the_last_line_needs_no_end_and_one_of_the_largest_size_is_taken() {
        assert_eq!(
            all("one\n\ntwo", 30),
            [text("one\n"), text("\n"), text("two")]
        );
        assert_eq!(
            all("123456789\n", 10),
            [text("123456789\n")],
            "with its end"
        );
        let photo = 20 * 1024 * 1024_usize;
        assert!(photo.div_ceil(3) * 4 + 1024 < LINE_BYTES, "a photo fits");
    }
}
