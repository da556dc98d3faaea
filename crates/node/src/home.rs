//! A data folder that has an owner: the author, the profile, the store.

use crate::{
    NodeError, NodeEvent, OpeningRefusal,
    author::Author,
    clock::Clock,
    finding::searchable::Searchable,
    notices::remembered::Remembered,
    opening,
    powers::Powers,
    profile::Profile,
    random,
    vault::{Secrets, Vault},
};
use otagai_core::{
    id::{CircleId, ItemId, PersonId},
    item::Item,
    keys::{DeviceKeys, DeviceSeeds},
    phrase::RecoveryEntropy,
};
use otagai_store::{
    Admitted, Arrival, CopyError, DatabaseKey, Folder, KeyFile, KeyFileError, OpenError, OwnBatch,
    Store, staging,
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{broadcast, watch};

/// What the second program is told has the folder.
pub(crate) const PROGRAM: &str = "otagai";
/// Setting that holds the profile as JSON.
const PROFILE: &str = "profile";
/// Setting that holds the day of the first start, ms.
const FIRST_START: &str = "firstStart";

/// Something new in a circle, for whoever relays it.
#[derive(Debug, Clone)]
pub struct StoredNews {
    /// The circle.
    pub circle: CircleId,
    /// The new items.
    pub items: Vec<ItemId>,
    /// Digest of everything held now.
    pub digest: [u8; 32],
    /// Number of the connection it came over; none for what was written here.
    pub from: Option<u64>,
    /// True when the circle itself is new on this device.
    pub is_new_circle: bool,
}

/// A data folder that has an owner.
#[derive(Debug)]
pub struct Home {
    /// Who writes here.
    pub author: Author,
    clock: Clock,
    powers: Powers,
    store: Mutex<Store>,
    /// What was last searched, brought up to date before each search.
    pub(crate) searched: Mutex<Option<Searchable>>,
    /// What asks the member for an answer, to know what is new.
    pub(crate) remembered: Remembered,
    news: broadcast::Sender<StoredNews>,
    events: broadcast::Sender<NodeEvent>,
    /// The last of all: when it goes, everything above has gone.
    here: watch::Sender<()>,
}

impl Home {
    /// Makes the person, the device and the database. A beginning that was cut off goes on with the keys that it
    /// made; other keys, and a database, are never written over.
    ///
    /// # Errors
    /// [`NodeError`] when keys or database cannot be written, or there are some.
    pub fn create(
        folder: Folder,
        vault: &Vault,
        profile: &Profile,
        clock: Clock,
        events: broadcast::Sender<NodeEvent>,
    ) -> Result<Self, NodeError> {
        let secrets = match vault.load()? {
            Some(kept) if opening::is_begun_with(&folder, &kept.keys) => kept,
            Some(_) => return Err(OpeningRefusal::KeysThere.into()),
            None => {
                opening::without_keys(&folder)?;
                let secrets = new_secrets()?;
                folder.begin(&opening::mark(&secrets.keys))?;
                vault.create(&secrets)?;
                secrets
            }
        };
        let entropy = secrets.entropy().ok_or(OpeningRefusal::KeysThere)?;
        // A database of this very beginning, without anybody's name in it.
        staging::set_aside(&folder).map_err(CopyError::Io)?;
        let owner = Owner {
            secrets,
            entropy,
            profile,
            powers: vault.powers(),
        };
        let home = Self::begin(folder, &owner, clock, events, |_nothing| Ok(()))?;
        home.keep_spare(vault, &owner.secrets);
        Ok(home)
    }

    /// Makes the database of somebody whose keys are kept, in a folder without one, with what it shall hold from
    /// the beginning. The profile is written last: a folder without one counts as new, and a beginning that
    /// was cut off is simply done again.
    ///
    /// # Errors
    /// [`NodeError`] when the database cannot be written, or what filling it gives.
    pub(crate) fn begin(
        folder: Folder,
        owner: &Owner<'_>,
        clock: Clock,
        events: broadcast::Sender<NodeEvent>,
        fill: impl FnOnce(&mut Store) -> Result<(), NodeError>,
    ) -> Result<Self, NodeError> {
        let Owner {
            secrets, entropy, ..
        } = owner;
        // Kept until the profile is in: what a killed program leaves behind on the way is no damage.
        folder.begin(&opening::mark(&secrets.keys))?;
        let key = match KeyFile::read(&folder) {
            Ok(begun) => begun.open_device(&secrets.file_slot)?,
            Err(KeyFileError::Missing) => {
                let key = DatabaseKey::new(random::bytes());
                let mut key_file = KeyFile::new(&key);
                key_file.put_device(&key, &secrets.file_slot, random::bytes())?;
                key_file.put_phrase(&key, &entropy.file_key(), random::bytes())?;
                key_file.write_new(&folder)?;
                key
            }
            Err(error) => return Err(error.into()),
        };
        let mut store = Store::create(folder, &key)?;
        store.put_setting(FIRST_START, &clock.now().to_string())?;
        store.open_grants_with(secrets.keys.encryption_key());
        fill(&mut store)?;
        put_profile(&mut store, owner.profile)?;
        finish(&store);
        Ok(Self::around(
            secrets.keys.clone(),
            owner.powers,
            clock,
            store,
            events,
        ))
    }

    /// A home in memory, gone when it is dropped: for the people of the sample, and for tests.
    ///
    /// # Errors
    /// [`OpeningRefusal::Open`] when no database can be had at all.
    pub fn temporary(keys: DeviceKeys, profile: &Profile, clock: Clock) -> Result<Self, NodeError> {
        let mut store = Store::temporary()?;
        put_profile(&mut store, profile)?;
        let (events, _) = broadcast::channel(1);
        Ok(Self::around(keys, Powers::OWN, clock, store, events))
    }

    /// Opens what was made before; gives the folder back where nobody is set up yet. That needs a folder in which
    /// nothing is that keys could open, and no keys for it: anything less is an error that says what is missing.
    ///
    /// # Errors
    /// [`NodeError`] tells a wrong key from damage, from a newer version, and from what is missing.
    pub fn open(
        folder: Folder,
        vault: &Vault,
        clock: Clock,
        events: broadcast::Sender<NodeEvent>,
    ) -> Result<Result<Self, Folder>, NodeError> {
        let Some(secrets) = vault.load()? else {
            opening::without_keys(&folder)?;
            return Ok(Err(folder));
        };
        let is_begun = opening::is_begun_with(&folder, &secrets.keys);
        if !folder.database().exists() {
            let is_new = is_begun || matches!(vault, Vault::Published(_));
            return if is_new {
                Ok(Err(folder))
            } else {
                Err(OpeningRefusal::DataMissing.into())
            };
        }
        let key = opening::database_key(&folder, &secrets)?;
        let path = folder.path().to_owned();
        let store = match Store::open(folder, &key) {
            // Cut off before the first table.
            Err(OpenError::Damaged) if is_begun && secrets.entropy().is_some() => {
                return Ok(Err(Folder::lock(&path, PROGRAM)?));
            }
            opened => opened?,
        };
        if !Self::is_owned(&store)? {
            drop(store);
            return if is_begun {
                Ok(Err(Folder::lock(&path, PROGRAM)?))
            } else {
                Err(OpenError::Damaged.into())
            };
        }
        if store
            .folder()
            .is_some_and(|folder| folder.begun_by().is_some())
        {
            finish(&store);
        }
        let keys = secrets.keys.clone();
        let home = Self::around(keys, vault.powers(), clock, store, events);
        home.keep_spare(vault, &secrets);
        Ok(Ok(home))
    }

    /// Sees to the spare keys beside the data, so that the words open them. Nothing waits for it: a full disk is
    /// read all the same.
    fn keep_spare(&self, vault: &Vault, secrets: &Secrets) {
        let store = self.store();
        let kept = store
            .folder()
            .map_or(Ok(()), |folder| opening::keep_spare(folder, vault, secrets));
        if let Err(error) = kept {
            tracing::warn!(%error, "the keys do not lie beside the data; the next start tries again");
        }
    }

    fn around(
        keys: DeviceKeys,
        powers: Powers,
        clock: Clock,
        mut store: Store,
        events: broadcast::Sender<NodeEvent>,
    ) -> Self {
        let (news, _) = broadcast::channel(256);
        store.open_grants_with(keys.encryption_key());
        Self {
            author: Author::new(keys, clock.clone()),
            clock,
            powers,
            store: Mutex::new(store),
            searched: Mutex::new(None),
            remembered: Remembered::default(),
            news,
            events,
            here: watch::Sender::new(()),
        }
    }

    /// Never changes, and ends when this home is gone and its folder is free.
    pub(crate) fn gone(&self) -> watch::Receiver<()> {
        self.here.subscribe()
    }

    /// True for a store that has an owner.
    pub(crate) fn is_owned(store: &Store) -> Result<bool, NodeError> {
        Ok(store.setting(PROFILE)?.is_some())
    }

    /// What may be done here.
    pub fn powers(&self) -> Powers {
        self.powers
    }

    /// True when this is the sample.
    pub fn is_sample(&self) -> bool {
        self.powers == Powers::SAMPLE
    }

    /// What tells the time here.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The store, for one short operation. What a panic left behind is the database's last commit.
    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The names with which the next card begins: those of the first start, or those said last on a card. What the
    /// member is called in a circle says [`Home::called_in`].
    ///
    /// # Errors
    /// [`NodeError::NotReady`] when it is not there.
    pub fn profile(&self) -> Result<Profile, NodeError> {
        let text = self.store().setting(PROFILE)?.ok_or(NodeError::NotReady)?;
        serde_json::from_str(&text).map_err(|_malformed| NodeError::NotReady)
    }

    /// Keeps other names as the beginning of the next card.
    pub(crate) fn keep_profile(&self, profile: &Profile) -> Result<(), NodeError> {
        put_profile(&mut self.store(), profile)
    }

    /// When this folder was made, ms.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn first_start(&self) -> Result<u64, NodeError> {
        Ok(self
            .store()
            .setting(FIRST_START)?
            .and_then(|text| text.parse().ok())
            .unwrap_or(0))
    }

    /// Subscribes to what is new in any circle.
    pub fn news(&self) -> broadcast::Receiver<StoredNews> {
        self.news.subscribe()
    }

    /// Stores items of our own; on disk before this returns, then told to everybody.
    ///
    /// # Errors
    /// [`NodeError::OwnItemRefused`] when our own checks did not take one.
    pub fn admit_own(
        &self,
        store: &mut Store,
        circle: CircleId,
        items: &[Item],
    ) -> Result<Admitted, NodeError> {
        let batch = OwnBatch {
            items: items.to_vec(),
            ..OwnBatch::default()
        };
        self.admit_batch(store, circle, &batch)
    }

    /// [`Home::admit_own`] together with values of this device: one transaction.
    pub(crate) fn admit_batch(
        &self,
        store: &mut Store,
        circle: CircleId,
        batch: &OwnBatch,
    ) -> Result<Admitted, NodeError> {
        let admitted = store.write_own(circle, batch)?;
        if !admitted.intake.refused.is_empty() || admitted.intake.deferred > 0 {
            return Err(NodeError::OwnItemRefused);
        }
        self.tell(circle, &admitted, None);
        Ok(admitted)
    }

    /// Tells other connections and the screen what was stored.
    pub fn tell(&self, circle: CircleId, admitted: &Admitted, from: Option<u64>) {
        if admitted.intake.stored.is_empty() {
            return;
        }
        let items = admitted
            .intake
            .stored
            .iter()
            .map(|stored| stored.id)
            .collect();
        let news = StoredNews {
            circle,
            items,
            digest: admitted.digest,
            from,
            is_new_circle: false,
        };
        // No receiver is no failure: nobody is connected, or no screen listens.
        drop(self.news.send(news));
        if !admitted.changes.is_empty() {
            if from.is_none() {
                self.remembered.forget(circle);
            }
            self.emit(NodeEvent::Changed {
                circle,
                changes: admitted.changes.clone(),
                from_others: from.is_some(),
            });
        }
    }

    /// Stores a circle, and tells open connections.
    ///
    /// # Errors
    /// [`NodeError::OwnItemRefused`] when our own checks did not take everything of a circle that is new here.
    pub fn add_circle(&self, arrival: &Arrival<'_>) -> Result<(), NodeError> {
        let circle = arrival.circle;
        let mut store = self.store();
        let is_known = store.circles()?.contains(&circle);
        let admitted = store.take_up(arrival)?;
        drop(store);
        if is_known {
            self.tell(circle, &admitted, None);
            return Ok(());
        }
        if !admitted.intake.refused.is_empty() || admitted.intake.deferred > 0 {
            return Err(NodeError::OwnItemRefused);
        }
        let news = StoredNews {
            circle,
            items: Vec::new(),
            digest: admitted.digest,
            from: None,
            is_new_circle: true,
        };
        drop(self.news.send(news));
        self.emit(NodeEvent::Changed {
            circle,
            changes: admitted.changes,
            from_others: false,
        });
        Ok(())
    }

    /// What happens from now on.
    pub fn events(&self) -> broadcast::Receiver<NodeEvent> {
        self.events.subscribe()
    }

    /// Tells whoever listens.
    pub fn emit(&self, event: NodeEvent) {
        drop(self.events.send(event));
    }

    /// The circle that was named, or the only one.
    ///
    /// # Errors
    /// [`NodeError::UnknownCircle`].
    pub fn circle(&self, named: Option<CircleId>) -> Result<CircleId, NodeError> {
        let circles = self.store().circles()?;
        match (named, circles.as_slice()) {
            (Some(circle), _) if circles.contains(&circle) => Ok(circle),
            (None, [only]) => Ok(*only),
            _ => Err(NodeError::UnknownCircle),
        }
    }

    /// The person at this computer.
    pub fn person(&self) -> PersonId {
        self.author.person()
    }
}

