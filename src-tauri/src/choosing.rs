//! Asking the member for a file, in the dialog of their system. The page has no part in it: what it could name,
//! it could read and write.

use otagai_api::{ChoosesFiles, Wanted, view::Language};
use rfd::{AsyncFileDialog, FileHandle};
use std::{future::Future, path::PathBuf, pin::Pin};
use tauri::AppHandle;

/// How a copy's file ends.
const COPY: &str = "otagai-copy";
/// How a file of keys ends.
const KEYS: &str = "sealed";

/// A dialog that the member has not answered yet.
type OpenDialog = Pin<Box<dyn Future<Output = Option<FileHandle>> + Send>>;

/// The dialogs of the member's system.
pub(crate) struct Dialogs(pub(crate) AppHandle);

impl ChoosesFiles for Dialogs {
    fn save(&self, name: &str, language: Language) -> Option<PathBuf> {
        let (name, title) = (name.to_owned(), words(language).save);
        self.ask(move |dialog| Box::pin(dialog.set_title(title).set_file_name(name).save_file()))
    }

    fn open(&self, wanted: Wanted, language: Language) -> Option<PathBuf> {
        let said = words(language);
        self.ask(move |dialog| Box::pin(offered(dialog, wanted, &said).pick_file()))
    }
}

/// What the dialogs say.
#[derive(Debug, Clone, Copy)]
struct DialogWords {
    /// Title: a copy is saved.
    save: &'static str,
    /// Title: a copy is chosen.
    copy: &'static str,
    /// Title: a file of keys is chosen.
    keys: &'static str,
    /// Name of the filter for copies.
    copies: &'static str,
    /// Name of the filter for files of keys.
    key_files: &'static str,
    /// Name of the filter that lets everything through.
    all: &'static str,
}

const fn words(language: Language) -> DialogWords {
    match language {
        Language::Japanese => DialogWords {
            save: "バックアップを保存する場所",
            copy: "バックアップのファイルを選ぶ",
            keys: "鍵のファイルを選ぶ",
            copies: "おたがいのバックアップ",
            key_files: "おたがいの鍵",
            all: "すべてのファイル",
        },
        Language::English => DialogWords {
            save: "Where to save the backup",
            copy: "Choose a backup",
            keys: "Choose the file of your keys",
            copies: "Otagai backups",
            key_files: "Otagai keys",
            all: "All files",
        },
    }
}

/// A dialog that offers files of one kind, and all others on demand. On other systems than Windows all are offered at
/// once: a filter there would hide a file without an ending for good.
fn offered(dialog: AsyncFileDialog, wanted: Wanted, said: &DialogWords) -> AsyncFileDialog {
    let (title, filter, ending) = match wanted {
        Wanted::Copy => (said.copy, said.copies, COPY),
        Wanted::Keys => (said.keys, said.key_files, KEYS),
    };
    let dialog = dialog.set_title(title);
    if cfg!(windows) {
        dialog
            .add_filter(filter, &[ending])
            .add_filter(said.all, &["*"])
    } else {
        dialog
    }
}

impl Dialogs {
    fn ask(
        &self,
        show: impl FnOnce(AsyncFileDialog) -> OpenDialog + Send + 'static,
    ) -> Option<PathBuf> {
        let chosen = tauri::async_runtime::block_on(shown(&self.0, show)?);
        chosen.map(|file| file.path().to_owned())
    }
}

/// Opens a dialog. GTK has a thread of its own for them, which the main thread must not wait for, and takes no window
/// of ours as a parent.
#[cfg(target_os = "linux")]
#[expect(clippy::unnecessary_wraps, reason = "as on the other systems")]
fn shown(_: &AppHandle, show: impl FnOnce(AsyncFileDialog) -> OpenDialog) -> Option<OpenDialog> {
    Some(show(AsyncFileDialog::new()))
}

/// Opens a dialog over the window: elsewhere the main thread does, and no other.
#[cfg(not(target_os = "linux"))]
fn shown(
    app: &AppHandle,
    show: impl FnOnce(AsyncFileDialog) -> OpenDialog + Send + 'static,
) -> Option<OpenDialog> {
    use tauri::Manager;
    let (tell, told) = std::sync::mpsc::channel();
    let over = app.clone();
    let opened = app.run_on_main_thread(move || {
        let dialog = AsyncFileDialog::new();
        let dialog = match over.get_webview_window(crate::labels::MAIN) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        };
        // Nobody listens any more when the program ends.
        drop(tell.send(show(dialog)));
    });
    if let Err(error) = opened {
        tracing::warn!(%error, "no file dialog");
    }
    told.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dialogs_speak_the_members_language() {
        let all = |said: DialogWords| {
            [
                said.save,
                said.copy,
                said.keys,
                said.copies,
                said.key_files,
                said.all,
            ]
        };
        for (ja, en) in all(words(Language::Japanese))
            .into_iter()
            .zip(all(words(Language::English)))
        {
            assert!(en.is_ascii() && !ja.is_ascii(), "{ja}, {en}");
        }
    }
}
