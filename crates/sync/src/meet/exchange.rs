//! An exchange: one question, its answer, and the items that follow from it.
//!
//! | opened with | then | ends with a step from |
//! | --- | --- | --- |
//! | `Have` | `Want`; items both ways | both |
//! | `Announce` | `Want`; items from the opener | the other side |
//! | `Introduce` | items from the other side | the opener |

use super::{
    batch,
    close::ProtocolError,
    fingerprints::{Fingerprint, Fingerprints},
    message::FramePart,
};
use otagai_core::{id::ItemId, item::Item, limits};
use std::collections::BTreeMap;

/// What an exchange was opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExchangePurpose {
    Have,
    Announce,
    Introduce,
}

/// The two sides of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExchangeSide {
    Opener,
    Answerer,
}

impl ExchangeSide {
    fn other(self) -> Self {
        match self {
            Self::Opener => Self::Answerer,
            Self::Answerer => Self::Opener,
        }
    }
}

/// An exchange in progress.
#[derive(Debug)]
pub(super) struct Exchange {
    /// Which side this device is.
    side: ExchangeSide,
    purpose: ExchangePurpose,
    /// What I told the other side that I have.
    pub(super) told: BTreeMap<Fingerprint, ItemId>,
    /// What the other side has, until it is compared.
    pub(super) asked: Option<Fingerprints>,
    /// More of what the other side has is to come.
    pub(super) hearing: bool,
    /// What the other side wants, until all of that has come.
    pub(super) wanted: Vec<ItemId>,
    /// `Want` has passed, or none is due.
    pub(super) answered: bool,
    receiving: Option<Receiving>,
    pub(super) sending: bool,
    steps: StepsTaken,
}

/// Which sides have said that they have everything.
#[derive(Debug, Default)]
struct StepsTaken {
    told: bool,
    heard: bool,
}

/// Items on their way.
#[derive(Debug)]
struct Receiving {
    /// How many may still come.
    left: usize,
    batch: Vec<Item>,
    bytes: usize,
    /// Batches handed to the store and not answered.
    storing: usize,
    is_last: bool,
}

impl Exchange {
    pub(super) fn new(side: ExchangeSide, purpose: ExchangePurpose) -> Self {
        Self {
            side,
            purpose,
            told: BTreeMap::new(),
            asked: None,
            hearing: false,
            wanted: Vec::new(),
            answered: purpose == ExchangePurpose::Introduce,
            receiving: None,
            sending: false,
            steps: StepsTaken::default(),
        }
    }

    /// What it was opened with.
    pub(super) fn purpose(&self) -> ExchangePurpose {
        self.purpose
    }

    /// True when this is the one that this side has of that purpose.
    pub(super) fn is(&self, side: ExchangeSide, purpose: ExchangePurpose) -> bool {
        (self.side, self.purpose) == (side, purpose)
    }

    /// From now on items may come.
    pub(super) fn expect(&mut self, left: usize) {
        self.receiving = Some(Receiving {
            left,
            batch: Vec::new(),
            bytes: 0,
            storing: 0,
            is_last: false,
        });
    }

    /// Takes a frame of items; gives a whole batch when it is complete.
    ///
    /// # Errors
    /// [`ProtocolError`] when they were not asked for, or are too many.
    pub(super) fn take(
        &mut self,
        part: FramePart,
        items: Vec<Item>,
    ) -> Result<Option<Vec<Item>>, ProtocolError> {
        let receiving = self.receiving.as_mut().ok_or(ProtocolError::Unasked)?;
        if receiving.is_last {
            return Err(ProtocolError::Unasked);
        }
        if items.is_empty() && part != FramePart::Last {
            return Err(ProtocolError::OutOfOrder);
        }
        receiving.left = receiving
            .left
            .checked_sub(items.len())
            .ok_or(ProtocolError::Unasked)?;
        receiving.bytes = items
            .iter()
            .map(batch::size)
            .fold(receiving.bytes, usize::saturating_add);
        if receiving.bytes > limits::BATCH_BYTES {
            return Err(ProtocolError::Oversize);
        }
        receiving.batch.extend(items);
        if part == FramePart::Continues {
            return Ok(None);
        }
        receiving.is_last = part == FramePart::Last;
        receiving.bytes = 0;
        let batch = std::mem::take(&mut receiving.batch);
        if batch.is_empty() {
            return Ok(None);
        }
        receiving.storing = receiving.storing.saturating_add(1);
        Ok(Some(batch))
    }

    /// A batch of this exchange was stored.
    pub(super) fn stored(&mut self) {
        if let Some(receiving) = &mut self.receiving {
            receiving.storing = receiving.storing.saturating_sub(1);
        }
    }

    /// True when a step is due from this side; it counts as told from then on.
    pub(super) fn take_due_step(&mut self) -> bool {
        let has_all = self
            .receiving
            .as_ref()
            .is_none_or(|receiving| receiving.is_last && receiving.storing == 0);
        let is_due = self.answered && has_all && !self.steps.told && self.tells_step(self.side);
        self.steps.told |= is_due;
        is_due
    }

    /// The other side says that it has everything of this exchange.
    ///
    /// # Errors
    /// [`ProtocolError::OutOfOrder`] when it cannot have.
    pub(super) fn hear_step(&mut self) -> Result<(), ProtocolError> {
        let is_due = self.answered && !self.sending && self.tells_step(self.side.other());
        if self.steps.heard || !is_due {
            return Err(ProtocolError::OutOfOrder);
        }
        self.steps.heard = true;
        Ok(())
    }

    /// True when nothing more belongs to it.
    pub(super) fn is_over(&self) -> bool {
        self.answered
            && !self.sending
            && (self.steps.told || !self.tells_step(self.side))
            && (self.steps.heard || !self.tells_step(self.side.other()))
    }

    fn tells_step(&self, side: ExchangeSide) -> bool {
        match self.purpose {
            ExchangePurpose::Have => true,
            ExchangePurpose::Announce => side == ExchangeSide::Answerer,
            ExchangePurpose::Introduce => side == ExchangeSide::Opener,
        }
    }
}
