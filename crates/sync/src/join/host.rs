//! The side that lets in.

use super::{
    FoundInvitation, JOIN_ITEMS, VERSION, knock_message,
    message::{self, JoinClose, JoinMessage, RefuseCode},
};
use ed25519_dalek::{Signature, VerifyingKey};
use otagai_core::{
    Millis,
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId, StatementId},
    item::{Item, ItemKind},
    limits,
    record::Record,
    secret::CircleSecret,
    signed::{Content, Signed, Verified},
    statement::{Admitted, Joined, Statement, StatementBody, join_proof_message},
};

/// What happens to a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostInput {
    /// A frame came from the newcomer.
    Frame(Vec<u8>),
    /// Answers [`HostOutput::Find`]: [`FoundInvitation::find`] in each circle of this device.
    Found(Option<Box<FoundInvitation>>),
    /// Answers [`HostOutput::Load`]; in any order.
    Loaded(Vec<Item>),
    /// Answers [`HostOutput::Admit`] and [`HostOutput::AdmitAgain`].
    Admitted {
        /// The admission set of the newcomer, its `Admitted` included.
        items: Vec<Item>,
        /// The circle's secrets; none while the newcomer waits for a steward's word.
        secrets: Vec<CircleSecret>,
    },
    /// Answers any of them: it cannot be done.
    Declined(RefuseCode),
}

/// What a host wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostOutput {
    /// Send a frame.
    Send(Vec<u8>),
    /// Look for the invitation with this one-time key.
    Find {
        /// Verifying key of the one-time key.
        key: [u8; 32],
    },
    /// Load these items and all items of a document.
    Load {
        /// The circle.
        circle: CircleId,
        /// Items by name.
        items: Vec<ItemId>,
        /// The charter.
        document: DocumentId,
    },
    /// Sign [`super::admit`] for this newcomer and store it together with the items, in one transaction.
    Admit {
        /// The circle.
        circle: CircleId,
        /// The newcomer's records and `Joined`.
        items: Vec<Item>,
        /// What to sign.
        admitted: Admitted,
    },
    /// Give the answer again that this person was given before.
    AdmitAgain {
        /// The circle.
        circle: CircleId,
        /// The person.
        person: PersonId,
    },
    /// End the connection after what was to be sent. Nothing comes after this.
    Close(JoinClose),
}

/// The host's side of one connection.
pub struct Host {
    me: DeviceId,
    newcomer: DeviceId,
    now: Millis,
    phase: HostPhase,
}

enum HostPhase {
    Listening,
    Finding,
    Loading(Box<FoundInvitation>),
    Welcomed(Box<FoundInvitation>),
    Admitting,
    Done,
    Closed,
}

/// A newcomer's papers, checked.
struct Papers {
    person: PersonId,
    joined: StatementId,
}

impl Host {
    /// A host on the device `me`, called by the authenticated device `newcomer`. `now` (ms UTC) decides
    /// whether an invitation has expired.
    pub fn new(me: DeviceId, newcomer: DeviceId, now: Millis) -> Self {
        Self {
            me,
            newcomer,
            now,
            phase: HostPhase::Listening,
        }
    }

    /// Takes what happened and says what to do, in that order.
    pub fn handle(&mut self, input: HostInput) -> Vec<HostOutput> {
        let phase = std::mem::replace(&mut self.phase, HostPhase::Closed);
        let outcome = match (phase, input) {
            (HostPhase::Closed, _) => Ok(Vec::new()),
            (phase, HostInput::Frame(bytes)) => self.frame(phase, &bytes),
            (HostPhase::Finding, HostInput::Found(invited)) => self.found(invited),
            (HostPhase::Loading(invited), HostInput::Loaded(items)) => {
                self.phase = HostPhase::Welcomed(invited);
                Ok(welcome(items))
            }
            (HostPhase::Admitting, HostInput::Admitted { items, secrets }) => {
                self.phase = HostPhase::Done;
                Ok(accept(items, &secrets))
            }
            (
                HostPhase::Finding | HostPhase::Loading(_) | HostPhase::Admitting,
                HostInput::Declined(code),
            ) => Err(code.into()),
            // An answer that nobody waits for.
            (phase, _) => {
                self.phase = phase;
                Ok(Vec::new())
            }
        };
        outcome.unwrap_or_else(|reason| {
            self.phase = HostPhase::Closed;
            let mut outputs = Vec::new();
            if let JoinClose::Refused(code) = reason {
                let refuse = JoinMessage::Refuse {
                    code: code.number(),
                };
                outputs.push(HostOutput::Send(refuse.to_bytes()));
            }
            outputs.push(HostOutput::Close(reason));
            outputs
        })
    }

    fn frame(&mut self, phase: HostPhase, bytes: &[u8]) -> Result<Vec<HostOutput>, JoinClose> {
        match (phase, JoinMessage::from_bytes(bytes)?) {
            (
                HostPhase::Listening,
                Some(JoinMessage::Knock {
                    version,
                    key,
                    proof,
                }),
            ) => self.knocked(version, key, &proof),
            (HostPhase::Welcomed(invited), Some(JoinMessage::Join { items })) => {
                self.joining(&invited, items)
            }
            (phase, None) => {
                self.phase = phase;
                Ok(Vec::new())
            }
            (_, Some(_)) => Err(JoinClose::OutOfOrder),
        }
    }

