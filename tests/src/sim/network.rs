//! The network: everybody, and the connections between them.

use super::{
    Chance, End, LinkId, Person, Report,
    joining::{self, Arrived, Course},
};
use otagai_core::{
    Millis,
    card::CardEdit,
    id::{CircleId, ItemId},
    invite_link::InviteLink,
};
use otagai_sync::{
    join::{JoinClose, OfferedCharter},
    meet::Role,
};
use std::collections::BTreeMap;

/// Steps after which a simulation that does not come to rest is given up.
const MOST_STEPS: usize = 200_000;

/// Everybody, and the connections between them.
pub struct Network {
    /// Out of which everything random came.
    pub seed: u64,
    /// The clock of everybody, ms UTC.
    pub now: Millis,
    pub(super) chance: Chance,
    pub(super) people: BTreeMap<String, Person>,
    pub(super) links: BTreeMap<LinkId, [End; 2]>,
    /// How often a device died over one of its writes.
    pub died_writing: usize,
    made: usize,
}

impl Network {
    /// Nobody yet.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            now: 1_800_000_000_000,
            chance: Chance::new(seed),
            people: BTreeMap::new(),
            links: BTreeMap::new(),
            died_writing: 0,
            made: 0,
        }
    }

    /// The same people, without connections and with another seed.
    #[must_use]
    pub fn again(&self, seed: u64) -> Self {
        Self {
            people: self.people.clone(),
            now: self.now,
            ..Self::new(seed)
        }
    }

    /// Chance, for a test that decides by it.
    pub fn chance(&mut self) -> &mut Chance {
        &mut self.chance
    }

    /// The person of a name, made when first named.
    pub fn person(&mut self, name: &str) -> &mut Person {
        self.people
            .entry(name.to_owned())
            .or_insert_with(|| Person::new(name))
    }

    /// Puts a device on the network that was made elsewhere.
    pub(super) fn put(&mut self, person: Person) {
        self.people.insert(person.name.clone(), person);
    }

    /// Looks at a person.
    pub fn look(&self, name: &str) -> &Person {
        self.people
            .get(name)
            .expect("somebody who was named before")
    }

    /// Founds a circle.
    pub fn found(&mut self, founder: &str, circle: &str) -> CircleId {
        self.person(founder).found(circle)
    }

    /// Invites `uses` persons, for a day.
    pub fn invite(&mut self, inviter: &str, circle: CircleId, uses: u16) -> InviteLink {
        let (seed, now) = (self.chance.bytes(), self.now);
        let expires_at = self.person(inviter).clock(now) + 86_400_000;
        let (link, new) = self.person(inviter).invite(circle, seed, uses, expires_at);
        self.tell_links(inviter, circle, &new, None);
        link
    }

    /// Somebody joins with a link; `host` lets them in.
    pub fn join(
        &mut self,
        newcomer: &str,
        link: &InviteLink,
        host: &str,
    ) -> Result<CircleId, JoinClose> {
        let course = Course {
            now: self.now,
            goes_on: true,
            breaks_after: usize::MAX,
        };
        self.knock(newcomer, link, host, course).0
    }

    /// Somebody reads the charter behind a link, and does not join.
    pub fn read_charter(
        &mut self,
        newcomer: &str,
        link: &InviteLink,
        host: &str,
    ) -> Option<OfferedCharter> {
        let course = Course {
            now: self.now,
            goes_on: false,
            breaks_after: usize::MAX,
        };
        self.knock(newcomer, link, host, course).1
    }

    pub(super) fn knock(
        &mut self,
        newcomer: &str,
        link: &InviteLink,
        host: &str,
        course: Course,
    ) -> (Result<CircleId, JoinClose>, Option<OfferedCharter>) {
        let mut guest = self.person(newcomer).clone();
        let joining = joining::run(&mut guest, self.person(host), link, course);
        self.people.insert(newcomer.to_owned(), guest);
        self.tell_links(host, link.circle, &joining.new_at_host, None);
        match joining.new_at_newcomer {
            // Whose answer was lost the first time has the circle already.
            Arrived::Items(items) => self.tell_links(newcomer, link.circle, &items, None),
            Arrived::Circle => self.tell_circle(newcomer, link.circle),
            Arrived::Nothing => {}
        }
        (joining.outcome, joining.charter)
    }

    /// Founds a circle and lets everybody else in, one after the other, through the first.
    pub fn circle_of(&mut self, names: &[&str]) -> CircleId {
        let (founder, others) = names.split_first().expect("somebody");
        let circle = self.found(founder, "会");
        for other in others {
            let link = self.invite(founder, circle, 1);
            self.join(other, &link, founder).expect("a good invitation");
        }
        circle
    }

    /// Somebody edits their card; their connections are told.
    pub fn edit_card(&mut self, name: &str, circle: CircleId, edit: &CardEdit) {
        let new = self.person(name).edit_card(circle, edit);
        self.tell_links(name, circle, &new, None);
    }

    /// Somebody writes their banner; their connections are told.
    pub fn say_banner(&mut self, name: &str, circle: CircleId, text: &str) {
        let new = self.person(name).say_banner(circle, text);
        self.tell_links(name, circle, &new, None);
    }

    /// Tells somebody's connections that they have new secrets or a new circle.
    pub fn tell_circle(&mut self, name: &str, circle: CircleId) {
        let Some(person) = self.people.get(name) else {
            return;
        };
        for end in self.links.values_mut().flatten() {
            if end.person == name {
                end.add_circle(person, person.holding(circle));
            }
        }
    }

    /// Connects two devices; the first dials.
    pub fn connect(&mut self, dialer: &str, listener: &str) -> LinkId {
        let (there, here) = (self.person(listener).device(), self.person(dialer).device());
        let ends = [
            End::new(
                self.people.get(dialer).expect("named"),
                there,
                Role::Dialer,
                &mut self.chance,
            ),
            End::new(
                self.people.get(listener).expect("named"),
                here,
                Role::Listener,
                &mut self.chance,
            ),
        ];
        self.made += 1;
        let id = LinkId(self.made);
        self.links.insert(id, ends);
        id
    }

    /// Ends a connection; what was on its way is lost. Gives what both sides saw, the dialer first.
    pub fn disconnect(&mut self, link: LinkId) -> [Report; 2] {
        let ends = self.links.remove(&link).expect("a connection");
        let is_broken = ends.iter().any(|end| end.is_gone || end.has_more());
        for end in ends.iter().filter(|end| is_broken && !end.is_gone) {
            self.person(&end.person).lost(end.remote);
            if self.look(&end.person).is_down() {
                self.crash(&end.person);
            }
        }
        ends.map(|end| end.report)
    }

    /// What both sides saw so far, the dialer first.
    pub fn reports(&self, link: LinkId) -> [&Report; 2] {
        let [dialer, listener] = self.links.get(&link).expect("a connection");
        [&dialer.report, &listener.report]
    }

    /// Puts a frame on the way to one side, as if the other had sent it: 0 is the dialer.
    pub fn inject(&mut self, link: LinkId, side: usize, frame: Vec<u8>) {
        let ends = self.links.get_mut(&link).expect("a connection");
        let end = ends.get_mut(side).expect("0 or 1");
        end.inbox.push_back(frame);
    }

    /// Changes every frame that is on the way in a connection.
    pub fn damage(&mut self, link: LinkId, change: impl Fn(&mut Vec<u8>)) {
        let ends = self.links.get_mut(&link).expect("a connection");
        ends.iter_mut()
            .flat_map(|end| &mut end.inbox)
            .for_each(change);
    }

    /// Connects, settles, disconnects. Gives what both sides saw, the dialer first.
    pub fn meet(&mut self, dialer: &str, listener: &str) -> [Report; 2] {
        let link = self.connect(dialer, listener);
        self.settle();
        self.disconnect(link)
    }

    /// Lets everything happen that waits to happen, in an order that chance decides.
    pub fn settle(&mut self) {
        let rests = (0..MOST_STEPS).any(|_| !self.step());
        assert!(
            rests,
            "seed {}: no rest after {MOST_STEPS} steps",
            self.seed
        );
    }

    /// Lets one thing happen; false when nothing waits.
    pub fn step(&mut self) -> bool {
        let busy: Vec<(LinkId, usize)> = self
            .links
            .iter()
            .flat_map(|(id, ends)| [(*id, 0, &ends[0]), (*id, 1, &ends[1])])
            .filter(|(_, _, end)| end.is_busy())
            .map(|(id, side, _)| (id, side))
            .collect();
        let Some((link, side)) = busy.get(self.chance.below(busy.len())).copied() else {
            return false;
        };
        let ends = self.links.get_mut(&link).expect("a connection");
        let (end, other) = match ends {
            [dialer, listener] if side == 0 => (dialer, listener),
            [dialer, listener] => (listener, dialer),
        };
        let name = end.person.clone();
        let person = self.people.get_mut(&name).expect("somebody");
        let effects = end.act(person, &mut self.chance, self.now);
        if !other.is_closed() {
            other.inbox.extend(effects.frames);
        }
        if person.is_down() {
            self.crash(&name);
        }
        for (circle, items) in effects.tidings {
            self.tell_links(&name, circle, &items, Some(link));
        }
        for circle in effects.come_on {
            for (_, ends) in self.links.iter_mut().filter(|(id, _)| **id != link) {
                let own = ends.iter_mut().filter(|end| end.person == name);
                own.for_each(|end| end.news_due(circle));
            }
        }
        true
    }

    pub(super) fn tell_links(
        &mut self,
        name: &str,
        circle: CircleId,
        items: &[ItemId],
        came_by: Option<LinkId>,
    ) {
        let Some(person) = self.people.get(name) else {
            return;
        };
        if items.is_empty() {
            return;
        }
        for (id, ends) in &mut self.links {
            for end in ends {
                if end.person == name && Some(*id) != came_by {
                    end.tell(person.holding(circle), items.to_vec());
                }
            }
        }
    }

    /// Fails unless all of them hold the same of a circle.
    pub fn assert_same(&self, circle: CircleId, names: &[&str]) {
        let digests: BTreeMap<_, Vec<&str>> =
            names.iter().fold(BTreeMap::new(), |mut all, name| {
                let digest = self.look(name).holding(circle).set.digest();
                all.entry(digest).or_insert_with(Vec::new).push(*name);
                all
            });
        assert_eq!(
            digests.len(),
            1,
            "seed {}: they hold different things: {:?}",
            self.seed,
            digests.values().collect::<Vec<_>>()
        );
    }
}
