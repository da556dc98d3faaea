//! A session: one connection between two devices, all circles that they have in common.

mod greeting;

use super::{
    CircleOffer, CloseReason, Input, Output, Role,
    close::ProtocolError,
    hello,
    meeting::{BatchVerdict, Meeting, Step},
    message::{KNOWN, Message, Name},
};
use crate::{
    frame::{self, Frame},
    random::Random,
};
use otagai_core::{
    codec::CodecError,
    id::{CircleId, DeviceId},
    secret::Direction,
};
use std::collections::BTreeMap;

/// Frames in a row that bring nothing.
const IDLE_FRAMES: u32 = 1_024;

/// One connection between two devices.
pub struct Session {
    role: Role,
    phase: ConnectionPhase,
    mine: Direction,
    theirs: Direction,
    random: Random,
    requests: u64,
    idle_frames: u32,
    offers: BTreeMap<CircleId, CircleOffer>,
    /// Digests that the other side was shown of circles that it may recognise; none where it was shown several.
    shown: BTreeMap<CircleId, Option<[u8; 32]>>,
    meetings: BTreeMap<Name, Meeting>,
    /// My hello said that delivery news follows.
    promised_news: bool,
}

/// How far a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ConnectionPhase {
    /// The other side's hello has not come.
    Greeting,
    Open,
    Closed,
}

impl Session {
    /// A session of the device `me` with the authenticated device `remote`. `seed` is 32 random bytes, used
    /// for this connection only.
    pub fn new(
        role: Role,
        me: DeviceId,
        remote: DeviceId,
        circles: Vec<CircleOffer>,
        seed: [u8; 32],
    ) -> Self {
        let mut session = Self {
            role,
            phase: ConnectionPhase::Greeting,
            mine: Direction {
                from: me,
                to: remote,
            },
            theirs: Direction {
                from: remote,
                to: me,
            },
            random: Random::new(seed),
            requests: 0,
            idle_frames: 0,
            offers: BTreeMap::new(),
            shown: BTreeMap::new(),
            meetings: BTreeMap::new(),
            promised_news: false,
        };
        for offer in circles {
            session.keep_offer(offer);
        }
        session
    }

    /// Takes what happened and says what to do, in that order.
    pub fn handle(&mut self, input: Input) -> Vec<Output> {
        let mut outputs = Vec::new();
        if self.phase == ConnectionPhase::Closed {
            return outputs;
        }
        let mut outcome = self.take(input, &mut outputs);
        if outcome.is_ok() && self.phase == ConnectionPhase::Open {
            self.settle(&mut outputs);
            if self.meetings.values().all(Meeting::is_ended) {
                let is_large = self.meetings.values().any(Meeting::is_left_out);
                outcome = Err(if is_large {
                    CloseReason::TooManyItems
                } else {
                    CloseReason::NotAMember
                });
            }
        }
        if let Err(reason) = outcome {
            self.phase = ConnectionPhase::Closed;
            outputs.push(Output::Close(reason));
        }
        outputs
    }

    /// The circles that both sides have recognised and in which the other device has its place.
    pub fn in_common(&self) -> impl Iterator<Item = CircleId> {
        self.meetings
            .values()
            .filter(|meeting| !meeting.is_ended())
            .map(Meeting::circle)
    }

    /// True when the session has ended its connection.
    pub fn is_closed(&self) -> bool {
        self.phase == ConnectionPhase::Closed
    }

    fn take(&mut self, input: Input, outputs: &mut Vec<Output>) -> Result<(), CloseReason> {
        match input {
            Input::Opened => {
                self.opened(outputs);
                Ok(())
            }
            Input::Frame(bytes) => self.frame(&bytes, outputs),
            Input::CircleAdded(offer) => {
                self.circle_added(offer, outputs);
                Ok(())
            }
            Input::Listed { circle, items } => self.in_circle(circle, outputs, |meeting, step| {
                meeting.listed(&items, step);
                Ok(())
            }),
            Input::Loaded {
                circle,
                request,
                items,
                last,
            } => self.in_circle(circle, outputs, |meeting, step| {
                meeting.loaded(request, items, last, step);
                Ok(())
            }),
            Input::Stored {
                circle,
                stored,
                refused,
                deferred: _,
                digest,
                remote,
            } => {
                if !stored.is_empty() {
                    self.idle_frames = 0;
                }
                let outcome = BatchVerdict {
                    stored: stored.len(),
                    refused,
                    digest,
                    remote,
                };
                self.in_circle(circle, outputs, |meeting, step| {
                    meeting.stored(&outcome, step);
                    Ok(())
                })
            }
            Input::Changed {
                circle,
                items,
                digest,
                remote,
            } => {
                self.idle_frames = 0;
                if let Some(offer) = self.offers.get_mut(&circle) {
                    offer.digest = digest;
                    offer.remote = remote;
                    // Where the two have not recognised the circle yet, they will begin from there.
                    if let Some(since) = &mut offer.since_met {
                        since.extend(&items);
                    }
                }
                self.in_circle(circle, outputs, |meeting, step| {
                    meeting.changed(items, digest, remote, step);
                    Ok(())
                })
            }
            Input::NewsLoaded { circle, entries } => {
                self.in_circle(circle, outputs, |meeting, step| {
                    meeting.news_loaded(entries, step);
                    Ok(())
                })
            }
            Input::NewsDue(circle) => self.in_circle(circle, outputs, |meeting, _| {
                meeting.news_due();
                Ok(())
            }),
        }
    }

