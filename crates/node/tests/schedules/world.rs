//! Three people, up to two running folders each, and what happens to them.

use crate::{
    deeds::{meet, write},
    seat::{Saved, Seat},
};
use otagai_core::id::{CircleId, PersonId};
use otagai_node::{CopyRefusal, NodeError, backups::CopySource, clock::Clock, profile::Profile};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use std::{collections::BTreeSet, ops::AddAssign};
use tempfile::TempDir;

/// What happened.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) writes: usize,
    pub(crate) meetings: usize,
    pub(crate) copies: usize,
    pub(crate) restores: usize,
    pub(crate) clones: usize,
    /// Devices that used a number of their chain twice.
    pub(crate) forks: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.writes += other.writes;
        self.meetings += other.meetings;
        self.copies += other.copies;
        self.restores += other.restores;
        self.clones += other.clones;
        self.forks += other.forks;
    }
}

/// Somebody with a computer, and perhaps a second one that was made of its folder.
struct Member {
    seat: Seat,
    clone: Option<Seat>,
    /// Copies, with what was saved when they were made.
    copies: Vec<(CopySource, Saved)>,
    /// Where copies are saved.
    stick: TempDir,
}

/// Three people with one circle.
pub(crate) struct World {
    seed: u64,
    rng: StdRng,
    clock: Clock,
    circle: CircleId,
    people: Vec<PersonId>,
    members: Vec<Member>,
    tally: Tally,
}

impl World {
    /// Kiku founds, Hitomi and Sakura join.
    pub(crate) async fn new(seed: u64) -> Self {
        let clock = Clock::standing_at(1_780_390_800_000);
        let mut seats = Vec::new();
        for name in ["きく", "ひとみ", "さくら"] {
            let seat = Seat::open(TempDir::new().unwrap(), &clock).await;
            let profile = Profile::new(name, "よみ", "").unwrap();
            seat.node().init(profile).await.unwrap();
            seats.push(seat);
        }
        let founder = seats[0].home();
        let circle = founder.create_circle("勉強会", "教え合う").unwrap();
        for guest in &seats[1..] {
            let invited = founder.invite(circle, "", 1, 7, Vec::new()).unwrap();
            guest
                .home()
                .join_beside(&founder, &invited.link, "")
                .unwrap();
            meet(&seats[0], guest, circle);
        }
        let members = seats.into_iter().map(|seat| Member {
            seat,
            clone: None,
            copies: Vec::new(),
            stick: TempDir::new().unwrap(),
        });
        let members: Vec<Member> = members.collect();
        let people = members.iter().map(|m| m.seat.home().person()).collect();
        let mut world = Self {
            seed,
            rng: StdRng::seed_from_u64(seed),
            clock,
            circle,
            people,
            members,
            tally: Tally::default(),
        };
        world.quiet();
        world
    }

    pub(crate) fn tally(&self) -> Tally {
        let home = self.members[0].seat.home();
        let mut store = home.store();
        Tally {
            forks: store.roster(self.circle).unwrap().forked.len(),
            ..self.tally
        }
    }

    /// Something happens to somebody.
    pub(crate) async fn step(&mut self) {
        let who = self.rng.random_range(0..self.members.len());
        match self.rng.random_range(0..100) {
            0..40 => self.write(who),
            40..60 => self.meet(who),
            60..72 => self.copy(who).await,
            72..86 => self.restore(who).await,
            86..92 => self.clone_folder(who).await,
            92..95 => self.members[who].seat.restart().await,
            95..98 => {
                let member = &mut self.members[who];
                if let Some(clone) = member.clone.take() {
                    // The first computer is the one that is given away.
                    member.seat = clone;
                    // And the copies in its folder with it.
                    member
                        .copies
                        .retain(|(source, _)| matches!(source, CopySource::File(_)));
                }
            }
            _ => self.members[who].clone = None,
        }
        self.check(who, &format!("seed {}", self.seed));
    }

    /// What a member was told is saved is there, on each of their computers.
    fn check(&mut self, who: usize, when: &str) {
        let member = &mut self.members[who];
        member.seat.check(self.circle, when);
        if let Some(clone) = &mut member.clone {
            clone.check(self.circle, when);
        }
    }

    fn write(&mut self, who: usize) {
        let member = &self.members[who];
        let seat = match &member.clone {
            Some(clone) if self.rng.random() => clone,
            _ => &member.seat,
        };
        write(seat, self.circle, &self.people, &mut self.rng);
        self.tally.writes += 1;
    }

    fn meet(&mut self, who: usize) {
        let others: Vec<usize> = (0..self.members.len())
            .filter(|other| *other != who)
            .collect();
        let whom = *others.choose(&mut self.rng).unwrap();
        let one = pick(&self.members[who], self.rng.random());
        let other = pick(&self.members[whom], self.rng.random());
        meet(one, other, self.circle);
        self.tally.meetings += 1;
        self.check(whom, &format!("seed {}", self.seed));
    }

