//! The one window: shown when its page is there, shut to every other page, closed without losing a word.

use crate::{labels::MAIN, program::Program};
use std::{path::Path, time::Duration};
use tauri::{
    App, AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WindowEvent,
    webview::{NewWindowResponse, PageLoadEvent, WebviewWindowBuilder},
};

/// Long enough for the page to notice that a field was left and to ask for it to be saved.
const LEAVING: Duration = Duration::from_millis(250);

/// Opens the window with what the page keeps for itself beside the data.
pub(crate) fn open<R: Runtime>(app: &App<R>, data: &Path, title: &str) -> Result<(), tauri::Error> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title(title)
        .inner_size(1180.0, 820.0)
        .min_inner_size(720.0, 560.0)
        .data_directory(data.join("webview"))
        .devtools(cfg!(debug_assertions))
        .visible(false)
        // The page takes files that are dropped on it, which the shell's own handler would keep from it.
        .disable_drag_drop_handler()
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                log_failure(window.show(), "show");
            }
        })
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let closing = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            close(&closing);
        }
    });
    Ok(())
}

/// Shows the window, over the others.
pub(crate) fn come_forward<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        log_failure(window.unminimize(), "unminimize");
        log_failure(window.show(), "show");
        log_failure(window.set_focus(), "focus");
    }
}

/// A field is saved when it is left, and closing the window is leaving it.
fn close<R: Runtime>(window: &WebviewWindow<R>) {
    leave_field(window);
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(LEAVING).await;
        window.state::<Program>().answered().await;
        log_failure(window.destroy(), "close");
    });
}

/// Something else than a press is about to change the page: what is in the field is saved as if it had been left.
pub(crate) fn leave_page<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        leave_field(&window);
    }
}

fn leave_field<R: Runtime>(window: &WebviewWindow<R>) {
    log_failure(
        window.eval("document.activeElement?.blur()"),
        "leave the field",
    );
}

/// Whether an address is a page of this program.
fn is_own(address: &Url) -> bool {
    // Where a system view cannot have schemes of its own, Tauri answers under a name of its own.
    let (schemes, host): (&[&str], _) = if cfg!(any(windows, target_os = "android")) {
        (&["http", "https"], "tauri.localhost")
    } else {
        (&["tauri"], "localhost")
    };
    schemes.contains(&address.scheme())
        && address.host_str() == Some(host)
        && address.port().is_none()
}

fn log_failure(outcome: Result<(), tauri::Error>, what: &str) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "the window did not {what}");
    }
}

#[cfg(all(test, not(any(windows, target_os = "android"))))]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_program_are_its_own() {
        let own = |address: &str| is_own(&Url::parse(address).unwrap());
        assert!(own("tauri://localhost/index.html#/book"), "the page itself");
        for foreign in [
            "https://localhost/",
            "http://tauri.localhost/",
            "tauri://localhost.example.org/",
            "tauri://localhost:8080/",
            "file:///etc/passwd",
            "about:blank",
            "data:text/html,x",
        ] {
            assert!(!own(foreign), "{foreign}");
        }
    }
}
