//! Who holds what the member at this computer wrote.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing that the member at this computer wrote.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeliveryArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Id of the document, or of the statement.
    pub document: String,
}

/// Where a thing has come to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryView {
    /// True when it is saved on this computer; false when it is nothing that this member wrote here.
    pub saved: bool,
    /// Every other member, for each as far as it is known; nobody when it is not saved.
    pub people: Vec<DeliveredView>,
}

/// What is known of one member and one thing, as the thing is now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeliveredView {
    /// Id of the member.
    pub person: String,
    /// What the member is called.
    pub short: String,
    /// How it came there, if it is known to be there.
    pub state: DeliveryState,
    /// What the member is called who passed it on and told so; empty where nobody did.
    pub via: String,
    /// When it was last known to be there, ms; none if it is not known to be.
    #[ts(type = "number | null")]
    pub at: Option<u64>,
}

/// How a thing came to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DeliveryState {
    /// The two have met since it was written.
    Given,
    /// Somebody else told that it is there.
    Passed,
    /// It is not known to be there; it may be.
    NotYet,
}
