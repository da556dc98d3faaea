//! Copies of what is on this computer.

use crate::ErrorCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The copies on this computer, and how it stands with them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupsView {
    /// The copies, the newest first.
    pub copies: Vec<CopyView>,
    /// The last copy came to nothing, and nothing was made since; none when all is well.
    pub failure: Option<CopyFailureView>,
    /// Size of all of them, bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// One copy on this computer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CopyView {
    /// Its name, which chooses it.
    pub copy: String,
    /// Why it was made.
    pub reason: CopyReason,
    /// When it was made, ms.
    #[ts(type = "number")]
    pub made_at: u64,
    /// Its size, bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CopyReason {
    /// A day began, or the member asked.
    Daily,
    /// Another copy was about to take the place of what was there.
    Before,
}

/// Why there is no copy of today.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CopyFailureView {
    /// When it was tried, ms.
    #[ts(type = "number")]
    pub at: u64,
    /// What was wrong.
    pub code: ErrorCode,
    /// The technical cause, in English.
    pub detail: String,
}

/// A copy that was saved to a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedCopyView {
    /// Name of the file, without its folders.
    pub file: String,
    /// Its size, bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// A copy, looked at before it takes the place of anything.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CopyLookView {
    /// Name of the file without its folders; empty for a copy on this computer.
    pub file: String,
    /// When it was made, ms.
    #[ts(type = "number")]
    pub made_at: u64,
    /// What opens it here.
    pub opens: CopyOpens,
}

/// What opens a copy on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CopyOpens {
    /// Nothing more is needed.
    Here,
    /// The 24 words of the hand-over copy: it was made on another computer.
    Words,
    /// Nothing: it opens only on the computer that made it.
    Elsewhere,
}

/// Which copy is looked at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CopyArgs {
    /// Name of a copy on this computer; empty means the file that was chosen last.
    #[serde(default)]
    pub copy: String,
}

/// Which copy takes the place of what is here.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RestoreArgs {
    /// Name of a copy on this computer; empty means the file that was chosen last.
    #[serde(default)]
    pub copy: String,
    /// The 24 words, spaced however, in hiragana or English; empty where they are not needed.
    #[serde(default)]
    pub words: String,
}

/// The 24 words, for data whose keys are gone.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReopenWordsArgs {
    /// The 24 words, spaced however, in hiragana or English.
    pub words: String,
}

/// A file of keys that the member chooses, for data whose keys are gone.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReopenKeysArgs {
    /// The password of the file; empty for that of the folder of keys that is used here.
    #[serde(default)]
    pub password: String,
}

impl std::fmt::Debug for ReopenKeysArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReopenKeysArgs(***)")
    }
}
