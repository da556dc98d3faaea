//! Writing a vouch: for a recorded job, or together with its record in one go.

use super::{
    Deed, Saying, Situation,
    job::checked,
    paper::{NewPaper, On, Outside, VouchWords},
};
use crate::{
    date::Day,
    id::{DocumentId, ItemId, PersonId},
    job::{JobDraft, JobFault},
    text::{self, TextError},
    vouch::{
        Again, Basis, JobAt, Relation, Role, VouchDraft, VouchFault,
        portable::{NAME_CHARS, Names, PortableError},
        standing::{JobVersion, Standing, VouchState},
    },
};

/// A vouch to be written.
#[derive(Debug, Clone)]
pub struct NewVouch {
    /// The job it is about.
    pub job: VouchedJob,
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
    /// May be shown outside the circle, under this name (empty: the one on the author's card).
    pub outside: Option<String>,
    /// Language of the text, a BCP 47 tag.
    pub language: String,
}

/// The job that a vouch is about.
#[derive(Debug, Clone)]
pub enum VouchedJob {
    /// One that is recorded, at the version that the author saw (its last chunk).
    Recorded(DocumentId, ItemId),
    /// Recorded with the vouch: nobody but the two sees either before the answer.
    New(JobDraft),
}

crate::refusals! {
    /// Why a vouch was not written.
    #[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
    pub enum WriteVouchRefusal {
        /// Every rule that the vouch breaks.
        #[error("the vouch breaks rules: {0:?}")]
        Faults(Vec<VouchFault>) of 0;
        /// Every rule that the record of its job breaks.
        #[error("the job record breaks rules: {0:?}")]
        JobFaults(Vec<JobFault>) of 0;
        /// There is one of the same pair, direction and job.
        #[error("there is a vouch for this person and job")]
        SecondVouch = "secondVouch",
            ja "この仕事での、この方への推薦は、もう書いてあります。書き直すときは、「推薦」の画面で前のものを取り下げてください。",
            en "You have already vouched for this person on this work. To write it anew, please withdraw the earlier one under “Vouches”.";
        /// The subject says that the job was not so.
        #[error("the subject does not agree with the job record")]
        DisputedJob = "disputedJob",
            ja "相手の方が、この仕事の記録に「直してほしい」か「受け取らない」と答えています。先に記録を直して、確認してもらってください。",
            en "The other person asked for this record to be put right, or did not accept it. Please put the record right and have it confirmed first.";
        /// The subject, or somebody who took part, is not in the circle.
        #[error("no such person")]
        UnknownPerson = "unknownPerson";
        /// No such job here, or it was taken back.
        #[error("no such job")]
        UnknownWork = "unknownWork";
        /// The job has changed since it was read.
        #[error("there is another version now")]
        OtherVersion = "otherVersion";
        /// The name for outside.
        #[error(transparent)]
        Name(#[from] TextError) of 0;
        /// It cannot be shown outside.
        #[error(transparent)]
        Portable(#[from] PortableError) of 0;
    }
}

/// What a vouch on a recorded job stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VouchGround<'a> {
    /// The version of the job.
    pub version: &'a JobVersion,
    /// Earlier ones that it takes the place of.
    pub replaces: Vec<DocumentId>,
}

/// May somebody vouch for somebody on this version of a recorded job? Whoever offers it asks here, and
/// [`write_vouch`] does. `work` is as of the day in Japan.
///
/// # Errors
/// [`WriteVouchRefusal`] that says why not.
pub fn may_vouch(
    work: &Standing,
    is_member: impl Fn(PersonId) -> bool,
    (author, subject): (PersonId, PersonId),
    (job, version): (DocumentId, ItemId),
) -> Result<VouchGround<'_>, WriteVouchRefusal> {
    let fault = |fault| Err(WriteVouchRefusal::Faults(vec![fault]));
    if subject == author {
        return fault(VouchFault::SelfVouch);
    }
    if !is_member(subject) {
        return Err(WriteVouchRefusal::UnknownPerson);
    }
    let found = work.jobs.get(&job).filter(|found| found.dropped.is_none());
    let found = found.ok_or(WriteVouchRefusal::UnknownWork)?;
    let mut versions = found.versions.iter();
    let version = versions.find(|one| one.chunk == version);
    let version = version.ok_or(WriteVouchRefusal::OtherVersion)?;
    if !version.at.job.has(subject) {
        return fault(VouchFault::SubjectNotThere);
    }
    if !version.at.job.has(author) {
        return fault(VouchFault::AuthorNotThere);
    }
    if !version.faults.is_empty() {
        return Err(WriteVouchRefusal::JobFaults(version.faults.clone()));
    }
    if work.is_disputed(version, subject) {
        return Err(WriteVouchRefusal::DisputedJob);
    }
    let mut replaces = Vec::new();
    for (document, found) in &work.vouches {
        let is_earlier = found.author == author
            && found.vouch.subject == Some(subject)
            && found.vouch.job == Some(job);
        if is_earlier {
            match Earlier::of(&found.state, work.is_to_be_put_right(*document)) {
                Earlier::InTheWay => return Err(WriteVouchRefusal::SecondVouch),
                Earlier::Replaced => replaces.push(*document),
                Earlier::Over => {}
            }
        }
    }
    Ok(VouchGround { version, replaces })
}

