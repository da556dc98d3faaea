//! What of the programs' replies both the script and the hands read.

use otagai_sample::MemberId;
use serde_json::Value;
use std::collections::BTreeMap;

/// Ids of the persons in the circle, by whom the sample knows.
pub type ScriptPeople = BTreeMap<MemberId, String>;

/// A text of a reply; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
