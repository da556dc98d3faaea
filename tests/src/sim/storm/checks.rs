//! What must hold after every storm.

use super::Storm;
use otagai_core::{
    credential::Second,
    id::DocumentId,
    vouch::standing::{Standing, VouchState, dropped},
};
use std::collections::BTreeSet;

impl Storm {
    /// What runs are told apart by in a report.
    pub(super) fn seed(&self) -> String {
        format!("OTAGAI_SEED={}", self.network.seed)
    }

    /// Everybody holds the same, and nobody lost what they were told was saved.
    pub(super) fn check(&mut self) {
        let remaining = self.remaining();
        let names: Vec<&str> = remaining.iter().map(String::as_str).collect();
        self.network.assert_same(self.circle, &names);
        let first = names.first().copied().unwrap_or_default();
        let first = self.network.look(first).holding(self.circle);
        let roster = first.roster.clone();
        let public = first.public_work();
        let all: BTreeSet<_> = names.iter().map(|name| self.id(name)).collect();
        assert!(
            all.iter().all(|person| roster.is_member(*person)),
            "{}: {roster:?}",
            self.seed()
        );
        // Whose joining broke off may have joined twice, by two invitations: that is a fork and harms nobody.
        let lost = self.lost_answers.iter();
        let lost = lost.filter(|(circle, _)| *circle == self.circle);
        let lost: BTreeSet<_> = lost
            .map(|(_, name)| self.network.look(name).device())
            .collect();
        assert!(
            roster.forked.is_subset(&lost),
            "{}: a device used a number twice",
            self.seed()
        );
        self.tally.add("items", first.set.items().len());
        let counts = |state: &VouchState| *state == VouchState::Counts;
        let counting = public
            .vouches
            .values()
            .filter(|found| counts(&found.state))
            .count();
        self.tally.add("vouches that count", counting);
        self.one_of_each_counts(&public);
        self.readers_can_open();
        let restarted = self.one_of(&remaining);
        for name in remaining.clone() {
            let holding = self.network.look(&name).holding(self.circle);
            assert!(holding.roster == roster, "{}: {name}'s roster", self.seed());
            self.words_are_gone(&name);
            self.is_read(&name);
            self.work_is_the_same(&name, &public);
            if restarted.as_ref() == Some(&name) {
                self.starts_again(&name);
            }
        }
    }

    /// Of several vouches of somebody about somebody on one piece of work one counts at most, on whichever computers
    /// they were written. Which of several that were accepted is said of a day only.
    fn one_of_each_counts(&self, public: &Standing) {
        let today = Second::of(self.network.now).day_in_japan();
        let mut counting = BTreeSet::new();
        for (document, found) in &public.clone().on(today).vouches {
            let which = (found.author, found.vouch.subject, found.vouch.job);
            assert!(
                found.state != VouchState::Counts || counting.insert(which),
                "{}: {document} counts beside another one",
                self.seed()
            );
        }
    }

    /// Every device for which a paper was written opens it, and could so answer it.
    fn readers_can_open(&mut self) {
        let mut opened = 0;
        for name in self.remaining() {
            let device = self.network.look(&name).device();
            let holding = self.network.look(&name).holding(self.circle);
            for (circle, document, reader) in &self.owed {
                let entry = holding.set.document(document);
                // Who died while writing, or took it back, has nothing to be read.
                let is_there = entry.is_some_and(|entry| entry.chunks().next().is_some());
                if *circle == self.circle && *reader == device && is_there {
                    assert!(
                        holding.paper(*document).is_some(),
                        "{}: {name} is a reader of {document} and cannot open it",
                        self.seed()
                    );
                    opened += 1;
                }
            }
        }
        self.tally.add("opened by a reader", opened);
    }

    /// Starting again changes nothing.
    fn starts_again(&mut self, name: &str) {
        let seed = self.seed();
        let person = self.network.person(name);
        let work = person.holding_mut(self.circle).work();
        person.restart();
        let again = person.holding_mut(self.circle).work();
        assert!(work == again, "{seed}: {name} started again");
    }

    /// Of what was taken back no word is held, whichever of the two came first.
    fn words_are_gone(&self, name: &str) {
        let holding = self.network.look(name).holding(self.circle);
        for document in dropped(&holding.set, &holding.roster).keys() {
            let entry = holding.set.document(document);
            let words = entry.map_or(0, |entry| entry.chunks().count());
            assert_eq!(words, 0, "{}: {name} keeps no word", self.seed());
        }
    }

    /// The card that was saved last is what the author and everybody else read.
    fn is_read(&self, name: &str) {
        let me = self.id(name);
        let Some((device, card)) = self.cards.get(&(self.circle, me)) else {
            return;
        };
        if device != name {
            return;
        }
        for reader in self.remaining() {
            let read = self.network.look(&reader);
            let read = read.sees_card(self.circle, me);
            assert!(
                read == *card,
                "{}: {name}'s card at {reader}'s: {read:?}, not {card:?}",
                self.seed()
            );
        }
    }

    /// What is public is worth the same to everybody; the rest is there for those whom it concerns, and for
    /// nobody else.
    fn work_is_the_same(&mut self, name: &str, public: &Standing) {
        let seed = self.seed();
        let person = self.network.person(name);
        let work = person.holding_mut(self.circle).work();
        for (document, job) in &public.jobs {
            assert!(
                work.jobs.get(document) == Some(job),
                "{seed}: {name}'s job {document}"
            );
        }
        for (document, vouch) in &public.vouches {
            // To most the job cannot be read; to the two it can.
            if vouch.state != VouchState::JobNotHeld {
                assert!(
                    work.vouches.get(document) == Some(vouch),
                    "{seed}: {name}'s vouch {document}: {:?}, not {:?}",
                    work.vouches.get(document).map(|found| &found.state),
                    vouch.state
                );
            }
        }
        for (document, vouch) in &work.vouches {
            let shown = matches!(vouch.state, VouchState::Counts | VouchState::Hidden);
            assert!(
                !shown || public.vouches.contains_key(document),
                "{seed}: {name} alone counts {document}"
            );
        }
        let hidden = hidden(&work, public);
        let holding = self.network.look(name).holding(self.circle);
        for document in hidden {
            let paper = holding.paper(document);
            let is_mine = paper.is_none_or(|paper| paper.inner.readers.contain(self.id(name)));
            let is_granted = holding.keys.contains_key(&document);
            assert!(is_mine && is_granted, "{seed}: {name} reads {document}");
        }
    }
}

/// What somebody reads that is not public.
fn hidden(work: &Standing, public: &Standing) -> Vec<DocumentId> {
    let jobs = work.jobs.keys().filter(|id| !public.jobs.contains_key(id));
    let vouches = work.vouches.keys();
    let vouches = vouches.filter(|id| !public.vouches.contains_key(id));
    let answers = work.answers.keys();
    jobs.chain(vouches).chain(answers).copied().collect()
}
