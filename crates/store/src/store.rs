//! The store: the file, and what of it was read into memory.

mod about;
mod addresses;
mod admission;
mod arrival;
mod cards;
mod changes;
mod circles;
mod columns;
mod delivery;
mod derived;
mod documents;
mod held;
mod items;
mod members;
mod own;
mod papers;
mod peers;
mod photos;
mod refused;
mod sealed_documents;
mod search;
mod search_changes;
mod settings;
mod sightings;
mod table;
mod touched;

pub use about::{About, CharterRow};
pub use addresses::AddressRow;
pub use admission::{Admitted, Asked, OwnBatch};
pub use arrival::Arrival;
pub use cards::CardRow;
pub use changes::Changes;
pub use delivery::{DeliveryRow, OwnThing};
pub use derived::RebuildDigests;
pub use documents::OpenedDocument;
pub use members::{MemberRow, Standing};
pub use own::{OwnRow, OwnValue, OwnWrite};
pub use peers::PeerRow;
pub use photos::PHOTO_MEANT;
pub use refused::RefusedRow;
pub use search_changes::SearchChanges;

use crate::{
    connection,
    error::{OpenError, StoreError},
    folder::Folder,
    key_file::DatabaseKey,
    migration,
};
use held::Held;
use otagai_core::{circle_set::CircleSet, id::CircleId, keys::EncryptionSecret, roster::Roster};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{collections::BTreeMap, fmt};

/// Everything that a device keeps.
pub struct Store {
    connection: Connection,
    /// Circles read into memory; never ahead of the file.
    held: BTreeMap<CircleId, Held>,
    /// Locked as long as the store is open; none for a temporary store.
    folder: Option<Folder>,
    /// Opens grants to this device.
    encryption: Option<EncryptionSecret>,
    /// Goes up with every transaction.
    generation: u64,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.folder.as_ref().map(Folder::path);
        write!(f, "Store({path:?})")
    }
}

impl Store {
    /// Makes the database of a folder that has none. What an interrupted `create` left is taken over.
    ///
    /// # Errors
    /// [`OpenError::Exists`], or what the disk says.
    pub fn create(folder: Folder, key: &DatabaseKey) -> Result<Self, OpenError> {
        let connection = match connection::open(&folder, key) {
            Err(OpenError::WrongKey | OpenError::Damaged) => return Err(OpenError::Exists),
            other => other?,
        };
        if migration::found(&connection)? > 0 {
            return Err(OpenError::Exists);
        }
        Self::ready(connection, Some(folder))
    }

    /// Opens the database of a folder. Reads no circle into memory.
    ///
    /// A wrong key is told from a damaged first page by the folder's key file; without that file both are
    /// [`OpenError::WrongKey`].
    ///
    /// # Errors
    /// [`OpenError`] says what is wrong with key, file or disk.
    pub fn open(folder: Folder, key: &DatabaseKey) -> Result<Self, OpenError> {
        if !folder.database().exists() {
            return Err(OpenError::Missing);
        }
        let connection = connection::open(&folder, key)?;
        // A file that lost everything must not pass for a new one.
        if migration::found(&connection)? == 0 {
            return Err(OpenError::Damaged);
        }
        let mut store = Self::ready(connection, Some(folder))?;
        // How the last run ended is not known here. Nothing waits for this: a full disk is read all the same.
        if let Err(error) = store.forget_all_told() {
            tracing::warn!(%error, "what was told last may not have arrived, and will not be told again");
        }
        Ok(store)
    }

    /// A store in memory, gone when it is dropped. For tests and for trying things out.
    ///
    /// # Errors
    /// [`OpenError`] when `SQLite` cannot be used at all.
    pub fn temporary() -> Result<Self, OpenError> {
        Self::ready(connection::temporary()?, None)
    }

    /// A store over a database that lies beside the data of a folder and is looked at before it counts.
    pub(crate) fn staged(connection: Connection) -> Result<Self, OpenError> {
        Self::ready(connection, None)
    }

    /// True when a key opens the database of a folder, as far as its first page tells.
    pub fn fits(folder: &Folder, key: &DatabaseKey) -> bool {
        connection::existing(&folder.database(), key).is_ok()
    }

    /// The folder, to read or write its key file; none for a temporary store.
    pub fn folder(&self) -> Option<&Folder> {
        self.folder.as_ref()
    }

    /// Everything this device holds of a circle, without the words. Read from the file on first need.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn set(&mut self, circle: CircleId) -> Result<&CircleSet, StoreError> {
        self.held(circle).map(|(set, _roster)| set)
    }

    /// Who is in a circle. Read from the file on first need, like [`Store::set`].
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn roster(&mut self, circle: CircleId) -> Result<&Roster, StoreError> {
        self.held(circle).map(|(_set, roster)| roster)
    }

    /// [`Store::set`] and [`Store::roster`] at once.
    ///
    /// # Errors
    /// [`StoreError`], among them [`StoreError::UnknownCircle`].
    pub fn held(&mut self, circle: CircleId) -> Result<(&CircleSet, &Roster), StoreError> {
        let held = Self::load(&self.connection, &mut self.held, circle)?;
        Ok((&held.set, &held.roster))
    }

    fn ready(mut connection: Connection, folder: Option<Folder>) -> Result<Self, OpenError> {
        migration::run(&mut connection)?;
        derived::keep_current(&mut connection)?;
        search_changes::watch(&connection)?;
        Ok(Self {
            connection,
            held: BTreeMap::new(),
            folder,
            encryption: None,
            generation: 0,
        })
    }

    fn load<'a>(
        connection: &Connection,
        all: &'a mut BTreeMap<CircleId, Held>,
        circle: CircleId,
    ) -> Result<&'a Held, StoreError> {
        use std::collections::btree_map::Entry;
        Ok(match all.entry(circle) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(place) => place.insert(Held::read(connection, circle)?),
        })
    }

    /// Takes a circle out of memory, reading it first if need be. Whoever succeeds puts it back; whoever
    /// fails leaves it to be read anew, so that memory never holds what the file does not.
    fn take(&mut self, circle: CircleId) -> Result<Held, StoreError> {
        match self.held.remove(&circle) {
            Some(held) => Ok(held),
            None => Held::read(&self.connection, circle),
        }
    }

    /// A number that is another one after anything that was worked out may have changed, as long as the store is open.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    fn transaction(&mut self) -> Result<Transaction<'_>, StoreError> {
        self.generation = self.generation.wrapping_add(1);
        Ok(self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

#[cfg(test)]
mod tests;
