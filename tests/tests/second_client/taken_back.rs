//! Section 10: which documents were taken back.

use super::{
    names::{Id, kdf},
    roster::Roster,
    set::Held,
    statement::Body,
};
use std::collections::BTreeSet;

/// The name of a group of readers.
pub(crate) fn readers_hash(salt: &Id, readers: &[Id]) -> Id {
    kdf("otagai 2026 sealed readers", &[salt, &readers.concat()])
}

impl Held {
    /// Forgets the chunks and grants of what was taken back.
    pub(crate) fn drop_taken_back(&mut self) {
        let taken_back = documents(self, &Roster::of(self));
        for (document, found) in &mut self.documents {
            found.taken_back = taken_back.contains(document);
            if found.taken_back {
                let chunks = std::mem::take(&mut found.chunks).into_keys();
                for id in chunks.chain(std::mem::take(&mut found.grants).into_keys()) {
                    self.items.remove(&id);
                }
            }
        }
    }
}

/// Documents that their author withdrew or a reader vetoed.
fn documents(held: &Held, roster: &Roster) -> BTreeSet<Id> {
    let said = roster.said(held).filter(|(_, said)| {
        let speaks_for = roster.devices.get(&said.device).map(|(person, _)| *person);
        speaks_for == Some(said.person)
    });
    let gone = said.filter_map(|(_, said)| {
        let header = |document| {
            let found = held.documents.get(document)?;
            Some((&found.header, found.header.sealed?))
        };
        match &said.body {
            Some(Body::Withdraw(document)) => {
                let (header, _) = header(document)?;
                (header.author == said.person).then_some(*document)
            }
            Some(Body::Veto {
                document,
                salt,
                readers,
            }) => {
                let (_, (_, hash)) = header(document)?;
                let is_reader = readers.len() <= 64
                    && readers.is_sorted_by(|one, next| one < next)
                    && readers.contains(&said.person)
                    && readers_hash(salt, readers) == hash;
                is_reader.then_some(*document)
            }
            _ => None,
        }
    });
    gone.collect()
}
