//! Tests of the store as a whole, one subject a file.

mod beyond;
mod crash;
mod delivery;
mod derived;
mod faults;
mod intake;
mod papers;
mod search_changes;
mod small;
mod taken_back;

use super::*;
use crate::testing::{Founded, Person};
use otagai_core::{id::PersonId, item::Item, secret::CircleSecret};
use std::{collections::BTreeSet, path::Path};

pub(super) const KEY: [u8; 32] = [42; 32];

pub(super) fn key() -> DatabaseKey {
    DatabaseKey::new(KEY)
}

pub(super) fn lock(path: &Path) -> Folder {
    Folder::lock(path, "test").unwrap()
}

pub(super) fn secret() -> CircleSecret {
    CircleSecret::new(1, [9; 32])
}

/// Alice's circle with Bob in it, and both their cards.
pub(super) struct Two {
    pub(super) alice: Person,
    pub(super) bob: Person,
    pub(super) founded: Founded,
}

pub(super) fn two() -> Two {
    let (mut alice, mut bob) = (Person::new(1, 0), Person::new(2, 0));
    let mut founded = Founded::by(&alice, "コーチングの勉強会");
    founded.let_in(&alice, &bob);
    let card = alice.name(founded.circle, "有栖川 ひとみ");
    founded.add(card);
    let card = bob.name(founded.circle, "髙﨑 房雄");
    founded.add(card);
    Two {
        alice,
        bob,
        founded,
    }
}

impl Two {
    pub(super) fn fill(&self, store: &mut Store) -> Admitted {
        store
            .add_circle(self.founded.circle, &[secret()], &self.founded.items)
            .unwrap()
    }
}

/// Everything that a reader of the store sees of a circle.
pub(super) fn seen(store: &mut Store, circle: CircleId) -> impl PartialEq + fmt::Debug + use<> {
    let ids = store.item_ids(circle).unwrap();
    (
        store.digest(circle).unwrap(),
        store.derived_digest(circle).unwrap(),
        store.members(circle).unwrap(),
        store.cards(circle).unwrap(),
        store.about(circle).unwrap(),
        store.secrets(circle).unwrap(),
        store.load_items(circle, &ids).unwrap(),
    )
}

pub(super) fn name_of(store: &Store, circle: CircleId, person: PersonId) -> String {
    let card = store.card(circle, person).unwrap();
    card.map(|row| row.card.name).unwrap_or_default()
}

pub(super) fn kinds(items: &[Item]) -> Vec<otagai_core::item::ItemKind> {
    items.iter().map(|item| item.kind).collect()
}
