//! The product's own store beside each simulated device: it takes the same batches, in a file of its own, and
//! is closed and opened where the device was.

use super::Storm;
use crate::sim::Person;
use otagai_core::keys::EncryptionSecret;
use otagai_store::{DatabaseKey, Folder, Store};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Where a file costs nothing, on systems that have such a place: what survives a power cut is tested elsewhere.
const IN_MEMORY: &str = "/dev/shm";

/// A store for each person.
pub(super) struct Shadows {
    place: TempDir,
    stores: BTreeMap<String, Shadow>,
}

/// A store, and how often the device beside it had been started.
struct Shadow {
    store: Option<Store>,
    folder: PathBuf,
    secret: EncryptionSecret,
    run: u64,
}

impl Shadows {
    /// None yet.
    pub(super) fn new() -> Self {
        let memory = Path::new(IN_MEMORY);
        let place = if memory.is_dir() {
            TempDir::new_in(memory)
        } else {
            TempDir::new()
        };
        Self {
            place: place.expect("a folder"),
            stores: BTreeMap::new(),
        }
    }

    /// Takes what a person has committed since the last time.
    fn follow(&mut self, person: &mut Person) {
        let Some(journal) = &mut person.journal else {
            return;
        };
        let batches = std::mem::take(journal);
        let folder = self.place.path().join(&person.name);
        let new = || Shadow::new(folder, person.keys.encryption_key());
        let shadow = self.stores.entry(person.name.clone()).or_insert_with(new);
        for (circle, items) in batches {
            let store = shadow.store();
            if store.circles().expect("a list").contains(&circle) {
                store.admit(circle, &items).expect("as the device took it");
            } else {
                let secrets = &person.holding(circle).secrets;
                let added = store.add_circle(circle, secrets, &items);
                added.expect("as the device took it");
            }
        }
        if shadow.run != person.disk.run() {
            shadow.run = person.disk.run();
            shadow.open_again();
        }
        for (circle, holding) in &person.circles {
            let digest = shadow.store().digest(*circle).expect("a digest");
            assert_eq!(digest, holding.set.digest(), "{}'s store", person.name);
        }
    }
}

impl Shadow {
    fn new(folder: PathBuf, secret: EncryptionSecret) -> Self {
        let lock = Folder::lock(&folder, "test").expect("a new folder");
        let mut store = Store::create(lock, &key()).expect("a new database");
        store.open_grants_with(secret.clone());
        Self {
            store: Some(store),
            folder,
            secret,
            run: 0,
        }
    }

    fn store(&mut self) -> &mut Store {
        self.store.as_mut().expect("open but while it is reopened")
    }

    fn open_again(&mut self) {
        self.store = None;
        let lock = Folder::lock(&self.folder, "test").expect("nobody has it");
        let mut store = Store::open(lock, &key()).expect("it was closed well");
        store.open_grants_with(self.secret.clone());
        self.store = Some(store);
    }
}

impl Storm {
    /// Lets the product's own stores take what was committed so far.
    pub(super) fn follow(&mut self) {
        if let Some(shadows) = &mut self.shadows {
            for name in &self.names {
                shadows.follow(self.network.person(name));
            }
        }
    }

    /// The stores hold and show what the devices do, and what they show survives being worked out anew.
    pub(super) fn check_stores(&mut self) {
        self.follow();
        let (seed, circle) = (self.seed(), self.circle);
        let Some(shadows) = &mut self.shadows else {
            return;
        };
        for (name, shadow) in &mut shadows.stores {
            let person = self.network.person(name);
            if !person.circles.contains_key(&circle) {
                continue;
            }
            let holding = person.holding_mut(circle);
            let store = shadow.store();
            let roster = store.roster(circle).expect("a roster");
            assert!(*roster == holding.roster, "{seed}: {name}'s roster");
            let work = store.work(circle).expect("the rows");
            assert!(work == holding.work(), "{seed}: {name}'s work");
            let derived = store.derived_digest(circle).expect("a digest");
            let rebuilt = store.rebuild(circle).expect("a digest");
            assert_eq!(rebuilt.stored, holding.set.digest(), "{seed}: {name}");
            assert_eq!(rebuilt.derived, derived, "{seed}: {name} worked out anew");
        }
    }
}

fn key() -> DatabaseKey {
    DatabaseKey::new([7; 32])
}
