//! Finding people: the search index and the trust graph in memory, as long as nothing changes.

pub(crate) mod searchable;

use searchable::Searchable;

use crate::{NodeError, home::Home};
use otagai_core::{
    date::Day,
    find::{Conditions, Found, Leftover, Viewer, find, read_line},
    id::{CircleId, PersonId},
};
use std::{collections::BTreeMap, sync::PoisonError};

/// What a search answers.
#[derive(Debug)]
pub struct Answer {
    /// The conditions as they were understood.
    pub conditions: Conditions,
    /// What of the line was not understood, or not heeded.
    pub left: Vec<Leftover>,
    /// Who was found.
    pub found: Found,
    /// What everybody who is named in it is called; empty where the card is not held.
    pub names: BTreeMap<PersonId, String>,
}

impl Home {
    /// Looks for people in a circle: by a typed line, by conditions, or by both. Replies with the conditions as they were
    /// understood, and with what was not.
    ///
    /// # Errors
    /// [`NodeError::Finding`], or what the store says.
    pub fn find(
        &self,
        circle: CircleId,
        line: &str,
        mut conditions: Conditions,
    ) -> Result<Answer, NodeError> {
        let mut searched = self.searched.lock().unwrap_or_else(PoisonError::into_inner);
        let all = self.up_to_date(&mut searched, circle)?;
        let read = read_line(line, &all.index, all.today)?;
        conditions.add(read.conditions);
        let viewer = Viewer {
            person: self.person(),
            graph: &all.graph,
            today: all.today,
        };
        let found = find(&all.index, &conditions, &viewer);
        let mut names = BTreeMap::new();
        for person in found.people() {
            let short = match all.index.short(person) {
                Some(short) => short.to_owned(),
                // Somebody who has left saw an original.
                None => self
                    .store()
                    .card(circle, person)?
                    .map(|row| row.card.short)
                    .unwrap_or_default(),
            };
            names.insert(person, short);
        }
        Ok(Answer {
            conditions,
            left: read.left,
            found,
            names,
        })
    }

    /// What was last searched, as it is now: only what changed since is read.
    fn up_to_date<'a>(
        &self,
        searched: &'a mut Option<Searchable>,
        circle: CircleId,
    ) -> Result<&'a Searchable, NodeError> {
        let today = self.clock().day();
        let generation = self.store().generation();
        // Where anything fails on the way, everything is read the next time.
        let last = searched.take().filter(|last| last.circle == circle);
        if let Some(last) = last {
            let is_now = (last.generation, last.today) == (generation, today);
            let now = if is_now {
                last
            } else {
                self.changed(last, generation, today)?
            };
            return Ok(searched.insert(now));
        }
        // What changes from here on is read with the next search.
        self.store().take_search_changes(circle)?;
        // The store is free again before the graph is read from it.
        let index = self.store().search_index(circle)?;
        Ok(searched.insert(Searchable {
            circle,
            generation,
            today,
            index,
            graph: self.trust_graph(circle, today)?,
        }))
    }

    fn changed(
        &self,
        mut last: Searchable,
        generation: u64,
        today: Day,
    ) -> Result<Searchable, NodeError> {
        let circle = last.circle;
        let changes = self.store().take_search_changes(circle)?;
        for person in changes.people {
            match self.store().search_entry(circle, person)? {
                Some(entry) => last.index.put(person, entry),
                None => last.index.remove(person),
            }
        }
        if changes.sightings {
            let sightings = self.store().sightings(circle)?;
            last.index.set_sightings(sightings);
        }
        if changes.trust || last.today != today {
            last.graph = self.trust_graph(circle, today)?;
        }
        Ok(Searchable {
            generation,
            today,
            ..last
        })
    }
}
