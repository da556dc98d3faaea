//! People with real keys, for tests: they found circles, let others in and write cards.

pub(crate) mod papers;

use crate::Store;
use ed25519_dalek::{Signer, SigningKey};
use otagai_core::{
    base,
    card::{self, CardEdit, TextField},
    change::actor_prefix,
    charter::{self, Charter},
    circle_set::CircleSet,
    cut::Tip,
    document::{Header, Kind, Opening},
    gate::{self, Materialised},
    id::{CircleId, DocumentId, StatementId},
    item::{Item, ItemKind},
    keys::{DeviceKeys, DeviceSeeds},
    seal::Seal,
    signed::Verified,
    statement::{
        Admission, Admitted, Adopt, ChainEnd, Genesis, Invite, Joined, NO_CIRCLE, Statement,
        StatementBody, compose, join_proof_message,
    },
};

/// Somebody with one device, and the documents they are editing.
pub(crate) struct Person {
    pub(crate) keys: DeviceKeys,
    run: u8,
    card: Option<Materialised>,
}

impl Person {
    /// The same `number`, the same person; another `device`, another device.
    pub(crate) fn new(number: u8, device: u8) -> Self {
        let root = SigningKey::from_bytes(&[number; 32]);
        let seeds = DeviceSeeds {
            device: [number ^ (device << 6) ^ 0x80; 32],
            encryption: [number; 32],
            credential: [number; 32],
        };
        Self {
            keys: DeviceKeys::certified_by(&root, &seeds).unwrap(),
            run: 1,
            card: None,
        }
    }

    /// The root-signed records.
    pub(crate) fn records(&self) -> Vec<Item> {
        self.keys
            .records()
            .map(|bytes| Item::new(ItemKind::Record, bytes.to_vec()))
            .to_vec()
    }

    /// A statement at a place of this device's chain.
    pub(crate) fn say(
        &self,
        circle: CircleId,
        end: &ChainEnd,
        body: &StatementBody,
    ) -> Verified<Statement> {
        let (person, device) = (self.keys.person(), self.keys.device());
        let statement = compose(circle, person, device, end, &[], body);
        Verified::sign(statement, &self.keys.signing_key()).unwrap()
    }

    /// Edits the card; gives the opening (once), the change and its seal.
    pub(crate) fn edit_card(&mut self, circle: CircleId, edit: &CardEdit) -> Vec<Item> {
        let header = Header::single(circle, self.keys.person(), Kind::Card);
        let mut items = Vec::new();
        if self.card.is_none() {
            items.push(self.opening(&header));
        }
        let mut state = self.card.take().unwrap_or_else(|| gate::materialise(&[]));
        items.extend(self.edited(&header, &mut state, &Write::Card(edit)));
        self.card = Some(state);
        items
    }

    /// Says what one is called.
    pub(crate) fn name(&mut self, circle: CircleId, name: &str) -> Vec<Item> {
        self.edit_card(circle, &CardEdit::Text(TextField::Name, name.to_owned()))
    }

    /// Starts the program again: a new actor.
    pub(crate) fn restart(&mut self) {
        self.run += 1;
    }

    /// Reads one's own card from what was stored.
    pub(crate) fn reload(&mut self, store: &mut Store, circle: CircleId) {
        let opened = store.card_document(circle, self.keys.person()).unwrap();
        self.card = opened.map(|opened| opened.materialised);
    }

    pub(crate) fn opening(&self, header: &Header) -> Item {
        let opening = Opening {
            header: header.clone(),
            device: self.keys.device(),
        };
        let signed = Verified::sign(opening, &self.keys.signing_key()).unwrap();
        Item::new(ItemKind::Opening, signed.to_bytes())
    }

    fn edited(&self, header: &Header, state: &mut Materialised, write: &Write<'_>) -> Vec<Item> {
        let mut actor = [self.run; 24];
        actor[..8].copy_from_slice(&actor_prefix(&self.keys.device()));
        let change = gate::edit(&mut state.document, actor, 0, |t| match write {
            Write::Card(edit) => card::write(t, edit),
            Write::Charter(charter) => charter::write(t, charter),
        })
        .unwrap();
        let Some(change) = change else {
            return Vec::new();
        };
        let document = header.id();
        let seal = Seal {
            circle: header.circle,
            document,
            device: self.keys.device(),
            tip: Tip::from(change.hash),
        };
        let seal = Verified::sign(seal, &self.keys.signing_key()).unwrap();
        vec![
            Item::change(document, change.bytes),
            Item::new(ItemKind::Seal, seal.to_bytes()),
        ]
    }
}

