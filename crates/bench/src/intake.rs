//! Where a newcomer's time goes: the product's own intake without a network, whole and in parts.

use crate::{
    clock,
    outcome::{BenchFault, BenchOutcome},
    report::BenchTable,
    stock::Stock,
};
use otagai_core::{
    chunk::Grant,
    circle_set::CircleSet,
    item::{Item, ItemKind},
    limits,
    sealed::unwrap_key,
    secret::CircleSecret,
    signed::{Content, Signed, Verified},
};
use otagai_node::store::{DatabaseKey, Folder, Store};
use std::path::Path;

/// Takes everything in, and does the two largest parts of that on their own.
pub(crate) fn measure(place: &Path, stock: &Stock, table: &mut BenchTable) -> BenchOutcome {
    let begin = clock::now();
    let mut set = CircleSet::new(stock.circle);
    for batch in batches(&stock.items) {
        let intake = set.admit(batch);
        if !intake.refused.is_empty() || intake.deferred > 0 {
            return Err(BenchFault::from("not everything was taken"));
        }
    }
    table.put("a", "part: checks", clock::since(begin));

    let begin = clock::now();
    try_grants(&set, stock)?;
    table.put("a", "part: grants", clock::since(begin));

    let folder = Folder::lock(&place.join("intake"), "bench")?;
    let mut store = Store::create(folder, &DatabaseKey::new([5; 32]))?;
    store.open_grants_with(stock.stranger.clone());
    let begin = clock::now();
    let mut batches = batches(&stock.items);
    let first = batches.next().ok_or("there is nothing to take in")?;
    store.add_circle(stock.circle, &[CircleSecret::new(1, [6; 32])], first)?;
    for batch in batches {
        store.admit(stock.circle, batch)?;
    }
    table.put("a", "part: intake", clock::since(begin));
    Ok(())
}

/// A grant does not say whom it is for: a newcomer tries them all.
fn try_grants(set: &CircleSet, stock: &Stock) -> BenchOutcome {
    let grants = stock
        .items
        .iter()
        .filter(|item| item.kind == ItemKind::Grant);
    for item in grants {
        let signed = Signed::from_bytes(&item.bytes, Grant::LIMIT)?;
        let grant: Verified<Grant> = signed.trust_own_store()?;
        let opening = set
            .opening(&grant.content().document)
            .ok_or("a grant without a document")?;
        if unwrap_key(&opening.content().header, grant.content(), &stock.stranger).is_ok() {
            return Err(BenchFault::from("somebody else's grant opened"));
        }
    }
    Ok(())
}

/// Batches as large as the product's.
pub(crate) fn batches(items: &[Item]) -> impl Iterator<Item = &[Item]> {
    let mut left = items;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = left
            .iter()
            .take_while(|item| {
                bytes += item.bytes.len() + 48;
                bytes <= limits::BATCH_BYTES
            })
            .count();
        let (batch, rest) = left.split_at_checked(fits)?;
        left = rest;
        (!batch.is_empty()).then_some(batch)
    })
}
