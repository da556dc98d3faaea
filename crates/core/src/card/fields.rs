//! Single values in a document: reading them forgivingly, writing them only when they change.

use crate::text;
use automerge::{
    AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value, transaction::Transactable,
    transaction::Transaction,
};

/// Reads a text of the `fields` map; empty when it is missing or not a text.
pub fn read_text(document: &impl ReadDoc, key: &str, max: usize) -> String {
    map(document, &ROOT, super::fields_key())
        .map(|fields| text_at(document, &fields, key, max))
        .unwrap_or_default()
}

/// Reads a text of several lines of the `fields` map; empty when it is missing or not a text.
pub fn read_lines(document: &impl ReadDoc, key: &str, max: usize) -> String {
    map(document, &ROOT, super::fields_key())
        .and_then(|fields| whole_text(document, &fields, key))
        .map(|found| text::shown_lines(&found, max))
        .unwrap_or_default()
}

/// Writes a text of the `fields` map, unless it is there already.
///
/// # Errors
/// What the merge library says.
pub fn write_text(
    transaction: &mut Transaction<'_>,
    key: &str,
    value: &str,
) -> Result<(), AutomergeError> {
    match map(transaction, &ROOT, super::fields_key()) {
        Some(fields) => put_text(transaction, &fields, key, value),
        None => Ok(()),
    }
}

/// Writes a text of the `fields` map, unless it is there already or nothing was ever there and it says nothing.
pub(super) fn write_if_said(
    transaction: &mut Transaction<'_>,
    key: &str,
    value: &str,
) -> Result<(), AutomergeError> {
    match map(transaction, &ROOT, super::fields_key()) {
        Some(fields) => put_if_said(transaction, &fields, key, value),
        None => Ok(()),
    }
}

/// Puts a text under a key, unless it is there already or nothing was ever there and it says nothing.
pub(super) fn put_if_said(
    transaction: &mut Transaction<'_>,
    parent: &ObjId,
    key: &str,
    value: &str,
) -> Result<(), AutomergeError> {
    if value.is_empty() && transaction.get(parent, key)?.is_none() {
        return Ok(());
    }
    put_text(transaction, parent, key, value)
}

/// Reads a day of the `fields` map, `YYYY-MM-DD`; empty when there is none.
pub(super) fn read_day(document: &impl ReadDoc, key: &str) -> String {
    let text = read_text(document, key, 10);
    let day: Option<crate::date::Day> = text.parse().ok();
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The map under a key, if there is one.
pub(crate) fn map(document: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<ObjId> {
    match document.get(parent, key) {
        Ok(Some((Value::Object(ObjType::Map), id))) => Some(id),
        _ => None,
    }
}

/// The text under a key of an object, cut to what a screen shows.
pub(crate) fn text_at(document: &impl ReadDoc, parent: &ObjId, key: &str, max: usize) -> String {
    whole_text(document, parent, key)
        .map(|found| text::shown(&found, max))
        .unwrap_or_default()
}

fn whole_text(document: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<String> {
    match document.get(parent, key) {
        Ok(Some((Value::Scalar(value), _))) => match value.as_ref() {
            ScalarValue::Str(found) => Some(found.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The number under a key of an object; 0 where there is none.
pub(crate) fn number_at(document: &impl ReadDoc, parent: &ObjId, key: &str) -> i64 {
    match document.get(parent, key) {
        Ok(Some((Value::Scalar(value), _))) => value.as_i64().unwrap_or(0),
        _ => 0,
    }
}

/// Puts a text under a key of an object, unless it is there already.
pub(crate) fn put_text(
    transaction: &mut Transaction<'_>,
    parent: &ObjId,
    key: &str,
    value: &str,
) -> Result<(), AutomergeError> {
    let same = matches!(
        transaction.get(parent, key)?,
        Some((Value::Scalar(found), _)) if matches!(found.as_ref(), ScalarValue::Str(text) if text == value)
    );
    if same {
        Ok(())
    } else {
        transaction.put(parent, key, value)
    }
}
