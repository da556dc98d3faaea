//! The trust trail of a member, as the person at this computer sees it.

use crate::{NodeError, home::Home};
use otagai_core::{
    id::{CircleId, PersonId},
    trail::{ActiveVouch, Day, Job, ShownNames, Trail, TrustGraph},
    vouch::standing::{Standing, VouchState},
};
use std::collections::{BTreeMap, BTreeSet};

/// The trail for one skill.
#[derive(Debug, Clone)]
pub struct SkillTrail {
    /// The skill.
    pub skill: String,
    /// Who vouches, how recently, and through whom one is connected.
    pub trail: Trail,
}

impl Home {
    /// Who worked with whom and who vouches for whom, as of a day.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn trust_graph(&self, circle: CircleId, as_of: Day) -> Result<TrustGraph, NodeError> {
        let work = self.store().work(circle)?.on(as_of);
        self.trust_graph_of(circle, &work, as_of)
    }

    /// [`Home::trust_graph`] out of what was read of the circle's work already, as of that day.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn trust_graph_of(
        &self,
        circle: CircleId,
        work: &Standing,
        as_of: Day,
    ) -> Result<TrustGraph, NodeError> {
        let invited_by: BTreeMap<PersonId, Option<PersonId>> = self
            .store()
            .members(circle)?
            .into_iter()
            .map(|row| (row.person, row.invited_by))
            .collect();
        Ok(TrustGraph::new(
            vouches(work),
            jobs(work),
            invited_by,
            as_of,
        ))
    }

    /// The trail of a person for one skill, or for every skill that somebody vouched for; and the names for
    /// their card.
    ///
    /// # Errors
    /// [`NodeError::UnknownPerson`] for somebody who is not in the circle.
    pub fn trail(
        &self,
        circle: CircleId,
        subject: PersonId,
        skill: Option<&str>,
        as_of: Day,
    ) -> Result<(Vec<SkillTrail>, ShownNames), NodeError> {
        if self.store().member(circle, subject)?.is_none() {
            return Err(NodeError::UnknownPerson);
        }
        let work = self.store().work(circle)?.on(as_of);
        let graph = self.trust_graph_of(circle, &work, as_of)?;
        let skills: BTreeSet<String> = if let Some(skill) = skill {
            BTreeSet::from([skill.to_owned()])
        } else {
            vouches(&work)
                .filter(|vouch| vouch.subject == subject)
                .flat_map(|vouch| vouch.skills)
                .collect()
        };
        let trails = skills
            .into_iter()
            .map(|skill| SkillTrail {
                trail: graph.trail(self.person(), subject, &skill),
                skill,
            })
            .collect();
        Ok((trails, graph.shown_names(self.person(), subject)))
    }
}

/// Those that count or did until their time was over.
fn vouches(work: &Standing) -> impl Iterator<Item = ActiveVouch> {
    work.vouches.iter().filter_map(|(document, found)| {
        if !matches!(found.state, VouchState::Counts | VouchState::Expired) {
            return None;
        }
        Some(ActiveVouch {
            document: *document,
            author: found.author,
            subject: found.vouch.subject?,
            job: found.vouch.job?,
            skills: found.vouch.skills.iter().cloned().collect(),
            signed_on: found.vouch.signed_on?,
            valid_until: found.vouch.valid_until?,
        })
    })
}

/// Versions that somebody beside the author signed; who signed the same one worked together.
fn jobs(work: &Standing) -> impl Iterator<Item = Job> {
    work.jobs
        .iter()
        .filter(|(_, found)| found.dropped.is_none())
        .flat_map(|(document, found)| {
            let confirmed = found.versions.iter().filter(|v| v.is_confirmed());
            confirmed.map(|version| Job {
                document: *document,
                confirmed_by: version.signed_by.clone(),
            })
        })
}
