//! A vouch as its author chose it, and the one document that these choices expand to.
//!
//! The app keeps the choices and two signatures; the file is made again whenever it is needed, also while the
//! author is away. So the expansion may never change: what it writes today is what was signed years ago.

use super::{
    Language,
    did::DidKey,
    document::{self, CredentialDocument, DocumentError, Evidence, Issuer, Subject},
    moment::Second,
    words::{Again, Basis, Relation, Role},
};
use crate::date::Month;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Terms of one vouch.
pub const SKILLS: usize = 3;
/// Characters of the author's own words.
pub const TEXT_CHARS: usize = 1_000;
/// Characters of every other text.
pub const LINE_CHARS: usize = 200;

/// Why choices are not a vouch that can be signed.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum FieldError {
    /// The document would not be a valid one.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// None, more than three, or one of them twice.
    #[error("a vouch names one to three different skills")]
    Skills,
    /// More characters than allowed.
    #[error("the {0} is too long")]
    TooLong(&'static str),
    /// The work ended before it began.
    #[error("the work ended before it began")]
    Months,
    /// The key that is to sign belongs to somebody else.
    #[error("the key is not the issuer's")]
    NotTheIssuer,
}

/// One of the two people, as an outsider will see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Their credential key.
    pub did: DidKey,
    /// The name that may be shown outside; inside the signature, so it can never be taken back.
    pub name: Option<String>,
}

/// Everything that the portable form says (product.md 4.3, as far as it leaves the circle).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VouchCredential {
    /// Names this vouch; both ids of the document follow from it.
    pub id: [u8; 16],
    /// The language of the sentences around the author's words.
    pub language: Language,
    /// Who vouches.
    pub issuer: Party,
    /// For whom.
    pub subject: Party,
    /// 得意: one to three.
    pub skills: Vec<String>,
    /// 何をしてもらって、どうだったか: the author's own words; line feeds are allowed.
    pub text: String,
    /// どんな方におすすめか.
    pub recommended_for: Option<String>,
    /// 次も.
    pub again: Again,
    /// どうして分かるか.
    pub basis: Basis,
    /// わたしの立場.
    pub role: Role,
    /// 関係の開示.
    pub relation: Relation,
    /// 件名 of the work.
    pub job_title: String,
    /// Its first month.
    pub job_from: Month,
    /// Its last month.
    pub job_until: Month,
    /// The day of signing; also when the proofs were made.
    pub valid_from: Second,
    /// From when on it no longer counts.
    pub valid_until: Second,
}

impl VouchCredential {
    /// The document without proof.
    pub(super) fn document(&self) -> Result<CredentialDocument, FieldError> {
        self.check()?;
        let [types, issuer_types, subject_types, evidence_types] = document::types();
        let skills = self.skills.join(self.either("、", ", "));
        let document = CredentialDocument {
            context: document::context(),
            id: file_id(&self.id),
            types,
            name: format!("{}{skills}", self.either("推薦: ", "Vouch: ")),
            description: self
                .either(
                    "いっしょに仕事をした人が書いた推薦です。",
                    "A peer vouch by someone who worked with the subject.",
                )
                .to_owned(),
            issuer: Issuer {
                id: self.issuer.did.to_string(),
                types: issuer_types,
                name: self.issuer.name.clone(),
            },
            valid_from: self.valid_from.to_string(),
            valid_until: self.valid_until.to_string(),
            credential_subject: Subject {
                id: self.subject.did.to_string(),
                types: subject_types,
                name: self.subject.name.clone(),
                endorsement_comment: self.comment(&skills),
            },
            evidence: vec![Evidence {
                id: uuid("evidence", &self.id),
                types: evidence_types,
                name: self.job_title.clone(),
                genre: self.either("いっしょの仕事", "shared work").to_owned(),
                description: match self.language {
                    Language::Japanese => {
                        format!("{}に、いっしょに仕事をしました。", self.months())
                    }
                    Language::English => format!("Worked together, {}.", self.months()),
                },
            }],
            proof: None,
        };
        document.check()?;
        Ok(document)
    }

