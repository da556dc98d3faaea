//! The one place that asks the operating system for randomness.

use rand::Rng;

/// Unpredictable bytes for keys and nonces.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}

/// Fills with unpredictable bytes.
pub(crate) fn fill(bytes: &mut [u8]) {
    rand::rng().fill_bytes(bytes);
}
