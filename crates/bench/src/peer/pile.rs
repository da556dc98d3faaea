//! Things that are large, and that nobody can read: documents for some only, as long as they may be.

use crate::outcome::{BenchFault, BenchOutcome};
use otagai_core::{
    chunk::Chunk,
    document::{Header, Kind, Opening, SealedHeader},
    id::{CircleId, ItemId},
    item::{Item, ItemKind},
    signed::{Content, Verified},
};
use otagai_node::home::Home;

/// Bytes of a chunk: the most that is allowed.
const CHUNK: usize = 31 * 2_048 + 16;
/// Chunks of a document: they stay within 1 MiB.
const CHUNKS: u8 = 16;

/// So many bytes, or a little more.
pub(super) fn pile(
    home: &Home,
    circle: CircleId,
    bytes: usize,
    round: u8,
) -> BenchOutcome<Vec<Item>> {
    let documents = u8::try_from(bytes.div_ceil(CHUNK * usize::from(CHUNKS)))?;
    let mut items = Vec::new();
    for number in 0..documents {
        let mut nonce = [number; 16];
        nonce[0] = round;
        let header = Header {
            nonce,
            sealed: Some(SealedHeader {
                key_hash: [1; 32],
                readers_hash: [2; 32],
            }),
            ..Header::single(circle, home.person(), Kind::Sealed)
        };
        let (document, device) = (header.id(), home.author.device());
        items.push(sign(home, ItemKind::Opening, Opening { header, device })?.0);
        let mut previous = Vec::new();
        for chunk in 0..CHUNKS {
            let content = Chunk {
                circle,
                document,
                device,
                previous: std::mem::take(&mut previous),
                nonce: [chunk; 24],
                ciphertext: vec![number; CHUNK],
            };
            let (item, id) = sign(home, ItemKind::Chunk, content)?;
            previous.push(id);
            items.push(item);
        }
    }
    Ok(items)
}

fn sign<T: Content>(home: &Home, kind: ItemKind, content: T) -> BenchOutcome<(Item, ItemId)> {
    let signed = Verified::sign(content, &home.author.keys().signing_key())
        .map_err(|_never| BenchFault::from("our own key does not sign"))?;
    let id = ItemId::from_bytes(signed.hash());
    Ok((Item::new(kind, signed.to_bytes()), id))
}
