//! After the storm: nothing breaks any more, and it is quiet.
//!
//! Connections that stand are left alone: everything on its way arrives, and whoever is connected has to hold the
//! same and to know it of each other, by those connections alone. Only then is connected what lies apart, and let
//! in who is out. A session that waits for ever, or missed something on a connection that stood, is found here.

use super::Storm;
use crate::sim::LinkId;
use otagai_core::id::CircleId;
use otagai_sync::meet::CloseReason;
use std::collections::BTreeMap;

/// Rounds of letting in and connecting. One shows who came in by an invitation that others had used up elsewhere,
/// and whoever these let in waits with them: each round lets in one more of such a chain.
const ROUNDS: usize = 8;

impl Storm {
    /// Lets everything arrive; then lets in who is not in yet, and connects along a tree what no connection
    /// holds together: just enough for everything to reach everybody.
    pub(super) fn calm(&mut self) {
        for name in &self.names {
            self.network.person(name).lives_on();
        }
        self.network.clear_up();
        self.settle();
        self.tally.add("standing", self.network.links().len());
        let circles: Vec<CircleId> = self.circles.keys().copied().collect();
        let mut is_whole = false;
        for _ in 0..ROUNDS {
            is_whole = true;
            for circle in &circles {
                self.circle = *circle;
                self.check_links();
                is_whole &= !self.let_in_who_is_out();
                is_whole &= !self.connect_what_is_apart();
            }
            is_whole &= self.settle();
            if is_whole {
                break;
            }
        }
        assert!(
            is_whole,
            "{}: not everybody is in and connected",
            self.seed()
        );
    }

    /// Everything on its way arrives, and connections that are down end; false where somebody was sent away.
    ///
    /// Only frames that did not come in order break a connection between two whose programs run.
    fn settle(&mut self) -> bool {
        self.network.settle();
        self.follow();
        let mut all_welcome = true;
        for link in self.network.links() {
            let closed = self.network.reports(link).map(|side| side.closed);
            let is_sent_away = closed.contains(&Some(CloseReason::NotAMember));
            let is_broken = self.network.is_damaged(link);
            let is_in_none = self.have_no_circle_in_common(link);
            for reason in closed.iter().flatten() {
                // Somebody whose joining broke off, or who left, has two computers.
                let are_strangers = *reason == CloseReason::NothingInCommon && is_in_none;
                assert!(
                    is_broken || are_strangers || *reason == CloseReason::NotAMember,
                    "{}: {:?} ended a meeting of {:?}",
                    self.seed(),
                    reason,
                    self.network.ends(link)
                );
            }
            let refused = self.network.reports(link).map(|side| side.refused);
            assert_eq!(refused, [0, 0], "{}: nothing is refused", self.seed());
            if self.network.is_over(link) {
                self.network.disconnect(link);
                all_welcome &= !is_sent_away;
            }
        }
        all_welcome
    }

    /// True where no circle is held by both that neither has left.
    fn have_no_circle_in_common(&self, link: LinkId) -> bool {
        let names = self.network.ends(link);
        let stays = |circle: &CircleId| {
            names.iter().all(|name| {
                let is_there = self.network.look(name).circles.contains_key(circle);
                is_there && !self.left.contains(&(*circle, self.id(name)))
            })
        };
        !self.circles.keys().any(stays)
    }

    /// Connects along a tree who is not connected by way of others; true where somebody was not.
    fn connect_what_is_apart(&mut self) -> bool {
        let at_a_time = self.chance.below(2) == 0;
        let mut parts = self.parts();
        let mut was_apart = false;
        for (child, parent) in self.tree() {
            let [one, other] = [&child, &parent].map(|name| parts.get(name).copied());
            if one == other {
                continue;
            }
            was_apart = true;
            // The circle that the two have in common is over between them: as after a while apart.
            for link in self.network.links() {
                let ends = self.network.ends(link);
                if ends.contains(&child.as_str()) && ends.contains(&parent.as_str()) {
                    self.network.disconnect(link);
                }
            }
            self.network.connect(&child, &parent);
            for part in parts.values_mut().filter(|part| Some(**part) == one) {
                *part = other.unwrap_or_default();
            }
            if at_a_time {
                self.network.settle();
            }
        }
        was_apart
    }

