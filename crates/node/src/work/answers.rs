//! One answer: to a job, or to a vouch and its job together.

use super::members;
use crate::{NodeError, home::Home};
use otagai_core::{
    document::Kind,
    id::{CircleId, DocumentId, ItemId, PersonId},
    item::Item,
    quiet::{self, QuietAnswer, QuietWord},
    statement::{Accept, StatementBody, Withdraw},
    vouch::standing::{JobVersion, Standing, VouchState},
};
use otagai_store::Store;

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// 受け取る: the job was so, and the vouch is shown.
    Accept,
    /// 受け取って表示しない, 直してほしい, 受け取らない: for the author alone.
    Quiet(QuietWord),
}

impl Home {
    /// Answers a job that one took part in, at the version that one saw (its last chunk).
    ///
    /// # Errors
    /// [`NodeError::OtherVersion`] when it is no longer the newest, [`NodeError::NotYours`] when one did not
    /// take part, [`NodeError::UnknownWork`].
    pub fn answer_job(
        &self,
        circle: CircleId,
        job: DocumentId,
        version: ItemId,
        answered: Answered,
        note: &str,
    ) -> Result<(), NodeError> {
        let mut store = self.store();
        let work = store.work(circle)?;
        let found = work.jobs.get(&job).ok_or(NodeError::UnknownWork)?;
        let current = found.current().ok_or(NodeError::UnknownWork)?;
        if found.dropped.is_some() {
            return Err(NodeError::UnknownWork);
        }
        if current.chunk != version {
            return Err(NodeError::OtherVersion);
        }
        if !current.at.job.has(self.person()) || found.author == self.person() {
            return Err(NodeError::NotYours);
        }
        let mut said = self.unsaid(&work, |answer| {
            answer.job == Some(job) && answer.vouch.is_none()
        });
        let mut items = Vec::new();
        match answered {
            Answered::Quiet(quiet) if quiet != QuietWord::Keep => {
                let answer = QuietAnswer::new(Some((job, version)), None, quiet, note)?;
                items = self.quietly(&mut store, circle, found.author, &answer)?;
            }
            // To a job alone there is nothing to hide.
            Answered::Accept | Answered::Quiet(_) => {
                match self.confirmation(&mut store, circle, current)? {
                    Some(confirm) => said.push(confirm),
                    None => return Ok(()),
                }
            }
        }
        items.extend(self.statements(&mut store, circle, &said)?);
        self.admit_own(&mut store, circle, &items)?;
        Ok(())
    }

    /// Answers a vouch about oneself, and its job with it.
    ///
    /// # Errors
    /// [`NodeError::NotYours`] when it is about somebody else, [`NodeError::Answered`] when it is shown already,
    /// [`NodeError::UnknownWork`].
    pub fn answer_vouch(
        &self,
        circle: CircleId,
        vouch: DocumentId,
        answered: Answered,
        note: &str,
    ) -> Result<(), NodeError> {
        let mut store = self.store();
        let work = store.work(circle)?;
        let found = work.vouches.get(&vouch).ok_or(NodeError::UnknownWork)?;
        if found.vouch.subject != Some(self.person()) {
            return Err(NodeError::NotYours);
        }
        match &found.state {
            VouchState::Unanswered => {}
            VouchState::Dropped(_) | VouchState::JobNotHeld => return Err(NodeError::UnknownWork),
            VouchState::Void(_) => return Err(NodeError::VoidVouch),
            _ => return Err(NodeError::Answered),
        }
        let version = found
            .vouch
            .job
            .and_then(|job| work.jobs.get(&job))
            .and_then(|job| job.version(&found.vouch.job_heads))
            .ok_or(NodeError::UnknownWork)?;
        let mut said = self.unsaid(&work, |answer| answer.vouch == Some(vouch));
        let mut items = Vec::new();
        match answered {
            Answered::Accept => said.extend(self.accepted(&mut store, circle, vouch, version)?),
            Answered::Quiet(quiet) => {
                let unsigned = !version.signed_by.contains(&self.person());
                let job = (version.at.document, version.chunk);
                let job = Some(job).filter(|_| unsigned);
                let answer = QuietAnswer::new(job, Some(vouch), quiet, note)?;
                if quiet == QuietWord::Keep {
                    said.extend(self.confirmation(&mut store, circle, version)?);
                }
                items = self.quietly(&mut store, circle, found.author, &answer)?;
            }
        }
        items.extend(self.statements(&mut store, circle, &said)?);
        self.admit_own(&mut store, circle, &items)?;
        Ok(())
    }

    fn accepted(
        &self,
        store: &mut Store,
        circle: CircleId,
        vouch: DocumentId,
        version: &JobVersion,
    ) -> Result<Vec<StatementBody>, NodeError> {
        let mut said: Vec<StatementBody> = Vec::new();
        said.extend(self.confirmation(store, circle, version)?);
        let sealed = store.sealed(circle, vouch)?.ok_or(NodeError::UnknownWork)?;
        let work = store.work(circle)?;
        let found = work.vouches.get(&vouch).ok_or(NodeError::UnknownWork)?;
        said.push(StatementBody::Accept(Accept {
            document: vouch,
            chunk: found.chunk,
            heads: found.heads.clone(),
            salt: sealed.inner.readers.salt,
            readers: sealed.inner.readers.persons,
            key: *sealed.key.as_bytes(),
        }));
        Ok(said)
    }

    /// Takes back what one said quietly before: the last word is the one that stands.
    fn unsaid(&self, work: &Standing, of: impl Fn(&QuietAnswer) -> bool) -> Vec<StatementBody> {
        let mine = work
            .answers
            .iter()
            .filter(|(_, one)| one.author == self.person() && of(&one.answer));
        mine.map(|(document, _)| {
            StatementBody::Withdraw(Withdraw {
                document: *document,
            })
        })
        .collect()
    }

    /// Says something to the author of a job or a vouch alone.
    fn quietly(
        &self,
        store: &mut Store,
        circle: CircleId,
        to: PersonId,
        answer: &QuietAnswer,
    ) -> Result<Vec<Item>, NodeError> {
        let roster = store.roster(circle)?;
        members(roster, [to])?;
        let blank = self.author.begin_sealed(circle, Kind::Quiet, [to]);
        let written = self
            .author
            .write_sealed(&blank, roster, |t| quiet::write(t, answer))?;
        Ok(written.items)
    }
}
