//! What goes wrong with devices and with frames on their way.

use super::{LinkId, Network, joining::Course};
use otagai_core::{id::CircleId, invite_link::InviteLink};

/// What happens to the frames on their way to one side of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// One comes twice.
    Duplicated,
    /// One comes before those that were sent earlier.
    Reordered,
    /// The end of one is missing.
    Cut,
    /// None arrives until a second delay ends the first.
    Delayed,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Duplicated, Self::Reordered, Self::Cut, Self::Delayed];
}

impl Network {
    /// Names of all open connections.
    pub fn links(&self) -> Vec<LinkId> {
        self.links.keys().copied().collect()
    }

    /// Who is at the two ends of a connection, the dialer first.
    pub fn ends(&self, link: LinkId) -> [&str; 2] {
        let ends = self.links.get(&link).expect("a connection");
        ends.each_ref().map(|end| end.person.as_str())
    }

    /// True when nothing can come of a connection any more.
    pub fn is_over(&self, link: LinkId) -> bool {
        let ends = self.links.get(&link).expect("a connection");
        ends.iter().all(super::End::is_closed)
            || (ends.iter().any(super::End::is_closed) && !ends.iter().any(super::End::is_busy))
    }

    /// Something happens to what is on its way to one side: 0 is the dialer.
    pub fn disturb(&mut self, link: LinkId, side: usize, fault: Fault) {
        let waiting = |network: &Self| {
            let end = network.links.get(&link).and_then(|ends| ends.get(side));
            end.map_or(0, |end| end.inbox.len())
        };
        let chosen = (waiting(self) > 0).then(|| {
            let len = waiting(self);
            self.chance().below(len)
        });
        let cut = self.chance().below(4_096);
        let ends = self.links.get_mut(&link).expect("a connection");
        let end = ends.get_mut(side).expect("0 or 1");
        if fault == Fault::Delayed {
            end.is_stalled = !end.is_stalled;
            return;
        }
        let Some(at) = chosen else { return };
        match fault {
            Fault::Duplicated => {
                let again = end.inbox.get(at).cloned();
                end.inbox.extend(again);
            }
            Fault::Reordered => {
                if let Some(early) = end.inbox.remove(at) {
                    end.inbox.push_front(early);
                }
            }
            Fault::Cut | Fault::Delayed => {
                if let Some(frame) = end.inbox.get_mut(at) {
                    frame.truncate(cut % frame.len().max(1));
                }
            }
        }
    }

    /// Somebody's program ends without a word; what was not committed is lost, and those who were connected
    /// notice nothing. It is started again at once.
    pub fn crash(&mut self, name: &str) {
        self.person(name).restart();
        for end in self.links.values_mut().flatten() {
            if end.person == name {
                end.is_gone = true;
                end.inbox.clear();
                end.answers.clear();
            }
        }
    }

    /// Somebody joins with a link over a connection that breaks after so many frames and answers.
    pub fn join_until(
        &mut self,
        newcomer: &str,
        link: &InviteLink,
        host: &str,
        breaks_after: usize,
    ) -> Option<CircleId> {
        let course = Course {
            now: self.now,
            goes_on: true,
            breaks_after,
        };
        let joined = self.knock(newcomer, link, host, course).0.ok();
        for name in [newcomer, host] {
            if self.look(name).is_down() {
                self.crash(name);
            }
        }
        joined
    }
}
