//! One circle in one connection: what each side holds, and the exchanges in progress.

mod compare;
mod items;
mod news;
mod standing;

pub(super) use items::BatchVerdict;
pub(super) use news::NewsState;

use super::{
    CloseReason, Output, ROUNDS, RemoteStanding, Role,
    close::ProtocolError,
    exchange::{Exchange, ExchangePurpose, ExchangeSide},
    hello::Recognised,
    message::{Message, Name},
};
use crate::random::Random;
use otagai_core::{
    codec,
    id::{CircleId, ItemId},
    secret::{CircleSecret, Direction},
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Rounds that the dialer may open without anything having changed: more than it ever needs.
const FRUITLESS_ROUNDS: u8 = 16;

/// One circle in one connection.
pub(super) struct Meeting {
    role: Role,
    circle: CircleId,
    name: Name,
    /// Keys digests and fingerprints of this connection.
    key: CircleSecret,
    mine: Direction,
    theirs: Direction,
    /// All secrets known, the newest first.
    secrets: Vec<CircleSecret>,
    remote: RemoteStanding,
    course: MeetingCourse,
    digest: [u8; 32],
    /// The digest that the other side was told last; none where it was told none.
    told: Option<[u8; 32]>,
    /// Where the other side said it stands, keyed; none where it could not be read yet.
    their_digest: Option<[u8; 16]>,
    exchanges: BTreeMap<u64, Exchange>,
    /// What each list asked for is for, in the order of asking.
    lists: VecDeque<Listing>,
    /// The exchange of each batch handed to the store, in that order.
    stores: VecDeque<u64>,
    /// The exchange of each request to load.
    loads: BTreeMap<u64, u64>,
    to_announce: BTreeSet<ItemId>,
    /// The first thing that this side says is an announcement, be it an empty one.
    announces_first: bool,
    /// Handed over by a device that is not known yet.
    early_secrets: Vec<CircleSecret>,
    rounds_left: u8,
    rounds_seen: u8,
    introductions: u8,
    has_moved: bool,
    received: usize,
    sent: usize,
    news: NewsState,
}

/// How far a circle's part of the connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MeetingCourse {
    /// Things are said.
    Open,
    /// Nothing more is said.
    Ended,
    /// Ended because more is held than can be compared.
    LeftOut,
}

/// What a list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// To open a round.
    Round,
    /// To answer an exchange.
    Answer(u64),
}

/// What a step of a meeting needs from the session, and what it gives.
pub(super) struct Step<'a> {
    pub(super) random: &'a mut Random,
    pub(super) requests: &'a mut u64,
    pub(super) outputs: &'a mut Vec<Output>,
}

impl Step<'_> {
    pub(super) fn send(&mut self, message: &Message) {
        self.outputs.push(Output::Send(codec::encode(message)));
    }

    fn request(&mut self) -> u64 {
        *self.requests = self.requests.wrapping_add(1);
        *self.requests
    }
}

/// What both sides showed of a circle.
pub(super) struct ShownDigests {
    pub(super) recognised: Recognised,
    pub(super) name: Name,
    pub(super) secrets: Vec<CircleSecret>,
    pub(super) digest: [u8; 32],
    /// The digest that the other side was shown.
    pub(super) told: Option<[u8; 32]>,
    pub(super) remote: RemoteStanding,
    pub(super) news: NewsState,
    pub(super) since_met: Option<Vec<ItemId>>,
}

impl Meeting {
    pub(super) fn new(role: Role, mine: Direction, shown: ShownDigests) -> Self {
        let theirs = Direction {
            from: mine.to,
            to: mine.from,
        };
        let Recognised { circle, key, slot } = &shown.recognised;
        let is_readable = shown.recognised.is_digest_readable(theirs);
        Self {
            role,
            circle: *circle,
            name: shown.name,
            key: key.clone(),
            mine,
            theirs,
            // The listener's slot is keyed with the common secret, the dialer's with its newest one.
            their_digest: (role == Role::Dialer || is_readable).then(|| slot.digest()),
            secrets: shown.secrets,
            remote: shown.remote,
            course: MeetingCourse::Open,
            digest: shown.digest,
            told: shown.told,
            exchanges: BTreeMap::new(),
            lists: VecDeque::new(),
            stores: VecDeque::new(),
            loads: BTreeMap::new(),
            // A listener says nothing where it has nothing: the rounds are not its to open.
            announces_first: role == Role::Dialer && shown.since_met.is_some(),
            to_announce: shown.since_met.into_iter().flatten().collect(),
            early_secrets: Vec::new(),
            rounds_left: ROUNDS,
            rounds_seen: 0,
            introductions: 0,
            has_moved: true,
            received: 0,
            sent: 0,
            news: shown.news,
        }
    }

