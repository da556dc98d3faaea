//! Named entries of a card that come and go, in the order in which they came: a map from a name to its values.

use super::fields;
use automerge::{
    AutomergeError, ObjId, ObjType, ROOT, ReadDoc, transaction::Transactable,
    transaction::Transaction,
};

/// The entries of a collection, each with its name, in their order; at most so many.
pub(super) fn all(document: &impl ReadDoc, collection: &str, most: usize) -> Vec<(String, ObjId)> {
    let Some(map) = fields::map(document, &ROOT, collection) else {
        return Vec::new();
    };
    let mut found: Vec<(i64, String, ObjId)> = document
        .keys(&map)
        .take(most)
        .filter_map(|name| {
            let entry = fields::map(document, &map, &name)?;
            Some((fields::number_at(document, &entry, "order"), name, entry))
        })
        .collect();
    found.sort_by(|(a, x, _), (b, y, _)| (a, x).cmp(&(b, y)));
    found
        .into_iter()
        .map(|(_, name, entry)| (name, entry))
        .collect()
}

/// Puts values into an entry, which is made at the end of the collection where it is missing.
pub(super) fn put(
    transaction: &mut Transaction<'_>,
    collection: &str,
    name: &str,
    values: &[(&str, &str)],
) -> Result<(), AutomergeError> {
    let Some(map) = fields::map(transaction, &ROOT, collection) else {
        return Ok(());
    };
    let entry = if let Some(entry) = fields::map(transaction, &map, name) {
        entry
    } else {
        let last = transaction
            .keys(&map)
            .filter_map(|name| fields::map(transaction, &map, &name))
            .map(|entry| fields::number_at(transaction, &entry, "order"))
            .max();
        let entry = transaction.put_object(&map, name, ObjType::Map)?;
        let order = last.map_or(0, |last| last.saturating_add(1));
        transaction.put(&entry, "order", order)?;
        entry
    };
    for (key, value) in values {
        fields::put_text(transaction, &entry, key, value)?;
    }
    Ok(())
}

/// Takes an entry away; nothing happens where there is none.
pub(super) fn remove(
    transaction: &mut Transaction<'_>,
    collection: &str,
    name: &str,
) -> Result<(), AutomergeError> {
    match fields::map(transaction, &ROOT, collection) {
        Some(map) if transaction.get(&map, name)?.is_some() => transaction.delete(&map, name),
        _ => Ok(()),
    }
}
