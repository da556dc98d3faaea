//! Pseudo-random bytes out of a seed that the edge gives: the same seed, the same connection.

use blake3::OutputReader;

/// A stream of pseudo-random bytes.
pub(crate) struct Random(OutputReader);

impl Random {
    /// Starts a stream; `seed` is used for one connection only.
    pub(crate) fn new(seed: [u8; 32]) -> Self {
        let key = blake3::derive_key("otagai 2026 padding and salts of a meeting", &seed);
        Self(blake3::Hasher::new_keyed(&key).finalize_xof())
    }

    /// The next bytes.
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> u64 {
        u64::from_be_bytes(self.bytes())
    }

    /// Brings a list into another order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            // The bias of the remainder is below 2^-50 for the short lists that are shuffled here.
            let chosen = self.number() % (last as u64).saturating_add(1);
            list.swap(last, usize::try_from(chosen).unwrap_or(last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_stream_and_a_shuffle_loses_nothing() {
        let (mut one, mut other) = (Random::new([1; 32]), Random::new([1; 32]));
        assert_eq!(one.bytes::<40>(), other.bytes::<40>(), "the same seed");
        assert_ne!(one.number(), Random::new([2; 32]).number(), "another seed");
        let mut list: Vec<u8> = (0..50).collect();
        one.shuffle(&mut list);
        assert!(!list.is_sorted(), "another order");
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<u8>>(), "the same members");
    }
}
