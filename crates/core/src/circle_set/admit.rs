//! A batch of received items: read, verified, and stored as far as their dependencies are there.

use super::{
    CircleSet,
    parsed::{Intake, Parsed, Placed, Source},
    within::Grown,
};
use crate::{
    id::{ItemId, StatementId},
    item::Item,
};

impl CircleSet {
    /// Checks a batch from outside and takes what passes.
    pub fn admit(&mut self, batch: &[Item]) -> Intake {
        self.take(batch, Source::Outside)
    }

    /// Takes back what this program stored before, without checking signatures again.
    pub fn restore(&mut self, batch: &[Item]) -> Intake {
        self.take(batch, Source::OwnStore)
    }

    fn take(&mut self, batch: &[Item], source: Source) -> Intake {
        let mut intake = Intake::default();
        let mut waiting: Vec<Parsed> = Vec::new();
        for item in batch {
            match Parsed::read(item, source) {
                Ok(parsed) if self.items.contains(&parsed.id()) => {}
                Ok(parsed) => waiting.push(parsed),
                Err(refusal) => intake.refused.push((item.kind, refusal)),
            }
        }
        // Again and again until nothing moves: whatever the order within the batch, the same is stored.
        loop {
            let before = waiting.len();
            waiting = self.pass(waiting, &mut intake);
            if waiting.len() == before {
                break;
            }
        }
        intake.deferred = waiting.len();
        self.leave_out_beyond(&mut intake);
        intake
    }

    /// The limits on numbers, once a batch: what lies beyond one is not held, whether it came now or before.
    fn leave_out_beyond(&mut self, intake: &mut Intake) {
        let mut grown = Grown::default();
        for stored in &intake.stored {
            grown.documents.extend(stored.document);
            let id = StatementId::from_bytes(*stored.id.as_bytes());
            let record = self.records.get(&stored.id);
            let statement = self.statements.get(&id);
            grown
                .persons
                .extend(record.map(|record| record.content().person));
            grown
                .persons
                .extend(statement.map(|statement| statement.content().person));
        }
        let mut beyond = self.keep_within(&grown);
        if beyond.is_empty() {
            return;
        }
        let before = intake.stored.len();
        intake.stored.retain(|stored| !beyond.remove(&stored.id));
        intake.beyond = before.saturating_sub(intake.stored.len());
        intake.outdone.extend(&beyond);
        intake.removed.extend(beyond);
    }

    fn pass(&mut self, waiting: Vec<Parsed>, intake: &mut Intake) -> Vec<Parsed> {
        let mut left: Vec<Parsed> = Vec::new();
        // Changes wait for a seal that covers them; the seal takes them along.
        let (changes, others): (Vec<Parsed>, Vec<Parsed>) = waiting
            .into_iter()
            .partition(|parsed| matches!(parsed, Parsed::Change(..)));
        let mut staged = super::place::Staged::new(changes);
        for parsed in others {
            // The same item twice in one batch is one item.
            if self.items.contains(&parsed.id()) {
                continue;
            }
            let placed = match &parsed {
                Parsed::Seal(seal) => self.place_seal(seal, &mut staged, intake),
                _ => self.place(&parsed),
            };
            match placed {
                Placed::Now => self.held(parsed, Vec::new(), intake),
                Placed::Replacing(old) => self.held(parsed, old, intake),
                Placed::Already => {}
                Placed::Missing => left.push(parsed),
                Placed::Refused(refusal) => intake.refused.push((parsed.kind(), refusal)),
            }
        }
        left.extend(staged.into_rest());
        left
    }

    pub(super) fn held(&mut self, parsed: Parsed, replaced: Vec<ItemId>, intake: &mut Intake) {
        self.items.insert(parsed.id());
        intake.stored.push(parsed.into_stored());
        for id in replaced {
            self.items.remove(&id);
            intake.removed.push(id);
        }
    }
}
