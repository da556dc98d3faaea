//! What people do in a storm: cards, work, vouches, withdrawals, invitations, joining.

use super::{DAY_MS, Storm};
use otagai_core::{
    id::{DocumentId, ItemId, PersonId},
    statement::{Shown, StatementBody},
    vouch::{
        JobAt,
        standing::{JobVersion, VouchState},
    },
};

/// Persons who may join with one invitation, at most.
const MOST_USES: usize = 3;
/// Frames and answers of a whole joining, and a few more.
const JOINING: usize = 16;

/// Something that members do.
struct Act {
    /// What it is called in a tally.
    what: &'static str,
    /// How often it is tried, beside the others.
    often: usize,
    /// Does it where it is possible; gives the names of what is new.
    tries: fn(&mut Storm, &str) -> Vec<ItemId>,
}

const fn act(often: usize, what: &'static str, tries: fn(&mut Storm, &str) -> Vec<ItemId>) -> Act {
    Act { what, often, tries }
}

/// All of them.
const ACTS: [Act; 14] = [
    act(3, "banner", Storm::write_banner),
    act(3, "part of a card", Storm::edit_card),
    act(1, "licence seen", Storm::see_licence),
    act(1, "charter", Storm::adopt),
    act(1, "second computer", Storm::add_device),
    act(1, "left", Storm::leave),
    act(2, "job", Storm::record),
    act(2, "vouch", Storm::vouch),
    act(1, "vouch with a new job", Storm::vouch_with_job),
    act(5, "answer to a vouch", Storm::answer_vouch),
    act(2, "answer to a job", Storm::answer_job),
    act(1, "shown or put right", Storm::show_or_retitle),
    act(1, "taken back", Storm::take_back),
    act(1, "invitation", Storm::invite),
];

impl Storm {
    /// Somebody does something; now and then their device dies over it.
    pub(super) fn act(&mut self) {
        let name = self.member();
        if self.chance.below(8) == 0 {
            let is_kept = self.chance.below(2) == 0;
            self.network.person(&name).dies_after(0, is_kept);
        }
        let mut new = Vec::new();
        // Not everything is possible: then something else.
        for _ in 0..4 {
            if new.is_empty() && !self.network.look(&name).is_down() {
                new = self.one_act(&name);
            }
        }
        self.acts += usize::from(!new.is_empty());
        if self.network.look(&name).is_down() {
            self.network.crash(&name);
        } else {
            self.network.tell_links(&name, self.circle, &new, None);
        }
    }

    /// Tries one thing; gives the names of what is new.
    fn one_act(&mut self, name: &str) -> Vec<ItemId> {
        let all: usize = ACTS.iter().map(|act| act.often).sum();
        let mut at = self.chance.below(all);
        let chosen = ACTS.iter().find(|act| {
            let is_it = at < act.often;
            at = at.saturating_sub(act.often);
            is_it
        });
        let Some(act) = chosen else {
            return Vec::new();
        };
        let new = (act.tries)(self, name);
        if !new.is_empty() {
            self.tally.note(act.what);
        }
        new
    }

    /// Somebody who is not in yet tries an invitation at somebody's who is.
    pub(super) fn join(&mut self) {
        let mut outside = self.remaining();
        outside.retain(|name| !self.is_inside(name));
        let mut invitations = self.invitations.clone();
        invitations.retain(|link| link.circle == self.circle);
        let (Some(newcomer), Some(link)) = (self.one_of(&outside), self.one_of(&invitations))
        else {
            return;
        };
        let side = self.sides.get(&newcomer);
        let near = self.members().into_iter();
        let near: Vec<String> = near.filter(|host| self.sides.get(host) == side).collect();
        let Some(host) = self.one_of(&near) else {
            return;
        };
        match self.chance.below(6) {
            0 => self.network.person(&newcomer).dies_after(0, true),
            1 => self.network.person(&host).dies_after(0, true),
            2 => self.network.person(&host).dies_after(0, false),
            _ => {}
        }
        let breaks_after = match self.chance.below(3) {
            0 => self.chance.below(JOINING),
            _ => usize::MAX,
        };
        let joined = self
            .network
            .join_until(&newcomer, &link, &host, breaks_after);
        if joined.is_some() {
            self.tally.note("joined");
        } else {
            self.lost_answers.insert((self.circle, newcomer));
        }
    }

