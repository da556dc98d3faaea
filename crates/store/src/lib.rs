//! What a device keeps: one encrypted `SQLite` file in one data folder.
//!
//! Three ideas:
//!
//! 1. *Truth and derived.* Items (statements, changes, seals, …) are the truth and are only added, or removed
//!    when a newer one replaces them. Members, cards and what a circle says of itself are worked out from them,
//!    kept in tables of their own, and can be dropped and rebuilt ([`Store::rebuild`]).
//! 2. *Memory never runs ahead of the disk.* A batch is checked, stored and derived in one transaction
//!    ([`Store::admit`]); when the file refuses, what is in memory is thrown away and read back later.
//! 3. *Opening is cheap.* The set of a circle is read on first need; members and cards are read from their
//!    tables, without the merge library.
//!
//! # The way in
//!
//! ```text
//! Folder::lock(path, program)                    one process a folder; the second is told who has it
//! KeyFile::new(&key) / KeyFile::read(&folder)    slots that hold the database key: device, words, passphrase
//!   .put_device / .put_phrase / .put_passphrase / .write(&folder)
//!   .open_device / .open_phrase / .open_passphrase -> DatabaseKey
//! sealed_keys::seal / sealed_keys::open          `keys.sealed`, where there is no key chain
//! Store::create(folder, &key) / Store::open(folder, &key) / Store::temporary()
//! ```
//!
//! A new folder: lock, write the key file, *then* create the database. After a power cut in between, `open`
//! says [`OpenError::Missing`] or [`OpenError::Damaged`] and `create` with the key from the key file goes on;
//! it never writes over a finished database.
//!
//! # Copies
//!
//! ```text
//! copy::write(data, &key, parts, to, scratch)    one file with everything in it, while others write
//! CopyHead::read(file)                           when it was made, and what opens it
//! Staging::unpack(file, data) -> (Staging, CopyHead)               beside the data, which stay as they are
//! staging.open(&key) -> Store                    looked through page by page
//! staging.decide(entry, replaced) + staging::finish(&folder)       in the place of the data, kill-proof
//! Spare::new(entry, key_file, keys).write(&folder) / Spare::read_in(data)       the keys for the words, beside the data
//! ```
//!
//! # A store
//!
//! ```text
//! circles() -> Vec<CircleId>                     about(circle) -> About { name, charter }
//! add_circle(circle, &[CircleSecret], &[Item]) -> Admitted         genesis must be among the items
//! take_up(&Arrival) -> Admitted                  the same with how one came in, in one transaction
//! secrets(circle) -> Vec<CircleSecret>           newest first;     add_secrets(circle, &[CircleSecret])
//! admit(circle, &[Item]) -> Admitted { intake, people, digest }    one transaction
//! digest(circle) -> [u8; 32]    item_ids(circle) -> Vec<ItemId>    load_items(circle, &[ItemId]) -> Vec<Item>
//! set(circle) -> &CircleSet     roster(circle) -> &Roster          held(circle) -> (&CircleSet, &Roster)
//! document(circle, DocumentId) -> Option<OpenedDocument>           merged and ready to read or edit
//! card_document(circle, PersonId) -> Option<OpenedDocument>        none: not opened yet
//! charter(circle) -> Option<CharterRow>          as adopted
//! members(circle) -> Vec<MemberRow>              card(circle, PersonId) -> Option<CardRow>
//! cards(circle) -> Vec<CardRow>                  derived_digest(circle) -> [u8; 32]
//! work(circle) -> Standing                       jobs, vouches and quiet answers readable here
//! open_grants_with(secret)                       sealed(circle, DocumentId) -> Option<SealedDocument>
//! rebuild(circle) -> RebuildDigests { stored, derived }
//! met(circle, device, person, &digest, at) -> BTreeSet<PersonId>   peers(circle) -> Vec<PeerRow>
//! news_for(circle, author, me) -> Vec<NewsEntry> learn(circle, me, told_by, &[NewsEntry], at) -> bool
//! untold_news(circle, device, me) / told_news(circle, device, &[NewsEntry]) / forget_told(device)
//! delivery(circle, me) -> Vec<DeliveryRow>       own_things(circle, me) -> Vec<OwnThing>
//! saw_address(device, address, at)               addresses(device) -> Vec<AddressRow>
//! setting(key) / put_setting(key, value)         texts of this device
//! own_put / own_get / own_list -> Vec<OwnRow> / own_remove         bytes that never leave this device
//! put_photo(circle, bytes) / photo(circle, PhotoId) / missing_photos(circle)
//! refused(circle) -> Vec<RefusedRow>             what came in and was not taken
//! ```
//!
//! ```
//! use otagai_store::Store;
//!
//! let mut store = Store::temporary()?;
//! store.put_setting("theme", "dark")?;
//! assert_eq!(store.setting("theme")?.as_deref(), Some("dark"));
//! assert!(store.circles()?.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Deliberately absent: network, clock, randomness, threads. Times and random bytes are arguments.

pub mod atomic;
mod cipher;
mod connection;
pub mod copy;
mod error;
mod file_system;
mod folder;
mod frame;
mod key_file;
mod migration;
mod passphrase;
pub mod sealed_keys;
mod spare;
pub mod staging;
mod store;
#[cfg(test)]
mod testing;

pub use copy::{CopyError, CopyHead};
pub use error::{OpenError, StoreError, wordings};
pub use folder::{ENTRY_FILE, Folder, FolderError, Holder};
pub use key_file::{DatabaseKey, KeyFile, KeyFileError};
pub use passphrase::PassphraseSeeds;
pub use spare::Spare;
pub use store::{
    About, AddressRow, Admitted, Arrival, Asked, CardRow, Changes, CharterRow, DeliveryRow,
    MemberRow, OpenedDocument, OwnBatch, OwnRow, OwnThing, OwnValue, OwnWrite, PHOTO_MEANT,
    PeerRow, RebuildDigests, RefusedRow, SearchChanges, Standing, Store,
};
