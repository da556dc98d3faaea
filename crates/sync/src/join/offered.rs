//! What a newcomer sees before agreeing: the charter in force, checked.

use ed25519_dalek::{Signer, SigningKey};
use otagai_core::{
    change::RawChange,
    charter::{self, Charter},
    circle_set::CircleSet,
    counting,
    cut::Tip,
    gate,
    id::{DocumentId, StatementId},
    item::{Item, ItemKind},
    keys::DeviceKeys,
    roster::Roster,
    signed::{Verified, VerifyError},
    statement::{Joined, StatementBody, compose, join_proof_message},
};
use std::collections::BTreeSet;

/// The charter in force, in the set that the newcomer built from what the host sent.
#[derive(Debug, Clone)]
pub struct OfferedCharter {
    set: CircleSet,
    changes: Vec<Item>,
    invitation: StatementId,
    document: DocumentId,
    heads: Vec<Tip>,
    /// The heads and everything below them.
    in_force: BTreeSet<[u8; 32]>,
}

impl OfferedCharter {
    /// Finds invitation and charter; none where one of them is missing.
    pub(super) fn find(set: &CircleSet, key: &[u8; 32], items: &[Item]) -> Option<Self> {
        let roster = Roster::of(set);
        let (invitation, _) = roster.invitation_by_key(key)?;
        let (document, heads) = roster.charter.clone()?;
        let entry = set.document(&document)?;
        if heads.is_empty() || heads.iter().any(|head| entry.change(head).is_none()) {
            return None;
        }
        let mut in_force = BTreeSet::new();
        let mut next = heads.clone();
        while let Some(hash) = next.pop() {
            if in_force.insert(hash.0) {
                let deps = entry.change(&hash).map(|change| change.deps.clone());
                next.extend(deps.unwrap_or_default());
            }
        }
        let changes = items
            .iter()
            .filter(|item| item.document == Some(document))
            .cloned()
            .collect();
        Some(Self {
            set: set.clone(),
            changes,
            invitation,
            document,
            heads: heads.into_iter().map(Tip::from).collect(),
            in_force,
        })
    }

    /// What was checked: who invites, who hosts, and the circle's name are in its roster.
    pub fn set(&self) -> &CircleSet {
        &self.set
    }

    /// The invitation.
    pub fn invitation(&self) -> StatementId {
        self.invitation
    }

    /// The charter's document.
    pub fn document(&self) -> DocumentId {
        self.document
    }

    /// The exact version in force.
    pub fn heads(&self) -> &[Tip] {
        &self.heads
    }

    /// What the charter says in the version in force.
    pub fn text(&self) -> Charter {
        let Some(entry) = self.set.document(&self.document) else {
            return Charter::default();
        };
        let devices = self
            .set
            .authority()
            .devices_of(entry.opening().content().header.author);
        let parsed: Vec<RawChange> = self
            .changes
            .iter()
            .filter_map(|item| RawChange::parse(&item.bytes).ok())
            .collect();
        let changes: Vec<RawChange> = counting::counting(entry, &devices)
            .into_iter()
            .filter(|hash| self.in_force.contains(&hash.0))
            .filter_map(|hash| parsed.iter().find(|change| change.hash == hash).cloned())
            .collect();
        charter::read(&gate::materialise(&changes).document)
    }

    /// Signs that this device's person joins: the person's records and `Joined`.
    ///
    /// # Errors
    /// [`VerifyError`] only if the device cannot sign for itself.
    pub fn agree(
        &self,
        keys: &DeviceKeys,
        one_time_key: &SigningKey,
    ) -> Result<Vec<Item>, VerifyError> {
        let (circle, person, device) = (self.set.circle(), keys.person(), keys.device());
        let proof = join_proof_message(circle, self.invitation, person, device);
        let joined = Joined {
            invitation: self.invitation,
            charter: self.document,
            heads: self.heads.clone(),
            proof: one_time_key.sign(&proof).to_bytes(),
        };
        let statement = compose(
            circle,
            person,
            device,
            &self.set.chain_end(device),
            &self.set.statement_tips(),
            &StatementBody::Joined(joined),
        );
        let signed = Verified::sign(statement, &keys.signing_key())?;
        let mut items: Vec<Item> = keys
            .records()
            .into_iter()
            .map(|record| Item::new(ItemKind::Record, record.to_vec()))
            .collect();
        items.push(Item::new(ItemKind::Statement, signed.to_bytes()));
        Ok(items)
    }
}
