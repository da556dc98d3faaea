//! The vouch: one participant of a job about another's skill, at first hand.
//!
//! In the document: `fields` holds single values, `skills` a map a skill. It names the job by its exact version
//! and is written once ([`VouchDraft::check`]); reading is forgiving ([`read`]), and whoever counts vouches asks
//! [`Vouch::faults`]. There is no word for hearsay, and none against anybody.

pub(crate) mod paper;
pub mod portable;
pub mod standing;

pub use crate::{
    credential::{Again, Basis, Relation, Role},
    date::{Day, DayError},
};
pub use portable::Portable;

use crate::limits::forms;
use crate::{
    cut::Tip,
    document::{
        fields::{self, read_lines, read_text},
        named,
    },
    id::{DocumentId, PersonId},
    job::{Job, SKILL_CHARS},
    text::{self, TextError},
};
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Skills at most.
pub const MOST_SKILLS: usize = forms::VOUCH_SKILLS;
/// Characters at least of what was done and how it was.
pub const FEWEST_CHARS: usize = forms::VOUCH_FEWEST;
/// Characters at most of what was done and how it was.
pub const MOST_CHARS: usize = forms::VOUCH_TEXT;
/// Characters at most of for whom.
pub const FOR_WHOM_CHARS: usize = forms::VOUCH_FOR_WHOM;
/// Years that a vouch is good for unless the author says otherwise.
pub const USUAL_YEARS: u16 = 3;
/// Years at most: time removes what is not renewed.
pub const MOST_YEARS: u16 = 5;
/// Bytes of a language tag.
const LANGUAGE_BYTES: usize = 35;
/// Heads of a job that a vouch may name.
const MOST_HEADS: usize = 16;

/// A vouch as it stands in a document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Vouch {
    /// About whom.
    #[n(0)]
    pub subject: Option<PersonId>,
    /// The job.
    #[n(1)]
    pub job: Option<DocumentId>,
    /// Its exact version, sorted.
    #[n(2)]
    pub job_heads: Vec<Tip>,
    /// Some of the job's, in the author's order.
    #[n(3)]
    pub skills: Vec<String>,
    /// What the author was.
    #[n(4)]
    pub role: Option<Role>,
    /// How the author knows.
    #[n(5)]
    pub basis: Option<Basis>,
    /// What was done, and how it was.
    #[n(6)]
    pub text: String,
    /// For whom it would be good; may be empty.
    #[n(7)]
    pub for_whom: String,
    /// Would the author do it again.
    #[n(8)]
    pub again: Option<Again>,
    /// What else ties the two.
    #[n(9)]
    pub relation: Relation,
    /// True: may be shown outside the circle.
    #[n(10)]
    pub outside: bool,
    /// The day of signing in Japan, by the author's clock.
    #[n(11)]
    pub signed_on: Option<Day>,
    /// The last day it is good for.
    #[n(12)]
    pub valid_until: Option<Day>,
    /// Language of the text, a BCP 47 tag.
    #[n(13)]
    pub language: String,
    /// Made when `outside`.
    #[n(14)]
    pub portable: Option<Portable>,
}

/// A vouch as a member fills it in: nothing is bounded or cleaned yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VouchDraft {
    /// About whom.
    pub subject: PersonId,
    /// Some of the job's.
    pub skills: Vec<String>,
    /// What the author was.
    pub role: Role,
    /// How the author knows.
    pub basis: Basis,
    /// What was done, and how it was.
    pub text: String,
    /// For whom it would be good.
    pub for_whom: String,
    /// Would the author do it again.
    pub again: Again,
    /// What else ties the two.
    pub relation: Relation,
    /// True: may be shown outside the circle.
    pub outside: bool,
    /// Today by the author's calendar.
    pub signed_on: Day,
    /// The last day it is good for; none: [`USUAL_YEARS`] from now.
    pub valid_until: Option<Day>,
    /// Language of the text, a BCP 47 tag.
    pub language: String,
}

/// One version of a job, as a vouch names it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct JobAt {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// The exact version.
    #[n(1)]
    pub heads: Vec<Tip>,
    /// What it says there.
    #[n(2)]
    pub job: Job,
}

