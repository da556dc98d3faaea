//! The portable form of a vouch: a file that software of other people verifies, offline and years later.
//!
//! Three ideas:
//!
//! 1. A vouch is signed once, by the author's credential key ([`proof::sign`]), over the one document that its
//!    choices expand to ([`template::VouchCredential`]); only the choices and two signatures are kept.
//! 2. The file is made from them again whenever it is wanted ([`proof::expand`]): the author may be away.
//! 3. A file says nothing until [`proof::verify`], which knows one closed shape and refuses everything else.
//!
//! ```
//! use ed25519_dalek::SigningKey;
//! use otagai_core::credential::{
//!     Again, Basis, Language, Party, Relation, Role, Validity, VouchCredential, expand, sign, verify,
//! };
//!
//! let hana = SigningKey::from_bytes(&[1; 32]);
//! let aki = SigningKey::from_bytes(&[2; 32]);
//! let vouch = VouchCredential {
//!     id: [7; 16],
//!     language: Language::English,
//!     issuer: Party { did: hana.verifying_key().into(), name: Some("佐藤 花 (Hana)".to_owned()) },
//!     subject: Party { did: aki.verifying_key().into(), name: Some("Aki".to_owned()) },
//!     skills: vec!["facilitation".to_owned()],
//!     text: "Aki kept forty people on time and everybody smiling.".to_owned(),
//!     recommended_for: None,
//!     again: Again::Gladly,
//!     basis: Basis::WorkedAlongside,
//!     role: Role::Shared,
//!     relation: Relation::None,
//!     job_title: "Harvest festival 収穫祭".to_owned(),
//!     job_from: "2026-05".parse()?,
//!     job_until: "2026-05".parse()?,
//!     valid_from: "2026-06-02T09:00:00Z".parse()?,
//!     valid_until: "2029-06-02T09:00:00Z".parse()?,
//! };
//! let proofs = sign(&vouch, &hana)?;
//! let file = expand(&vouch, &proofs)?.to_string();
//! let read = verify(file.as_bytes())?;
//! assert_eq!(read.issuer_name(), Some("佐藤 花 (Hana)"));
//! assert_eq!(read.validity(vouch.valid_until.millis() + 1), Validity::Expired);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Deliberately absent: a JSON-LD library, status lists, selective disclosure, presentations, anything fetched.

pub mod did;
mod document;
pub mod jcs;
pub mod moment;
pub mod proof;
mod rdfc;
pub mod template;
#[cfg(test)]
mod tests;
pub mod words;

pub use crate::date::Month;
pub use crate::language::Language;
pub use did::{DidError, DidKey};
pub use document::DocumentError;
pub use moment::{MomentError, Second};
pub use proof::{
    CompactProofs, CredentialError, Suite, Validity, VerifiedCredential, expand, sign, verify,
};
pub use template::{FieldError, Party, VouchCredential, file_id};
pub use words::{Again, Basis, Relation, Role};
