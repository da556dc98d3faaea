//! Signing a portable vouch, making its file again, and the only way from a file to what it says.
//!
//! Two proofs, because the Open Badges world reads only `eddsa-rdfc-2022` and a checker without a JSON-LD
//! library only `eddsa-jcs-2022`. Verification is strict where the specification is not: the `@context` must be
//! the known list (an entry added after signing is covered by no signature), and the key must be the issuer's.

use super::{
    did::{self, DidKey},
    document::{self, Checked, CredentialDocument, DocumentError, IntegrityProof},
    jcs,
    moment::Second,
    rdfc,
    template::{FieldError, VouchCredential},
};
use crate::{Millis, date::Day};
use ed25519_dalek::{Signature, Signer, SigningKey};
use minicbor::{Decode, Encode};
use serde::Serialize;
use serde_json::{Value, error::Category};

/// Bytes of a file that is read.
pub const FILE_BYTES: usize = 64 * 1024;

/// How far two clocks may be apart before a vouch is said to be of the future, ms: five minutes.
const CLOCKS_APART: Millis = 5 * 60 * 1000;

const PROOF: &str = "DataIntegrityProof";
const PURPOSE: &str = "assertionMethod";

/// Why a file is not a portable vouch that was signed by its issuer.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum CredentialError {
    /// More bytes than such a file has.
    #[error("{0} bytes are too many for a portable vouch")]
    TooLong(usize),
    /// Not JSON.
    #[error("the file is not JSON")]
    NotJson,
    /// JSON with a member too many, too few, twice or of another kind.
    #[error("the file has not the shape of a portable vouch: {0}")]
    Shape(String),
    /// The shape fits, a value does not.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The choices are not a vouch.
    #[error(transparent)]
    Field(FieldError),
    /// No proof at all.
    #[error("the file carries no proof")]
    NoProof,
    /// Every vouch is given away with both proofs; one was taken out.
    #[error("the {0} proof is missing")]
    MissingProof(Suite),
    /// Two proofs of one suite.
    #[error("there are two proofs of one suite")]
    RepeatedProof,
    /// Another cryptosuite.
    #[error("a proof is of an unknown suite")]
    UnknownSuite,
    /// The proof's type, purpose, date or `@context` is not what we write.
    #[error("the {0} of a proof is not the expected one")]
    ProofMember(&'static str),
    /// Made with a key that is not the issuer's.
    #[error("a proof was made with a key that is not the issuer's")]
    NotTheIssuer,
    /// The signature is not 64 bytes in base58.
    #[error("a signature is not 64 bytes in base58")]
    ProofValue,
    /// The signature does not match what is written.
    #[error("the {0} signature does not match what is written")]
    BadSignature(Suite),
}

impl From<FieldError> for CredentialError {
    fn from(error: FieldError) -> Self {
        match error {
            FieldError::Document(error) => Self::Document(error),
            error => Self::Field(error),
        }
    }
}

/// How a document is turned into the bytes that are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    /// By its canonical JSON.
    Jcs,
    /// By its canonical RDF graph.
    Rdfc,
}

impl Suite {
    /// Its registered name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jcs => "eddsa-jcs-2022",
            Self::Rdfc => "eddsa-rdfc-2022",
        }
    }
}

impl std::fmt::Display for Suite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Both signatures, as they are kept beside the choices that they sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct CompactProofs {
    /// Over the canonical JSON.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub jcs: [u8; 64],
    /// Over the canonical RDF graph.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub rdfc: [u8; 64],
}

impl CompactProofs {
    /// One after the other.
    pub fn to_bytes(&self) -> [u8; 128] {
        let mut bytes = [0; 128];
        let (jcs, rdfc) = bytes.split_at_mut(64);
        jcs.copy_from_slice(&self.jcs);
        rdfc.copy_from_slice(&self.rdfc);
        bytes
    }

