//! Recognising circles: what a hello shows, and what it says to somebody who knows the secret.
//!
//! A member is shown tags of the newest three secrets and recognised by any secret. Somebody unknown is
//! shown the newest one only and recognised by it only: an old secret alone opens nothing and tells nothing.
//! Somebody removed is shown nothing.

use super::{
    CircleOffer, RemoteStanding,
    message::{HelloSlot, Name},
};
use crate::random::Random;
use otagai_core::{
    id::CircleId,
    limits,
    secret::{CircleSecret, Direction},
};
use std::collections::BTreeMap;

/// Slots of a hello come in multiples of this.
const SLOTS_STEP: usize = 3;
/// Slots of a hello at most.
pub(super) const SLOTS: usize = limits::CIRCLES.next_multiple_of(SLOTS_STEP);

/// A circle that the other side showed as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recognised {
    pub(super) circle: CircleId,
    /// The newest secret that both have, as far as they show.
    pub(super) key: CircleSecret,
    /// The slot by which it was recognised.
    pub(super) slot: HelloSlot,
}

impl Recognised {
    /// What the circle is called in this connection.
    pub(super) fn name(&self, dialer_to_listener: Direction) -> Name {
        Name(self.key.tag(self.circle, dialer_to_listener))
    }

    /// True when the slot's digest is keyed with the common secret.
    pub(super) fn is_digest_readable(&self, theirs: Direction) -> bool {
        self.slot.tags().first() == Some(&self.key.tag(self.circle, theirs))
    }
}

/// Brings the secrets of an offer into order, the newest first.
pub(super) fn sort(secrets: &mut Vec<CircleSecret>) {
    secrets.sort_by_key(CircleSecret::precedence);
    secrets.dedup();
}

/// The secrets whose tags the other device is shown.
fn shown(offer: &CircleOffer) -> &[CircleSecret] {
    let count = match offer.remote {
        RemoteStanding::Member => 3,
        RemoteStanding::Unknown => 1,
        RemoteStanding::Removed => 0,
    };
    offer
        .secrets
        .get(..count)
        .unwrap_or(if count == 0 { &[] } else { &offer.secrets })
}

/// The secrets by which the other device is recognised.
fn recognising(offer: &CircleOffer) -> &[CircleSecret] {
    match offer.remote {
        RemoteStanding::Member => &offer.secrets,
        RemoteStanding::Unknown | RemoteStanding::Removed => shown(offer),
    }
}

/// A circle as the dialer shows it; none where there is nothing to show.
pub(super) fn slot(offer: &CircleOffer, mine: Direction, random: &mut Random) -> Option<HelloSlot> {
    let newest = shown(offer).first()?;
    Some(fill(offer, shown(offer), newest, mine, random))
}

/// A circle as the listener answers it: the common secret is among the tags, and keys the digest.
pub(super) fn answer(
    offer: &CircleOffer,
    key: &CircleSecret,
    mine: Direction,
    random: &mut Random,
) -> HelloSlot {
    let mut tags = shown(offer).to_vec();
    if !tags.contains(key) {
        tags.truncate(2);
        tags.push(key.clone());
    }
    fill(offer, &tags, key, mine, random)
}

fn fill(
    offer: &CircleOffer,
    shown: &[CircleSecret],
    key: &CircleSecret,
    mine: Direction,
    random: &mut Random,
) -> HelloSlot {
    let mut tags = [random.bytes(), random.bytes(), random.bytes()];
    for (tag, secret) in tags.iter_mut().zip(shown) {
        *tag = secret.tag(offer.circle, mine);
    }
    HelloSlot::new(tags, key.digest(&offer.digest, mine))
}

/// Hides the number of circles: fills up with random slots and shuffles.
pub(super) fn pad(mut slots: Vec<HelloSlot>, random: &mut Random) -> Vec<HelloSlot> {
    slots.truncate(limits::CIRCLES);
    let count = slots.len().max(1).next_multiple_of(SLOTS_STEP);
    while slots.len() < count {
        slots.push(HelloSlot::from_bytes(random.bytes()));
    }
    random.shuffle(&mut slots);
    slots
}

/// The circles of `offers` that the other side's slots show.
pub(super) fn recognise<'a>(
    offers: impl IntoIterator<Item = &'a CircleOffer>,
    slots: &[HelloSlot],
    theirs: Direction,
) -> Vec<Recognised> {
    let by_tag: BTreeMap<&[u8; 8], &HelloSlot> = slots
        .iter()
        .flat_map(|slot| slot.tags().iter().map(move |tag| (tag, slot)))
        .collect();
    offers
        .into_iter()
        .filter_map(|offer| {
            recognising(offer).iter().find_map(|key| {
                let slot = by_tag.get(&key.tag(offer.circle, theirs))?;
                Some(Recognised {
                    circle: offer.circle,
                    key: key.clone(),
                    slot: **slot,
                })
            })
        })
        .collect()
}
