//! What the command line prints: JSON, or lines of `name: value` for people.

use otagai_api::ApiError;
use serde_json::Value;

/// Prints a reply.
pub(crate) fn reply(value: &Value, json: bool) {
    if json {
        println!("{value}");
    } else {
        lines(value, 0);
    }
}

/// Prints a refusal on stderr.
pub(crate) fn refusal(error: &ApiError, json: bool) {
    if json {
        eprintln!(
            "{}",
            serde_json::json!({ "code": error.code, "message": error.message })
        );
    } else {
        eprintln!("{}", error.message);
    }
}

fn lines(value: &Value, indent: usize) {
    let space = " ".repeat(indent);
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::Object(_) | Value::Array(_) if !is_words(value) => {
                        println!("{space}{key}:");
                        lines(value, indent + 2);
                    }
                    _ => println!("{space}{key}: {}", within(&one(value), indent + 2)),
                }
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                if at > 0 {
                    println!();
                }
                lines(value, indent);
            }
        }
        other => println!("{space}{}", within(&one(other), indent + 2)),
    }
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
