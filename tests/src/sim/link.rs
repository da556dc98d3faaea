//! A connection between two devices: two sessions and what is on its way between them.

use super::{Chance, Holding, Person};
use otagai_core::{
    Millis,
    id::{CircleId, DeviceId},
    item::Item,
};
use otagai_sync::meet::{CircleOffer, CloseReason, Input, Output, RemoteStanding, Role, Session};
use std::collections::VecDeque;

/// Names a connection of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkId(pub(super) usize);

/// What one side of a connection has seen so far.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Every frame that this side sent.
    pub sent: Vec<Vec<u8>>,
    /// Each time both held the same: items received and sent.
    pub met: Vec<(CircleId, usize, usize)>,
    /// How often the other side told who holds this person's things.
    pub news: usize,
    /// Items that were refused for good.
    pub refused: usize,
    /// Items that waited for others.
    pub deferred: usize,
    /// Why this side ended the connection.
    pub closed: Option<CloseReason>,
}

impl Report {
    /// Bytes of all frames that this side sent.
    pub fn bytes(&self) -> usize {
        self.sent.iter().map(Vec::len).sum()
    }
}

/// One side of a connection.
pub struct End {
    /// Whose device.
    pub person: String,
    /// What was seen here.
    pub report: Report,
    /// The device at the other end.
    pub(super) remote: DeviceId,
    session: Session,
    /// True: the device went away without a word.
    pub(super) is_gone: bool,
    /// True: what is on its way here does not arrive yet.
    pub(super) is_stalled: bool,
    /// True: a frame came here twice, in another order, or cut.
    pub(super) is_damaged: bool,
    /// Frames on their way here.
    pub(super) inbox: VecDeque<Vec<u8>>,
    /// What the edge answers.
    pub(super) answers: VecDeque<Input>,
}

/// What an end did in the world outside of its connection.
pub(super) struct Effects {
    /// Frames for the other end.
    pub(super) frames: Vec<Vec<u8>>,
    /// What the other connections of the same device are told.
    pub(super) tidings: Vec<(CircleId, Vec<otagai_core::id::ItemId>)>,
    /// Circles in which the other device is now known to hold more.
    pub(super) come_on: Vec<CircleId>,
}

impl End {
    pub(super) fn new(person: &Person, remote: DeviceId, role: Role, chance: &mut Chance) -> Self {
        let offers = person
            .circles
            .keys()
            .map(|circle| offer(person, person.holding(*circle), remote))
            .collect();
        Self {
            person: person.name.clone(),
            report: Report::default(),
            remote,
            session: Session::new(role, person.device(), remote, offers, chance.bytes()),
            is_gone: false,
            is_stalled: false,
            is_damaged: false,
            inbox: VecDeque::new(),
            answers: VecDeque::from([Input::Opened]),
        }
    }

    /// Tells this end what another one of the same device stored.
    pub(super) fn tell(&mut self, holding: &Holding, items: Vec<otagai_core::id::ItemId>) {
        self.answers.push_back(Input::Changed {
            circle: holding.set.circle(),
            items,
            digest: holding.set.digest(),
            remote: holding.standing(self.remote),
        });
    }

    /// Tells this end of a circle that was joined, or of new secrets.
    pub(super) fn add_circle(&mut self, person: &Person, holding: &Holding) {
        let offer = offer(person, holding, self.remote);
        self.answers.push_back(Input::CircleAdded(offer));
    }

    /// Tells this end that another device was met.
    pub(super) fn news_due(&mut self, circle: CircleId) {
        self.answers.push_back(Input::NewsDue(circle));
    }

    /// True when something waits to be handled here.
    pub(super) fn is_busy(&self) -> bool {
        !self.is_closed() && (self.has_frame() || !self.answers.is_empty())
    }

    /// True when something was not handled yet here, be it held back.
    pub(super) fn has_more(&self) -> bool {
        !self.inbox.is_empty() || !self.answers.is_empty()
    }

    /// True when a circle is in common here, and the other device has its place in it.
    pub(super) fn is_open_in(&self, circle: CircleId) -> bool {
        !self.is_closed() && self.session.in_common().any(|common| common == circle)
    }

    /// True when this end has closed, or went away.
    pub(super) fn is_closed(&self) -> bool {
        self.is_gone || self.session.is_closed()
    }

    /// True when a frame has arrived here.
    pub(super) fn has_frame(&self) -> bool {
        !self.is_stalled && !self.inbox.is_empty()
    }

