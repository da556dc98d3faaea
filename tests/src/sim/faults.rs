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
    /// Names of all connections.
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

    /// True when something happened to frames of a connection that does not happen where a network keeps order.
    pub fn is_damaged(&self, link: LinkId) -> bool {
        let ends = self.links.get(&link).expect("a connection");
        ends.iter().any(|end| end.is_damaged)
    }

    /// Where frames are on their way, or held back: 0 is the dialer's side.
    pub fn busy_sides(&self) -> Vec<(LinkId, usize)> {
        let sides = self
            .links
            .iter()
            .flat_map(|(id, ends)| [(*id, 0, &ends[0]), (*id, 1, &ends[1])]);
        sides
            .filter(|(_, _, end)| !end.is_closed() && !end.inbox.is_empty())
            .map(|(id, side, _)| (id, side))
            .collect()
    }

    /// Something happens to what is on its way to one side: 0 is the dialer. False where nothing could.
    pub fn disturb(&mut self, link: LinkId, side: usize, fault: Fault) -> bool {
        let ends = self.links.get(&link).expect("a connection");
        let waiting = ends.get(side).expect("0 or 1").inbox.len();
        let first = usize::from(fault == Fault::Reordered && waiting > 1);
        let at = first + self.chance().below(waiting - first);
        let cut = self.chance().below(4_096);
        let ends = self.links.get_mut(&link).expect("a connection");
        let end = ends.get_mut(side).expect("0 or 1");
        let happened = match fault {
            Fault::Delayed => {
                end.is_stalled = !end.is_stalled;
                return end.is_stalled && waiting > 0;
            }
            Fault::Duplicated => {
                let again = end.inbox.get(at).cloned();
                end.inbox.extend(again.clone());
                again.is_some()
            }
            Fault::Reordered => match end.inbox.remove(at) {
                Some(early) => {
                    end.inbox.push_front(early);
                    at > 0
                }
                None => false,
            },
            Fault::Cut => match end.inbox.get_mut(at) {
                Some(frame) => {
                    let whole = frame.len();
                    frame.truncate(cut % whole.max(1));
                    frame.len() < whole
                }
                None => false,
            },
        };
        end.is_damaged |= happened;
        happened
    }

    /// The connections over which two devices have a circle in common.
    pub fn links_in(&self, circle: CircleId) -> Vec<LinkId> {
        let open = self
            .links
            .iter()
            .filter(|(_, ends)| ends.iter().all(|end| end.is_open_in(circle)));
        open.map(|(id, _)| *id).collect()
    }

    /// What was held back arrives from now on.
    pub fn clear_up(&mut self) {
        for end in self.links.values_mut().flatten() {
            end.is_stalled = false;
        }
    }

    /// Somebody's program ends without a word; what was not committed is lost, with some of what it sent last, and
    /// those who were connected notice nothing. It is started again at once.
    pub fn crash(&mut self, name: &str) {
        self.died_writing += usize::from(self.person(name).is_down());
        self.person(name).restart();
        for ends in self.links.values_mut() {
            let dies = |end: &super::End| end.person == name && !end.is_gone;
            let Some(side) = ends.iter().position(dies) else {
                continue;
            };
            for (at, end) in ends.iter_mut().enumerate() {
                if at == side {
                    end.is_gone = true;
                    end.inbox.clear();
                    end.answers.clear();
                } else {
                    let arrives = self.chance.below(end.inbox.len() + 1);
                    end.inbox.truncate(arrives);
                }
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
