//! Hellos, and circles that are added later.

use super::{ConnectionPhase, Session};
use crate::meet::{
    CircleOffer, CloseReason, Output, RemoteStanding, Role, VERSION,
    close::ProtocolError,
    hello::{self, Recognised},
    meeting::{Meeting, NewsState, ShownDigests, Step},
    message::{HelloSlot, Message},
};
use otagai_core::{codec, id::CircleId, secret::Direction};

/// The flag that says that delivery news follows.
const NEWS: u8 = 1;

impl Session {
    /// The connection stands: the dialer shows its circles.
    pub(super) fn opened(&mut self, outputs: &mut Vec<Output>) {
        if self.role == Role::Dialer && self.phase == ConnectionPhase::Greeting {
            let slots = self
                .offers
                .values()
                .filter_map(|offer| hello::slot(offer, self.mine, &mut self.random))
                .collect();
            let digests = self
                .offers
                .values()
                .map(|offer| (offer.circle, Some(offer.digest)));
            self.shown = digests.collect();
            self.promised_news = self.offers.values().any(has_news);
            self.say_hello(slots, outputs);
        }
    }

    /// The other side's hello came.
    pub(super) fn greeted(
        &mut self,
        version: u8,
        flags: u8,
        slots: &[HelloSlot],
        outputs: &mut Vec<Output>,
    ) -> Result<(), CloseReason> {
        // The lower version of the two is spoken; there is only one so far.
        if version.min(VERSION) == 0 {
            return Err(ProtocolError::Version.into());
        }
        if slots.len() > hello::SLOTS {
            return Err(ProtocolError::Oversize.into());
        }
        let recognised = hello::recognise(self.offers.values(), slots, self.theirs);
        if self.role == Role::Listener {
            let answers = recognised
                .iter()
                .filter_map(|found| self.answer_to(found))
                .collect();
            self.promised_news = recognised
                .iter()
                .any(|found| self.offers.get(&found.circle).is_some_and(has_news));
            self.say_hello(answers, outputs);
        }
        if recognised.is_empty() {
            return Err(CloseReason::NothingInCommon);
        }
        self.phase = ConnectionPhase::Open;
        let (mine, theirs) = (self.promised_news, flags & NEWS != 0);
        for found in recognised {
            self.begin(found, NewsState::promised(mine, theirs), outputs);
        }
        Ok(())
    }

    /// This device joined a circle, or has new secrets of one that is in common.
    pub(super) fn circle_added(&mut self, offer: CircleOffer, outputs: &mut Vec<Output>) {
        let circle = offer.circle;
        self.keep_offer(offer.clone());
        if self.phase != ConnectionPhase::Open {
            return;
        }
        let mut step = Step {
            random: &mut self.random,
            requests: &mut self.requests,
            outputs,
        };
        let known = self
            .meetings
            .values_mut()
            .find(|meeting| meeting.circle() == circle);
        match known {
            Some(meeting) if !meeting.is_ended() => meeting.offered_again(offer, &mut step),
            Some(_) => {}
            None => self.show(circle, outputs),
        }
    }

    /// The other side shows a circle after the hello. What is not recognised is no fault: this device may
    /// have no part in it.
    pub(super) fn offered(
        &mut self,
        slot: HelloSlot,
        is_answer: bool,
        outputs: &mut Vec<Output>,
    ) -> Result<(), CloseReason> {
        self.idle()?;
        if is_answer && self.role == Role::Listener {
            return Err(ProtocolError::OutOfOrder.into());
        }
        let new = self
            .offers
            .values()
            .filter(|offer| !self.has_meeting(offer.circle));
        let Some(found) = hello::recognise(new, &[slot], self.theirs).pop() else {
            return Ok(());
        };
        match self.role {
            // Only the listener's answer settles which secret is the newest common one.
            Role::Dialer if !is_answer => self.show(found.circle, outputs),
            Role::Dialer => self.begin(found, NewsState::default(), outputs),
            Role::Listener => {
                if let Some(slot) = self.answer_to(&found) {
                    let answer = Message::Offer { slot, answer: true };
                    outputs.push(Output::Send(codec::encode(&answer)));
                    self.begin(found, NewsState::default(), outputs);
                }
            }
        }
        Ok(())
    }

    fn say_hello(&mut self, slots: Vec<HelloSlot>, outputs: &mut Vec<Output>) {
        let hello = Message::Hello {
            version: VERSION,
            flags: if self.promised_news { NEWS } else { 0 },
            slots: hello::pad(slots, &mut self.random),
        };
        outputs.push(Output::Send(codec::encode(&hello)));
    }

    fn show(&mut self, circle: CircleId, outputs: &mut Vec<Output>) {
        let Some(offer) = self.offers.get(&circle) else {
            return;
        };
        // Which of several the other side takes up is not known here.
        let digest = offer.digest;
        let shown = self.shown.entry(circle).or_insert(Some(digest));
        *shown = shown.filter(|before| *before == digest);
        if let Some(slot) = hello::slot(offer, self.mine, &mut self.random) {
            let offer = Message::Offer {
                slot,
                answer: false,
            };
            outputs.push(Output::Send(codec::encode(&offer)));
        }
    }

    fn answer_to(&mut self, found: &Recognised) -> Option<HelloSlot> {
        let offer = self.offers.get(&found.circle)?;
        self.shown.insert(found.circle, Some(offer.digest));
        Some(hello::answer(
            offer,
            &found.key,
            self.mine,
            &mut self.random,
        ))
    }

    fn has_meeting(&self, circle: CircleId) -> bool {
        self.meetings
            .values()
            .any(|meeting| meeting.circle() == circle)
    }

    fn begin(&mut self, recognised: Recognised, news: NewsState, outputs: &mut Vec<Output>) {
        let Some(offer) = self.offers.get(&recognised.circle) else {
            return;
        };
        let name = recognised.name(self.dialer_to_listener());
        let shown = ShownDigests {
            recognised,
            name,
            secrets: offer.secrets.clone(),
            digest: offer.digest,
            told: self.shown.get(&offer.circle).copied().flatten(),
            remote: offer.remote,
            since_met: offer.since_met.clone(),
            news: if has_news(offer) { news.due() } else { news },
        };
        let mut meeting = Meeting::new(self.role, self.mine, shown);
        let mut step = Step {
            random: &mut self.random,
            requests: &mut self.requests,
            outputs,
        };
        meeting.begin(&mut step);
        self.meetings.insert(name, meeting);
    }

    fn dialer_to_listener(&self) -> Direction {
        match self.role {
            Role::Dialer => self.mine,
            Role::Listener => self.theirs,
        }
    }
}

/// True when the other device is a member and there is something to tell it.
fn has_news(offer: &CircleOffer) -> bool {
    offer.news && offer.remote == RemoteStanding::Member
}
