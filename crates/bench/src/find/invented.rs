//! Invented people with whole cards, as many as are asked for; the same in every run.

use super::{around::before, made};
use crate::random::SplitMix;
use otagai_core::{
    card::Card,
    date::Day,
    id::PersonId,
    sighting::{LicenceKey, Sighting},
};

/// Somebody who does not exist.
pub(crate) struct InventedPerson {
    pub(crate) id: PersonId,
    pub(crate) card: Card,
}

/// So many people as of a day; the first of more are the same as of fewer.
pub(super) fn people(count: usize, today: Day, seed: u64) -> Vec<InventedPerson> {
    let mut random = SplitMix::new(seed);
    let person = |_| InventedPerson {
        id: PersonId::from_bytes(random.bytes()),
        card: made::card(&mut random, today),
    };
    (0..count).map(person).collect()
}

/// Who saw whose licence: of six in ten licences one of the first people did.
pub(super) fn sightings(
    people: &[InventedPerson],
    witnesses: usize,
    today: Day,
    seed: u64,
) -> Vec<Sighting> {
    let mut random = SplitMix::new(seed);
    let mut sightings = Vec::new();
    for person in people {
        for licence in &person.card.licences {
            let witness = people.get(random.below(witnesses)).map(|one| one.id);
            let on = before(today, random.below(700));
            let sighting = witness
                .filter(|witness| *witness != person.id)
                .map(|witness| Sighting {
                    person: person.id,
                    licence: LicenceKey::of(&licence.name),
                    witness,
                    on,
                });
            sightings.extend(sighting.filter(|_| random.chance(60)));
        }
    }
    sightings
}
