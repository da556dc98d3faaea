//! Work that waits for the disk or the key chain.

use crate::NodeError;

/// Runs work that waits for the disk or the key chain where it holds up nobody.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, NodeError> + Send + 'static,
) -> Result<T, NodeError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_panicked| NodeError::Stopped)?
}
