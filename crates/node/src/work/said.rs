//! The version of a job that its author said last at this computer stands.
//!
//! A version is named by its last chunk. Where another one is the newest after something came in, and does not follow
//! the one that was said here (it was forgotten with a copy, or is a clone's), the one that was said here is
//! written again after both.

use crate::{NodeError, home::Home};
use otagai_core::{
    id::{CircleId, DocumentId, ItemId},
    item::ItemKind,
    job,
};
use otagai_store::{Admitted, OwnBatch, OwnWrite, Store, StoreError};

/// Kind of the device's own values that name the version said last here, by document.
const JOB_SAID: &str = "jobSaid";

/// A version of a job was said here.
pub(super) fn said(document: DocumentId, chunk: ItemId) -> OwnWrite {
    OwnWrite::Put {
        kind: JOB_SAID,
        key: document.as_bytes().to_vec(),
        value: chunk.as_bytes().to_vec(),
    }
}

fn forget(document: DocumentId) -> OwnWrite {
    OwnWrite::Remove {
        kind: JOB_SAID,
        key: document.as_bytes().to_vec(),
    }
}

impl Home {
    /// Writes again what was said here of jobs to which something came.
    pub(crate) fn stand_by_jobs(
        &self,
        store: &mut Store,
        circle: CircleId,
        admitted: &Admitted,
    ) -> Result<(), NodeError> {
        let mut stored = admitted.intake.stored.iter();
        if !stored.any(|stored| stored.item.kind == ItemKind::Chunk) {
            return Ok(());
        }
        let rows = store.own_list(Some(circle), JOB_SAID)?;
        if rows.is_empty() {
            return Ok(());
        }
        let work = store.work(circle)?;
        for row in rows {
            let damaged = |_detail| StoreError::Damaged;
            let document = DocumentId::from_slice(&row.key).map_err(damaged)?;
            let chunk = ItemId::from_slice(&row.value).map_err(damaged)?;
            let Some(job) = work.jobs.get(&document) else {
                continue;
            };
            let said = job.versions.iter().find(|version| version.chunk == chunk);
            let (Some(said), Some(current)) = (said, job.current()) else {
                continue;
            };
            if current.chunk == chunk || job.dropped.is_some() {
                continue;
            }
            let Some(sealed) = store.sealed(circle, document)? else {
                continue;
            };
            let mut batch = OwnBatch::default();
            if sealed.chunks.contains(&chunk) {
                let version = self.author.rewrite_sealed(&sealed, |transaction| {
                    job::write_anew(transaction, &said.at.job)
                })?;
                let Some(version) = version else {
                    continue;
                };
                batch.own.push(self::said(document, version.chunk));
                batch.items = version.items;
            } else {
                // Whoever wrote a later one knew it.
                batch.own.push(forget(document));
            }
            self.admit_batch(store, circle, &batch)?;
        }
        Ok(())
    }
}
