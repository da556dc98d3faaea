//! The job record: work that two or more members did together.
//!
//! In the document: `fields` holds single values; `people` a map a participant, named by the person's id;
//! `skills` a map a skill. Writing is strict ([`JobDraft::check`]); reading is forgiving ([`read`]), and whoever
//! builds on a record asks [`Job::faults`].

pub(crate) mod paper;

pub use crate::date::{Month, MonthError};

use crate::limits::forms;
use crate::{
    document::{
        fields::{self, read_text},
        named,
    },
    id::{DocumentId, PersonId},
    text::{self, TextError},
    word_enum::word_enum,
};
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Characters of a title.
pub const TITLE_CHARS: usize = forms::JOB_TITLE;
/// Characters of a role.
pub const ROLE_CHARS: usize = forms::JOB_ROLE;
/// Characters of a skill, as on a card.
pub const SKILL_CHARS: usize = forms::SKILL;
/// Participants at least.
pub const FEWEST_PEOPLE: usize = 2;
/// Participants at most.
pub const MOST_PEOPLE: usize = forms::JOB_PEOPLE;
/// Skills at most.
pub const MOST_SKILLS: usize = forms::JOB_SKILLS;
/// People from outside the circle at most.
pub const MOST_OUTSIDE: u32 = forms::JOB_OUTSIDE;

word_enum! {
    /// What kind of work it was.
    pub enum JobKind {
        /// 有償の仕事.
        Paid = "paid",
        /// 仕事の引き継ぎ.
        Handover = "handover",
        /// 紹介.
        Introduction = "introduction",
        /// 相談.
        Advice = "advice",
        /// 勉強会.
        Study = "study",
        /// 会の運営.
        Running = "running",
        /// ボランティア.
        Volunteer = "volunteer",
        /// お試し(実績づくり).
        Trial = "trial",
    }
}

word_enum! {
    /// How much work it was.
    pub enum JobSize {
        /// 1時間.
        Hour = "hour",
        /// 半日.
        HalfDay = "halfDay",
        /// 数日.
        Days = "days",
        /// 1か月.
        Month = "month",
        /// それ以上.
        Longer = "longer",
    }
}

/// Who took part, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Participant {
    /// The member.
    #[n(0)]
    pub person: PersonId,
    /// In words; up to [`ROLE_CHARS`] characters, may be empty.
    #[n(1)]
    pub role: String,
}

/// A job record as it stands in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Job {
    /// What it was called.
    #[n(0)]
    pub title: String,
    /// What kind; none where the word is missing or of a later version.
    #[n(1)]
    pub kind: Option<JobKind>,
    /// First month.
    #[n(2)]
    pub from: Option<Month>,
    /// Last month.
    #[n(3)]
    pub to: Option<Month>,
    /// How much.
    #[n(4)]
    pub size: Option<JobSize>,
    /// In the author's order.
    #[n(5)]
    pub participants: Vec<Participant>,
    /// In the author's order.
    #[n(6)]
    pub skills: Vec<String>,
    /// How many people from outside the circle took part.
    #[n(7)]
    pub outside: u32,
    /// The request that it came from.
    #[n(8)]
    pub request: Option<DocumentId>,
}

/// A job record as a member fills it in: nothing is bounded or cleaned yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobDraft {
    /// What it was called.
    pub title: String,
    /// What kind.
    pub kind: JobKind,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// How much.
    pub size: Option<JobSize>,
    /// Who took part, the author included.
    pub participants: Vec<Participant>,
    /// What it took.
    pub skills: Vec<String>,
    /// How many people from outside the circle took part.
    pub outside: u32,
    /// The request that it came from.
    pub request: Option<DocumentId>,
}

