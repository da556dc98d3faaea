//! What leaves the circle: portable vouches to take along and to check, and documents as files.

use super::{naming::Names, program};
use crate::{
    ApiError, Device, EdgeRefusal, ProofRefusal, convert,
    files::Letter,
    view::{
        DocumentFile, Language, ProofExportArgs, ProofFile, ProofKnown, ProofVerifyArgs, SavedFile,
        Validity, VerifiedProof, WorkArgs,
    },
};
use data_encoding::BASE64;
use otagai_core::credential::{self, CredentialError, DidKey, VerifiedCredential, jcs};
use otagai_core::limits::forms;
use otagai_node::{NodeError, clock::Clock, home::Home, sample, work::proofs::KnownOfProof};
use serde_json::Value;

/// Vouches in one file at most.
const VOUCHES: usize = forms::PROOF_VOUCHES;
/// Bytes of a proof file that is read.
const FILE_BYTES: usize = forms::PROOF_FILE_BYTES;

pub(super) async fn export(device: &Device, args: ProofExportArgs) -> Result<ProofFile, ApiError> {
    made(device, args, |home, text| {
        let what = if home.is_sample() {
            "otagai-sample-proof"
        } else {
            "otagai-proof"
        };
        Ok(ProofFile {
            name: format!("{what}-{}.json", home.clock().today()),
            text,
        })
    })
    .await
}

pub(super) async fn save(device: &Device, args: ProofExportArgs) -> Result<SavedFile, ApiError> {
    let letter = made(device, args, |home, text| {
        let what = match (program::language(home)?, home.is_sample()) {
            (Language::Japanese, false) => "推薦書",
            (Language::Japanese, true) => "見本の推薦書",
            (Language::English, false) => "otagai-letter",
            (Language::English, true) => "otagai-sample-letter",
        };
        Ok(Letter {
            stem: format!("{what}-{}", home.clock().today()),
            ending: "json",
            bytes: text.into_bytes(),
        })
    })
    .await?;
    device.save(letter).await
}

/// Makes the text of a proof file, and something of it.
async fn made<T: Send + 'static>(
    device: &Device,
    args: ProofExportArgs,
    shape: impl FnOnce(&Home, String) -> Result<T, NodeError> + Send + 'static,
) -> Result<T, ApiError> {
    let named = convert::circle(&args.circle)?;
    if args.vouches.is_empty() || args.vouches.len() > VOUCHES {
        return Err(EdgeRefusal::BadInput.into());
    }
    let mut vouches = Vec::new();
    for vouch in &args.vouches {
        vouches.push(convert::document(vouch)?.ok_or(NodeError::UnknownWork)?);
    }
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let mut files = Vec::new();
            for vouch in vouches {
                files.push(home.proof(circle, vouch)?);
            }
            let file = match files.as_slice() {
                [one] => one.clone(),
                _ => Value::Array(files),
            };
            let text = String::from_utf8_lossy(&jcs::canonical(&file)).into_owned();
            shape(home, text)
        })
        .await?)
}

pub(super) async fn verify(
    device: &Device,
    args: ProofVerifyArgs,
) -> Result<Vec<VerifiedProof>, ApiError> {
    let proofs = read(&args.text)?;
    // Whoever checks need not be set up here.
    match device.node.home() {
        Ok(_) => Ok(device
            .node
            .with_home(move |home| {
                let clock = home.clock();
                proofs
                    .iter()
                    .map(|proof| Ok(view(proof, clock, Beside::of(home, proof)?)))
                    .collect::<Result<Vec<_>, NodeError>>()
            })
            .await?),
        Err(_nobody_yet) => Ok(checked(&proofs, device.node.clock())),
    }
}

/// Checks a proof file by itself: without a data folder, without keys, and whoever has the data open. What some
/// computer knows beside the file is not asked.
///
/// # Errors
/// The code of why it is no proof, or not as it was signed.
pub fn verify_alone(text: &str, clock: &Clock) -> Result<Vec<VerifiedProof>, ApiError> {
    Ok(checked(&read(text)?, clock))
}

fn checked(proofs: &[VerifiedCredential], clock: &Clock) -> Vec<VerifiedProof> {
    let alone = |proof| view(proof, clock, Beside::default());
    proofs.iter().map(alone).collect()
}

/// Reads and verifies every vouch of a file.
fn read(text: &str) -> Result<Vec<VerifiedCredential>, ApiError> {
    if text.len() > FILE_BYTES {
        return Err(ProofRefusal::NotOurs.into());
    }
    let mut proofs: Vec<VerifiedCredential> = Vec::new();
    for file in split(text)? {
        let proof = credential::verify(file.as_bytes()).map_err(|error| refused(&error))?;
        if proofs.iter().any(|other| other.id() == proof.id()) {
            return Err(ProofRefusal::Twice.into());
        }
        proofs.push(proof);
    }
    Ok(proofs)
}

