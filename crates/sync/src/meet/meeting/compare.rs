//! Saying what is there: rounds of comparing, announcements, and where a side stands.

use super::{Listing, Meeting, MeetingCourse, Step};
use crate::meet::{
    COMPARED, CloseReason, FINGERPRINTS, Output, ROUNDS, Role,
    close::ProtocolError,
    exchange::{Exchange, ExchangePurpose, ExchangeSide},
    fingerprints::{Fingerprints, by_fingerprint},
    message::Message,
};
use otagai_core::id::ItemId;

impl Meeting {
    /// Opens an announcement of what is new.
    pub(super) fn announce(&mut self, step: &mut Step<'_>) {
        let later = self
            .to_announce
            .iter()
            .nth(FINGERPRINTS)
            .copied()
            .map(|first| self.to_announce.split_off(&first))
            .unwrap_or_default();
        let items = std::mem::replace(&mut self.to_announce, later);
        self.announces_first = false;
        let salt = step.random.number();
        let mut exchange = Exchange::new(ExchangeSide::Opener, ExchangePurpose::Announce);
        exchange.told = by_fingerprint(&items, &self.key, salt);
        step.send(&Message::Announce {
            circle: self.name,
            salt,
            fingerprints: exchange.told.keys().copied().collect(),
            digest: self.my_digest(),
        });
        self.told = Some(self.digest);
        self.exchanges.insert(salt, exchange);
    }

    /// The other side opens a round, or goes on telling what it holds.
    pub(in crate::meet) fn have(
        &mut self,
        salt: u64,
        fingerprints: Fingerprints,
        more: bool,
        step: &mut Step<'_>,
    ) -> Result<(), CloseReason> {
        if more && fingerprints.is_empty() {
            return Err(ProtocolError::OutOfOrder.into());
        }
        if let Some(exchange) = self.exchanges.get_mut(&salt).filter(|found| found.hearing) {
            let told = exchange.asked.get_or_insert_default();
            let before = told.len();
            told.append(fingerprints);
            // Each message of several tells something new, so that they come to an end.
            if told.len() == before {
                return Err(ProtocolError::OutOfOrder.into());
            }
            if told.len() > COMPARED {
                return Err(ProtocolError::Oversize.into());
            }
            exchange.hearing = more;
            if !more && self.is_open() {
                self.list_for(salt, step);
            }
            return Ok(());
        }
        self.rounds_seen = self.rounds_seen.saturating_add(1);
        if self.role == Role::Dialer {
            return Err(ProtocolError::OutOfOrder.into());
        }
        if self.rounds_seen > super::FRUITLESS_ROUNDS {
            return Err(ProtocolError::Repeating.into());
        }
        self.opened(salt, ExchangePurpose::Have, fingerprints, more, step)
    }

    /// The other side announces what is new there.
    pub(in crate::meet) fn announced(
        &mut self,
        salt: u64,
        fingerprints: Fingerprints,
        digest: [u8; 16],
        step: &mut Step<'_>,
    ) -> Result<(), CloseReason> {
        self.hear_digest(digest);
        self.rounds_left = ROUNDS;
        self.opened(salt, ExchangePurpose::Announce, fingerprints, false, step)
    }

    fn opened(
        &mut self,
        salt: u64,
        purpose: ExchangePurpose,
        fingerprints: Fingerprints,
        more: bool,
        step: &mut Step<'_>,
    ) -> Result<(), CloseReason> {
        let mut exchange = Exchange::new(ExchangeSide::Answerer, purpose);
        exchange.asked = Some(fingerprints);
        exchange.hearing = more;
        self.admit_exchange(salt, exchange)?;
        // Nothing is said to a stranger; the question waits for the introduction.
        if self.is_open() && !more {
            self.list_for(salt, step);
        }
        Ok(())
    }

    /// Asks for what is needed to answer an exchange.
    pub(super) fn list_for(&mut self, salt: u64, step: &mut Step<'_>) {
        let is_nothing = self.exchanges.get(&salt).is_some_and(|exchange| {
            let asked = exchange.asked.as_ref();
            exchange.purpose() == ExchangePurpose::Announce
                && asked.is_some_and(Fingerprints::is_empty)
        });
        if is_nothing {
            self.answer(salt, &[], step);
            return;
        }
        self.lists.push_back(Listing::Answer(salt));
        step.outputs.push(Output::List(self.circle));
    }

    /// The edge named everything stored.
    pub(in crate::meet) fn listed(&mut self, items: &[ItemId], step: &mut Step<'_>) {
        let Some(listing) = self.lists.pop_front() else {
            return;
        };
        if items.len() > COMPARED {
            step.send(&Message::TooMany { circle: self.name });
            self.leave_out(step);
            return;
        }
        match listing {
            Listing::Round => self.open_round(items, step),
            Listing::Answer(salt) => self.answer(salt, items, step),
        }
    }

