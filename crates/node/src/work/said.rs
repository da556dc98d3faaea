//! The version of a job that its author said last at this computer stands.
//!
//! A version is named by its last chunk. Where another one is the newest after something came in, and does not follow
//! the one that was said here (it was forgotten with a copy, or is a clone's), the one that was said here is
//! written again after both.

use crate::{NodeError, deeds::about::DeedAbout, home::Home};
use otagai_core::{
    deed::{self, DeedRefusal, JobSaid, Situation},
    id::{CircleId, DocumentId, ItemId},
    item::ItemKind,
};
use otagai_store::{Admitted, OwnBatch, OwnWrite, Store, StoreError};

/// Kind of the device's own values that name the version said last here, by document.
const JOB_SAID: &str = "jobSaid";

/// A version of a job was said here.
pub(crate) fn said(document: DocumentId, chunk: ItemId) -> OwnWrite {
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
        let now = self.clock().now();
        let work = store.work(circle)?;
        for row in rows {
            let damaged = |_detail| StoreError::Damaged;
            let document = DocumentId::from_slice(&row.key).map_err(damaged)?;
            let chunk = ItemId::from_slice(&row.value).map_err(damaged)?;
            // Nearly all do: no paper is opened for these.
            if deed::job_stands(&work, document, chunk) {
                continue;
            }
            let about = DeedAbout::paper(document);
            let became = self.with_situation(store, circle, &about, now, |here| {
                deed::repeat_job(here, document, chunk)
            })?;
            match became {
                JobSaid::Stands => {}
                JobSaid::Again(again) => {
                    let decide = |_: &Situation<'_>| Ok::<_, DeedRefusal>(again);
                    self.do_deed_in(store, circle, &about, now, decide, |_| Vec::new())?;
                }
                JobSaid::Followed => {
                    let batch = OwnBatch {
                        own: vec![forget(document)],
                        ..OwnBatch::default()
                    };
                    self.admit_batch(store, circle, &batch)?;
                }
            }
        }
        Ok(())
    }
}
