//! Chunks: one change with its inner seal, encrypted.
//!
//! What is encrypted is filled up to whole steps of [`STEP`] bytes: a short record and a long letter look
//! alike. What is authenticated beside it binds circle, document, device and the chunks before.

use super::{Inner, SealedKey};
use crate::{
    change::{ChangeError, RawChange},
    chunk::Chunk,
    codec::{self, CodecError},
    document::{Header, Kind},
    id::{CircleId, DeviceId, DocumentId, ItemId},
    limits,
    seal::Seal,
    signed::{Content, Signed, Verified, VerifyError},
};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};

/// Sizes of what is encrypted are multiples of this, bytes.
const STEP: usize = limits::CHUNK_STEP;
/// Bytes that the cipher adds.
const CIPHER_TAG: usize = limits::CHUNK_TAG;
/// Says what is encrypted.
const TAG: &str = "otagai/chunk-content/1";

/// What a chunk holds inside.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Inside {
    #[n(0)]
    inner: Option<Inner>,
    #[cbor(n(1), with = "minicbor::bytes")]
    seal: Vec<u8>,
    #[cbor(n(2), with = "minicbor::bytes")]
    change: Vec<u8>,
    #[cbor(n(3), with = "minicbor::bytes")]
    filling: Vec<u8>,
}

/// What is authenticated beside the ciphertext.
#[derive(Encode)]
#[cbor(array)]
struct Bound<'a> {
    #[n(0)]
    tag: &'a str,
    #[n(1)]
    circle: CircleId,
    #[n(2)]
    document: DocumentId,
    #[n(3)]
    device: DeviceId,
    #[n(4)]
    previous: &'a [ItemId],
}

/// A chunk, decrypted and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// True kind and readers: in a chunk that follows no other, and only there.
    pub inner: Option<Inner>,
    /// The change; bounded, written by the device that signed the chunk.
    pub change: RawChange,
    /// That device's seal over the change.
    pub seal: Verified<Seal>,
}

/// Why a change was not sealed into a chunk.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SealError {
    /// The key or the readers are not those that the header binds.
    #[error("key or readers are not those of the header")]
    NotOfHeader,
    /// Another device wrote the change.
    #[error("the change was written by another device")]
    ForeignChange,
    /// More than a chunk may hold.
    #[error("the change is too large for a chunk")]
    TooLarge,
    /// More chunks before it than [`limits::CHUNK_PREVIOUS`].
    #[error("the chunk would follow too many others")]
    TooManyBefore,
    /// The device does not sign for itself.
    #[error(transparent)]
    Sign(#[from] VerifyError),
}

/// Why a chunk was not opened.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ChunkOpenError {
    /// It belongs to another document than the header.
    #[error("the chunk belongs to another document")]
    OtherDocument,
    /// The key is not the one that the header binds.
    #[error("the key is not that of the document")]
    WrongKey,
    /// The ciphertext is not what this key and this place give.
    #[error("the chunk was changed, or encrypted with another key")]
    Damaged,
    /// Its size is not a whole number of steps: it would tell how long the words are, and very many very
    /// small chunks would fit into one document.
    #[error("the chunk is not filled up")]
    NotFilled,
    /// What was encrypted is not of the expected form.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// Kind and readers are missing, stand where they should not, or are not those of the header.
    #[error("what the chunk says about kind and readers is not what the header binds")]
    NotOfHeader,
    /// The change is outside the limits or no change at all.
    #[error("the change is not taken: {0}")]
    Change(#[from] ChangeError),
    /// The inner seal does not verify.
    #[error(transparent)]
    Seal(#[from] VerifyError),
    /// The inner seal or the change is another device's, or about something else.
    #[error("seal, change and chunk are not of one device and document")]
    Foreign,
}

/// Seals changes of one document into chunks, as one device of its author.
#[derive(Debug, Clone, Copy)]
pub struct ChunkWriter<'a> {
    /// The document.
    pub header: &'a Header,
    /// Its key.
    pub key: &'a SealedKey,
    /// The device's key.
    pub device: &'a SigningKey,
}

