//! What people do in a storm about work: recording, vouching, putting right, hiding, taking back.

use super::{Storm, drafts::new_vouch};
use otagai_core::{
    deed::{self, Deed, Situation, VouchedJob, WriteVouchRefusal},
    id::{DocumentId, ItemId, PersonId},
    vouch::standing::{Standing, VouchState},
};

impl Storm {
    /// Does a deed with somebody's device; gives the names of what is new. Each paper of it is for `readers`, and
    /// every device of theirs that is known there has to be able to open it in the end.
    pub(super) fn deed<R>(
        &mut self,
        name: &str,
        about: Option<DocumentId>,
        readers: &[PersonId],
        decide: impl FnOnce(&Situation<'_>) -> Result<Deed, R>,
    ) -> Result<Vec<ItemId>, R> {
        let (circle, now) = (self.circle, self.network.now);
        let devices = self
            .network
            .look(name)
            .holding(circle)
            .roster
            .devices
            .iter();
        let devices: Vec<_> = devices
            .filter(|(_, device)| readers.contains(&device.person))
            .map(|(id, _)| *id)
            .collect();
        let person = self.network.person(name);
        let done = person.do_deed(circle, about, now, &mut self.chance, decide)?;
        for paper in &done.written.papers {
            let owed = devices
                .iter()
                .map(|device| (circle, paper.document, *device));
            self.owed.extend(owed);
        }
        Ok(done.new)
    }

    pub(super) fn record(&mut self, name: &str) -> Vec<ItemId> {
        let mut people = self.some_others(name);
        people.insert(0, self.id(name));
        let draft = self.new_job("仕事", people.iter().copied());
        let done = self.deed(name, None, &people, |here| deed::record_job(here, &draft));
        done.unwrap_or_default()
    }

    /// On work that is recorded.
    pub(super) fn vouch(&mut self, name: &str) -> Vec<ItemId> {
        let me = self.id(name);
        let work = self.work(name);
        let Some((job, version, subject)) = self.one_of(&together(&work, me)) else {
            return Vec::new();
        };
        let in_the_way = in_the_way(&work, me, subject, job);
        match self.write_vouch(name, (job, version), subject) {
            Ok(new) => {
                assert!(
                    !in_the_way,
                    "{}: {name} wrote a second vouch",
                    self.network.seed
                );
                new
            }
            Err(WriteVouchRefusal::SecondVouch) => {
                assert!(
                    in_the_way,
                    "{}: {name} was told of a vouch that is not there",
                    self.network.seed
                );
                Vec::new()
            }
            Err(_) => Vec::new(),
        }
    }

    /// Somebody tries a second vouch where one stands or waits: it is refused.
    pub(super) fn vouch_again(&mut self, name: &str) -> Vec<ItemId> {
        if let Some(((job, version), subject)) = self.vouched(name) {
            let tried = self.write_vouch(name, (job, version), subject);
            assert!(
                tried.is_err(),
                "{}: {name} wrote a second vouch",
                self.network.seed
            );
            // Who left, or does not agree with the record, cannot be vouched for at all.
            if matches!(tried, Err(WriteVouchRefusal::SecondVouch)) {
                self.tally.note("second vouch refused");
            }
        }
        Vec::new()
    }

    /// Somebody vouches on both their computers, neither of which knows what the other does: both are written, and one
    /// counts at most.
    pub(super) fn vouch_on_two_computers(&mut self, name: &str) -> Vec<ItemId> {
        let (me, circle) = (self.id(name), self.circle);
        let mut others = self.members();
        others.retain(|other| other != name && self.id(other) == me);
        let Some(other) = others.pop() else {
            return Vec::new();
        };
        let works = [self.work(name), self.work(&other)];
        let [mut open, there] = works.each_ref().map(|work| {
            let mut open = together(work, me);
            open.retain(|(job, _, subject)| !in_the_way(work, me, *subject, *job));
            open
        });
        open.retain(|one| there.contains(one));
        let Some((job, version, subject)) = self.one_of(&open) else {
            return Vec::new();
        };
        let [here, there] = [name, &other].map(|one| {
            self.write_vouch(one, (job, version), subject)
                .unwrap_or_default()
        });
        if !here.is_empty() && !there.is_empty() {
            self.tally.note("vouched twice on two computers");
        }
        if self.network.look(&other).is_down() {
            self.network.crash(&other);
        } else {
            self.network.tell_links(&other, circle, &there, None);
        }
        here
    }

    /// Somebody's vouch that stands or waits: its job as it is now, and whom it is about.
    fn vouched(&mut self, name: &str) -> Option<((DocumentId, ItemId), PersonId)> {
        let me = self.id(name);
        let work = self.work(name);
        let mut mine = Vec::new();
        for found in work.vouches.values().filter(|found| found.author == me) {
            let Some((job, subject)) = found.vouch.job.zip(found.vouch.subject) else {
                continue;
            };
            let version = work.jobs.get(&job).and_then(|found| found.current());
            if let Some(version) = version
                && in_the_way(&work, me, subject, job)
            {
                mine.push(((job, version.chunk), subject));
            }
        }
        self.one_of(&mine)
    }

    fn write_vouch(
        &mut self,
        name: &str,
        (job, version): (DocumentId, ItemId),
        subject: PersonId,
    ) -> Result<Vec<ItemId>, WriteVouchRefusal> {
        let new = new_vouch(subject, VouchedJob::Recorded(job, version));
        let readers = [self.id(name), subject];
        self.deed(name, Some(job), &readers, |here| {
            deed::write_vouch(here, &new)
        })
    }

    /// With the record of the work, in one go: both are there or neither.
    pub(super) fn vouch_with_job(&mut self, name: &str) -> Vec<ItemId> {
        let mut people = self.some_others(name);
        let Some(subject) = people.first().copied() else {
            return Vec::new();
        };
        people.push(self.id(name));
        let draft = self.new_job("仕事", people);
        let new = new_vouch(subject, VouchedJob::New(draft));
        let readers = [self.id(name), subject];
        let done = self.deed(name, None, &readers, |here| deed::write_vouch(here, &new));
        done.unwrap_or_default()
    }

    /// Hides a vouch, shows it again, or puts a record right.
    pub(super) fn show_or_retitle(&mut self, name: &str) -> Vec<ItemId> {
        let (me, work) = (self.id(name), self.work(name));
        let shown: Vec<_> = work
            .vouches
            .iter()
            .filter(|(_, found)| found.vouch.subject == Some(me))
            .filter(|(_, found)| matches!(found.state, VouchState::Counts | VouchState::Hidden))
            .map(|(document, found)| (*document, found.state == VouchState::Hidden))
            .collect();
        if let Some((vouch, hidden)) = self.one_of(&shown) {
            let done = self.deed(name, Some(vouch), &[], |here| {
                deed::show_vouch(here, vouch, hidden)
            });
            return done.unwrap_or_default();
        }
        let mine = work.jobs.iter().filter(|(_, job)| job.author == me);
        let mine: Vec<_> = mine
            .filter_map(|(document, job)| Some((*document, job.current()?.at.job.clone())))
            .collect();
        let Some((document, job)) = self.one_of(&mine) else {
            return Vec::new();
        };
        let people = job.participants.iter().map(|one| one.person);
        let draft = self.new_job("研修", people);
        let done = self.deed(name, Some(document), &[], |here| {
            deed::correct_job(here, document, &draft)
        });
        done.unwrap_or_default()
    }

    /// As the author, or as whom it is about.
    pub(super) fn take_back(&mut self, name: &str) -> Vec<ItemId> {
        let work = self.work(name);
        let all: Vec<DocumentId> = work
            .jobs
            .keys()
            .chain(work.vouches.keys())
            .copied()
            .collect();
        let Some(document) = self.one_of(&all) else {
            return Vec::new();
        };
        let done = self.deed(name, Some(document), &[], |here| {
            deed::take_back(here, document)
        });
        done.unwrap_or_default()
    }
}

/// Whom somebody has worked with: the record, its version now, and the other.
fn together(work: &Standing, me: PersonId) -> Vec<(DocumentId, ItemId, PersonId)> {
    let mut open = Vec::new();
    for (job, found) in &work.jobs {
        if let Some(version) = found.current() {
            let people = version.at.job.participants.iter().map(|one| one.person);
            open.extend(people.map(|person| (*job, version.chunk, person)));
        }
    }
    open.retain(|(.., person)| *person != me);
    open
}

/// The rule once more, as members know it: on one piece of work there is one vouch of somebody about somebody that stands
/// or waits, but where its subject wants it put right.
fn in_the_way(work: &Standing, author: PersonId, subject: PersonId, job: DocumentId) -> bool {
    work.vouches.iter().any(|(document, found)| {
        let is_same = found.author == author
            && found.vouch.subject == Some(subject)
            && found.vouch.job == Some(job);
        let stands = match found.state {
            VouchState::Counts | VouchState::Hidden | VouchState::Unconfirmed(_) => true,
            VouchState::Unanswered | VouchState::JobNotHeld => !work.is_to_be_put_right(*document),
            _ => false,
        };
        is_same && stands
    })
}