crate::refusals! {
    /// What is wrong with a vouch: one a rule.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq, Encode, Decode)]
    pub enum VouchFault {
        /// The author vouches for themselves.
        #[error("nobody vouches for themselves")]
        #[n(0)]
        SelfVouch = "selfVouch",
            ja "ご自分への推薦は書けません。いっしょに仕事をした方のページから書いてください。",
            en "You cannot vouch for yourself. Please begin on the page of somebody you worked with.";
        /// Nobody is named, or no version of a job.
        #[error("it does not say about whom, or from which version of which job")]
        #[n(1)]
        NoSubjectOrJob = "badInput";
        /// It names another version of the job, or another job.
        #[error("it names another version of the job")]
        #[n(2)]
        OtherVersion = "otherVersion";
        /// The author did not take part in the job.
        #[error("the author did not take part in the job")]
        #[n(3)]
        AuthorNotThere = "notInJob",
            ja "この仕事の記録に、お二人のお名前がそろっていません。いっしょにした仕事を選び直してください。",
            en "The record of this work does not name both of you. Please choose work you did together.";
        /// The subject did not take part in the job.
        #[error("the subject did not take part in the job")]
        #[n(4)]
        SubjectNotThere = "notInJob";
        /// No skill.
        #[error("no skill is named")]
        #[n(5)]
        NoSkill = "vouchSkills",
            ja "得意を選んでください。1つから3つまでです。",
            en "Please choose a strength. It can be 1 to 3.";
        /// More than [`MOST_SKILLS`].
        #[error("more than {MOST_SKILLS} skills")]
        #[n(6)]
        TooManySkills = "vouchSkills";
        /// A skill is named twice, by its second place in the list.
        #[error("skill {0} is named twice")]
        #[n(7)]
        SkillTwice(#[n(0)] usize) = "vouchSkills";
        /// A skill that the job did not take, by its place in the list.
        #[error("skill {0} is none of the job's")]
        #[n(8)]
        SkillNotInJob(#[n(0)] usize) = "skillNotInJob",
            ja "選んだ得意が、この仕事の記録に入っていません。記録にある得意から選んでください。",
            en "A strength you chose is not in the record of this work. Please choose among those in the record.";
        /// A choice is missing: role, first-hand basis, or again.
        #[error("a choice is missing")]
        #[n(9)]
        NoChoice = "badInput";
        /// The text.
        #[error("the text: {0}")]
        #[n(10)]
        Text(#[n(0)] TextError)
            where (TextError::TooLong(_)) = "vouchTextLong",
            ja "文が長すぎます。400文字までに短くしてください。",
            en "The text is too long. Please keep it to 400 characters.",
            else = "vouchTextShort",
            ja "文がまだ短いようです。何をしてもらってどうだったかを、30文字以上で書いてください。",
            en "The text is still short. Please say in 30 characters or more what was done and how it was.";
        /// Fewer than [`FEWEST_CHARS`].
        #[error("fewer than {FEWEST_CHARS} characters")]
        #[n(11)]
        TooShort = "vouchTextShort";
        /// For whom.
        #[error("for whom: {0}")]
        #[n(12)]
        ForWhom(#[n(0)] TextError) of 0;
        /// Signed before the job was done.
        #[error("signed before the job was done")]
        #[n(13)]
        BeforeTheJob = "vouchBeforeJob",
            ja "仕事が終わる前の推薦は、まだ書けません。終わった月を見直してください。",
            en "A vouch cannot be written before the work is done. Please look at the month it ended.";
        /// The days are missing, in the wrong order, or more than [`MOST_YEARS`] apart.
        #[error("the time it is good for is not after signing and within {MOST_YEARS} years")]
        #[n(14)]
        Validity = "badInput";
        /// Not a language tag.
        #[error("not a language tag")]
        #[n(15)]
        Language = "badInput";
        /// Portable proofs of a vouch that must not leave the circle.
        #[error("portable proofs without leave to show it outside")]
        #[n(16)]
        ProofsNotAllowed = "badInput";
    }
}

impl VouchDraft {
    /// Cleans and checks what a member filled in, against the job it is about. The portable form is added
    /// to the result afterwards ([`portable::make`]).
    ///
    /// # Errors
    /// Every rule that is broken.
    pub fn check(&self, author: PersonId, job: &JobAt) -> Result<Vouch, Vec<VouchFault>> {
        let mut faults = Vec::new();
        let mut taken = |read: Result<String, TextError>, fault: fn(TextError) -> VouchFault| {
            read.unwrap_or_else(|error| {
                faults.push(fault(error));
                String::new()
            })
        };
        let said = taken(
            text::required_lines(&self.text, MOST_CHARS),
            VouchFault::Text,
        );
        let for_whom = taken(
            text::optional(&self.for_whom, FOR_WHOM_CHARS),
            VouchFault::ForWhom,
        );
        // A skill that is no line of text is none of the job's either.
        let skills = self
            .skills
            .iter()
            .take(MOST_SKILLS + 1)
            .map(|skill| text::required(skill, SKILL_CHARS).unwrap_or_default())
            .collect();
        let mut job_heads = job.heads.clone();
        job_heads.sort_unstable();
        let vouch = Vouch {
            subject: Some(self.subject),
            job: Some(job.document),
            job_heads,
            skills,
            role: Some(self.role),
            basis: Some(self.basis),
            text: said,
            for_whom,
            again: Some(self.again),
            relation: self.relation,
            outside: self.outside,
            signed_on: Some(self.signed_on),
            valid_until: Some(
                self.valid_until
                    .unwrap_or_else(|| self.signed_on.plus_years(USUAL_YEARS)),
            ),
            language: self.language.clone(),
            portable: None,
        };
        let text_is_known = faults
            .iter()
            .any(|fault| matches!(fault, VouchFault::Text(_)));
        let more = vouch.faults(author, job);
        faults.extend(
            more.into_iter()
                .filter(|fault| !(text_is_known && *fault == VouchFault::TooShort)),
        );
        if faults.is_empty() {
            Ok(vouch)
        } else {
            Err(faults)
        }
    }
}

impl Vouch {
    /// What is wrong with it, beside the version of the job that it is about. None counts with faults.
    pub fn faults(&self, author: PersonId, at: &JobAt) -> Vec<VouchFault> {
        let mut faults = Vec::new();
        let mut heads = at.heads.clone();
        heads.sort_unstable();
        match (self.subject, self.job) {
            (Some(subject), Some(job)) => {
                if subject == author {
                    faults.push(VouchFault::SelfVouch);
                }
                if job != at.document || self.job_heads != heads {
                    faults.push(VouchFault::OtherVersion);
                }
                if !at.job.has(subject) {
                    faults.push(VouchFault::SubjectNotThere);
                }
            }
            _ => faults.push(VouchFault::NoSubjectOrJob),
        }
        if !at.job.has(author) {
            faults.push(VouchFault::AuthorNotThere);
        }
        self.skill_faults(&at.job, &mut faults);
        if self.role.is_none() || self.basis.is_none() || self.again.is_none() {
            faults.push(VouchFault::NoChoice);
        }
        if text::shows_nothing(&self.text) || self.text.chars().count() < FEWEST_CHARS {
            faults.push(VouchFault::TooShort);
        }
        self.day_faults(&at.job, &mut faults);
        let tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if self.language.is_empty()
            || self.language.len() > LANGUAGE_BYTES
            || !self.language.bytes().all(tag)
        {
            faults.push(VouchFault::Language);
        }
        if self.portable.is_some() && !self.outside {
            faults.push(VouchFault::ProofsNotAllowed);
        }
        faults
    }

    fn skill_faults(&self, job: &Job, faults: &mut Vec<VouchFault>) {
        match self.skills.len() {
            0 => faults.push(VouchFault::NoSkill),
            1..=MOST_SKILLS => {}
            _ => faults.push(VouchFault::TooManySkills),
        }
        let mut seen = BTreeSet::new();
        for (n, skill) in self.skills.iter().enumerate() {
            if !seen.insert(text::key(skill)) {
                faults.push(VouchFault::SkillTwice(n));
            } else if !job.skills.iter().any(|taken| text::same(taken, skill)) {
                faults.push(VouchFault::SkillNotInJob(n));
            }
        }
    }

    fn day_faults(&self, job: &Job, faults: &mut Vec<VouchFault>) {
        let (Some(signed), Some(until)) = (self.signed_on, self.valid_until) else {
            faults.push(VouchFault::Validity);
            return;
        };
        if until <= signed || until > signed.plus_years(MOST_YEARS) {
            faults.push(VouchFault::Validity);
        }
        if job
            .to
            .is_some_and(|last| signed.in_month().is_none_or(|month| month < last))
        {
            faults.push(VouchFault::BeforeTheJob);
        }
    }
}

/// Reads a vouch out of its document. One more than the limit of skills is read, so that [`Vouch::faults`]
/// sees what is too much.
pub fn read(document: &Automerge) -> Vouch {
    let word = |key| read_text(document, key, 20);
    Vouch {
        subject: read_text(document, "subject", 64).parse().ok(),
        job: read_text(document, "job", 64).parse().ok(),
        job_heads: read_heads(&fields::read_bytes(document, "jobHeads")),
        skills: named::read(document, "skills", MOST_SKILLS + 1, "", 0)
            .into_iter()
            .map(|(skill, _)| text::shown(&skill, SKILL_CHARS))
            .collect(),
        role: Role::from_word(&word("role")),
        basis: Basis::from_word(&word("basis")),
        text: read_lines(document, "text", MOST_CHARS),
        for_whom: read_text(document, "forWhom", FOR_WHOM_CHARS),
        again: Again::from_word(&word("again")),
        relation: Relation::from_word(&word("relation")).unwrap_or(Relation::None),
        outside: word("outside") == "yes",
        signed_on: word("signedOn").parse().ok(),
        valid_until: word("validUntil").parse().ok(),
        language: read_text(document, "language", LANGUAGE_BYTES),
        portable: portable::read(document),
    }
}

fn read_heads(bytes: &[u8]) -> Vec<Tip> {
    let (heads, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() || heads.len() > MOST_HEADS {
        return Vec::new();
    }
    heads.iter().map(|head| Tip(*head)).collect()
}

/// Writes a vouch, which is done once: it is never edited after signing.
///
/// # Errors
/// What the merge library says.
pub fn write(transaction: &mut Transaction<'_>, vouch: &Vouch) -> Result<(), AutomergeError> {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let word = |word: Option<&'static str>| word.map(ToOwned::to_owned);
    let texts = [
        ("subject", vouch.subject.map(|subject| subject.to_string())),
        ("job", vouch.job.map(|job| job.to_string())),
        ("role", word(vouch.role.map(Role::word))),
        ("basis", word(vouch.basis.map(Basis::word))),
        ("text", Some(vouch.text.clone())),
        (
            "forWhom",
            Some(vouch.for_whom.clone()).filter(|text| !text.is_empty()),
        ),
        ("again", word(vouch.again.map(Again::word))),
        ("relation", word(Some(vouch.relation.word()))),
        (
            "outside",
            word(Some(if vouch.outside { "yes" } else { "no" })),
        ),
        ("signedOn", day(vouch.signed_on)),
        ("validUntil", day(vouch.valid_until)),
        ("language", Some(vouch.language.clone())),
    ];
    for (key, value) in texts {
        fields::write_optional(transaction, key, value.as_deref())?;
    }
    let heads: Vec<u8> = vouch.job_heads.iter().flat_map(|tip| tip.0).collect();
    fields::write_bytes(transaction, "jobHeads", &heads)?;
    if let Some(made) = &vouch.portable {
        portable::write(transaction, made)?;
    }
    let skills: Vec<(String, String)> = vouch
        .skills
        .iter()
        .map(|skill| (skill.clone(), String::new()))
        .collect();
    named::write(transaction, "skills", &skills, "")
}

#[cfg(test)]
mod tests;
