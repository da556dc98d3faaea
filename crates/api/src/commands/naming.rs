//! What people are called, for everything that names them.

use crate::view::PersonRef;
use otagai_core::{
    card::Card,
    id::{CircleId, PersonId},
};
use otagai_node::{NodeError, home::Home};
use std::collections::BTreeMap;

/// Short names by person, from the cards held here.
pub(super) struct Names(BTreeMap<PersonId, String>);

impl Names {
    pub(super) fn of(home: &Home, circle: CircleId) -> Result<Self, NodeError> {
        let cards = home.store().cards(circle)?;
        let names = cards.into_iter().map(|row| (row.person, row.card.short));
        Ok(Self(names.collect()))
    }

    /// Names that are known already.
    pub(super) const fn known(names: BTreeMap<PersonId, String>) -> Self {
        Self(names)
    }

    /// The names on cards that were read already.
    pub(super) fn on(cards: &BTreeMap<PersonId, Card>) -> Self {
        let names = cards
            .iter()
            .map(|(person, card)| (*person, card.short.clone()));
        Self(names.collect())
    }

    /// Empty where the card is not held.
    pub(super) fn short(&self, person: PersonId) -> String {
        self.0.get(&person).cloned().unwrap_or_default()
    }

    pub(super) fn person(&self, person: PersonId) -> PersonRef {
        PersonRef {
            person: person.to_string(),
            short: self.short(person),
        }
    }

    pub(super) fn people<'a>(
        &self,
        people: impl IntoIterator<Item = &'a PersonId>,
    ) -> Vec<PersonRef> {
        people
            .into_iter()
            .map(|person| self.person(*person))
            .collect()
    }
}