crate::refusals! {
    /// What is wrong with a job record: one a rule.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq, Encode, Decode)]
    pub enum JobFault {
        /// The title.
        #[error("the title: {0}")]
        #[n(0)]
        Title(#[n(0)] TextError)
            where (TextError::Empty) = "jobTitle",
            ja "件名がまだ入っていません。お客様の名前は書かずに、入れてください。",
            en "The title is still empty. Please enter it, without the client's name.",
            else of 0;
        /// The kind is missing.
        #[error("the kind is missing")]
        #[n(1)]
        NoKind = "badInput";
        /// A month is missing.
        #[error("a month is missing")]
        #[n(2)]
        NoPeriod = "badInput";
        /// It ends before it begins.
        #[error("it ends before it begins")]
        #[n(3)]
        EndsBeforeItBegins = "jobEndsBeforeItBegins",
            ja "終わった月が、はじまった月より前になっています。月を選び直してください。",
            en "The month it ended is before the month it began. Please choose the months again.";
        /// It lies in the future.
        #[error("it lies in the future")]
        #[n(4)]
        InTheFuture = "jobInTheFuture",
            ja "これからの仕事は、まだ記録できません。終わってから記録してください。",
            en "Work that lies ahead cannot be recorded yet. Please record it when it is done.";
        /// Fewer than [`FEWEST_PEOPLE`].
        #[error("fewer than {FEWEST_PEOPLE} took part")]
        #[n(5)]
        TooFewPeople = "jobPeople",
            ja "いっしょに仕事をした方を選んでください。ご自分のほかに、1人から19人までです。",
            en "Please choose who did it with you. It can be 1 to 19 people.";
        /// More than [`MOST_PEOPLE`].
        #[error("more than {MOST_PEOPLE} took part")]
        #[n(6)]
        TooManyPeople = "jobPeople";
        /// Somebody is named twice.
        #[error("{0} is named twice")]
        #[n(7)]
        PersonTwice(#[n(0)] PersonId) = "jobPeople";
        /// The author did not take part.
        #[error("the author did not take part")]
        #[n(8)]
        WithoutAuthor = "jobPeople";
        /// Somebody's role.
        #[error("the role of {0}: {1}")]
        #[n(9)]
        Role(#[n(0)] PersonId, #[n(1)] TextError) of 1;
        /// No skill.
        #[error("no skill is named")]
        #[n(10)]
        NoSkill = "jobSkills",
            ja "使った得意を選んでください。1つから6つまでです。",
            en "Please choose a strength that was used. It can be 1 to 6.";
        /// More than [`MOST_SKILLS`].
        #[error("more than {MOST_SKILLS} skills")]
        #[n(11)]
        TooManySkills = "jobSkills";
        /// A skill, by its place in the list.
        #[error("skill {0}: {1}")]
        #[n(12)]
        Skill(#[n(0)] usize, #[n(1)] TextError)
            where (_, TextError::Empty) = "jobSkills",
            else of 1;
        /// A skill is named twice, by its second place in the list.
        #[error("skill {0} is named twice")]
        #[n(13)]
        SkillTwice(#[n(0)] usize) = "jobSkills";
        /// More than [`MOST_OUTSIDE`].
        #[error("more than {MOST_OUTSIDE} from outside")]
        #[n(14)]
        TooManyOutside = "badInput";
    }
}

impl JobDraft {
    /// Cleans and checks what a member filled in. `today` is the month by the author's calendar.
    ///
    /// # Errors
    /// Every rule that is broken.
    pub fn check(&self, author: PersonId, today: Month) -> Result<Job, Vec<JobFault>> {
        let mut faults = Vec::new();
        let title = take(
            text::required(&self.title, TITLE_CHARS),
            JobFault::Title,
            &mut faults,
        );
        let mut participants = Vec::new();
        for one in self.participants.iter().take(MOST_PEOPLE + 1) {
            let fault = |error| JobFault::Role(one.person, error);
            let role = text::optional(&one.role, ROLE_CHARS);
            participants.push(Participant {
                person: one.person,
                role: take(role, fault, &mut faults),
            });
        }
        let mut skills = Vec::new();
        for (n, skill) in self.skills.iter().take(MOST_SKILLS + 1).enumerate() {
            let skill = text::required(skill, SKILL_CHARS);
            skills.push(take(skill, |error| JobFault::Skill(n, error), &mut faults));
        }
        if self.to > today {
            faults.push(JobFault::InTheFuture);
        }
        let job = Job {
            title,
            kind: Some(self.kind),
            from: Some(self.from),
            to: Some(self.to),
            size: self.size,
            participants,
            skills,
            outside: self.outside,
            request: self.request,
        };
        for fault in job.faults(author) {
            // An empty text that was too long before is already reported, with the better reason.
            let known = faults.iter().any(|other| same_place(other, &fault));
            if !known {
                faults.push(fault);
            }
        }
        if faults.is_empty() {
            Ok(job)
        } else {
            Err(faults)
        }
    }
}

impl Job {
    /// What is wrong with it by any calendar. Nobody confirms or builds on a record with faults.
    pub fn faults(&self, author: PersonId) -> Vec<JobFault> {
        let mut faults = Vec::new();
        if text::shows_nothing(&self.title) {
            faults.push(JobFault::Title(TextError::Empty));
        }
        if self.kind.is_none() {
            faults.push(JobFault::NoKind);
        }
        match (self.from, self.to) {
            (Some(from), Some(to)) if from > to => faults.push(JobFault::EndsBeforeItBegins),
            (Some(_), Some(_)) => {}
            _ => faults.push(JobFault::NoPeriod),
        }
        self.people_faults(author, &mut faults);
        match self.skills.len() {
            0 => faults.push(JobFault::NoSkill),
            1..=MOST_SKILLS => {}
            _ => faults.push(JobFault::TooManySkills),
        }
        let mut seen = BTreeSet::new();
        for (n, skill) in self.skills.iter().enumerate() {
            if text::shows_nothing(skill) {
                faults.push(JobFault::Skill(n, TextError::Empty));
            } else if !seen.insert(text::key(skill)) {
                faults.push(JobFault::SkillTwice(n));
            }
        }
        if self.outside > MOST_OUTSIDE {
            faults.push(JobFault::TooManyOutside);
        }
        faults
    }

    fn people_faults(&self, author: PersonId, faults: &mut Vec<JobFault>) {
        match self.participants.len() {
            0..FEWEST_PEOPLE => faults.push(JobFault::TooFewPeople),
            FEWEST_PEOPLE..=MOST_PEOPLE => {}
            _ => faults.push(JobFault::TooManyPeople),
        }
        let mut seen = BTreeSet::new();
        for one in &self.participants {
            if !seen.insert(one.person) {
                faults.push(JobFault::PersonTwice(one.person));
            }
        }
        if !seen.contains(&author) {
            faults.push(JobFault::WithoutAuthor);
        }
    }

    /// True when the person took part.
    pub fn has(&self, person: PersonId) -> bool {
        self.participants.iter().any(|one| one.person == person)
    }
}

/// Reads a job record out of its document. One more than the limit of people and skills is read, so that
/// [`Job::faults`] sees what is too much.
pub fn read(document: &Automerge) -> Job {
    let word = |key| read_text(document, key, 20);
    let participants = named::read(document, "people", MOST_PEOPLE + 1, "role", ROLE_CHARS)
        .into_iter()
        .filter_map(|(person, role)| {
            Some(Participant {
                person: person.parse().ok()?,
                role,
            })
        })
        .collect();
    let skills = named::read(document, "skills", MOST_SKILLS + 1, "", 0)
        .into_iter()
        .map(|(skill, _)| text::shown(&skill, SKILL_CHARS))
        .collect();
    Job {
        title: read_text(document, "title", TITLE_CHARS),
        kind: JobKind::from_word(&word("kind")),
        from: word("from").parse().ok(),
        to: word("to").parse().ok(),
        size: JobSize::from_word(&word("size")),
        participants,
        skills,
        outside: u32::try_from(fields::read_number(document, "outside")).unwrap_or(0),
        request: read_text(document, "request", 64).parse().ok(),
    }
}

/// Writes a whole job record. What is there already is not written again; what is no longer said goes.
///
/// # Errors
/// What the merge library says.
pub fn write(transaction: &mut Transaction<'_>, job: &Job) -> Result<(), AutomergeError> {
    let month = |month: Option<Month>| month.map(|month| month.to_string());
    let optional = [
        ("kind", job.kind.map(|kind| kind.word().to_owned())),
        ("from", month(job.from)),
        ("to", month(job.to)),
        ("size", job.size.map(|size| size.word().to_owned())),
        ("request", job.request.map(|request| request.to_string())),
    ];
    fields::write_text(transaction, "title", &job.title)?;
    for (key, value) in optional {
        fields::write_optional(transaction, key, value.as_deref())?;
    }
    fields::write_number(transaction, "outside", i64::from(job.outside))?;
    let people: Vec<(String, String)> = job
        .participants
        .iter()
        .map(|one| (one.person.to_string(), one.role.clone()))
        .collect();
    named::write(transaction, "people", &people, "role")?;
    let skills: Vec<(String, String)> = job
        .skills
        .iter()
        .map(|skill| (skill.clone(), String::new()))
        .collect();
    named::write(transaction, "skills", &skills, "")
}

/// Writes a whole job record as a version of its own, also where the document says all of it already.
///
/// # Errors
/// What the merge library says.
pub fn write_anew(transaction: &mut Transaction<'_>, job: &Job) -> Result<(), AutomergeError> {
    use automerge::transaction::Transactable;
    write(transaction, job)?;
    if transaction.pending_ops() > 0 {
        return Ok(());
    }
    let title = crate::places::Value::Text(job.title.clone());
    crate::places::put(
        transaction,
        &crate::places::Place::new("fields", "title"),
        &title,
    )
}

fn take<F>(
    read: Result<String, TextError>,
    fault: impl FnOnce(TextError) -> F,
    faults: &mut Vec<F>,
) -> String {
    read.unwrap_or_else(|error| {
        faults.push(fault(error));
        String::new()
    })
}

fn same_place(one: &JobFault, other: &JobFault) -> bool {
    match (one, other) {
        (JobFault::Title(_), JobFault::Title(_)) => true,
        (JobFault::Skill(one, _), JobFault::Skill(other, _)) => one == other,
        _ => one == other,
    }
}

#[cfg(test)]
mod tests;
