//! Parts that job records and vouches are made of: words from a fixed list, named entries in an order, bytes.

use crate::{base::FIELDS, text};
use automerge::{
    Automerge, AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value,
    transaction::Transactable, transaction::Transaction,
};

/// Order of an entry in its collection.
const ORDER: &str = "order";

/// Entries of a collection with one text each, in the author's order.
pub(crate) fn named(
    document: &Automerge,
    collection: &str,
    most: usize,
    key: &str,
    max: usize,
) -> Vec<(String, String)> {
    let Some(all) = map(document, &ROOT, collection) else {
        return Vec::new();
    };
    let mut found: Vec<(i64, String, String)> = document
        .keys(&all)
        .take(most)
        .filter_map(|name| {
            let entry = map(document, &all, &name)?;
            let order = number_at(document, &entry, ORDER);
            let said = text_at(document, &entry, key);
            Some((order, name, text::shown(&said, max)))
        })
        .collect();
    found.sort();
    found
        .into_iter()
        .map(|(_, name, said)| (name, said))
        .collect()
}

/// Makes a collection say exactly this, in this order. An empty `key`: the entries carry no text.
pub(crate) fn write_named(
    transaction: &mut Transaction<'_>,
    collection: &str,
    entries: &[(String, String)],
    key: &str,
) -> Result<(), AutomergeError> {
    let Some(all) = map(transaction, &ROOT, collection) else {
        return Ok(());
    };
    let gone: Vec<String> = transaction
        .keys(&all)
        .filter(|name| !entries.iter().any(|(kept, _)| kept == name))
        .collect();
    for name in gone {
        transaction.delete(&all, name.as_str())?;
    }
    for (order, (name, said)) in (0_i64..).zip(entries) {
        let entry = match map(transaction, &all, name) {
            Some(entry) => entry,
            None => transaction.put_object(&all, name.as_str(), ObjType::Map)?,
        };
        put(transaction, &entry, ORDER, ScalarValue::Int(order))?;
        if !key.is_empty() {
            put(
                transaction,
                &entry,
                key,
                ScalarValue::Str(said.as_str().into()),
            )?;
        }
    }
    Ok(())
}

/// A number of the `fields` map; 0 where there is none.
pub(crate) fn number(document: &Automerge, key: &str) -> i64 {
    map(document, &ROOT, FIELDS).map_or(0, |fields| number_at(document, &fields, key))
}

/// Writes a number of the `fields` map, unless it is there already.
pub(crate) fn write_number(
    transaction: &mut Transaction<'_>,
    key: &str,
    number: i64,
) -> Result<(), AutomergeError> {
    write_field(transaction, key, ScalarValue::Int(number))
}

/// Bytes of the `fields` map; empty where there are none.
pub(crate) fn bytes(document: &Automerge, key: &str) -> Vec<u8> {
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
    write_field(transaction, key, ScalarValue::Bytes(bytes.to_vec()))
}

/// Writes a text of the `fields` map, or takes away the one that is there.
pub(crate) fn write_optional(
    transaction: &mut Transaction<'_>,
    key: &str,
    value: Option<&str>,
) -> Result<(), AutomergeError> {
    match (value, map(transaction, &ROOT, FIELDS)) {
        (Some(value), _) => write_field(transaction, key, ScalarValue::Str(value.into())),
        (None, Some(fields)) if transaction.get(&fields, key)?.is_some() => {
            transaction.delete(&fields, key)
        }
        (None, _) => Ok(()),
    }
}

fn write_field(
    transaction: &mut Transaction<'_>,
    key: &str,
    value: ScalarValue,
) -> Result<(), AutomergeError> {
    match map(transaction, &ROOT, FIELDS) {
        Some(fields) => put(transaction, &fields, key, value),
        None => Ok(()),
    }
}

fn put(
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

fn map(document: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<ObjId> {
    match document.get(parent, key) {
        Ok(Some((Value::Object(ObjType::Map), id))) => Some(id),
        _ => None,
    }
}

fn scalar(document: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<ScalarValue> {
    match document.get(parent, key) {
        Ok(Some((Value::Scalar(value), _))) => Some(value.into_owned()),
        _ => None,
    }
}

fn text_at(document: &impl ReadDoc, parent: &ObjId, key: &str) -> String {
    match scalar(document, parent, key) {
        Some(ScalarValue::Str(found)) => found.to_string(),
        _ => String::new(),
    }
}

fn number_at(document: &impl ReadDoc, parent: &ObjId, key: &str) -> i64 {
    scalar(document, parent, key).map_or(0, |value| value.as_i64().unwrap_or(0))
}
