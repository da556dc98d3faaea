//! Section 5: items, read and checked on their own.

use super::{
    cbor::Value,
    change::Change,
    names::{self, Id, kdf, open_envelope},
    statement::{self, Body, Statement},
};

/// An item as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) kind: u64,
    pub(crate) document: Option<Id>,
    pub(crate) bytes: Vec<u8>,
}

/// An item of which the form and the signature are good.
#[derive(Debug, Clone)]
pub(crate) enum Read {
    Record(Record),
    Statement(Statement),
    List,
    Opening(Header),
    Change(Id, Change),
    Seal(Seal),
    Chunk(Chunk),
    Grant(Grant),
}

#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) person: Id,
    /// The device that it certifies, and its encryption key.
    pub(crate) device: Option<(Id, Id)>,
}

/// A header, and the device that opened the document.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) circle: Id,
    pub(crate) author: Id,
    pub(crate) kind: String,
    /// Key hash and readers hash.
    pub(crate) sealed: Option<(Id, Id)>,
    pub(crate) document: Id,
    pub(crate) device: Id,
}

#[derive(Debug, Clone)]
pub(crate) struct Seal {
    pub(crate) circle: Id,
    pub(crate) document: Id,
    pub(crate) device: Id,
    pub(crate) tip: Id,
}

#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    pub(crate) circle: Id,
    pub(crate) document: Id,
    pub(crate) device: Id,
    pub(crate) previous: Vec<Id>,
    pub(crate) nonce: [u8; 24],
    pub(crate) ciphertext: Vec<u8>,
}

#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) circle: Id,
    pub(crate) document: Id,
    pub(crate) device: Id,
    pub(crate) wrapped: Vec<u8>,
}

impl Item {
    pub(crate) fn new(kind: u64, bytes: Vec<u8>) -> Self {
        Self {
            kind,
            document: None,
            bytes,
        }
    }

    pub(crate) fn to_value(&self) -> Value {
        Value::record([
            self.kind.into(),
            self.document.into(),
            self.bytes.as_slice().into(),
        ])
    }

    pub(crate) fn from_value(value: &Value) -> Option<Self> {
        let [kind, document, bytes] = value.fields()?;
        Some(Self {
            kind: kind.number()?,
            document: document.absent_or(Value::array)?,
            bytes: bytes.bytes()?.to_vec(),
        })
    }

    /// A list of items.
    pub(crate) fn read_list(value: &Value) -> Option<Vec<Self>> {
        value.list()?.iter().map(Self::from_value).collect()
    }

    /// Its name and what it says; none where it is to be refused whatever is held.
    pub(crate) fn read(&self) -> Option<(Id, Read)> {
        if self.document.is_some() != (self.kind == 4) {
            return None;
        }
        let bytes = &self.bytes;
        Some(match self.kind {
            0 => {
                let (id, said) = open_envelope(bytes, "otagai/record/1", 4_096, signer::<4, 2>)?;
                (id, Read::Record(record(&said)?))
            }
            1 => {
                let (id, said) = open_envelope(bytes, statement::TAG, 4_096, signer::<10, 5>)?;
                (id, Read::Statement(Statement::read(&said)?))
            }
            2 if bytes.len() <= 256 * 1024 => {
                (kdf("otagai 2026 list item id", &[bytes]), Read::List)
            }
            3 => {
                let (_, said) = open_envelope(bytes, "otagai/opening/1", 512, signer::<2, 1>)?;
                let header = header(&said)?;
                (names::opening_item(&header.document), Read::Opening(header))
            }
            4 => {
                let change = Change::read(bytes)?;
                let document = self.document?;
                let id = names::change_item(&document, &change.hash);
                (id, Read::Change(document, change))
            }
            5 => {
                let (id, said) = open_envelope(bytes, "otagai/seal/1", 256, signer::<4, 2>)?;
                let [circle, document, device, tip] = said.fields()?;
                let seal = Seal {
                    circle: circle.array()?,
                    document: document.array()?,
                    device: device.array()?,
                    tip: tip.array()?,
                };
                (id, Read::Seal(seal))
            }
            6 => {
                let most = 64 * 1024 + 1_024;
                let (id, said) = open_envelope(bytes, "otagai/chunk/1", most, signer::<6, 2>)?;
                (id, Read::Chunk(chunk(&said)?))
            }
            7 => {
                let (id, said) = open_envelope(bytes, "otagai/grant/1", 1_024, signer::<4, 2>)?;
                let [circle, document, device, wrapped] = said.fields()?;
                let grant = Grant {
                    circle: circle.array()?,
                    document: document.array()?,
                    device: device.array()?,
                    wrapped: wrapped.bytes()?.to_vec(),
                };
                (id, Read::Grant(grant))
            }
            _ => return None,
        })
    }
}

/// The key in field `AT` of a record of `N` fields.
fn signer<const N: usize, const AT: usize>(said: &Value) -> Option<Id> {
    said.fields::<N>()?.get(AT)?.array()
}

fn record(said: &Value) -> Option<Record> {
    let [version, kind, person, body] = said.fields()?;
    let (version, kind) = (version.number()?, kind.number()?);
    let body = Value::read(body.bytes()?);
    let device = body.filter(|_| (version, kind) == (1, 1)).and_then(|body| {
        let [device, encryption] = body.fields()?;
        Some((device.array()?, encryption.array()?))
    });
    Some(Record {
        person: person.array()?,
        device,
    })
}

fn header(said: &Value) -> Option<Header> {
    let [header, device] = said.fields()?;
    let fields = header.list()?;
    let (fields, sealed) = match fields.split_first_chunk::<6>()? {
        (fields, []) => (fields, None),
        (fields, [sealed]) => {
            let [key, readers] = sealed.fields()?;
            (fields, Some((key.array()?, readers.array()?)))
        }
        _ => return None,
    };
    let [version, circle, author, kind, nonce, epoch] = fields;
    nonce.array::<16>()?;
    epoch.number()?;
    let kind = kind.text()?;
    let is_good =
        version.number()? == 1 && kind.len() <= 32 && sealed.is_some() == (kind == "sealed");
    is_good.then_some(Header {
        circle: circle.array()?,
        author: author.array()?,
        kind: kind.to_owned(),
        sealed,
        document: kdf("otagai 2026 document id", &[&header.to_bytes()]),
        device: device.array()?,
    })
}

fn chunk(said: &Value) -> Option<Chunk> {
    let [circle, document, device, previous, nonce, ciphertext] = said.fields()?;
    let chunk = Chunk {
        circle: circle.array()?,
        document: document.array()?,
        device: device.array()?,
        previous: previous.ids()?,
        nonce: nonce.array()?,
        ciphertext: ciphertext.bytes()?.to_vec(),
    };
    let is_good = chunk.previous.len() <= 16
        && chunk.previous.is_sorted()
        && chunk.ciphertext.len() <= 64 * 1024
        && chunk.ciphertext.len() > 16
        && (chunk.ciphertext.len() - 16).is_multiple_of(2_048);
    is_good.then_some(chunk)
}

impl Read {
    /// What a statement says, if it is one.
    pub(crate) fn body(&self) -> Option<&Body> {
        match self {
            Self::Statement(statement) => statement.body.as_ref(),
            _ => None,
        }
    }
}
