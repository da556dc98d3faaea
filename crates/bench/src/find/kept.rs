//! The index in an encrypted file, read by the product's own store.

use super::invented::InventedPerson;
use crate::{clock, outcome::BenchOutcome};
use data_encoding::HEXLOWER;
use otagai_core::{
    codec,
    find::Entry,
    find::Index,
    id::{CircleId, PersonId},
    sighting::Sighting,
};
use otagai_node::store::{DatabaseKey, Folder, Store};
use rusqlite::{Connection, params};
use std::path::Path;

/// A store with the rows of a circle's index in it.
pub(super) struct KeptIndex {
    store: Store,
    circle: CircleId,
    /// Bytes of all rows.
    pub(super) bytes: usize,
}

impl KeptIndex {
    /// Makes the store and puts the rows where it would have put them: signing so many people would take long, and
    /// reading the index looks at no signature.
    pub(super) fn new(
        place: &Path,
        people: &[InventedPerson],
        sightings: &[Sighting],
    ) -> BenchOutcome<Self> {
        let key = DatabaseKey::new([0x5a; 32]);
        let circle = CircleId::from_bytes([6; 32]);
        drop(Store::create(Folder::lock(place, "bench")?, &key)?);
        let folder = Folder::lock(place, "bench")?;
        let bytes = put(&folder, &key, circle, people, sightings)?;
        Ok(Self {
            store: Store::open(folder, &key)?,
            circle,
            bytes,
        })
    }

    /// Brings an index up to date after one card was changed, as the product does before the next search.
    pub(super) fn update(&self, index: &mut Index, person: PersonId) -> BenchOutcome {
        let entry = self.store.search_entry(self.circle, person)?;
        index.put(person, entry.ok_or("the card is not held")?);
        Ok(())
    }

    /// Reads the index, with how long it took, ms.
    pub(super) fn load(&self) -> BenchOutcome<(Index, f64)> {
        let begin = clock::now();
        let index = self.store.search_index(self.circle)?;
        Ok((index, clock::since(begin)))
    }
}

fn put(
    folder: &Folder,
    key: &DatabaseKey,
    circle: CircleId,
    people: &[InventedPerson],
    sightings: &[Sighting],
) -> BenchOutcome<usize> {
    let mut connection = Connection::open(folder.database())?;
    let digits = HEXLOWER.encode(key.as_bytes());
    connection.execute_batch(&format!("PRAGMA key = \"x'{digits}'\""))?;
    let transaction = connection.transaction()?;
    let circle = circle.as_bytes();
    transaction.execute(
        "INSERT INTO circles (circle, secrets) VALUES (?1, x'80')",
        params![circle],
    )?;
    let mut bytes = 0;
    for person in people {
        let row = codec::encode(&Entry::of(&person.card));
        bytes += row.len();
        let id = person.id.as_bytes();
        transaction
            .prepare_cached(
                "INSERT INTO members (circle, person, standing, steward, distance)
                 VALUES (?1, ?2, 'member', 0, 0)",
            )?
            .execute(params![circle, id])?;
        transaction
            .prepare_cached("INSERT INTO search (circle, person, row) VALUES (?1, ?2, ?3)")?
            .execute(params![circle, id, row])?;
    }
    for sighting in sightings {
        transaction
            .prepare_cached(
                "INSERT INTO sightings (circle, person, licence, witness, seen_on)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                circle,
                sighting.person.as_bytes(),
                sighting.licence.as_bytes(),
                sighting.witness.as_bytes(),
                sighting.on.since_epoch()
            ])?;
    }
    transaction.commit()?;
    Ok(bytes)
}