    /// More is held than can be compared, here or there: nothing more is said about this circle.
    pub(in crate::meet) fn leave_out(&mut self, step: &mut Step<'_>) {
        self.course = MeetingCourse::LeftOut;
        self.exchanges.clear();
        step.outputs.push(Output::LeftOut {
            circle: self.circle,
        });
    }

    fn open_round(&mut self, items: &[ItemId], step: &mut Step<'_>) {
        self.leave_to_round(items);
        let salt = step.random.number();
        let mut exchange = Exchange::new(ExchangeSide::Opener, ExchangePurpose::Have);
        exchange.told = by_fingerprint(items, &self.key, salt);
        let all: Fingerprints = exchange.told.keys().copied().collect();
        for (fingerprints, more) in all.in_messages() {
            step.send(&Message::Have {
                circle: self.name,
                salt,
                fingerprints,
                more,
            });
        }
        self.exchanges.insert(salt, exchange);
    }

    fn answer(&mut self, salt: u64, items: &[ItemId], step: &mut Step<'_>) {
        let Some(exchange) = self.exchanges.get_mut(&salt) else {
            return;
        };
        let asked = exchange.asked.take().unwrap_or_default();
        let is_round = exchange.purpose() == ExchangePurpose::Have;
        let lacking: Vec<ItemId> = if is_round {
            by_fingerprint(items, &self.key, salt)
                .into_iter()
                .filter(|(fingerprint, _)| !asked.contains(*fingerprint))
                .map(|(_, id)| id)
                .collect()
        } else {
            Vec::new()
        };
        let wanted = asked.not_of(items, &self.key, salt);
        exchange.answered = true;
        if !wanted.is_empty() {
            exchange.expect(wanted.len());
        }
        let follow = u32::try_from(lacking.len()).unwrap_or(u32::MAX);
        for (fingerprints, more) in wanted.in_messages() {
            step.send(&Message::Want {
                circle: self.name,
                salt,
                fingerprints,
                follow: if more.is_some() { 0 } else { follow },
                more,
            });
        }
        if is_round {
            self.leave_to_round(items);
        }
        self.load(salt, lacking, step);
    }

    /// What a round compares needs no announcement.
    fn leave_to_round(&mut self, items: &[ItemId]) {
        for id in items {
            self.to_announce.remove(id);
        }
    }

    /// The other side says what it wants of what was told, and how many items follow from it.
    pub(in crate::meet) fn wanted(
        &mut self,
        salt: u64,
        fingerprints: &Fingerprints,
        follow: u32,
        more: bool,
        step: &mut Step<'_>,
    ) -> Result<(), CloseReason> {
        let Some(exchange) = self.exchanges.get_mut(&salt) else {
            return Err(ProtocolError::OutOfOrder.into());
        };
        let is_mine = exchange.is(ExchangeSide::Opener, ExchangePurpose::Have)
            || exchange.is(ExchangeSide::Opener, ExchangePurpose::Announce);
        if !is_mine || exchange.answered {
            return Err(ProtocolError::OutOfOrder.into());
        }
        let follow = usize::try_from(follow).unwrap_or(usize::MAX);
        if follow > COMPARED {
            return Err(ProtocolError::Oversize.into());
        }
        if more && (follow > 0 || fingerprints.is_empty()) {
            return Err(ProtocolError::OutOfOrder.into());
        }
        if follow > 0 && exchange.purpose() != ExchangePurpose::Have {
            return Err(ProtocolError::Unasked.into());
        }
        for fingerprint in fingerprints.iter() {
            let told = exchange.told.remove(fingerprint);
            exchange.wanted.push(told.ok_or(ProtocolError::OutOfOrder)?);
        }
        if more {
            return Ok(());
        }
        let items = std::mem::take(&mut exchange.wanted);
        exchange.told.clear();
        exchange.answered = true;
        if follow > 0 {
            exchange.expect(follow);
        }
        self.load(salt, items, step);
        Ok(())
    }

    /// The other side says where it stands.
    pub(in crate::meet) fn stepped(
        &mut self,
        salt: Option<u64>,
        digest: [u8; 16],
    ) -> Result<(), CloseReason> {
        if let Some(salt) = salt {
            self.exchanges
                .get_mut(&salt)
                .ok_or(ProtocolError::OutOfOrder)?
                .hear_step()?;
        }
        self.hear_digest(digest);
        Ok(())
    }
}
