//! What a person's device holds of one circle, in memory.

use super::delivery::Deliveries;
use automerge::Automerge;
use otagai_core::{
    circle_set::{CircleSet, Intake, Stored},
    delivery,
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId},
    item::{Item, ItemKind},
    roster::Roster,
    secret::CircleSecret,
};
use otagai_sync::meet::RemoteStanding;
use std::collections::BTreeMap;

/// What a person's device holds of one circle.
#[derive(Clone)]
pub struct Holding {
    /// Everything, without the words.
    pub set: CircleSet,
    /// Who is in, as far as this device knows.
    pub roster: Roster,
    /// All generations of the secret.
    pub secrets: Vec<CircleSecret>,
    pub(super) own: BTreeMap<DocumentId, Automerge>,
    pub(super) deliveries: Deliveries,
    items: BTreeMap<ItemId, (usize, Stored)>,
    first: BTreeMap<DocumentId, usize>,
    count: usize,
}

impl Holding {
    /// Nothing yet.
    pub fn new(circle: CircleId) -> Self {
        Self {
            set: CircleSet::new(circle),
            roster: Roster::default(),
            secrets: Vec::new(),
            own: BTreeMap::new(),
            deliveries: Deliveries::default(),
            items: BTreeMap::new(),
            first: BTreeMap::new(),
            count: 0,
        }
    }

    /// Checks a batch and keeps what passes.
    pub fn take(&mut self, batch: &[Item]) -> Intake {
        let intake = self.set.admit(batch);
        self.note(&intake);
        intake
    }

    /// Keeps what this device signed, or has checked, itself.
    pub fn keep(&mut self, batch: &[Item]) -> Intake {
        let intake = self.set.restore(batch);
        self.note(&intake);
        intake
    }

    fn note(&mut self, intake: &Intake) {
        for stored in &intake.stored {
            self.count += 1;
            if let Some(document) = stored.document {
                self.first.entry(document).or_insert(self.count);
            }
            self.items.insert(stored.id, (self.count, stored.clone()));
        }
        for id in &intake.removed {
            self.items.remove(id);
        }
        let is_standing =
            |stored: &Stored| matches!(stored.item.kind, ItemKind::Record | ItemKind::Statement);
        if intake.stored.iter().any(is_standing) {
            self.roster = Roster::of(&self.set);
        }
    }

    /// Items in an order in which each builds on those before, a document in one piece.
    pub fn load<'a>(&self, ids: impl IntoIterator<Item = &'a ItemId>) -> Vec<Item> {
        let mut found: Vec<_> = ids
            .into_iter()
            .filter_map(|id| self.items.get(id))
            .map(|(at, stored)| {
                let document = stored.document.and_then(|id| self.first.get(&id));
                ((document, stored.item.kind, *at), stored.item.clone())
            })
            .collect();
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, item)| item).collect()
    }

    /// All items of a document.
    pub fn items_of(&self, document: DocumentId) -> Vec<ItemId> {
        self.items
            .iter()
            .filter(|(_, (_, stored))| stored.document == Some(document))
            .map(|(id, _)| *id)
            .collect()
    }

    /// A person's items but their seals, with the numbers that they were given here.
    pub fn items_by(&self, person: PersonId) -> Vec<(u64, ItemId)> {
        self.items
            .iter()
            .filter(|(id, (_, stored))| {
                let (kind, document) = (stored.item.kind, stored.document);
                delivery::author(&self.set, kind, document, **id) == Some(person)
            })
            .map(|(id, (at, _))| (*at as u64, *id))
            .collect()
    }

    /// The number of the newest item.
    pub(super) fn newest(&self) -> u64 {
        self.count as u64
    }

    /// One item as it is held.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.get(id).map(|(_, stored)| &stored.item)
    }

    /// Who a device is here.
    pub fn standing(&self, device: DeviceId) -> RemoteStanding {
        let known = self.roster.devices.get(&device);
        match known.map(|device| self.roster.is_member(device.person)) {
            Some(true) => RemoteStanding::Member,
            Some(false) => RemoteStanding::Removed,
            None => RemoteStanding::Unknown,
        }
    }
}
