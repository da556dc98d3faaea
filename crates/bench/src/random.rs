//! Numbers that look random and are the same in every run.

/// A source of numbers (splitmix64): fast, and good enough to invent people with.
pub(crate) struct SplitMix(u64);

impl SplitMix {
    /// The source that always gives the same numbers for the same seed.
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of 0 to `end` - 1; 0 where that is nothing.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// The same as a number of days or years.
    pub(crate) fn up_to(&mut self, most: u8) -> u8 {
        u8::try_from(self.below(usize::from(most) + 1)).unwrap_or(most)
    }

    /// True so many times in a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of some words that stand side by side.
    pub(crate) fn word(&mut self, words: &'static str) -> &'static str {
        let mut all = words.split_ascii_whitespace();
        let at = self.below(all.clone().count());
        all.nth(at).unwrap_or_default()
    }

    /// One of some words, with its reading.
    pub(crate) fn read_word(&mut self, words: &'static str) -> (&'static str, &'static str) {
        self.word(words).split_once('|').unwrap_or_default()
    }

    /// 32 bytes.
    pub(crate) fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for part in bytes.chunks_exact_mut(8) {
            part.copy_from_slice(&self.next().to_le_bytes());
        }
        bytes
    }
}
