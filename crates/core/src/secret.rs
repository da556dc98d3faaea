//! The circle secret: a symmetric key that all members hold, a new generation at each removal.
//!
//! It proves membership to another member without showing anything to a stranger, and keys everything
//! that would otherwise be recognisable on the wire.

use crate::id::{CircleId, DeviceId, ItemId};
use minicbor::{Decode, Encode};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// One generation of a circle's secret.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(array)]
pub struct CircleSecret {
    /// Starts at 1.
    #[n(0)]
    pub generation: u32,
    #[cbor(n(1), with = "minicbor::bytes")]
    key: [u8; 32],
}

impl fmt::Debug for CircleSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CircleSecret(generation {})", self.generation)
    }
}

/// Who speaks to whom in one connection; part of every keyed value, so that none can be played back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Direction {
    /// The device that sends.
    pub from: DeviceId,
    /// The device that receives.
    pub to: DeviceId,
}

impl CircleSecret {
    /// A secret from 32 random bytes.
    pub fn new(generation: u32, key: [u8; 32]) -> Self {
        Self { generation, key }
    }

    /// Orders concurrent secrets: the higher generation, then the lower hash, is the newest.
    pub fn precedence(&self) -> (std::cmp::Reverse<u32>, [u8; 32]) {
        (
            std::cmp::Reverse(self.generation),
            self.derive("otagai 2026 secret order", &[]),
        )
    }

    /// 8 bytes by which another member recognises the circle in a hello.
    pub fn tag(&self, circle: CircleId, direction: Direction) -> [u8; 8] {
        let full = self.derive(
            "otagai 2026 hello tag",
            &[
                circle.as_bytes(),
                direction.from.as_bytes(),
                direction.to.as_bytes(),
            ],
        );
        first(&full)
    }

    /// The digest of a stored set as shown to one other device (16 bytes).
    pub fn digest(&self, stored: &[u8; 32], direction: Direction) -> [u8; 16] {
        let full = self.derive(
            "otagai 2026 hello digest",
            &[stored, direction.from.as_bytes(), direction.to.as_bytes()],
        );
        first(&full)
    }

    /// Gives the 8 bytes that stand for an item while two sets are compared; `salt` differs in every round.
    pub fn fingerprints(&self, salt: u64) -> impl Fn(&ItemId) -> [u8; 8] {
        // The key is worked out once for all items of a round.
        let key = blake3::derive_key("otagai 2026 item fingerprint", &self.key);
        let salt = salt.to_be_bytes();
        move |item| {
            let mut named = [0; 40];
            let (id, round) = named.split_at_mut(32);
            id.copy_from_slice(item.as_bytes());
            round.copy_from_slice(&salt);
            first(blake3::keyed_hash(&key, &named).as_bytes())
        }
    }

    /// The key that hides who is near on a local network.
    pub fn lan_key(&self, circle: CircleId) -> [u8; 32] {
        self.derive("otagai 2026 local network", &[circle.as_bytes()])
    }

    fn derive(&self, context: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&blake3::derive_key(context, &self.key));
        for part in parts {
            hasher.update(part);
        }
        *hasher.finalize().as_bytes()
    }
}

fn first<const N: usize>(full: &[u8; 32]) -> [u8; N] {
    *full.first_chunk().unwrap_or(&[0; N])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_good_in_one_direction_of_one_pair_only() {
        let secret = CircleSecret::new(1, [7; 32]);
        let circle = CircleId::from_bytes([1; 32]);
        let (a, b) = (DeviceId::from_bytes([2; 32]), DeviceId::from_bytes([3; 32]));
        let there = secret.tag(circle, Direction { from: a, to: b });
        assert_eq!(
            there,
            secret.tag(circle, Direction { from: a, to: b }),
            "the same for the same pair"
        );
        assert_ne!(
            there,
            secret.tag(circle, Direction { from: b, to: a }),
            "not when played back"
        );
        assert_ne!(
            there,
            CircleSecret::new(1, [8; 32]).tag(circle, Direction { from: a, to: b }),
            "not with another key"
        );
        assert!(
            !format!("{secret:?}").contains('7'),
            "debug output hides the key"
        );
    }
}
