//! Named entries of a card that come and go, in the order in which they came: a map from a name to one value, whose
//! parts change together.

use super::fields;
use automerge::{AutomergeError, ROOT, ReadDoc, transaction::Transaction};
use minicbor::{Decode, Encode};

/// An entry as the document has it.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Written<T> {
    /// Its place among the others.
    #[n(0)]
    order: u32,
    #[n(1)]
    says: T,
}

/// The entries of a collection, each with its name, in their order; at most so many.
pub(super) fn all<T>(document: &impl ReadDoc, collection: &str, most: usize) -> Vec<(String, T)>
where
    T: for<'b> Decode<'b, ()>,
{
    let Some(map) = fields::map(document, &ROOT, collection) else {
        return Vec::new();
    };
    let mut found: Vec<(u32, String, T)> = document
        .keys(&map)
        .filter_map(|name| {
            let entry: Written<T> = fields::value_at(document, &map, &name)?;
            Some((entry.order, name, entry.says))
        })
        .take(most)
        .collect();
    found.sort_by(|(a, x, _), (b, y, _)| (a, x).cmp(&(b, y)));
    found
        .into_iter()
        .map(|(_, name, says)| (name, says))
        .collect()
}

/// Puts a value into an entry, which is made at the end of the collection where it is missing.
pub(super) fn put<T>(
    transaction: &mut Transaction<'_>,
    collection: &str,
    name: &str,
    says: T,
) -> Result<(), AutomergeError>
where
    T: Encode<()> + for<'b> Decode<'b, ()>,
{
    let Some(map) = fields::map(transaction, &ROOT, collection) else {
        return Ok(());
    };
    let there: Option<Written<T>> = fields::value_at(transaction, &map, name);
    let order = if let Some(there) = there {
        there.order
    } else {
        let orders = transaction.keys(&map).filter_map(|name| {
            let entry: Written<T> = fields::value_at(transaction, &map, &name)?;
            Some(entry.order)
        });
        orders.max().map_or(0, |last| last.saturating_add(1))
    };
    fields::put_value(transaction, &map, name, &Written { order, says })
}

/// Takes an entry away; nothing happens where there is none.
pub(super) fn remove(
    transaction: &mut Transaction<'_>,
    collection: &str,
    name: &str,
) -> Result<(), AutomergeError> {
    match fields::map(transaction, &ROOT, collection) {
        Some(map) => fields::take_away(transaction, &map, name),
        None => Ok(()),
    }
}
