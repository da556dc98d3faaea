//! Named entries of a card that come and go, in the order in which they came: a map from a name to one value, whose
//! parts change together.

use crate::{document::fields, text};
use automerge::{AutomergeError, ObjId, ROOT, ReadDoc, transaction::Transaction};
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

/// Puts a value into an entry, which is made at the end of the collection where it is missing. Entries whose names are
/// the same but for their writing give way to it, and leave it their place.
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
    let standing = spellings(transaction, &map, name).into_iter();
    let standing: Vec<(u32, String)> = standing
        .filter_map(|spelling| {
            let entry: Written<T> = fields::value_at(transaction, &map, &spelling)?;
            Some((entry.order, spelling))
        })
        .collect();
    let order = if let Some((order, _)) = standing.iter().min() {
        *order
    } else {
        let orders = transaction.keys(&map).filter_map(|name| {
            let entry: Written<T> = fields::value_at(transaction, &map, &name)?;
            Some(entry.order)
        });
        orders.max().map_or(0, |last| last.saturating_add(1))
    };
    for (_, other) in standing.iter().filter(|(_, other)| other != name) {
        fields::take_away(transaction, &map, other)?;
    }
    fields::put_value(transaction, &map, name, &Written { order, says })
}

/// The names in a collection that are this one, however they are written; also of entries that were taken away.
fn spellings(document: &impl ReadDoc, map: &ObjId, name: &str) -> Vec<String> {
    let names = document.keys(map);
    names.filter(|there| text::same(there, name)).collect()
}

/// Takes an entry away, however its name is written; nothing happens where there is none.
pub(super) fn remove(
    transaction: &mut Transaction<'_>,
    collection: &str,
    name: &str,
) -> Result<(), AutomergeError> {
    let Some(map) = fields::map(transaction, &ROOT, collection) else {
        return Ok(());
    };
    let names = spellings(transaction, &map, name);
    let mut names = names.iter();
    names.try_for_each(|there| fields::take_away(transaction, &map, there))
}
