//! Being asked to end: by Ctrl+C, or by whoever manages services.

use std::{future::pending, io};

/// Returns when the program is asked to end, and never where that cannot be heard: then it is ended by force.
pub(crate) async fn asked() {
    if let Err(error) = heard().await {
        tracing::warn!(%error, "being asked to end cannot be heard");
        pending::<()>().await;
    }
}

// That the terminal is gone is left as it is: with `nohup` it is no reason to end.
#[cfg(unix)]
async fn heard() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        asked = tokio::signal::ctrl_c() => asked,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(windows)]
async fn heard() -> io::Result<()> {
    use tokio::signal::windows;
    let (mut close, mut shutdown) = (windows::ctrl_close()?, windows::ctrl_shutdown()?);
    tokio::select! {
        asked = tokio::signal::ctrl_c() => asked,
        _ = close.recv() => Ok(()),
        _ = shutdown.recv() => Ok(()),
    }
}