    fn knocked(
        &mut self,
        version: u8,
        key: [u8; 32],
        proof: &[u8; 64],
    ) -> Result<Vec<HostOutput>, JoinClose> {
        if version.min(VERSION) == 0 {
            return Err(RefuseCode::NewerVersion.into());
        }
        if !is_signed(&key, &knock_message(self.newcomer, self.me), proof) {
            return Err(RefuseCode::WrongProof.into());
        }
        self.phase = HostPhase::Finding;
        Ok(vec![HostOutput::Find { key }])
    }

    fn found(
        &mut self,
        invited: Option<Box<FoundInvitation>>,
    ) -> Result<Vec<HostOutput>, JoinClose> {
        let invited = invited.ok_or(RefuseCode::Unknown)?;
        let circle = invited.circle;
        if let Some(person) = invited.admitted {
            self.phase = HostPhase::Admitting;
            return Ok(vec![HostOutput::AdmitAgain { circle, person }]);
        }
        if self.now > invited.invite.expires_at {
            return Err(RefuseCode::Expired.into());
        }
        if invited.is_spent_for(None) {
            return Err(RefuseCode::Spent.into());
        }
        let load = HostOutput::Load {
            circle,
            items: invited.welcome.clone(),
            document: invited.charter,
        };
        self.phase = HostPhase::Loading(invited);
        Ok(vec![load])
    }

    fn joining(
        &mut self,
        invited: &FoundInvitation,
        items: Vec<Item>,
    ) -> Result<Vec<HostOutput>, JoinClose> {
        if items.len() > JOIN_ITEMS {
            return Err(JoinClose::Oversize);
        }
        let papers = self.check(invited, &items)?;
        if invited.is_spent_for(Some(papers.person)) {
            return Err(RefuseCode::Spent.into());
        }
        self.phase = HostPhase::Admitting;
        Ok(vec![HostOutput::Admit {
            circle: invited.circle,
            items,
            admitted: Admitted {
                invitation: invited.invitation,
                person: papers.person,
                joined: papers.joined,
            },
        }])
    }

    /// The person's root certifies the device that is connected, and that device joins with this invitation.
    fn check(&self, invited: &FoundInvitation, items: &[Item]) -> Result<Papers, RefuseCode> {
        let mut certified: Option<PersonId> = None;
        let mut said: Option<Verified<Statement>> = None;
        for item in items {
            match item.kind {
                ItemKind::Record => {
                    let record: Verified<Record> = verified(&item.bytes)?;
                    if record
                        .certified_device()
                        .is_some_and(|certificate| certificate.device == self.newcomer)
                    {
                        certified = Some(record.content().person);
                    }
                }
                ItemKind::Statement if said.is_none() => said = Some(verified(&item.bytes)?),
                _ => return Err(RefuseCode::WrongProof),
            }
        }
        let said = said.ok_or(RefuseCode::WrongProof)?;
        let content = said.content();
        let Ok(StatementBody::Joined(joined)) = content.body() else {
            return Err(RefuseCode::WrongProof);
        };
        let is_theirs = content.circle == invited.circle
            && content.device == self.newcomer
            && certified == Some(content.person)
            && joined.invitation == invited.invitation
            && self.is_proof(invited, &joined, content.person);
        if !is_theirs {
            return Err(RefuseCode::WrongProof);
        }
        if !invited.is_in_force(&joined) {
            return Err(RefuseCode::Charter);
        }
        Ok(Papers {
            person: content.person,
            joined: said.id(),
        })
    }

    fn is_proof(&self, invited: &FoundInvitation, joined: &Joined, person: PersonId) -> bool {
        let message = join_proof_message(invited.circle, invited.invitation, person, self.newcomer);
        is_signed(&invited.invite.key, &message, &joined.proof)
    }
}

fn welcome(items: Vec<Item>) -> Vec<HostOutput> {
    message::frames(items)
        .into_iter()
        .map(|(last, items)| HostOutput::Send(JoinMessage::Welcome { last, items }.to_bytes()))
        .collect()
}

fn accept(items: Vec<Item>, secrets: &[CircleSecret]) -> Vec<HostOutput> {
    message::frames(items)
        .into_iter()
        .map(|(last, items)| {
            let secrets = if last { secrets.to_vec() } else { Vec::new() };
            let accept = JoinMessage::Accept {
                last,
                items,
                secrets,
            };
            HostOutput::Send(accept.to_bytes())
        })
        .collect()
}

fn is_signed(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| {
        key.verify_strict(message, &Signature::from_bytes(signature))
            .is_ok()
    })
}

fn verified<T: Content>(bytes: &[u8]) -> Result<Verified<T>, RefuseCode> {
    Signed::from_bytes(bytes, T::LIMIT.min(limits::STATEMENT_BYTES))
        .map_err(|_detail| RefuseCode::WrongProof)?
        .verify()
        .map_err(|_detail| RefuseCode::WrongProof)
}
