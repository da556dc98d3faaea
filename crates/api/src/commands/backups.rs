//! Copies: what there is, making and saving one, putting one in the place of what is here.
//!
//! No path comes from a screen: a file is chosen in a dialog of the window's host, and a copy on this computer
//! is named by its day.

use crate::{
    ApiError, Device, ErrorCode, Wanted,
    error::causes,
    view::{
        BackupsView, CopyArgs, CopyFailureView, CopyLookView, CopyOpens, CopyReason, CopyView,
        Nothing, RestoreArgs, SavedCopyView,
    },
};
use otagai_core::phrase::RecoveryEntropy;
use otagai_node::{
    CopyRefusal, NodeError,
    backups::CopySource,
    backups::{CopyKind, KeptCopy},
    restoring::Opens,
};
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How the file of a copy ends.
const ENDING: &str = "otagai-copy";

pub(super) async fn list(device: &Device, _: Nothing) -> Result<BackupsView, ApiError> {
    let backups = Arc::clone(device.node.backups());
    let status = tokio::task::spawn_blocking(move || backups.status())
        .await
        .map_err(|_panicked| NodeError::Stopped)??;
    Ok(BackupsView {
        bytes: status.kept.iter().map(|kept| kept.bytes).sum(),
        copies: status.kept.into_iter().map(copy).collect(),
        failure: status.failure.map(|failure| CopyFailureView {
            at: failure.at,
            code: ErrorCode::of(&failure.error),
            detail: causes(&failure.error),
        }),
    })
}

pub(super) async fn now(device: &Device, _: Nothing) -> Result<CopyView, ApiError> {
    Ok(copy(device.node.copy_now().await?))
}

pub(super) async fn save(device: &Device, _: Nothing) -> Result<Option<SavedCopyView>, ApiError> {
    // Before anybody is asked for a place.
    device.node.home()?;
    let name = format!("otagai-{}.{ENDING}", device.node.clock().today());
    let asked = device.ask_for_file(move |files, language| files.save(&name, language));
    match asked.await? {
        Some(file) => Ok(Some(save_to(device, &with_ending(file)).await?)),
        None => Ok(None),
    }
}

/// A name that a member typed, with the ending of a copy: without it the file would not be offered when a copy is
/// chosen. Where the ending makes it the name of another file, which nobody was asked about, it is told apart by a
/// number.
fn with_ending(file: PathBuf) -> PathBuf {
    let has_ending = |file: &Path| {
        let ending = file.extension().and_then(OsStr::to_str);
        ending.is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
    };
    if has_ending(&file) {
        return file;
    }
    let name = file.file_name().unwrap_or_default().to_owned();
    let numbered = (1_u32..).map(|number| {
        let mut name = name.clone();
        if number > 1 {
            name.push(format!(" ({number})"));
        }
        name.push(format!(".{ENDING}"));
        file.with_file_name(name)
    });
    let mut free = numbered.filter(|file| !file.exists());
    free.next().unwrap_or(file)
}

/// Saves a copy to a file that the member named.
pub(crate) async fn save_to(device: &Device, file: &Path) -> Result<SavedCopyView, ApiError> {
    let bytes = device.node.save_copy(file.to_owned()).await?;
    Ok(SavedCopyView {
        file: name_of(file),
        bytes,
    })
}

pub(super) async fn choose(device: &Device, _: Nothing) -> Result<Option<CopyLookView>, ApiError> {
    let Some(file) = device
        .ask_for_file(|files, language| files.open(Wanted::Copy, language))
        .await?
    else {
        return Ok(None);
    };
    let looked = look_at(device, CopySource::File(file.clone())).await?;
    device.choose_copy(Some(file));
    Ok(Some(looked))
}

pub(super) async fn look(device: &Device, args: CopyArgs) -> Result<CopyLookView, ApiError> {
    look_at(device, source(device, &args.copy)?).await
}

pub(super) async fn restore(device: &Device, args: RestoreArgs) -> Result<Nothing, ApiError> {
    let source = source(device, &args.copy)?;
    restore_from(device, source, &args.words).await?;
    // As after the first start: being offline is no reason not to go on.
    if let Err(error) = device.go_online().await {
        tracing::warn!(%error, "the network did not start");
    }
    Ok(Nothing {})
}

/// Puts a copy in the place of what is here.
pub(crate) async fn restore_from(
    device: &Device,
    source: CopySource,
    words: &str,
) -> Result<(), ApiError> {
    let words = match words.trim() {
        "" => None,
        typed => Some(read_words(typed)?),
    };
    device.node.restore(source, words).await?;
    device.choose_copy(None);
    Ok(())
}

/// Reads the 24 words.
pub(crate) fn read_words(typed: &str) -> Result<RecoveryEntropy, ApiError> {
    RecoveryEntropy::from_words(typed).map_err(ApiError::of_words)
}

async fn look_at(device: &Device, source: CopySource) -> Result<CopyLookView, ApiError> {
    let file = match &source {
        CopySource::File(file) => name_of(file),
        CopySource::Kept(_) => String::new(),
    };
    let look = device.node.look_at_copy(source).await?;
    Ok(CopyLookView {
        file,
        made_at: look.made_at,
        opens: match look.opens {
            Opens::Here => CopyOpens::Here,
            Opens::Words => CopyOpens::Words,
            Opens::Elsewhere => CopyOpens::Elsewhere,
        },
    })
}

fn source(device: &Device, name: &str) -> Result<CopySource, ApiError> {
    if name.is_empty() {
        let file = device.chosen_copy().ok_or(CopyRefusal::Unknown)?;
        return Ok(CopySource::File(file));
    }
    let name = name.parse().map_err(|_no_name| CopyRefusal::Unknown)?;
    Ok(CopySource::Kept(name))
}

fn copy(kept: KeptCopy) -> CopyView {
    CopyView {
        copy: kept.name.to_string(),
        reason: match kept.name.kind {
            CopyKind::Daily => CopyReason::Daily,
            CopyKind::Before => CopyReason::Before,
        },
        made_at: kept.made_at,
        bytes: kept.bytes,
    }
}

fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    otagai_core::text::shown(&name, 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_copy_can_be_chosen_again_by_its_ending() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        std::fs::write(at("古い.otagai-copy"), b"somebody's").unwrap();
        for (typed, saved) in [
            ("USB", "USB.otagai-copy"),
            ("2026.12.1", "2026.12.1.otagai-copy"),
            ("控え.otagai-copy", "控え.otagai-copy"),
            ("A.OTAGAI-COPY", "A.OTAGAI-COPY"),
            ("古い.otagai-copy", "古い.otagai-copy"),
            ("古い", "古い (2).otagai-copy"),
        ] {
            assert_eq!(with_ending(at(typed)), at(saved), "{typed}");
        }
    }
}
