//! Asking the member for a file, in the dialog of their system. The page has no part in it: what it could name,
//! it could read and write.

use otagai_api::ChoosesFiles;
use rfd::{AsyncFileDialog, FileHandle};
use std::{future::Future, path::PathBuf, pin::Pin};
use tauri::AppHandle;

/// How a copy's file ends.
const ENDING: &str = "otagai-copy";

/// A dialog that the member has not answered yet.
type Asked = Pin<Box<dyn Future<Output = Option<FileHandle>> + Send>>;

/// The dialogs of the member's system.
pub(crate) struct Dialogs(pub(crate) AppHandle);

impl ChoosesFiles for Dialogs {
    fn save(&self, name: &str) -> Option<PathBuf> {
        let name = name.to_owned();
        self.ask(move |dialog| Box::pin(dialog.set_file_name(name).save_file()))
    }

    fn open(&self) -> Option<PathBuf> {
        self.ask(|dialog| Box::pin(dialog.add_filter("おたがい", &[ENDING]).pick_file()))
    }
}

impl Dialogs {
    fn ask(&self, show: impl FnOnce(AsyncFileDialog) -> Asked + Send + 'static) -> Option<PathBuf> {
        let chosen = tauri::async_runtime::block_on(shown(&self.0, show)?);
        chosen.map(|file| file.path().to_owned())
    }
}

/// Opens a dialog. GTK has a thread of its own for them, which the main thread must not wait for.
#[cfg(target_os = "linux")]
#[expect(clippy::unnecessary_wraps, reason = "as on the other systems")]
fn shown(_: &AppHandle, show: impl FnOnce(AsyncFileDialog) -> Asked) -> Option<Asked> {
    Some(show(AsyncFileDialog::new()))
}

/// Opens a dialog: elsewhere the main thread does, and no other.
#[cfg(not(target_os = "linux"))]
fn shown(
    app: &AppHandle,
    show: impl FnOnce(AsyncFileDialog) -> Asked + Send + 'static,
) -> Option<Asked> {
    let (tell, told) = std::sync::mpsc::channel();
    let opened = app.run_on_main_thread(move || {
        // Nobody listens any more when the program ends.
        drop(tell.send(show(AsyncFileDialog::new())));
    });
    if let Err(error) = opened {
        tracing::warn!(%error, "no file dialog");
    }
    told.recv().ok()
}
