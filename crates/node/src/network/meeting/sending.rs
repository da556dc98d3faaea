//! What the other side is to get, read from the store piece by piece as it goes out.

use crate::{NodeError, network::desk::Desk};
use otagai_core::{
    id::{CircleId, ItemId},
    limits,
};
use otagai_sync::meet::Input;
use std::collections::VecDeque;

/// Bytes that are in memory at most of what is read for one other device at a time.
const PIECE: usize = limits::BATCH_BYTES;

/// What was asked for and was not read yet.
#[derive(Debug, Default)]
pub(super) struct Sending(VecDeque<WantedItems>);

#[derive(Debug)]
struct WantedItems {
    circle: CircleId,
    request: u64,
    what: What,
}

#[derive(Debug)]
enum What {
    /// These.
    Items(Vec<ItemId>),
    /// What shows how the person at this computer came in.
    Admission,
    /// These pieces, the next one last.
    Pieces(Vec<Vec<ItemId>>),
}

impl Sending {
    /// Items are to be sent.
    pub(super) fn items(&mut self, circle: CircleId, request: u64, items: Vec<ItemId>) {
        self.0.push_back(WantedItems {
            circle,
            request,
            what: What::Items(items),
        });
    }

    /// The admission set is to be sent.
    pub(super) fn admission(&mut self, circle: CircleId, request: u64) {
        self.0.push_back(WantedItems {
            circle,
            request,
            what: What::Admission,
        });
    }

    /// True when there is nothing to be read.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads the next piece. To be awaited to its end: what is read is not asked for again.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub(super) async fn next(&mut self, desk: &Desk) -> Result<Option<Input>, NodeError> {
        let Some(WantedItems {
            circle,
            request,
            what,
        }) = self.0.pop_front()
        else {
            return Ok(None);
        };
        let (items, left) = desk
            .with(move |home| {
                let mut store = home.store();
                let items = match what {
                    What::Pieces(left) => Ok(left),
                    What::Items(items) => Err(items),
                    What::Admission => {
                        let set = store.set(circle)?.admission_set(home.person());
                        Err(set.into_iter().collect())
                    }
                };
                let mut left = match items {
                    Ok(left) => left,
                    Err(items) => {
                        let mut pieces = store.in_pieces(circle, &items, PIECE)?;
                        pieces.reverse();
                        pieces
                    }
                };
                let piece = left.pop().unwrap_or_default();
                Ok((store.load_items(circle, &piece)?, left))
            })
            .await?;
        let last = left.is_empty();
        if !last {
            // Before whatever else waits: one answer after the other.
            self.0.push_front(WantedItems {
                circle,
                request,
                what: What::Pieces(left),
            });
        }
        Ok(Some(Input::Loaded {
            circle,
            request,
            items,
            last,
        }))
    }
}