    /// Reads what [`CompactProofs::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8; 128]) -> Self {
        let mut proofs = Self {
            jcs: [0; 64],
            rdfc: [0; 64],
        };
        let (jcs, rdfc) = bytes.split_at(64);
        proofs.jcs.copy_from_slice(jcs);
        proofs.rdfc.copy_from_slice(rdfc);
        proofs
    }
}

/// Where a moment stands in the life of a vouch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Before its first day, by the clock that was asked.
    NotYet,
    /// In its time.
    Current,
    /// After its end.
    Expired,
}

/// A portable vouch whose signatures were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedCredential {
    document: CredentialDocument,
    checked: Checked,
}

impl VerifiedCredential {
    /// The key that signed. Whose key it is stands outside the file.
    pub fn issuer(&self) -> DidKey {
        self.checked.issuer
    }

    /// The name that the issuer gave themselves.
    pub fn issuer_name(&self) -> Option<&str> {
        self.document.issuer.name.as_deref()
    }

    /// The key of the person vouched for.
    pub fn subject(&self) -> DidKey {
        self.checked.subject
    }

    /// The name that the issuer gave the subject.
    pub fn subject_name(&self) -> Option<&str> {
        self.document.credential_subject.name.as_deref()
    }

    /// `urn:uuid:…`: the same for every copy of one vouch.
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// The heading, with the skills.
    pub fn title(&self) -> &str {
        &self.document.name
    }

    /// Everything that the issuer said.
    pub fn comment(&self) -> &str {
        &self.document.credential_subject.endorsement_comment
    }

    /// The title of the shared work and when it was, in words.
    pub fn work(&self) -> impl Iterator<Item = (&str, &str)> {
        let works = self.document.evidence.iter();
        works.map(|work| (work.name.as_str(), work.description.as_str()))
    }

    /// The day in Japan on which it was signed, by the issuer's clock.
    pub fn signed_on(&self) -> Day {
        self.checked.valid_from.day_in_japan()
    }

    /// Its last day, in Japan.
    pub fn last_day(&self) -> Day {
        self.checked.valid_until.day_in_japan()
    }

    /// When it was signed, by the issuer's clock.
    pub fn valid_from(&self) -> Second {
        self.checked.valid_from
    }

    /// Its end.
    pub fn valid_until(&self) -> Second {
        self.checked.valid_until
    }

    /// Information, not a refusal: an expired vouch was still signed. A clock that is a little behind the author's
    /// sees no vouch of the future.
    pub fn validity(&self, now: Millis) -> Validity {
        if now.saturating_add(CLOCKS_APART) < self.checked.valid_from.millis() {
            Validity::NotYet
        } else if now > self.checked.valid_until.millis() {
            Validity::Expired
        } else {
            Validity::Current
        }
    }
}

/// Signs a vouch in both ways. One set of choices always gives the same signatures.
///
/// # Errors
/// [`FieldError`] when the choices are not a vouch, or `key` is not the issuer's.
pub fn sign(fields: &VouchCredential, key: &SigningKey) -> Result<CompactProofs, FieldError> {
    if key.verifying_key() != *fields.issuer.did.verifying_key() {
        return Err(FieldError::NotTheIssuer);
    }
    let document = fields.document()?;
    let signed = |suite| {
        let options = options(suite, &fields.issuer.did, &document.valid_from);
        key.sign(&hash_data(suite, &options, &document)).to_bytes()
    };
    Ok(CompactProofs {
        jcs: signed(Suite::Jcs),
        rdfc: signed(Suite::Rdfc),
    })
}

/// Makes the file of a vouch again. What it gives always verifies; written with [`jcs::canonical`] it has the
/// same bytes everywhere.
///
/// # Errors
/// [`CredentialError`] when the choices are not a vouch, or the signatures are not over these choices.
pub fn expand(fields: &VouchCredential, proofs: &CompactProofs) -> Result<Value, CredentialError> {
    let mut document = fields.document()?;
    let with_value = |suite, signature| IntegrityProof {
        value: Some(did::base58btc(signature)),
        ..options(suite, &fields.issuer.did, &document.valid_from)
    };
    let both = vec![
        with_value(Suite::Jcs, &proofs.jcs),
        with_value(Suite::Rdfc, &proofs.rdfc),
    ];
    document.proof = Some(both);
    let file = value(&document);
    check(document)?;
    Ok(file)
}

