//! Programs of the member's system that an address opens: its telephone, its mail.

use super::Device;
use std::{fmt, io, sync::Arc};

/// Whoever opens addresses; may wait for the system.
type Open = dyn Fn(&str) -> io::Result<()> + Send + Sync;

/// The same, kept by the device.
#[derive(Clone)]
pub(super) struct AddressOpener(Arc<Open>);

impl fmt::Debug for AddressOpener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressOpener")
    }
}

impl Device {
    /// Says how a `tel:` or `mailto:` address opens the program that the system has for it. Called on a thread that
    /// may wait; fails where no program answers. The first word counts.
    pub fn offers_addresses(&self, open: impl Fn(&str) -> io::Result<()> + Send + Sync + 'static) {
        drop(self.addresses.set(AddressOpener(Arc::new(open))));
    }

    /// Opens an address that was made here; false where no program answers.
    pub(crate) async fn open_address(&self, address: String) -> bool {
        let Some(AddressOpener(open)) = self.addresses.get().cloned() else {
            return false;
        };
        let opened = tokio::task::spawn_blocking(move || open(&address)).await;
        // Whose number it is stays out of the log.
        match opened {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::info!(kind = %error.kind(), "no program opened a contact");
                false
            }
            Err(_panicked) => false,
        }
    }
}
