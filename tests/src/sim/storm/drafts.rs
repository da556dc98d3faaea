//! Work and vouches as people fill them in.

use super::Storm;
use otagai_core::{
    deed::{NewVouch, VouchedJob},
    id::PersonId,
    job::{JobDraft, JobKind, Participant},
    vouch::{Again, Basis, Relation, Role, standing::Standing},
};

const SKILL: &str = "進行";
const TEXT: &str = "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。";

impl Storm {
    /// What somebody reads of work and vouches today.
    pub(super) fn work(&mut self, name: &str) -> Standing {
        let now = self.network.now;
        self.network.person(name).work(self.circle, now)
    }

    /// One to three others whom somebody knows to be members.
    pub(super) fn some_others(&mut self, name: &str) -> Vec<PersonId> {
        let me = self.id(name);
        let roster = &self.network.look(name).holding(self.circle).roster;
        let known = roster.members.keys().copied();
        let mut known: Vec<PersonId> = known
            .filter(|person| *person != me && roster.is_member(*person))
            .collect();
        let mut others = Vec::new();
        for _ in 0..=self.chance.below(3) {
            if !known.is_empty() {
                others.push(known.remove(self.chance.below(known.len())));
            }
        }
        others
    }

    pub(super) fn new_job(
        &self,
        title: &str,
        people: impl IntoIterator<Item = PersonId>,
    ) -> JobDraft {
        let participant = |person| Participant {
            person,
            role: String::new(),
        };
        JobDraft {
            title: format!("{title} {}", self.acts),
            kind: JobKind::Paid,
            from: "2026-05".parse().expect("a month"),
            to: "2026-06".parse().expect("a month"),
            size: None,
            participants: people.into_iter().map(participant).collect(),
            skills: vec![SKILL.to_owned()],
            outside: 0,
            request: None,
        }
    }
}

pub(super) fn new_vouch(subject: PersonId, job: VouchedJob) -> NewVouch {
    NewVouch {
        job,
        subject,
        skills: vec![SKILL.to_owned()],
        role: Role::Asked,
        basis: Basis::WorkedAlongside,
        text: TEXT.to_owned(),
        for_whom: String::new(),
        again: Again::Gladly,
        relation: Relation::None,
        outside: None,
        language: "ja".to_owned(),
    }
}
