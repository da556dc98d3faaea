//! What people do in a storm: cards, work, vouches, withdrawals, invitations, joining.

use super::{DAY_MS, Storm};
use otagai_core::id::ItemId;

/// Persons who may join with one invitation, at most.
const MOST_USES: usize = 3;
/// Frames and answers of a whole joining, and a few more.
const JOINING: usize = 16;

/// Something that members do.
struct Act {
    /// What it is called in a tally.
    what: &'static str,
    /// How often it is tried, beside the others.
    often: usize,
    /// Does it where it is possible; gives the names of what is new.
    tries: fn(&mut Storm, &str) -> Vec<ItemId>,
}

const fn act(often: usize, what: &'static str, tries: fn(&mut Storm, &str) -> Vec<ItemId>) -> Act {
    Act { what, often, tries }
}

/// All of them.
const ACTS: [Act; 16] = [
    act(3, "banner", Storm::write_banner),
    act(3, "part of a card", Storm::edit_card),
    act(1, "licence seen", Storm::see_licence),
    act(1, "charter", Storm::adopt),
    act(1, "second computer", Storm::add_device),
    act(1, "left", Storm::leave),
    act(2, "job", Storm::record),
    act(4, "vouch", Storm::vouch),
    act(1, "second vouch tried", Storm::vouch_again),
    act(1, "vouch on two computers", Storm::vouch_on_two_computers),
    act(1, "vouch with a new job", Storm::vouch_with_job),
    act(5, "answer to a vouch", Storm::answer_vouch),
    act(2, "answer to a job", Storm::answer_job),
    act(1, "shown or put right", Storm::show_or_retitle),
    act(1, "taken back", Storm::take_back),
    act(1, "invitation", Storm::invite),
];

impl Storm {
    /// Somebody does something; now and then their device dies over it.
    pub(super) fn act(&mut self) {
        let name = self.member();
        if self.chance.below(8) == 0 {
            let is_kept = self.chance.below(2) == 0;
            self.network.person(&name).dies_after(0, is_kept);
        }
        let mut new = Vec::new();
        // Not everything is possible: then something else.
        for _ in 0..4 {
            if new.is_empty() && !self.network.look(&name).is_down() {
                new = self.one_act(&name);
            }
        }
        self.acts += usize::from(!new.is_empty());
        if self.network.look(&name).is_down() {
            self.network.crash(&name);
        } else {
            self.network.tell_links(&name, self.circle, &new, None);
        }
    }

    /// Tries one thing; gives the names of what is new.
    fn one_act(&mut self, name: &str) -> Vec<ItemId> {
        let all: usize = ACTS.iter().map(|act| act.often).sum();
        let mut at = self.chance.below(all);
        let chosen = ACTS.iter().find(|act| {
            let is_it = at < act.often;
            at = at.saturating_sub(act.often);
            is_it
        });
        let Some(act) = chosen else {
            return Vec::new();
        };
        let new = (act.tries)(self, name);
        if !new.is_empty() {
            self.tally.note(act.what);
        }
        new
    }

    /// Somebody who is not in yet tries an invitation at somebody's who is.
    pub(super) fn join(&mut self) {
        let mut outside = self.remaining();
        outside.retain(|name| !self.is_inside(name));
        let mut invitations = self.invitations.clone();
        invitations.retain(|link| link.circle == self.circle);
        let (Some(newcomer), Some(link)) = (self.one_of(&outside), self.one_of(&invitations))
        else {
            return;
        };
        let side = self.sides.get(&newcomer);
        let near = self.members().into_iter();
        let near: Vec<String> = near.filter(|host| self.sides.get(host) == side).collect();
        let Some(host) = self.one_of(&near) else {
            return;
        };
        match self.chance.below(6) {
            0 => self.network.person(&newcomer).dies_after(0, true),
            1 => self.network.person(&host).dies_after(0, true),
            2 => self.network.person(&host).dies_after(0, false),
            _ => {}
        }
        let breaks_after = match self.chance.below(3) {
            0 => self.chance.below(JOINING),
            _ => usize::MAX,
        };
        let joined = self
            .network
            .join_until(&newcomer, &link, &host, breaks_after);
        if joined.is_some() {
            self.tally.note("joined");
        } else {
            self.lost_answers.insert((self.circle, newcomer));
        }
    }

    fn invite(&mut self, name: &str) -> Vec<ItemId> {
        let uses = u16::try_from(1 + self.chance.below(MOST_USES)).unwrap_or(1);
        let expires_at = self.network.look(name).clock(self.network.now) + DAY_MS;
        let seed = self.chance.bytes();
        let person = self.network.person(name);
        let (link, new) = person.invite(self.circle, seed, uses, expires_at);
        if !person.is_down() {
            self.invitations.push(link);
        }
        new
    }
}
