//! What was begun and not sent.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A form that was begun, kept for when the program is opened again. It never leaves this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Draft {
    /// Which form; 1 to 300 characters that the screen chooses.
    pub name: String,
    /// What is in it, in a form of the screen's own; empty: nothing any more. At most 32 KiB.
    pub text: String,
}
