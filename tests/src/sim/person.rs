//! A person with one device, and what they do on their own.

use super::Holding;
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use otagai_core::{
    base,
    card::{self, Card, CardEdit, TextField},
    change::{RawChange, actor_prefix},
    charter::{self, Charter},
    counting,
    cut::Tip,
    document::{Header, Kind, Opening},
    gate,
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId, StatementId},
    invite_link::{Host, InviteLink, one_time_key},
    item::{Item, ItemKind},
    keys::{DeviceKeys, DeviceSeeds, root_key},
    seal::Seal,
    secret::CircleSecret,
    signed::{Content, Verified},
    statement::{Admission, Adopt, ChainEnd, Genesis, Invite, NO_CIRCLE, StatementBody, compose},
};
use std::collections::BTreeMap;

/// A person with one device.
#[derive(Clone)]
pub struct Person {
    /// What they are called; their keys follow from it.
    pub name: String,
    /// Their keys.
    pub keys: DeviceKeys,
    // Kept, because working it out takes as long as a signature.
    device: DeviceId,
    /// What their device holds.
    pub circles: BTreeMap<CircleId, Holding>,
    /// An item of which this device sends one byte wrong.
    pub tampers_with: Option<ItemId>,
}

impl Person {
    /// Makes the person of a name: the same name, the same keys.
    pub fn new(name: &str) -> Self {
        let seed = |purpose: &str| {
            blake3::derive_key(
                "otagai 2026 simulated person",
                format!("{name} {purpose}").as_bytes(),
            )
        };
        let seeds = DeviceSeeds {
            device: seed("device"),
            encryption: seed("encryption"),
            credential: seed("credential"),
        };
        let keys = DeviceKeys::certified_by(&root_key(&seed("root")), &seeds)
            .expect("a root signs for itself");
        Self {
            name: name.to_owned(),
            device: keys.device(),
            keys,
            circles: BTreeMap::new(),
            tampers_with: None,
        }
    }

    /// Who they are.
    pub fn id(&self) -> PersonId {
        self.keys.person()
    }

    /// Their device.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// What their device holds of a circle.
    pub fn holding(&self, circle: CircleId) -> &Holding {
        self.circles
            .get(&circle)
            .expect("has its part in the circle")
    }

    /// The same, to be changed by a test.
    pub fn holding_mut(&mut self, circle: CircleId) -> &mut Holding {
        self.circles
            .get_mut(&circle)
            .expect("has its part in the circle")
    }

    /// The two root-signed records.
    pub fn records(&self) -> Vec<Item> {
        self.keys
            .records()
            .into_iter()
            .map(|bytes| Item::new(ItemKind::Record, bytes.to_vec()))
            .collect()
    }

    /// Signs with the device key, as an item.
    pub fn sign<T: Content>(&self, kind: ItemKind, content: T) -> Item {
        let signed = Verified::sign(content, &self.keys.signing_key()).expect("our own key");
        Item::new(kind, signed.to_bytes())
    }

    /// Founds a circle with a charter; its secret follows from its id.
    pub fn found(&mut self, name: &str) -> CircleId {
        let genesis = Genesis {
            name: name.to_owned(),
            creators: vec![self.id()],
            admission: Admission::Invitation,
            nonce: [7; 16],
        };
        let said = compose(
            NO_CIRCLE,
            self.id(),
            self.device(),
            &ChainEnd { n: 0, prev: None },
            &[],
            &StatementBody::Genesis(genesis),
        );
        let signed = Verified::sign(said, &self.keys.signing_key()).expect("our own key");
        let circle = CircleId::from(signed.id());
        let mut holding = Holding::new(circle);
        let secret = blake3::derive_key("otagai 2026 simulated secret", circle.as_bytes());
        holding.secrets.push(CircleSecret::new(1, secret));
        self.circles.insert(circle, holding);
        let mut items = self.records();
        items.push(Item::new(ItemKind::Statement, signed.to_bytes()));
        self.keep(circle, &items);
        let text = Charter {
            name: name.to_owned(),
            purpose: "教え合い、仕事を紹介し合う".to_owned(),
            conditions: "約束を守る".to_owned(),
            data_use: "この会の中だけで使う".to_owned(),
        };
        self.adopt(circle, &text);
        circle
    }

    /// Writes the charter and adopts it.
    pub fn adopt(&mut self, circle: CircleId, text: &Charter) -> Vec<ItemId> {
        let header = Header::single(circle, self.id(), Kind::Charter);
        let mut items = self.write(circle, &header, |t| charter::write(t, text));
        let heads = self
            .holding(circle)
            .own
            .get(&header.id())
            .map(|document| document.get_heads().into_iter().map(Tip::from).collect())
            .unwrap_or_default();
        let (_, said) = self.say(
            circle,
            &StatementBody::Adopt(Adopt {
                charter: header.id(),
                heads,
            }),
        );
        items.extend(said);
        items
    }

