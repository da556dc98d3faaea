//! What leaves the circle: portable vouches, and documents as files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Vouches to take along.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProofExportArgs {
    /// Id of the circle; empty where there is only one.
    #[serde(default)]
    pub circle: String,
    /// Ids of vouches about oneself; 1 to 20.
    pub vouches: Vec<String>,
}

/// A proof file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProofFile {
    /// A name for the file.
    pub name: String,
    /// Its content: one credential, or a list of them.
    pub text: String,
}

/// A file that lies in the member's own folder for files.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedFile {
    /// What it is called there.
    pub name: String,
}

/// A proof file that somebody brought.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProofVerifyArgs {
    /// Its content.
    pub text: String,
}

/// Where today stands in the time of a vouch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Validity {
    /// Before its first day, by the clock here.
    NotYet,
    /// In its time.
    Current,
    /// After its end.
    Expired,
}

/// What this computer knows of a vouch beside what its file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ProofKnown {
    /// Its author took it back.
    Withdrawn,
    /// It does not count any more in its circle, for another reason.
    NoLonger,
    /// The member at this computer, whom it is about, hid it. Told to nobody else.
    Hidden,
}

/// A portable vouch whose signatures are good.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedProof {
    /// The same for every copy of one vouch.
    pub id: String,
    /// Heading, with the skills.
    pub title: String,
    /// The key that signed, as a `did:key`.
    pub issuer: String,
    /// The author's name as fixed at signing; may be empty. Whose key it is stands outside the file.
    pub issuer_name: String,
    /// What the member is called whose key it is, where that is known here; else empty.
    pub issuer_member: String,
    /// The key of the person vouched for, as a `did:key`.
    pub subject: String,
    /// Their name as fixed at signing; may be empty.
    pub subject_name: String,
    /// What the member is called whose key that is, where that is known here; else empty.
    pub subject_member: String,
    /// Everything that the author said.
    pub comment: String,
    /// The shared work and when it was, in words.
    pub work: Vec<String>,
    /// From when on it counts, RFC 3339, UTC.
    pub valid_from: String,
    /// Until when, RFC 3339, UTC.
    pub valid_until: String,
    /// The day of signing in Japan, `YYYY-MM-DD`, as it stands inside the circle.
    pub signed_on: String,
    /// The last day in Japan, `YYYY-MM-DD`, as it stands inside the circle.
    pub last_day: String,
    /// Where today stands in that time.
    pub validity: Validity,
    /// What this computer knows against it; null where that is nothing.
    pub known: Option<ProofKnown>,
    /// True: signed in the sample circle, with a key that is published, so that anybody could have signed it.
    pub sample: bool,
}

/// A document as a file of the merge library.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentFile {
    /// A name for the file.
    pub name: String,
    /// Its content, base64 (RFC 4648, section 4).
    pub base64: String,
}
