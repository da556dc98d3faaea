//! A person with one device, and what they do on their own.

use super::{Holding, disk::Disk, holding::own, joining::Arrived};
use otagai_core::{
    Millis,
    change::actor_prefix,
    charter::{self, Charter},
    circle_set::Intake,
    cut::Tip,
    document::{Header, Kind},
    id::{CircleId, DeviceId, ItemId, PersonId, StatementId},
    invite_link::{Host, InviteLink, one_time_key},
    item::{Item, ItemKind},
    keys::{DeviceKeys, DeviceSeeds, root_key},
    record::{Record, RecordBody},
    secret::CircleSecret,
    signed::{Content, Verified},
    statement::{
        Admission, Adopt, ChainEnd, Genesis, Invite, NO_CIRCLE, Statement, StatementBody, compose,
    },
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
    /// The batches that were committed, for whoever plays them to something else; none where nobody does.
    pub journal: Option<Vec<(CircleId, Vec<Item>)>>,
    /// How far their clock is ahead of everybody's, ms.
    pub clock_is_ahead: i64,
    pub(super) disk: Disk,
}

impl Person {
    /// Makes the person of a name: the same name, the same keys.
    pub fn new(name: &str) -> Self {
        Self::with_device(name, name)
    }

    /// Another device of a person, by a name of its own, which holds nothing yet.
    pub fn second_device(first: &Self, name: &str) -> Self {
        let mut second = Self::with_device(&first.name, name);
        second.clock_is_ahead = first.clock_is_ahead;
        second.journal = first.journal.as_ref().map(|_| Vec::new());
        second
    }

    fn with_device(person: &str, device: &str) -> Self {
        let seed = |name: &str, purpose: &str| {
            blake3::derive_key(
                "otagai 2026 simulated person",
                format!("{name} {purpose}").as_bytes(),
            )
        };
        let seeds = DeviceSeeds {
            device: seed(device, "device"),
            encryption: seed(device, "encryption"),
            credential: seed(device, "credential"),
        };
        let keys = DeviceKeys::certified_by(&root_key(&seed(person, "root")), &seeds)
            .expect("a root signs for itself");
        Self {
            name: device.to_owned(),
            device: keys.device(),
            keys,
            circles: BTreeMap::new(),
            tampers_with: None,
            journal: None,
            clock_is_ahead: 0,
            disk: Disk::default(),
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

    /// For what is encrypted to their device, as their root has certified it.
    pub(super) fn encryption_key(&self) -> [u8; 32] {
        let certified =
            self.records()
                .iter()
                .find_map(|record| match own::<Record>(record).content().body() {
                    Ok(RecordBody::Device(certificate)) => Some(certificate.encryption_key),
                    _ => None,
                });
        certified.expect("the device's record")
    }

    /// What their clock shows when everybody's shows this.
    pub fn clock(&self, now: Millis) -> Millis {
        now.saturating_add_signed(self.clock_is_ahead)
    }

    /// Who writes changes in this run of the program.
    pub(super) fn actor(&self) -> [u8; 24] {
        let mut actor = [1; 24];
        let (device, rest) = actor.split_at_mut(8);
        device.copy_from_slice(&actor_prefix(&self.device()));
        let (_, run) = rest.split_at_mut(8);
        run.copy_from_slice(&self.disk.run().to_be_bytes());
        actor
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
        let end = set.chain_end(self.device());
        let signed = self.compose(circle, &end, &set.statement_tips(), body);
        let item = Item::new(ItemKind::Statement, signed.to_bytes());
        (signed.id(), self.keep(circle, &[item]))
    }

    /// Signs a statement for a place in the chain of their device.
    pub(super) fn compose(
        &self,
        circle: CircleId,
        end: &ChainEnd,
        seen: &[StatementId],
        body: &StatementBody,
    ) -> Verified<Statement> {
        let said = compose(circle, self.id(), self.device(), end, seen, body);
        Verified::sign(said, &self.keys.signing_key()).expect("our own key")
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
            inviter: self.name.clone(),
            seed,
            hosts: vec![Host {
                device: self.device(),
                addresses: Vec::new(),
            }],
        };
        (link, new)
    }

    /// Keeps items of their own; gives the names of what is new, and nothing where the device has died.
    pub fn keep(&mut self, circle: CircleId, items: &[Item]) -> Vec<ItemId> {
        let secret = self.keys.encryption_key();
        let kept = self.commit(|me| {
            me.note(circle, items);
            me.holding_mut(circle).keep(items, &secret)
        });
        let stored = kept.map(|intake| intake.stored).unwrap_or_default();
        stored.into_iter().map(|stored| stored.id).collect()
    }

    /// Stores a circle that is new on their device; none where it has died.
    pub(super) fn add_circle(
        &mut self,
        circle: CircleId,
        items: &[Item],
        secrets: Vec<CircleSecret>,
    ) -> Option<Arrived> {
        let secret = self.keys.encryption_key();
        self.commit(|me| {
            me.note(circle, items);
            let is_known = me.circles.contains_key(&circle);
            let new = || Holding::new(circle);
            let holding = me.circles.entry(circle).or_insert_with(new);
            let stored = holding.keep(items, &secret).stored;
            holding.secrets = secrets;
            if is_known {
                Arrived::Items(stored.iter().map(|stored| stored.id).collect())
            } else {
                Arrived::Circle
            }
        })
    }

    /// Begins with what another device of the person holds.
    pub(super) fn begins_with(
        &mut self,
        circle: CircleId,
        items: &[Item],
        secrets: Vec<CircleSecret>,
    ) {
        self.add_circle(circle, items, secrets);
        let records = self.records();
        self.keep(circle, &records);
    }

    /// Checks what came and keeps what passes; none where the device has died.
    pub(super) fn take(&mut self, circle: CircleId, items: &[Item]) -> Option<Intake> {
        let secret = self.keys.encryption_key();
        self.commit(|me| {
            me.note(circle, items);
            me.holding_mut(circle).take(items, &secret)
        })
    }

    /// A connection with a device broke: what it was told last may not have arrived.
    pub(super) fn lost(&mut self, device: DeviceId) {
        self.commit(|me| {
            for holding in me.circles.values_mut() {
                holding.forget_told(device);
            }
        });
    }

    fn note(&mut self, circle: CircleId, items: &[Item]) {
        if let Some(journal) = &mut self.journal {
            journal.push((circle, items.to_vec()));
        }
    }
}