    /// Handles one thing that waits here: an answer of the edge, or a frame.
    pub(super) fn act(&mut self, person: &mut Person, chance: &mut Chance, now: Millis) -> Effects {
        let takes_frame = self.answers.is_empty() || (self.has_frame() && chance.below(2) == 0);
        let input = if takes_frame {
            self.inbox.pop_front().map(Input::Frame)
        } else {
            self.answers.pop_front()
        };
        let mut effects = Effects {
            frames: Vec::new(),
            tidings: Vec::new(),
            come_on: Vec::new(),
        };
        for output in input
            .map(|input| self.session.handle(input))
            .unwrap_or_default()
        {
            // Who has died does nothing more of what was to be done.
            if person.is_down() {
                break;
            }
            self.perform(output, person, &mut effects, now);
        }
        effects
    }

    fn perform(&mut self, output: Output, person: &mut Person, effects: &mut Effects, now: Millis) {
        match output {
            Output::Send(frame) => {
                self.report.sent.push(frame.clone());
                effects.frames.push(frame);
            }
            Output::List(circle) => self.answers.push_back(Input::Listed {
                circle,
                items: person.holding(circle).set.items().iter().copied().collect(),
            }),
            Output::Load {
                circle,
                request,
                items,
            } => {
                let found = load(person, circle, &items);
                // A long answer comes in two pieces, as from a file that is read bit by bit.
                let is_long = found.len() > 20;
                self.answers.push_back(Input::Loaded {
                    circle,
                    request,
                    items: found,
                    last: !is_long,
                });
                if is_long {
                    self.answers.push_back(Input::Loaded {
                        circle,
                        request,
                        items: Vec::new(),
                        last: true,
                    });
                }
            }
            Output::LoadAdmission { circle, request } => {
                let holding = person.holding(circle);
                let items = holding.load(&holding.set.admission_set(person.id()));
                self.answers.push_back(Input::Loaded {
                    circle,
                    request,
                    items,
                    last: true,
                });
            }
            Output::Store { circle, items } => {
                let Some(intake) = person.take(circle, &items) else {
                    return;
                };
                let holding = person.holding(circle);
                self.report.deferred += intake.deferred;
                let stored: Vec<_> = intake.stored.iter().map(|stored| stored.id).collect();
                self.answers.push_back(Input::Stored {
                    circle,
                    stored: stored.clone(),
                    refused: intake.refused.len(),
                    deferred: intake.deferred,
                    digest: holding.set.digest(),
                    remote: holding.standing(self.remote),
                });
                if !stored.is_empty() {
                    effects.tidings.push((circle, stored));
                }
            }
            Output::StoreSecrets { circle, secrets } => {
                person.commit(|me| me.holding_mut(circle).secrets.extend(secrets));
            }
            Output::Met {
                circle,
                digest,
                received,
                sent,
            } => {
                let (remote, now) = (self.remote, person.clock(now));
                let met = person.commit(|me| me.holding_mut(circle).met(remote, digest, now));
                if met == Some(true) {
                    effects.come_on.push(circle);
                }
                self.report.met.push((circle, received, sent));
            }
            Output::LoadNews(circle) => self.answers.push_back(Input::NewsLoaded {
                circle,
                entries: person.holding(circle).untold_news(self.remote, person.id()),
            }),
            Output::News { circle, entries } => {
                let (id, remote) = (person.id(), self.remote);
                person.commit(|me| me.holding_mut(circle).learn(id, remote, &entries));
                self.report.news += 1;
            }
            Output::NewsTold { circle, entries } => {
                let remote = self.remote;
                person.commit(|me| me.holding_mut(circle).told_news(remote, &entries));
            }
            Output::Refused { count, .. } => self.report.refused += count,
            // No circle of a simulation is that large.
            Output::LeftOut { .. } => {}
            Output::Close(reason) => self.report.closed = Some(reason),
        }
    }

    /// Who the other device is to this person.
    pub fn standing(&self, person: &Person, circle: CircleId) -> RemoteStanding {
        person.holding(circle).standing(self.remote)
    }
}

fn offer(person: &Person, holding: &Holding, remote: DeviceId) -> CircleOffer {
    CircleOffer {
        circle: holding.set.circle(),
        secrets: holding.secrets.clone(),
        digest: holding.set.digest(),
        remote: holding.standing(remote),
        news: !holding.untold_news(remote, person.id()).is_empty(),
        since_met: holding.since_met(remote),
    }
}

fn load(person: &Person, circle: CircleId, ids: &[otagai_core::id::ItemId]) -> Vec<Item> {
    let holding = person.holding(circle);
    let bad = person.tampers_with.filter(|bad| ids.contains(bad));
    let bad = bad.and_then(|bad| holding.item(&bad));
    let mut items = holding.load(ids);
    for item in &mut items {
        if bad == Some(item)
            && let Some(byte) = item.bytes.last_mut()
        {
            *byte ^= 1;
        }
    }
    items
}
