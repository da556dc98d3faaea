//! What people say in a storm when they are asked whether work was so, or about a vouch.

use super::Storm;
use otagai_core::{
    id::ItemId,
    quiet::{QuietAnswer, QuietWord},
    vouch::standing::VouchState,
};

impl Storm {
    pub(super) fn answer_vouch(&mut self, name: &str) -> Vec<ItemId> {
        let work = self.work(name);
        let me = self.id(name);
        let asked: Vec<_> = work
            .vouches
            .iter()
            .filter(|(_, found)| found.vouch.subject == Some(me))
            .filter(|(_, found)| found.state == VouchState::Unanswered)
            .collect();
        let Some((document, found)) = self.one_of(&asked) else {
            return Vec::new();
        };
        let job = found.vouch.job.and_then(|job| work.jobs.get(&job));
        let Some(version) = job.and_then(|job| job.version(&found.vouch.job_heads)) else {
            return Vec::new();
        };
        let quiet = self.quiet_word();
        let person = self.network.person(name);
        let mut said = Vec::new();
        if matches!(quiet, None | Some(QuietWord::Keep)) {
            said.extend(person.confirmation(self.circle, version));
        }
        if quiet.is_none() {
            let which = (found.chunk, found.heads.as_slice());
            said.extend(person.acceptance(self.circle, *document, which));
        }
        let job = Some((version.at.document, version.chunk));
        let answer = quiet.map(|quiet| {
            let answer =
                QuietAnswer::new(job, Some(*document), quiet, "月が違います").expect("short");
            person.draft_answer(self.circle, found.author, &answer, &mut self.chance)
        });
        person.store(self.circle, answer, &said)
    }

    pub(super) fn answer_job(&mut self, name: &str) -> Vec<ItemId> {
        let work = self.work(name);
        let me = self.id(name);
        let asked: Vec<_> = work
            .jobs
            .values()
            .filter(|job| job.author != me && job.dropped.is_none())
            .filter_map(|job| Some((job.author, job.current()?)))
            .filter(|(_, version)| version.at.job.has(me) && !version.signed_by.contains(&me))
            .collect();
        let Some((author, version)) = self.one_of(&asked) else {
            return Vec::new();
        };
        let quiet = self.quiet_word();
        let person = self.network.person(name);
        let Some(quiet) = quiet else {
            let said = person.confirmation(self.circle, version);
            return person.store(self.circle, [], said.as_slice());
        };
        let job = Some((version.at.document, version.chunk));
        let answer = QuietAnswer::new(job, None, quiet, "").expect("short");
        let draft = person.draft_answer(self.circle, author, &answer, &mut self.chance);
        person.store(self.circle, [draft], &[])
    }

    /// None more often than not: then it is said to everybody.
    fn quiet_word(&mut self) -> Option<QuietWord> {
        match self.chance.below(6) {
            0 => Some(QuietWord::Keep),
            1 => Some(QuietWord::Fix),
            2 => Some(QuietWord::Decline),
            _ => None,
        }
    }
}