/// Who begins in an empty folder.
pub(crate) struct Owner<'a> {
    /// Keys of the device.
    pub(crate) secrets: Secrets,
    /// Behind the recovery words.
    pub(crate) entropy: RecoveryEntropy,
    /// Name, reading and what to be called.
    pub(crate) profile: &'a Profile,
    /// What may be done in the folder.
    pub(crate) powers: Powers,
}

fn put_profile(store: &mut Store, profile: &Profile) -> Result<(), NodeError> {
    let text = serde_json::to_string(profile).map_err(|_never| NodeError::OutOfRange)?;
    Ok(store.put_setting(PROFILE, &text)?)
}

/// Notes that the folder is whole. Where that fails it is done at the next start; nothing waits for it.
fn finish(store: &Store) {
    let finished = store.folder().map_or(Ok(()), Folder::finish);
    if let Err(error) = finished {
        tracing::warn!(%error, "the folder is still marked as being made");
    }
}

/// Keys of somebody new.
fn new_secrets() -> Result<Secrets, NodeError> {
    let entropy = RecoveryEntropy::new(random::bytes());
    let seeds = DeviceSeeds {
        device: random::bytes(),
        encryption: random::bytes(),
        credential: random::bytes(),
    };
    let keys = DeviceKeys::certified_by(&entropy.root_key(), &seeds)?;
    Ok(Secrets::new(keys, &entropy))
}

/// A home that is shared between the screen and the connections.
pub type SharedHome = Arc<Home>;
