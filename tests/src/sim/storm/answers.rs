//! What people say in a storm when they are asked whether work was so, or about a vouch.

use super::Storm;
use otagai_core::{
    deed::{self, Answered},
    id::ItemId,
    quiet::QuietWord,
    vouch::standing::VouchState,
};

impl Storm {
    pub(super) fn answer_vouch(&mut self, name: &str) -> Vec<ItemId> {
        let (me, work) = (self.id(name), self.work(name));
        let asked: Vec<_> = work
            .vouches
            .iter()
            .filter(|(_, found)| found.vouch.subject == Some(me))
            .filter(|(_, found)| found.state == VouchState::Unanswered)
            .map(|(document, found)| (*document, found.author))
            .collect();
        let Some((vouch, author)) = self.one_of(&asked) else {
            return Vec::new();
        };
        let answered = self.answered();
        let done = self.deed(name, Some(vouch), &[me, author], |here| {
            deed::answer_vouch(here, vouch, answered, "月が違います")
        });
        done.unwrap_or_default()
    }

    pub(super) fn answer_job(&mut self, name: &str) -> Vec<ItemId> {
        let (me, work) = (self.id(name), self.work(name));
        let asked: Vec<_> = work
            .jobs
            .iter()
            .filter(|(_, job)| job.author != me && job.dropped.is_none())
            .filter_map(|(document, job)| Some((*document, job.author, job.current()?)))
            .filter(|(.., version)| version.at.job.has(me) && !version.signed_by.contains(&me))
            .map(|(document, author, version)| (document, author, version.chunk))
            .collect();
        let Some((job, author, version)) = self.one_of(&asked) else {
            return Vec::new();
        };
        let answered = self.answered();
        let done = self.deed(name, Some(job), &[me, author], |here| {
            deed::answer_job(here, job, version, answered, "")
        });
        done.unwrap_or_default()
    }

    /// To everybody more often than not.
    fn answered(&mut self) -> Answered {
        match self.chance.below(7) {
            0 => Answered::Quiet(QuietWord::Keep),
            1 => Answered::Quiet(QuietWord::Fix),
            2 => Answered::Quiet(QuietWord::Decline),
            _ => Answered::Accept,
        }
    }
}