/// Those who took part in the newest version of a recorded job for whom somebody may write a vouch on it.
pub fn open_for_vouch(
    work: &Standing,
    is_member: impl Fn(PersonId) -> bool,
    author: PersonId,
    job: DocumentId,
) -> Vec<PersonId> {
    let current = work.jobs.get(&job).and_then(|found| found.current());
    let Some(current) = current else {
        return Vec::new();
    };
    let people = current.at.job.participants.iter().map(|one| one.person);
    let open = |subject: &PersonId| {
        let ground = may_vouch(work, &is_member, (author, *subject), (job, current.chunk));
        ground.is_ok()
    };
    people.filter(open).collect()
}

/// What an earlier vouch of the same pair, direction and job means for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Earlier {
    /// It stands or waits: there is no second one until it is taken back.
    InTheWay,
    /// Its subject wants it put right: it is taken back by the one that replaces it.
    Replaced,
    /// Nothing: it does not count any more, or never will.
    Over,
}

impl Earlier {
    pub(super) const fn of(state: &VouchState, is_to_be_put_right: bool) -> Self {
        match state {
            // The version that it names is not at hand: it is on its way, or came back with an older copy of the data.
            // Nobody can say that it will not count once it is, and a second one would ask its subject twice for one
            // job. So it stands in the way like one that waits.
            VouchState::Unanswered | VouchState::JobNotHeld => {
                if is_to_be_put_right {
                    Self::Replaced
                } else {
                    Self::InTheWay
                }
            }
            // Of a version of the job that has been put right as well.
            VouchState::Void(_) if is_to_be_put_right => Self::Replaced,
            VouchState::Unconfirmed(_) | VouchState::Counts | VouchState::Hidden => Self::InTheWay,
            VouchState::Void(_) | VouchState::Expired | VouchState::Dropped(_) => Self::Over,
        }
    }
}

/// Signs a vouch; its subject is asked, and nobody else sees it before.
///
/// # Errors
/// [`WriteVouchRefusal`].
pub fn write_vouch(here: &Situation<'_>, new: &NewVouch) -> Result<Deed, WriteVouchRefusal> {
    if new.subject == here.me {
        return Err(WriteVouchRefusal::Faults(vec![VouchFault::SelfVouch]));
    }
    if !here.are_members([new.subject]) {
        return Err(WriteVouchRefusal::UnknownPerson);
    }
    let mut deed = Deed::default();
    let (at, on) = match &new.job {
        VouchedJob::Recorded(job, version) => {
            let is_member = |person| here.roster.is_member(person);
            let two = (here.me, new.subject);
            let ground = may_vouch(here.work, is_member, two, (*job, *version))?;
            let replaced = ground.replaces.into_iter().map(Saying::withdraw);
            deed.said.extend(replaced);
            let confirmation = here.confirmation(ground.version);
            deed.said
                .extend(confirmation.map_err(WriteVouchRefusal::JobFaults)?);
            let at = ground.version.at.clone();
            (at.clone(), On::Recorded(at))
        }
        VouchedJob::New(draft) => {
            let job = checked(here, draft).map_err(WriteVouchRefusal::JobFaults)?;
            let people = job.participants.iter().map(|one| one.person);
            if !here.are_members(people) {
                return Err(WriteVouchRefusal::UnknownPerson);
            }
            let record = NewPaper::job_with_vouch(job.clone(), here.me, new.subject);
            deed.papers.push(record);
            (unwritten(&job), On::PaperBefore(job))
        }
    };
    let draft = new.draft(here.today_in_japan);
    let vouch = draft.check(here.me, &at);
    let vouch = vouch.map_err(WriteVouchRefusal::Faults)?;
    let outside = match &new.outside {
        Some(wished) => Some(outside(here, new.subject, wished)?),
        None => None,
    };
    let words = VouchWords { vouch, on, outside };
    deed.papers
        .push(NewPaper::vouch(here.me, new.subject, words));
    Ok(deed)
}

/// A record that gets its name when it is written.
fn unwritten(job: &crate::job::Job) -> JobAt {
    JobAt {
        document: DocumentId::from_bytes([0; 32]),
        heads: Vec::new(),
        job: job.clone(),
    }
}

/// The names of the two as they will stand outside: the author's as they wish, else as on their card, and the subject's
/// as on theirs.
fn outside(
    here: &Situation<'_>,
    subject: PersonId,
    wished: &str,
) -> Result<Outside, WriteVouchRefusal> {
    let on_card = |person: &PersonId| -> String {
        let name = here.names.get(person);
        name.map(|name| name.chars().take(NAME_CHARS).collect())
            .unwrap_or_default()
    };
    let wished = text::optional(wished, NAME_CHARS)?;
    let names = Names {
        issuer: if wished.is_empty() {
            on_card(&here.me)
        } else {
            wished
        },
        subject: on_card(&subject),
    };
    // A reader outside would not know who vouches, or for whom.
    if names.issuer.is_empty() || names.subject.is_empty() {
        return Err(PortableError::NoName.into());
    }
    let key = here.set.credential_key_of(subject);
    Ok(Outside {
        names,
        subject: key.ok_or(WriteVouchRefusal::UnknownPerson)?,
    })
}

impl NewVouch {
    fn draft(&self, today: Day) -> VouchDraft {
        VouchDraft {
            subject: self.subject,
            skills: self.skills.clone(),
            role: self.role,
            basis: self.basis,
            text: self.text.clone(),
            for_whom: self.for_whom.clone(),
            again: self.again,
            relation: self.relation,
            outside: self.outside.is_some(),
            signed_on: today,
            valid_until: None,
            language: self.language.clone(),
        }
    }
}
