//! The window around the screens of `ui/`.
//!
//! It offers the page two commands, `call` and `subscribe`, and knows none of the names that go through
//! them: [`otagai_api`] does. Whatever keeps the data from being opened is told to the page, not to the
//! window: it always comes up.
//!
//! Deliberately absent: rules about circles and cards, SQL, and every Tauri permission beyond the two
//! commands and printing.

mod arguments;
mod choosing;
mod commands;
mod labels;
mod links;
mod opening;
mod program;
mod sample;
mod window;

pub use arguments::WindowArguments;

use program::Program;
use std::{path::PathBuf, time::Duration};
use tauri::{App, Manager, RunEvent};
use tauri_plugin_window_state::StateFlags;

#[expect(
    clippy::disallowed_types,
    reason = "the macro writes out the settings and the built page with types of its own"
)]
fn context() -> tauri::Context {
    tauri::generate_context!()
}

/// How long what is still under way may take after the window was closed.
const GOODBYE: Duration = Duration::from_secs(10);

/// Opens the window and returns when it was closed.
///
/// # Errors
/// [`tauri::Error`] when there is no display to open a window on.
pub fn run(arguments: WindowArguments) -> Result<(), tauri::Error> {
    // A runtime whose threads are waited for. OpenSSL, with which the data are encrypted, cleans up when the
    // process exits: a thread that used it and ends at that moment would crash the program.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    tauri::async_runtime::set(runtime.handle().clone());
    let app = tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::subscribe
        ])
        .setup(move |app| Ok(set_up(app, &arguments)?))
        .build(context())?;
    app.run_return(|app, event| match event {
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => links::offer(app, urls.iter().map(tauri::Url::as_str)),
        RunEvent::Exit => app.state::<Program>().end(),
        _ => {}
    });
    runtime.shutdown_timeout(GOODBYE);
    Ok(())
}

/// Where a member looks for files. Not every desktop names such a folder; browsers then take the one in the home
/// folder that is called so.
fn downloads(app: &App) -> Option<PathBuf> {
    let path = app.path();
    let home = || path.home_dir().map(|home| home.join("Downloads"));
    path.download_dir().or_else(|_none_named| home()).ok()
}

fn set_up(app: &App, arguments: &WindowArguments) -> Result<(), tauri::Error> {
    let handle = app.handle();
    let data = arguments.data_in(app.path().data_dir()?.join("otagai"));
    // First of all, so that a second start ends before it opens anything. A folder that was chosen is
    // another matter than the member's own, and so is the sample: they may be open beside it.
    if arguments.data.is_none() && !arguments.demo {
        handle.plugin(tauri_plugin_single_instance::init(|app, typed, _| {
            links::second_start(app, &typed);
        }))?;
    }
    // Whether it is visible is decided once the page is there.
    handle.plugin(
        tauri_plugin_window_state::Builder::new()
            .with_filename(data.join("window.json").to_string_lossy())
            .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
            .build(),
    )?;
    let config = arguments.config(data.clone(), downloads(app));
    app.manage(Program::new(config, arguments, handle.clone()));
    if let Some(link) = &arguments.link {
        links::offer(handle, [link.as_str()]);
    }
    let opening = handle.clone();
    tauri::async_runtime::spawn(async move { opening.state::<Program>().go_online().await });
    let title = if arguments.demo {
        "おたがい(見本)"
    } else {
        "おたがい"
    };
    window::open(app, &data, title)
}
