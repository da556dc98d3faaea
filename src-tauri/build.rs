//! Names the commands of the window, so that every other one is refused.

use tauri_build::{AppManifest, Attributes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Without a list, Tauri lets every page call every command.
    let manifest = AppManifest::new().commands(&["call", "subscribe"]);
    tauri_build::try_build(Attributes::new().app_manifest(manifest))?;
    Ok(())
}
