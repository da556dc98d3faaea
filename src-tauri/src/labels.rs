//! What the windows are called inside the program.

/// Label of the one window.
pub(crate) const MAIN: &str = "main";
