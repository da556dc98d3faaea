//! Who saw the original of whose licence.

use super::{Store, held::Held};
use crate::error::StoreError;
use otagai_core::{
    date::Day,
    id::{CircleId, PersonId},
    sighting::{LicenceKey, Sighting, sightings},
};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// All columns of a circle's rows in their order.
pub(super) const ROWS: &str = "SELECT person, licence, witness, seen_on
     FROM sightings WHERE circle = ?1 ORDER BY person, licence, witness";

impl Store {
    /// Who saw the original of whose licence, by person. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn sightings(&self, circle: CircleId) -> Result<Vec<Sighting>, StoreError> {
        read(&self.connection, circle)
    }
}

/// Brings the rows to what the statements say; tells whose licences were seen or are seen no more.
pub(super) fn refresh(
    connection: &Connection,
    held: &Held,
) -> Result<BTreeSet<PersonId>, StoreError> {
    let circle = held.set.circle();
    let before: BTreeSet<Sighting> = read(connection, circle)?.into_iter().collect();
    let now = sightings(&held.set, &held.roster);
    let mut changed = BTreeSet::new();
    for gone in before.difference(&now) {
        connection
            .prepare_cached(
                "DELETE FROM sightings WHERE circle = ?1 AND person = ?2 AND licence = ?3 AND witness = ?4",
            )?
            .execute(params![
                circle.as_bytes(),
                gone.person.as_bytes(),
                gone.licence.as_bytes(),
                gone.witness.as_bytes()
            ])?;
        changed.insert(gone.person);
    }
    for new in now.difference(&before) {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO sightings (circle, person, licence, witness, seen_on)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                circle.as_bytes(),
                new.person.as_bytes(),
                new.licence.as_bytes(),
                new.witness.as_bytes(),
                new.on.since_epoch().unwrap_or_default()
            ])?;
        changed.insert(new.person);
    }
    Ok(changed)
}

fn read(connection: &Connection, circle: CircleId) -> Result<Vec<Sighting>, StoreError> {
    let mut statement = connection.prepare_cached(ROWS)?;
    let rows = statement.query_map(params![circle.as_bytes()], |row| {
        Ok(Sighting {
            person: PersonId::from_bytes(row.get(0)?),
            licence: LicenceKey::from_bytes(row.get(1)?),
            witness: PersonId::from_bytes(row.get(2)?),
            on: Day::of_epoch(row.get(3)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
