//! Fingerprints of items: a sorted list of 8 bytes each, one byte string on the wire.

use super::FINGERPRINTS;
use minicbor::{
    Decode, Decoder, Encode, Encoder,
    decode::Error,
    encode::{self, Write},
};
use otagai_core::{id::ItemId, secret::CircleSecret};
use std::collections::{BTreeMap, BTreeSet};

/// 8 bytes that stand for an item in one exchange.
pub(super) type Fingerprint = [u8; 8];

/// A sorted list without repetitions, at most [`FINGERPRINTS`] long in one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fingerprints(BTreeSet<Fingerprint>);

impl Fingerprints {
    pub(super) fn contains(&self, fingerprint: Fingerprint) -> bool {
        self.0.contains(&fingerprint)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Fingerprint> {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of the list that are of none of these items.
    pub(super) fn not_of(mut self, items: &[ItemId], key: &CircleSecret, salt: u64) -> Self {
        let fingerprint = key.fingerprints(salt);
        for id in items {
            self.0.remove(&fingerprint(id));
        }
        self
    }

    /// Takes in those of a further message.
    pub(super) fn append(&mut self, mut more: Self) {
        self.0.append(&mut more.0);
    }

    /// Cuts a list into messages, at least one; tells of each whether more follow.
    pub(super) fn in_messages(mut self) -> Vec<(Self, Option<bool>)> {
        let mut messages = Vec::new();
        while let Some(next) = self.0.iter().nth(FINGERPRINTS).copied() {
            let later = self.0.split_off(&next);
            messages.push((Self(std::mem::replace(&mut self.0, later)), Some(true)));
        }
        messages.push((self, None));
        messages
    }
}

impl FromIterator<Fingerprint> for Fingerprints {
    fn from_iter<I: IntoIterator<Item = Fingerprint>>(fingerprints: I) -> Self {
        Self(fingerprints.into_iter().collect())
    }
}

/// Items by their fingerprints under one salt. Two that share one are compared with the next salt.
pub(super) fn by_fingerprint<'a>(
    items: impl IntoIterator<Item = &'a ItemId>,
    key: &CircleSecret,
    salt: u64,
) -> BTreeMap<Fingerprint, ItemId> {
    let fingerprint = key.fingerprints(salt);
    items.into_iter().map(|id| (fingerprint(id), *id)).collect()
}

impl<C> Encode<C> for Fingerprints {
    fn encode<W: Write>(
        &self,
        encoder: &mut Encoder<W>,
        _context: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        let bytes: Vec<u8> = self.0.iter().flatten().copied().collect();
        encoder.bytes(&bytes)?;
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Fingerprints {
    fn decode(decoder: &mut Decoder<'b>, _context: &mut C) -> Result<Self, Error> {
        let (list, rest) = decoder.bytes()?.as_chunks::<8>();
        if !rest.is_empty() || list.len() > FINGERPRINTS {
            return Err(Error::message("not a bounded list of fingerprints"));
        }
        // Their order is checked with everything else: a frame is taken in its one canonical form only.
        Ok(Self(list.iter().copied().collect()))
    }
}