    async fn copy(&mut self, who: usize) {
        let number = self.tally.copies;
        let on_stick = self.rng.random();
        let member = &mut self.members[who];
        let node = member.seat.node();
        let source = if on_stick {
            let file = member.stick.path().join(format!("{number}.otagai-copy"));
            node.save_copy(file.clone()).await.unwrap();
            CopySource::File(file)
        } else {
            CopySource::Kept(node.copy_now().await.unwrap().name)
        };
        let saved = member.seat.saved.clone();
        member.copies.push((source, saved));
        self.tally.copies += 1;
    }

    /// A copy takes the place of what is there. What was there is in another copy.
    async fn restore(&mut self, who: usize) {
        let seed = self.seed;
        let member = &mut self.members[who];
        let Some((source, then)) = member.copies.choose(&mut self.rng).cloned() else {
            return;
        };
        let replaced = std::mem::take(&mut member.seat.saved);
        match member.seat.node().restore(source.clone(), None).await {
            Ok(()) => {
                assert_eq!(
                    member.seat.holds(self.circle),
                    then,
                    "seed {seed}: exactly what was saved when the copy was made"
                );
                member.seat.saved = then;
                member.copies.push((member.seat.before(), replaced));
                self.tally.restores += 1;
            }
            // Only the newest copies stay.
            Err(NodeError::Copies(CopyRefusal::Unknown)) => {
                member.seat.saved = replaced;
                member.copies.retain(|(other, _)| !is_same(other, &source));
            }
            Err(error) => panic!("seed {seed}: {error}"),
        }
    }

    async fn clone_folder(&mut self, who: usize) {
        let member = &mut self.members[who];
        member.clone = Some(member.seat.clone_folder().await);
        self.tally.clones += 1;
    }

    /// Everybody meets everybody but their own second computer, as far as both do not hold the same already.
    fn everybody_meets(&self) {
        let digest = |seat: &Seat| seat.home().store().digest(self.circle).unwrap();
        for (at, member) in self.members.iter().enumerate() {
            for one in both(member) {
                for other in self.members[at + 1..].iter().flat_map(both) {
                    if digest(one) != digest(other) {
                        meet(one, other, self.circle);
                    }
                }
            }
        }
    }

    /// Everybody meets everybody until nothing is new.
    pub(crate) fn quiet(&mut self) {
        let seed = self.seed;
        let all: BTreeSet<_> = self
            .seats()
            .flat_map(|seat| seat.holds(self.circle))
            .collect();
        // Two rounds pass everything on, and as many what is said again upon it; who has nothing new passes on nothing.
        for _ in 0..8 {
            self.everybody_meets();
        }
        let mut digests = BTreeSet::new();
        for seat in self.seats() {
            let home = seat.home();
            let mut store = home.store();
            digests.insert((
                store.digest(self.circle).unwrap(),
                store.derived_digest(self.circle).unwrap(),
            ));
            for card in store.cards(self.circle).unwrap() {
                assert!(!card.forked, "seed {seed}: no actor used a number twice");
                assert_eq!(card.skipped, 0, "seed {seed}: every change is applied");
            }
            let openings = store.set(self.circle).unwrap().documents().count();
            let work = store.work(self.circle).unwrap();
            for job in work.jobs.values() {
                assert!(
                    job.current().is_some(),
                    "seed {seed}: every job can be read"
                );
            }
            // Three cards and the charter; the rest are jobs.
            assert_eq!(work.jobs.len(), openings - 4, "seed {seed}: by everybody");
        }
        assert_eq!(digests.len(), 1, "seed {seed}: all hold and show the same");
        let held = self.members[0].seat.holds(self.circle);
        assert!(
            all.is_subset(&held),
            "seed {seed}: what anybody held when it became quiet, everybody holds"
        );
        for who in 0..self.members.len() {
            self.check(who, &format!("seed {seed}, quiet"));
        }
        // The next schedule is of another day: copies of a day are few.
        let tomorrow = self.clock.now() + 86_400_000;
        self.clock.set(tomorrow).unwrap();
    }

    fn seats(&self) -> impl Iterator<Item = &Seat> {
        self.members.iter().flat_map(both)
    }
}

/// The computers of a member.
fn both(member: &Member) -> impl Iterator<Item = &Seat> {
    [Some(&member.seat), member.clone.as_ref()]
        .into_iter()
        .flatten()
}

fn pick(member: &Member, second: bool) -> &Seat {
    match &member.clone {
        Some(clone) if second => clone,
        _ => &member.seat,
    }
}

fn is_same(one: &CopySource, other: &CopySource) -> bool {
    match (one, other) {
        (CopySource::Kept(one), CopySource::Kept(other)) => one == other,
        (CopySource::File(one), CopySource::File(other)) => one == other,
        _ => false,
    }
}
