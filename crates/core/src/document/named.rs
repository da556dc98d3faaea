//! Named entries of a collection that are written together, in their author's order: each is a map.

use super::fields::{map, number_at, put, put_text, text_at};
use automerge::{
    AutomergeError, ObjType, ROOT, ReadDoc, ScalarValue, transaction::Transactable,
    transaction::Transaction,
};

/// Order of an entry in its collection.
const ORDER: &str = "order";

/// Entries of a collection with one text each, in the author's order.
pub(crate) fn read(
    document: &impl ReadDoc,
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
            Some((order, name, text_at(document, &entry, key, max)))
        })
        .collect();
    found.sort();
    found
        .into_iter()
        .map(|(_, name, said)| (name, said))
        .collect()
}

/// Makes a collection say exactly this, in this order. An empty `key`: the entries carry no text.
pub(crate) fn write(
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
            put_text(transaction, &entry, key, said)?;
        }
    }
    Ok(())
}
