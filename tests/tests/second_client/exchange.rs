//! Section 12: one exchange, and when each side has said its step.

use super::{items::Item, names::Id};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) type Fingerprint = [u8; 8];

/// What an exchange was opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Have,
    Announce,
    Introduce,
}

/// An exchange in progress.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) kind: Kind,
    /// True: this side opened it.
    pub(crate) mine: bool,
    /// What this side told that it has.
    pub(crate) told: BTreeMap<Fingerprint, Id>,
    /// What the other side told, until it is answered.
    pub(crate) asked: Option<BTreeSet<Fingerprint>>,
    pub(crate) answered: bool,
    /// How many items may still come; none when no more do.
    pub(crate) left: Option<usize>,
    pub(crate) batch: Vec<Item>,
    steps: Steps,
}

/// Which sides have said that they have everything.
#[derive(Debug, Default)]
struct Steps {
    told: bool,
    heard: bool,
}

impl Exchange {
    pub(crate) fn new(kind: Kind, mine: bool) -> Self {
        Self {
            kind,
            mine,
            told: BTreeMap::new(),
            asked: None,
            answered: kind == Kind::Introduce,
            left: None,
            batch: Vec::new(),
            steps: Steps::default(),
        }
    }

    /// Takes a frame of items; gives the batch where it is complete.
    pub(crate) fn take(&mut self, part: u64, items: Vec<Item>) -> Option<Vec<Item>> {
        let left = self.left.and_then(|left| left.checked_sub(items.len()))?;
        if part > 2 || items.is_empty() && part < 2 {
            return None;
        }
        self.left = (part < 2).then_some(left);
        self.batch.extend(items);
        let is_complete = part > 0;
        Some(if is_complete {
            std::mem::take(&mut self.batch)
        } else {
            Vec::new()
        })
    }

    /// True once: this side has everything and says so.
    pub(crate) fn take_step(&mut self) -> bool {
        let has_all = self.answered && self.left.is_none();
        let is_due = has_all && !self.steps.told && self.tells(self.mine);
        self.steps.told |= is_due;
        is_due
    }

    /// The other side has everything; none where it cannot.
    pub(crate) fn hear_step(&mut self) -> Option<()> {
        let is_due = self.answered && !self.steps.heard && self.tells(!self.mine);
        self.steps.heard = true;
        is_due.then_some(())
    }

    pub(crate) fn is_over(&self) -> bool {
        self.answered
            && (self.steps.told || !self.tells(self.mine))
            && (self.steps.heard || !self.tells(!self.mine))
    }

    /// True when the opener (or the other side) ends it with a step.
    fn tells(&self, opener: bool) -> bool {
        match self.kind {
            Kind::Have => true,
            Kind::Announce => !opener,
            Kind::Introduce => opener,
        }
    }
}
