//! Words that were said here and do not stand any more.

use super::{CardView, Section};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something of one's own card that was saved at this computer, and that another computer with the same data has said
/// differently without knowing it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LostWordView {
    /// Names it in `card_lost_settle`.
    pub place: String,
    /// What of the card it is.
    pub part: CardPart,
    /// The section that it belongs to; none where that is always shown.
    pub section: Option<Section>,
    /// A card that says only what was said here; nothing where something was taken away.
    pub here: CardView,
    /// A card that says only what stands now.
    pub there: CardView,
}

/// What of a card a word is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CardPart {
    /// Name, family name first.
    Name,
    /// Its reading.
    Reading,
    /// What to be called.
    Short,
    /// The face.
    Photo,
    /// Resting, or how deep in.
    Presence,
    /// A day of the week.
    Week,
    /// Who may see a section.
    ShownTo,
    /// Anything else of the section.
    Section,
}

/// What becomes of a word that was lost.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LostWordSettleArgs {
    /// Id of the circle, or empty.
    #[serde(default)]
    pub circle: String,
    /// Which, as in `LostWordView`.
    pub place: String,
    /// True: what was said here is said again. False: what stands now is right.
    pub say_again: bool,
}
