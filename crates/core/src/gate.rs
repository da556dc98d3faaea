//! The only way into automerge, and out of it.
//!
//! In: changes that are bounded ([`crate::change`]), authenticated and stored ([`crate::circle_set`]), and
//! that count ([`crate::counting`]) are applied to a copy with panics contained, and the result must
//! survive being saved and loaded. What fails is skipped with its descendants and reported; the outcome is
//! the same on every device, because it depends on the set alone.
//! Out: one edit of our own becomes one uncompressed change.

use crate::{
    base,
    change::{ChangeError, RawChange},
};
use automerge::{
    ActorId, Automerge, AutomergeError, Change, ChangeHash, ReadDoc,
    transaction::{CommitOptions, Transaction},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// A document as far as its changes could be applied.
#[derive(Debug, Clone)]
pub struct Materialised {
    /// The document.
    pub document: Automerge,
    /// Changes that could not be applied, and those that build on them.
    pub skipped: BTreeSet<ChangeHash>,
    /// True where one actor used a number twice: neither change is shown.
    pub forked: bool,
}

/// Why an edit of our own came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The merge library refused it.
    #[error("the document did not take the edit: {0}")]
    Refused(#[from] AutomergeError),
    /// The library gave a change that our own gate refuses.
    #[error("the edit is not a change that others would take: {0}")]
    Unfit(#[from] ChangeError),
    /// The merge library panicked; the document is as it was.
    #[error("the merge library failed on this edit")]
    Contained,
}

/// Applies changes in the given order (dependencies first) on top of the first change.
pub fn materialise(changes: &[RawChange]) -> Materialised {
    let (forked, mut skipped) = forks(changes);
    let fit: Vec<&RawChange> = changes
        .iter()
        .filter(|change| !skipped.contains(&change.hash))
        .collect();
    if let Some(document) = apply(&base::document(), &fit) {
        return Materialised {
            document,
            skipped,
            forked,
        };
    }
    // Something in the batch is bad: one by one, so that only it and what builds on it is left out.
    let mut document = base::document();
    for change in fit {
        if change.deps.iter().any(|dep| skipped.contains(dep)) {
            skipped.insert(change.hash);
            continue;
        }
        match apply(&document, &[change]) {
            Some(next) => document = next,
            None => {
                skipped.insert(change.hash);
            }
        }
    }
    Materialised {
        document,
        skipped,
        forked,
    }
}

/// Applies to a copy; none when the library refuses, panics, queues something, or could not load the result.
fn apply(document: &Automerge, changes: &[&RawChange]) -> Option<Automerge> {
    catch_unwind(AssertUnwindSafe(|| {
        let parsed: Vec<Change> = changes
            .iter()
            .map(|change| Change::from_bytes(change.bytes.clone()))
            .collect::<Result<_, _>>()
            .ok()?;
        let mut next = document.clone();
        next.apply_changes(parsed).ok()?;
        // Changes with missing dependencies are queued silently: they must not be there.
        if !next.get_missing_deps(&[]).is_empty() {
            return None;
        }
        // Not compressed: that took most of the time, and shows nothing that loading does not.
        let loaded = Automerge::load(&next.save_nocompress()).ok()?;
        (loaded.get_heads() == next.get_heads()).then_some(loaded)
    }))
    .ok()
    .flatten()
}

/// Changes that share actor and number with another one, and whatever builds on them.
fn forks(changes: &[RawChange]) -> (bool, BTreeSet<ChangeHash>) {
    let mut by_number: BTreeMap<([u8; 24], u64), Vec<ChangeHash>> = BTreeMap::new();
    for change in changes {
        by_number
            .entry((change.actor, change.seq))
            .or_default()
            .push(change.hash);
    }
    let mut skipped: BTreeSet<ChangeHash> = by_number
        .into_values()
        .filter(|hashes| hashes.len() > 1)
        .flatten()
        .collect();
    let forked = !skipped.is_empty();
    for change in changes {
        if change.deps.iter().any(|dep| skipped.contains(dep)) {
            skipped.insert(change.hash);
        }
    }
    (forked, skipped)
}

/// Makes one change out of one edit; none when the edit changes nothing.
///
/// `actor` must be fresh in this run of the program; `seconds` is the author's clock (s since 1970, UTC).
///
/// # Errors
/// [`EditError`]; the document is then as it was.
pub fn edit(
    document: &mut Automerge,
    actor: [u8; 24],
    seconds: i64,
    write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
) -> Result<Option<RawChange>, EditError> {
    edit_with(document, actor, seconds, None, write)
}

/// [`edit`] with a message in the change.
///
/// # Errors
/// [`EditError`]; the document is then as it was.
pub fn edit_with(
    document: &mut Automerge,
    actor: [u8; 24],
    seconds: i64,
    message: Option<String>,
    write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
) -> Result<Option<RawChange>, EditError> {
    let mut next = document.clone().with_actor(ActorId::from(actor.as_slice()));
    let change = catch_unwind(AssertUnwindSafe(|| {
        let mut transaction = next.transaction();
        write(&mut transaction)?;
        let mut options = CommitOptions::default().with_time(seconds);
        if let Some(message) = message {
            options.set_message(message);
        }
        let (hash, _patches) = transaction.commit_with(options);
        Ok::<_, AutomergeError>(hash.and_then(|hash| next.get_change_by_hash(&hash)))
    }))
    .map_err(|_panic| EditError::Contained)??;
    let Some(change) = change else {
        return Ok(None);
    };
    let raw = RawChange::parse(change.raw_bytes())?;
    *document = next;
    Ok(Some(raw))
}

#[cfg(test)]
mod tests;