    fn check(&self) -> Result<(), FieldError> {
        let repeated = |(at, skill)| self.skills.iter().skip(at + 1).any(|other| other == skill);
        if !(1..=SKILLS).contains(&self.skills.len())
            || self.skills.iter().enumerate().any(repeated)
        {
            return Err(FieldError::Skills);
        }
        if self.job_until < self.job_from {
            return Err(FieldError::Months);
        }
        let lines = self.skills.iter().map(|skill| ("skill", skill));
        let lines = lines
            .chain([("title of the work", &self.job_title)])
            .chain(self.issuer.name.iter().map(|name| ("issuer's name", name)))
            .chain(
                self.subject
                    .name
                    .iter()
                    .map(|name| ("subject's name", name)),
            )
            .chain(
                self.recommended_for
                    .iter()
                    .map(|text| ("recommended for", text)),
            );
        for (what, text) in lines {
            bounded(what, text, LINE_CHARS)?;
            document::line(what, text)?;
        }
        bounded("text", &self.text, TEXT_CHARS)?;
        document::paragraphs("text", &self.text)?;
        Ok(())
    }

    /// The signed text: which work, how the author knows, the skills; the author's own words; the rest.
    fn comment(&self, skills: &str) -> String {
        let (title, months) = (&self.job_title, self.months());
        let (role, basis) = (
            self.role.sentence(self.language),
            self.basis.sentence(self.language),
        );
        let opening = match self.language {
            Language::Japanese => {
                format!("{months}の「{title}」について。{role}{basis}得意: {skills}。")
            }
            Language::English => {
                format!("About \"{title}\", {months}. {role} {basis} Good at: {skills}.")
            }
        };
        let mut closing = Vec::new();
        if let Some(whom) = &self.recommended_for {
            closing.push(match self.language {
                Language::Japanese => format!("おすすめしたい方: {whom}。"),
                Language::English => format!("Recommended for: {whom}."),
            });
        }
        closing.push(self.again.sentence(self.language).to_owned());
        if self.relation != Relation::None {
            closing.push(self.relation.sentence(self.language).to_owned());
        }
        let closing = closing.join(self.either("", " "));
        format!("{opening}\n\n{}\n\n{closing}", self.text)
    }

    fn months(&self) -> String {
        let (from, until) = (self.job_from, self.job_until);
        let japanese = |month: Month| format!("{}年{}月", month.year(), month.month());
        match (self.language, from == until) {
            (Language::Japanese, true) => japanese(from),
            (Language::Japanese, false) => format!("{}から{}", japanese(from), japanese(until)),
            (Language::English, true) => from.to_string(),
            (Language::English, false) => format!("{from} to {until}"),
        }
    }

    fn either(&self, japanese: &'static str, english: &'static str) -> &'static str {
        match self.language {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }
}

/// The id of the file of a vouch: `urn:uuid:…`, the same for every copy of it.
pub fn file_id(id: &[u8; 16]) -> String {
    uuid("credential", id)
}

fn bounded(what: &'static str, text: &str, max: usize) -> Result<(), FieldError> {
    if text.chars().count() > max {
        Err(FieldError::TooLong(what))
    } else {
        Ok(())
    }
}

/// A version 8 UUID (RFC 9562, section 5.8) from what it names and the id of the vouch.
fn uuid(what: &str, id: &[u8; 16]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"otagai 2026 id of a portable ");
    hasher.update(what);
    hasher.update([0]);
    hasher.update(id);
    let hash: [u8; 32] = hasher.finalize().into();
    let number = hash
        .iter()
        .take(16)
        .fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    let number = number & !(0xf << 76) | 0x8 << 76;
    let number = number & !(0b11 << 62) | 0b10 << 62;
    let hex = HEXLOWER.encode(&number.to_be_bytes());
    let mut uuid = String::from("urn:uuid:");
    for (at, digit) in hex.chars().enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            uuid.push('-');
        }
        uuid.push(digit);
    }
    uuid
}