/// What is written into a document.
enum Write<'a> {
    Card(&'a CardEdit),
    Charter(&'a Charter),
}

/// A circle that somebody founded, and everything said in it so far.
pub(crate) struct Founded {
    pub(crate) circle: CircleId,
    pub(crate) charter: DocumentId,
    pub(crate) items: Vec<Item>,
    heads: Vec<Tip>,
    invitation: StatementId,
    one_time: SigningKey,
    chains: CircleSet,
    /// What came before something that it builds on.
    waiting: Vec<Item>,
}

impl Founded {
    /// Somebody makes a circle with a charter and one invitation for many.
    pub(crate) fn by(steward: &Person, name: &str) -> Self {
        let genesis = StatementBody::Genesis(Genesis {
            name: name.to_owned(),
            creators: vec![steward.keys.person()],
            admission: Admission::Invitation,
            nonce: [1; 16],
        });
        let start = ChainEnd { n: 0, prev: None };
        let genesis = steward.say(NO_CIRCLE, &start, &genesis);
        let circle = CircleId::from(genesis.id());
        let header = Header::single(circle, steward.keys.person(), Kind::Charter);
        let mut founded = Self {
            circle,
            charter: header.id(),
            items: Vec::new(),
            heads: Vec::new(),
            invitation: genesis.id(),
            one_time: SigningKey::from_bytes(&[77; 32]),
            chains: CircleSet::new(circle),
            waiting: Vec::new(),
        };
        founded.add(steward.records());
        founded.add(vec![Item::new(ItemKind::Statement, genesis.to_bytes())]);
        let charter = Charter {
            name: name.to_owned(),
            purpose: "教え合い、仕事を紹介し合う".to_owned(),
            ..Charter::default()
        };
        let mut state = gate::materialise(&[]);
        founded.add(vec![steward.opening(&header)]);
        founded.add(steward.edited(&header, &mut state, &Write::Charter(&charter)));
        founded.heads = state
            .document
            .get_heads()
            .into_iter()
            .map(Tip::from)
            .collect();
        founded.say(
            steward,
            &StatementBody::Adopt(Adopt {
                charter: header.id(),
                heads: founded.heads.clone(),
            }),
        );
        founded.invitation = founded.say(
            steward,
            &StatementBody::Invite(Invite {
                key: founded.one_time.verifying_key().to_bytes(),
                uses: 50,
                expires_at: 0,
                steward: false,
            }),
        );
        founded
    }

    /// A statement of a member, at the end of their chain.
    pub(crate) fn say(&mut self, person: &Person, body: &StatementBody) -> StatementId {
        let end = self.chains.chain_end(person.keys.device());
        let statement = person.say(self.circle, &end, body);
        self.add(vec![Item::new(ItemKind::Statement, statement.to_bytes())]);
        statement.id()
    }

    /// Lets a newcomer in; gives the items that this took.
    pub(crate) fn let_in(&mut self, host: &Person, newcomer: &Person) -> Vec<Item> {
        let before = self.items.len();
        let (person, device) = (newcomer.keys.person(), newcomer.keys.device());
        let message = join_proof_message(self.circle, self.invitation, person, device);
        let joined = newcomer.say(
            self.circle,
            &self.chains.chain_end(device),
            &StatementBody::Joined(Joined {
                invitation: self.invitation,
                charter: self.charter,
                heads: self.heads.clone(),
                proof: self.one_time.sign(&message).to_bytes(),
            }),
        );
        self.say(
            host,
            &StatementBody::Admitted(Admitted {
                invitation: self.invitation,
                person,
                joined: joined.id(),
            }),
        );
        self.add(newcomer.records());
        self.add(vec![Item::new(ItemKind::Statement, joined.to_bytes())]);
        self.items[before..].to_vec()
    }

    /// Keeps items that somebody made.
    pub(crate) fn add(&mut self, items: Vec<Item>) {
        self.waiting.extend_from_slice(&items);
        if self.chains.admit(&self.waiting).deferred == 0 {
            self.waiting.clear();
        }
        self.items.extend(items);
    }
}

/// The first change is a constant: a card without edits still has it as its head.
pub(crate) fn base_tip() -> Tip {
    Tip::from(base::hash())
}
