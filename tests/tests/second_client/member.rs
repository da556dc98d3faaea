//! A person with one device: the keys, what is held, and what they say (sections 4 and 5).

use super::{
    cbor::{Value, id_list},
    change::{self, Change},
    items::Item,
    names::{Id, kdf, public, seal_envelope},
    secret::Secret,
    set::Held,
    statement::{self, Body, NO_CIRCLE},
};
use automerge::{Automerge, ROOT, ReadDoc, transaction::Transactable};
use ed25519_dalek::SigningKey;
use std::hash::{BuildHasher, Hasher, RandomState};
use x25519_dalek::{PublicKey, StaticSecret};

/// The keys of a person and of their one device.
#[derive(Clone)]
pub(crate) struct Keys {
    root: SigningKey,
    pub(crate) device: SigningKey,
    pub(crate) encryption: StaticSecret,
    credential: SigningKey,
}

/// Somebody in one circle.
pub(crate) struct Member {
    pub(crate) keys: Keys,
    pub(crate) held: Held,
    pub(crate) secrets: Vec<Secret>,
    card: Option<Automerge>,
    actor: [u8; 24],
}

/// A random number.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

fn random_bytes() -> [u8; 16] {
    (u128::from(random()) << 64 | u128::from(random())).to_be_bytes()
}

impl Keys {
    /// The keys behind four seeds.
    pub(crate) fn from_seeds(root: Id, device: Id, encryption: Id, credential: Id) -> Self {
        Self {
            root: SigningKey::from_bytes(&root),
            device: SigningKey::from_bytes(&device),
            encryption: StaticSecret::from(encryption),
            credential: SigningKey::from_bytes(&credential),
        }
    }

    /// Somebody new.
    pub(crate) fn fresh() -> Self {
        let random = random_bytes();
        let seed = |purpose: &[u8]| kdf("second client", &[&random, purpose]);
        Self::from_seeds(
            seed(b"root"),
            seed(b"device"),
            seed(b"encryption"),
            seed(b"credential"),
        )
    }

    pub(crate) fn person(&self) -> Id {
        public(&self.root)
    }

    pub(crate) fn device_id(&self) -> Id {
        public(&self.device)
    }

    /// The two records of the person.
    pub(crate) fn records(&self) -> Vec<Item> {
        let encryption = PublicKey::from(&self.encryption).to_bytes();
        let device = Value::record([self.device_id().into(), encryption.into()]);
        let credential = Value::record([public(&self.credential).into()]);
        let record = |(kind, body): (u64, Value)| {
            let said = Value::record([
                1.into(),
                kind.into(),
                self.person().into(),
                Value::Bytes(body.to_bytes()),
            ]);
            Item::new(0, seal_envelope("otagai/record/1", &said, &self.root))
        };
        [(1, device), (2, credential)].map(record).to_vec()
    }

    /// A statement with this number after this one.
    pub(crate) fn say(
        &self,
        circle: Id,
        n: u64,
        prev: Option<Id>,
        seen: &[Id],
        body: &Body,
    ) -> Option<Item> {
        let (kind, critical, body) = body.written()?;
        let circle = if kind == 1 { NO_CIRCLE } else { circle };
        let said = Value::record([
            1.into(),
            kind.into(),
            critical.into(),
            circle.into(),
            self.person().into(),
            self.device_id().into(),
            n.into(),
            prev.into(),
            id_list(seen),
            Value::Bytes(body.to_bytes()),
        ]);
        Some(Item::new(
            1,
            seal_envelope(statement::TAG, &said, &self.device),
        ))
    }

    /// A seal of this device.
    pub(crate) fn seal(&self, circle: Id, document: Id, tip: Id) -> Item {
        let said = Value::record([circle, document, self.device_id(), tip].map(Value::from));
        Item::new(5, seal_envelope("otagai/seal/1", &said, &self.device))
    }
}

/// The header of a person's only document of a kind.
pub(crate) fn single_header(circle: Id, author: Id, kind: &str) -> Value {
    let nonce = [0_u8; 16];
    Value::record([
        1.into(),
        circle.into(),
        author.into(),
        kind.into(),
        nonce.into(),
        0.into(),
    ])
}

pub(crate) fn document_id(header: &Value) -> Id {
    kdf("otagai 2026 document id", &[&header.to_bytes()])
}

impl Member {
    pub(crate) fn new(keys: Keys, held: Held, secrets: Vec<Secret>) -> Self {
        let mut actor = [0; 24];
        let (to_prefix, to_rest) = actor.split_at_mut(8);
        to_prefix.copy_from_slice(&change::prefix(&keys.device_id()));
        to_rest.copy_from_slice(&random_bytes());
        Self {
            keys,
            held,
            secrets,
            card: None,
            actor,
        }
    }

    /// The next statement of this device; it is held, too.
    pub(crate) fn say(&mut self, body: &Body) -> Option<Id> {
        let me = self.keys.device_id();
        let mine = self
            .held
            .statements
            .iter()
            .filter(|(_, said)| said.device == me);
        let last = mine
            .max_by_key(|(_, said)| said.n)
            .map(|(id, said)| (*id, said.n));
        let (prev, n) = last.map_or((None, 0), |(id, n)| (Some(id), n + 1));
        let followed = self.held.statements.values();
        let followed: Vec<Id> = followed
            .flat_map(|said| said.prev.into_iter().chain(said.seen.clone()))
            .collect();
        let tips = self
            .held
            .statements
            .keys()
            .filter(|id| !followed.contains(id));
        let seen: Vec<Id> = tips.copied().take(16).collect();
        let item = self.keys.say(self.held.circle, n, prev, &seen, body)?;
        let (id, _) = item.read()?;
        (self.held.take(&[item]) == 0).then_some(id)
    }

    /// Writes texts into the own card, which is opened with the first.
    pub(crate) fn write_card(&mut self, texts: &[(&str, &str)]) -> Option<()> {
        let (circle, author) = (self.held.circle, self.keys.person());
        let header = single_header(circle, author, "card");
        let document = document_id(&header);
        let mut items = Vec::new();
        if self.card.is_none() {
            let opening = Value::record([header, self.keys.device_id().into()]);
            items.push(Item::new(
                3,
                seal_envelope("otagai/opening/1", &opening, &self.keys.device),
            ));
            self.card = change::first_change().ok();
        }
        let change = put_texts(self.card.as_mut()?, self.actor, texts)?;
        items.push(Item {
            kind: 4,
            document: Some(document),
            bytes: change.bytes,
        });
        items.push(self.keys.seal(circle, document, change.hash));
        (self.held.take(&items) == 0).then_some(())
    }
}

fn put_texts(document: &mut Automerge, actor: [u8; 24], texts: &[(&str, &str)]) -> Option<Change> {
    let (_, fields) = document.get(ROOT, "fields").ok()??;
    let written = change::write(document, actor, |transaction| {
        for (key, text) in texts {
            transaction.put(&fields, *key, *text)?;
        }
        Ok(())
    });
    written.ok()?
}
