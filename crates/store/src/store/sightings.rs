//! Who saw the original of whose licence.

use super::{Store, changes::Changes, held::Held, table::Table, touched::Touched};
use crate::error::StoreError;
use otagai_core::{
    date::Day,
    id::{CircleId, PersonId},
    sighting::{LicenceKey, Sighting, sightings},
};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// One row for each licence and witness.
pub(super) const TABLE: Table = Table {
    name: "sightings",
    create: include_str!("derived/sightings.sql"),
    rows: "SELECT person, licence, witness, seen_on
           FROM sightings WHERE circle = ?1 ORDER BY person, licence, witness",
    refresh,
};

impl Store {
    /// Who saw the original of whose licence, by person. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn sightings(&self, circle: CircleId) -> Result<Vec<Sighting>, StoreError> {
        read(&self.connection, circle)
    }
}

/// Brings the rows to what the statements say.
fn refresh(
    connection: &Connection,
    held: &mut Held,
    touched: &Touched,
    changes: &mut Changes,
) -> Result<(), StoreError> {
    if !touched.standing {
        return Ok(());
    }
    let circle = held.set.circle();
    let before: BTreeSet<Sighting> = read(connection, circle)?.into_iter().collect();
    let now = sightings(&held.set, &held.roster);
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
        changes.sightings.insert(gone.person);
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
        changes.sightings.insert(new.person);
    }
    Ok(())
}

fn read(connection: &Connection, circle: CircleId) -> Result<Vec<Sighting>, StoreError> {
    let mut statement = connection.prepare_cached(TABLE.rows)?;
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