pub(super) async fn document(device: &Device, args: WorkArgs) -> Result<DocumentFile, ApiError> {
    let file = document_letter(device, args).await?;
    Ok(DocumentFile {
        name: format!("{}.{}", file.stem, file.ending),
        base64: BASE64.encode(&file.bytes),
    })
}

pub(super) async fn document_save(device: &Device, args: WorkArgs) -> Result<SavedFile, ApiError> {
    let file = document_letter(device, args).await?;
    device.save(file).await
}

async fn document_letter(device: &Device, args: WorkArgs) -> Result<Letter, ApiError> {
    let named = convert::circle(&args.circle)?;
    let document = convert::document(&args.document)?.ok_or(NodeError::UnknownWork)?;
    Ok(device
        .node
        .with_home(move |home| {
            Ok(Letter {
                stem: format!("otagai-{}", document.brief()),
                ending: "automerge",
                bytes: home.document_file(home.circle(named)?, document)?,
            })
        })
        .await?)
}

/// The credentials of a file, each as the text that came: what was signed must not be written anew.
fn split(text: &str) -> Result<Vec<String>, ApiError> {
    if !text.trim_start().starts_with('[') {
        return Ok(vec![text.to_owned()]);
    }
    let parts: Vec<Box<serde_json::value::RawValue>> =
        serde_json::from_str(text).map_err(|_no_list| ProofRefusal::NotOurs)?;
    if parts.is_empty() || parts.len() > VOUCHES {
        return Err(ProofRefusal::NotOurs.into());
    }
    Ok(parts.iter().map(|part| part.get().to_owned()).collect())
}

fn refused(error: &CredentialError) -> ApiError {
    tracing::debug!(%error, "a proof was refused");
    match error {
        CredentialError::BadSignature(_) => ProofRefusal::Changed.into(),
        CredentialError::NoProof | CredentialError::MissingProof(_) => {
            ProofRefusal::Incomplete.into()
        }
        CredentialError::RepeatedProof => ProofRefusal::Twice.into(),
        _ => ProofRefusal::NotOurs.into(),
    }
}

/// What the member is called whose key it is, in any circle of this device; empty where nobody is known.
fn member(home: &Home, key: DidKey) -> Result<String, NodeError> {
    let circles = home.store().circles()?;
    for circle in circles {
        let owner = home
            .store()
            .set(circle)?
            .owner_of_credential_key(*key.verifying_key().as_bytes());
        if let Some(person) = owner {
            return Ok(Names::of(home, circle)?.short(person));
        }
    }
    Ok(String::new())
}

/// What a computer knows beside the file; nothing where nobody is set up.
#[derive(Default)]
struct Beside {
    issuer_member: String,
    subject_member: String,
    known: Option<ProofKnown>,
}

impl Beside {
    fn of(home: &Home, proof: &VerifiedCredential) -> Result<Self, NodeError> {
        Ok(Self {
            issuer_member: member(home, proof.issuer())?,
            subject_member: member(home, proof.subject())?,
            known: home.known_of_proof(proof.id())?.map(|known| match known {
                KnownOfProof::Withdrawn => ProofKnown::Withdrawn,
                KnownOfProof::NoLonger => ProofKnown::NoLonger,
                KnownOfProof::Hidden => ProofKnown::Hidden,
            }),
        })
    }
}

fn view(proof: &VerifiedCredential, clock: &Clock, beside: Beside) -> VerifiedProof {
    VerifiedProof {
        id: proof.id().to_owned(),
        title: proof.title().to_owned(),
        issuer: proof.issuer().to_string(),
        issuer_name: proof.issuer_name().unwrap_or_default().to_owned(),
        issuer_member: beside.issuer_member,
        subject: proof.subject().to_string(),
        subject_name: proof.subject_name().unwrap_or_default().to_owned(),
        subject_member: beside.subject_member,
        comment: proof.comment().to_owned(),
        work: proof
            .work()
            .map(|(title, when)| format!("{title}: {when}"))
            .collect(),
        valid_from: proof.valid_from().to_string(),
        valid_until: proof.valid_until().to_string(),
        signed_on: proof.signed_on().to_string(),
        last_day: proof.last_day().to_string(),
        known: beside.known,
        validity: match proof.validity(clock.now()) {
            credential::Validity::NotYet => Validity::NotYet,
            credential::Validity::Current => Validity::Current,
            credential::Validity::Expired => Validity::Expired,
        },
        sample: sample::is_published(proof.issuer().verifying_key().as_bytes()),
    }
}
