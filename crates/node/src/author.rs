//! Signing what the member at this computer says.

use crate::{NodeError, clock::Clock, random};
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use otagai_core::{
    Millis,
    change::actor_prefix,
    cut::Tip,
    deed::{WritingDevice, WrittenEdit},
    document::Header,
    id::{DeviceId, PersonId},
    item::Item,
    keys::DeviceKeys,
    places::{self, PlacedValue},
};
use std::sync::OnceLock;

/// The author at this computer: keys, and an actor that is new in every run of the program.
#[derive(Debug)]
pub struct Author {
    keys: DeviceKeys,
    /// Says when a change was made.
    clock: Clock,
    /// Minted at the first write, so that a run that only reads leaves no actor behind.
    actor: OnceLock<[u8; 24]>,
}

impl Author {
    /// The author with these keys, whose changes are as old as this clock says.
    pub fn new(keys: DeviceKeys, clock: Clock) -> Self {
        Self {
            keys,
            clock,
            actor: OnceLock::new(),
        }
    }

    /// The person.
    pub fn person(&self) -> PersonId {
        self.keys.person()
    }

    /// This device.
    pub fn device(&self) -> DeviceId {
        self.keys.device()
    }

    /// The device, for a deed that is done at this moment, ms since 1970-01-01 UTC.
    pub(crate) fn writing_device(&self, now: Millis) -> WritingDevice<'_> {
        WritingDevice {
            keys: &self.keys,
            actor: self.actor(),
            now,
        }
    }

    /// The keys.
    pub fn keys(&self) -> &DeviceKeys {
        &self.keys
    }

    /// Opens a document of our own.
    ///
    /// # Errors
    /// [`NodeError::Sign`] if the key is not ours.
    pub fn open(&self, header: &Header) -> Result<Item, NodeError> {
        Ok(self.writing_device(self.clock.now()).open(header)?)
    }

    /// One edit of a document of our own: the change and its seal, or nothing when nothing changes.
    ///
    /// # Errors
    /// [`NodeError::Edit`] when the document does not take it.
    pub fn edit(
        &self,
        header: &Header,
        document: &mut Automerge,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Result<Option<WrittenEdit>, NodeError> {
        let device = self.writing_device(self.clock.now());
        Ok(device.edit(header, document, None, write)?)
    }

    /// Writes again what was first said in another change: no new word, which the change says.
    ///
    /// # Errors
    /// [`NodeError::Edit`] when the document does not take it.
    pub(crate) fn edit_again(
        &self,
        header: &Header,
        document: &mut Automerge,
        original: Tip,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Result<Option<WrittenEdit>, NodeError> {
        let device = self.writing_device(self.clock.now());
        let message = Some(places::again(original));
        Ok(device.edit(header, document, message, write)?)
    }

    /// True for what was written in this run of the program.
    pub(crate) fn wrote(&self, standing: &PlacedValue) -> bool {
        standing.is_by(&self.actor())
    }

    fn actor(&self) -> [u8; 24] {
        *self.actor.get_or_init(|| {
            let mut actor: [u8; 24] = random::bytes();
            for (to, from) in actor.iter_mut().zip(actor_prefix(&self.device())) {
                *to = from;
            }
            actor
        })
    }
}
