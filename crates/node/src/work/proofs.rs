//! What may leave the circle.

use crate::{NodeError, home::Home};
use otagai_core::{
    id::{CircleId, DocumentId},
    vouch::{portable, standing::VouchState},
};
use serde_json::Value;

impl Home {
    /// The portable file of a vouch about oneself.
    ///
    /// # Errors
    /// [`NodeError::NotYours`] when it is about somebody else, [`NodeError::Portable`] when its author did not
    /// allow outside use, [`NodeError::UnknownWork`] when it does not count (any more).
    pub fn proof(&self, circle: CircleId, vouch: DocumentId) -> Result<Value, NodeError> {
        let work = self.work(circle)?;
        let found = work.vouches.get(&vouch).ok_or(NodeError::UnknownWork)?;
        if found.vouch.subject != Some(self.person()) {
            return Err(NodeError::NotYours);
        }
        if !matches!(found.state, VouchState::Counts | VouchState::Hidden) {
            return Err(NodeError::UnknownWork);
        }
        let version = found
            .vouch
            .job
            .and_then(|job| work.jobs.get(&job)?.version(&found.vouch.job_heads))
            .ok_or(NodeError::UnknownWork)?;
        Ok(portable::file(vouch, &found.vouch, &version.at.job)?)
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
