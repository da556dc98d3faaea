//! Single values in a document: reading them forgivingly, writing them only when they change.

use crate::{base::FIELDS, codec, text};
use automerge::{
    AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value, transaction::Transactable,
    transaction::Transaction,
};
use minicbor::{Decode, Encode};

/// Bytes of a value of several parts that are looked at.
const VALUE_BYTES: usize = 4 * 1024;

/// Reads a text of the `fields` map; empty when it is missing or not a text.
pub fn read_text(document: &impl ReadDoc, key: &str, max: usize) -> String {
    map(document, &ROOT, FIELDS)
        .map(|fields| text_at(document, &fields, key, max))
        .unwrap_or_default()
}

/// Reads a text of several lines of the `fields` map; empty when it is missing or not a text.
pub fn read_lines(document: &impl ReadDoc, key: &str, max: usize) -> String {
    map(document, &ROOT, FIELDS)
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
    write(transaction, key, ScalarValue::Str(value.into()))
}

/// Writes a text of the `fields` map, unless it is there already or nothing was ever there and it says nothing.
pub(crate) fn write_if_said(
    transaction: &mut Transaction<'_>,
    key: &str,
    value: &str,
) -> Result<(), AutomergeError> {
    match map(transaction, &ROOT, FIELDS) {
        Some(fields) => put_if_said(transaction, &fields, key, value),
        None => Ok(()),
    }
}

