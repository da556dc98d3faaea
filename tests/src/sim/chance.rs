//! Chance: everything random in a simulation, out of one seed.

/// A stream of pseudo-random numbers.
#[derive(Debug, Clone)]
pub struct Chance(blake3::OutputReader);

impl Chance {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 simulation");
        hasher.update(&seed.to_be_bytes());
        Self(hasher.finalize_xof())
    }

    /// The next bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    /// Fills with the next bytes.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let number = u64::from_be_bytes(self.bytes());
        usize::try_from(number.checked_rem(end as u64).unwrap_or(0)).unwrap_or(0)
    }
}