    /// Connections over which two have the circle in common, neither of whom has left.
    fn links_that_stay(&self) -> Vec<LinkId> {
        let mut links = self.network.links_in(self.circle);
        links.retain(|link| {
            let ends = self.network.ends(*link);
            ends.iter().all(|name| !self.has_left(name))
        });
        links
    }

    /// In which part of the network everybody is, by the connections that stand.
    pub(super) fn parts(&self) -> BTreeMap<String, usize> {
        let mut parts: BTreeMap<String, usize> = self.remaining().into_iter().zip(0..).collect();
        for link in self.links_that_stay() {
            let [one, other] = self.network.ends(link).map(|name| parts.get(name).copied());
            for part in parts.values_mut().filter(|part| Some(**part) == one) {
                *part = other.unwrap_or_default();
            }
        }
        parts
    }

    /// The founder, who is a steward, lets in whoever is no member by what the founder knows; false when nobody
    /// is.
    fn let_in_who_is_out(&mut self) -> bool {
        let host = self.founder();
        let mut somebody = false;
        for name in self.remaining() {
            let id = self.id(&name);
            let roster = &self.network.look(&host).holding(self.circle).roster;
            if roster.is_member(id) && self.is_inside(&name) {
                continue;
            }
            somebody = true;
            self.lost_answers.insert((self.circle, name.clone()));
            let link = self.network.invite(&host, self.circle, 1);
            let joined = self.network.join(&name, &link, &host);
            assert_eq!(joined, Ok(self.circle), "{}: {name} joins", self.seed());
        }
        somebody
    }

    /// Everybody but the first, with somebody of those before.
    fn tree(&mut self) -> Vec<(String, String)> {
        let mut tree = Vec::new();
        let names = self.remaining();
        for at in 1..names.len() {
            let parent = self.chance.below(at);
            if let (Some(child), Some(parent)) = (names.get(at), names.get(parent)) {
                tree.push((child.clone(), parent.clone()));
            }
        }
        tree
    }

    /// Whoever is connected, be it by way of others, holds the same; and everybody knows how far those have come
    /// whom they, or somebody connected with them, are connected with.
    fn check_links(&self) {
        let mut digests = BTreeMap::new();
        for (name, part) in self.parts() {
            if !self.is_inside(&name) {
                continue;
            }
            let holding = self.network.look(&name).holding(self.circle);
            let (first, digest) = digests
                .entry(part)
                .or_insert_with(|| (name.clone(), holding.set.digest()));
            assert_eq!(
                holding.set.digest(),
                *digest,
                "{}: {name} and {first} are connected and hold different things",
                self.seed()
            );
        }
        let links = self.links_that_stay();
        let neighbours: Vec<[&str; 2]> = links
            .iter()
            .filter(|link: &&LinkId| !self.network.is_damaged(**link))
            .map(|link: &LinkId| self.network.ends(*link))
            .flat_map(|[one, other]| [[one, other], [other, one]])
            .collect();
        let newest: BTreeMap<&str, Option<u64>> = neighbours
            .iter()
            .map(|[me, _]| (*me, self.newest_of(me)))
            .collect();
        for [me, near] in &neighbours {
            let mine = newest.get(me).copied().flatten();
            if self.id(me) == self.id(near) {
                continue;
            }
            self.knows_how_far((me, mine), near, None);
            for [_, far] in neighbours.iter().filter(|[one, far]| {
                one == near && self.id(far) != self.id(me) && self.id(far) != self.id(near)
            }) {
                self.knows_how_far((me, mine), far, Some(near));
            }
        }
    }

    /// The number of the newest thing of somebody's own.
    fn newest_of(&self, me: &str) -> Option<u64> {
        let holding = self.network.look(me).holding(self.circle);
        let mine = holding.items_by(self.id(me));
        mine.iter().map(|(number, _)| *number).max()
    }

    /// Somebody knows that another holds all of theirs.
    fn knows_how_far(
        &self,
        (me, newest): (&str, Option<u64>),
        other: &str,
        by_way_of: Option<&str>,
    ) {
        let holding = self.network.look(me).holding(self.circle);
        let reaches = holding.reaches(self.id(other));
        let known = reaches.iter().map(|reach| reach.through).max();
        assert!(
            known >= newest,
            "{}: {me} knows of {other}, by way of {by_way_of:?}, {reaches:?}, and has {newest:?}",
            self.seed()
        );
    }
}
