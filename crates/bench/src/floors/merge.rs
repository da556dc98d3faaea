//! The merge library alone.

use crate::{clock, outcome::BenchOutcome};
use automerge::Change;
use otagai_core::base;

/// Applies the changes of each document in one go, ms.
pub(crate) fn apply(documents: &[Vec<Vec<u8>>]) -> BenchOutcome<f64> {
    let begin = clock::now();
    for changes in documents {
        let parsed = changes
            .iter()
            .map(|change| Change::from_bytes(change.clone()))
            .collect::<Result<Vec<_>, _>>()?;
        let mut document = base::document();
        document.apply_changes(parsed)?;
    }
    Ok(clock::since(begin))
}
