//! Who the other side is: introductions, and secrets that a member lacks.

use super::{Meeting, MeetingCourse, Step};
use crate::meet::{
    CircleOffer, CloseReason, INTRODUCTION_ITEMS, Output, RemoteStanding, Role, SECRETS,
    close::ProtocolError,
    exchange::{Exchange, ExchangePurpose, ExchangeSide},
    hello,
    message::Message,
};
use otagai_core::secret::CircleSecret;

/// How often one connection may ask for an introduction: once is enough.
const INTRODUCTIONS: u8 = 4;
/// Secrets of one circle that a session keeps at most.
const SECRETS_KEPT: usize = 1_024;

impl Meeting {
    /// Both sides have recognised the circle.
    pub(in crate::meet) fn begin(&mut self, step: &mut Step<'_>) {
        match self.remote {
            RemoteStanding::Member => self.open(step),
            RemoteStanding::Unknown => self.introduce(step),
            RemoteStanding::Removed => self.course = MeetingCourse::Ended,
        }
    }

    fn introduce(&mut self, step: &mut Step<'_>) {
        let salt = step.random.number();
        let mut exchange = Exchange::new(ExchangeSide::Opener, ExchangePurpose::Introduce);
        exchange.expect(INTRODUCTION_ITEMS);
        self.exchanges.insert(salt, exchange);
        step.send(&Message::Introduce {
            circle: self.name,
            salt,
        });
    }

    /// The other side asks who this is. Answered to anybody who holds the secret: a newcomer must be able
    /// to show how it came in before it knows the one who asks.
    pub(in crate::meet) fn asked_for_introduction(
        &mut self,
        salt: u64,
        step: &mut Step<'_>,
    ) -> Result<(), CloseReason> {
        self.introductions = self.introductions.saturating_add(1);
        if self.introductions > INTRODUCTIONS {
            return Err(ProtocolError::Repeating.into());
        }
        self.admit_exchange(
            salt,
            Exchange::new(ExchangeSide::Answerer, ExchangePurpose::Introduce),
        )?;
        let request = step.request();
        self.begin_load(salt, request);
        step.outputs.push(Output::LoadAdmission {
            circle: self.circle,
            request,
        });
        Ok(())
    }

    /// Everything of an introduction is stored: either it made the other side a member, or it never will.
    pub(super) fn end_introduction(&mut self, salt: u64, step: &mut Step<'_>) {
        let Some(exchange) = self.exchanges.get_mut(&salt) else {
            return;
        };
        if !exchange.is(ExchangeSide::Opener, ExchangePurpose::Introduce)
            || !exchange.take_due_step()
        {
            return;
        }
        if self.remote == RemoteStanding::Member {
            self.tell_step(Some(salt), step);
        } else {
            self.course = MeetingCourse::Ended;
        }
    }

    /// Takes note of who the other side is now.
    pub(super) fn take_standing(&mut self, remote: RemoteStanding, step: &mut Step<'_>) {
        let before = std::mem::replace(&mut self.remote, remote);
        match (before, remote) {
            (RemoteStanding::Unknown, RemoteStanding::Member) => {
                self.open(step);
                // Whose device it is was not known when the hello was said.
                self.news_due();
            }
            (_, RemoteStanding::Removed) | (RemoteStanding::Member, RemoteStanding::Unknown) => {
                self.course = MeetingCourse::Ended;
            }
            (RemoteStanding::Member | RemoteStanding::Removed, RemoteStanding::Member)
            | (RemoteStanding::Unknown | RemoteStanding::Removed, RemoteStanding::Unknown) => {}
        }
    }

    /// The other side is a member: what waited for that happens now.
    fn open(&mut self, step: &mut Step<'_>) {
        let newer: Vec<CircleSecret> = self
            .secrets
            .iter()
            .take_while(|secret| **secret != self.key)
            .cloned()
            .collect();
        if !newer.is_empty() {
            self.hand_over(newer, step);
            // The digest in a dialer's hello is keyed with a secret that the listener did not have.
            if self.role == Role::Dialer {
                self.tell_step(None, step);
            }
        }
        let early = std::mem::take(&mut self.early_secrets);
        self.keep(early, step);
        let waiting: Vec<u64> = self
            .exchanges
            .iter()
            .filter(|(_, exchange)| exchange.asked.is_some() && !exchange.hearing)
            .map(|(salt, _)| *salt)
            .collect();
        for salt in waiting {
            self.list_for(salt, step);
        }
    }

    fn hand_over(&self, secrets: Vec<CircleSecret>, step: &mut Step<'_>) {
        let mut left = secrets;
        while !left.is_empty() {
            let later = left.split_off(left.len().min(SECRETS));
            step.send(&Message::Secrets {
                circle: self.name,
                secrets: left,
            });
            left = later;
        }
    }

    /// The other side hands over secrets. Those of an unknown device wait for its introduction.
    pub(in crate::meet) fn handed_over(
        &mut self,
        secrets: Vec<CircleSecret>,
        step: &mut Step<'_>,
    ) -> Result<(), CloseReason> {
        if secrets.len() > SECRETS {
            return Err(ProtocolError::Oversize.into());
        }
        if self.secrets.len().max(self.early_secrets.len()) >= SECRETS_KEPT {
            return Err(ProtocolError::Repeating.into());
        }
        if self.is_open() {
            self.keep(secrets, step);
        } else {
            self.early_secrets.extend(secrets);
        }
        Ok(())
    }

    fn keep(&mut self, secrets: Vec<CircleSecret>, step: &mut Step<'_>) {
        let mut new: Vec<CircleSecret> = secrets
            .into_iter()
            .filter(|secret| !self.secrets.contains(secret))
            .collect();
        hello::sort(&mut new);
        if new.is_empty() {
            return;
        }
        self.secrets.extend(new.iter().cloned());
        hello::sort(&mut self.secrets);
        step.outputs.push(Output::StoreSecrets {
            circle: self.circle,
            secrets: new,
        });
    }

    /// This device learned of new secrets, or of a new standing, from elsewhere.
    pub(in crate::meet) fn offered_again(&mut self, offer: CircleOffer, step: &mut Step<'_>) {
        let new: Vec<CircleSecret> = offer
            .secrets
            .into_iter()
            .filter(|secret| !self.secrets.contains(secret))
            .collect();
        self.secrets.extend(new.iter().cloned());
        hello::sort(&mut self.secrets);
        if self.is_open() {
            self.hand_over(new, step);
        }
        self.changed(Vec::new(), offer.digest, offer.remote, step);
    }
}
