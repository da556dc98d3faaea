//! Named people with fixed keys, for tests: what they say is signed for real.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "only tests use this, and a broken helper shall stop them"
)]

mod circle;

pub use circle::TestCircle;

use crate::{
    base,
    card::{self, CardEdit, TextField},
    change::{RawChange, actor_prefix},
    circle_set::CircleSet,
    cut::Tip,
    document::{Header, Kind, Opening},
    gate,
    id::{CircleId, DocumentId, StatementId},
    invite_link::one_time_key,
    item::{Item, ItemKind},
    keys::{DeviceKeys, DeviceSeeds},
    phrase::RecoveryEntropy,
    seal::Seal,
    signed::Verified,
    statement::{
        Admission, Admitted, ChainEnd, Genesis, Invite, Joined, NO_CIRCLE, StatementBody, compose,
        join_proof_message,
    },
};
use automerge::Automerge;
use ed25519_dalek::Signer;

/// A person with one device, whose keys follow from the name.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The keys.
    pub keys: DeviceKeys,
    document: Automerge,
    actor: [u8; 24],
}

impl Person {
    /// The person of this name; the same name gives the same keys.
    pub fn new(name: &str) -> Self {
        let seed = |purpose: &str| blake3::derive_key(purpose, name.as_bytes());
        let root = RecoveryEntropy::new(seed("test root")).root_key();
        let seeds = DeviceSeeds {
            device: seed("test device"),
            encryption: seed("test encryption"),
            credential: seed("test credential"),
        };
        let keys = DeviceKeys::certified_by(&root, &seeds).expect("a root signs for itself");
        let mut actor = [1; 24];
        actor[..8].copy_from_slice(&actor_prefix(&keys.device()));
        Self {
            name: name.to_owned(),
            keys,
            document: base::document(),
            actor,
        }
    }

    /// The two root-signed records.
    pub fn records(&self) -> Vec<Item> {
        self.keys
            .records()
            .iter()
            .map(|bytes| Item::new(ItemKind::Record, bytes.to_vec()))
            .collect()
    }

    /// A signed statement after the given end of this device's chain.
    pub fn say(&self, circle: CircleId, end: &ChainEnd, body: &StatementBody) -> Item {
        let said = compose(
            circle,
            self.keys.person(),
            self.keys.device(),
            end,
            &[],
            body,
        );
        let signed = Verified::sign(said, &self.keys.signing_key()).expect("our own key");
        Item::new(ItemKind::Statement, signed.to_bytes())
    }

    /// Founds a circle: the set that holds it, and the items that make it.
    pub fn found(&self, name: &str) -> (CircleSet, Vec<Item>) {
        let genesis = Genesis {
            name: name.to_owned(),
            creators: vec![self.keys.person()],
            admission: Admission::Invitation,
            nonce: [7; 16],
        };
        let end = ChainEnd { n: 0, prev: None };
        let item = self.say(NO_CIRCLE, &end, &StatementBody::Genesis(genesis));
        let mut items = vec![item.clone()];
        items.extend(self.records());
        let mut set = CircleSet::new(id_of(&item).into());
        set.admit(&items);
        (set, items)
    }

    /// Invites: the one-time seed and the statement, which is put into the set.
    pub fn invite(&self, set: &mut CircleSet, seed: [u8; 16], uses: u16) -> (StatementId, Item) {
        let invite = Invite {
            key: one_time_key(&seed).verifying_key().to_bytes(),
            uses,
            expires_at: u64::MAX,
            steward: false,
        };
        let item = self.put(set, &StatementBody::Invite(invite));
        (id_of(&item), item)
    }

    /// The newcomer's own statement with an invitation.
    pub fn join(&self, circle: CircleId, invitation: StatementId, seed: [u8; 16]) -> Item {
        let message =
            join_proof_message(circle, invitation, self.keys.person(), self.keys.device());
        let joined = Joined {
            invitation,
            charter: DocumentId::from_bytes([0; 32]),
            heads: vec![Tip([0; 32])],
            proof: one_time_key(&seed).sign(&message).to_bytes(),
        };
        self.say(
            circle,
            &ChainEnd { n: 0, prev: None },
            &StatementBody::Joined(joined),
        )
    }

    /// Lets a newcomer in and puts everything about it into the set; gives the items.
    pub fn admit(&self, set: &mut CircleSet, newcomer: &Self, joined: Item) -> Vec<Item> {
        let Ok(StatementBody::Joined(said)) = read(&joined).content().body() else {
            return Vec::new();
        };
        let admitted = Admitted {
            invitation: said.invitation,
            person: newcomer.keys.person(),
            joined: id_of(&joined),
        };
        let mut items = vec![self.put(set, &StatementBody::Admitted(admitted))];
        items.extend(newcomer.records());
        items.push(joined);
        set.admit(&items);
        items
    }

    /// Says something as the next statement of the chain that the set holds.
    pub fn put(&self, set: &mut CircleSet, body: &StatementBody) -> Item {
        let item = self.say(set.circle(), &set.chain_end(self.keys.device()), body);
        set.admit(std::slice::from_ref(&item));
        item
    }

    /// The header of this person's card.
    pub fn card(&self, circle: CircleId) -> Header {
        Header::single(circle, self.keys.person(), Kind::Card)
    }

    /// Opens a document of this person.
    pub fn open(&self, header: &Header) -> Item {
        let opening = Opening {
            header: header.clone(),
            device: self.keys.device(),
        };
        let signed = Verified::sign(opening, &self.keys.signing_key()).expect("our own key");
        Item::new(ItemKind::Opening, signed.to_bytes())
    }

    /// One edit of the card: the change.
    pub fn change(&mut self, edit: &CardEdit) -> RawChange {
        let actor = self.actor;
        gate::edit(&mut self.document, actor, 0, |transaction| {
            card::write(transaction, edit)
        })
        .expect("a plain edit")
        .expect("something new")
    }

    /// One edit of the banner, with its seal: change and seal.
    pub fn banner(&mut self, circle: CircleId, text: &str) -> Vec<Item> {
        let change = self.change(&CardEdit::Text(TextField::Banner, text.to_owned()));
        let document = self.card(circle).id();
        let seal = self.seal(circle, document, &change);
        vec![Item::change(document, change.bytes), seal]
    }

    /// A seal over a change.
    pub fn seal(&self, circle: CircleId, document: DocumentId, tip: &RawChange) -> Item {
        let seal = Seal {
            circle,
            document,
            device: self.keys.device(),
            tip: tip.hash.into(),
        };
        let signed = Verified::sign(seal, &self.keys.signing_key()).expect("our own key");
        Item::new(ItemKind::Seal, signed.to_bytes())
    }
}

/// Reads a statement item.
pub fn read(item: &Item) -> Verified<crate::statement::Statement> {
    crate::signed::Signed::from_bytes(&item.bytes, crate::limits::STATEMENT_BYTES)
        .expect("a statement")
        .verify()
        .expect("a good signature")
}

/// The id of a statement item.
pub fn id_of(item: &Item) -> StatementId {
    read(item).id()
}
