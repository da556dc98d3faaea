//! The data folder of the sample circle: whose it is, how its keys are had, and when it is made anew.
//!
//! **Its keys are no secret.** Everybody in the sample has keys that follow from who they are in the sample
//! ([`otagai_sample::KeySeeds`]) and are the same in every copy of this program, and so is what opens the slot of
//! the database's key file. So there is nothing to keep in a key chain, and a computer without one can show the
//! sample. That is no weakness, because nothing rests on these keys: the sample is fiction, it meets no other
//! computer ([`SampleRefusal::Offline`]), nobody can be invited into it, and no circle can be founded with its
//! keys ([`SampleRefusal::CircleOnly`]). What somebody writes while playing is as private as any file of
//! theirs, and no more.
//!
//! **A folder is the sample's** where a file of it, `sample.id`, names somebody of the sample; that must be known
//! before any key is. Such a file put into a member's own folder opens nothing: the sample's key does not fit the
//! member's key file. It only makes the program say so.
//!
//! **When it is made anew**: its dates are those of the day on which it was made. On another day a sample in which
//! nobody has written is made again; one in which somebody has written stays, old dates and all, because
//! what a person wrote is never thrown away without being asked.

use crate::{
    NodeError, OpeningRefusal, SampleRefusal,
    clock::Clock,
    home::{Home, Owner, PROGRAM},
    powers::Powers,
    vault::{FOLDER_ID, Secrets, Vault},
};
use otagai_core::{
    date::Day,
    id::CircleId,
    keys::{DeviceKeys, DeviceSeeds},
    phrase::RecoveryEntropy,
};
use otagai_sample::{KeySeeds, MemberId, Sample};
use otagai_store::{Folder, Store};
use std::{fs, io, path::Path};
use tokio::sync::broadcast;

/// File in the data folder: as whom the sample is opened.
const MARK: &str = "sample.id";
/// Bytes of that file; an id has three.
const MARK_BYTES: usize = 64;
/// Setting: the day for which the sample was made. Only a sample has it.
const MADE_FOR: &str = "sample";
/// Setting: the digest of the circle as it was made, so that it is seen whether somebody wrote since.
const AS_MADE: &str = "sampleDigest";

/// The recovery entropy and the keys of somebody in the sample; public.
///
/// # Errors
/// [`NodeError::Sign`] only if the root cannot sign for itself.
pub fn keys(member: &MemberId) -> Result<(RecoveryEntropy, DeviceKeys), NodeError> {
    let seeds = KeySeeds::of(member);
    let entropy = RecoveryEntropy::new(seeds.root);
    let seeds = DeviceSeeds {
        device: seeds.device,
        encryption: seeds.encryption,
        credential: seeds.credential,
    };
    let keys = DeviceKeys::certified_by(&entropy.root_key(), &seeds)?;
    Ok((entropy, keys))
}

/// True for a key that signs portable vouches in the sample. Anybody can sign with it, so whatever it signed
/// proves nothing.
pub fn is_published(credential_key: &[u8; 32]) -> bool {
    let Ok(sample) = Sample::load() else {
        return false;
    };
    let mut members = sample.members().iter();
    members.any(|member| {
        keys(&member.id).is_ok_and(|(_, keys)| {
            keys.credential_key().verifying_key().as_bytes() == credential_key
        })
    })
}

/// What opens a folder of the sample; public.
pub(crate) fn secrets(member: &MemberId) -> Result<Secrets, NodeError> {
    let (_, keys) = keys(member)?;
    let purpose = "otagai 2026 sample circle, public: slot of the key file";
    let file_slot = blake3::derive_key(purpose, member.as_str().as_bytes());
    Ok(Secrets::published(keys, file_slot))
}

/// As whom the sample in a data folder is opened; none where the folder is not the sample's.
pub(crate) fn member_of(data: &Path) -> Option<MemberId> {
    let text = fs::read_to_string(data.join(MARK)).ok()?;
    let id = text.trim();
    (!id.is_empty() && id.len() <= MARK_BYTES).then(|| id.into())
}

/// True for the store of a sample.
pub(crate) fn is_sample(store: &Store) -> Result<bool, NodeError> {
    Ok(store.setting(MADE_FOR)?.is_some())
}

impl Home {
    /// True when this sample was made on another day and nobody has written in it since.
    fn is_stale(&self, today: Day) -> Result<bool, NodeError> {
        let store = self.store();
        if store.setting(MADE_FOR)? == Some(today.to_string()) {
            return Ok(false);
        }
        let as_made = store.setting(AS_MADE)?;
        Ok(match store.circles()?.as_slice() {
            [only] => as_made == Some(hex(&store.digest(*only)?)),
            _ => false,
        })
    }
}

/// A data folder, seen as a place for the sample.
#[derive(Debug)]
pub enum SamplePlace {
    /// There is a sample, and it stays as it is.
    Kept,
    /// There is none, or one that is made anew.
    Empty(EmptyPlace),
}

/// A data folder that is held for a new sample.
#[derive(Debug)]
pub struct EmptyPlace {
    folder: Folder,
    /// Settings of an earlier sample that the new one takes over.
    settings: Vec<(String, String)>,
}

