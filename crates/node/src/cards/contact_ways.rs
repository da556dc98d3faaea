//! The ways to reach a member: adding them for the right eyes, and what opens a program of the system.

use super::shown;
use crate::{ContactRefusal, NodeError, home::Home, powers::Power};
use otagai_core::{
    card::{CONTACT_WAYS, CardEdit, ContactFault, ContactKind, ContactWay, Section},
    id::{CircleId, PersonId},
};

impl Home {
    /// Adds a way to reach the member at this computer, or changes it. On disk before this returns.
    ///
    /// `only_me` says who may see all of these ways from now on. Where it is left out that stays as it is, and ways on a
    /// card that has none yet are kept for its owner: a number is never shown to others by default.
    ///
    /// # Errors
    /// [`ContactRefusal::Way`] where the card has as many as it can hold, [`NodeError`] when it could not be stored.
    pub fn put_contact_way(
        &self,
        circle: CircleId,
        way: ContactWay,
        only_me: Option<bool>,
    ) -> Result<(), NodeError> {
        let own = self.own_card(circle)?;
        let held = &own.card.contact_ways;
        let is_new = held.iter().all(|held| held.key() != way.key());
        if is_new && held.len() >= CONTACT_WAYS {
            return Err(ContactFault::TooMany.into());
        }
        let kept = held.is_empty() || own.hidden.contains(&Section::ContactWays);
        let edit = CardEdit::ContactWay(way);
        if only_me.unwrap_or(kept) {
            // Hidden first: the new one is never on its way to others.
            self.show_section(circle, Section::ContactWays, true)?;
            self.edit_card(circle, &edit)
        } else {
            self.edit_card(circle, &edit)?;
            self.show_section(circle, Section::ContactWays, false)
        }
    }

    /// What opens a telephone or mail program for a way on somebody's card: its kind, and `tel:` or `mailto:` with a
    /// value that was looked at here.
    ///
    /// # Errors
    /// [`ContactRefusal::Unknown`] where the card has no such way, or none that opens anything.
    /// [`ContactRefusal::OfSample`] in the sample, whose numbers are invented.
    pub fn contact_address(
        &self,
        circle: CircleId,
        person: PersonId,
        key: &str,
    ) -> Result<(ContactKind, String), NodeError> {
        self.powers().need(Power::Contact)?;
        let ways = if person == self.person() {
            self.own_card(circle)?.card.contact_ways
        } else {
            shown(&self.store(), circle, person)?.contact_ways
        };
        let way = ways.iter().find(|way| way.key() == key);
        let opened = way.and_then(|way| Some((way.kind, way.address()?)));
        Ok(opened.ok_or(ContactRefusal::Unknown)?)
    }
}
