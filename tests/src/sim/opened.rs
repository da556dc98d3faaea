//! What a simulated program has opened.

use otagai_core::vouch::standing::Texts;

/// What was opened since the program started. A clone begins without, as a program does.
#[derive(Default)]
pub(super) struct OpenedTexts(pub(super) Option<Texts>);

impl Clone for OpenedTexts {
    fn clone(&self) -> Self {
        Self::default()
    }
}