impl SamplePlace {
    /// Looks at a data folder. `keep` names the settings that a new sample takes over from an old one: how the
    /// program looks is no writing. Blocks.
    ///
    /// # Errors
    /// [`SampleRefusal::FolderTaken`] when somebody else owns it, or why it could not be opened.
    pub fn find(data: &Path, clock: &Clock, keep: &[&str]) -> Result<Self, NodeError> {
        let folder = Folder::lock(data, PROGRAM)?;
        let Some(member) = member_of(data) else {
            let signs = [folder.database(), folder.key_file(), data.join(FOLDER_ID)];
            if signs.iter().any(|sign| sign.exists()) {
                return Err(SampleRefusal::FolderTaken.into());
            }
            return Ok(Self::empty(folder));
        };
        let vault = Vault::Published(Box::new(secrets(&member)?));
        let events = broadcast::channel(1).0;
        let home = match Home::open(folder, &vault, clock.clone(), events)? {
            Ok(home) => home,
            // Cut off before it was whole.
            Err(folder) => return Ok(Self::empty(folder)),
        };
        if !home.is_stale(clock.day())? {
            return Ok(Self::Kept);
        }
        let mut settings = Vec::new();
        for key in keep {
            let value = home.store().setting(key)?;
            settings.extend(value.map(|value| ((*key).to_owned(), value)));
        }
        drop(home);
        let folder = Folder::lock(data, PROGRAM)?;
        Ok(Self::Empty(EmptyPlace { folder, settings }))
    }

    fn empty(folder: Folder) -> Self {
        Self::Empty(EmptyPlace {
            folder,
            settings: Vec::new(),
        })
    }
}

impl EmptyPlace {
    /// Makes the sample here: all that a home in memory holds of the circle, as if its device had met everybody
    /// a moment ago. Cut off, it is simply done again. Blocks.
    ///
    /// # Errors
    /// [`NodeError`] when something could not be written.
    pub fn fill(
        self,
        member: &MemberId,
        from: &Home,
        circle: CircleId,
        clock: &Clock,
    ) -> Result<(), NodeError> {
        let (entropy, _) = keys(member)?;
        let owner = Owner {
            secrets: secrets(member)?,
            entropy,
            profile: &from.profile()?,
            powers: Powers::SAMPLE,
        };
        write_mark(&self.folder, member)
            .map_err(|error| OpeningRefusal::Keys(error.to_string()))?;
        remove(&self.folder)?;
        let settings = self.settings;
        let fill = |store: &mut Store| {
            copy(from, circle, store)?;
            let digest = store.digest(circle)?;
            meet_everybody(store, circle, from, clock)?;
            for (key, value) in &settings {
                store.put_setting(key, value)?;
            }
            store.put_setting(AS_MADE, &hex(&digest))?;
            Ok(store.put_setting(MADE_FOR, &clock.today())?)
        };
        let events = broadcast::channel(1).0;
        Home::begin(self.folder, &owner, clock.clone(), events, fill)?;
        Ok(())
    }
}

/// Everything of the circle, in one transaction.
fn copy(from: &Home, circle: CircleId, to: &mut Store) -> Result<(), NodeError> {
    let held = from.store();
    let items = held.load_items(circle, &held.item_ids(circle)?)?;
    let secrets = held.secrets(circle)?;
    drop(held);
    let admitted = to.add_circle(circle, &secrets, &items)?;
    if admitted.intake.refused.is_empty() && admitted.intake.deferred == 0 {
        Ok(())
    } else {
        Err(NodeError::OwnItemRefused)
    }
}

/// In the story of the sample everybody has what everybody wrote; without this, all would look undelivered.
fn meet_everybody(
    store: &mut Store,
    circle: CircleId,
    from: &Home,
    clock: &Clock,
) -> Result<(), NodeError> {
    let digest = store.digest(circle)?;
    let devices: Vec<_> = store
        .roster(circle)?
        .devices
        .iter()
        .map(|(device, known)| (*device, known.person))
        .filter(|(_, person)| *person != from.person())
        .collect();
    for (device, person) in devices {
        store.met(circle, device, person, &digest, clock.now())?;
    }
    Ok(())
}

/// Removes a sample that was cut off, or one that is made anew: its keys are public, and nothing of it is anybody's.
fn remove(folder: &Folder) -> Result<(), NodeError> {
    for file in [folder.database(), folder.key_file()] {
        match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(OpeningRefusal::Keys(error.to_string()).into());
            }
            _ => {}
        }
    }
    Ok(())
}

/// First of all and for good, so that whatever is cut off later is known as the sample's.
fn write_mark(folder: &Folder, member: &MemberId) -> io::Result<()> {
    let file = folder.path().join(MARK);
    fs::write(&file, format!("{member}\n"))?;
    fs::File::open(file)?.sync_all()
}

fn hex(digest: &[u8; 32]) -> String {
    data_encoding::HEXLOWER.encode(digest)
}

#[cfg(test)]
mod tests;