    /// Says something as the next statement of their device; gives its id and what is new in the set.
    pub fn say(&mut self, circle: CircleId, body: &StatementBody) -> (StatementId, Vec<ItemId>) {
        let set = &self.holding(circle).set;
        let said = compose(
            circle,
            self.id(),
            self.device(),
            &set.chain_end(self.device()),
            &set.statement_tips(),
            body,
        );
        let signed = Verified::sign(said, &self.keys.signing_key()).expect("our own key");
        let item = Item::new(ItemKind::Statement, signed.to_bytes());
        (signed.id(), self.keep(circle, &[item]))
    }

    /// Invites `uses` persons, with a link that names this device.
    pub fn invite(
        &mut self,
        circle: CircleId,
        seed: [u8; 16],
        uses: u16,
        expires_at: u64,
    ) -> (InviteLink, Vec<ItemId>) {
        let (_, new) = self.say(
            circle,
            &StatementBody::Invite(Invite {
                key: one_time_key(&seed).verifying_key().to_bytes(),
                uses,
                expires_at,
                steward: false,
            }),
        );
        let link = InviteLink {
            circle,
            name: self.holding(circle).roster.name.clone(),
            purpose: "教え合う".to_owned(),
            inviter: self.name.clone(),
            seed,
            hosts: vec![Host {
                device: self.device(),
                addresses: Vec::new(),
            }],
        };
        (link, new)
    }

    /// Edits their card.
    pub fn edit_card(&mut self, circle: CircleId, edit: &CardEdit) -> Vec<ItemId> {
        let header = Header::single(circle, self.id(), Kind::Card);
        self.write(circle, &header, |transaction| {
            card::write(transaction, edit)
        })
    }

    /// Writes the banner of their card.
    pub fn say_banner(&mut self, circle: CircleId, text: &str) -> Vec<ItemId> {
        self.edit_card(circle, &CardEdit::Text(TextField::Banner, text.to_owned()))
    }

    /// Edits a document of their own, which is opened first if it is not: one change, sealed.
    pub fn write(
        &mut self,
        circle: CircleId,
        header: &Header,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Vec<ItemId> {
        let (id, device) = (header.id(), self.device());
        let mut document = self.holding(circle).own.get(&id).cloned();
        let mut items = Vec::new();
        if document.is_none() {
            let header = header.clone();
            items.push(self.sign(ItemKind::Opening, Opening { header, device }));
        }
        let edited = document.get_or_insert_with(base::document);
        let mut actor = [1; 24];
        actor[..8].copy_from_slice(&actor_prefix(&device));
        if let Some(change) = gate::edit(edited, actor, 0, write).expect("a plain edit") {
            let tip = Tip::from(change.hash);
            items.push(Item::change(id, change.bytes));
            items.push(self.sign(
                ItemKind::Seal,
                Seal {
                    circle,
                    document: id,
                    device,
                    tip,
                },
            ));
        }
        self.holding_mut(circle)
            .own
            .extend(document.map(|document| (id, document)));
        self.keep(circle, &items)
    }

    /// Keeps items of their own; gives the names of what is new.
    pub fn keep(&mut self, circle: CircleId, items: &[Item]) -> Vec<ItemId> {
        let intake = self.holding_mut(circle).keep(items);
        intake.stored.into_iter().map(|stored| stored.id).collect()
    }

    /// What somebody's card says, as this device sees it.
    pub fn sees_card(&self, circle: CircleId, person: PersonId) -> Card {
        let id = Header::single(circle, person, Kind::Card).id();
        card::read(&self.materialise(circle, id, person))
    }

    fn materialise(&self, circle: CircleId, id: DocumentId, author: PersonId) -> Automerge {
        let holding = self.holding(circle);
        let Some(entry) = holding.set.document(&id) else {
            return base::document();
        };
        let raw: Vec<RawChange> = holding
            .load(&holding.items_of(id))
            .iter()
            .filter(|item| item.kind == ItemKind::Change)
            .filter_map(|item| RawChange::parse(&item.bytes).ok())
            .collect();
        let order: Vec<RawChange> = counting::counting(entry, &holding.set.devices_of(author))
            .iter()
            .filter_map(|hash| raw.iter().find(|change| change.hash == *hash).cloned())
            .collect();
        gate::materialise(&order).document
    }
}
