//! Section 5: statements and what they say.

use super::{
    cbor::{Value, id_list},
    names::Id,
};

pub(crate) const TAG: &str = "otagai/statement/1";
/// The circle that a genesis names.
pub(crate) const NO_CIRCLE: Id = [0; 32];

/// A statement whose signature is good.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) circle: Id,
    pub(crate) person: Id,
    pub(crate) device: Id,
    pub(crate) n: u64,
    pub(crate) prev: Option<Id>,
    pub(crate) seen: Vec<Id>,
    /// True: later statements of this device say nothing either.
    pub(crate) freezes: bool,
    /// None where the kind is unknown or its body broken.
    pub(crate) body: Option<Body>,
}

/// What this client understands. Other kinds are held and relayed.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Genesis {
        name: String,
        creators: Vec<Id>,
        by_steward: bool,
        nonce: [u8; 16],
    },
    Adopt {
        charter: Id,
        heads: Vec<Id>,
    },
    Invite {
        key: Id,
        uses: u64,
        expires_at: u64,
        by_steward: bool,
    },
    Joined {
        invitation: Id,
        charter: Id,
        heads: Vec<Id>,
        proof: [u8; 64],
    },
    Admitted {
        invitation: Id,
        person: Id,
        joined: Id,
    },
    DeviceAdded {
        device: Id,
        encryption: Id,
    },
    /// Device lost, or removed: the list that its cut names.
    Cut(Id),
    Left,
    Confirm {
        job: Id,
        chunk: Id,
        heads: Vec<Id>,
        key: Id,
    },
    Withdraw(Id),
    Veto {
        document: Id,
        salt: Id,
        readers: Vec<Id>,
    },
}

impl Statement {
    pub(crate) fn read(said: &Value) -> Option<Self> {
        let [
            version,
            kind,
            critical,
            circle,
            person,
            device,
            n,
            prev,
            seen,
            body,
        ] = said.fields()?;
        let (version, kind) = (version.number()?, kind.number()?);
        let is_known = version == 1 && (1..=14).contains(&kind);
        let body = Value::read(body.bytes()?);
        Some(Self {
            circle: circle.array()?,
            person: person.array()?,
            device: device.array()?,
            n: n.number()?,
            prev: prev.absent_or(Value::array)?,
            seen: seen.ids()?,
            freezes: critical.bool()? && !is_known,
            body: body
                .filter(|_| is_known)
                .and_then(|body| Body::read(kind, &body)),
        })
    }
}

impl Body {
    fn read(kind: u64, body: &Value) -> Option<Self> {
        let fields = body.list()?;
        Some(match (kind, fields) {
            (1, [name, creators, admission, nonce]) => Self::Genesis {
                name: name.text()?.to_owned(),
                creators: creators.ids()?,
                by_steward: admission.number().filter(|number| *number < 2)? == 1,
                nonce: nonce.array()?,
            },
            (2, [charter, heads]) => Self::Adopt {
                charter: charter.array()?,
                heads: heads.ids()?,
            },
            (3, [key, uses, expires_at, steward]) => Self::Invite {
                key: key.array()?,
                uses: uses.number()?,
                expires_at: expires_at.number()?,
                by_steward: steward.bool()?,
            },
            (4, [invitation, charter, heads, proof]) => Self::Joined {
                invitation: invitation.array()?,
                charter: charter.array()?,
                heads: heads.ids()?,
                proof: proof.array()?,
            },
            (5, [invitation, person, joined]) => Self::Admitted {
                invitation: invitation.array()?,
                person: person.array()?,
                joined: joined.array()?,
            },
            (6, [device, encryption]) => Self::DeviceAdded {
                device: device.array()?,
                encryption: encryption.array()?,
            },
            (7 | 8, [_whom, cut]) => {
                let [_statements, list] = cut.fields()?;
                Self::Cut(list.array()?)
            }
            (9, [_erase]) => Self::Left,
            (10, [job, chunk, heads, key]) => Self::Confirm {
                job: job.array()?,
                chunk: chunk.array()?,
                heads: heads.ids()?,
                key: key.array()?,
            },
            (12, [document]) => Self::Withdraw(document.array()?),
            (13, [document, salt, readers]) => Self::Veto {
                document: document.array()?,
                salt: salt.array()?,
                readers: readers.ids()?,
            },
            _ => return None,
        })
    }

    /// Kind, whether it is critical, and the body, of what this client says itself.
    pub(crate) fn written(&self) -> Option<(u64, bool, Value)> {
        Some(match self {
            Self::Genesis {
                name,
                creators,
                by_steward,
                nonce,
            } => {
                let admission = u64::from(*by_steward);
                let body = [
                    name.as_str().into(),
                    id_list(creators),
                    admission.into(),
                    (*nonce).into(),
                ];
                (1, true, Value::record(body))
            }
            Self::Invite {
                key,
                uses,
                expires_at,
                by_steward,
            } => {
                let body = [
                    (*key).into(),
                    (*uses).into(),
                    (*expires_at).into(),
                    (*by_steward).into(),
                ];
                (3, false, Value::record(body))
            }
            Self::Joined {
                invitation,
                charter,
                heads,
                proof,
            } => {
                let body = [
                    (*invitation).into(),
                    (*charter).into(),
                    id_list(heads),
                    (*proof).into(),
                ];
                (4, true, Value::record(body))
            }
            Self::Admitted {
                invitation,
                person,
                joined,
            } => {
                let ids = [*invitation, *person, *joined];
                (5, true, Value::record(ids.map(Value::from)))
            }
            Self::Confirm {
                job,
                chunk,
                heads,
                key,
            } => {
                let body = [
                    (*job).into(),
                    (*chunk).into(),
                    id_list(heads),
                    (*key).into(),
                ];
                (10, false, Value::record(body))
            }
            _ => return None,
        })
    }
}