impl ChunkWriter<'_> {
    /// The first chunk, which says what the document truly is and who reads it.
    ///
    /// # Errors
    /// [`SealError`]; nobody would take that chunk.
    pub fn first(
        &self,
        inner: &Inner,
        nonce: [u8; 24],
        change: &RawChange,
    ) -> Result<Verified<Chunk>, SealError> {
        if !inner.is_of(self.header) {
            return Err(SealError::NotOfHeader);
        }
        self.write(Some(inner.clone()), Vec::new(), nonce, change)
    }

    /// A later chunk, which follows the newest ones known (at least one).
    ///
    /// # Errors
    /// [`SealError`]; nobody would take that chunk.
    pub fn next(
        &self,
        previous: &[ItemId],
        nonce: [u8; 24],
        change: &RawChange,
    ) -> Result<Verified<Chunk>, SealError> {
        let mut previous = previous.to_vec();
        previous.sort_unstable();
        previous.dedup();
        if previous.is_empty() {
            return Err(SealError::NotOfHeader);
        }
        self.write(None, previous, nonce, change)
    }

    fn write(
        &self,
        inner: Option<Inner>,
        previous: Vec<ItemId>,
        nonce: [u8; 24],
        change: &RawChange,
    ) -> Result<Verified<Chunk>, SealError> {
        let device = DeviceId::from_bytes(self.device.verifying_key().to_bytes());
        if !self.key.opens(self.header) {
            return Err(SealError::NotOfHeader);
        }
        if !change.is_by(&device) {
            return Err(SealError::ForeignChange);
        }
        if previous.len() > limits::CHUNK_PREVIOUS {
            return Err(SealError::TooManyBefore);
        }
        let (circle, document) = (self.header.circle, self.header.id());
        let seal = Seal {
            circle,
            document,
            device,
            tip: change.hash.into(),
        };
        let mut inside = Inside {
            inner,
            seal: Verified::sign(seal, self.device)?.to_bytes(),
            change: change.bytes.clone(),
            filling: Vec::new(),
        };
        fill(&mut inside).ok_or(SealError::TooLarge)?;
        let plain = codec::encode(&inside);
        let payload = Payload {
            msg: &plain,
            aad: &bound(circle, document, device, &previous),
        };
        let ciphertext = XChaCha20Poly1305::new((&*self.key.cipher_key()).into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_detail| SealError::TooLarge)?;
        let chunk = Chunk {
            circle,
            document,
            device,
            previous,
            nonce,
            ciphertext,
        };
        Ok(Verified::sign(chunk, self.device)?)
    }
}

/// Decrypts a chunk and checks what is inside. That its device speaks for the author was checked when the
/// chunk was stored.
///
/// # Errors
/// [`ChunkOpenError`] says what is wrong; automerge has seen nothing of it.
pub fn open_chunk(
    header: &Header,
    chunk: &Verified<Chunk>,
    key: &SealedKey,
) -> Result<Opened, ChunkOpenError> {
    let chunk = chunk.content();
    if !header.is(Kind::Sealed) || chunk.circle != header.circle || chunk.document != header.id() {
        return Err(ChunkOpenError::OtherDocument);
    }
    if !key.opens(header) {
        return Err(ChunkOpenError::WrongKey);
    }
    let filled = chunk.ciphertext.len().checked_sub(CIPHER_TAG);
    if !filled.is_some_and(|len| len.is_multiple_of(STEP)) {
        return Err(ChunkOpenError::NotFilled);
    }
    let payload = Payload {
        msg: &chunk.ciphertext,
        aad: &bound(chunk.circle, chunk.document, chunk.device, &chunk.previous),
    };
    let plain = XChaCha20Poly1305::new((&*key.cipher_key()).into())
        .decrypt(&XNonce::from(chunk.nonce), payload)
        .map_err(|_detail| ChunkOpenError::Damaged)?;
    let inside: Inside = codec::decode(&plain, limits::CHUNK_BYTES)?;
    match &inside.inner {
        Some(inner) if chunk.previous.is_empty() && inner.is_of(header) => {}
        None if !chunk.previous.is_empty() => {}
        _ => return Err(ChunkOpenError::NotOfHeader),
    }
    let change = RawChange::parse(&inside.change)?;
    let seal: Verified<Seal> = Signed::from_bytes(&inside.seal, Seal::LIMIT)?.verify()?;
    let said = seal.content();
    let ours = said.circle == chunk.circle
        && said.document == chunk.document
        && said.device == chunk.device
        && said.tip == change.hash.into()
        && change.is_by(&chunk.device);
    if !ours {
        return Err(ChunkOpenError::Foreign);
    }
    Ok(Opened {
        inner: inside.inner,
        change,
        seal,
    })
}

fn bound(circle: CircleId, document: DocumentId, device: DeviceId, previous: &[ItemId]) -> Vec<u8> {
    codec::encode(&Bound {
        tag: TAG,
        circle,
        document,
        device,
        previous,
    })
}

/// Fills up to a whole step; none where no step is left below the limit of a chunk.
fn fill(inside: &mut Inside) -> Option<()> {
    let bare = codec::encode(inside).len();
    let most = limits::CHUNK_BYTES - CIPHER_TAG;
    let len = (bare.next_multiple_of(STEP)..=most)
        .step_by(STEP)
        .find_map(|whole| filling_for(whole.saturating_sub(bare)))?;
    inside.filling = vec![0; len];
    Some(())
}

/// How long a byte string makes an encoding longer by so many bytes than the empty one; none where the
/// longer length of a length leaps over that size.
fn filling_for(more: usize) -> Option<usize> {
    match more {
        0..=23 => Some(more),
        25..=256 => more.checked_sub(1),
        258.. => more.checked_sub(2),
        _ => None,
    }
}
