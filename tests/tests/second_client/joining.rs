//! Section 15: joining with a link.

use super::{
    cbor::Value,
    items::Item,
    link::{Link, one_time_key},
    member::{Keys, Member},
    names::{Id, public},
    roster::{Roster, Standing, join_message},
    secret::Secret,
    set::Held,
    statement::Body,
    wire::{self, Wire},
};
use ed25519_dalek::Signer;
use iroh::Endpoint;
use std::io;

/// What a newcomer holds when the charter can be read.
pub(crate) struct Newcomer {
    keys: Keys,
    wire: Wire,
    seed: [u8; 16],
    pub(crate) held: Held,
}

fn wrong(what: &str) -> io::Error {
    io::Error::other(what.to_owned())
}

impl Newcomer {
    /// Knocks at the first host of a link and reads the welcome.
    pub(crate) async fn knock(keys: Keys, endpoint: &Endpoint, link: &Link) -> io::Result<Self> {
        let (host, addresses) = link.hosts.first().ok_or_else(|| wrong("no host"))?;
        let wire = wire::dial(endpoint, host, addresses, wire::JOIN).await?;
        let mut newcomer = Self {
            keys,
            wire,
            seed: link.seed,
            held: Held::new(link.circle),
        };
        let key = one_time_key(&link.seed);
        let tag = b"otagai/knock/1\0".as_slice();
        let message = [tag, &newcomer.keys.device_id(), host].concat();
        let knock = Value::record([
            0.into(),
            1.into(),
            public(&key).into(),
            key.sign(&message).to_bytes().into(),
        ]);
        newcomer.wire.write(&knock).await?;
        let (items, _) = newcomer.answer(1).await?;
        match newcomer.held.take(&items) {
            0 => Ok(newcomer),
            _ => Err(wrong("something in the welcome was refused")),
        }
    }

    /// All items of an answer with this number, and its secrets.
    async fn answer(&mut self, expected: u64) -> io::Result<(Vec<Item>, Vec<Secret>)> {
        let mut all = Vec::new();
        loop {
            let message = self.wire.read().await?.ok_or_else(|| wrong("no answer"))?;
            let read = || {
                let (number, fields) = message.list()?.split_first()?;
                let (last, items, secrets) = match fields {
                    [last, items] => (last, items, Vec::new()),
                    [last, items, secrets] => (last, items, Secret::read_list(secrets)?),
                    _ => return None,
                };
                let is_expected = number.number()? == expected;
                is_expected.then_some((last.bool()?, Item::read_list(items)?, secrets))
            };
            let refusal = || {
                let [number, code] = message.fields()?;
                code.number().filter(|_| number.number() == Some(4))
            };
            if let Some(code) = refusal() {
                return Err(wrong(&format!("refused with code {code}")));
            }
            let (last, items, secrets) = read().ok_or_else(|| wrong("out of place"))?;
            all.extend(items);
            if last {
                return Ok((all, secrets));
            }
        }
    }

    /// The invitation and the charter in force, if the welcome shows both.
    fn promised(&self) -> Option<(Id, Id, Vec<Id>)> {
        let key = public(&one_time_key(&self.seed));
        let roster = Roster::of(&self.held);
        let found = roster.invitations.iter().find(|(_, (_, own))| *own == key);
        let (charter, heads) = roster.charter?;
        let document = self.held.documents.get(&charter)?;
        let is_whole = heads.iter().all(|head| document.changes.contains_key(head));
        is_whole.then_some((*found?.0, charter, heads))
    }

    /// The name of the circle in its charter.
    pub(crate) fn charter_name(&self) -> Option<String> {
        let (_, charter, _) = self.promised()?;
        let author = self.held.documents.get(&charter)?.header.author;
        self.held.text(author, "charter", "name")
    }

    /// Agrees to the charter and is let in.
    pub(crate) async fn agree(mut self) -> io::Result<Member> {
        let (invitation, charter, heads) = self.promised().ok_or_else(|| wrong("no charter"))?;
        let (person, device) = (self.keys.person(), self.keys.device_id());
        let message = join_message(&self.held.circle, &invitation, &person, &device);
        let body = Body::Joined {
            invitation,
            charter,
            heads,
            proof: one_time_key(&self.seed).sign(&message).to_bytes(),
        };
        let said = self.keys.say(self.held.circle, 0, None, &[], &body);
        let mut items = self.keys.records();
        items.extend(said);
        let shown = items.iter().map(Item::to_value).collect();
        self.wire
            .write(&Value::record([2.into(), Value::List(shown)]))
            .await?;
        let (more, secrets) = self.answer(3).await?;
        items.extend(more);
        let refused = self.held.take(&items);
        let standing = Roster::of(&self.held).standing(&device);
        self.wire.part().await?;
        if refused > 0 || standing != Standing::Member || secrets.is_empty() {
            return Err(wrong("not let in"));
        }
        Ok(Member::new(self.keys, self.held, secrets))
    }
}
