//! Work and vouches as people fill them in, by the rules and by their own calendar.

use super::Storm;
use otagai_core::{
    id::PersonId,
    job::{Job, JobDraft, JobKind, Participant},
    vouch::{Again, Basis, JobAt, Relation, Role, Vouch, VouchDraft, standing::Standing},
};

const SKILL: &str = "進行";
const TEXT: &str = "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。";

impl Storm {
    /// What somebody reads of work and vouches today.
    pub(super) fn work(&mut self, name: &str) -> Standing {
        let day = self.day(name);
        let holding = self.network.person(name).holding_mut(self.circle);
        holding.work().on(day)
    }

    /// One to three others whom somebody knows to be members.
    pub(super) fn some_others(&mut self, name: &str) -> Vec<PersonId> {
        let me = self.id(name);
        let known = self.network.look(name).holding(self.circle);
        let known = known.roster.members.keys().copied();
        let mut known: Vec<PersonId> = known.filter(|person| *person != me).collect();
        let mut others = Vec::new();
        for _ in 0..=self.chance.below(3) {
            if !known.is_empty() {
                others.push(known.remove(self.chance.below(known.len())));
            }
        }
        others
    }

    /// None where the rules, or a clock that is far behind, forbid it.
    pub(super) fn new_job(&self, name: &str, others: &[PersonId]) -> Option<Job> {
        let me = self.id(name);
        let people = [me].into_iter().chain(others.iter().copied());
        let participant = |person| Participant {
            person,
            role: String::new(),
        };
        let draft = JobDraft {
            title: format!("仕事 {}", self.acts),
            kind: JobKind::Paid,
            from: "2026-05".parse().expect("a month"),
            to: "2026-06".parse().expect("a month"),
            size: None,
            participants: people.map(participant).collect(),
            skills: vec![SKILL.to_owned()],
            outside: 0,
            request: None,
        };
        draft.check(me, self.day(name).in_month()?).ok()
    }

    pub(super) fn new_vouch(&self, name: &str, subject: PersonId, at: &JobAt) -> Option<Vouch> {
        let draft = VouchDraft {
            subject,
            skills: vec![SKILL.to_owned()],
            role: Role::Asked,
            basis: Basis::WorkedAlongside,
            text: TEXT.to_owned(),
            for_whom: String::new(),
            again: Again::Gladly,
            relation: Relation::None,
            outside: false,
            signed_on: self.day(name),
            valid_until: None,
            language: "ja".to_owned(),
        };
        draft.check(self.id(name), at).ok()
    }
}
