//! What the member is called in a circle.

use super::Profile;
use crate::{NodeError, home::Home};
use otagai_core::id::CircleId;

impl Home {
    /// The member's names in a circle: the card there is their author. Before there is one, those of the profile,
    /// which is the beginning of every new card.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn called_in(&self, circle: CircleId) -> Result<Profile, NodeError> {
        let profile = self.profile()?;
        let row = self.store().card(circle, self.person())?;
        let Some(card) = row.map(|row| row.card) else {
            return Ok(profile);
        };
        let said = |on_card: String, before: String| {
            if on_card.is_empty() { before } else { on_card }
        };
        Ok(Profile {
            name: said(card.name, profile.name),
            reading: said(card.reading, profile.reading),
            short: said(card.short, profile.short),
        })
    }

    /// Makes the names on the card of a circle those with which the next card begins.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn follow_card(&self, circle: CircleId) -> Result<(), NodeError> {
        let called = self.called_in(circle)?;
        if called != self.profile()? {
            self.keep_profile(&called)?;
        }
        Ok(())
    }
}
