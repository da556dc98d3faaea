//! Bad weather: people act while their network falls apart and their programs are killed. Then it is quiet,
//! and all of them hold the same.
//!
//! Everything follows from the seed: who acts, what breaks, which device dies between which two writes.

mod acts;
mod answers;
mod calm;
mod checks;
mod drafts;
mod shadows;
mod tally;

use super::{Chance, Fault, Network};
use otagai_core::{
    date::Day,
    id::{CircleId, PersonId},
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

/// A circle in bad weather.
pub struct Storm {
    /// The people.
    pub network: Network,
    /// Their circle.
    pub circle: CircleId,
    /// What happened so far.
    pub tally: Tally,
    /// Acts so far: what is written differs by it.
    acts: usize,
    chance: Chance,
    names: Vec<String>,
    /// On which side of the network somebody is.
    sides: BTreeMap<String, usize>,
    invitations: Vec<InviteLink>,
    /// What somebody's banner says, as far as it was reported as saved.
    banners: BTreeMap<String, String>,
    shadows: Option<Shadows>,
    /// Newcomers who were let in and perhaps never heard of it.
    lost_answers: BTreeSet<String>,
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
    /// People of whom some are in a circle, some are not yet, and one in four has a clock that is wrong.
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
        let inside = 2 + chance.below(people - 1);
        for name in &names {
            network.person(name).journal = shadows.as_ref().map(|_| Vec::new());
        }
        let inside: Vec<&str> = names.iter().take(inside).map(String::as_str).collect();
        let circle = network.circle_of(&inside);
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
            acts: 0,
            chance,
            sides: names.iter().map(|name| (name.clone(), 0)).collect(),
            names,
            invitations: Vec::new(),
            banners: BTreeMap::new(),
            lost_answers: BTreeSet::new(),
            shadows,
        }
    }

    /// From beginning to end.
    fn run(mut self, turns: usize) -> Tally {
        for _ in 0..turns {
            self.turn();
            self.follow();
        }
        self.calm();
        self.check();
        self.check_stores();
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

    /// Two on one side of the network connect.
    fn connect(&mut self) {
        let one = self.member();
        let near = self.members().into_iter().filter(|other| {
            *other != one
                && self.sides.get(other) == self.sides.get(&one)
                && !self.is_linked(&one, other)
        });
        let near: Vec<String> = near.collect();
        if let Some(other) = self.one_of(&near) {
            self.network.connect(&one, &other);
            self.tally.note("connections");
        }
    }

    fn is_linked(&self, one: &str, other: &str) -> bool {
        self.network.links().into_iter().any(|link| {
            let ends = self.network.ends(link);
            ends.contains(&one) && ends.contains(&other)
        })
    }

    /// A connection ends; most of all one that came to nothing.
    fn disconnect(&mut self) {
        let mut links = self.network.links();
        if links.iter().any(|link| self.network.is_over(*link)) {
            links.retain(|link| self.network.is_over(*link));
        }
        if let Some(link) = self.one_of(&links) {
            self.network.disconnect(link);
        }
    }

    /// Something happens to frames on their way.
    fn disturb(&mut self) {
        let busy = self.network.busy_sides();
        let (Some((link, side)), Some(fault)) = (self.one_of(&busy), self.one_of(&Fault::ALL))
        else {
            return;
        };
        if self.network.disturb(link, side, fault) {
            self.tally.note(match fault {
                Fault::Duplicated => "doubled",
                Fault::Reordered => "reordered",
                Fault::Cut => "cut",
                Fault::Delayed => "delayed",
            });
        }
    }

    /// It happens again and again, where many frames are on their way.
    fn disturb_much(&mut self) {
        for _ in 0..8 {
            self.disturb();
        }
    }

    /// A program is killed: now, or between two of its next writes, where it comes to them.
    fn kill(&mut self) {
        let name = self.member();
        if self.chance.below(3) == 0 {
            self.network.crash(&name);
            self.tally.note("killed");
        } else {
            let (writes, is_kept) = (self.chance.below(4), self.chance.below(2) == 0);
            self.network.person(&name).dies_after(writes, is_kept);
        }
    }

    /// The network falls into two parts or more, none of them without members; or it is whole again.
    fn part(&mut self) {
        let mut members = self.members();
        let is_whole = self.chance.below(SIDES) == 0;
        let sides = if is_whole { 1 } else { 2 + self.chance.below(SIDES - 1) };
        for side in self.sides.values_mut() {
            *side = self.chance.below(sides);
        }
        for side in 0..sides.min(members.len()) {
            let name = members.swap_remove(self.chance.below(members.len()));
            self.sides.insert(name, side);
        }
        self.tally.note(if is_whole { "whole again" } else { "partitions" });
        for link in self.network.links() {
            let [one, other] = self.network.ends(link);
            if self.sides.get(one) != self.sides.get(other) {
                self.network.disconnect(link);
                self.tally.note("severed");
            }
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
        self.network.look(name).circles.contains_key(&self.circle)
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
