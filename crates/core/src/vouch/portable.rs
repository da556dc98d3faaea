//! The portable form of a vouch, kept in the vouch itself: two signatures and what they were made over beside
//! the fields. The file is made again from them, also while the author is away.

use super::Vouch;
use crate::limits::forms;
use crate::{
    Millis,
    credential::{
        CompactProofs, CredentialError, DidError, DidKey, FieldError, Language, Party, Second,
        VouchCredential, expand, file_id, sign,
    },
    document::fields::{self, read_text, write_text},
    id::DocumentId,
    job::Job,
};
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};
use serde_json::Value;

/// Characters of a name that is shown outside.
pub const NAME_CHARS: usize = forms::OUTSIDE_NAME;

/// The names of the two as they stand outside, fixed at signing. Neither is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The author's.
    pub issuer: String,
    /// The subject's.
    pub subject: String,
}

/// What the portable form needs beside the fields of the vouch.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Portable {
    /// The author's credential key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub issuer: [u8; 32],
    /// The subject's credential key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub subject: [u8; 32],
    /// The name under which the author is shown outside.
    #[n(2)]
    pub name: String,
    /// When it was signed by the author's clock, ms since 1970 UTC, a whole second.
    #[n(3)]
    pub signed_at: Millis,
    /// Both signatures.
    #[n(4)]
    pub proofs: CompactProofs,
    /// The subject's name at the time.
    #[n(5)]
    pub subject_name: String,
}

crate::refusals! {
    /// Why a vouch has no portable form.
    #[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
    pub enum PortableError {
        /// Its author did not allow outside use, so none was ever made.
        #[error("the author did not allow outside use")]
        NotAllowed = "outsideNotAllowed",
            ja "書いた方が、会の中だけにすると選んでいます。会の外で見せたいときは、その方にお願いしてください。",
            en "Its writer chose to keep it inside the circle. If you want to show it outside, please ask that person.";
        /// A reader outside would not know who vouches, or for whom.
        #[error("a name is missing: the file names both")]
        NoName = "internal";
        /// A field is missing that every vouch with a meaning has.
        #[error("the vouch is not whole")]
        NotWhole = "internal";
        /// A key is none.
        #[error(transparent)]
        Key(#[from] DidError) = "internal";
        /// The fields are not a vouch that can be signed.
        #[error(transparent)]
        Field(#[from] FieldError) = "internal";
        /// The signatures do not fit the fields.
        #[error(transparent)]
        Credential(#[from] CredentialError) = "internal";
    }
}

/// Makes both proofs over the exact portable form. The fields must not change afterwards.
///
/// # Errors
/// [`PortableError::NotAllowed`] unless the vouch says so itself, [`PortableError::NoName`] without both names.
pub fn make(
    document: DocumentId,
    vouch: &Vouch,
    job: &Job,
    subject: [u8; 32],
    names: &Names,
    signed_at: Millis,
    key: &SigningKey,
) -> Result<Portable, PortableError> {
    if !vouch.outside {
        return Err(PortableError::NotAllowed);
    }
    let mut portable = Portable {
        issuer: key.verifying_key().to_bytes(),
        subject,
        name: names.issuer.clone(),
        signed_at: Second::of(signed_at).millis(),
        proofs: CompactProofs {
            jcs: [0; 64],
            rdfc: [0; 64],
        },
        subject_name: names.subject.clone(),
    };
    portable.proofs = sign(&fields(document, vouch, job, &portable)?, key)?;
    Ok(portable)
}

/// The file of a vouch, for whoever may have it. `job` is the version that the vouch names.
///
/// # Errors
/// [`PortableError`] says why there is none.
pub fn file(document: DocumentId, vouch: &Vouch, job: &Job) -> Result<Value, PortableError> {
    let portable = vouch.portable.as_ref().ok_or(PortableError::NotAllowed)?;
    let fields = fields(document, vouch, job, portable)?;
    Ok(expand(&fields, &portable.proofs)?)
}

/// How the fields are said outside. Whatever changes here voids every portable vouch made before.
fn fields(
    document: DocumentId,
    vouch: &Vouch,
    job: &Job,
    portable: &Portable,
) -> Result<VouchCredential, PortableError> {
    use PortableError::{NoName, NotWhole};
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Ok(VouchCredential {
        id: id_bytes(document),
        language: Language::from_word(&vouch.language).unwrap_or(Language::Japanese),
        issuer: Party {
            did: DidKey::try_from(portable.issuer)?,
            name: Some(filled(&portable.name).ok_or(NoName)?),
        },
        subject: Party {
            did: DidKey::try_from(portable.subject)?,
            name: Some(filled(&portable.subject_name).ok_or(NoName)?),
        },
        skills: vouch.skills.clone(),
        text: vouch.text.clone(),
        recommended_for: filled(&vouch.for_whom),
        again: vouch.again.ok_or(NotWhole)?,
        basis: vouch.basis.ok_or(NotWhole)?,
        role: vouch.role.ok_or(NotWhole)?,
        relation: vouch.relation,
        job_title: job.title.clone(),
        job_from: job.from.ok_or(NotWhole)?,
        job_until: job.to.ok_or(NotWhole)?,
        valid_from: Second::of(portable.signed_at),
        valid_until: Second::last_in_japan(vouch.valid_until.ok_or(NotWhole)?),
    })
}

/// The id of the file of a vouch, as [`VerifiedCredential::id`](crate::credential::VerifiedCredential::id) reads it.
pub fn id(document: DocumentId) -> String {
    file_id(&id_bytes(document))
}

fn id_bytes(document: DocumentId) -> [u8; 16] {
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(document.as_bytes()) {
        *to = *from;
    }
    id
}

/// Reads it out of the vouch; none where a part is missing.
pub(super) fn read(document: &Automerge) -> Option<Portable> {
    let bytes = |key| fields::read_bytes(document, key);
    Some(Portable {
        issuer: bytes("issuerKey").try_into().ok()?,
        subject: bytes("subjectKey").try_into().ok()?,
        name: read_text(document, "outsideName", NAME_CHARS),
        subject_name: read_text(document, "subjectName", NAME_CHARS),
        signed_at: Millis::try_from(fields::read_number(document, "signedAt")).ok()?,
        proofs: CompactProofs {
            jcs: bytes("proofJcs").try_into().ok()?,
            rdfc: bytes("proofRdfc").try_into().ok()?,
        },
    })
}

/// Writes it beside the fields.
pub(super) fn write(
    transaction: &mut Transaction<'_>,
    portable: &Portable,
) -> Result<(), AutomergeError> {
    for (key, bytes) in [
        ("issuerKey", portable.issuer.as_slice()),
        ("subjectKey", &portable.subject),
        ("proofJcs", &portable.proofs.jcs),
        ("proofRdfc", &portable.proofs.rdfc),
    ] {
        fields::write_bytes(transaction, key, bytes)?;
    }
    let at = i64::try_from(portable.signed_at).unwrap_or(i64::MAX);
    fields::write_number(transaction, "signedAt", at)?;
    write_text(transaction, "outsideName", &portable.name)?;
    write_text(transaction, "subjectName", &portable.subject_name)
}

#[cfg(test)]
mod tests;
