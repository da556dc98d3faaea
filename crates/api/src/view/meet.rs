//! Meeting other devices, and what happened meanwhile.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// This device's address, to be typed, pasted or scanned on another.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TicketView {
    /// The address ticket.
    pub ticket: String,
}

/// Meeting other devices now.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SyncArgs {
    /// An address ticket, or empty: whoever is near or known.
    #[serde(default)]
    pub peer: String,
    /// For how many seconds at most, 1 to 600.
    #[serde(default)]
    pub seconds: u16,
    /// True: stop as soon as one meeting has finished.
    #[serde(default)]
    pub once: bool,
    /// True: end the connections with whom was met, so that the computers part again although both stay on.
    #[serde(default)]
    pub part: bool,
}

/// What moved while meeting.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncView {
    /// Devices met.
    pub met: u32,
    /// Items received and stored.
    pub received: u32,
    /// Items handed over.
    pub sent: u32,
    /// Items refused.
    pub refused: u32,
}

/// How things stand with one other person.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeerView {
    /// Id of the person.
    pub person: String,
    /// What the person is called.
    pub short: String,
    /// When one of the person's computers was last met, ms; none if never.
    #[ts(type = "number | null")]
    pub last_met: Option<u64>,
    /// True while a connection is open.
    pub connected: bool,
    /// How many things that the member at this computer wrote are not known to be there as they are now. Each
    /// document and each statement is one thing.
    pub missing: u32,
    /// When what the person holds was last known, from a meeting or from what another member told, ms; none if
    /// never.
    #[ts(type = "number | null")]
    pub heard_at: Option<u64>,
    /// What the member is called who told that; empty where it is known from a meeting.
    pub via: String,
}

/// Per person: last met, and what is not known to be there.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatusView {
    /// Every other member of the circle.
    pub people: Vec<PeerView>,
    /// How many words of the own card were said at this computer and do not stand any more: see `card_lost`.
    pub lost_words: u32,
    /// True where this circle has become too large to be compared with other computers; others are not kept from it.
    pub too_large: bool,
}

/// Result of dropping and rebuilding everything that is derived.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RebuildView {
    /// Digest of everything stored in the circle.
    pub stored: String,
    /// Digest of the derived tables.
    pub derived: String,
}
