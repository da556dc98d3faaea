//! The telephone and mail programs of the member's system. The page has no part in it: an address comes out of a
//! card, and is made by [`otagai_api`].

use std::io;

/// The schemes that are ever opened.
const SCHEMES: [&str; 2] = ["tel:", "mailto:"];

/// Opens an address with the program that the system has for it.
///
/// # Errors
/// [`io::Error`] where no program answers, and for every other scheme.
pub(crate) fn open(address: &str) -> io::Result<()> {
    if SCHEMES.iter().any(|scheme| address.starts_with(scheme)) {
        launch(address)
    } else {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Asks the desktop's launchers one after the other. One that is still running after this time has found a program:
/// those that find none end at once.
#[cfg(target_os = "linux")]
fn launch(address: &str) -> io::Result<()> {
    open::that_detached_with_timeout(address, std::time::Duration::from_secs(2))
}

/// Asks the system, which says itself where it knows of no program.
#[cfg(not(target_os = "linux"))]
fn launch(address: &str) -> io::Result<()> {
    open::that_detached(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_telephone_and_mail_is_ever_opened() {
        for address in [
            "",
            "tel",
            "https://example.jp",
            "file:///etc/passwd",
            "/bin/true",
            "otagai:x",
            " tel:0000000001",
        ] {
            let refused = open(address).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::Unsupported, "{address}");
        }
    }
}