/// Puts a text under a key, unless it is there already or nothing was ever there and it says nothing.
pub(crate) fn put_if_said(
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

/// Reads a value of several parts of the `fields` map; none when it is missing or something else.
pub(crate) fn read_value<T>(document: &impl ReadDoc, key: &str) -> Option<T>
where
    T: for<'b> Decode<'b, ()>,
{
    let fields = map(document, &ROOT, FIELDS)?;
    value_at(document, &fields, key)
}

/// Writes a value of several parts into the `fields` map, or that there is none, unless that is so already.
pub(crate) fn write_value<T: Encode<()>>(
    transaction: &mut Transaction<'_>,
    key: &str,
    value: Option<&T>,
) -> Result<(), AutomergeError> {
    match (map(transaction, &ROOT, FIELDS), value) {
        (Some(fields), Some(value)) => put_value(transaction, &fields, key, value),
        (Some(fields), None) => take_away(transaction, &fields, key),
        (None, _) => Ok(()),
    }
}

/// The value of several parts under a key. It is one scalar, so that no merge makes one of two.
pub(crate) fn value_at<T>(document: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<T>
where
    T: for<'b> Decode<'b, ()>,
{
    match scalar(document, parent, key)? {
        // Not compared with our own encoding: a later version may say more.
        ScalarValue::Bytes(bytes) if bytes.len() <= VALUE_BYTES => minicbor::decode(&bytes).ok(),
        _ => None,
    }
}

/// Puts a value of several parts under a key, unless it is there already.
pub(crate) fn put_value<T: Encode<()>>(
    transaction: &mut Transaction<'_>,
    parent: &ObjId,
    key: &str,
    value: &T,
) -> Result<(), AutomergeError> {
    put(
        transaction,
        parent,
        key,
        ScalarValue::Bytes(codec::encode(value)),
    )
}

/// Says that there is nothing under a key any more. That is a word like any other: a deleted key would have no place in
/// the history, and an edit elsewhere would bring it back.
pub(crate) fn take_away(
    transaction: &mut Transaction<'_>,
    parent: &ObjId,
    key: &str,
) -> Result<(), AutomergeError> {
    match transaction.get(parent, key)? {
        None => Ok(()),
        Some((Value::Scalar(found), _)) if matches!(found.as_ref(), ScalarValue::Null) => Ok(()),
        Some(_) => transaction.put(parent, key, ()),
    }
}

/// The latest of the days that stand under a key of the `fields` map: two computers that write one apart mean the later.
pub(crate) fn read_latest_day(document: &impl ReadDoc, key: &str) -> String {
    let Some(fields) = map(document, &ROOT, FIELDS) else {
        return String::new();
    };
    let all = document.get_all(&fields, key).unwrap_or_default();
    let days = all.iter().filter_map(|(value, _)| {
        let day: Option<crate::date::Day> = value.as_str()?.parse().ok();
        day
    });
    days.max().map(|day| day.to_string()).unwrap_or_default()
}

/// A number of the `fields` map; 0 where there is none.
pub(crate) fn read_number(document: &impl ReadDoc, key: &str) -> i64 {
    map(document, &ROOT, FIELDS).map_or(0, |fields| number_at(document, &fields, key))
}

/// Writes a number of the `fields` map, unless it is there already.
pub(crate) fn write_number(
    transaction: &mut Transaction<'_>,
    key: &str,
    number: i64,
) -> Result<(), AutomergeError> {
    write(transaction, key, ScalarValue::Int(number))
}

/// Bytes of the `fields` map; empty where there are none.
pub(crate) fn read_bytes(document: &impl ReadDoc, key: &str) -> Vec<u8> {
    let found = map(document, &ROOT, FIELDS).and_then(|fields| scalar(document, &fields, key));
    match found {
        Some(ScalarValue::Bytes(bytes)) => bytes,
        _ => Vec::new(),
    }
}

/// Writes bytes of the `fields` map, unless they are there already.
pub(crate) fn write_bytes(
    transaction: &mut Transaction<'_>,
    key: &str,
    bytes: &[u8],
) -> Result<(), AutomergeError> {
    write(transaction, key, ScalarValue::Bytes(bytes.to_vec()))
}

/// Writes a text of the `fields` map, or takes away the one that is there.
pub(crate) fn write_optional(
    transaction: &mut Transaction<'_>,
    key: &str,
    value: Option<&str>,
) -> Result<(), AutomergeError> {
    match (value, map(transaction, &ROOT, FIELDS)) {
        (Some(value), _) => write(transaction, key, ScalarValue::Str(value.into())),
        (None, Some(fields)) if transaction.get(&fields, key)?.is_some() => {
            transaction.delete(&fields, key)
        }
        (None, _) => Ok(()),
    }
}

/// Writes a single value of the `fields` map, unless it is there already.
fn write(
    transaction: &mut Transaction<'_>,
    key: &str,
    value: ScalarValue,
) -> Result<(), AutomergeError> {
    match map(transaction, &ROOT, FIELDS) {
        Some(fields) => put(transaction, &fields, key, value),
        None => Ok(()),
    }
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
    match scalar(document, parent, key)? {
        ScalarValue::Str(found) => Some(found.to_string()),
        _ => None,
    }
}

/// Puts a text under a key of an object, unless it is there already.
pub(crate) fn put_text(
    transaction: &mut Transaction<'_>,
    parent: &ObjId,
    key: &str,
    value: &str,
) -> Result<(), AutomergeError> {
    put(transaction, parent, key, ScalarValue::Str(value.into()))
}

/// The number under a key of an object; 0 where there is none.
pub(super) fn number_at(document: &impl ReadDoc, parent: &ObjId, key: &str) -> i64 {
    scalar(document, parent, key).map_or(0, |value| value.as_i64().unwrap_or(0))
}

/// Puts a single value under a key of an object, unless it is there already.
pub(super) fn put(
    transaction: &mut Transaction<'_>,
    parent: &ObjId,
    key: &str,
    value: ScalarValue,
) -> Result<(), AutomergeError> {
    if scalar(transaction, parent, key).as_ref() == Some(&value) {
        Ok(())
    } else {
        transaction.put(parent, key, value)
    }
}

fn scalar(document: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<ScalarValue> {
    match document.get(parent, key) {
        Ok(Some((Value::Scalar(value), _))) => Some(value.into_owned()),
        _ => None,
    }
}
