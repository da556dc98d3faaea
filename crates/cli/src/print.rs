//! What the command line prints: JSON, or lines of `name: value` for people.
//!
//! Everything is written at once. Whoever reads it may have had enough, as `head` has: that is no failure of what was
//! done, and ends quietly.

use otagai_api::{ApiError, ProgramRefusal};
use serde_json::Value;
use std::io::{self, Write};

/// How much of something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// All of it.
    All,
    /// Nobody reads any more.
    ReaderGone,
}

/// Prints a reply.
///
/// # Errors
/// [`ProgramRefusal::DiskFull`] or [`ProgramRefusal::OutputBroken`] where it could not be written, and somebody still reads.
pub(crate) fn reply(value: &Value, json: bool) -> Result<Shown, ApiError> {
    let mut text = String::new();
    if json {
        text = format!("{value}\n");
    } else {
        lines(&mut text, value, 0);
    }
    put(text.as_bytes())
}

/// Writes to standard output.
///
/// # Errors
/// As for [`reply`].
pub(crate) fn put(bytes: &[u8]) -> Result<Shown, ApiError> {
    let mut out = io::stdout().lock();
    judged(out.write_all(bytes).and_then(|()| out.flush()))
}

/// What became of writing.
fn judged(written: io::Result<()>) -> Result<Shown, ApiError> {
    let Err(error) = written else {
        return Ok(Shown::All);
    };
    tracing::debug!(%error, "standard output");
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(Shown::ReaderGone),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Err(ProgramRefusal::DiskFull.into())
        }
        other => Err(ProgramRefusal::OutputBroken(other).into()),
    }
}

/// Prints a refusal on stderr.
pub(crate) fn refusal(error: &ApiError, json: bool) {
    if json {
        let said = serde_json::json!({
            "code": error.code, "message": error.message, "detail": error.detail,
        });
        complain(&said.to_string());
    } else {
        complain(&error.message);
    }
}

/// Writes a line to stderr, if anybody reads it.
pub(crate) fn complain(line: &str) {
    // There is nowhere else to say that nobody reads.
    drop(writeln!(io::stderr().lock(), "{line}"));
}

fn lines(text: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::Object(_) | Value::Array(_) if !is_words(value) => {
                        line(text, indent, &format!("{key}:"));
                        lines(text, value, indent + 2);
                    }
                    _ => line(
                        text,
                        indent,
                        &format!("{key}: {}", within(&one(value), indent + 2)),
                    ),
                }
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                if at > 0 {
                    text.push('\n');
                }
                lines(text, value, indent);
            }
        }
        other => line(text, indent, &within(&one(other), indent + 2)),
    }
}

fn line(text: &mut String, indent: usize, said: &str) {
    text.push_str(&" ".repeat(indent));
    text.push_str(said);
    text.push('\n');
}

/// A text of several lines, each further in than the names beside it: what somebody wrote never looks like a field.
fn within(text: &str, indent: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(indent)))
}

/// A list of plain texts goes on one line.
fn is_words(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|list| list.iter().all(Value::is_string))
}

fn one(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn people_read_names_and_values_line_by_line() {
        let mut text = String::new();
        let value = json!([
            { "name": "きく", "words": ["あ", "い"], "card": { "mine": true } },
            { "name": "ひとみ" }
        ]);
        lines(&mut text, &value, 0);
        let wanted = "card:\n  mine: true\nname: きく\nwords: あ い\n\nname: ひとみ\n";
        assert_eq!(text, wanted);
    }

    #[test]
    fn a_reader_who_went_away_is_no_failure_and_a_full_disk_is_one() {
        let of = |kind: io::ErrorKind| judged(Err(kind.into())).map_err(|error| error.code.name());
        assert_eq!(judged(Ok(())).unwrap(), Shown::All, "read");
        assert_eq!(of(io::ErrorKind::BrokenPipe), Ok(Shown::ReaderGone));
        assert_eq!(of(io::ErrorKind::StorageFull), Err("diskFull"));
        assert_eq!(of(io::ErrorKind::TimedOut), Err("outputBroken"));
    }

    #[test]
    fn a_text_of_several_lines_never_looks_like_another_field() {
        assert_eq!(
            within("一日目\nstate: counts\n\n終わり", 2),
            "一日目\n  state: counts\n  \n  終わり",
            "further in"
        );
        assert_eq!(within("一行", 4), "一行", "as it is");
    }
}
