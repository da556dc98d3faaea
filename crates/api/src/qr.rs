//! An invitation link as a QR code.

use crate::{ApiError, ErrorCode};
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// Light modules around the code (ISO/IEC 18004 wants four).
const BORDER: usize = 4;

/// A text as an SVG path of dark squares, and the side of the square it fills.
///
/// # Errors
/// [`ErrorCode::Internal`] when the text is longer than a code holds.
pub(crate) fn path(text: &str) -> Result<(String, u16), ApiError> {
    let code = QRBuilder::new(text).ecl(ECL::L).build().map_err(|detail| {
        tracing::warn!(%detail, "no QR code");
        ErrorCode::Internal
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
