//! What came in with a batch, as far as derived tables ask.

use otagai_core::id::DocumentId;
use std::collections::BTreeSet;

/// What a batch touched.
pub(super) struct Touched {
    /// True when records or statements came.
    pub(super) standing: bool,
    /// Documents of which something came.
    pub(super) documents: BTreeSet<DocumentId>,
    /// True when something came that papers are worked out from.
    pub(super) papers: bool,
    /// True when words were taken back.
    pub(super) taken_back: bool,
}
