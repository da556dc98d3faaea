//! Items on their way: out of the store in frames, and in frames to the store.

use super::{Meeting, Step};
use crate::meet::{
    CloseReason, Output, ROUNDS, RemoteStanding, batch,
    close::ProtocolError,
    exchange::ExchangePurpose,
    message::{FramePart, Message},
};
use otagai_core::{id::ItemId, item::Item};

/// What the edge says about a batch.
pub(in crate::meet) struct BatchVerdict {
    pub(in crate::meet) stored: usize,
    pub(in crate::meet) refused: usize,
    pub(in crate::meet) digest: [u8; 32],
    pub(in crate::meet) remote: RemoteStanding,
}

impl Meeting {
    /// Asks the edge for items that the other side is to get.
    pub(super) fn load(&mut self, salt: u64, items: Vec<ItemId>, step: &mut Step<'_>) {
        if items.is_empty() {
            return;
        }
        let request = step.request();
        self.begin_load(salt, request);
        step.outputs.push(Output::Load {
            circle: self.circle,
            request,
            items,
        });
    }

    pub(super) fn begin_load(&mut self, salt: u64, request: u64) {
        self.loads.insert(request, salt);
        if let Some(exchange) = self.exchanges.get_mut(&salt) {
            exchange.sending = true;
        }
    }

    /// The edge gives items to send.
    pub(in crate::meet) fn loaded(
        &mut self,
        request: u64,
        items: Vec<Item>,
        last: bool,
        step: &mut Step<'_>,
    ) {
        let Some(salt) = self.loads.get(&request).copied() else {
            return;
        };
        if !items.is_empty() {
            self.has_moved = true;
            self.sent = self.sent.saturating_add(items.len());
        }
        for (part, items) in batch::frames(items, last) {
            step.send(&Message::Items {
                circle: self.name,
                salt,
                part,
                items,
            });
        }
        if last {
            self.loads.remove(&request);
            if let Some(exchange) = self.exchanges.get_mut(&salt) {
                exchange.sending = false;
            }
        }
    }

    /// Items came.
    pub(in crate::meet) fn items(
        &mut self,
        salt: u64,
        part: FramePart,
        items: Vec<Item>,
        step: &mut Step<'_>,
    ) -> Result<(), CloseReason> {
        let exchange = self
            .exchanges
            .get_mut(&salt)
            .ok_or(ProtocolError::Unasked)?;
        if let Some(batch) = exchange.take(part, items)? {
            self.stores.push_back(salt);
            step.outputs.push(Output::Store {
                circle: self.circle,
                items: batch,
            });
        }
        self.end_introduction(salt, step);
        Ok(())
    }

    /// The edge stored a batch.
    pub(in crate::meet) fn stored(&mut self, outcome: &BatchVerdict, step: &mut Step<'_>) {
        let Some(salt) = self.stores.pop_front() else {
            return;
        };
        if outcome.refused > 0 {
            step.outputs.push(Output::Refused {
                circle: self.circle,
                count: outcome.refused,
            });
        }
        self.has_moved |= outcome.stored > 0 || outcome.digest != self.digest;
        self.received = self.received.saturating_add(outcome.stored);
        self.digest = outcome.digest;
        self.rounds_seen = 0;
        if let Some(exchange) = self.exchanges.get_mut(&salt) {
            exchange.stored();
            if exchange.purpose() == ExchangePurpose::Announce && outcome.stored > 0 {
                self.rounds_left = ROUNDS;
            }
        }
        self.take_standing(outcome.remote, step);
        self.end_introduction(salt, step);
    }
}