    pub(super) fn circle(&self) -> CircleId {
        self.circle
    }

    /// True when the other side has no standing here: nothing more is said about this circle.
    pub(super) fn is_ended(&self) -> bool {
        self.course != MeetingCourse::Open
    }

    /// True when it ended because more is held than can be compared.
    pub(super) fn is_left_out(&self) -> bool {
        self.course == MeetingCourse::LeftOut
    }

    /// Something was stored that did not come through this connection.
    pub(super) fn changed(
        &mut self,
        items: Vec<ItemId>,
        digest: [u8; 32],
        remote: RemoteStanding,
        step: &mut Step<'_>,
    ) {
        let is_silent = items.is_empty() && digest != self.digest;
        self.digest = digest;
        self.has_moved = true;
        self.rounds_left = ROUNDS;
        self.rounds_seen = 0;
        self.to_announce.extend(items);
        self.take_standing(remote, step);
        if is_silent && self.is_open() {
            self.tell_step(None, step);
        }
    }

    /// What follows from where both sides stand now; called after every input.
    pub(super) fn settle(&mut self, step: &mut Step<'_>) {
        self.tell_due_steps(step);
        self.exchanges.retain(|_, exchange| !exchange.is_over());
        if !self.is_open() {
            return;
        }
        let is_same = self.their_digest == Some(self.key.digest(&self.digest, self.theirs));
        if is_same {
            self.to_announce.clear();
            self.announces_first = false;
            // What this side came to by way of others, the other side does not know of it.
            if self.told != Some(self.digest) && self.exchanges.is_empty() {
                self.tell_step(None, step);
            }
            self.ask_for_news(step);
        }
        if is_same && self.has_moved && self.news.is_settled() {
            self.has_moved = false;
            self.rounds_left = ROUNDS;
            self.rounds_seen = 0;
            step.outputs.push(Output::Met {
                circle: self.circle,
                digest: self.digest,
                received: std::mem::take(&mut self.received),
                sent: std::mem::take(&mut self.sent),
            });
        }
        if is_same {
            self.note_told_news(step);
        }
        let is_comparing = self.lists.contains(&Listing::Round)
            || self.has_exchange(ExchangeSide::Opener, ExchangePurpose::Have)
            || self.has_exchange(ExchangeSide::Answerer, ExchangePurpose::Have);
        if is_comparing {
            return;
        }
        if !self.to_announce.is_empty() || self.announces_first {
            if !self.has_exchange(ExchangeSide::Opener, ExchangePurpose::Announce) {
                self.announce(step);
            }
            return;
        }
        let is_due = self.role == Role::Dialer
            && self.their_digest.is_some()
            && !is_same
            && self.rounds_left > 0
            && self.exchanges.is_empty();
        if is_due {
            self.rounds_left -= 1;
            self.lists.push_back(Listing::Round);
            step.outputs.push(Output::List(self.circle));
        }
    }

    /// True when the other side is a member: items may flow.
    fn is_open(&self) -> bool {
        !self.is_ended() && self.remote == RemoteStanding::Member
    }

    fn has_exchange(&self, side: ExchangeSide, purpose: ExchangePurpose) -> bool {
        self.exchanges
            .values()
            .any(|exchange| exchange.is(side, purpose))
    }

    /// Takes note of an exchange that the other side opens: one of a kind at a time.
    fn admit_exchange(&mut self, salt: u64, exchange: Exchange) -> Result<(), CloseReason> {
        if self.has_exchange(ExchangeSide::Answerer, exchange.purpose())
            || self.exchanges.contains_key(&salt)
        {
            return Err(ProtocolError::OutOfOrder.into());
        }
        self.exchanges.insert(salt, exchange);
        Ok(())
    }

    fn my_digest(&self) -> [u8; 16] {
        self.key.digest(&self.digest, self.mine)
    }

    fn tell_due_steps(&mut self, step: &mut Step<'_>) {
        let due: Vec<u64> = self
            .exchanges
            .iter_mut()
            .filter_map(|(salt, exchange)| exchange.take_due_step().then_some(*salt))
            .collect();
        for salt in due {
            self.tell_step(Some(salt), step);
        }
    }

    fn tell_step(&mut self, salt: Option<u64>, step: &mut Step<'_>) {
        step.send(&Message::Step {
            circle: self.name,
            salt,
            digest: self.my_digest(),
        });
        self.told = Some(self.digest);
    }

    fn hear_digest(&mut self, digest: [u8; 16]) {
        if self.their_digest != Some(digest) {
            self.their_digest = Some(digest);
            self.has_moved = true;
            self.rounds_seen = 0;
        }
    }
}
