//! Delivery: who holds what of the things that were written here, directly known or told.
//!
//! A device that was met at equal digests holds all items up to the seq of that moment (`peers.held_seq`), so
//! what a person holds of an author's items is a beginning of them; see [`otagai_core::delivery`]. What others
//! tell is turned into a seq of this device and kept with who told it (`delivered`). Both only move forward.

use super::{
    Store,
    columns::{from_column, to_column},
};
use crate::error::StoreError;
use otagai_core::{
    Millis,
    circle_set::CircleSet,
    delivery::{self, Course, NEWS_ENTRIES, NewsEntry},
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId, StatementId},
    item::ItemKind,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// How far somebody has come in one's own things, from one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Who.
    pub person: PersonId,
    /// Holds every own item up to this seq.
    pub through_seq: u64,
    /// Who told it; none when this person's own devices met theirs.
    pub told_by: Option<PersonId>,
    /// When that was last so: the meeting with the person, ours or the teller's.
    pub at: Millis,
}

/// Something that a person wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnThing {
    /// The document, if it is one.
    pub document: Option<DocumentId>,
    /// The statement, if it is one.
    pub statement: Option<StatementId>,
    /// Seq of its newest item: who has come this far holds it as it is now.
    pub seq: u64,
}

/// What is known of one person from meetings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Direct {
    held: u64,
    met: Millis,
}

