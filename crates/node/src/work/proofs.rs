//! What may leave the circle.

use crate::{NodeError, home::Home};
use otagai_core::{
    id::{CircleId, DocumentId},
    roster::Roster,
    vouch::{
        portable,
        standing::{Dropped, VouchState, dropped},
    },
};
use serde_json::Value;

/// What stands against a vouch that was carried outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownOfProof {
    /// Its author took it back.
    Withdrawn,
    /// It does not count any more, for another reason.
    NoLonger,
    /// The member at this computer, whom it is about, hid it.
    Hidden,
}

fn taken_back(by: Dropped) -> KnownOfProof {
    match by {
        Dropped::Withdrawn => KnownOfProof::Withdrawn,
        Dropped::Vetoed => KnownOfProof::NoLonger,
    }
}

impl Home {
    /// The portable file of a vouch about oneself.
    ///
    /// # Errors
    /// [`NodeError::NotYours`] when it is about somebody else, [`NodeError::Portable`] when its author did not
    /// allow outside use, [`NodeError::HiddenVouch`] when it is hidden, [`NodeError::UnknownWork`] when it does not
    /// count (any more).
    pub fn proof(&self, circle: CircleId, vouch: DocumentId) -> Result<Value, NodeError> {
        let work = self.work(circle)?;
        let found = work.vouches.get(&vouch).ok_or(NodeError::UnknownWork)?;
        if found.vouch.subject != Some(self.person()) {
            return Err(NodeError::NotYours);
        }
        match found.state {
            VouchState::Counts => {}
            // What its subject cannot mend is said first.
            VouchState::Hidden if found.vouch.portable.is_none() => {
                return Err(portable::PortableError::NotAllowed.into());
            }
            VouchState::Hidden => return Err(NodeError::HiddenVouch),
            _ => return Err(NodeError::UnknownWork),
        }
        let version = found
            .vouch
            .job
            .and_then(|job| work.jobs.get(&job)?.version(&found.vouch.job_heads))
            .ok_or(NodeError::UnknownWork)?;
        Ok(portable::file(vouch, &found.vouch, &version.at.job)?)
    }

    /// What this computer knows of the vouch with this file id, beside what its file says; none where it is not
    /// known here, or nothing stands against it.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn known_of_proof(&self, id: &str) -> Result<Option<KnownOfProof>, NodeError> {
        let circles = self.store().circles()?;
        for circle in circles {
            let known = self.known_in(circle, id)?;
            if known.is_some() {
                return Ok(known);
            }
        }
        Ok(None)
    }

    fn known_in(&self, circle: CircleId, id: &str) -> Result<Option<KnownOfProof>, NodeError> {
        let work = self.work(circle)?;
        let vouches = &work.vouches;
        let found = vouches
            .iter()
            .find(|(vouch, _)| portable::id(**vouch) == id);
        if let Some((_, found)) = found {
            return Ok(match &found.state {
                VouchState::Dropped(by) => Some(taken_back(*by)),
                VouchState::Void(_) => Some(KnownOfProof::NoLonger),
                // Told to its subject only: to everybody else it is not shown, and no word is lost on it.
                VouchState::Hidden if found.vouch.subject == Some(self.person()) => {
                    Some(KnownOfProof::Hidden)
                }
                _ => None,
            });
        }
        // What was taken back is read by nobody who did not have its key; that it was is known to all.
        let mut store = self.store();
        let set = store.set(circle)?;
        let gone = dropped(set, &Roster::of(set));
        let gone = gone
            .iter()
            .find(|(document, _)| portable::id(**document) == id);
        Ok(gone.map(|(_, by)| taken_back(*by)))
    }

    /// A document that can be read here, in the merge library's own format.
    ///
    /// # Errors
    /// [`NodeError::UnknownWork`] when it is not held or not readable here.
    pub fn document_file(
        &self,
        circle: CircleId,
        document: DocumentId,
    ) -> Result<Vec<u8>, NodeError> {
        let mut store = self.store();
        if let Some(sealed) = store.sealed(circle, document)? {
            return Ok(sealed.document.save());
        }
        let opened = store
            .document(circle, document)?
            .ok_or(NodeError::UnknownWork)?;
        Ok(opened.materialised.document.save())
    }
}
