//! An invitation link as a QR code.

use crate::{ApiError, EdgeRefusal};
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// Light modules around the code (ISO/IEC 18004 wants four).
const BORDER: usize = 4;

/// A text as an SVG path of dark squares, and the side of the square it fills.
///
/// # Errors
/// [`EdgeRefusal::Internal`] when the text is longer than a code holds.
pub(crate) fn path(text: &str) -> Result<(String, u16), ApiError> {
    let code = QRBuilder::new(text).ecl(ECL::L).build().map_err(|detail| {
        tracing::warn!(%detail, "no QR code");
        EdgeRefusal::Internal("the text is too long for a QR code")
    })?;
    let mut path = String::new();
    for row in 0..code.size {
        for (column, module) in code[row].iter().take(code.size).enumerate() {
            if module.value() {
                // Writing to a string does not fail.
                let _always = write!(path, "M{} {}h1v1h-1z", column + BORDER, row + BORDER);
            }
        }
    }
    let side = u16::try_from(code.size + 2 * BORDER).unwrap_or(u16::MAX);
    Ok((path, side))
}

#[cfg(test)]
mod tests {
    use super::*;
    use otagai_core::{
        id::{CircleId, DeviceId},
        invite_link::{ADDRESSES, HOSTS, Host, InviteLink},
    };

    fn side_of(name: &str, inviter: &str, hosts: usize, addresses: usize) -> u16 {
        let link = InviteLink {
            circle: CircleId::from_bytes([9; 32]),
            name: name.to_owned(),
            inviter: inviter.to_owned(),
            seed: [5; 16],
            hosts: (0..hosts)
                .map(|_| Host {
                    device: DeviceId::from_bytes([3; 32]),
                    addresses: vec!["192.168.1.20:45001".parse().unwrap(); addresses],
                })
                .collect(),
        };
        path(&link.to_string()).unwrap().1
    }

    /// The window draws a code 240 px wide and never fewer than 3 px a module.
    #[test]
    fn a_usual_code_has_three_pixels_a_module_and_the_longest_fits_the_window() {
        let usual = side_of("コーチングの勉強会", "ひとみ", 1, 3);
        assert!(usual * 3 <= 240, "{usual} modules");
        let longest = side_of(&"会".repeat(60), &"会".repeat(30), HOSTS, ADDRESSES);
        assert!(longest * 3 <= 420, "{longest} modules");
    }
}
