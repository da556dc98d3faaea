//! Work done together: recording jobs, vouching, answering, taking back.
//!
//! Every operation is one transaction: what a member did is on disk, whole, before it returns.

mod answers;
mod jobs;
pub mod proofs;
mod said;
mod trail;
mod vouches;

pub use answers::Answered;
pub use jobs::NewJob;
pub use trail::SkillTrail;
pub use vouches::{NewVouch, VouchedJob};

use crate::{NodeError, home::Home};
use otagai_core::{
    id::{CircleId, DocumentId, PersonId},
    item::Item,
    roster::Roster,
    statement::{ChainEnd, Confirm, Shown, StatementBody, Veto, Withdraw},
    vouch::standing::{JobVersion, Standing, VouchState},
};
use otagai_store::Store;

impl Home {
    /// Every job, vouch and quiet answer that can be read here, as of today in Japan.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn work(&self, circle: CircleId) -> Result<Standing, NodeError> {
        Ok(self.store().work(circle)?.on(self.clock().day_in_japan()))
    }

    /// Hides a vouch about oneself, or shows it again.
    ///
    /// # Errors
    /// [`NodeError::NotYours`] when it is about somebody else, [`NodeError::UnknownWork`] when it is not one
    /// that is shown or hidden.
    pub fn show_vouch(
        &self,
        circle: CircleId,
        vouch: DocumentId,
        shown: bool,
    ) -> Result<(), NodeError> {
        let work = self.work(circle)?;
        let found = work.vouches.get(&vouch).ok_or(NodeError::UnknownWork)?;
        if found.vouch.subject != Some(self.person()) {
            return Err(NodeError::NotYours);
        }
        match (&found.state, shown) {
            (VouchState::Counts, true) | (VouchState::Hidden, false) => return Ok(()),
            (VouchState::Counts | VouchState::Hidden | VouchState::Expired, _) => {}
            _ => return Err(NodeError::UnknownWork),
        }
        let body = StatementBody::Shown(Shown {
            document: vouch,
            shown,
        });
        self.say_next(circle, &body)?;
        Ok(())
    }

    /// Takes back a job or a vouch, for good: as its author, or as one whom it is about.
    ///
    /// # Errors
    /// [`NodeError::NotYours`] when it is about others, [`NodeError::UnknownWork`] when it is not there.
    pub fn take_back(&self, circle: CircleId, document: DocumentId) -> Result<(), NodeError> {
        let me = self.person();
        let mut store = self.store();
        let work = store.work(circle)?;
        let about_me = match (work.jobs.get(&document), work.vouches.get(&document)) {
            (Some(job), _) if job.dropped.is_none() => {
                job.versions.iter().any(|version| version.at.job.has(me))
            }
            (_, Some(vouch)) if !matches!(vouch.state, VouchState::Dropped(_)) => {
                vouch.vouch.subject == Some(me)
            }
            _ => return Err(NodeError::UnknownWork),
        };
        let sealed = store
            .sealed(circle, document)?
            .ok_or(NodeError::UnknownWork)?;
        let body = if sealed.header.author == me {
            StatementBody::Withdraw(Withdraw { document })
        } else if about_me && sealed.inner.readers.contain(me) {
            StatementBody::Veto(Veto {
                document,
                salt: sealed.inner.readers.salt,
                readers: sealed.inner.readers.persons,
            })
        } else {
            return Err(NodeError::NotYours);
        };
        let items = self.statements(&mut store, circle, &[body])?;
        self.admit_own(&mut store, circle, &items)?;
        Ok(())
    }

    /// Signs statements as the next of this device's chain, to be stored with whatever they are about.
    fn statements(
        &self,
        store: &mut Store,
        circle: CircleId,
        bodies: &[StatementBody],
    ) -> Result<Vec<Item>, NodeError> {
        let set = store.set(circle)?;
        let mut end = set.chain_end(self.author.device());
        let mut seen = set.statement_tips();
        let mut items = Vec::new();
        for body in bodies {
            let (said, item) = self.author.say(circle, &end, &seen, body)?;
            end = ChainEnd {
                n: end.n.saturating_add(1),
                prev: Some(said.id()),
            };
            seen = Vec::new();
            items.push(item);
        }
        Ok(items)
    }

    /// Says that a version of a job was so; none where this was said before.
    fn confirmation(
        &self,
        store: &mut Store,
        circle: CircleId,
        version: &JobVersion,
    ) -> Result<Option<StatementBody>, NodeError> {
        if version.signed_by.contains(&self.person()) {
            return Ok(None);
        }
        if !version.faults.is_empty() {
            return Err(NodeError::Job(version.faults.clone()));
        }
        let job = version.at.document;
        let sealed = store.sealed(circle, job)?.ok_or(NodeError::UnknownWork)?;
        Ok(Some(StatementBody::Confirm(Confirm {
            job,
            chunk: version.chunk,
            heads: version.at.heads.clone(),
            key: *sealed.key.as_bytes(),
        })))
    }
}

/// Only people in the circle take part in its records.
fn members(roster: &Roster, people: impl IntoIterator<Item = PersonId>) -> Result<(), NodeError> {
    if people.into_iter().all(|person| roster.is_member(person)) {
        Ok(())
    } else {
        Err(NodeError::UnknownPerson)
    }
}
