//! Members: who is in, who has left, who waits.

use super::{Store, changes::Changes, held::Held, table::Table, touched::Touched};
use crate::error::StoreError;
use otagai_core::{
    id::{CircleId, PersonId},
    roster::Roster,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// One row for everybody in the roster.
pub(super) const TABLE: Table = Table {
    name: "members",
    create: include_str!("derived/members.sql"),
    rows: "SELECT person, standing, steward, invited_by, distance
           FROM members WHERE circle = ?1 ORDER BY person",
    refresh,
};

/// How somebody stands to a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Is in.
    Member,
    /// Was in and has left.
    Left,
    /// Joined, but a steward or the inviter has not said yes yet.
    Waiting,
}

impl Standing {
    const ALL: [Self; 3] = [Self::Member, Self::Left, Self::Waiting];

    const fn word(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Left => "left",
            Self::Waiting => "waiting",
        }
    }
}

/// Somebody's standing in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberRow {
    /// Who.
    pub person: PersonId,
    /// How the person stands.
    pub standing: Standing,
    /// True for a steward.
    pub steward: bool,
    /// Who invited; none for a creator, and for who waits.
    pub invited_by: Option<PersonId>,
    /// Steps of the invitation chain to a creator.
    pub distance: u32,
}

impl Store {
    /// Everybody in the roster of a circle, by id. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn members(&self, circle: CircleId) -> Result<Vec<MemberRow>, StoreError> {
        read(&self.connection, circle)
    }

    /// How a person stands to a circle; none for who is not in its roster. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn member(
        &self,
        circle: CircleId,
        person: PersonId,
    ) -> Result<Option<MemberRow>, StoreError> {
        self.connection
            .prepare_cached(
                "SELECT person, standing, steward, invited_by, distance
                 FROM members WHERE circle = ?1 AND person = ?2",
            )?
            .query_row(params![circle.as_bytes(), person.as_bytes()], read_row)
            .optional()?
            .transpose()
    }
}

/// Brings the rows to what the roster says.
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
    let before: BTreeMap<PersonId, MemberRow> = read(connection, circle)?
        .into_iter()
        .map(|row| (row.person, row))
        .collect();
    let now = of(&held.roster);
    for row in now.values() {
        if before.get(&row.person) != Some(row) {
            put(connection, circle, row)?;
            changes.members.insert(row.person);
        }
    }
    for person in before.keys().filter(|person| !now.contains_key(person)) {
        connection
            .prepare_cached("DELETE FROM members WHERE circle = ?1 AND person = ?2")?
            .execute(params![circle.as_bytes(), person.as_bytes()])?;
        changes.members.insert(*person);
    }
    Ok(())
}

fn of(roster: &Roster) -> BTreeMap<PersonId, MemberRow> {
    let waiting = roster.waiting.iter().map(|person| MemberRow {
        person: *person,
        standing: Standing::Waiting,
        steward: false,
        invited_by: None,
        distance: 0,
    });
    let members = roster.members.iter().map(|(person, member)| MemberRow {
        person: *person,
        standing: if member.left {
            Standing::Left
        } else {
            Standing::Member
        },
        steward: member.steward,
        invited_by: member.invited_by,
        distance: member.distance,
    });
    waiting
        .chain(members)
        .map(|row| (row.person, row))
        .collect()
}

fn put(connection: &Connection, circle: CircleId, row: &MemberRow) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO members (circle, person, standing, steward, invited_by, distance)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (circle, person) DO UPDATE SET standing = excluded.standing,
               steward = excluded.steward, invited_by = excluded.invited_by,
               distance = excluded.distance",
        )?
        .execute(params![
            circle.as_bytes(),
            row.person.as_bytes(),
            row.standing.word(),
            row.steward,
            row.invited_by.as_ref().map(PersonId::as_bytes),
            row.distance,
        ])?;
    Ok(())
}

fn read(connection: &Connection, circle: CircleId) -> Result<Vec<MemberRow>, StoreError> {
    let mut statement = connection.prepare_cached(TABLE.rows)?;
    let rows = statement.query_map(params![circle.as_bytes()], read_row)?;
    rows.map(|row| row?).collect()
}

/// Reads the columns of [`TABLE`].
fn read_row(row: &Row<'_>) -> rusqlite::Result<Result<MemberRow, StoreError>> {
    let word: String = row.get(1)?;
    let invited_by: Option<[u8; 32]> = row.get(3)?;
    let standing = Standing::ALL
        .into_iter()
        .find(|standing| standing.word() == word);
    let Some(standing) = standing else {
        return Ok(Err(StoreError::Damaged));
    };
    Ok(Ok(MemberRow {
        person: PersonId::from_bytes(row.get(0)?),
        standing,
        steward: row.get(2)?,
        invited_by: invited_by.map(PersonId::from_bytes),
        distance: row.get(4)?,
    }))
}
