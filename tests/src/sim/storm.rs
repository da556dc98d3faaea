//! Bad weather: people act while their network falls apart and their programs are killed. Then it is quiet,
//! and all of them hold the same.
//!
//! Everything follows from the seed: who acts, what breaks, which device dies between which two writes.

mod acts;
mod answers;
mod calm;
mod checks;
mod drafts;
mod saying;
mod shadows;
mod tally;
mod weather;
mod working;

use super::{Chance, Network};
use otagai_core::{
    card::Card,
    date::Day,
    id::{CircleId, DeviceId, DocumentId, PersonId},
    invite_link::InviteLink,
};
use shadows::Shadows;
use std::collections::{BTreeMap, BTreeSet};

pub use tally::Tally;

const NAMES: [&str; 10] = [
    "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy",
];
/// Sides into which a network falls at most.
const SIDES: usize = 3;
const DAY_MS: u64 = 86_400_000;
/// How wrong a clock is, where one is.
const TEN_YEARS_MS: i64 = 3_653 * 86_400_000;

/// A circle in bad weather, or two with the same devices in them.
pub struct Storm {
    /// The people.
    pub network: Network,
    /// The circle in which something is done or looked at.
    pub circle: CircleId,
    /// What happened so far.
    pub tally: Tally,
    /// All circles, with who founded them.
    circles: BTreeMap<CircleId, String>,
    /// Acts so far: what is written differs by it.
    acts: usize,
    chance: Chance,
    /// One name a device.
    names: Vec<String>,
    /// On which side of the network somebody is.
    sides: BTreeMap<String, usize>,
    invitations: Vec<InviteLink>,
    /// What somebody's card says, as far as it was reported as saved, and the device on which all of it was written.
    cards: BTreeMap<(CircleId, PersonId), (String, Card)>,
    shadows: Option<Shadows>,
    /// Newcomers who were let in and perhaps never heard of it.
    lost_answers: BTreeSet<(CircleId, String)>,
    /// Who has left a circle.
    left: BTreeSet<(CircleId, PersonId)>,
    /// Papers, and the devices that have to be able to open them.
    owed: Vec<(CircleId, DocumentId, DeviceId)>,
}

/// One storm from beginning to end, over so many people and turns.
///
/// # Panics
///
/// Where the people do not hold the same in the end, or somebody lost what was reported as saved.
pub fn storm(seed: u64, people: usize, turns: usize) -> Tally {
    Storm::new(seed, people, None).run(turns)
}

/// The same with the product's own store beside each device, which has to hold and show the same.
///
/// # Panics
///
/// As [`storm`], and where a store differs from its device.
pub fn storm_with_stores(seed: u64, people: usize, turns: usize) -> Tally {
    Storm::new(seed, people, Some(Shadows::new())).run(turns)
}

impl Storm {
    /// People of whom some are in a circle, some are not yet, and one in four has a clock that is wrong. In one
    /// storm of four there is a second circle among them.
    fn new(seed: u64, people: usize, shadows: Option<Shadows>) -> Self {
        let mut network = Network::new(seed);
        let mut chance = Chance::new(u64::from_be_bytes(network.chance().bytes()));
        let names: Vec<String> = NAMES
            .iter()
            .cycle()
            .zip(0..people)
            .map(|(name, at)| match at / NAMES.len() {
                0 => (*name).to_owned(),
                round => format!("{name} {}", round + 1),
            })
            .collect();
        for name in &names {
            network.person(name).journal = shadows.as_ref().map(|_| Vec::new());
        }
        let mut circles = BTreeMap::new();
        let inside = 2 + chance.below(people - 1);
        let mut found = |inside: &[&String]| {
            let inside: Vec<&str> = inside.iter().map(|name| name.as_str()).collect();
            let circle = network.circle_of(&inside);
            circles.insert(
                circle,
                inside.first().copied().unwrap_or_default().to_owned(),
            );
            circle
        };
        let circle = found(&names.iter().take(inside).collect::<Vec<_>>());
        if chance.below(4) == 0 {
            let inside = 2 + chance.below(people - 1);
            found(&names.iter().rev().take(inside).collect::<Vec<_>>());
        }
        for name in &names {
            network.person(name).clock_is_ahead = match chance.below(8) {
                0 => TEN_YEARS_MS,
                1 => -TEN_YEARS_MS,
                _ => 0,
            };
        }
        Self {
            network,
            circle,
            tally: Tally::default(),
            circles,
            acts: 0,
            chance,
            sides: names.iter().map(|name| (name.clone(), 0)).collect(),
            names,
            invitations: Vec::new(),
            cards: BTreeMap::new(),
            lost_answers: BTreeSet::new(),
            left: BTreeSet::new(),
            owed: Vec::new(),
            shadows,
        }
    }

    /// From beginning to end.
    fn run(mut self, turns: usize) -> Tally {
        let circles: Vec<CircleId> = self.circles.keys().copied().collect();
        for _ in 0..turns {
            self.circle = self.one_of(&circles).unwrap_or(self.circle);
            self.turn();
            self.follow();
        }
        self.calm();
        for circle in circles {
            self.circle = circle;
            self.check();
            self.check_stores();
        }
        self.tally.add("second circles", self.circles.len() - 1);
        self.tally.add("died writing", self.network.died_writing);
        self.tally
    }

    /// One thing happens, and some of what follows from it.
    fn turn(&mut self) {
        let mut steps = 30;
        match self.chance.below(32) {
            0..=11 => self.act(),
            12..=18 => self.connect(),
            19..=21 => self.join(),
            22 | 23 => self.disconnect(),
            24 => self.disturb(),
            25 => self.disturb_much(),
            26 => self.kill(),
            27 => self.part(),
            28 => self.network.now += self.chance.below(40) as u64 * DAY_MS / 20,
            _ => steps = 100,
        }
        for _ in 0..self.chance.below(steps) {
            self.network.step();
        }
    }

    /// Somebody who is in the circle.
    fn member(&mut self) -> String {
        let inside: Vec<String> = self.members();
        self.one_of(&inside).expect("who founded it is in it")
    }

    /// Everybody who is in the circle.
    fn members(&self) -> Vec<String> {
        let names = self.names.iter();
        let inside = names.filter(|name| self.is_inside(name));
        inside.cloned().collect()
    }

    fn is_inside(&self, name: &str) -> bool {
        self.network.look(name).circles.contains_key(&self.circle) && !self.has_left(name)
    }

    fn has_left(&self, name: &str) -> bool {
        self.left.contains(&(self.circle, self.id(name)))
    }

    /// Everybody but who left the circle.
    fn remaining(&self) -> Vec<String> {
        let names = self.names.iter();
        names.filter(|name| !self.has_left(name)).cloned().collect()
    }

    /// Who founded the circle.
    fn founder(&self) -> String {
        self.circles.get(&self.circle).cloned().unwrap_or_default()
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.chance.below(all.len())).cloned()
    }

    fn id(&self, name: &str) -> PersonId {
        self.network.look(name).id()
    }

    /// Today by somebody's calendar, in Greenwich.
    fn day(&self, name: &str) -> Day {
        let now = self.network.look(name).clock(self.network.now);
        Day::of_epoch(u32::try_from(now / DAY_MS).unwrap_or(u32::MAX))
    }
}
