//! What a person's device holds of one circle, in memory.

use super::{delivery::Deliveries, opened::OpenedTexts};
use automerge::Automerge;
use otagai_core::{
    chunk::Grant,
    circle_set::{CircleSet, DocumentEntry, Intake, Stored},
    delivery,
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId},
    item::{Item, ItemKind},
    keys::EncryptionSecret,
    roster::Roster,
    sealed::{SealedKey, unwrap_key},
    secret::CircleSecret,
    signed::{Content, Signed, Verified},
    vouch::standing::dropped,
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
    /// Keys of documents for some only, made or granted.
    pub(super) keys: BTreeMap<DocumentId, SealedKey>,
    /// Chunks that were taken back after this device had their key; never relayed.
    pub(super) copies: BTreeMap<ItemId, Item>,
    pub(super) own: BTreeMap<DocumentId, Automerge>,
    pub(super) deliveries: Deliveries,
    pub(super) read: OpenedTexts,
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
            keys: BTreeMap::new(),
            copies: BTreeMap::new(),
            own: BTreeMap::new(),
            deliveries: Deliveries::default(),
            read: OpenedTexts::default(),
            items: BTreeMap::new(),
            first: BTreeMap::new(),
            count: 0,
        }
    }

    /// What a program that starts finds on the disk: the items in order of arrival, secrets, keys, who was
    /// met. Everything else is worked out from them.
    pub(super) fn reopened(before: &Self) -> Self {
        let mut now = Self::new(before.set.circle());
        let mut stored: Vec<_> = before.items.values().collect();
        stored.sort_by_key(|(at, _)| *at);
        let items: Vec<Item> = stored.iter().map(|(_, one)| one.item.clone()).collect();
        let intake = now.set.restore(&items);
        assert!(
            intake.refused.is_empty() && intake.deferred == 0,
            "what was stored is taken back: {intake:?}"
        );
        now.roster = Roster::of(&now.set);
        now.set
            .drop_words(dropped(&now.set, &now.roster).into_keys());
        assert_eq!(now.set.digest(), before.set.digest(), "after a restart");
        now.secrets.clone_from(&before.secrets);
        now.keys.clone_from(&before.keys);
        now.copies.clone_from(&before.copies);
        now.deliveries = before.deliveries.clone();
        now.forget_all_told();
        now.items.clone_from(&before.items);
        now.first.clone_from(&before.first);
        now.count = before.count;
        now
    }

    /// Checks a batch and keeps what passes.
    pub(super) fn take(&mut self, batch: &[Item], secret: &EncryptionSecret) -> Intake {
        let intake = self.set.admit(batch);
        // What another device of the person wrote is read before this one goes on.
        for document in intake.stored.iter().filter_map(|stored| stored.document) {
            self.own.remove(&document);
        }
        self.note(intake, secret)
    }

    /// Keeps what this device signed, or has checked, itself.
    pub(super) fn keep(&mut self, batch: &[Item], secret: &EncryptionSecret) -> Intake {
        let intake = self.set.restore(batch);
        self.note(intake, secret)
    }

    fn note(&mut self, mut intake: Intake, secret: &EncryptionSecret) -> Intake {
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
        let came = |kinds: &[ItemKind]| {
            let mut stored = intake.stored.iter();
            stored.any(|stored| kinds.contains(&stored.item.kind))
        };
        let standing = came(&[ItemKind::Record, ItemKind::Statement]);
        let opening = came(&[ItemKind::Opening]);
        if standing {
            self.roster = Roster::of(&self.set);
        }
        self.take_grants(&intake.stored, secret);
        // A withdrawal may come before what it withdraws.
        if standing || opening {
            intake.removed.extend(self.drop_words());
        }
        intake
    }

    /// Takes the keys out of the grants that are for this device.
    fn take_grants(&mut self, stored: &[Stored], secret: &EncryptionSecret) {
        let grants = stored
            .iter()
            .filter(|stored| stored.item.kind == ItemKind::Grant);
        for stored in grants {
            let grant: Verified<Grant> = own(&stored.item);
            let document = grant.content().document;
            if self.keys.contains_key(&document) {
                continue;
            }
            let opening = self.set.opening(&document).expect("grants come after it");
            if let Ok(key) = unwrap_key(&opening.content().header, grant.content(), secret) {
                self.keys.insert(document, key);
            }
        }
    }

    /// Forgets the words of what was taken back; keeps a copy where this device had the key.
    fn drop_words(&mut self) -> Vec<ItemId> {
        let dropped: Vec<DocumentId> = dropped(&self.set, &self.roster).into_keys().collect();
        for document in &dropped {
            let entry = self.set.document(document);
            let entry = entry.filter(|_| self.keys.contains_key(document));
            for id in entry.into_iter().flat_map(DocumentEntry::chunks) {
                let item = self.items.get(&id).map(|(_, stored)| stored.item.clone());
                self.copies.extend(item.map(|item| (id, item)));
            }
        }
        let gone = self.set.drop_words(dropped);
        for id in &gone {
            self.items.remove(id);
        }
        gone
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

    /// Items with a larger number.
    pub(super) fn items_after(&self, number: u64) -> Vec<ItemId> {
        let later = self.items.iter().filter(|(_, (at, _))| *at as u64 > number);
        later.map(|(id, _)| *id).collect()
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

/// Reads an item whose signature was checked before it was kept.
pub(super) fn own<T: Content>(item: &Item) -> Verified<T> {
    let signed = Signed::from_bytes(&item.bytes, T::LIMIT).expect("it was read before");
    signed.trust_own_store().expect("it was read before")
}