    fn record(&mut self, name: &str) -> Vec<ItemId> {
        let others = self.some_others(name);
        let Some(job) = self.new_job(name, &others) else {
            return Vec::new();
        };
        let person = self.network.person(name);
        let draft = person.draft_job(self.circle, &job, &others, &mut self.chance);
        person.store(self.circle, [draft], &[])
    }

    /// On work that is recorded: by the rules of the product, or by a program that keeps fewer.
    fn vouch(&mut self, name: &str) -> Vec<ItemId> {
        let work = self.work(name);
        let me = self.id(name);
        let jobs: Vec<&JobVersion> = work
            .jobs
            .values()
            .filter(|job| job.dropped.is_none())
            .filter_map(|job| job.current())
            .filter(|version| version.at.job.has(me))
            .collect();
        let Some(version) = self.one_of(&jobs) else {
            return Vec::new();
        };
        let people = version.at.job.participants.iter();
        let others: Vec<PersonId> = people.map(|one| one.person).filter(|p| *p != me).collect();
        let subject = self.one_of(&others);
        let Some(vouch) = subject.and_then(|subject| self.new_vouch(name, subject, &version.at))
        else {
            return Vec::new();
        };
        let person = self.network.person(name);
        let said: Vec<_> = person
            .confirmation(self.circle, version)
            .into_iter()
            .collect();
        let draft = person.draft_vouch(self.circle, &vouch, &mut self.chance);
        person.store(self.circle, [draft], &said)
    }

    /// With the record of the work, in one go: both are there or neither.
    fn vouch_with_job(&mut self, name: &str) -> Vec<ItemId> {
        let others = self.some_others(name);
        let Some((job, subject)) = self.new_job(name, &others).zip(others.first().copied()) else {
            return Vec::new();
        };
        let person = self.network.look(name);
        let record = person.draft_job(self.circle, &job, &[subject], &mut self.chance);
        let at = JobAt {
            document: record.document,
            heads: record.heads.clone(),
            job,
        };
        let Some(vouch) = self.new_vouch(name, subject, &at) else {
            return Vec::new();
        };
        let person = self.network.person(name);
        let draft = person.draft_vouch(self.circle, &vouch, &mut self.chance);
        person.store(self.circle, [record, draft], &[])
    }

    /// Hides a vouch, shows it again, or puts a record right.
    fn show_or_retitle(&mut self, name: &str) -> Vec<ItemId> {
        let work = self.work(name);
        let me = self.id(name);
        let shown: Vec<_> = work
            .vouches
            .iter()
            .filter(|(_, found)| found.vouch.subject == Some(me))
            .filter(|(_, found)| matches!(found.state, VouchState::Counts | VouchState::Hidden))
            .collect();
        if let Some((document, found)) = self.one_of(&shown) {
            let body = StatementBody::Shown(Shown {
                document: *document,
                shown: found.state == VouchState::Hidden,
            });
            return self.network.person(name).say(self.circle, &body).1;
        }
        let mine = work.jobs.iter().filter(|(_, job)| job.author == me);
        let mine: Vec<DocumentId> = mine.map(|(document, _)| *document).collect();
        let Some(job) = self.one_of(&mine) else {
            return Vec::new();
        };
        let title = format!("研修 {}", self.acts);
        let person = self.network.person(name);
        person.retitle_job(self.circle, job, &title, &mut self.chance)
    }

    /// As the author, or as whom it is about.
    fn take_back(&mut self, name: &str) -> Vec<ItemId> {
        let work = self.work(name);
        let jobs = work.jobs.keys();
        let all = jobs.chain(work.vouches.keys()).chain(work.answers.keys());
        let all: Vec<DocumentId> = all.copied().collect();
        let Some(document) = self.one_of(&all) else {
            return Vec::new();
        };
        let person = self.network.person(name);
        match person.taking_back(self.circle, document) {
            Some(body) => person.say(self.circle, &body).1,
            None => Vec::new(),
        }
    }

    fn invite(&mut self, name: &str) -> Vec<ItemId> {
        let uses = u16::try_from(1 + self.chance.below(MOST_USES)).unwrap_or(1);
        let expires_at = self.network.look(name).clock(self.network.now) + DAY_MS;
        let seed = self.chance.bytes();
        let person = self.network.person(name);
        let (link, new) = person.invite(self.circle, seed, uses, expires_at);
        if !person.is_down() {
            self.invitations.push(link);
        }
        new
    }
}
