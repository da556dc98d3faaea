//! What a search index in memory has to read anew.
//!
//! The database itself keeps the list, in memory and by triggers on the derived tables: however a row changes, it is in
//! it, and what a transaction takes back is not. It begins empty when the store is opened.

use super::Store;
use crate::error::StoreError;
use otagai_core::{
    id::{CircleId, PersonId},
    vouch::standing::PAPERS,
};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// What changed since it was asked last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchChanges {
    /// Whose card reads differently, or who came or left.
    pub people: BTreeSet<PersonId>,
    /// Who saw whose original.
    pub sightings: bool,
    /// Who worked with whom, vouches for whom, or invited whom.
    pub trust: bool,
}

/// Kinds of changes, as the table holds them.
const PERSON: u8 = 0;
const SIGHTINGS: u8 = 1;
const TRUST: u8 = 2;

/// Which change in which table is which kind, with the person where it is about one.
const WATCHED: [(&str, u8, &str); 5] = [
    ("search", PERSON, "person"),
    ("members", PERSON, "person"),
    ("members", TRUST, "x''"),
    ("sightings", SIGHTINGS, "x''"),
    ("papers", TRUST, "x''"),
];

impl Store {
    /// What changed in a circle since this was asked last, or since the store was opened. Asking empties the list.
    ///
    /// # Errors
    /// [`StoreError`] when `SQLite` says so; the list may then be gone, and everything must be read anew.
    pub fn take_search_changes(&self, circle: CircleId) -> Result<SearchChanges, StoreError> {
        let mut changes = SearchChanges::default();
        let mut statement = self
            .connection
            .prepare_cached("SELECT kind, person FROM temp.search_changes WHERE circle = ?1")?;
        let mut rows = statement.query(params![circle.as_bytes()])?;
        while let Some(row) = rows.next()? {
            match row.get::<_, u8>(0)? {
                PERSON => {
                    changes.people.insert(PersonId::from_bytes(row.get(1)?));
                }
                SIGHTINGS => changes.sightings = true,
                _ => changes.trust = true,
            }
        }
        self.connection
            .prepare_cached("DELETE FROM temp.search_changes WHERE circle = ?1")?
            .execute(params![circle.as_bytes()])?;
        Ok(changes)
    }
}

/// Begins the list.
pub(super) fn watch(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "CREATE TEMP TABLE search_changes (
           circle BLOB NOT NULL,
           kind INTEGER NOT NULL,
           person BLOB NOT NULL,
           PRIMARY KEY (circle, kind, person)
         ) STRICT, WITHOUT ROWID;",
    )?;
    let ties = PAPERS.iter().filter(|paper| paper.ties);
    let ties: Vec<String> = ties
        .map(|paper| format!("'{}'", paper.kind.name()))
        .collect();
    for (table, kind, person) in WATCHED {
        for (event, row) in [("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")] {
            let person = if person == "person" {
                format!("{row}.person")
            } else {
                person.to_owned()
            };
            let when = if table == "papers" {
                format!("WHEN {row}.kind IN ({})", ties.join(", "))
            } else {
                String::new()
            };
            // No OR IGNORE: inside a trigger the conflict clause of the statement that fired it counts instead.
            connection.execute_batch(&format!(
                "CREATE TEMP TRIGGER search_changes_{table}_{kind}_{event}
                 AFTER {event} ON main.{table} {when} BEGIN
                   INSERT INTO search_changes (circle, kind, person)
                   SELECT {row}.circle, {kind}, {person}
                   WHERE NOT EXISTS (
                     SELECT 1 FROM search_changes
                     WHERE circle = {row}.circle AND kind = {kind} AND person = {person});
                 END;"
            ))?;
        }
    }
    Ok(())
}
