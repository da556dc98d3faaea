//! What befalls the network and the programs on it.

use super::{SIDES, Storm};
use crate::sim::Fault;

impl Storm {
    /// Two on one side of the network connect.
    pub(super) fn connect(&mut self) {
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
    pub(super) fn disconnect(&mut self) {
        let mut links = self.network.links();
        if links.iter().any(|link| self.network.is_over(*link)) {
            links.retain(|link| self.network.is_over(*link));
        }
        if let Some(link) = self.one_of(&links) {
            self.network.disconnect(link);
        }
    }

    /// Something happens to frames on their way.
    pub(super) fn disturb(&mut self) {
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
    pub(super) fn disturb_much(&mut self) {
        for _ in 0..8 {
            self.disturb();
        }
    }

    /// A program is killed: now, or between two of its next writes, where it comes to them.
    pub(super) fn kill(&mut self) {
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
    pub(super) fn part(&mut self) {
        let mut members = self.members();
        let is_whole = self.chance.below(SIDES) == 0;
        let sides = if is_whole {
            1
        } else {
            2 + self.chance.below(SIDES - 1)
        };
        for side in self.sides.values_mut() {
            *side = self.chance.below(sides);
        }
        for side in 0..sides.min(members.len()) {
            let name = members.swap_remove(self.chance.below(members.len()));
            self.sides.insert(name, side);
        }
        self.tally.note(if is_whole {
            "whole again"
        } else {
            "partitions"
        });
        for link in self.network.links() {
            let [one, other] = self.network.ends(link);
            if self.sides.get(one) != self.sides.get(other) {
                self.network.disconnect(link);
                self.tally.note("severed");
            }
        }
    }
}
