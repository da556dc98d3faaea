//! One automerge change chunk, read without automerge: bounded before anything looks inside.
//!
//! The merge library must never see bytes that are not authenticated: a 69-byte change can claim a
//! gigabyte, damaged ones panic. [`RawChange::parse`] checks the frame, computes the hash (SHA-256 over
//! type, length and body: automerge's binary format, "change chunks"), and bounds what the run-length
//! columns claim, all in time and memory proportional to the bytes that came.

use crate::limits;
use automerge::ChangeHash;
use sha2::{Digest, Sha256};

mod columns;

/// Magic bytes of an automerge chunk.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// Chunk type of an uncompressed change.
const TYPE_CHANGE: u8 = 1;

/// Why a change chunk was refused.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum ChangeError {
    /// Not one whole chunk.
    #[error("not one whole change chunk")]
    Frame,
    /// A chunk of another type: a document, a compressed change, a bundle.
    #[error("chunk type {0} is not taken, only uncompressed changes")]
    ChunkType(u8),
    /// More bytes than [`limits::CHANGE_BYTES`].
    #[error("the change is too large")]
    TooLarge,
    /// The checksum is not that of the content.
    #[error("the checksum does not match")]
    Checksum,
    /// More dependencies than [`limits::CHANGE_DEPS`], or an unsorted or repeated one.
    #[error("the dependencies are not a short sorted list")]
    Dependencies,
    /// An actor of another form than ours: see [`actor_prefix`].
    #[error("the actor has not the form of ours")]
    Actor,
    /// The columns claim more than the limits allow, or are malformed.
    #[error("the columns claim too much or are malformed")]
    Columns,
}

/// A change of bounded size and claims. Not authenticated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawChange {
    /// Its hash.
    pub hash: ChangeHash,
    /// The changes it builds on.
    pub deps: Vec<ChangeHash>,
    /// Who wrote it: 8 bytes of the device key's hash, 16 random ones.
    pub actor: [u8; 24],
    /// Number in the actor's sequence, from 1.
    pub seq: u64,
    /// The chunk.
    pub bytes: Vec<u8>,
}

/// The first 8 bytes of every actor that a device uses.
pub fn actor_prefix(device: &crate::id::DeviceId) -> [u8; 8] {
    let hash = blake3::derive_key("otagai 2026 actor prefix", device.as_bytes());
    *hash.first_chunk().unwrap_or(&[0; 8])
}

impl RawChange {
    /// Reads exactly one uncompressed change chunk.
    ///
    /// # Errors
    /// [`ChangeError`] says what is wrong; nothing larger than the input was allocated.
    pub fn parse(bytes: &[u8]) -> Result<Self, ChangeError> {
        if bytes.len() > limits::CHANGE_BYTES {
            return Err(ChangeError::TooLarge);
        }
        let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(ChangeError::Frame)?;
        let (checksum, hashed) = rest.split_first_chunk::<4>().ok_or(ChangeError::Frame)?;
        if *magic != MAGIC {
            return Err(ChangeError::Frame);
        }
        let (chunk_type, mut body) = hashed.split_first().ok_or(ChangeError::Frame)?;
        if *chunk_type != TYPE_CHANGE {
            return Err(ChangeError::ChunkType(*chunk_type));
        }
        let length = columns::unsigned(&mut body).ok_or(ChangeError::Frame)?;
        if length != body.len() as u64 {
            return Err(ChangeError::Frame);
        }
        let hash: [u8; 32] = Sha256::digest(hashed).into();
        if hash.first_chunk::<4>() != Some(checksum) {
            return Err(ChangeError::Checksum);
        }
        let deps = dependencies(&mut body)?;
        let head = columns::head(&mut body).ok_or(ChangeError::Columns)?;
        let actor = <[u8; 24]>::try_from(head.actor).map_err(|_other_length| ChangeError::Actor)?;
        columns::bounded(body).ok_or(ChangeError::Columns)?;
        Ok(Self {
            hash: ChangeHash(hash),
            deps,
            actor,
            seq: head.seq,
            bytes: bytes.to_vec(),
        })
    }

    /// True when a device's actors start like this change's.
    pub fn is_by(&self, device: &crate::id::DeviceId) -> bool {
        self.actor.starts_with(&actor_prefix(device))
    }
}

fn dependencies(body: &mut &[u8]) -> Result<Vec<ChangeHash>, ChangeError> {
    let count = columns::unsigned(body).ok_or(ChangeError::Dependencies)?;
    if count > limits::CHANGE_DEPS as u64 {
        return Err(ChangeError::Dependencies);
    }
    let mut deps: Vec<ChangeHash> = Vec::new();
    for _ in 0..count {
        let (hash, rest) = body
            .split_first_chunk::<32>()
            .ok_or(ChangeError::Dependencies)?;
        *body = rest;
        if deps.last().is_some_and(|last| last.0 >= *hash) {
            return Err(ChangeError::Dependencies);
        }
        deps.push(ChangeHash(*hash));
    }
    Ok(deps)
}

#[cfg(test)]
mod tests;
