//! Finding people: the search index and the trust graph in memory, as long as nothing changes.

use crate::{NodeError, home::Home};
use otagai_core::{
    date::Day,
    find::{Conditions, Found, Index, Left, LineTooLong, Viewer, find, read_line},
    id::CircleId,
    trail::TrustGraph,
};
use std::sync::{Arc, PoisonError};

/// What a search needs of a circle.
#[derive(Debug)]
pub(crate) struct Searchable {
    circle: CircleId,
    generation: u64,
    today: Day,
    index: Index,
    graph: TrustGraph,
}

/// What a search answers.
#[derive(Debug)]
pub struct Answer {
    /// The conditions as they were understood.
    pub conditions: Conditions,
    /// What of the line was not understood, or not heeded.
    pub left: Vec<Left>,
    /// Who was found.
    pub found: Found,
}

impl Home {
    /// Looks for people in a circle: by a typed line, by conditions, or by both. Replies with the conditions as they were
    /// understood, and with what was not.
    ///
    /// # Errors
    /// [`NodeError::LineTooLong`], or what the store says.
    pub fn find(
        &self,
        circle: CircleId,
        line: &str,
        mut conditions: Conditions,
    ) -> Result<Answer, NodeError> {
        let all = self.searchable(circle)?;
        let read = read_line(line, &all.index, all.today);
        let read = read.map_err(|LineTooLong| NodeError::LineTooLong)?;
        conditions.add(read.conditions);
        let viewer = Viewer {
            person: self.person(),
            graph: &all.graph,
            today: all.today,
        };
        let found = find(&all.index, &conditions, &viewer);
        Ok(Answer {
            conditions,
            left: read.left,
            found,
        })
    }

    fn searchable(&self, circle: CircleId) -> Result<Arc<Searchable>, NodeError> {
        let today = self.clock().day();
        let generation = self.store().generation();
        let mut searched = self.searched.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = &*searched
            && (last.circle, last.generation, last.today) == (circle, generation, today)
        {
            return Ok(Arc::clone(last));
        }
        // The store is free again before the graph is read from it.
        let index = self.store().search_index(circle)?;
        let graph = self.trust_graph(circle, today)?;
        let now = Arc::new(Searchable {
            circle,
            generation,
            today,
            index,
            graph,
        });
        *searched = Some(Arc::clone(&now));
        Ok(now)
    }
}
