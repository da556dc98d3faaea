//! What a data folder holds before it is opened, and what it lacks.
//!
//! Four things belong together: the database, the key file that holds its key, the keys of the device that open the
//! key file (in the key chain or in a folder of keys), and what ties them together, the spare keys for the 24 words.
//! Where any of the first three is there and another is not, the folder is nobody's to begin in: it is *shut*, with
//! what is missing as the reason, and nothing in it is written over. Ways back are [`crate::reopening`] and
//! [`crate::restoring`].
//!
//! A first start that was cut off is told from that by its note (`Folder::begun_by`), which names the device whose
//! keys it made.

use crate::{
    NodeError, OpeningRefusal, random,
    vault::{Secrets, Vault},
};
use otagai_core::keys::DeviceKeys;
use otagai_store::{
    CopyHead, DatabaseKey, Folder, KeyFile, KeyFileError, Spare, Store, copy::CopyKeys,
};
use std::{cmp::Reverse, fs, path::Path};

/// How the note of a beginning names its device.
pub(crate) fn mark(keys: &DeviceKeys) -> String {
    keys.device().to_string()
}

/// True for the keys of a first start that was cut off in this folder.
pub(crate) fn is_begun_with(folder: &Folder, keys: &DeviceKeys) -> bool {
    folder.begun_by().is_some_and(|whose| whose == mark(keys))
}

/// Whether somebody new may begin in a folder for which no keys are kept.
///
/// # Errors
/// What is missing, where something is there.
pub(crate) fn without_keys(folder: &Folder) -> Result<(), NodeError> {
    if folder.database().exists() {
        return Err(OpeningRefusal::KeysMissing.into());
    }
    if folder.has_copies() {
        return Err(OpeningRefusal::OnlyCopies.into());
    }
    if folder.key_file().exists() || folder.spare().exists() {
        return Err(OpeningRefusal::DataMissing.into());
    }
    Ok(())
}

/// The key of the database. A key file that is gone is written again from the spare keys or a copy, which hold it
/// as well.
///
/// # Errors
/// [`OpeningRefusal::KeyFileMissing`] where none is found, or what is wrong with the one that is there.
pub(crate) fn database_key(folder: &Folder, secrets: &Secrets) -> Result<DatabaseKey, NodeError> {
    match KeyFile::read(folder) {
        Err(KeyFileError::Missing) => {}
        read => return Ok(read?.open_device(&secrets.file_slot)?),
    }
    for spare in spares(folder.path()) {
        let Ok(key) = spare.key_file().open_device(&secrets.file_slot) else {
            continue;
        };
        if !Store::fits(folder, &key) {
            continue;
        }
        if let Err(error) = spare.key_file().write_new(folder) {
            tracing::warn!(%error, "the key file is still missing");
        }
        return Ok(key);
    }
    Err(OpeningRefusal::KeyFileMissing.into())
}

/// The keys that lie in a data folder for the words: beside the data, then in the copies, the newest first.
pub(crate) fn spares(data: &Path) -> Vec<Spare> {
    let mut found = Vec::new();
    match Spare::read_in(data) {
        Ok(spare) => found.push(spare),
        Err(KeyFileError::Missing) => {}
        Err(error) => tracing::warn!(%error, "the spare keys cannot be read"),
    }
    let entries = fs::read_dir(data.join("backups")).into_iter().flatten();
    let files = entries.flatten().map(|entry| entry.path());
    let copies = files.filter(|file| file.extension().is_some_and(|it| it == "otagai-copy"));
    let mut heads: Vec<_> = copies
        .filter_map(|file| CopyHead::read(&file).ok())
        .collect();
    heads.sort_by_key(|head| Reverse(head.made_at()));
    found.extend(heads.iter().map(CopyHead::spare));
    found
}

/// Writes the spare keys beside the data where they are not there or not those of today.
///
/// # Errors
/// [`NodeError`] when keys cannot be read or the file cannot be written.
pub(crate) fn keep_spare(
    folder: &Folder,
    vault: &Vault,
    secrets: &Secrets,
) -> Result<(), NodeError> {
    if matches!(vault, Vault::Published(_)) {
        return Ok(());
    }
    let (entry, key_file) = (vault.entry(), KeyFile::read(folder)?);
    let wrapping = secrets.copy_key();
    let is_there = Spare::read_in(folder.path()).is_ok_and(|spare| {
        (spare.entry(), spare.key_file(), spare.has_keys())
            == (entry.as_deref(), &key_file, wrapping.is_some())
    });
    if is_there {
        return Ok(());
    }
    let plain = secrets.to_copy();
    let keys = wrapping.as_ref().map(|wrapping| CopyKeys {
        wrapping,
        nonce: random::bytes(),
        plain: &plain,
    });
    Ok(Spare::new(entry, key_file, keys).write(folder)?)
}
