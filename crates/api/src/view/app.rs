//! The program itself: who is at this computer, how it looks, where the recovery words are.

pub use otagai_core::language::Language;

use super::CircleView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No argument at all (`{}` on the wire).
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Nothing {}

/// What the program knows when it starts: decides which screen comes first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppState {
    /// The member who owns this data folder; none before the first start is finished.
    pub me: Option<Me>,
    /// The circles this device is in.
    pub circles: Vec<CircleView>,
    /// Where the recovery words are.
    pub recovery: RecoveryState,
    /// The language of the screen.
    pub language: Language,
    /// Size of the text in percent, 100 to 200.
    pub text_percent: u16,
    /// An `otagai:` link that the program was started with and that waits to be shown.
    pub pending_link: Option<String>,
    /// True for the sample circle, which every screen says: nothing in it is real, and it meets nobody.
    pub sample: bool,
}

/// The member at this computer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// Id of the person.
    pub person: String,
    /// Id of this computer.
    pub device: String,
    /// Name, family name first.
    pub name: String,
    /// Reading in hiragana.
    pub reading: String,
    /// What to be called.
    pub short: String,
}

/// Where the 24 recovery words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecoveryState {
    /// Still sealed beside the keys; nothing to ask yet.
    Sealed,
    /// Still sealed beside the keys, and it is time to ask for the printed copy.
    Due,
    /// Printed or saved; they exist only on paper.
    Done,
}

/// First start: who is at this computer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InitArgs {
    /// Name, family name first; 1 to 60 characters.
    pub name: String,
    /// Reading in hiragana; 1 to 60 characters.
    pub reading: String,
    /// What to be called; empty means the name.
    pub short: String,
}

/// The printed copy: 24 words that bring the person back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryWords {
    /// The words in order.
    pub words: Vec<String>,
}

/// A change of how the program looks.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SettingsArgs {
    /// Language of the screen.
    pub language: Language,
    /// Size of the text in percent, 100 to 200.
    pub text_percent: u16,
}
