//! How near everybody is to one viewer, for lists: the closeness of a [`Trail`](super::Trail) without its paths.

use super::{ActiveVouch, Closeness, ShownNames, TrustGraph};
use crate::{id::PersonId, text};
use std::collections::BTreeSet;

/// How near everybody is to one viewer.
#[derive(Debug)]
pub struct Near<'a> {
    graph: &'a TrustGraph,
    viewer: PersonId,
    /// For whom somebody vouches that the viewer worked with.
    known: BTreeSet<PersonId>,
}

impl TrustGraph {
    /// How near everybody is to a viewer.
    pub fn near(&self, viewer: PersonId) -> Near<'_> {
        let colleague = |author: &PersonId| self.jobs_together(viewer, *author).is_some();
        let known = self
            .active
            .iter()
            .filter(|(_, received)| received.keys().any(colleague));
        Near {
            graph: self,
            viewer,
            known: known.map(|(subject, _)| *subject).collect(),
        }
    }
}

impl Near<'_> {
    /// How near somebody is for a skill, or for any.
    pub fn closeness(&self, subject: PersonId, skill: Option<&str>) -> Closeness {
        if subject == self.viewer {
            return Closeness::NotYet;
        }
        if self.graph.jobs_together(self.viewer, subject).is_some() {
            return Closeness::WorkedTogether;
        }
        let skill = skill.map(text::key);
        let skill = skill.as_deref();
        let mut through_two = false;
        for (author, said) in self.graph.active_for(subject) {
            if author == self.viewer || !said.iter().any(|vouch| is_for(vouch, skill)) {
                continue;
            }
            if self.graph.jobs_together(self.viewer, author).is_some() {
                return Closeness::ThroughOne;
            }
            through_two |= self.known.contains(&author);
        }
        if through_two {
            Closeness::ThroughTwo
        } else {
            Closeness::NotYet
        }
    }

    /// Who vouches for somebody's skill, or for anything.
    pub fn shown_names(&self, subject: PersonId, skill: Option<&str>) -> ShownNames {
        let skill = skill.map(text::key);
        let in_question = |vouch: &ActiveVouch| is_for(vouch, skill.as_deref());
        ShownNames::of(&self.graph.vouchers(self.viewer, subject, in_question))
    }

    /// Whether the viewer worked with somebody.
    pub fn worked_together(&self, subject: PersonId) -> bool {
        self.graph.jobs_together(self.viewer, subject).is_some()
    }
}

/// The skill is in its compared form.
fn is_for(vouch: &ActiveVouch, skill: Option<&str>) -> bool {
    skill.is_none_or(|skill| vouch.skills.contains(skill))
}
