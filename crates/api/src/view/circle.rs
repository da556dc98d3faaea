//! Circles, invitations and joining.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A new circle.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CircleCreateArgs {
    /// Name of the circle; 1 to 60 characters.
    pub name: String,
    /// What it is for; 1 to 200 characters.
    pub purpose: String,
}

/// One circle among those this device is in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CircleView {
    /// Id of the circle.
    pub circle: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// How many members it has.
    pub members: u32,
    /// Whether the member at this computer is in, or waits for a steward.
    pub standing: Standing,
    /// The member's own name in this circle, as the card there says.
    pub my_name: String,
    /// What the member is called in this circle.
    pub my_short: String,
}

/// How a person stands in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// A member.
    Member,
    /// Joined, and waits for a steward or the inviter.
    Waiting,
    /// Was a member and left.
    Left,
}

/// Names a circle; empty where the device is in exactly one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CircleArgs {
    /// Id of the circle, or empty.
    #[serde(default)]
    pub circle: String,
}

/// A new invitation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InviteArgs {
    /// Id of the circle, or empty.
    #[serde(default)]
    pub circle: String,
    /// Name of the guest; stays on this computer.
    #[serde(default)]
    pub to: String,
    /// How many persons may join with it, 1 to 50.
    pub uses: u16,
    /// For how many days it is good, 1 to 60.
    pub days: u16,
}

/// An invitation to hand over.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InviteView {
    /// Id of the invitation.
    pub invitation: String,
    /// The link, `otagai:…`.
    pub link: String,
    /// The same link as a QR code: an SVG path in a square of `qr_size` units.
    pub qr_path: String,
    /// Side of the QR code in its own units, border included.
    pub qr_size: u16,
    /// The last moment it is good for, ms.
    #[ts(type = "number")]
    pub expires_at: u64,
    /// How many persons may join with it.
    pub uses: u16,
    /// Name of the guest, as written by the inviter.
    pub to: String,
}

/// An invitation link as it came in: pasted, typed or scanned.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkArgs {
    /// The link; anything around it is ignored.
    pub link: String,
}

/// What an invitation link says, read without asking anybody. What the circle is for comes with its charter.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InvitePreview {
    /// Id of the circle.
    pub circle: String,
    /// Name of the circle.
    pub name: String,
    /// Who invites.
    pub inviter: String,
    /// True when this device is already in the circle.
    pub already_in: bool,
}

/// The charter (会の約束), fetched from a member who is online, for the one page before joining.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CharterView {
    /// Name of the circle.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Conditions of taking part.
    pub conditions: String,
    /// How members' data is used.
    pub data_use: String,
}

/// Joining: given after the charter was shown and agreed to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JoinArgs {
    /// The link again.
    pub link: String,
    /// One line: what I would like to do here; becomes the banner of the card. May be empty.
    #[serde(default)]
    pub hello: String,
}
