//! Writing a vouch: for a recorded job, or together with its record in one go.

use super::{jobs::people, members};
use crate::{NodeError, home::Home};
use otagai_core::{
    Millis,
    credential::Second,
    date::Day,
    document::Kind,
    id::{CircleId, DocumentId, ItemId, PersonId},
    item::Item,
    job::JobDraft,
    statement::{StatementBody, Withdraw},
    text,
    vouch::{
        Again, Basis, JobAt, Portable, Relation, Role, Vouch, VouchDraft, VouchFault, portable,
        standing::{Standing, VouchState},
    },
};
use otagai_store::Store;

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
    /// May be shown outside the circle, under this name (empty: under none).
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

/// The job, and what must be stored for it first.
struct Ground {
    at: JobAt,
    items: Vec<Item>,
    said: Vec<StatementBody>,
}

impl Home {
    /// Signs a vouch; its subject is asked, and nobody else sees it before.
    ///
    /// # Errors
    /// [`NodeError::Vouch`] or [`NodeError::Job`] with every rule that is broken, [`NodeError::SecondVouch`],
    /// [`NodeError::DisputedJob`], [`NodeError::UnknownPerson`], [`NodeError::UnknownWork`].
    pub fn write_vouch(&self, circle: CircleId, new: &NewVouch) -> Result<DocumentId, NodeError> {
        if new.subject == self.person() {
            return Err(NodeError::Vouch(vec![VouchFault::SelfVouch]));
        }
        let mut store = self.store();
        members(store.roster(circle)?, [new.subject])?;
        // One moment for all of it: midnight may come between two.
        let signed_at = self.clock().now();
        let today = Second::of(signed_at).day_in_japan();
        let mut ground = match &new.job {
            VouchedJob::Recorded(job, version) => {
                let work = store.work(circle)?.on(today);
                self.on_recorded(&mut store, circle, &work, new.subject, *job, *version)?
            }
            VouchedJob::New(draft) => self.on_new(&mut store, circle, draft, new.subject)?,
        };
        let mut vouch = Self::draft(new, today)
            .check(self.person(), &ground.at)
            .map_err(NodeError::Vouch)?;
        let blank = self.author.begin_sealed(circle, Kind::Vouch, [new.subject]);
        if let Some(name) = &new.outside {
            let names = self.names_outside(&store, circle, new.subject, name)?;
            let (document, at) = (blank.id(), &ground.at);
            let made =
                self.portable(&mut store, circle, document, &vouch, at, &names, signed_at)?;
            vouch.portable = Some(made);
        }
        let roster = store.roster(circle)?;
        let written = self
            .author
            .write_sealed(&blank, roster, |t| otagai_core::vouch::write(t, &vouch))?;
        ground.items.extend(written.items);
        ground
            .items
            .extend(self.statements(&mut store, circle, &ground.said)?);
        self.admit_own(&mut store, circle, &ground.items)?;
        Ok(written.document)
    }

    fn draft(new: &NewVouch, today: Day) -> VouchDraft {
        VouchDraft {
            subject: new.subject,
            skills: new.skills.clone(),
            role: new.role,
            basis: new.basis,
            text: new.text.clone(),
            for_whom: new.for_whom.clone(),
            again: new.again,
            relation: new.relation,
            outside: new.outside.is_some(),
            signed_on: today,
            valid_until: None,
            language: new.language.clone(),
        }
    }

    fn on_new(
        &self,
        store: &mut Store,
        circle: CircleId,
        draft: &JobDraft,
        subject: PersonId,
    ) -> Result<Ground, NodeError> {
        let job = self.checked(draft)?;
        let roster = store.roster(circle)?;
        members(roster, people(&job))?;
        let written = self.new_job(circle, roster, &job, [subject].into_iter())?;
        Ok(Ground {
            at: JobAt {
                document: written.document,
                heads: written.heads,
                job,
            },
            items: written.items,
            said: Vec::new(),
        })
    }

    fn on_recorded(
        &self,
        store: &mut Store,
        circle: CircleId,
        work: &Standing,
        subject: PersonId,
        job: DocumentId,
        version: ItemId,
    ) -> Result<Ground, NodeError> {
        let found = work.jobs.get(&job).ok_or(NodeError::UnknownWork)?;
        if found.dropped.is_some() {
            return Err(NodeError::UnknownWork);
        }
        let version = found
            .versions
            .iter()
            .find(|one| one.chunk == version)
            .ok_or(NodeError::OtherVersion)?;
        if work.is_disputed(version, subject) {
            return Err(NodeError::DisputedJob);
        }
        let mut said = Vec::new();
        said.extend(self.earlier(work, job, subject)?);
        if version.at.job.has(self.person()) {
            said.extend(self.confirmation(store, circle, version)?);
        }
        Ok(Ground {
            at: version.at.clone(),
            items: Vec::new(),
            said,
        })
    }

    /// What becomes of an earlier vouch of the same pair, direction and job: one that its subject wanted put
    /// right is taken back with the new one; any other stands in the way.
    fn earlier(
        &self,
        work: &Standing,
        job: DocumentId,
        subject: PersonId,
    ) -> Result<Vec<StatementBody>, NodeError> {
        let mut replaced = Vec::new();
        for (document, found) in &work.vouches {
            let same = found.author == self.person()
                && found.vouch.subject == Some(subject)
                && found.vouch.job == Some(job);
            if !same {
                continue;
            }
            match (&found.state, work.is_to_be_put_right(*document)) {
                // Void: of a version of the job that has been put right as well.
                (VouchState::Unanswered | VouchState::Void(_), true) => {
                    replaced.push(StatementBody::Withdraw(Withdraw {
                        document: *document,
                    }));
                }
                (
                    VouchState::Unanswered
                    | VouchState::Unconfirmed(_)
                    | VouchState::Counts
                    | VouchState::Hidden,
                    _,
                ) => return Err(NodeError::SecondVouch),
                _ => {}
            }
        }
        Ok(replaced)
    }

    /// The names of the two as they will stand outside: the author's as they wish, else as on their card, and the
    /// subject's as on theirs.
    fn names_outside(
        &self,
        store: &Store,
        circle: CircleId,
        subject: PersonId,
        wished: &str,
    ) -> Result<portable::Names, NodeError> {
        let on_card = |person| -> Result<String, NodeError> {
            let row = store.card(circle, person)?;
            let name = row.map(|row| row.card.name).unwrap_or_default();
            Ok(name.chars().take(portable::NAME_CHARS).collect())
        };
        let wished = text::line(wished, false, portable::NAME_CHARS)?;
        Ok(portable::Names {
            issuer: if wished.is_empty() {
                on_card(self.person())?
            } else {
                wished
            },
            subject: on_card(subject)?,
        })
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "everything that is signed, and where it is kept"
    )]
    fn portable(
        &self,
        store: &mut Store,
        circle: CircleId,
        document: DocumentId,
        vouch: &Vouch,
        at: &JobAt,
        names: &portable::Names,
        signed_at: Millis,
    ) -> Result<Portable, NodeError> {
        let set = store.set(circle)?;
        let subject = vouch
            .subject
            .and_then(|subject| set.credential_key_of(subject))
            .ok_or(NodeError::UnknownPerson)?;
        let key = self.author.keys().credential_key();
        Ok(portable::make(
            document, vouch, &at.job, subject, names, signed_at, &key,
        )?)
    }
}
