//! The sample opens from the first screen, in a second window with a data folder of its own.

use otagai_tests::window::{Window, WindowError};
use std::{
    fs::{File, TryLockError},
    path::Path,
    time::Duration,
};
use tokio::time::{sleep, timeout};

/// How long the second window may take, whose program makes the sample first.
const SOON: Duration = Duration::from_mins(1);

/// What the page does when the sample is asked for.
const START: &str = "window.__TAURI_INTERNALS__.invoke('call', { name: 'sample_start', args: {} })";

/// Waits until a program that holds this folder has made the sample in it.
async fn is_made_and_open(data: &Path) -> Result<(), WindowError> {
    let made = async {
        while !data.join("otagai.db").exists() {
            sleep(Duration::from_millis(50)).await;
        }
    };
    let waited = timeout(SOON, made).await;
    waited.map_err(|_elapsed| WindowError::Missing("the sample".to_owned()))?;
    match File::open(data.join("otagai.lock"))?.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(()),
        other => Err(WindowError::Missing(format!("who has it: {other:?}"))),
    }
}

async fn story(window: &Window) -> Result<(), WindowError> {
    window.find("[name=create]").await?;
    window.run(START).await?;
    let sample = window.data().join("sample");
    is_made_and_open(&sample).await?;
    // Asked again, the window that is open stays the only one, and nothing is refused.
    let again = format!("return {START}.then(() => 'done', (error) => error.code)");
    let said = window.run(&again).await?;
    if said != "done" {
        return Err(WindowError::Missing(format!("an answer: {said}")));
    }
    // The first window goes on: nobody is set up in it yet.
    window.find("[name=create]").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_screen_opens_the_sample_in_a_window_of_its_own() {
    if !Window::can_run().unwrap() {
        return;
    }
    let window = Window::start().await.unwrap();
    let told = story(&window).await;
    window.close().await;
    told.unwrap();
}
