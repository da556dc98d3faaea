//! Sections 5 and 6: changes, read without the merge library and written with it.

use super::names::{Id, first, kdf};
use automerge::{
    ActorId, Automerge, AutomergeError, ObjType, ROOT, ReadDoc,
    transaction::{CommitOptions, Transactable, Transaction},
};
use sha2::{Digest, Sha256};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// The hash of the first change of every document.
pub(crate) const FIRST: &str = "1f457b599d69abc5574d1f867b29f5fafa03ba200c057caa5c93e903f6211453";

/// A change whose frame is good.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) hash: Id,
    pub(crate) deps: Vec<Id>,
    pub(crate) actor: [u8; 24],
    pub(crate) seq: u64,
    pub(crate) bytes: Vec<u8>,
}

/// How the actors of a device begin.
pub(crate) fn prefix(device: &Id) -> [u8; 8] {
    first(&kdf("otagai 2026 actor prefix", &[device]))
}

impl Change {
    /// Reads the frame, the dependencies and the actor. The merge library sees only what people wrote who are
    /// in the circle of a test, so what the columns claim is not looked into here.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (magic, rest) = bytes.split_first_chunk::<4>()?;
        let (checksum, hashed) = rest.split_first_chunk::<4>()?;
        let (kind, mut body) = hashed.split_first()?;
        let length = unsigned(&mut body)?;
        let hash: Id = Sha256::digest(hashed).into();
        let is_whole = *magic == MAGIC
            && *kind == 1
            && length == body.len() as u64
            && hash.starts_with(checksum)
            && bytes.len() <= 64 * 1024;
        if !is_whole {
            return None;
        }
        let mut deps: Vec<Id> = Vec::new();
        for _ in 0..unsigned(&mut body).filter(|count| *count <= 64)? {
            deps.push(*take(&mut body)?);
        }
        if !deps.is_sorted_by(|one, next| one < next) || unsigned(&mut body)? != 24 {
            return None;
        }
        let actor = *take(&mut body)?;
        Some(Self {
            hash,
            deps,
            actor,
            seq: unsigned(&mut body).filter(|seq| *seq > 0)?,
            bytes: bytes.to_vec(),
        })
    }

    pub(crate) fn is_by(&self, device: &Id) -> bool {
        self.actor.starts_with(&prefix(device))
    }
}

fn take<'a, const N: usize>(bytes: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(taken)
}

/// An unsigned LEB128 number.
fn unsigned(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..63).step_by(7) {
        let [byte] = *take::<1>(bytes)?;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// A document that holds the first change.
pub(crate) fn first_change() -> Result<Automerge, AutomergeError> {
    let mut document = Automerge::new().with_actor(ActorId::from([0; 24].as_slice()));
    let mut transaction = document.transaction();
    for name in [
        "fields",
        "strengths",
        "licences",
        "hobbies",
        "times",
        "people",
        "skills",
        "entries",
    ] {
        transaction.put_object(ROOT, name, ObjType::Map)?;
    }
    transaction.commit_with(CommitOptions::default().with_time(0));
    Ok(document)
}

/// Changes a document: one uncompressed change.
pub(crate) fn write(
    document: &mut Automerge,
    actor: [u8; 24],
    edit: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
) -> Result<Option<Change>, AutomergeError> {
    document.set_actor(ActorId::from(actor.as_slice()));
    let mut transaction = document.transaction();
    edit(&mut transaction)?;
    let (hash, _patches) = transaction.commit_with(CommitOptions::default().with_time(0));
    let change = hash.and_then(|hash| document.get_change_by_hash(&hash));
    Ok(change.and_then(|change| Change::read(change.raw_bytes())))
}

/// The first change, and these after it; none where one does not fit.
pub(crate) fn merged<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Option<Automerge> {
    let mut document = first_change().ok()?;
    for change in changes {
        let parsed = automerge::Change::from_bytes(change.bytes.clone()).ok()?;
        document.apply_changes([parsed]).ok()?;
    }
    document
        .get_missing_deps(&[])
        .is_empty()
        .then_some(document)
}