impl Store {
    /// What this device knows of who holds an author's items: one entry for each other member that was met and
    /// holds any, sorted. `me` is the person of this device.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn news_for(
        &mut self,
        circle: CircleId,
        author: PersonId,
        me: PersonId,
    ) -> Result<Vec<NewsEntry>, StoreError> {
        let held = Self::load(&self.connection, &mut self.held, circle)?;
        let mut met = direct(&self.connection, circle)?;
        met.retain(|person, _| {
            *person != author && *person != me && held.roster.is_member(*person)
        });
        if met.is_empty() {
            return Ok(Vec::new());
        }
        let course = course(&self.connection, &held.set, author)?;
        let entries = met.into_iter().filter_map(|(person, direct)| {
            Some(NewsEntry {
                person: person.into(),
                mark: course.mark(direct.held)?,
                met_at_s: direct.met / 1_000,
            })
        });
        Ok(entries.take(NEWS_ENTRIES).collect())
    }

    /// [`Store::news_for`] the person of a device, or nothing when that device was told the same before or
    /// speaks for no member.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn untold_news(
        &mut self,
        circle: CircleId,
        device: DeviceId,
        me: PersonId,
    ) -> Result<Vec<NewsEntry>, StoreError> {
        let Some(author) = self.roster(circle)?.person_of(device) else {
            return Ok(Vec::new());
        };
        let news = self.news_for(circle, author, me)?;
        let told: Option<[u8; 32]> = self
            .connection
            .prepare_cached("SELECT told FROM peers WHERE circle = ?1 AND device = ?2")?
            .query_row(params![circle.as_bytes(), device.as_bytes()], |row| {
                row.get(0)
            })
            .optional()?
            .flatten();
        let is_known = told == Some(delivery::digest(&news));
        Ok(if is_known { Vec::new() } else { news })
    }

    /// Notes that a device was told news, so that it is not told the same again.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be written.
    pub fn told_news(
        &mut self,
        circle: CircleId,
        device: DeviceId,
        entries: &[NewsEntry],
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE peers SET told = ?3 WHERE circle = ?1 AND device = ?2")?
            .execute(params![
                circle.as_bytes(),
                device.as_bytes(),
                delivery::digest(entries)
            ])?;
        Ok(())
    }

    /// Forgets what a device was told: its connection broke, and what was sent last may not have arrived.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be written.
    pub fn forget_told(&mut self, device: DeviceId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE peers SET told = NULL WHERE device = ?1 AND told NOT NULL")?
            .execute(params![device.as_bytes()])?;
        Ok(())
    }

    /// Forgets what all devices were told: a program that was killed may have noted what it never sent.
    pub(super) fn forget_all_told(&mut self) -> Result<(), StoreError> {
        let told = "UPDATE peers SET told = NULL WHERE told NOT NULL";
        self.connection.execute(told, [])?;
        Ok(())
    }

    /// Takes in what somebody tells of others; true when anything of it was new. `me` is the person of this
    /// device, `at` is now: no meeting counts as later than that. Marks that are not found are passed over.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn learn(
        &mut self,
        circle: CircleId,
        me: PersonId,
        told_by: PersonId,
        entries: &[NewsEntry],
        at: Millis,
    ) -> Result<bool, StoreError> {
        let held = Self::load(&self.connection, &mut self.held, circle)?;
        let members = held.roster.members.keys().copied();
        let members = delivery::by_start(members.filter(|person| held.roster.is_member(*person)));
        let course = course(&self.connection, &held.set, me)?;
        let transaction = self.transaction()?;
        let mut moved = 0;
        for entry in entries {
            let (Some(person), Some(seq)) =
                (members.get(&entry.person), course.position(entry.mark))
            else {
                continue;
            };
            if *person == me || *person == told_by {
                continue;
            }
            moved += transaction
                .prepare_cached(
                    "INSERT INTO delivered (circle, person, own_seq, told_by, at_ms)
                     VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (circle, person) DO UPDATE SET own_seq = excluded.own_seq,
                       told_by = excluded.told_by, at_ms = excluded.at_ms
                     WHERE (excluded.own_seq, excluded.at_ms) > (own_seq, at_ms)",
                )?
                .execute(params![
                    circle.as_bytes(),
                    person.as_bytes(),
                    to_column(seq),
                    told_by.as_bytes(),
                    to_column(entry.met_at_s.saturating_mul(1_000).min(at)),
                ])?;
        }
        transaction.commit()?;
        Ok(moved > 0)
    }

    /// How far everybody else has come in what the person `me` wrote, as far as it is known; one row for what is
    /// known from meetings and one for what was told, by person. Does not read the circle into memory.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn delivery(&self, circle: CircleId, me: PersonId) -> Result<Vec<DeliveryRow>, StoreError> {
        let known = direct(&self.connection, circle)?;
        let known = known.into_iter().map(|(person, direct)| DeliveryRow {
            person,
            through_seq: direct.held,
            told_by: None,
            at: direct.met,
        });
        let mut rows: Vec<DeliveryRow> = known.collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT person, own_seq, told_by, at_ms FROM delivered WHERE circle = ?1",
        )?;
        let told = statement.query_map(params![circle.as_bytes()], |row| {
            let teller = PersonId::from_bytes(row.get(2)?);
            Ok(DeliveryRow {
                person: PersonId::from_bytes(row.get(0)?),
                through_seq: from_column(row.get(1)?),
                // What another device of the same person met, this person has met.
                told_by: (teller != me).then_some(teller),
                at: from_column(row.get(3)?),
            })
        })?;
        for row in told {
            rows.push(row?);
        }
        rows.retain(|row| row.person != me);
        rows.sort_by_key(|row| (row.person, row.told_by));
        Ok(rows)
    }

    /// Everything that a person wrote, oldest first: documents by their newest item that is no seal, and
    /// statements.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn own_things(
        &mut self,
        circle: CircleId,
        me: PersonId,
    ) -> Result<Vec<OwnThing>, StoreError> {
        let set = &Self::load(&self.connection, &mut self.held, circle)?.set;
        let mut things = Vec::new();
        for document in delivery::documents_of(set, me) {
            let items = of_document(&self.connection, circle, document)?;
            let newest = items.into_iter().map(|(seq, _)| seq).max();
            things.extend(newest.map(|seq| OwnThing {
                document: Some(document),
                statement: None,
                seq,
            }));
        }
        for statement in delivery::statements_of(set, me) {
            let id = ItemId::from_bytes(*statement.as_bytes());
            let seq = seq_of(&self.connection, circle, id)?;
            things.extend(seq.map(|seq| OwnThing {
                document: None,
                statement: Some(statement),
                seq,
            }));
        }
        things.sort_by_key(|thing| thing.seq);
        Ok(things)
    }
}

