//! After the storm: nothing breaks any more, everybody is let in, and they meet.

use super::Storm;
use crate::sim::Report;
use otagai_sync::meet::CloseReason;

/// Rounds of meeting and letting in. One shows who came in by an invitation that others had used up elsewhere,
/// and whoever these let in waits with them: each round lets in one more of such a chain.
const ROUNDS: usize = 8;

impl Storm {
    /// Lets everybody in who is not in yet, then lets them meet along a tree: one after the other, or all
    /// connected at a time. Either is just enough for everything to reach everybody.
    pub(super) fn calm(&mut self) {
        for link in self.network.links() {
            self.network.disconnect(link);
        }
        for name in &self.names {
            self.network.person(name).lives_on();
        }
        let mut rounds = 0;
        loop {
            while self.let_in_who_is_out() {
                rounds += 1;
                assert!(rounds <= ROUNDS, "{}: not everybody is in", self.seed());
                for (child, parent) in self.there_and_back() {
                    // Whoever waits is sent away, and heard by who let them in only.
                    self.network.meet(&child, &parent);
                }
            }
            self.follow();
            if self.meet_in_quiet() {
                return;
            }
            // Others than the founder knew that an invitation was used too often: who came in by it waits now.
            rounds += 1;
            assert!(
                rounds <= ROUNDS && self.let_in_who_is_out(),
                "{}: somebody is sent away although everybody is in",
                self.seed()
            );
        }
    }

    /// Everybody meets; false when somebody was sent away.
    fn meet_in_quiet(&mut self) -> bool {
        let mut all_welcome = true;
        if self.chance.below(2) == 0 {
            for (child, parent) in self.there_and_back() {
                let reports = self.network.meet(&child, &parent);
                all_welcome &= self.is_quiet(&reports.each_ref());
            }
        } else {
            let tree = self.tree();
            let links: Vec<_> = tree
                .iter()
                .map(|(child, parent)| self.network.connect(child, parent))
                .collect();
            self.network.settle();
            for link in links {
                all_welcome &= self.is_quiet(&self.network.reports(link));
                self.network.disconnect(link);
            }
        }
        all_welcome
    }

    /// The founder, who is a steward, lets in whoever is no member by what the founder knows; false when nobody
    /// is.
    fn let_in_who_is_out(&mut self) -> bool {
        let Some(host) = self.names.first().cloned() else {
            return false;
        };
        let mut somebody = false;
        for name in self.names.clone() {
            let id = self.id(&name);
            let roster = &self.network.look(&host).holding(self.circle).roster;
            if roster.is_member(id) && self.is_inside(&name) {
                continue;
            }
            somebody = true;
            self.lost_answers.insert(name.clone());
            let link = self.network.invite(&host, self.circle, 1);
            let joined = self.network.join(&name, &link, &host);
            assert_eq!(joined, Ok(self.circle), "{}: {name} joins", self.seed());
        }
        somebody
    }

    /// A tree, from its leaves to its root and back.
    fn there_and_back(&mut self) -> Vec<(String, String)> {
        let tree = self.tree();
        tree.iter().rev().chain(&tree).cloned().collect()
    }

    /// Everybody but the first, with somebody of those before.
    fn tree(&mut self) -> Vec<(String, String)> {
        let mut tree = Vec::new();
        for at in 1..self.names.len() {
            let parent = self.chance.below(at);
            if let (Some(child), Some(parent)) = (self.names.get(at), self.names.get(parent)) {
                tree.push((child.clone(), parent.clone()));
            }
        }
        tree
    }

    /// False when one of the two was sent away as no member; nothing else ends a meeting now.
    fn is_quiet(&self, reports: &[&Report]) -> bool {
        for side in reports {
            assert!(
                matches!(side.closed, None | Some(CloseReason::NotAMember)),
                "{}: {:?} ended a meeting",
                self.seed(),
                side.closed
            );
            assert_eq!(side.refused, 0, "{}: nothing is refused", self.seed());
        }
        reports.iter().all(|side| side.closed.is_none())
    }
}
