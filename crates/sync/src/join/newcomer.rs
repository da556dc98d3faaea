//! The side with the link.

use super::{
    ANSWER_BYTES, OfferedCharter, SECRETS, VERSION, knock_message,
    message::{JoinClose, JoinMessage, RefuseCode},
};
use ed25519_dalek::{Signer, SigningKey};
use otagai_core::{
    circle_set::CircleSet,
    id::{CircleId, DeviceId},
    invite_link::InviteLink,
    item::Item,
    roster::Roster,
    secret::CircleSecret,
};

/// What happens to a newcomer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewcomerInput {
    /// The connection stands.
    Opened,
    /// A frame came from the host.
    Frame(Vec<u8>),
    /// The person agreed: what [`OfferedCharter::agree`] signed.
    Agree(Vec<Item>),
}

/// What a newcomer wants done.
#[derive(Debug)]
pub enum NewcomerOutput {
    /// Send a frame.
    Send(Vec<u8>),
    /// Show the charter to the person; go on with [`NewcomerInput::Agree`], or end the connection.
    Charter(Box<OfferedCharter>),
    /// The newcomer is in.
    Joined {
        /// The circle.
        circle: CircleId,
        /// Everything that was received and sent and passed the checks, in an order to store it.
        items: Vec<Item>,
        /// The circle's secrets; none while a steward's word is missing.
        secrets: Vec<CircleSecret>,
        /// True while a steward's word is missing.
        is_waiting: bool,
    },
    /// End the connection after what was to be sent. Nothing comes after this.
    Close(JoinClose),
}

/// The newcomer's side of one connection.
pub struct Newcomer {
    me: DeviceId,
    host: DeviceId,
    key: SigningKey,
    phase: NewcomerPhase,
    set: CircleSet,
    /// What passed the checks, in order.
    items: Vec<Item>,
    /// What came of an answer that is not complete, and its bytes.
    coming: Vec<Item>,
    bytes: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NewcomerPhase {
    Knocking,
    Reading,
    Agreed,
    Closed,
}

impl Newcomer {
    /// A newcomer on the device `me`, connected to the authenticated device `host`.
    pub fn new(me: DeviceId, host: DeviceId, link: &InviteLink) -> Self {
        Self {
            me,
            host,
            key: link.one_time_key(),
            phase: NewcomerPhase::Knocking,
            set: CircleSet::new(link.circle),
            items: Vec::new(),
            coming: Vec::new(),
            bytes: 0,
        }
    }

    /// Takes what happened and says what to do, in that order.
    pub fn handle(&mut self, input: NewcomerInput) -> Vec<NewcomerOutput> {
        let outcome = match (self.phase, input) {
            (NewcomerPhase::Knocking, NewcomerInput::Opened) => Ok(vec![self.knock()]),
            (NewcomerPhase::Reading, NewcomerInput::Agree(items)) => Ok(vec![self.agree(items)]),
            (NewcomerPhase::Closed, _) | (_, NewcomerInput::Opened | NewcomerInput::Agree(_)) => {
                Ok(Vec::new())
            }
            (_, NewcomerInput::Frame(bytes)) => self.frame(&bytes),
        };
        outcome.unwrap_or_else(|reason| {
            self.phase = NewcomerPhase::Closed;
            vec![NewcomerOutput::Close(reason)]
        })
    }

    fn knock(&self) -> NewcomerOutput {
        let proof = self.key.sign(&knock_message(self.me, self.host));
        let knock = JoinMessage::Knock {
            version: VERSION,
            key: self.key.verifying_key().to_bytes(),
            proof: proof.to_bytes(),
        };
        NewcomerOutput::Send(knock.to_bytes())
    }

    fn agree(&mut self, items: Vec<Item>) -> NewcomerOutput {
        self.phase = NewcomerPhase::Agreed;
        self.coming.clone_from(&items);
        NewcomerOutput::Send(JoinMessage::Join { items }.to_bytes())
    }

    fn frame(&mut self, bytes: &[u8]) -> Result<Vec<NewcomerOutput>, JoinClose> {
        match (self.phase, JoinMessage::from_bytes(bytes)?) {
            (_, None) => Ok(Vec::new()),
            (_, Some(JoinMessage::Refuse { code })) => Err(RefuseCode::from_number(code).into()),
            (NewcomerPhase::Knocking, Some(JoinMessage::Welcome { last, items })) => {
                self.receive(items)?;
                if last { self.read() } else { Ok(Vec::new()) }
            }
            // Right after the knock as well: this device was let in before, and the answer was lost.
            (
                NewcomerPhase::Knocking | NewcomerPhase::Agreed,
                Some(JoinMessage::Accept {
                    last,
                    items,
                    secrets,
                }),
            ) => {
                self.receive(items)?;
                if last {
                    self.enter(secrets)
                } else {
                    Ok(Vec::new())
                }
            }
            _ => Err(JoinClose::OutOfOrder),
        }
    }

    fn receive(&mut self, items: Vec<Item>) -> Result<(), JoinClose> {
        let bytes = items.iter().map(|item| item.bytes.len().saturating_add(48));
        self.bytes = bytes.fold(self.bytes, usize::saturating_add);
        if self.bytes > ANSWER_BYTES {
            return Err(JoinClose::Oversize);
        }
        self.coming.extend(items);
        Ok(())
    }

    fn check(&mut self) {
        let intake = self.set.admit(&std::mem::take(&mut self.coming));
        self.items
            .extend(intake.stored.into_iter().map(|stored| stored.item));
        self.bytes = 0;
    }

    /// The welcome is complete: is it what the link promises?
    fn read(&mut self) -> Result<Vec<NewcomerOutput>, JoinClose> {
        self.check();
        let key = self.key.verifying_key().to_bytes();
        let charter =
            OfferedCharter::find(&self.set, &key, &self.items).ok_or(JoinClose::NotAsPromised)?;
        self.phase = NewcomerPhase::Reading;
        Ok(vec![NewcomerOutput::Charter(Box::new(charter))])
    }

    /// The acceptance is complete: does it let this device in?
    fn enter(&mut self, secrets: Vec<CircleSecret>) -> Result<Vec<NewcomerOutput>, JoinClose> {
        if secrets.len() > SECRETS {
            return Err(JoinClose::Oversize);
        }
        self.check();
        let roster = Roster::of(&self.set);
        let is_member = roster.person_of(self.me).is_some();
        let is_waiting = !is_member
            && self
                .set
                .authority()
                .persons_of(self.me)
                .any(|person| roster.waiting.contains(&person));
        if !(is_waiting || is_member && !secrets.is_empty()) {
            return Err(JoinClose::NotAsPromised);
        }
        self.phase = NewcomerPhase::Closed;
        Ok(vec![
            NewcomerOutput::Joined {
                circle: self.set.circle(),
                items: std::mem::take(&mut self.items),
                secrets,
                is_waiting,
            },
            NewcomerOutput::Close(JoinClose::Done),
        ])
    }
}
