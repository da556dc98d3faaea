//! The closed JSON shape of a portable vouch: an `EndorsementCredential` of Open Badges 3.0.
//!
//! Source: Verifiable Credentials Data Model 2.0; Open Badges 3.0, `EndorsementCredential`. There is no room
//! for anything else: a member that we do not know cannot be checked by the second suite, and one that other
//! software drops silently would be a hole in what was signed.

use super::{
    did::{DidError, DidKey},
    moment::Second,
};
use crate::text::shows_nothing;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const TYPES: [&str; 2] = ["VerifiableCredential", "EndorsementCredential"];
const ISSUER_TYPES: [&str; 1] = ["Profile"];
const SUBJECT_TYPES: [&str; 1] = ["EndorsementSubject"];
const EVIDENCE_TYPES: [&str; 1] = ["Evidence"];

/// Why a document is not one of our portable vouches, whoever signed it.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum DocumentError {
    /// Another `@context` list: an added entry could give every word another meaning.
    #[error("the @context is not the known one")]
    Context,
    /// Another kind of credential, or of a part of it.
    #[error("the type of the {0} is not that of a vouch")]
    Type(&'static str),
    /// An id is not `urn:uuid:` with lower-case digits, or both are the same.
    #[error("an id is not a urn:uuid of its own")]
    Id,
    /// The issuer is not a `did:key`.
    #[error("the issuer: {0}")]
    Issuer(#[source] DidError),
    /// The subject is not a `did:key`.
    #[error("the subject: {0}")]
    Subject(#[source] DidError),
    /// Issuer and subject are one.
    #[error("nobody vouches for themselves")]
    SelfVouch,
    /// A date is not a second in UTC, or the end is not after the beginning.
    #[error("the dates are not two seconds in UTC, one after the other")]
    Dates,
    /// A text is empty or holds control characters, which other software hashes in another way.
    #[error("the {0} is empty or holds control characters")]
    Text(&'static str),
    /// Not exactly one shared work.
    #[error("there is not exactly one shared work")]
    Evidence,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct CredentialDocument {
    #[serde(rename = "@context")]
    pub(super) context: Value,
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) types: Vec<String>,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) issuer: Issuer,
    pub(super) valid_from: String,
    pub(super) valid_until: String,
    pub(super) credential_subject: Subject,
    pub(super) evidence: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) proof: Option<Vec<IntegrityProof>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Issuer {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) types: Vec<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    pub(super) name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Subject {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) types: Vec<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    pub(super) name: Option<String>,
    pub(super) endorsement_comment: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Evidence {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) types: Vec<String>,
    pub(super) name: String,
    pub(super) genre: String,
    pub(super) description: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct IntegrityProof {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) cryptosuite: String,
    pub(super) created: String,
    pub(super) verification_method: String,
    #[serde(rename = "proofPurpose")]
    pub(super) purpose: String,
    #[serde(
        rename = "@context",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    pub(super) context: Option<Value>,
    #[serde(
        rename = "proofValue",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    pub(super) value: Option<String>,
}

/// A member that is there with `null` is not an absent one: it would be hashed in another way.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// The typed values of a document that has our shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Checked {
    pub(super) issuer: DidKey,
    pub(super) subject: DidKey,
    pub(super) valid_from: Second,
    pub(super) valid_until: Second,
}

/// The only `@context` list.
pub(super) fn context() -> Value {
    json!([
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    ])
}

/// The `type` lists of credential, issuer, subject and evidence.
pub(super) fn types() -> [Vec<String>; 4] {
    [
        TYPES.as_slice(),
        &ISSUER_TYPES,
        &SUBJECT_TYPES,
        &EVIDENCE_TYPES,
    ]
    .map(|types| types.iter().map(|&one| one.to_owned()).collect())
}

impl CredentialDocument {
    pub(super) fn check(&self) -> Result<Checked, DocumentError> {
        if self.context != context() {
            return Err(DocumentError::Context);
        }
        let [work] = self.evidence.as_slice() else {
            return Err(DocumentError::Evidence);
        };
        for (what, found, known) in [
            ("credential", &self.types, TYPES.as_slice()),
            ("issuer", &self.issuer.types, &ISSUER_TYPES),
            ("subject", &self.credential_subject.types, &SUBJECT_TYPES),
            ("shared work", &work.types, &EVIDENCE_TYPES),
        ] {
            if found != known {
                return Err(DocumentError::Type(what));
            }
        }
        if !is_uuid(&self.id) || !is_uuid(&work.id) || self.id == work.id {
            return Err(DocumentError::Id);
        }
        let issuer: DidKey = self.issuer.id.parse().map_err(DocumentError::Issuer)?;
        let subject = &self.credential_subject.id;
        let subject: DidKey = subject.parse().map_err(DocumentError::Subject)?;
        if issuer == subject {
            return Err(DocumentError::SelfVouch);
        }
        self.check_texts(work)?;
        let date = |text: &str| text.parse().map_err(|_form| DocumentError::Dates);
        let (valid_from, valid_until): (Second, Second) =
            (date(&self.valid_from)?, date(&self.valid_until)?);
        if valid_until <= valid_from {
            return Err(DocumentError::Dates);
        }
        Ok(Checked {
            issuer,
            subject,
            valid_from,
            valid_until,
        })
    }

    fn check_texts(&self, work: &Evidence) -> Result<(), DocumentError> {
        let subject = &self.credential_subject;
        let named = |what, name: &Option<String>| name.as_deref().map_or(Ok(()), |n| line(what, n));
        line("name", &self.name)?;
        line("description", &self.description)?;
        named("issuer's name", &self.issuer.name)?;
        named("subject's name", &subject.name)?;
        line("name of the work", &work.name)?;
        line("kind of the work", &work.genre)?;
        line("description of the work", &work.description)?;
        paragraphs("comment", &subject.endorsement_comment)
    }
}

/// One line: not empty, no control characters.
pub(super) fn line(what: &'static str, text: &str) -> Result<(), DocumentError> {
    check_text(what, text, char::is_control)
}

/// Several lines: line feeds are the only control characters.
pub(super) fn paragraphs(what: &'static str, text: &str) -> Result<(), DocumentError> {
    check_text(what, text, |c| c.is_control() && c != '\n')
}

fn check_text(
    what: &'static str,
    text: &str,
    refused: impl Fn(char) -> bool,
) -> Result<(), DocumentError> {
    if shows_nothing(text) || text.chars().any(refused) {
        Err(DocumentError::Text(what))
    } else {
        Ok(())
    }
}

/// `urn:uuid:` and 36 characters, lower case (RFC 9562, section 4).
fn is_uuid(text: &str) -> bool {
    let Some(uuid) = text.strip_prefix("urn:uuid:") else {
        return false;
    };
    uuid.len() == 36
        && uuid.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}
