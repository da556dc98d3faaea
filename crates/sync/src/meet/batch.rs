//! Cutting items into frames and batches.
//!
//! A frame ends where it is full; a batch ends where a document ends, because a batch is stored as a whole
//! and a change is stored only together with a seal that covers it.

use super::message::FramePart;
use otagai_core::{
    item::{Item, ItemKind},
    limits,
};

/// What a message adds to its items at most, bytes.
const AROUND: usize = 64;

/// What an item takes in a frame at most, bytes.
pub(super) fn size(item: &Item) -> usize {
    // Kind, document, and the heads of the array and of the two byte strings.
    item.bytes.len().saturating_add(48)
}

/// Frames of items in the order given. With `last`, the final frame ends the exchange.
pub(super) fn frames(items: Vec<Item>, last: bool) -> Vec<(FramePart, Vec<Item>)> {
    let mut frames: Vec<(FramePart, Vec<Item>)> = Vec::new();
    let mut frame: Vec<Item> = Vec::new();
    let (mut frame_bytes, mut batch_bytes) = (0_usize, 0_usize);
    for piece in pieces(items) {
        let piece_bytes: usize = piece.iter().map(size).sum();
        if batch_bytes > 0 && batch_bytes.saturating_add(piece_bytes) > limits::BATCH_BYTES {
            frames.push((FramePart::EndsBatch, std::mem::take(&mut frame)));
            (frame_bytes, batch_bytes) = (0, 0);
        }
        for item in piece {
            let bytes = size(&item);
            if frame_bytes.saturating_add(bytes) > limits::FRAME_BYTES - AROUND {
                frames.push((FramePart::Continues, std::mem::take(&mut frame)));
                frame_bytes = 0;
            }
            frame_bytes = frame_bytes.saturating_add(bytes);
            batch_bytes = batch_bytes.saturating_add(bytes);
            frame.push(item);
        }
    }
    if last {
        frames.push((FramePart::Last, frame));
    } else if !frame.is_empty() {
        frames.push((FramePart::EndsBatch, frame));
    }
    frames
}

/// Items that must not be stored apart, together.
fn pieces(items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut pieces: Vec<Vec<Item>> = Vec::new();
    for item in items {
        match pieces.last_mut() {
            Some(piece) if piece.last().is_some_and(|before| belongs_to(before, &item)) => {
                piece.push(item);
            }
            _ => pieces.push(vec![item]),
        }
    }
    pieces
}

/// True when an item cannot be stored without the one in front of it.
fn belongs_to(before: &Item, item: &Item) -> bool {
    use ItemKind::{Change, Chunk, Grant, List, Opening, Record, Seal, Statement};
    match (before.kind, item.kind) {
        (Change, Change) => before.document == item.document,
        (Opening, Change) | (Change | Seal, Seal) => true,
        (Record | Statement | List | Seal | Chunk | Grant, Change)
        | (Record | Statement | List | Opening | Chunk | Grant, Seal)
        | (_, Record | Statement | List | Opening | Chunk | Grant) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use otagai_core::id::DocumentId;

    fn document(number: u8, changes: usize, bytes: usize) -> Vec<Item> {
        let id = DocumentId::from_bytes([number; 32]);
        let mut items = vec![Item::new(ItemKind::Opening, vec![number; 200])];
        items.extend((0..changes).map(|_| Item::change(id, vec![number; bytes])));
        items.push(Item::new(ItemKind::Seal, vec![number; 200]));
        items
    }

    #[test]
    fn batches_end_at_the_border_of_a_document_and_nothing_is_lost() {
        let items: Vec<Item> = (0..40)
            .flat_map(|number| document(number, 8, 60_000))
            .collect();
        let frames = frames(items.clone(), true);
        let mut batch: Vec<Item> = Vec::new();
        let mut batches = 0;
        for (part, frame) in &frames {
            assert!(
                frame.iter().map(size).sum::<usize>() + AROUND <= limits::FRAME_BYTES,
                "a frame is bounded"
            );
            batch.extend(frame.iter().cloned());
            if *part != FramePart::Continues {
                assert!(
                    batch.iter().map(size).sum::<usize>() <= limits::BATCH_BYTES,
                    "a batch is bounded"
                );
                assert_eq!(batch[0].kind, ItemKind::Opening, "begins with a document");
                assert_eq!(
                    batch.last().map(|item| item.kind),
                    Some(ItemKind::Seal),
                    "ends with a document"
                );
                batches += 1;
                batch.clear();
            }
        }
        assert_eq!(batches, 5, "19 MB in batches of 4 MiB");
        let sent: Vec<Item> = frames.into_iter().flat_map(|(_, frame)| frame).collect();
        assert_eq!(sent, items, "everything, in order");
    }

    #[test]
    fn nothing_to_send_is_one_empty_frame_at_the_end_and_none_before() {
        assert_eq!(
            frames(Vec::new(), true),
            [(FramePart::Last, Vec::new())],
            "end"
        );
        assert_eq!(frames(Vec::new(), false), [], "an empty piece");
    }
}