/// The only way from the bytes of a file to what it says.
///
/// # Errors
/// [`CredentialError`] says what is wrong.
pub fn verify(file: &[u8]) -> Result<VerifiedCredential, CredentialError> {
    if file.len() > FILE_BYTES {
        return Err(CredentialError::TooLong(file.len()));
    }
    let document = serde_json::from_slice(file).map_err(|error| match error.classify() {
        Category::Data => CredentialError::Shape(error.to_string()),
        Category::Io | Category::Syntax | Category::Eof => CredentialError::NotJson,
    })?;
    check(document)
}

fn check(mut document: CredentialDocument) -> Result<VerifiedCredential, CredentialError> {
    let proofs = document.proof.take().unwrap_or_default();
    let checked = document.check()?;
    if proofs.is_empty() {
        return Err(CredentialError::NoProof);
    }
    let (mut jcs, mut rdfc) = (false, false);
    for proof in &proofs {
        let (suite, seen) = match proof.cryptosuite.as_str() {
            "eddsa-jcs-2022" => (Suite::Jcs, &mut jcs),
            "eddsa-rdfc-2022" => (Suite::Rdfc, &mut rdfc),
            _ => return Err(CredentialError::UnknownSuite),
        };
        if std::mem::replace(seen, true) {
            return Err(CredentialError::RepeatedProof);
        }
        check_proof(suite, proof, &document, &checked.issuer)?;
    }
    for (there, suite) in [(jcs, Suite::Jcs), (rdfc, Suite::Rdfc)] {
        if !there {
            return Err(CredentialError::MissingProof(suite));
        }
    }
    Ok(VerifiedCredential { document, checked })
}

fn check_proof(
    suite: Suite,
    proof: &IntegrityProof,
    document: &CredentialDocument,
    issuer: &DidKey,
) -> Result<(), CredentialError> {
    let expected = options(suite, issuer, &document.valid_from);
    if proof.verification_method != expected.verification_method {
        return Err(CredentialError::NotTheIssuer);
    }
    for (what, as_expected) in [
        ("type", proof.kind == expected.kind),
        ("purpose", proof.purpose == expected.purpose),
        ("date", proof.created == expected.created),
        ("@context", proof.context == expected.context),
    ] {
        if !as_expected {
            return Err(CredentialError::ProofMember(what));
        }
    }
    let signature: [u8; 64] = proof
        .value
        .as_deref()
        .and_then(did::from_base58btc)
        .ok_or(CredentialError::ProofValue)?;
    issuer
        .verifying_key()
        .verify_strict(
            &hash_data(suite, &expected, document),
            &Signature::from_bytes(&signature),
        )
        .map_err(|_mismatch| CredentialError::BadSignature(suite))
}

/// A proof without its value, as we write it.
fn options(suite: Suite, issuer: &DidKey, created: &str) -> IntegrityProof {
    IntegrityProof {
        kind: PROOF.to_owned(),
        cryptosuite: suite.name().to_owned(),
        created: created.to_owned(),
        verification_method: issuer.verification_method(),
        purpose: PURPOSE.to_owned(),
        context: match suite {
            Suite::Jcs => Some(document::context()),
            Suite::Rdfc => None,
        },
        value: None,
    }
}

fn hash_data(suite: Suite, options: &IntegrityProof, document: &CredentialDocument) -> [u8; 64] {
    match suite {
        Suite::Jcs => jcs::hash_data(&value(options), &value(document)),
        Suite::Rdfc => jcs::combine(
            rdfc::options(options).as_bytes(),
            rdfc::document(document).as_bytes(),
        ),
    }
}

fn value<T: Serialize>(closed: &T) -> Value {
    match serde_json::to_value(closed) {
        Ok(value) => value,
        // Texts and lists of texts only.
        Err(never) => unreachable!("writing JSON to memory: {never}"),
    }
}
