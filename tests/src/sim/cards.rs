//! Documents that everybody reads: cards and charters, written by their author, read by all.

use super::Person;
use automerge::{Automerge, AutomergeError, transaction::Transaction};
use otagai_core::{
    base,
    card::{self, Card, CardEdit, TextField},
    change::RawChange,
    counting,
    cut::Tip,
    document::{Header, Kind, Opening},
    gate,
    id::{CircleId, DocumentId, ItemId, PersonId},
    item::{Item, ItemKind},
    seal::Seal,
};

impl Person {
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
        let holding = self.holding(circle);
        let is_new = holding.set.document(&id).is_none();
        // A program that was started again reads what it wrote before.
        let mut document = match holding.own.get(&id) {
            Some(known) => known.clone(),
            None => self.materialise(circle, id, self.id()),
        };
        let mut items = Vec::new();
        if is_new {
            let header = header.clone();
            items.push(self.sign(ItemKind::Opening, Opening { header, device }));
        }
        let change = gate::edit(&mut document, self.actor(), 0, write);
        if let Some(change) = change.expect("a plain edit") {
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
        self.holding_mut(circle).own.insert(id, document);
        self.keep(circle, &items)
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
        let order: Vec<RawChange> =
            counting::counting(entry, &holding.set.authority().devices_of(author))
                .iter()
                .filter_map(|hash| raw.iter().find(|change| change.hash == *hash).cloned())
                .collect();
        gate::materialise(&order).document
    }
}