/// The largest seq of all items; whatever is stored later has a larger one.
pub(super) fn newest(connection: &Connection) -> Result<u64, StoreError> {
    let seq = connection
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM items")?
        .query_row([], |row| row.get(0))?;
    Ok(from_column(seq))
}

/// Whose items of a circle were stored after one seq and up to another.
pub(super) fn authors(
    connection: &Connection,
    set: &CircleSet,
    after: u64,
    up_to: u64,
) -> Result<BTreeSet<PersonId>, StoreError> {
    // By the table itself: its newest rows are few, whatever the circle.
    let mut statement = connection.prepare_cached(
        "SELECT id, kind, document FROM items NOT INDEXED
         WHERE seq > ?2 AND seq <= ?3 AND circle = ?1",
    )?;
    let circle = set.circle();
    let range = params![circle.as_bytes(), to_column(after), to_column(up_to)];
    let rows = statement.query_map(range, |row| {
        let document: Option<[u8; 32]> = row.get(2)?;
        let document = document.map(DocumentId::from_bytes);
        Ok((ItemId::from_bytes(row.get(0)?), row.get(1)?, document))
    })?;
    let mut authors = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for row in rows {
        let (id, kind, document) = row?;
        let kind = ItemKind::of_number(kind).ok_or(StoreError::Damaged)?;
        if document.is_none_or(|document| delivery::is_own(kind) && seen.insert(document)) {
            authors.extend(delivery::author(set, kind, document, id));
        }
    }
    Ok(authors)
}

/// Who was met, and what each then held: of several devices of one person, the one that holds most.
fn direct(
    connection: &Connection,
    circle: CircleId,
) -> Result<BTreeMap<PersonId, Direct>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT person, held_seq, last_met_ms FROM peers WHERE circle = ?1 AND held_seq > 0",
    )?;
    let rows = statement.query_map(params![circle.as_bytes()], |row| {
        let direct = Direct {
            held: from_column(row.get(1)?),
            met: from_column(row.get(2)?),
        };
        Ok((PersonId::from_bytes(row.get(0)?), direct))
    })?;
    let mut best: BTreeMap<PersonId, Direct> = BTreeMap::new();
    for row in rows {
        let (person, direct) = row?;
        let known = best.entry(person).or_insert(direct);
        *known = direct.max(*known);
    }
    Ok(best)
}

/// An author's items, with the marks of all beginnings.
fn course(
    connection: &Connection,
    set: &CircleSet,
    author: PersonId,
) -> Result<Course, StoreError> {
    let circle = set.circle();
    let mut items = Vec::new();
    for document in delivery::documents_of(set, author) {
        items.extend(of_document(connection, circle, document)?);
    }
    let said = delivery::statements_of(set, author).map(|id| ItemId::from_bytes(*id.as_bytes()));
    for id in said.chain(delivery::records_of(set, author)) {
        let seq = seq_of(connection, circle, id)?;
        items.extend(seq.map(|seq| (seq, id)));
    }
    Ok(Course::new(items))
}

/// The items of a document that count as its author's.
fn of_document(
    connection: &Connection,
    circle: CircleId,
    document: DocumentId,
) -> Result<Vec<(u64, ItemId)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, id FROM items WHERE circle = ?1 AND document = ?2 AND kind <> ?3",
    )?;
    let wanted = params![
        circle.as_bytes(),
        document.as_bytes(),
        ItemKind::Seal.number()
    ];
    let rows = statement.query_map(wanted, |row| {
        Ok((from_column(row.get(0)?), ItemId::from_bytes(row.get(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn seq_of(
    connection: &Connection,
    circle: CircleId,
    id: ItemId,
) -> Result<Option<u64>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT seq FROM items WHERE circle = ?1 AND id = ?2")?
        .query_row(params![circle.as_bytes(), id.as_bytes()], |row| {
            row.get(0).map(from_column)
        })
        .optional()?)
}
