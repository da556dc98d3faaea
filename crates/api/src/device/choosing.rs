//! Files that the member chooses: in a dialog of the window's host, or on the command line.

use super::Device;
use crate::{
    ApiError, EdgeRefusal,
    commands::{backups, program, reopening},
    view::{Language, SavedCopyView},
};
use otagai_node::{NodeError, backups::CopySource, reopening::Reopener};
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError},
};

/// Asks the member for a file. The screen has no part in it: what it could name, it could read and write. Both
/// are called on a thread that may wait for the member.
pub trait ChoosesFiles: Send + Sync {
    /// Where a copy is saved, with a name to begin with; none when the member thinks better of it.
    fn save(&self, name: &str, language: Language) -> Option<PathBuf>;

    /// Which file is read; none when the member thinks better of it.
    fn open(&self, wanted: Wanted, language: Language) -> Option<PathBuf>;
}

/// What is in the file that a member is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A copy of the data.
    Copy,
    /// Sealed keys of a device.
    Keys,
}

/// Whoever asks.
#[derive(Clone)]
pub(super) struct Chooser(Arc<dyn ChoosesFiles>);

impl fmt::Debug for Chooser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chooser")
    }
}

impl Device {
    /// Says how the member is asked for a file. The first word counts.
    pub fn offers_files(&self, files: impl ChoosesFiles + 'static) {
        drop(self.chooser.set(Chooser(Arc::new(files))));
    }

    /// Saves a copy of everything here to a file; one that is there is replaced.
    ///
    /// # Errors
    /// [`ApiError`] with the code of what is wrong.
    pub async fn save_copy(&self, file: &Path) -> Result<SavedCopyView, ApiError> {
        backups::save_to(self, file).await
    }

    /// Puts the copy in a file in the place of what is here, after a copy of that was made. `words` are the 24
    /// words for a copy of another computer, and empty otherwise. The network stays as it is.
    ///
    /// # Errors
    /// [`ApiError`] with the code of what is wrong.
    pub async fn restore_copy(&self, file: &Path, words: &str) -> Result<(), ApiError> {
        backups::restore_from(self, CopySource::File(file.to_owned()), words).await
    }

    /// Opens data whose keys are gone, with the 24 words. The network stays as it is.
    ///
    /// # Errors
    /// [`ApiError`] with the code of what is wrong; everything is then as it was.
    pub async fn reopen_with_words(&self, words: &str) -> Result<(), ApiError> {
        let words = backups::read_words(words)?;
        reopening::reopen_with(self, Reopener::Words(words)).await
    }

    /// Opens data whose keys are gone, with a file of keys that the passphrase of the configuration opens.
    ///
    /// # Errors
    /// [`ApiError`] with the code of what is wrong; everything is then as it was.
    pub async fn reopen_with_keys(&self, file: &Path) -> Result<(), ApiError> {
        reopening::reopen_keys(self, file.to_owned(), String::new()).await
    }

    /// Asks the member for a file.
    pub(crate) async fn ask_for_file(
        &self,
        ask: impl FnOnce(&dyn ChoosesFiles, Language) -> Option<PathBuf> + Send + 'static,
    ) -> Result<Option<PathBuf>, ApiError> {
        let Chooser(files) = self
            .chooser
            .get()
            .cloned()
            .ok_or(EdgeRefusal::CopyNeedsWindow)?;
        // Where the data do not open nobody knows which language was chosen.
        let language = self.node.with_home(program::language).await;
        let language = language.unwrap_or_default();
        let asked = tokio::task::spawn_blocking(move || ask(&*files, language)).await;
        Ok(asked.map_err(|_panicked| NodeError::Stopped)?)
    }

    /// Remembers the copy that the member chose, until another one is.
    pub(crate) fn choose_copy(&self, file: Option<PathBuf>) {
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = file;
    }

    /// The copy that the member chose.
    pub(crate) fn chosen_copy(&self) -> Option<PathBuf> {
        let chosen = self.chosen.lock();
        chosen.unwrap_or_else(PoisonError::into_inner).clone()
    }
}