    /// Does something in a circle; nothing where the two have not recognised it, or have ended it.
    fn in_circle(
        &mut self,
        circle: CircleId,
        outputs: &mut Vec<Output>,
        act: impl FnOnce(&mut Meeting, &mut Step<'_>) -> Result<(), CloseReason>,
    ) -> Result<(), CloseReason> {
        let mut step = Step {
            random: &mut self.random,
            requests: &mut self.requests,
            outputs,
        };
        match self
            .meetings
            .values_mut()
            .find(|meeting| meeting.circle() == circle && !meeting.is_ended())
        {
            Some(meeting) => act(meeting, &mut step),
            None => Ok(()),
        }
    }

    fn settle(&mut self, outputs: &mut Vec<Output>) {
        let mut step = Step {
            random: &mut self.random,
            requests: &mut self.requests,
            outputs,
        };
        for meeting in self.meetings.values_mut() {
            meeting.settle(&mut step);
        }
    }

    fn frame(&mut self, bytes: &[u8], outputs: &mut Vec<Output>) -> Result<(), CloseReason> {
        let frame = frame::read(bytes, KNOWN).map_err(|error| match error {
            CodecError::TooLong { .. } => ProtocolError::Oversize,
            CodecError::Malformed | CodecError::NotCanonical => ProtocolError::Malformed,
        })?;
        match (self.phase, frame) {
            (ConnectionPhase::Closed, _) => Ok(()),
            (
                ConnectionPhase::Greeting,
                Frame::Known(Message::Hello {
                    version,
                    flags,
                    slots,
                }),
            ) => self.greeted(version, flags, &slots, outputs),
            (ConnectionPhase::Greeting, _) => Err(ProtocolError::OutOfOrder.into()),
            (ConnectionPhase::Open, Frame::Known(message)) => self.message(message, outputs),
            (ConnectionPhase::Open, Frame::Later) => self.idle(),
        }
    }

    fn message(&mut self, message: Message, outputs: &mut Vec<Output>) -> Result<(), CloseReason> {
        match message {
            Message::Hello { .. } => Err(ProtocolError::OutOfOrder.into()),
            Message::Offer { slot, answer } => self.offered(slot, answer, outputs),
            Message::Secrets { circle, secrets } => {
                self.idle()?;
                self.named(circle, outputs, |meeting, step| {
                    meeting.handed_over(secrets, step)
                })
            }
            Message::Introduce { circle, salt } => self.named(circle, outputs, |meeting, step| {
                meeting.asked_for_introduction(salt, step)
            }),
            Message::Have {
                circle,
                salt,
                fingerprints,
                more,
            } => self.named(circle, outputs, |meeting, step| {
                meeting.have(salt, fingerprints, more == Some(true), step)
            }),
            Message::Want {
                circle,
                salt,
                fingerprints,
                follow,
                more,
            } => self.named(circle, outputs, |meeting, step| {
                meeting.wanted(salt, &fingerprints, follow, more == Some(true), step)
            }),
            Message::Items {
                circle,
                salt,
                part,
                items,
            } => self.named(circle, outputs, |meeting, step| {
                meeting.items(salt, part, items, step)
            }),
            Message::Announce {
                circle,
                salt,
                fingerprints,
                digest,
            } => self.named(circle, outputs, |meeting, step| {
                meeting.announced(salt, fingerprints, digest, step)
            }),
            Message::Step {
                circle,
                salt,
                digest,
            } => {
                if salt.is_none() {
                    self.idle()?;
                }
                self.named(circle, outputs, |meeting, _| meeting.stepped(salt, digest))
            }
            Message::TooMany { circle } => self.named(circle, outputs, |meeting, step| {
                meeting.leave_out(step);
                Ok(())
            }),
            Message::News { circle, entries } => {
                self.idle()?;
                self.named(circle, outputs, |meeting, step| {
                    meeting.heard_news(entries, step)
                })
            }
        }
    }

    /// Does something in the circle that a message names.
    fn named(
        &mut self,
        name: Name,
        outputs: &mut Vec<Output>,
        act: impl FnOnce(&mut Meeting, &mut Step<'_>) -> Result<(), CloseReason>,
    ) -> Result<(), CloseReason> {
        let mut step = Step {
            random: &mut self.random,
            requests: &mut self.requests,
            outputs,
        };
        match self.meetings.get_mut(&name) {
            Some(meeting) if !meeting.is_ended() => act(meeting, &mut step),
            // It may have been on its way when this side ended the circle.
            Some(_) => self.idle(),
            None => Err(ProtocolError::UnknownCircle.into()),
        }
    }

    fn idle(&mut self) -> Result<(), CloseReason> {
        self.idle_frames = self.idle_frames.saturating_add(1);
        if self.idle_frames > IDLE_FRAMES {
            return Err(ProtocolError::Repeating.into());
        }
        Ok(())
    }

    fn keep_offer(&mut self, mut offer: CircleOffer) {
        hello::sort(&mut offer.secrets);
        self.offers.insert(offer.circle, offer);
    }
}
