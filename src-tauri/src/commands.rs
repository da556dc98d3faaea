//! The two commands of the page.
#![expect(
    clippy::let_underscore_must_use,
    reason = "what the command attribute writes around each of them"
)]

use crate::program::Program;
use otagai_api::{ApiError, Event};
use serde_json::Value;
use tauri::{State, ipc::Channel};

/// Runs a command of [`otagai_api`] by name.
#[tauri::command]
pub(crate) async fn call(
    program: State<'_, Program>,
    name: String,
    args: Value,
) -> Result<Value, ApiError> {
    program.call(&name, args).await
}

/// Sends everything that happens from now on.
#[tauri::command]
pub(crate) async fn subscribe(
    program: State<'_, Program>,
    channel: Channel<Event>,
) -> Result<(), ApiError> {
    program.subscribe(channel).await
}
